"""回復單 on paper: what the customer raised, the answer, and every document it takes with a box to tick."""

from __future__ import annotations

from pathlib import Path

from reportlab.platypus import Flowable

from visitplanner.documents.typesetting import style
from visitplanner.documents.typesetting.listings import boxed, columns, facts
from visitplanner.documents.typesetting.paragraphs import Paragraph
from visitplanner.documents.typesetting.sheets import Foot, Page, height_of, write_pages
from visitplanner.documents.typesetting.style import BODY, SECTION, SMALL_MUTED, TITLE
from visitplanner.domain.follow_ups.follow_ups import WINDOW_NAMES
from visitplanner.i18n import Language
from visitplanner.services.papers.replies import ReplySheet

GAP, CLOSE = 12.0, 4.0
HERE, MISSING = "■", "□"
MOST_LINES = 12


def write_reply(sheet: ReplySheet, path: Path, language: Language) -> int:
    """Write the sheet; returns its pages. The same sheet gives the same bytes. Raises OSError where nothing can be written."""
    title = language.text("Reply to what you raised")
    pages, top = [Page()], 0.0
    for part, gap in _parts(sheet, title, language):
        height = height_of(part)
        if top and top + height > style.HEIGHT:
            pages.append(Page())
            top = 0.0
        pages[-1].place(top, part)
        top += height + gap
    mark = language.text("demonstration data, invented") if sheet.demonstration else ""
    return write_pages(pages, path, title, Foot(sheet.office, mark), language)


def _parts(sheet: ReplySheet, title: str, language: Language) -> list[tuple[Flowable, float]]:
    """What stands on the sheet, each with the gap below it."""
    text, row, case = language.text, sheet.row, sheet.row.follow_up
    day = language.date(case.replied_on, weekday=True) if case.replied_on else ""
    told = [
        (text("Receipt number"), case.receipt),
        (text("Raised"), language.date(case.raised_on)),
        (text("Window"), language.say(WINDOW_NAMES[case.window])),
        (text("Owner"), row.owner),
        (text("Request"), row.request),
    ]
    parts: list[Flowable] = [
        columns([[Paragraph(title, SECTION)], [Paragraph(day, SMALL_MUTED.but(align="right"))]], (1, 1)),
        Paragraph(row.subject, TITLE),
        facts([(name, value) for name, value in told if value], style.WIDTH, 80, BODY),
        boxed([Paragraph(case.text, BODY.but(most_lines=MOST_LINES))], ground=style.SOFT, padding=12),
    ]
    found = [(part, GAP) for part in parts]
    if case.reply:
        found.append((Paragraph(text("Reply"), SECTION), CLOSE))
        lines = [line for line in case.reply.splitlines() if line.strip()]
        found += [(Paragraph(line, BODY.but(most_lines=MOST_LINES * 3)), GAP if line is lines[-1] else CLOSE) for line in lines]
    if case.documents:
        found.append((Paragraph(text("Documents this takes; please bring all of them at once"), SECTION), CLOSE))
        found += [(Paragraph(f"{HERE if one.received_on else MISSING}　{one.name}", BODY), CLOSE) for one in case.documents]
        key = text("{here} received, {missing} still missing", here=HERE, missing=MISSING)
        found.append((Paragraph(key, SMALL_MUTED), GAP))
    return found
