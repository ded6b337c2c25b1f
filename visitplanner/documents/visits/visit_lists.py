"""A day, a week or a list of visits on paper, with their details."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reportlab.platypus import Flowable

from visitplanner.documents.sheet_frame import continued, foot, opening
from visitplanner.documents.typesetting.flow import Group, Run, flow
from visitplanner.documents.typesetting.sheets import SignatureBoxes, write_pages
from visitplanner.documents.visits.blocks import block
from visitplanner.documents.visits.rows import Dated, band, head, row_parts
from visitplanner.documents.visits.week_grid import week_grid
from visitplanner.documents.visits.year_list import line_head, month_groups
from visitplanner.domain.programme.programme import KIND_NAMES
from visitplanner.domain.visits.visits import STATE_NAMES
from visitplanner.i18n import Language
from visitplanner.services.papers.visit_sheets import VisitSheet

LONGEST_IN_DETAIL = 31
"""Days."""


def write_day(sheet: VisitSheet, path: Path, language: Language) -> int:
    """Write the day's visits as blocks with room for notes, to be carried along; returns the pages.

    The same sheet gives the same bytes. Raises OSError when the file cannot be written.
    """
    day = sheet.days[0]
    title = language.text("Visits of {day}", day=language.date(day.day, weekday=True))
    remark = "　".join(part for part in ("" if day.works else language.text("day off"), day.remark) if part)

    many = len(day.visits) > 1
    groups = [block(visit, language, number if many else 0) for number, visit in enumerate(day.visits, 1)]
    run = Run(_opening(sheet, title, language, remark), groups, continued(title, language))
    return _write(run, sheet, path, title, language)


def write_week(sheet: VisitSheet, path: Path, language: Language) -> int:
    """Write the week as a grid, below it its visits day by day, with 核章 boxes; returns the pages. As `write_day` otherwise."""
    title = language.text("Visits of the week from {first} to {last}", first=sheet.first, last=sheet.last)
    groups = [
        Group(
            [band(day, language), *(part for visit in day.visits for part in row_parts(visit, language, Dated.BY_SLOT))],
            again=band(day, language, again=True),
        )
        for day in sheet.days
    ]
    names = head(language, Dated.BY_SLOT)
    top = [*_opening(sheet, title, language), week_grid(sheet.days, language)]
    run = Run(top, groups, continued(title, language), names, SignatureBoxes(language))
    return _write(run, sheet, path, title, language)


def write_list(sheet: VisitSheet, path: Path, language: Language) -> int:
    """Write the visits of a span of days one below the other, with 核章 boxes; returns the pages. As `write_day` otherwise.

    What is longer than a month has a line a visit, with the sum of each month.
    """
    title = language.text("List of visits from {first} to {last}", first=sheet.first, last=sheet.last)
    if (sheet.last - sheet.first).days >= LONGEST_IN_DETAIL:
        top = _opening(sheet, title, language)
        groups = month_groups(sheet.visits, language)
        run = Run(top, groups, continued(title, language), line_head(language), SignatureBoxes(language))
        return _write(run, sheet, path, title, language)
    parts = [part for visit in sheet.visits for part in row_parts(visit, language, Dated.BY_DAY)]
    names = head(language, Dated.BY_DAY)
    run = Run(_opening(sheet, title, language), [Group(parts)], continued(title, language), names, SignatureBoxes(language))
    return _write(run, sheet, path, title, language)


def _write(run: Run, sheet: VisitSheet, path: Path, title: str, language: Language) -> int:
    return write_pages(flow(run), path, title, foot(sheet.office, language, demonstration=sheet.demonstration), language)


def _opening(sheet: VisitSheet, title: str, language: Language, remark: str = "") -> list[Flowable]:
    """Title, whose and which visits, how many; and the warning where the days are not sure."""
    muted = (_chosen(sheet, language), remark)
    return opening(title, _counts(sheet, language), muted, sheet.printed_on, language, provisional=sheet.provisional)


def _counts(sheet: VisitSheet, language: Language) -> str:
    text = language.text
    states = [f"{language.say(STATE_NAMES[state])} {count}" for state, count in sheet.by_state.items()]
    cases = sheet.cases
    open_cases = text("{count} open cases, {overdue} overdue", count=len(cases), overdue=sum(case.overdue for case in cases))
    return f"{text('{count} visits', count=len(sheet.visits))}{language.bracketed(language.listed(states))}　{open_cases}"


def _chosen(sheet: VisitSheet, language: Language) -> str:
    """Whose visits and of which kind alone; empty when all are printed."""
    parts: Sequence[str] = (
        language.text("only with {person}", person=sheet.person) if sheet.person else "",
        language.text("only {kind}", kind=KIND_NAMES[sheet.kind]) if sheet.kind is not None else "",
    )
    return "　".join(part for part in parts if part)
