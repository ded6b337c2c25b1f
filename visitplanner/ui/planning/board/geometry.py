"""Where everything lies on the calendar: pure arithmetic from days and visits to boxes, one function a view."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from PySide6.QtCore import QRectF

from visitplanner.domain.staff.staff import Person
from visitplanner.domain.visits.visits import Slot, VisitState
from visitplanner.services.planning.year_overview import DayFacts
from visitplanner.services.visits.visits import VisitRow
from visitplanner.ui.planning.board.offers import Place

HEADER, DATE_LINE, LINE, GAP, INSET = 30, 24, 22, 3, 4
BLOCK_TALL = 42
GUTTER_SLOT, GUTTER_PERSON = 48, 128
WEEK_ROW_LEAST, MONTH_ROW_LEAST, PERSON_ROW_LEAST = 96, 76, 52
NARROW = 0.42
"""Width of a weekend's column against a working day's."""


@dataclass(frozen=True)
class Cell:
    """A place with its box. outside: of another month than the one shown."""

    place: Place
    box: QRectF
    outside: bool = False


@dataclass(frozen=True)
class Block:
    """A visit with its box. tall: there is room for a second line."""

    row: VisitRow
    place: Place
    box: QRectF
    tall: bool = False


@dataclass(frozen=True)
class More:
    """So many visits of a day that found no room."""

    day: dt.date
    count: int
    box: QRectF


@dataclass(frozen=True)
class Heading:
    """A column's day (day set) or a line's person or half-day, with its box."""

    box: QRectF
    day: dt.date | None = None
    slot: Slot | None = None
    person: Person | None = None


@dataclass(frozen=True)
class Arrangement:
    """Everything on the board. header: its height, which stays in sight; height: of the whole, header included."""

    cells: tuple[Cell, ...] = ()
    blocks: tuple[Block, ...] = ()
    mores: tuple[More, ...] = ()
    columns: tuple[Heading, ...] = ()
    lines: tuple[Heading, ...] = ()
    header: float = HEADER
    height: float = 0
    dated: bool = False


@dataclass(frozen=True)
class Scene:
    """What is to be arranged: visits by day, each day's facts, the people, sizes in pixels times `scale`."""

    rows: Sequence[VisitRow]
    days: Mapping[dt.date, DayFacts]
    people: Sequence[Person] = ()
    width: float = 900
    height: float = 560
    scale: float = 1.0
    by_day: Mapping[dt.date, list[VisitRow]] = field(init=False)

    def __post_init__(self) -> None:
        found: dict[dt.date, list[VisitRow]] = defaultdict(list)
        for row in sorted(self.rows, key=lambda row: (row.visit.slot, row.visit.state is VisitState.CANCELLED, row.subject)):
            found[row.visit.day].append(row)
        object.__setattr__(self, "by_day", found)

    def px(self, size: float) -> float:
        """A length in pixels at 100 % as pixels of the screen."""
        return size * self.scale

    def works(self, day: dt.date) -> bool:
        """Whether the office works on a day; a day nothing is known of counts as one."""
        return day not in self.days or self.days[day].works


def monday_of(day: dt.date) -> dt.date:
    """The Monday of a day's week."""
    return day - dt.timedelta(days=day.weekday())


def week_days(day: dt.date) -> list[dt.date]:
    """The seven days of a day's week."""
    return [monday_of(day) + dt.timedelta(days=number) for number in range(7)]


def month_weeks(day: dt.date) -> list[list[dt.date]]:
    """The weeks that hold the days of a month, Monday first."""
    start = monday_of(day.replace(day=1))
    weeks: list[list[dt.date]] = []
    while not weeks or start.month == day.month:
        weeks.append(week_days(start))
        start += dt.timedelta(days=7)
    return weeks


def column_boxes(scene: Scene, columns: Sequence[Sequence[dt.date]], left: float) -> list[tuple[float, float]]:
    """(left, width) of each column; one without any work and visit on its days is narrow."""
    weights = [1.0 if any(scene.works(day) or scene.by_day.get(day) for day in days) else NARROW for days in columns]
    unit = (scene.width - left) / sum(weights)
    found: list[tuple[float, float]] = []
    for weight in weights:
        found.append((left, unit * weight))
        left += unit * weight
    return found


