"""Where readings lie in a load's grid of quarters of an hour, finer ones gathered, coarser ones spread."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.domain.tariffs.books.load import SLOTS_PER_DAY, spread
from visitplanner.exchange.loads.clock import QUARTER
from visitplanner.exchange.loads.numbers import BLANK, MICRO, Micros, micro_watt_hours, watt_hours
from visitplanner.exchange.loads.stamps import DAY, Minutes
from visitplanner.services.loads.loads import Unit

LONGEST_DAYS = 3_700
"""Ten years; stamps further apart are a mistyped year."""

Energies = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """The places of a file's readings on `days` whole days.

    rows: the readings that are placed, as row numbers; slots: the interval of `step` minutes each begins in, counted from 00:00
    of `first_day`. doubled, conflicting: rows dropped because their time came before, with the same or another value.
    """

    first_day: dt.date
    days: int
    step: int
    rows: NDArray[np.intp]
    slots: Energies
    doubled: int
    conflicting: int

    @property
    def _pieces(self) -> int:
        """Quarters of an hour a reading is spread over; 1 when it is no longer than one."""
        return max(self.step // QUARTER, 1)

    def laid(self, amounts: Micros, unit: Unit) -> Energies:
        """The energies of all quarters of an hour in Wh, int64 [days × 96]; 0 where missing."""
        line = np.zeros(self.days * SLOTS_PER_DAY, dtype=np.int64)
        if self.step >= QUARTER:
            line[self._places()] = spread(watt_hours(amounts[self.rows], unit, self.step), self._pieces)
            return line
        np.add.at(line, self.slots // (QUARTER // self.step), micro_watt_hours(amounts[self.rows], unit, self.step))
        return np.where(self.missing(), 0, (line + MICRO // 2) // MICRO)

    def missing(self) -> NDArray[np.bool_]:
        """Quarters of an hour without a reading, or of which a finer file has only a part."""
        flags = np.ones(self.days * SLOTS_PER_DAY, dtype=np.bool_)
        if self.step >= QUARTER:
            flags[self._places()] = False
            return flags
        inside = QUARTER // self.step
        return np.bincount(self.slots // inside, minlength=flags.size) < inside

    def _places(self) -> Energies:
        first = self.slots * self.step // QUARTER
        return (first[:, None] + np.arange(self._pieces)[None, :]).reshape(-1)


def grid_of(starts: Minutes, amounts: Micros, step: int) -> Grid:
    """The grid of readings that begin at `starts`; Refused when they lie more than ten years apart or none has a number."""
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
    slots = (starts - first * DAY) // step
    rows, doubled, conflicting = _singled(slots, amounts)
    return Grid(dt.date.fromordinal(first), days, step, rows, slots[rows], doubled, conflicting)


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
