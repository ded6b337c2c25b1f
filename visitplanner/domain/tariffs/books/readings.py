"""Where the tariff book is silent: every open reading with its alternatives, each a choice a user can see and change.

The defaults are those of real bills where there are any; each choice appears among a bill's assumptions.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from enum import StrEnum

from visitplanner.domain.core.errors import Unknown
from visitplanner.domain.core.messages import said
from visitplanner.domain.tariffs.contracts.contract_terms import BandBase, BandNetting, DemandRounding, SurchargeReading


class SeasonChange(StrEnum):
    """Basic charge of a month in which the season changes (May, October)."""

    MEAN = "mean"
    BY_DAYS = "by_days"


class SeasonChangeSurcharge(StrEnum):
    """Price of kilowatts over contract in such a month."""

    MEAN = "mean"
    SEASON_OF_DEMAND = "season_of_demand"


class OtherHoursDemand(StrEnum):
    """Which demand pays 4.8 times the basic price under Saturday-only or off-peak-only contracts."""

    EACH_PERIOD = "each_period"
    NOT_TWICE = "not_twice"


class PowerFactorBase(StrEnum):
    BASIC_AND_ENERGY = "basic_and_energy"
    WITH_SURCHARGE = "with_surcharge"


class PowerFactorRounding(StrEnum):
    HALF_UP = "half_up"
    DOWN = "down"


class YesNo(StrEnum):
    YES = "yes"
    NO = "no"


class Rounding(StrEnum):
    """Step to which each component is rounded before the total is rounded to 1 NT$."""

    TENTHS = "tenths"
    CENTS = "cents"


class EvSeason(StrEnum):
    """Summer of the high-voltage charging tariff, 95 % of a low-voltage table that has its own summer."""

    LOW_VOLTAGE = "low_voltage"
    HIGH_VOLTAGE = "high_voltage"


class EvRounding(StrEnum):
    EXACT = "exact"
    CENT = "cent"


@dataclass(frozen=True, slots=True)
class Readings:
    """One choice for every open reading."""

    season_change: SeasonChange = SeasonChange.MEAN
    season_change_surcharge: SeasonChangeSurcharge = SeasonChangeSurcharge.MEAN
    band_base: BandBase = BandBase.CUMULATIVE
    band_netting: BandNetting = BandNetting.NET
    demand_rounding: DemandRounding = DemandRounding.EXACT
    other_hours_demand: OtherHoursDemand = OtherHoursDemand.EACH_PERIOD
    power_factor_base: PowerFactorBase = PowerFactorBase.BASIC_AND_ENERGY
    low_power_factor_raises_surcharge: YesNo = YesNo.NO
    power_factor_rounding: PowerFactorRounding = PowerFactorRounding.HALF_UP
    coefficient_on_surcharge: YesNo = YesNo.YES
    rounding: Rounding = Rounding.TENTHS
    ev_season: EvSeason = EvSeason.LOW_VOLTAGE
    ev_rounding: EvRounding = EvRounding.EXACT

    def __hash__(self) -> int:
        return hash((self.season_change, self.band_base, self.band_netting, self.rounding))

    @property
    def surcharge(self) -> SurchargeReading:
        """Those of the over-contract rule alone, as the best contracts need them."""
        return SurchargeReading(self.band_base, self.band_netting, self.demand_rounding)


DEFAULT = Readings()


def reading_names() -> tuple[str, ...]:
    return tuple(field.name for field in fields(Readings))


def choices_of(name: str) -> type[StrEnum]:
    """The alternatives of an open reading, by its name."""
    kind: type[StrEnum] = type(getattr(DEFAULT, name))  # pyright: ignore[reportUnknownVariableType]
    return kind


def with_choice(readings: Readings, name: str, choice: str) -> Readings:
    """The readings with one choice changed. Unknown when there is no such reading or no such choice."""
    if name not in reading_names():
        raise Unknown(said("There is no open reading named {name}.", name=name))
    kind = choices_of(name)
    if choice not in [str(known) for known in kind]:
        raise Unknown(
            said("{choice} is no choice of {name}.", choice=choice, name=name),
            mend=said("Choose one of {choices}.", choices=", ".join(str(known) for known in kind)),
        )
    return replace(readings, **{name: kind(choice)})