def arrange_month(scene: Scene, month: dt.date) -> Arrangement:
    """The month as weeks; a day shows as many visits as fit, then how many more there are."""
    weeks = month_weeks(month)
    boxes = column_boxes(scene, [[week[number] for week in weeks] for number in range(7)], 0)
    header = scene.px(HEADER)
    high = max(scene.px(MONTH_ROW_LEAST), (scene.height - header) / len(weeks))
    cells: list[Cell] = []
    blocks: list[Block] = []
    mores: list[More] = []
    for line, week in enumerate(weeks):
        for day, (left, width) in zip(week, boxes, strict=True):
            box = QRectF(left, header + line * high, width, high)
            cells.append(Cell(Place(day), box, day.month != month.month))
            shown, more = _stack(scene, day, box)
            blocks += shown
            mores += more
    columns = tuple(Heading(QRectF(left, 0, width, header), weeks[0][number]) for number, (left, width) in enumerate(boxes))
    return Arrangement(tuple(cells), tuple(blocks), tuple(mores), columns, (), header, header + high * len(weeks))


def _stack(scene: Scene, day: dt.date, box: QRectF) -> tuple[list[Block], list[More]]:
    rows = scene.by_day.get(day, [])
    line, gap, inset = scene.px(LINE), scene.px(GAP), scene.px(INSET)
    top = box.top() + scene.px(DATE_LINE)
    room = int((box.bottom() - top) // (line + gap))
    fits = rows if len(rows) <= room else rows[: max(room - 1, 0)]
    width = box.width() - 2 * inset
    blocks = [
        Block(row, Place(day), QRectF(box.left() + inset, top + number * (line + gap), width, line))
        for number, row in enumerate(fits)
    ]
    left = len(rows) - len(fits)
    more = [More(day, left, QRectF(box.left() + inset, top + len(fits) * (line + gap), width, line))] if left else []
    return blocks, more


def arrange_week(scene: Scene, day: dt.date) -> Arrangement:
    """Morning above afternoon; each grows with its visits."""
    days = week_days(day)
    gutter, header = scene.px(GUTTER_SLOT), scene.px(HEADER + 18)
    boxes = column_boxes(scene, [[each] for each in days], gutter)
    tall, gap, inset = scene.px(BLOCK_TALL), scene.px(GAP), scene.px(INSET)
    least = max(scene.px(WEEK_ROW_LEAST), (scene.height - header) / 2)
    cells: list[Cell] = []
    blocks: list[Block] = []
    lines: list[Heading] = []
    top = header
    for slot in Slot:
        theirs = {each: [row for row in scene.by_day.get(each, []) if row.visit.slot is slot] for each in days}
        high = max(least, max(len(rows) for rows in theirs.values()) * (tall + gap) + 2 * inset)
        lines.append(Heading(QRectF(0, top, gutter, high), slot=slot))
        for each, (left, width) in zip(days, boxes, strict=True):
            place = Place(each, slot)
            cells.append(Cell(place, QRectF(left, top, width, high)))
            for number, row in enumerate(theirs[each]):
                box = QRectF(left + inset, top + inset + number * (tall + gap), width - 2 * inset, tall)
                blocks.append(Block(row, place, box, tall=True))
        top += high
    columns = tuple(Heading(QRectF(left, 0, width, header), each) for each, (left, width) in zip(days, boxes, strict=True))
    return Arrangement(tuple(cells), tuple(blocks), (), columns, tuple(lines), header, top, dated=True)


def arrange_people(scene: Scene, day: dt.date) -> Arrangement:
    """A line for each person, the week across; who leads and who goes along both have the visit on their line."""
    days = week_days(day)
    gutter, header = scene.px(GUTTER_PERSON), scene.px(HEADER + 18)
    boxes = column_boxes(scene, [[each] for each in days], gutter)
    line, gap, inset = scene.px(LINE), scene.px(GAP), scene.px(INSET)
    cells: list[Cell] = []
    blocks: list[Block] = []
    lines: list[Heading] = []
    top = header
    for person in scene.people:
        theirs = {each: [row for row in scene.by_day.get(each, []) if person.id in row.visit.team_ids] for each in days}
        most = max(len(rows) for rows in theirs.values())
        high = max(scene.px(PERSON_ROW_LEAST), most * (line + gap) + 2 * inset)
        lines.append(Heading(QRectF(0, top, gutter, high), person=person))
        for each, (left, width) in zip(days, boxes, strict=True):
            place = Place(each, None, person.id)
            cells.append(Cell(place, QRectF(left, top, width, high)))
            for number, row in enumerate(theirs[each]):
                box = QRectF(left + inset, top + inset + number * (line + gap), width - 2 * inset, line)
                blocks.append(Block(row, place, box))
        top += high
    columns = tuple(Heading(QRectF(left, 0, width, header), each) for each, (left, width) in zip(days, boxes, strict=True))
    return Arrangement(tuple(cells), tuple(blocks), (), columns, tuple(lines), header, top, dated=True)


def team_of(row: VisitRow, person_id: UUID | None) -> str:
    """Who else is of a visit's team, from one person's line; everybody where it is nobody's."""
    names = [name for ident, name in zip(row.visit.team_ids, (row.leader, *row.members), strict=True) if ident != person_id]
    return "、".join(name for name in names if name)
