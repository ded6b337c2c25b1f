"""Best contracts from a year of demands, with the real prices."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.supply import TariffOption, Voltage
from visitplanner.domain.tariffs.books.periods import Period
from visitplanner.domain.tariffs.books.seasons import Season
from visitplanner.reference.tariff_books import tariff_library
from visitplanner.services.tariffs.contracts import Demands, MonthDemand, advise_contracts, contract_problem

D = Decimal


def month(number: int, peak: int = 500, half_peak: int = 0, saturday: int = 300, off_peak: int = 400) -> MonthDemand:
    kw = (peak, half_peak, saturday, off_peak)
    return MonthDemand(number, dict(zip(Period, map(D, kw), strict=True)))


def year(**changes: object) -> Demands:
    plain = Demands(
        Voltage.HIGH, TariffOption.TWO_STAGE, date(2025, 10, 1), tuple(map(month, range(1, 13))), power_factor_percent=D(80)
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def test_a_steady_two_stage_load_pays_its_own_demand_at_seasonal_prices_and_the_mean_in_may_and_october() -> None:
    advice = advise_contracts(tariff_library(), year(present=(600, 0, 0, 0)))
    per_kw = 4 * D("223.60") + 2 * D("195.25") + 6 * D("166.90")
    assert advice.best.contracts[:2] == (500, 0)
    assert advice.best.cost_ntd == advice.best.lower_bound_ntd == 500 * per_kw
    assert advice.saving_ntd == 100 * per_kw


def test_a_part_of_may_may_have_its_own_demand() -> None:
    own = MonthDemand(5, month(5).of_month, {(Season.SUMMER, Period.PEAK): D(120)})
    months = tuple(own if entry.month == 5 else entry for entry in year().months)
    problem, _ = contract_problem(tariff_library(), year(months=months))
    assert [problem.months[4].demand(limit) for limit in (1, 2)] == [120, 500]


def test_months_that_are_missing_are_named() -> None:
    with pytest.raises(Refused, match=r"months 2, 11"):
        advise_contracts(tariff_library(), year(months=tuple(month(n) for n in range(1, 13) if n not in (2, 11))))


def test_a_month_named_twice_is_refused() -> None:
    with pytest.raises(Refused, match="twice"):
        advise_contracts(tariff_library(), year(months=(*year().months, month(3))))


def test_a_demand_below_zero_is_refused_with_its_month() -> None:
    with pytest.raises(Refused, match="Month 4"):
        advise_contracts(tariff_library(), year(months=tuple(month(n, peak=-1 if n == 4 else 5) for n in range(1, 13))))


def test_a_demand_at_hours_the_option_does_not_have_is_not_counted_and_said_so() -> None:
    months = tuple(month(n, half_peak=900 if n == 6 else 0) for n in range(1, 13))
    advice = advise_contracts(tariff_library(), year(months=months))
    assert [str(note.values["month"]) for note in advice.notes] == ["6"]
    assert advice.best.contracts[0] == 500
