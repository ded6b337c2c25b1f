"""What twelve monthly readings allow, and what they do not; the portfolio covers customers without a load."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders_memory import MemoryOffice
from tests.services.tariffs.month_readings import SITE, D, july
from visitplanner.bootstrap import known
from visitplanner.domain.core.errors import Refused, Unknown
from visitplanner.domain.core.supply import CustomerClass, TariffOption
from visitplanner.domain.customers.customers import CUSTOMERS
from visitplanner.domain.loads.monthly_readings import MONTHLY_READINGS, MonthlyReading
from visitplanner.domain.tariffs.advice.trial import version_on
from visitplanner.domain.tariffs.books.seasons import Month
from visitplanner.reference.tariff_books import tariff_library
from visitplanner.services.advice.reading_block import readings_block
from visitplanner.services.tariffs.drafts import rise_all
from visitplanner.services.tariffs.monthly_readings import account_of_month, metered
from visitplanner.services.tariffs.portfolio import portfolio_gains, portfolio_trial
from visitplanner.services.tariffs.reading_advice import ReadingsOf, advise_readings, best_contracts_of
from visitplanner.services.tariffs.reading_options import translation

TODAY = date(2026, 3, 16)
STEADY_YEAR_NTD_PER_KW = 4 * D("223.60") + 2 * D("195.25") + 6 * D("166.90")
"""Four summer months, May and October at the mean, six others; two-stage, before the power factor."""


def year(peak: int = 480, percent: int | None = 80) -> list[MonthlyReading]:
    factor = None if percent is None else D(percent)
    return [
        july(month=date(2025, month, 1), max_kw={"peak": D(peak), "off_peak": D(peak)}, power_factor_percent=factor)
        for month in range(1, 13)
    ]


def test_a_steady_year_should_contract_its_own_demand() -> None:
    found = advise_readings(tariff_library(), SITE, year(), TODAY)
    assert found.contracts is not None and found.contracts_why is None
    assert found.contracts.best.contracts[:2] == (480, 0)
    assert found.contracts.saving_ntd == 20 * STEADY_YEAR_NTD_PER_KW
    assert [str(note) for note in found.notes] == [
        "three-stage, fixed peak divides the peak hours of summer otherwise: weighing it needs the 15-minute load.",
        "three-stage, variable peak divides the peak hours of summer otherwise: weighing it needs the 15-minute load.",
        "Shifting needs the 15-minute load: monthly readings do not tell the hours.",
    ]
    (own,) = found.options
    assert (own.option, own.contracts[0]) == (TariffOption.TWO_STAGE, 480)
    assert found.present.ntd - own.total.ntd == own.saving.ntd > 0
    assert found.months == tuple(Month(2025, month) for month in range(1, 13))


@given(st.integers(100, 3000))
def test_no_demand_makes_the_best_contracts_dearer_than_the_present_ones(peak: int) -> None:
    found = best_contracts_of(tariff_library(), SITE, year(peak), TODAY)
    assert found.saving_ntd is not None and found.saving_ntd >= 0
    assert found.best.lower_bound_ntd == found.best.cost_ntd


def test_months_over_contract_are_known_from_the_demands() -> None:
    readings = year()
    readings[6] = replace(readings[6], max_kw={"peak": D(560)})
    found = advise_readings(tariff_library(), SITE, readings, TODAY)
    assert found.contracts is not None and found.contracts.present is not None
    # 60 kW over 500: 50 kW at twice, 10 kW at three times 223.60
    assert [(m.month, m.surcharge_ntd) for m in found.contracts.present.months if m.excesses] == [(7, D("223.60") * (100 + 30))]


def test_the_sheet_tells_which_months_were_billed_over_contract_and_what_they_cost() -> None:
    readings = year()
    readings[6] = replace(readings[6], max_kw={"peak": D(560)})
    block = readings_block(tariff_library(), SITE, readings, TODAY)
    assert block is not None and block.over is not None
    (over,) = block.over.months
    assert (over.month, over.kw, over.ntd) == (Month(2025, 7), 60, D("223.60") * (100 + 30))
    never = readings_block(tariff_library(), SITE, year(), TODAY)
    assert never is not None and never.over is not None and never.over.count == 0


def test_a_better_power_factor_is_worth_what_the_months_of_one_season_show() -> None:
    found = advise_readings(tariff_library(), SITE, year(percent=80)[6:7], TODAY)
    # 1,072,250 × 1.5 % = 16,083.75
    assert (found.to_best_power_factor.months, found.to_best_power_factor.ntd) == ((Month(2025, 7),), 16084)
    whole = advise_readings(tariff_library(), SITE, year(percent=80), TODAY).to_best_power_factor
    assert [month.month for month in whole.months] == list(range(1, 13))
    assert 0 < whole.least < whole.ntd < whole.most
    assert advise_readings(tariff_library(), SITE, year(percent=None), TODAY).to_best_power_factor.months == ()


def test_other_prices_are_tried_on_the_months_that_can_be_computed() -> None:
    library = tariff_library()
    versions = version_on(library, TODAY), rise_all(library, Decimal(10), TODAY)
    found = advise_readings(library, SITE, year(percent=80)[6:7], TODAY, versions).trial
    assert found is not None
    # energy dearer by a tenth, in cents: 7.43 × 100,000 + 3.05 × 15,000 + 2.98 × 90,000 = 1,056,950, before 960,450
    assert (found.months, found.ntd) == ((Month(2025, 7),), 96500)


def test_what_is_missing_for_the_contracts_is_named() -> None:
    library = tariff_library()
    few = advise_readings(library, SITE, year()[:11], TODAY)
    assert (few.contracts, str(few.contracts_why)) == (None, "Best contracts need twelve months running; only 11 are kept.")
    gap = [july(month=date(2024, 12, 1)), *year()[:3], *year()[4:]]
    assert str(advise_readings(library, SITE, gap, TODAY).contracts_why).endswith("2025-04 is missing.")
    with pytest.raises(Refused, match="2025-02: no highest demand"):
        best_contracts_of(library, SITE, [replace(each, max_kw={}) if each.month.month == 2 else each for each in year()], TODAY)
    with pytest.raises(Unknown, match="No monthly readings"):
        advise_readings(library, SITE, [], TODAY)


def test_the_newest_twelve_count_and_their_power_factor_is_told() -> None:
    old = july(month=date(2024, 12, 1), max_kw={"peak": D(9000)})
    mixed = [replace(each, power_factor_percent=D(90)) if each.month.month == 1 else each for each in year()]
    found = advise_readings(tariff_library(), SITE, [*mixed, old], TODAY)
    assert found.contracts is not None and found.contracts.best.contracts[0] == 480
    assert "most months have, 80 %" in str(found.notes[0])
    assert "no power factor" in str(advise_readings(tariff_library(), SITE, year(percent=None), TODAY).notes[0])


def three_stage_year() -> list[MonthlyReading]:
    """Summer with peak, half-peak, Saturday and off-peak; the rest without peak."""
    summer = {"peak": D(30000), "half_peak": D(50000), "saturday_half_peak": D(15000), "off_peak": D(90000)}
    rest = {key: kwh for key, kwh in summer.items() if key != "peak"}
    return [
        july(
            month=date(2025, month, 1),
            kwh=(kwh := summer if 5 <= month <= 10 else rest),
            max_kw={key: D(480) for key in kwh},
        )
        for month in range(1, 13)
    ]


def test_two_stage_is_weighed_from_three_stage_readings_as_its_periods_are_whole_ones() -> None:
    site = replace(SITE, option=TariffOption.THREE_STAGE_FIXED)
    library = tariff_library()
    found = advise_readings(library, site, three_stage_year(), TODAY)
    by_option = {each.option: each for each in found.options}
    two = by_option[TariffOption.TWO_STAGE]
    assert len(two.total.months) == 12
    account = replace(account_of_month(SITE, SITE.contracts, july()), contracts=two.contracts)
    merged = july(kwh={"peak": D(80000), "saturday_half_peak": D(15000), "off_peak": D(90000)}, max_kw={"peak": D(480)})
    book = library.books.on(TODAY, CustomerClass.GENERAL)
    (seven,) = metered(library, account, merged, prices_from=book)
    alone = advise_readings(library, site, three_stage_year()[6:7], TODAY)
    assert alone.options == () and alone.contracts is None
    moved = translation(
        book.tariff(site.voltage, TariffOption.THREE_STAGE_FIXED), book.tariff(site.voltage, TariffOption.TWO_STAGE)
    )
    (own,) = metered(
        library, account_of_month(site, site.contracts, three_stage_year()[6]), three_stage_year()[6], prices_from=book
    )
    assert moved.of(own, account).kwh == seven.kwh


def test_a_period_the_option_does_not_have_breaks_nothing() -> None:
    site = replace(SITE, option=TariffOption.THREE_STAGE_FIXED)
    found = advise_readings(tariff_library(), site, year(), TODAY)
    assert found.contracts is not None
    assert any("does not have" in str(note) or "otherwise" in str(note) for note in found.notes)


@pytest.fixture
def office() -> MemoryOffice:
    """One with a year of readings, one water works with them, one with a single month, one with nothing."""
    office = MemoryOffice(known(), TODAY)
    for number, (months, sector) in enumerate(((12, ""), (12, "360"), (1, ""), (0, "")), 1):
        site = replace(SITE, id=july().id, account=f"{number:011d}", sector=sector)
        office.work.shelf(CUSTOMERS).add(site)
        office.work.shelf(MONTHLY_READINGS).add_all(
            [replace(each, id=july().id, customer_id=site.id) for each in year()[12 - months :]]
        )
    return office


def test_the_portfolio_covers_customers_with_readings_alone(office: MemoryOffice) -> None:
    found = portfolio_gains(office, known().tariffs(), TODAY)  # type: ignore[arg-type]
    assert [row.customer.account[-1] for row in found.rows] == ["1", "2", "3"]
    first, water, short = found.rows
    assert (first.from_readings, first.saving_ntd) == (True, 20 * STEADY_YEAR_NTD_PER_KW)
    assert str(first.basis) == "From 12 monthly readings (2025-01 to 2025-12): the contracts alone, no load."
    assert str(short.basis).startswith("From 1 monthly readings (2025-12 to 2025-12)")
    assert water.saving_ntd is None and "concession" in str(water.why)
    assert short.saving_ntd is None and "only 1 are kept" in str(short.why)
    assert found.without_load == 1


def test_the_portfolio_s_trial_tells_the_months_of_readings_and_calls_them_no_year(office: MemoryOffice) -> None:
    library = known().tariffs()
    versions = version_on(library, TODAY), rise_all(library, Decimal(5), TODAY)
    found = portfolio_trial(office, library, TODAY, versions)  # type: ignore[arg-type]
    assert [row.effect_ntd for row in found.rows] == [None] * 3
    assert str(found.rows[0].why).startswith("From 12 monthly readings: +")


def test_readings_are_found_by_customer_in_the_order_of_their_months(office: MemoryOffice) -> None:
    everyone = office.ask(ReadingsOf())
    assert sorted(map(len, everyone.values())) == [1, 12, 12]
    first = next(iter(everyone))
    assert office.ask(ReadingsOf(first)) == {first: everyone[first]}
    assert [each.month.month for each in everyone[first]] == list(range(1, 13))
