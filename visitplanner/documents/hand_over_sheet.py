"""The hand-over sheet: everything one person looks after, for whoever follows."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from reportlab.platypus import Flowable, Table, TableStyle

from visitplanner.documents.sheet_frame import continued, foot, opening
from visitplanner.documents.typesetting import style
from visitplanner.documents.typesetting.flow import Group, Run, flow
from visitplanner.documents.typesetting.listings import Section, columns
from visitplanner.documents.typesetting.paragraphs import Content, Paragraph, Words
from visitplanner.documents.typesetting.sheets import SignatureBoxes, write_pages
from visitplanner.documents.typesetting.style import BODY, HAIR, LABEL, SMALL, SMALL_MUTED
from visitplanner.domain.customers.customers import account_printed
from visitplanner.domain.follow_ups.follow_ups import FollowUp
from visitplanner.domain.visits.times import part_of_day
from visitplanner.i18n import Language
from visitplanner.services.handovers.handover import HandOverRow
from visitplanner.services.papers.hand_over_sheet import HandOverPaper
from visitplanner.services.visits.visits import VisitRow

WIDTHS = (156.0, 66.0, 106.0, style.WIDTH - 328.0)
"""Customer, last visit, visits to come, open cases; in points."""
HEADS = ("Customer", "last visit", "visits to come", "Open cases")
SIGNED = ("Handed over by: ______________", "Taken over by: ______________")
CASES, VISITS = 6, 4
LATE = "▲"


def write_hand_over(paper: HandOverPaper, path: Path, language: Language) -> int:
    """Write the sheet; returns its pages. The same sheet gives the same bytes. Raises OSError when the file cannot be written."""
    text, facts = language.text, paper.facts
    title = text("Hand-over sheet: {name}", name=facts.person.name)
    cases = [case for row in facts.rows for case in row.cases] + [one.case for one in facts.cases]
    late = sum(case.due_on < paper.printed_on for case in cases)
    told = text("{count} subjects, {cases} open cases, {late} past their day", count=len(facts.rows), cases=len(cases), late=late)
    top = opening(title, told, (), paper.printed_on, language, provisional=False)
    head = _row(
        [Paragraph(text(name), LABEL) for name in ("Customer", "last visit", "visits to come", "Open cases")], strong=True
    )
    groups = [Group([_subject(row, paper, language) for row in facts.rows])] if facts.rows else []
    other = (
        (text("Visits to come as a member"), [_visit(row, language) for row in facts.joined]),
        (text("Visits to come at others"), [_visit(row, language) for row in facts.others]),
        (text("Visits without a record"), [_visit(row, language) for row in facts.unrecorded]),
        (text("Records begun"), [_visit(row, language) for row in facts.drafts]),
        (text("Open cases at others"), [f"{one.subject}　{_case(one.case)}" for one in facts.cases]),
    )
    groups += [_list(name, lines) for name, lines in other if lines]
    run = Run(top, groups, continued(title, language), head if facts.rows else None, _signed(language))
    return write_pages(flow(run), path, title, foot(paper.office, language, demonstration=paper.demonstration), language)


def _subject(row: HandOverRow, paper: HandOverPaper, language: Language) -> Flowable:
    text, subject = language.text, row.subject
    many = text("{count} sites", count=len(subject.sites))
    about = account_printed(subject.account) if len(subject.sites) == 1 else many
    name: list[Flowable] = [
        Paragraph(subject.name, SMALL.but(bold=True, most_lines=3)),
        Paragraph("　".join(filter(None, (about, subject.township))), SMALL_MUTED.but(most_lines=2)),
    ]
    if row.wish is not None and row.wish.notes:
        name.append(Paragraph(row.wish.notes, SMALL_MUTED.but(most_lines=2)))
    last = language.date(row.last_visit_on) if row.last_visit_on else text("never")
    visits = [f"{language.date(one.day)} {language.say(part_of_day(one))}" for one in row.visits[:VISITS]]
    visits += [text("… and {count} more visits", count=len(row.visits) - VISITS)] if len(row.visits) > VISITS else []
    cases: list[Flowable] = [Paragraph(_case_words(case, paper, language), SMALL.but(most_lines=4)) for case in row.cases[:CASES]]
    more = len(row.cases) - CASES
    cases += [Paragraph(text("… and {count} more cases", count=more), SMALL_MUTED)] if more > 0 else []
    return _row([name, Paragraph(last, SMALL), Paragraph("\n".join(visits), SMALL), cases or Paragraph("", SMALL)])


def _case_words(case: FollowUp, paper: HandOverPaper, language: Language) -> Content:
    due = language.text("due {day}", day=case.due_on)
    if case.due_on < paper.printed_on:
        return [Words(f"{LATE} {due}　", bold=True, color=style.DANGER), case.text]
    return [Words(f"{due}　", color=style.MUTED), case.text]


def _case(case: FollowUp) -> str:
    return case.text


def _visit(row: VisitRow, language: Language) -> str:
    return f"{language.date(row.visit.day, weekday=True)} {language.say(part_of_day(row.visit))}　{row.subject}"


def _list(name: str, lines: Iterable[str]) -> Group:
    return Group([Section(name), *(_line(line) for line in lines)], again=Section(name), gap=14.0)


def _line(words: str) -> Flowable:
    looks = [("TOPPADDING", (0, 0), (-1, -1), 1), ("BOTTOMPADDING", (0, 0), (-1, -1), 1), ("LEFTPADDING", (0, 0), (-1, -1), 3)]
    return Table([[Paragraph(words, SMALL.but(most_lines=4))]], colWidths=[style.WIDTH], style=TableStyle(looks))


def _row(cells: list[object], *, strong: bool = False) -> Table:
    looks = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("TOPPADDING", (0, 0), (-1, -1), 2.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3.5),
        ("LEFTPADDING", (0, 0), (-1, -1), 3),
        ("RIGHTPADDING", (0, 0), (-1, -1), 6),
        ("LINEBELOW", (0, 0), (-1, -1), HAIR, style.MUTED if strong else style.HAIRLINE),
    ]
    return Table([cells], colWidths=WIDTHS, style=TableStyle(looks))


def _signed(language: Language) -> Flowable:
    """Who gives and who takes over, above the boxes of the office."""
    given, taken = (Paragraph(language.text(name), BODY) for name in SIGNED)
    both = columns([[given], [taken]], (1, 1))
    return columns([[both, Paragraph("", BODY.but(leading=6.0)), SignatureBoxes(language)]], (1,))
