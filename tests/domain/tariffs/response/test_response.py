"""Demand response pays by its recorded terms (data/demand_response.toml), worked by hand; what is not recorded is unknown."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import numpy as np
import pytest

from tests.domain.tariffs.bills.made_loads import flat_load
from visitplanner.domain.core.supply import TariffOption
from visitplanner.domain.tariffs.bills.library import Library
from visitplanner.domain.tariffs.books.load import Load
from visitplanner.domain.tariffs.response.baselines import baselines, qualifying_days
from visitplanner.domain.tariffs.response.response import Income, Site, incomes
from visitplanner.domain.tariffs.response.response_terms import (
    DaySelect,
    ExecutionStep,
    Guaranteed,
    day_income,
    event_payment,
    monthly_payment,
    share_of,
)
from visitplanner.reference.demand_response import measures

YEAR = flat_load(date(2025, 1, 1), 365, 250_000)
"""1,000 kW in every quarter of an hour of 2025."""


@pytest.fixture(scope="module")
def day_select() -> DaySelect:
    return next(each for each in measures() if isinstance(each, DaySelect))


@pytest.fixture(scope="module")
def guaranteed() -> Guaranteed:
    return next(each for each in measures() if isinstance(each, Guaranteed))


def site(library: Library, load: Load = YEAR, option: TariffOption | None = None, regular_kw: int | None = 1000) -> Site:
    return Site(load, library.off_peak_days, option, regular_kw)


def of(found: tuple[Income, ...], ident: str) -> list[Income]:
    return [income for income in found if income.measure.id == ident]


@pytest.mark.parametrize(
    ("reduced", "step", "paid"),
    [
        # 100 kW promised, 18:00-20:00 at 2.47: 100 × rate × 2 h × 2.47 × factor
        ("100", ExecutionStep.RATIO, "592.80"),  # rate 1.0, factor 1.2
        ("85", ExecutionStep.RATIO, "444.60"),  # 0.85 → 0.9, factor 1.0
        ("85", ExecutionStep.PERCENT, "419.90"),  # 85.0 %, factor 1.0
        ("60", ExecutionStep.PERCENT, "237.12"),  # 60.0 %, factor 0.8
        ("59", ExecutionStep.PERCENT, "0"),  # below 60 %
        ("130", ExecutionStep.RATIO, "711.36"),  # capped at 1.2, factor 1.2
        ("-5", ExecutionStep.RATIO, "0"),
    ],
)
def test_a_day_pays_promised_power_times_execution_times_hours_times_rate(
    day_select: DaySelect, reduced: str, step: ExecutionStep, paid: str
) -> None:
    assert day_income(day_select, day_select.windows[0], Decimal(100), Decimal(reduced), step) == Decimal(paid)


@pytest.mark.parametrize(("committed", "paid"), [(0, "0"), (-1, "0"), (1, "5.928")])
def test_one_kw_promised_is_paid_and_none_is_not(day_select: DaySelect, committed: int, paid: str) -> None:
    """1 kW × 1.0 × 2 h × 2.47 × 1.2."""
    found = day_income(day_select, day_select.windows[0], Decimal(committed), Decimal(1), ExecutionStep.RATIO)
    assert found == Decimal(paid)


def test_below_every_step_nothing_is_paid_and_each_step_holds_from_its_own_rate_on() -> None:
    shares = ((Decimal("0.6"), Decimal("0.8"), Decimal("0.5")), (Decimal("0.8"), None, Decimal(1)))
    found = [share_of(shares, Decimal(rate)) for rate in ("0", "0.599", "0.6", "0.799", "0.8", "2")]
    assert found == [0, 0, Decimal("0.5"), Decimal("0.5"), 1, 1]


def test_exactly_at_the_limit_of_the_penalty_there_is_none(guaranteed: Guaranteed) -> None:
    """1,200 kW promised, 60 % are 720: nothing is taken, nothing paid; at 70 %, 840 kW × 2 h × 12 are paid."""
    found = [event_payment(guaranteed, 1200, Decimal(kw), Decimal(2)) for kw in (719, 720, 839, 840)]
    assert found[0] < 0 and found[1:] == [0, 0, 20_160]


def test_an_even_load_earns_the_full_rate_on_every_day_with_a_baseline(library: Library, day_select: DaySelect) -> None:
    """129 weekdays from May to October 2025 are no off-peak days; the first 20 make the baseline of the others.
    200 kW × 1.0 × 2 h × 2.47 × 1.2 = 1,185.60 a day."""
    assert len(qualifying_days(day_select, YEAR, library.off_peak_days)) == 129
    first = incomes((day_select,), site(library), 20)[0]
    assert (first.window, first.committed_kw, first.days) == ((72, 80), 200, 109)
    assert first.event_ntd == Decimal("1185.60")
    assert first.ntd == 109 * Decimal("1185.60") == first.low_ntd == first.high_ntd


def test_the_baseline_is_raised_by_the_late_evening_and_capped_by_the_contract(library: Library, day_select: DaySelect) -> None:
    wh = YEAR.wh.reshape(-1, 96).copy()
    day = date(2025, 8, 20)
    wh[(day - YEAR.first_day).days, 88:] = 300_000
    load = Load(YEAR.first_day, wh.reshape(-1))
    found = {each.day: each for each in baselines(day_select, load, (72, 80), library.off_peak_days)}
    assert (found[day].expected_kw, found[day].used_kw) == (1200, 1000)
    assert found[date(2025, 8, 21)].expected_kw == 1000
    capped, free = (incomes((day_select,), site(library, load, regular_kw=kw), 20)[0] for kw in (1000, None))
    assert capped.ntd is not None and free.ntd is not None
    assert free.ntd > capped.ntd


def test_days_with_a_gap_do_not_count(library: Library, day_select: DaySelect) -> None:
    missing = np.zeros(YEAR.wh.size, dtype=np.bool_)
    missing[(date(2025, 6, 2) - YEAR.first_day).days * 96] = True
    assert len(qualifying_days(day_select, replace(YEAR, missing=missing), library.off_peak_days)) == 128


def test_batch_production_has_its_own_six_hours(library: Library, day_select: DaySelect) -> None:
    windows = [income.window for income in incomes((day_select,), site(library, option=TariffOption.BATCH), 20)]
    assert windows == [(72, 80), (64, 80), (62, 86)]


def test_the_guaranteed_measure_pays_by_the_month_and_punishes(library: Library, guaranteed: Guaranteed) -> None:
    """Contract 8,000 kW: at least 15 % = 1,200 kW. A month 1,200 × 93 = 111,600, or × 65 by another source."""
    found = incomes((guaranteed,), site(library, regular_kw=8000), 20)[0]
    assert (found.committed_kw, found.ntd) == (1200, None)
    assert found.month_ntd == (78_000, 111_600)
    assert monthly_payment(guaranteed, 1200, Decimal(93), Decimal("0.75")) == 66_960
    assert event_payment(guaranteed, 1200, Decimal(1080), Decimal(2)) == 25_920
    assert event_payment(guaranteed, 1200, Decimal(780), Decimal(2)) == 0
    assert event_payment(guaranteed, 1200, Decimal(600), Decimal(2)) == -28_800


@pytest.mark.parametrize(("regular_kw", "eligible"), [(999, False), (1000, True), (None, None)])
def test_the_guaranteed_measure_asks_for_a_contract_of_1000_kw(
    library: Library, guaranteed: Guaranteed, regular_kw: int | None, eligible: bool | None
) -> None:
    assert incomes((guaranteed,), site(library, regular_kw=regular_kw), 20)[0].eligible is eligible


def test_customers_of_the_variable_peak_may_join_planned_measures_alone(library: Library) -> None:
    found = incomes(measures(), site(library, option=TariffOption.THREE_STAGE_VARIABLE), 20)
    assert {income.measure.id for income in found if income.eligible is False} == {
        "guaranteed",
        "flexible",
        "bid_economic",
        "bid_reliable",
    }


def test_a_measure_whose_rates_are_not_recorded_has_no_income_rather_than_none_at_all(library: Library) -> None:
    found = incomes(measures(), site(library), 20)
    for ident in ("monthly_8days", "flexible", "bid_economic", "bid_reliable"):
        assert [(income.ntd, income.month_ntd, income.eligible) for income in of(found, ident)] == [(None, None, None)]
        assert [(income.days, income.pledge, income.dearest) for income in of(found, ident)] == [(0, None, None)]


def test_a_winter_load_has_no_baseline(library: Library, day_select: DaySelect) -> None:
    winter = flat_load(date(2025, 1, 1), 90, 250_000)
    assert [income.ntd for income in incomes((day_select,), site(library, winter), 20)] == [None] * 3


def wavering(library: Library, day_select: DaySelect) -> Load:
    """1,000 kW, but 900 and 1,100 in turn on qualifying days: the baseline is 1,000, every other day lies 100 below it."""
    wh = YEAR.wh.reshape(-1, 96).copy()
    for number, day in enumerate(qualifying_days(day_select, YEAR, library.off_peak_days)):
        wh[(day - YEAR.first_day).days, 64:88] = 225_000 if number % 2 else 275_000
    return Load(YEAR.first_day, wh.reshape(-1))


def test_what_is_paid_for_doing_nothing_is_said(library: Library, day_select: DaySelect) -> None:
    """200 kW saved of 1,000 on 109 days, 18:00 to 20:00, promised 200. The 20 days before hold as many high as low ones, so the
    baseline is 1,000: on the 54 low days 300 kW lie below it (1.5, counted 1.2), on the 55 high ones 100 (0.5, unpaid).
    With nothing saved the low days lie 100 below (0.5): a promise of 200 pays nothing, one of 100 its full rate."""
    load = wavering(library, day_select)
    first = incomes((day_select,), site(library, load, regular_kw=2000), 20)[0]
    low = 54
    assert first.committed_kw == 200 and first.pledge is not None
    assert first.ntd == low * 200 * Decimal("1.2") * 2 * Decimal("2.47") * Decimal("1.2")
    assert first.pledge.noise_ntd == 0 and first.pledge.held_days == low
    half = next(each for each in first.pledges if each.pledged_kw == 100)
    assert half.noise_ntd == low * 100 * 2 * Decimal("2.47") * Decimal("1.2")
    assert half.held_days == 109
    assert first.dearest is not None and first.dearest.ntd == max(each.ntd for each in first.pledges)


@pytest.mark.parametrize("regular_kw", [2000, None])
def test_the_notes_tell_what_was_counted_and_what_is_not_known(
    library: Library, day_select: DaySelect, regular_kw: int | None
) -> None:
    """54 × 200 kW × 1.2 paid over 109 days on which 200 kW × 2 h were really saved: what a kWh may cost."""
    load = wavering(library, day_select)
    first = incomes((day_select,), site(library, load, regular_kw=regular_kw), 20)[0]
    notes = {note.template: note.values for note in first.notes}
    (saved,) = [values for template, values in notes.items() if template.startswith("As if")]
    (held,) = [values for template, values in notes.items() if template.startswith("The promise would")]
    (worth,) = [values for template, values in notes.items() if template.startswith("It pays only")]
    assert (saved["kw"], saved["days"], saved["noise"]) == (200, 109, 0)
    assert held == {"held": 54, "days": 109, "less": 0, "none": 55}
    assert first.ntd is not None and worth["ntd"] == f"{first.ntd / (200 * 2 * 109):.2f}"
    assert any("caps the baseline" in template for template in notes) == (regular_kw is None)


def test_the_least_promise_is_named_in_the_notes(library: Library, guaranteed: Guaranteed) -> None:
    found = incomes((guaranteed,), site(library, regular_kw=8000), 20, pledge_kw=3000)[0]
    assert found.committed_kw == 3000
    assert [note.values["kw"] for note in found.notes if note.template.startswith("At least")] == [1200]


def test_a_promise_of_ones_own_is_weighed_with_the_same_saving(library: Library, day_select: DaySelect) -> None:
    first = incomes((day_select,), site(library), 20, pledge_kw=300)[0]
    assert first.committed_kw == 300 and first.pledge is not None
    assert first.pledge.held_days == 0, "200 of 300 kW are 70 % of it, rounded"
    assert first.ntd == 109 * 300 * Decimal("0.7") * 2 * Decimal("2.47") * Decimal("0.8")


@pytest.mark.parametrize("regular_kw", [1000, 4000, 8000, 20_000])
def test_a_penalty_is_never_left_out_where_the_terms_have_one(library: Library, guaranteed: Guaranteed, regular_kw: int) -> None:
    """Four hours failed altogether: 4 × 12 × 2 for every kW promised; 1,000 kW make 96,000 NT$."""
    found = incomes((guaranteed,), site(library, regular_kw=regular_kw), 20)[0]
    assert found.month_ntd is not None and found.committed_kw is not None and found.failure is not None
    assert found.failure.ntd == found.committed_kw * 96
    assert any("fails altogether" in note.template for note in found.notes)
