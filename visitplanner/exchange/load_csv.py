"""Read a customer's load from a file: portal export, steel-plant table, or any table of times and kW or kWh.

Whole columns are worked on at once and each distinct text is read once: a year of quarters of an hour takes some tens of
milliseconds (`benchmarks/load_import.py`). Nothing is guessed: what the file cannot tell is refused with the option that says it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.tariffs.books.load import SLOTS_PER_DAY, Load, spread
from visitplanner.exchange.load_clock import end_named, midnights_closed, refuse_uneven, step_of, summer_time_undone
from visitplanner.exchange.load_formats import Layout, account_in, layout_of
from visitplanner.exchange.load_numbers import BLANK, Micros, decimal_mark, filled_of, micros, watt_hours
from visitplanner.exchange.load_stamps import DAY, Minutes, minutes_of
from visitplanner.exchange.load_text import Table, read_sheet
from visitplanner.services.loads.loads import LoadFile, LoadFindings, ReadingChoices, Stamp, Unit

QUARTER = 15
LONGEST_DAYS = 3_700
"""Ten years; stamps further apart are a mistyped year."""

Energies = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class _Readings:
    """A file's rows: amounts in millionths of `unit` (`BLANK` where empty), reactive energies in millionths of kvarh."""

    stamps: Minutes
    has_24: bool
    amounts: Micros
    unit: Unit
    lagging: Micros | None
    leading: Micros | None
    lines: Sequence[int]


def read_load(path: Path, choices: ReadingChoices | None = None) -> LoadFile:
    """The load in a file; raises Refused with the row and how to mend it. choices: what the file itself cannot tell."""
    wishes = choices or ReadingChoices()
    sheet = read_sheet(path)
    head = sheet.head()
    layout = layout_of(head, path.name)
    table = sheet.below(layout.header_row, len(layout.names), layout.date)
    if not table.cells:
        raise Refused(said("{file} has a header but no readings.", file=path.name))
    account = account_in(head, layout, [] if layout.account is None else set(table.column(layout.account)))
    return _placed(_readings(table, layout, wishes), layout, wishes, account, path.name)


def _readings(table: Table, layout: Layout, wishes: ReadingChoices) -> _Readings:
    unit = layout.unit or wishes.unit
    if unit is None:
        raise Refused(
            said("The file does not say whether its numbers are kW or kWh."),
            mend=said("Say with --unit kw or --unit kwh which they are."),
            field="unit",
        )
    times = None if layout.time is None else table.column(layout.time)
    stamps, has_24 = minutes_of(table.column(layout.date), times, table.lines, wishes.dates)
    texts = [table.column(number) for number in layout.values]
    mark = decimal_mark(texts, wishes.decimal)
    names = [layout.names[number] for number in layout.values]
    columns = [micros(text, name, table.lines, mark) for text, name in zip(texts, names, strict=True)]

    def reactive(number: int | None) -> Micros | None:
        return None if number is None else micros(table.column(number), layout.names[number], table.lines, mark)

    amounts = filled_of(columns, names, table.lines)
    return _Readings(stamps, has_24, amounts, unit, reactive(layout.lagging), reactive(layout.leading), table.lines)


def _forward(readings: _Readings) -> _Readings:
    """Newest-first files turned round, so that the order of rows can be read as the order of time."""
    if np.count_nonzero(np.diff(readings.stamps) < 0) <= readings.stamps.size // 2:
        return readings
    turned = {
        name: None if column is None else column[::-1]
        for name in ("stamps", "amounts", "lagging", "leading", "lines")
        for column in [getattr(readings, name)]
    }
    return replace(readings, **turned)


