"""The prices of one month: those of its season, or of both where the season or the version changes within it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from visitplanner.domain.core.money import CENT, rounded
from visitplanner.domain.core.supply import TariffOption
from visitplanner.domain.tariffs.books.book import ContractPrices, Tariff
from visitplanner.domain.tariffs.books.readings import EvRounding, EvSeason, Readings, SeasonChange, SeasonChangeSurcharge
from visitplanner.domain.tariffs.books.seasons import Month, Season
from visitplanner.domain.tariffs.books.use import Span

FREE: ContractPrices = (Decimal(0),) * 4  # type: ignore[assignment]


@dataclass(frozen=True, slots=True)
class MonthPrices:
    """NT$/kW-month of one month.

    basic: of c1..c4 for the basic charge. over: of kilowatts over the limits S1..S4. over_by_season: the same for each
    season's own part, for the reading that prices them so. seasons: which seasons the month has days in.
    """

    option: TariffOption
    basic: ContractPrices
    over: ContractPrices
    over_by_season: tuple[ContractPrices, ContractPrices]
    customer_charge: Decimal
    seasons: tuple[bool, bool]

    def over_price(self, limit: int, season: Season, readings: Readings) -> Decimal:
        """Price of what exceeds limit 1..4 when the highest demand fell in `season`."""
        if readings.season_change_surcharge is SeasonChangeSurcharge.SEASON_OF_DEMAND:
            return self.over_by_season[season][limit - 1]
        return self.over[limit - 1]


def month_prices(month: Month, spans: tuple[Span, ...], readings: Readings) -> MonthPrices:
    """The month's prices: each season's own, weighted by days where versions change within it; the basic charge of a month
    with both seasons is their mean or weighted by days, as the reading chooses (no clause; real bills show the mean)."""
    days = [span.tariff.summer.days(span.first, span.last) for span in spans]
    by_season = tuple(
        _mean([(span.tariff.contracts[season], day[season]) for span, day in zip(spans, days, strict=True)]) for season in Season
    )
    present = tuple(sum(day[season] for day in days) for season in Season)
    by_days = readings.season_change is SeasonChange.BY_DAYS
    weights = [(by_season[season], present[season] if by_days else int(present[season] > 0)) for season in Season]
    basic = _mean(weights)
    option = spans[0].tariff.option
    over = _mean([(by_season[season], int(present[season] > 0)) for season in Season])
    summer, rest = by_season
    if option in (TariffOption.TWO_STAGE, TariffOption.BATCH):
        # limit 2 is that of the non-summer peak alone: always the non-summer price (chapter 5, article 7(1)1)
        over, summer = _with_second(over, rest), _with_second(summer, rest)
    charge = _mean([((span.tariff.customer_charge,), sum(day)) for span, day in zip(spans, days, strict=True)])[0]
    return MonthPrices(option, basic, over, (summer, rest), charge, (present[0] > 0, present[1] > 0))


def _with_second(prices: ContractPrices, rest: ContractPrices) -> ContractPrices:
    return prices[0], rest[1], prices[2], prices[3]


def _mean(parts: Sequence[tuple[Iterable[Decimal], int]]) -> ContractPrices:
    """Weighted mean, price by price; exact where one part alone has weight; zeros where none has."""
    counted = [(tuple(prices), weight) for prices, weight in parts if weight]
    if not counted:
        return FREE
    if all(prices == counted[0][0] for prices, _ in counted):
        return counted[0][0]  # type: ignore[return-value]
    whole = sum(weight for _, weight in counted)
    columns = zip(*(prices for prices, _ in counted), strict=True)
    return tuple(sum(p * w for p, (_, w) in zip(column, counted, strict=True)) / whole for column in columns)  # type: ignore[return-value]


@lru_cache(maxsize=256)
def as_read(tariff: Tariff, season: EvSeason, rounding: EvRounding) -> Tariff:
    """The EV tariff as the readings have it; every other tariff as it is.

    Chapter 5, article 4(4) says "95 % of chapter 4's EV tariff" and neither rounds the products nor names a summer.
    """
    if tariff.option is not TariffOption.EV:
        return tariff
    if season is EvSeason.HIGH_VOLTAGE and tariff.other_summer is not None:
        tariff = replace(tariff, summer=tariff.other_summer)
    return tariff if rounding is EvRounding.EXACT else _to_cents(tariff)


def _to_cents(tariff: Tariff) -> Tariff:
    contracts = tuple(tuple(rounded(price, CENT) for price in season) for season in tariff.contracts)
    energy = tuple(tuple(None if price is None else rounded(price, CENT) for price in season) for season in tariff.energy)
    return replace(
        tariff,
        contracts=contracts,
        energy=energy,
        customer_charge=rounded(tariff.customer_charge, CENT),
    )
