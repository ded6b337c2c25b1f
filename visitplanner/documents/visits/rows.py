"""A visit as a row of the week's sheet and of the list: never split, its overdue cases and remarks below it."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from reportlab.platypus import Flowable, Table, TableStyle

from visitplanner.documents.typesetting import style
from visitplanner.documents.typesetting.paragraphs import Content, Paragraph, Words
from visitplanner.documents.typesetting.style import HAIR, LABEL, SMALL, SMALL_MUTED
from visitplanner.documents.visits.words import StateChip, case_words, identity, people, remarks, some_sites, where
from visitplanner.domain.visits.times import part_of_day
from visitplanner.i18n import Language
from visitplanner.services.papers.visit_sheets import PrintedVisit, SheetDay

WIDTHS = (79.0, 138.0, 131.0, 50.0, style.WIDTH - 398.0)
"""When, customer, place and contact, who goes, cases; in points."""
MOST_LINES = 6
"""Of any one text, so that a row is lower than a page whatever stands in a record."""
CASES_IN_ROW = 3
CONTACTS = 2
SITES = 4


class Dated(Enum):
    """Whether a row says its day (the list) or only its half-day (the week, where the day stands above)."""

    BY_DAY = "day"
    BY_SLOT = "slot"


def head(language: Language, dated: Dated) -> Flowable:
    """The names of the columns."""
    when = language.text("Day") if dated is Dated.BY_DAY else language.text("Half-day")
    names = (
        when,
        language.text("Customer"),
        language.text("Place, contacts"),
        language.text("Who goes"),
        language.text("Open cases"),
    )
    looks = [*_LOOKS, ("LINEBELOW", (0, 0), (-1, 0), HAIR, style.MUTED)]
    return Table([[Paragraph(name, LABEL) for name in names]], colWidths=WIDTHS, style=TableStyle(looks))


def band(day: SheetDay, language: Language, *, again: bool = False) -> Flowable:
    """The line above a day's visits. again: on the next page."""
    count = len(day.visits)
    aside = language.text("{count} visits", count=count) if count else language.text("no visit")
    words: list[str | Words] = [Words(language.date(day.day, weekday=True), bold=True, color=style.ACCENT), f"　{aside}"]
    if not day.works:
        words.append(Words("　" + language.text("day off"), color=style.WARN))
    if day.remark:
        words.append(Words(f"　{day.remark}", color=style.WARN))
    if again:
        words.append(Words("　" + language.text("continued"), color=style.MUTED))
    looks = [*_LOOKS, ("BACKGROUND", (0, 0), (-1, -1), style.SOFT), ("LINEBELOW", (0, 0), (-1, -1), HAIR, style.HAIRLINE)]
    return Table([[Paragraph(words, SMALL.but(most_lines=2))]], colWidths=[style.WIDTH], style=TableStyle(looks))


def row_parts(visit: PrintedVisit, language: Language, dated: Dated) -> list[Flowable]:
    """The row with its remarks and first overdue cases; more cases follow as parts of their own."""
    cases = [case_words(case, language) for case in visit.overdue]
    below: list[Content] = [
        *_sites(visit, language),
        *([Words(f"{name}　", color=style.MUTED), words] for name, words in remarks(visit, language)),
        *cases[:CASES_IN_ROW],
    ]
    rest = [cases[start : start + CASES_IN_ROW] for start in range(CASES_IN_ROW, len(cases), CASES_IN_ROW)]
    return [_table([_cells(visit, language, dated)], below), *(_table([], more) for more in rest)]


def _sites(visit: PrintedVisit, language: Language) -> list[Content]:
    """The sites of a group or park, a line of text."""
    if len(visit.sites) < 2:
        return []
    return [[Words(f"{language.text('sites')}　", color=style.MUTED), some_sites(visit.sites, SITES, language)]]


def _table(first: Sequence[Sequence[object]], below: Sequence[Content]) -> Table:
    """A row, and texts below it that run from the second column to the edge."""
    wide = SMALL.but(most_lines=MOST_LINES)
    lines = [*first, *(["", Paragraph(words, wide), "", "", ""] for words in below)]
    spans = [("SPAN", (1, number), (-1, number)) for number in range(len(first), len(lines))]
    looks = [*_LOOKS, *spans, ("LINEBELOW", (0, -1), (-1, -1), HAIR, style.HAIRLINE)]
    return Table(lines, colWidths=WIDTHS, style=TableStyle(looks))


def _cells(visit: PrintedVisit, language: Language, dated: Dated) -> list[object]:
    row, few = visit.row, SMALL.but(most_lines=MOST_LINES)
    slot = language.say(part_of_day(row.visit))
    when = [Paragraph(language.date(row.visit.day, weekday=True), SMALL)] if dated is Dated.BY_DAY else []
    muted = SMALL_MUTED.but(most_lines=MOST_LINES)
    return [
        [*when, Paragraph(slot, SMALL.but(bold=True)), StateChip(row.visit.state, language)],
        [Paragraph(row.subject, few.but(bold=True)), Paragraph(identity(visit, language), muted)],
        [Paragraph(where(visit) or "—", few), Paragraph(people(visit.sites, CONTACTS, language), muted)],
        [Paragraph(row.leader or "—", few.but(bold=True)), Paragraph("\n".join(row.members), muted)],
        _cases(visit, language),
    ]


def _cases(visit: PrintedVisit, language: Language) -> list[Flowable]:
    text = language.text
    lines: list[Flowable] = [Paragraph(text("{count} open", count=len(visit.cases)) if visit.cases else "—", SMALL)]
    if visit.overdue:
        late = text("{count} overdue", count=len(visit.overdue))
        lines.append(Paragraph(Words(late, bold=True, color=style.DANGER), SMALL))
    if visit.before is not None:
        lines.append(Paragraph(f"{text('last')} {language.date(visit.before.held_on)}", SMALL_MUTED))
    return lines


_LOOKS = [
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("TOPPADDING", (0, 0), (-1, -1), 2.0),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 2.5),
    ("LEFTPADDING", (0, 0), (-1, -1), 3),
    ("RIGHTPADDING", (0, 0), (-1, -1), 3),
]