def _placed(readings: _Readings, layout: Layout, wishes: ReadingChoices, account: str | None, file: str) -> LoadFile:
    """Every reading in its place of the grid of quarters of an hour."""
    readings = _forward(readings)
    stamps, is_closed = midnights_closed(readings.stamps)
    step = step_of(stamps)
    stamps, shifted = summer_time_undone(stamps, step)
    refuse_uneven(stamps, step, readings.lines)
    stamp = end_named(stamps, step, is_closed or readings.has_24, layout.declared, wishes.stamp)
    slots, first_day = _slots(stamps - (step if stamp is Stamp.END else 0))
    chosen, doubled, conflicting = _singled(slots, readings.amounts)
    grid = _Grid(slots[chosen], step // QUARTER, (int(slots.max()) + step // QUARTER - 1) // SLOTS_PER_DAY + 1)

    def energies(amounts: Micros, unit: Unit) -> Energies:
        return grid.laid(watt_hours(amounts[chosen], unit, step))

    reactive = [None if part is None else energies(part, Unit.KWH) for part in (readings.lagging, readings.leading)]
    load = Load(first_day, energies(readings.amounts, readings.unit), grid.missing(), step, *reactive)
    blank = int(np.count_nonzero(readings.amounts == BLANK))
    findings = LoadFindings(stamps.size, step, blank, doubled, conflicting, shifted)
    return LoadFile(account, load, stamp, file, findings, _warnings(findings, load))


def _slots(starts: Minutes) -> tuple[Energies, dt.date]:
    """The quarter of an hour in which each interval begins, from 00:00 of the first day; and that day."""
    first = int(starts.min()) // DAY
    days = int(starts.max()) // DAY - first + 1
    if days > LONGEST_DAYS:
        raise Refused(
            said(
                "The times run from {first} to {last}, more than ten years.",
                first=dt.date.fromordinal(first),
                last=dt.date.fromordinal(first + days - 1),
            ),
            mend=said("Look for a mistyped year."),
        )
    return (starts - first * DAY) // QUARTER, dt.date.fromordinal(first)


def _singled(slots: Energies, amounts: Micros) -> tuple[NDArray[np.intp], int, int]:
    """The rows to keep: of each time the first that has a number. And how many were dropped that agree and that contradict."""
    filled = np.flatnonzero(amounts != BLANK)
    if not filled.size:
        raise Refused(said("The file has times but not one number."))
    if np.all(np.diff(slots[filled]) > 0):
        return filled, 0, 0
    _, first, place = np.unique(slots[filled], return_index=True, return_inverse=True)
    kept = filled[first]
    agreeing = amounts[kept[place]] == amounts[filled]
    conflicting = int(np.count_nonzero(~agreeing))
    return kept, filled.size - kept.size - conflicting, conflicting


@dataclass(frozen=True, slots=True, eq=False)
class _Grid:
    """Where readings lie: `slots` of their first quarter, `pieces` quarters each, on `days` whole days."""

    slots: Energies
    pieces: int
    days: int

    @property
    def places(self) -> Energies:
        return (self.slots[:, None] + np.arange(self.pieces)[None, :]).reshape(-1)

    def laid(self, energies: Energies) -> Energies:
        line = np.zeros(self.days * SLOTS_PER_DAY, dtype=np.int64)
        line[self.places] = spread(energies, self.pieces)
        return line

    def missing(self) -> NDArray[np.bool_]:
        flags = np.ones(self.days * SLOTS_PER_DAY, dtype=np.bool_)
        flags[self.places] = False
        return flags


def _warnings(findings: LoadFindings, load: Load) -> tuple[Message, ...]:
    told: list[Message] = []
    if findings.interval_minutes > QUARTER:
        told.append(
            said(
                "The file has one value in {minutes} minutes: the highest demand of a quarter of an hour is understated.",
                minutes=findings.interval_minutes,
            )
        )
    if load.missing_count:
        told.append(said("{count:,} quarters of an hour have no reading and are left open.", count=load.missing_count))
    if findings.doubled:
        told.append(said("{count:,} rows came twice with the same value; one of each was kept.", count=findings.doubled))
    if findings.conflicting:
        told.append(said("{count:,} rows repeat a time with another value; the first was kept.", count=findings.conflicting))
    if findings.clock_shifted:
        told.append(said("{count:,} rows were in summer time and were moved back one hour.", count=findings.clock_shifted))
    return tuple(told)
