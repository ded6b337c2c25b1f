"""Generation behind the meter: a measured profile, or a stated simple one by kWp and month; and the load that is left.

The simple profile is an assumption that says so: every day of a month yields the same, by a half sine from 06:00 to 18:00. It
knows no clouds, so what it takes off a demand is a best case; the yields are the person's own, none are recorded here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

import numpy as np

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.domain.tariffs.books.load import SLOTS_PER_DAY, Energies, Load

SUNRISE, SUNSET = 24, 72
"""Slots of 06:00 and 18:00."""
MONTHS = 12


@dataclass(frozen=True, slots=True)
class SimpleSun:
    """kwp: installed. kwh_a_day: what 1 kWp yields on a day of each month, January first."""

    kwp: Decimal
    kwh_a_day: tuple[Decimal, ...]

    def __post_init__(self) -> None:
        if len(self.kwh_a_day) != MONTHS or min(self.kwh_a_day) < 0 or self.kwp <= 0:
            raise Refused(
                said("A simple profile takes an installed power above zero and twelve yields, none below zero."),
                mend=said("Give kWp, and kWh per kWp and day for all months or for each of twelve."),
                field="kwp",
            )


def simple_generation(sun: SimpleSun, first_day: date, days: int) -> Energies:
    """Whole Wh of every quarter of an hour; each day's sum is its yield, to a Wh."""
    edges = np.linspace(0, np.pi, SUNSET - SUNRISE + 1)
    shares = (np.cos(edges[:-1]) - np.cos(edges[1:])) / 2
    found = np.zeros((days, SLOTS_PER_DAY), dtype=np.int64)
    for place in range(days):
        whole = int(sun.kwp * sun.kwh_a_day[(first_day + timedelta(days=place)).month - 1] * 1000)
        cumulative = np.rint(np.cumsum(shares) * whole).astype(np.int64)
        found[place, SUNRISE:SUNSET] = np.diff(cumulative, prepend=0)
    return found.reshape(-1)


def measured_generation(generation: Load, load: Load) -> Energies:
    """The generation of every quarter of the load. Refused where its days do not cover the load's."""
    if generation.first_day > load.first_day or generation.last_day < load.last_day:
        raise Refused(
            said(
                "The profile runs from {first} to {last}, the load from {own} to {end}.",
                first=generation.first_day,
                last=generation.last_day,
                own=load.first_day,
                end=load.last_day,
            ),
            mend=said("Give a profile of the same days."),
            field="profile",
        )
    return generation.between(load.first_day, load.last_day).wh


@dataclass(frozen=True, slots=True, eq=False)
class LessGeneration:
    """load: what is still bought. used_wh: generated and used at once; surplus_wh: generated beyond the load, for which
    nothing is reckoned here."""

    load: Load
    used_wh: int
    surplus_wh: int


def less_generation(load: Load, generation: Energies) -> LessGeneration:
    """The load minus a profile of the same quarters; never below zero. A quarter without a reading stays without one."""
    given = np.where(load.missing, 0, generation)
    net = np.maximum(load.wh - given, 0)
    used = int((load.wh - net).sum())
    return LessGeneration(replace(load, wh=net), used, int(given.sum()) - used)
