"""Where everything lies on the calendar: pure arithmetic from days and visits to boxes, one function a view."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
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
BLOCK_TALL, BLOCK_DEEP = 42, 60
"""With one line for the name, and with two where a column is too narrow for it."""
NARROW_COLUMN = 112
GUTTER_SLOT, GUTTER_PERSON = 66, 128
WEEK_ROW_LEAST, MONTH_ROW_LEAST, PERSON_ROW_LEAST = 96, 76, 52
MONTH_HEADER = 24
SHOWN, LOW_DATE_LINE, LOW_LINE, LOW_GAP, LOW_FOOT = 3, 21, 16.5, 1.5, 1.5
"""In low weeks lines become lower until so many visits of a day are in sight."""
CROWDED = 6
"""A day of a month with more visits than this, and than fit, is told by person."""
NARROW = 0.42
"""Width of a weekend's column against a working day's."""


@dataclass(frozen=True)
class Cell:
    """A place with its box. outside: of another month than the one shown. count: the day's visits, if not all are in sight."""

    place: Place
    box: QRectF
    outside: bool = False
    count: int = 0


@dataclass(frozen=True)
class Block:
    """A visit with its box. tall: there is room for a second line."""

    row: VisitRow
    place: Place
    box: QRectF
    tall: bool = False


@dataclass(frozen=True)
class More:
    """So many visits of a day that found no room; people: so many lead them, where a day is told by person."""

    day: dt.date
    count: int
    box: QRectF
    people: int = 0


@dataclass(frozen=True)
class Crowd:
    """A person's visits on a day that has too many to show each. share: of the most anybody has that day."""

    day: dt.date
    name: str
    count: int
    share: float
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
    crowds: tuple[Crowd, ...] = ()
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
        for row in sorted(self.rows, key=lambda row: (row.visit.slot, row.visit.state is VisitState.CANCELLED)):
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
    """The month as weeks; a day shows as many visits as fit, then how many more there are; a crowded one its people."""
    weeks = month_weeks(month)
    boxes = column_boxes(scene, [[week[number] for week in weeks] for number in range(7)], 0)
    header = scene.px(MONTH_HEADER)
    high = max(scene.px(MONTH_ROW_LEAST), (scene.height - header) / len(weeks))
    cells: list[Cell] = []
    stacks: list[Stack] = []
    for line, week in enumerate(weeks):
        for day, (left, width) in zip(week, boxes, strict=True):
            box = QRectF(left, header + line * high, width, high)
            stack = _stack(scene, day, box)
            count = len(scene.by_day.get(day, ())) if stack.mores or stack.crowds else 0
            cells.append(Cell(Place(day), box, day.month != month.month, count))
            stacks.append(stack)
    columns = tuple(Heading(QRectF(left, 0, width, header), weeks[0][number]) for number, (left, width) in enumerate(boxes))
    return Arrangement(
        cells=tuple(cells),
        blocks=tuple(block for stack in stacks for block in stack.blocks),
        mores=tuple(more for stack in stacks for more in stack.mores),
        crowds=tuple(crowd for stack in stacks for crowd in stack.crowds),
        columns=columns,
        header=header,
        height=header + high * len(weeks),
    )


@dataclass(frozen=True)
class Stack:
    """What one day of a month shows."""

    blocks: tuple[Block, ...] = ()
    mores: tuple[More, ...] = ()
    crowds: tuple[Crowd, ...] = ()


def _stack(scene: Scene, day: dt.date, box: QRectF) -> Stack:
    rows = scene.by_day.get(day, [])
    date, line, gap = (scene.px(size) for size in _lines(scene, box))
    inset, top = scene.px(INSET), box.top() + date
    room = max(int((box.bottom() - top + gap) // (line + gap)), 1)  # nothing stands below the last gap
    places = [QRectF(box.left() + inset, top + n * (line + gap), box.width() - 2 * inset, line) for n in range(room)]
    if len(rows) > max(room, CROWDED):
        return _crowd(day, rows, places)
    fits = rows if len(rows) <= room else rows[: room - 1]
    blocks = tuple(Block(row, Place(day), place) for row, place in zip(fits, places, strict=False))
    left = len(rows) - len(fits)
    return Stack(blocks, (More(day, left, places[len(fits)]),) if left else ())


def _lines(scene: Scene, box: QRectF) -> tuple[float, float, float]:
    """Heights at 100 % of a day's date, a visit and the gap below it: lower ones where the usual would show too few."""
    if box.height() >= scene.px(DATE_LINE + SHOWN * (LINE + GAP)):
        return DATE_LINE, LINE, GAP
    low = (box.height() / scene.scale - LOW_DATE_LINE - LOW_FOOT) / SHOWN - LOW_GAP
    return LOW_DATE_LINE, max(LOW_LINE, min(LINE, low)), LOW_GAP


def _crowd(day: dt.date, rows: Sequence[VisitRow], places: Sequence[QRectF]) -> Stack:
    """Who leads how many visits of the day, the busiest first; the last place tells how many visits others lead."""
    by_leader = Counter(row.leader for row in rows).most_common()
    fits = by_leader if len(by_leader) <= len(places) else by_leader[: len(places) - 1]
    most = by_leader[0][1]
    crowds = tuple(Crowd(day, name, n, n / most, place) for (name, n), place in zip(fits, places, strict=False))
    left = len(rows) - sum(count for _name, count in fits)
    others = len(by_leader) - len(fits)
    return Stack((), (More(day, left, places[len(fits)], others),) if left else (), crowds)


def arrange_week(scene: Scene, day: dt.date) -> Arrangement:
    """Morning above afternoon; each grows with its visits, which are one line high where two would not all be in sight."""
    days = week_days(day)
    gutter, header = scene.px(GUTTER_SLOT), scene.px(HEADER + 18)
    boxes = column_boxes(scene, [[each] for each in days], gutter)
    gap, inset = scene.px(GAP), scene.px(INSET)
    most = [max(sum(row.visit.slot is slot for row in scene.by_day.get(each, ())) for each in days) for slot in Slot]
    narrow = max(width for _left, width in boxes) < scene.px(NARROW_COLUMN)
    roomy = scene.px(BLOCK_DEEP if narrow else BLOCK_TALL)
    low = any(count * (roomy + gap) + 2 * inset > (scene.height - header) / 2 for count in most)
    tall = scene.px(LINE) if low else roomy
    least = max(scene.px(WEEK_ROW_LEAST), 0 if low else (scene.height - header) / 2)
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
                blocks.append(Block(row, place, box, tall=not low))
        top += high
    columns = tuple(Heading(QRectF(left, 0, width, header), each) for each, (left, width) in zip(days, boxes, strict=True))
    return Arrangement(tuple(cells), tuple(blocks), (), (), columns, tuple(lines), header, top, dated=True)


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
    return Arrangement(tuple(cells), tuple(blocks), (), (), columns, tuple(lines), header, top, dated=True)


def team_of(row: VisitRow, person_id: UUID | None) -> str:
    """Who else is of a visit's team, from one person's line; everybody where it is nobody's."""
    names = [name for ident, name in zip(row.visit.team_ids, (row.leader, *row.members), strict=True) if ident != person_id]
    return "、".join(name for name in names if name)
