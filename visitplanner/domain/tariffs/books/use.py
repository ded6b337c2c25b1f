"""What a meter showed in one month: energy by season and period, and the highest demand of each."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import NamedTuple

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.domain.tariffs.books.book import Tariff
from visitplanner.domain.tariffs.books.names import period_name, season_name
from visitplanner.domain.tariffs.books.periods import CELLS, Period, cell
from visitplanner.domain.tariffs.books.seasons import Month, Season

Eight = tuple[int, int, int, int, int, int, int, int]
"""One whole number for each place of `CELLS`: energy in Wh, or demand in W."""

NOTHING: Eight = (0, 0, 0, 0, 0, 0, 0, 0)


class Span(NamedTuple):
    """Days of one month, both included, under one tariff."""

    tariff: Tariff
    first: date
    last: date


class MonthUse(NamedTuple):
    """One month's readings.

    energy_wh: one row for each span; demand_w: highest quarter-hour mean of the whole month, by season and period.
    missing: quarters of an hour without a reading. ice_storage_wh: off-peak energy of ice-storage chillers by season, of
    that metered. lagging_varh: reactive energy, or None when the power factor does not come from it.
    """

    month: Month
    spans: tuple[Span, ...]
    energy_wh: tuple[Eight, ...]
    demand_w: Eight
    missing: int = 0
    ice_storage_wh: tuple[int, int] = (0, 0)
    lagging_varh: int | None = None

    @property
    def total_wh(self) -> int:
        return sum(map(sum, self.energy_wh))

    @property
    def idle(self) -> bool:
        """Neither energy nor demand: half the basic charge (chapter 5, article 5(2))."""
        return not any(self.demand_w) and not any(map(any, self.energy_wh))

    def energy(self, place: int) -> int:
        """Wh of a place of `CELLS` over all spans."""
        return sum(row[place] for row in self.energy_wh)


def month_use_of_reading(
    month: Month,
    spans: tuple[Span, ...],
    kwh: Mapping[tuple[Season, Period], Decimal],
    max_kw: Mapping[tuple[Season, Period], Decimal],
    *,
    ice_storage_kwh: Decimal = Decimal(0),
    lagging_kvarh: Decimal | None = None,
) -> MonthUse:
    """One month from a meter reading (kWh and kW by season and period; what is left out is zero).

    Refused for a figure below zero, one in a season the month does not have or a period the option does not have, and for
    a month in which prices change otherwise than with the season (a reading cannot be split; a load can).
    """
    own = _rows_by_season(spans)
    if own is None:
        raise Refused(
            said("Prices change within {month}; a monthly reading cannot be divided.", month=month),
            mend=said("Bill from the 15-minute load, or name one version of prices."),
        )
    for span in spans:
        theirs = [{key: value for key, value in given.items() if own[key[0]] is span} for given in (kwh, max_kw)]
        _refuse_impossible(month, span.tariff, *theirs)
    energy = _eight({key: _whole(value) for key, value in kwh.items()})
    ice = _whole(ice_storage_kwh)
    return MonthUse(
        month,
        spans,
        tuple(_eight({key: _whole(value) for key, value in kwh.items() if own[key[0]] is span}) for span in spans),
        _eight({key: _whole(value) for key, value in max_kw.items()}),
        ice_storage_wh=_by_season(ice, energy),
        lagging_varh=None if lagging_kvarh is None else _whole(lagging_kvarh),
    )


def _rows_by_season(spans: tuple[Span, ...]) -> tuple[Span, Span] | None:
    """The span each season lies in, where none lies in two; one the month does not have stands in the first."""
    own: list[Span] = []
    for season in Season:
        having = [span for span in spans if span.tariff.summer.days(span.first, span.last)[season]]
        if len(having) > 1:
            return None
        own.append((having or spans[:1])[0])
    return (own[0], own[1])


def _refuse_impossible(
    month: Month,
    tariff: Tariff,
    kwh: Mapping[tuple[Season, Period], Decimal],
    max_kw: Mapping[tuple[Season, Period], Decimal],
) -> None:
    days = tariff.summer.days(month.first, month.last)
    for name, readings, hours in (("kwh", kwh, tariff.hours), ("max_kw", max_kw, tariff.demand_hours)):
        occurring = {CELLS[int(code)] for code in hours.codes.flat}
        for (season, period), value in readings.items():
            if not value.is_finite() or value < 0:
                raise Refused(said("{field}: a reading is zero or more.", field=name), field=name)
            if value and (not days[season] or (season, period) not in occurring):
                raise Refused(
                    said(
                        "{field}: {month} has no {period} in {season} under this option.",
                        field=name,
                        month=month,
                        period=period_name(period),
                        season=season_name(season),
                    ),
                    mend=said("Leave the figure out, or correct month or option."),
                    field=name,
                )


def _by_season(ice_wh: int, energy: Eight) -> tuple[int, int]:
    """Ice-storage energy divided between the seasons of a month as its off-peak energy is; refused when more than that."""
    summer, rest = (energy[cell(season, Period.OFF_PEAK)] for season in Season)
    if ice_wh > summer + rest:
        raise Refused(said("The ice-storage energy exceeds the month's off-peak energy."), field="ice_storage_off_peak_kwh")
    share = ice_wh * summer // (summer + rest) if ice_wh else 0
    return share, ice_wh - share


def with_ice_storage(use: MonthUse, ice_storage_kwh: Decimal) -> MonthUse:
    """The same month with so much off-peak energy of ice-storage chillers (kWh)."""
    total: Eight = tuple(use.energy(place) for place in range(8))  # type: ignore[assignment]
    return use._replace(ice_storage_wh=_by_season(_whole(ice_storage_kwh), total))


def _whole(value: Decimal) -> int:
    """kWh, kW or kvarh in thousandths, half-up."""
    return int((value * 1000).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def _eight(values: Mapping[tuple[Season, Period], int]) -> Eight:
    return tuple(values.get(key, 0) for key in CELLS)  # type: ignore[return-value]


IRON_LOSS_HOURS = 720
IRON_LOSS_SHARE = Decimal("0.01")
METERED_SHARE = Decimal("0.98")


def metered_at_high_voltage(use: MonthUse, transformer_kva: Decimal) -> MonthUse:
    """Energy when a high-voltage supply is metered on the low side (chapter 5, article 8(2)).

    (reading + kVA × 720 × 0.01) / 0.98; the addition is divided among the periods as the reading is (a reading of the
    article, which speaks of the month's energy alone), whole Wh half-up. A month without use stays as it is.
    """
    total = use.total_wh
    if not transformer_kva or not total:
        return use
    with localcontext(prec=40):
        factor = (1 + transformer_kva * IRON_LOSS_HOURS * IRON_LOSS_SHARE * 1000 / total) / METERED_SHARE
        rows = tuple(tuple(_whole(Decimal(wh).scaleb(-3) * factor) for wh in row) for row in use.energy_wh)
    return use._replace(energy_wh=rows)  # type: ignore[arg-type]
