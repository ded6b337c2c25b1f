"""Which other options monthly readings allow to weigh: those whose periods are made of whole periods of the present one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.domain.core.supply import OPTION_NAMES, TariffOption
from visitplanner.domain.tariffs.bills.accounts import Account
from visitplanner.domain.tariffs.books.book import Tariff
from visitplanner.domain.tariffs.books.names import period_name, season_name
from visitplanner.domain.tariffs.books.periods import CELLS, Hours
from visitplanner.services.tariffs.bills import MeterReading
from visitplanner.services.tariffs.split_months import Cell

WEIGHED = (TariffOption.TWO_STAGE, TariffOption.THREE_STAGE_FIXED, TariffOption.THREE_STAGE_VARIABLE)
"""The options everyone may choose; the others need premises of their own."""


@dataclass(frozen=True, slots=True)
class Translation:
    """The periods of one option in those of another, for energy and for demand."""

    option: TariffOption
    energy: dict[Cell, Cell]
    demand: dict[Cell, Cell]

    def of(self, reading: MeterReading, account: Account) -> MeterReading:
        """A reading as it would have been under the other option."""
        kwh: dict[Cell, Decimal] = {}
        for place, amount in reading.kwh.items():
            if place not in self.energy:
                if not amount:
                    continue
                values = {"period": period_name(place[1]), "season": season_name(place[0])}
                raise Refused(
                    said("The readings give {period} energy in {season}, which the present option does not have.", **values)
                )
            kwh[self.energy[place]] = kwh.get(self.energy[place], Decimal(0)) + amount
        return replace(reading, account=account, kwh=kwh, max_kw=self.demands(reading))

    def demands(self, reading: MeterReading) -> dict[Cell, Decimal]:
        """The highest demands under the other option; those in periods the present one does not have count for nothing."""
        max_kw: dict[Cell, Decimal] = {}
        for place, kw in reading.max_kw.items():
            there = self.demand.get(place)
            if there is None:
                continue
            max_kw[there] = max(kw, max_kw.get(there, kw))
        return max_kw


def translation(present: Tariff, other: Tariff) -> Translation:
    """Refused where a period of the present option falls into two of the other, so that its energy cannot be divided."""
    if present.summer != other.summer:
        raise Refused(said("{option}: its summer is another one.", option=OPTION_NAMES[other.option]))
    energy = _parts(present.hours, other.hours, other.option)
    return Translation(other.option, energy, _parts(present.demand_hours, other.demand_hours, other.option))


def _parts(own: Hours, theirs: Hours, option: TariffOption) -> dict[Cell, Cell]:
    found: dict[Cell, Cell] = {}
    for code in np.unique(own.codes):
        places = np.unique(theirs.codes[own.codes == code])
        season, period = CELLS[int(code)]
        if len(places) > 1:
            raise Refused(
                said(
                    "{option} divides the {period} hours of {season} otherwise: weighing it needs the 15-minute load.",
                    option=OPTION_NAMES[option],
                    period=period_name(period),
                    season=season_name(season),
                )
            )
        found[season, period] = CELLS[int(places[0])]
    return found
