"""A year on paper: twelve months across, the office, its kinds and its people below each other, each count against the norm."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from uuid import UUID

from reportlab.platypus import Flowable, Table, TableStyle

from visitplanner.documents.sheet_frame import continued, foot, opening
from visitplanner.documents.typesetting import style
from visitplanner.documents.typesetting.flow import Group, Run, flow
from visitplanner.documents.typesetting.paragraphs import Content, Paragraph, Words
from visitplanner.documents.typesetting.sheets import SignatureBoxes, write_pages
from visitplanner.documents.typesetting.style import HAIR, LABEL, SMALL
from visitplanner.domain.programme.programme import KIND_NAMES
from visitplanner.domain.visits.visits import SubjectKind
from visitplanner.i18n import Language
from visitplanner.services.papers.year_sheets import YearSheet
from visitplanner.services.planning.turns import share_text
from visitplanner.services.planning.year_overview import MonthLoad, YearLine

NAME, TOTAL = 86.0, 46.0
"""Widths in points of the names and of the totals; the months share the rest."""
GAP = 10.0
ABOVE = "▲"


def write_year(sheet: YearSheet, path: Path, language: Language) -> int:
    """Write the year as it stands, with 核章 boxes; returns the pages.

    The same sheet gives the same bytes. Raises OSError when the file cannot be written.
    """
    text = language.text
    title = text("The year {year}", year=language.year(sheet.year))
    norms = sheet.months[0].norms
    pace = text("Usual: {count} a week each; the office an even spread over the months planned.", count=norms.leader_week)
    late = text("{count} visits are made up for after the year and stand in no month.", count=sheet.late) if sheet.late else ""
    told = text("{count} visits; {shape}: more than usual", count=sheet.whole.count, shape=ABOVE)
    top = opening(title, told, (pace, late), sheet.printed_on, language, provisional=sheet.provisional)
    kinds = [(language.say(KIND_NAMES[line.key]), line, "") for line in sheet.kinds if isinstance(line.key, SubjectKind)]
    led = {one.person.id: share_text(one.led_fair) for one in sheet.turns if one.led_fair is not None}
    joined = {one.person.id: share_text(one.joined_fair) for one in sheet.turns if one.joined_fair is not None}
    sections = (
        (text("Kind"), [(text("Whole office"), sheet.whole, ""), *kinds], text("Total")),
        (text("Who leads"), _named(sheet, sheet.leaders, led), text("Total / average of the rank")),
        (text("Who goes along"), _named(sheet, sheet.members, joined), text("Total / fair share")),
    )
    groups = [_group(name, lines, total, sheet, language) for name, lines, total in sections if lines]
    run = Run(top, groups, continued(title, language), None, SignatureBoxes(language))
    return write_pages(flow(run), path, title, foot(sheet.office, language, demonstration=sheet.demonstration), language)


def _named(sheet: YearSheet, lines: Sequence[YearLine], fair: Mapping[UUID, str]) -> list[tuple[str, YearLine, str]]:
    """Each person's line with its name and what its total is measured by."""
    return [(sheet.name(line.key), line, fair.get(line.key, "")) for line in lines if isinstance(line.key, UUID)]


def _group(name: str, lines: Sequence[tuple[str, YearLine, str]], total: str, sheet: YearSheet, language: Language) -> Group:
    head = _row([name, *(_month(month.first.month, language) for month in sheet.months), total], LABEL, ground=True)
    parts = [head, *(_line(*line, language) for line in lines)]
    return Group(parts, again=_row([name, *([""] * len(sheet.months)), ""], LABEL, ground=True), gap=GAP)


def _month(month: int, language: Language) -> str:
    return language.text("month {month}", month=month) if language.code == "zh_TW" else str(month)


def _line(name: str, line: YearLine, fair: str, language: Language) -> Flowable:
    total: list[str | Words] = [Words(str(line.count), bold=True)]
    if fair:
        total.append(Words(f" / {fair}", color=style.MUTED))
    return _row([Words(name, bold=line.key is None), *(_load(load) for load in line.loads), total], SMALL)


def _load(load: MonthLoad) -> Content:
    """A month's count, marked where it is more than usual; a dot for none."""
    if not load.count:
        return Words("·", color=style.MUTED)
    if load.too_full:
        return Words(f"{load.count}{ABOVE}", bold=True, color=style.WARN)
    return str(load.count)


def _row(cells: Sequence[Content], text: style.TextStyle, *, ground: bool = False) -> Table:
    months = len(cells) - 2
    room = (style.WIDTH - NAME - TOTAL) / months
    few = text.but(most_lines=3)
    made = [Paragraph(cells[0], few), *(Paragraph(each, few.but(align="right")) for each in cells[1:])]
    looks = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("TOPPADDING", (0, 0), (-1, -1), 2.0),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2.5),
        ("LEFTPADDING", (0, 0), (-1, -1), 2),
        ("RIGHTPADDING", (0, 0), (-1, -1), 2),
        ("LINEBELOW", (0, 0), (-1, -1), HAIR, style.MUTED if ground else style.HAIRLINE),
    ]
    looks += [("BACKGROUND", (0, 0), (-1, -1), style.SOFT)] if ground else []
    return Table([made], colWidths=[NAME, *([room] * months), TOTAL], style=TableStyle(looks))
