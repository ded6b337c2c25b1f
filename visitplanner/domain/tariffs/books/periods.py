"""Which hours of which days are peak, half-peak, Saturday half-peak and off-peak."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.domain.tariffs.books.load import SLOTS_PER_DAY
from visitplanner.domain.tariffs.books.seasons import Season


class Period(IntEnum):
    """尖峰, 半尖峰, 週六半尖峰, 離峰; the number is the place in price tables."""

    PEAK = 0
    HALF_PEAK = 1
    SATURDAY_HALF_PEAK = 2
    OFF_PEAK = 3

    @property
    def key(self) -> str:
        return PERIOD_KEYS[self]


PERIOD_KEYS = ("peak", "half_peak", "saturday_half_peak", "off_peak")


class DayKind(IntEnum):
    """How a day is billed. An off-peak day or Sunday goes before Saturday, Saturday before a weekday; make-up workdays,
    substitute holidays and typhoon days change nothing (chapter 5, article 4(3), note 1)."""

    WEEKDAY = 0
    SATURDAY = 1
    OFF_DAY = 2
    DESIGNATED = 3


PERIODS = tuple(Period)
CELLS = tuple((season, period) for season in Season for period in Period)
"""The eight (season, period) pairs; `cell` gives a pair's place."""


def cell(season: Season, period: Period) -> int:
    return int(season) * 4 + int(period)


Stretch = tuple[int, int, Period]
"""From slot, up to but not including slot, period; slots of a quarter of an hour, 0 to 96."""


@dataclass(frozen=True, slots=True, eq=False)
class Hours:
    """One option's division of the day.

    codes: int64 [8 × 96]: row season·4 + day kind, column slot; value season·4 + period (a place in `CELLS`).
    Compared by identity: options of several versions that keep the same hours share one object, and its index.
    """

    name: str
    codes: NDArray[np.int64]
    edges: tuple[int, ...]

    def period(self, season: Season, kind: DayKind, slot: int) -> Period:
        return Period(int(self.codes[int(season) * 4 + int(kind), slot]) % 4)


def hours_of(name: str, rows: Mapping[tuple[Season, DayKind], Sequence[Stretch]]) -> Hours:
    """Compile a division of the day; days without an own row (designated days) are billed as weekdays.

    Raises Refused where a day has a gap or an overlap, or a weekday, Saturday or off-peak day has no row.
    """
    codes = np.empty((8, SLOTS_PER_DAY), dtype=np.int64)
    for season in Season:
        for kind in DayKind:
            stretches = rows.get((season, kind)) or (rows.get((season, DayKind.WEEKDAY)) if kind is DayKind.DESIGNATED else None)
            if stretches is None:
                raise Refused(said("The hours {name} say nothing of {day} in {season}.", **_where(name, season, kind)))
            codes[int(season) * 4 + int(kind)] = _one_day(name, season, kind, stretches)
    changes = np.flatnonzero((codes[:, 1:] != codes[:, :-1]).any(axis=0)) + 1
    codes.setflags(write=False)
    return Hours(name, codes, (0, *(int(slot) for slot in changes)))


def _where(name: str, season: Season, kind: DayKind) -> dict[str, object]:
    return {"name": name, "day": kind.name.lower(), "season": season.key}


def _one_day(name: str, season: Season, kind: DayKind, stretches: Sequence[Stretch]) -> list[int]:
    where = _where(name, season, kind)
    bounds = [0, *(bound for start, stop, _ in stretches for bound in (start, stop)), SLOTS_PER_DAY]
    if any(start != stop for start, stop in zip(bounds[::2], bounds[1::2], strict=True)):
        raise Refused(
            said("The hours {name} do not cover {day} in {season} from 00:00 to 24:00 without gap and overlap.", **where)
        )
    if any(stop <= start for start, stop, _ in stretches):
        raise Refused(said("The hours {name} have an empty stretch on {day} in {season}.", **where))
    return [cell(season, period) for start, stop, period in stretches for _ in range(start, stop)]


def edges_of(divisions: Iterable[Hours]) -> tuple[int, ...]:
    """All slots at which any of these divisions changes its period, from 0 upwards."""
    return tuple(sorted({edge for hours in divisions for edge in hours.edges}))


def periods_used(hours: Hours) -> frozenset[tuple[Season, Period]]:
    """The (season, period) pairs that occur at all in a division of the day; each needs a price."""
    return frozenset(CELLS[int(code)] for code in np.unique(hours.codes))


def slot_of(clock: str) -> int:
    """The slot that begins at a time of day `HH:MM` on a quarter of an hour; `24:00` is 96. Raises ValueError else."""
    hour, minute = (int(part) for part in clock.split(":"))
    slot, rest = divmod(hour * 60 + minute, 15)
    if rest or not 0 <= slot <= SLOTS_PER_DAY or not 0 <= minute < 60:
        raise ValueError(clock)
    return slot


def clock_of(slot: int) -> str:
    return f"{slot // 4:02d}:{slot % 4 * 15:02d}"


def stretches_of(hours: Hours, season: Season, kind: DayKind) -> list[Stretch]:
    """The stretches of one day, neighbours of one period joined; the inverse of `hours_of` for that day."""
    row = hours.codes[int(season) * 4 + int(kind)]
    bounds = [0, *(np.flatnonzero(row[1:] != row[:-1]) + 1).tolist(), SLOTS_PER_DAY]
    return [(start, stop, Period(int(row[start]) % 4)) for start, stop in pairwise(bounds)]
