"""The list before a batch of briefing sheets: which visits, how many pages, and which sheet could not be made and why."""

from __future__ import annotations

from pathlib import Path

from reportlab.platypus import Flowable

from visitplanner.documents.sheet_frame import continued, foot, opening
from visitplanner.documents.typesetting import style
from visitplanner.documents.typesetting.flow import Group, Run, flow
from visitplanner.documents.typesetting.listings import listing
from visitplanner.documents.typesetting.paragraphs import Content, Words
from visitplanner.documents.typesetting.sheets import write_pages
from visitplanner.domain.visits.times import part_of_day
from visitplanner.i18n import Language
from visitplanner.services.papers.briefs import BatchCover, BatchLine

HEADS = ("Day", "Customer", "Who leads", "pages")
SHARES = (31, 41, 17, 11)


def write_cover(cover: BatchCover, path: Path, language: Language) -> int:
    """Write the list; returns its pages. The same list gives the same bytes."""
    text = language.text
    title = text("Briefing sheets from {first} to {last}", first=cover.first, last=cover.last)
    missing = sum(line.refused is not None for line in cover.lines)
    told = text("{count} sheets, {pages} pages.", count=len(cover.lines) - missing, pages=sum(line.pages for line in cover.lines))
    late = text("{count} sheets could not be made; they are named below.", count=missing) if missing else ""
    who = text("only those {person} leads", person=cover.person) if cover.person else ""
    top = opening(title, told, (who, late), cover.printed_on, language, provisional=False)
    head = listing([text(name) for name in HEADS], [], SHARES, right=(3,))
    parts: list[Flowable] = [listing([], [_row(line, language)], SHARES, right=(3,), headless=True) for line in cover.lines]
    run = Run(top, [Group(parts)], continued(title, language), head)
    return write_pages(flow(run), path, title, foot(cover.office, language, demonstration=cover.demonstration), language)


def _row(line: BatchLine, language: Language) -> list[Content]:
    when = f"{language.date(line.row.visit.day, weekday=True)} {language.say(part_of_day(line.row.visit))}"
    if line.refused is None:
        return [when, line.row.subject, line.row.leader, f"{line.pages}"]
    why = Words(f"　{language.say(line.refused)}", color=style.DANGER)
    return [when, [line.row.subject, why], line.row.leader, "▲"]
