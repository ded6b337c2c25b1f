"""Where everything lies on the sheet of the year: pure arithmetic from lines and months to boxes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from PySide6.QtCore import QRectF

from visitplanner.domain.visits.visits import SubjectKind, VisitState
from visitplanner.services.planning.year_overview import By, MonthFacts, YearLine, keys_of, month_of
from visitplanner.services.visits.visits import VisitRow

HEAD, WHOLE, LINE = 38, 84, 33
CHIP, GAP, INSET = 20, 2, 3
GUTTER, TOTAL = 124, 62
NARROW, NARROW_GUTTER, NARROW_TOTAL = 680, 84, 36
"""Below so many pixels at 100 % a line has its name and its count alone."""
Key = UUID | SubjectKind | None


@dataclass(frozen=True)
class YearShown:
    """What the sheet shows. lines: the whole office first. names: of each line's key, with a second word. before: the visits
    of each month before the last plan was put into the calendar, by first day. fair: what each person's total is measured by."""

    months: Sequence[MonthFacts] = ()
    lines: Sequence[YearLine] = ()
    names: Mapping[Key, tuple[str, str]] = field(default_factory=dict[Key, tuple[str, str]])
    rows: Sequence[VisitRow] = ()
    by: By = By.LEADER
    today: dt.date = dt.date(2000, 1, 1)
    before: Mapping[dt.date, int] | None = None
    fair: Mapping[Key, float] = field(default_factory=dict[Key, float])


@dataclass(frozen=True)
class YearCell:
    """One month of one line, what is unfolded below it included; top: the box of its figures."""

    line: int
    month: int
    box: QRectF
    top: QRectF


@dataclass(frozen=True)
class NamedVisit:
    """A visit by name below its month."""

    row: VisitRow
    box: QRectF


@dataclass(frozen=True)
class YearArrangement:
    cells: tuple[YearCell, ...] = ()
    chips: tuple[NamedVisit, ...] = ()
    gutters: tuple[QRectF, ...] = ()
    totals: tuple[QRectF, ...] = ()
    height: float = 0


def margins(width: float, scale: float) -> tuple[float, float]:
    """How wide the names on the left and the totals on the right are."""
    gutter, total = (NARROW_GUTTER, NARROW_TOTAL) if width < NARROW * scale else (GUTTER, TOTAL)
    return gutter * scale, total * scale


def month_boxes(width: float, scale: float, months: int) -> list[tuple[float, float]]:
    """(left, width) of each month's column."""
    gutter, total = margins(width, scale)
    wide = (width - gutter - total) / max(months, 1)
    return [(gutter + number * wide, wide) for number in range(months)]


def arrange_year(shown: YearShown, unfolded: Key | bool, width: float, scale: float) -> YearArrangement:
    """Line below line; the unfolded one (its key; False for none) has its visits by name below its figures."""
    columns, (gutter, total) = month_boxes(width, scale, len(shown.months)), margins(width, scale)
    cells: list[YearCell] = []
    chips: list[NamedVisit] = []
    gutters: list[QRectF] = []
    totals: list[QRectF] = []
    top = 0.0
    for number, line in enumerate(shown.lines):
        figures = (LINE if line.key is not None else WHOLE) * scale
        stacks = _stacks(shown, line.key) if unfolded is not False and line.key == unfolded else {}
        deep = max((len(stack) for stack in stacks.values()), default=0)
        high = figures + (deep * (CHIP + GAP) * scale + 2 * INSET * scale if deep else 0)
        gutters.append(QRectF(0, top, gutter, high))
        totals.append(QRectF(width - total, top, total, figures))
        for month, (left, wide) in enumerate(columns):
            cells.append(YearCell(number, month, QRectF(left, top, wide, high), QRectF(left, top, wide, figures)))
            for place, row in enumerate(stacks.get(shown.months[month].first, ())):
                y = top + figures + (place * (CHIP + GAP)) * scale
                chips.append(NamedVisit(row, QRectF(left + 1, y, wide - 2, CHIP * scale)))
        top += high
    return YearArrangement(tuple(cells), tuple(chips), tuple(gutters), tuple(totals), top)


def _stacks(shown: YearShown, key: Key) -> dict[dt.date, list[VisitRow]]:
    """A line's visits by month, in the order of the calendar."""
    found: dict[dt.date, list[VisitRow]] = {}
    for row in sorted(shown.rows, key=lambda row: (row.visit.day, row.visit.slot)):
        if row.visit.state is not VisitState.CANCELLED and (key is None or key in keys_of(row, shown.by)):
            found.setdefault(month_of(row.visit.day), []).append(row)
    return found
