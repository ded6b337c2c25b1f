"""The trade's names of seasons, periods and contracts, for people."""

from __future__ import annotations

from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.core.supply import TariffOption
from visitplanner.domain.tariffs.books.periods import Period
from visitplanner.domain.tariffs.books.seasons import Season


def season_name(season: Season) -> Message:
    return said("summer") if season is Season.SUMMER else said("non-summer")


def period_name(period: Period) -> Message:
    return {
        Period.PEAK: said("peak"),
        Period.HALF_PEAK: said("half-peak"),
        Period.SATURDAY_HALF_PEAK: said("Saturday half-peak"),
        Period.OFF_PEAK: said("off-peak"),
    }[period]


def contract_name(place: int, option: TariffOption) -> Message:
    """The name of contract 0..3; the second is half-peak power or, in two stages and batch production, non-summer power."""
    second = said("half-peak contract") if option.three_stage else said("non-summer contract")
    return (said("regular contract"), second, said("Saturday half-peak contract"), said("off-peak contract"))[place]
