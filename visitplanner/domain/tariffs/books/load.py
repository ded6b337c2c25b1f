"""A customer's load: whole watt-hours in every quarter of an hour, day after day.

Energy is whole Wh so that sums are exact whatever their order; the demand of a quarter is Wh / 250 kW, exactly.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said

SLOTS_PER_DAY = 96
"""Quarters of an hour in a day; slot 0 is 00:00 to 00:15, the one a meter stamps 00:15 (tariff book, chapter 8)."""

WH_PER_KW = 250
"""A demand of 1 kW held for a quarter of an hour is 250 Wh."""

Energies = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Load:
    """Energy of consecutive whole days.

    first_day:        the day of slot 0.
    wh:               int64, length days × 96; Wh used in each slot, never negative; 0 where missing.
    missing:          bool, same length; True where no reading exists. All False when left out.
    interval_minutes: resolution of the source (15, 30, 60). Coarser readings are spread evenly over their quarters by
                      the reader (`spread`); their demand is then understated, which the reader warns of.
    varh_lagging, varh_leading: int64, same length, reactive energy in whole varh, or None when not metered.
    Raises Refused when lengths do not agree or an energy is negative.
    """

    first_day: date
    wh: Energies
    missing: Flags = field(default_factory=lambda: np.zeros(0, dtype=np.bool_))
    interval_minutes: int = 15
    varh_lagging: Energies | None = None
    varh_leading: Energies | None = None

    def __post_init__(self) -> None:
        if self.missing.size == 0:
            object.__setattr__(self, "missing", np.zeros(self.wh.size, dtype=np.bool_))
        parts = (self.wh, self.missing, self.varh_lagging, self.varh_leading)
        lengths = {part.size for part in parts if part is not None}
        if len(lengths) != 1 or self.wh.size == 0 or self.wh.size % SLOTS_PER_DAY:
            raise Refused(said("A load is whole days of 96 quarters of an hour, in every column alike."))
        if int(self.wh.min()) < 0:
            raise Refused(said("An energy below zero cannot be billed."))

    @property
    def days(self) -> int:
        return self.wh.size // SLOTS_PER_DAY

    @property
    def last_day(self) -> date:
        return self.first_day + timedelta(days=self.days - 1)

    @property
    def kw(self) -> NDArray[np.float64]:
        """Mean power of every slot in kW for charts; float64 [days × 96]. Bills use `wh`."""
        return self.wh / float(WH_PER_KW)

    @property
    def missing_count(self) -> int:
        return int(np.count_nonzero(self.missing))

    def between(self, first: date, last: date) -> Load:
        """The days from `first` to `last`, both included, that this load has. Refused when it has none of them."""
        start = max(0, (first - self.first_day).days)
        stop = min(self.days, (last - self.first_day).days + 1)
        if stop <= start:
            raise Refused(
                said("The load has no day between {first} and {last}.", first=first, last=last),
                mend=said("It runs from {first} to {last}.", first=self.first_day, last=self.last_day),
            )
        cut = slice(start * SLOTS_PER_DAY, stop * SLOTS_PER_DAY)
        return Load(
            self.first_day + timedelta(days=start),
            self.wh[cut],
            self.missing[cut],
            self.interval_minutes,
            None if self.varh_lagging is None else self.varh_lagging[cut],
            None if self.varh_leading is None else self.varh_leading[cut],
        )


def demand_kw(wh: int) -> Decimal:
    """The exact mean power in kW of a quarter of an hour in which `wh` watt-hours were used (Wh / 250)."""
    return Decimal(4 * wh).scaleb(-3)


def spread(wh: Energies, pieces: int) -> Energies:
    """Each energy over `pieces` equal quarters, whole Wh; what does not divide goes one Wh each to the first pieces.

    wh: int64 [n]; returns int64 [n × pieces] with the same sum for every group of `pieces`.
    """
    share, rest = np.divmod(wh, pieces)
    return (share[:, None] + (np.arange(pieces)[None, :] < rest[:, None])).astype(np.int64).reshape(-1)
