"""Bills of a load: dates, versions, gaps, the variable peak, the contract of every month."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import numpy as np
import pytest

from tests.domain.tariffs.bills.made_loads import account, flat_load, noisy_load
from visitplanner.domain.core.errors import Refused, Unknown
from visitplanner.domain.core.supply import CustomerClass, TariffOption, Voltage
from visitplanner.domain.tariffs.bills.assumptions import assumptions_of
from visitplanner.domain.tariffs.bills.drafts import PriceKey, draft_of
from visitplanner.domain.tariffs.bills.library import Library
from visitplanner.domain.tariffs.bills.metering import condense
from visitplanner.domain.tariffs.bills.variable import variable_days
from visitplanner.domain.tariffs.bills.year import Question, bill_load, bill_questions, months_of_load, months_of_year
from visitplanner.domain.tariffs.books.book import Draft
from visitplanner.domain.tariffs.books.load import Load, demand_kw, spread
from visitplanner.domain.tariffs.books.periods import Period, cell
from visitplanner.domain.tariffs.books.readings import EvSeason, Readings
from visitplanner.domain.tariffs.books.seasons import Month, Season


def test_a_quarter_stamped_0015_is_the_first_of_the_day_and_2400_the_last(library: Library) -> None:
    wh = np.zeros(96, dtype=np.int64)
    wh[36], wh[63], wh[64], wh[87], wh[88] = 1, 10, 100, 1000, 10000
    (bill,) = bill_load(library, Load(date(2026, 7, 1), wh), Question(account(), (Month(2026, 7),))).months
    assert [bill.use.energy(place) for place in range(4)] == [1100, 10011, 0, 0]


@pytest.mark.parametrize(("weekday", "periods"), [(6, {Period.OFF_PEAK}), (5, {Period.SATURDAY_HALF_PEAK, Period.OFF_PEAK})])
def test_after_the_leap_day_every_weekday_is_still_itself(library: Library, weekday: int, periods: set[Period]) -> None:
    wh = np.zeros((366, 96), dtype=np.int64)
    days = [day for day in range(366) if (date(2024, 1, 1) + timedelta(day)).weekday() == weekday]
    wh[days] = 250
    load = Load(date(2024, 1, 1), wh.reshape(-1))
    book = library.books.on(date(2024, 10, 16), CustomerClass.GENERAL)
    year = bill_load(library, load, Question(account(TariffOption.TWO_STAGE), months_of_year(2024), prices_from=book))
    used = {period for bill in year.months for season in Season for period in Period if bill.use.energy(cell(season, period))}
    assert used == periods
    assert sum(bill.use.total_wh for bill in year.months) == 250 * 96 * len(days)
    assert year.months[1].use.total_wh == 250 * 96 * 4


def test_energy_in_may_is_split_at_the_sixteenth(library: Library) -> None:
    load = flat_load(date(2026, 5, 1), 31, 1000)
    (bill,) = bill_load(library, load, Question(account(), (Month(2026, 5),))).months
    summer = sum(bill.use.energy(cell(Season.SUMMER, period)) for period in Period)
    assert (summer, bill.use.total_wh) == (16 * 96_000, 31 * 96_000)
    assert bill.basic == 1000 * (Decimal("223.60") + Decimal("166.90")) / 2


def test_a_year_crossing_versions_bills_every_month_by_the_prices_of_its_dates(library: Library) -> None:
    load = flat_load(date(2024, 4, 1), 365, 100_000)
    year = bill_load(library, load, Question(account(), months_of_load(load)))
    october = next(bill for bill in year.months if bill.use.month == Month(2024, 10))
    assert [span.first for span in october.use.spans] == [date(2024, 10, 1), date(2024, 10, 16)]
    before, after = (span.tariff.energy_prices[cell(Season.SUMMER, Period.PEAK)] for span in october.use.spans)
    assert (before, after) == (Decimal("8.05"), Decimal("9.39"))
    assert october.use.energy_wh[0][0] > 0 == october.use.energy_wh[1][0]
    assert year.months[0].use.spans[0].tariff.energy_prices[cell(Season.NON_SUMMER, Period.HALF_PEAK)] == Decimal("4.70")


def test_months_before_and_after_the_hours_changed_are_billed_as_each_alone(library: Library) -> None:
    """On 2023-01-01 the peak moved to the evening and the summer from June to 16 May. Of the version before, the prices of one
    tariff are known."""
    load = noisy_load(date(2022, 5, 1), 276, seed=4)
    months = (Month(2022, 5), Month(2022, 6), Month(2023, 1))
    asked = replace(account(), voltage=Voltage.EXTRA_HIGH)
    whole = bill_load(library, load, Question(asked, months)).months
    alone = [bill_load(library, load, Question(asked, (month,))).months[0] for month in months]
    assert [(bill.use.energy_wh, bill.total) for bill in whole] == [(bill.use.energy_wh, bill.total) for bill in alone]


@pytest.mark.parametrize(("days", "last"), [(31, 1), (32, 2), (59, 2), (60, 3)])
def test_a_month_of_one_day_is_a_month_of_the_load(days: int, last: int) -> None:
    load = flat_load(date(2025, 1, 1), days, 1000)
    assert months_of_load(load) == tuple(Month(2025, number) for number in range(1, last + 1))


def test_one_version_can_be_taken_for_the_whole_time(library: Library) -> None:
    load = flat_load(date(2018, 1, 1), 365, 100_000)
    book = library.books.on(date(2026, 1, 1), CustomerClass.GENERAL)
    year = bill_load(library, load, Question(account(), months_of_year(2018), prices_from=book))
    assert len(year.months) == 12
    ids = {(each.id, each.choice) for each in assumptions_of(library, year)}
    assert {("prices_of", "2025-10-01"), ("off_peak_days", "2018:rule")} <= ids


@pytest.mark.parametrize(
    ("month", "option", "title"),
    [
        (Month(2022, 8), TariffOption.THREE_STAGE_FIXED, "111 年 7 月"),
        (Month(2023, 5), TariffOption.TWO_STAGE, "112 年 4 月"),
        (Month(2024, 5), TariffOption.TWO_STAGE, "113 年 4 月"),
    ],
)
def test_a_period_whose_prices_are_unknown_is_refused_by_name(
    library: Library, month: Month, option: TariffOption, title: str
) -> None:
    load = flat_load(month.first, 10, 1000)
    with pytest.raises(Unknown, match=title):
        bill_load(library, load, Question(account(option), (month,)))


def test_a_month_without_readings_is_left_out_and_said_and_never_a_zero(library: Library) -> None:
    load = flat_load(date(2026, 1, 1), 59, 1000)
    load.missing[31 * 96 :] = True
    load.missing[:4] = True
    year = bill_load(library, load, Question(account(), months_of_year(2026)))
    assert [bill.use.month for bill in year.months] == [Month(2026, 1)]
    assert year.omitted == tuple(Month(2026, number) for number in range(2, 13))
    assert year.months[0].use.missing == 4
    said = {(each.id, each.choice) for each in assumptions_of(library, year) if each.loud}
    assert {("missing_readings", "2026-01:4"), ("omitted_month", "2026-02")} <= said
    with pytest.raises(Refused):
        bill_load(library, load, Question(account(), (Month(2026, 2),)))


def test_the_variable_peak_without_its_thirty_days_is_refused(library: Library) -> None:
    load = noisy_load(date(2026, 1, 1), 365)
    customer = account(TariffOption.THREE_STAGE_VARIABLE)
    with pytest.raises(Refused, match="30 days"):
        bill_load(library, load, Question(customer, months_of_year(2026)))
    sunday = (date(2026, 6, 7), *variable_days_of(library, load).worst[1:])
    with pytest.raises(Refused, match="no summer weekday"):
        bill_load(library, load, Question(customer, months_of_year(2026), designated=sunday))


def variable_days_of(library: Library, load: Load):
    tariff = library.books.on(date(2026, 7, 1), CustomerClass.GENERAL).tariff(Voltage.HIGH, TariffOption.THREE_STAGE_VARIABLE)
    return variable_days(load, tariff, library.off_peak_days, 2026)


def test_the_variable_peak_is_dearest_on_the_worst_days_and_measures_demand_by_the_fixed_hours(library: Library) -> None:
    load = noisy_load(date(2026, 1, 1), 365)
    cases = variable_days_of(library, load)
    customer = account(TariffOption.THREE_STAGE_VARIABLE)
    totals = [
        bill_load(library, load, Question(customer, months_of_year(2026), designated=days)).total
        for days in (cases.worst, cases.expected, cases.best)
    ]
    assert totals[0] > totals[1] > totals[2]
    variable = bill_load(library, load, Question(customer, months_of_year(2026), designated=cases.worst))
    fixed = bill_load(library, load, Question(account(), months_of_year(2026)))
    assert [b.use.demand_w for b in variable.months] == [b.use.demand_w for b in fixed.months]
    assert [b.surcharge for b in variable.months] == [b.surcharge for b in fixed.months]
    july = variable.months[6].use
    assert 0 < july.energy(0) < fixed.months[6].use.energy(0)


def test_all_options_share_one_condensed_load_and_bill_the_same(library: Library) -> None:
    load = noisy_load(date(2026, 1, 1), 365)
    condensed = condense(load, library.edges)
    options = (TariffOption.TWO_STAGE, TariffOption.THREE_STAGE_FIXED, TariffOption.BATCH, TariffOption.EV)
    questions = [Question(account(option), months_of_year(2026)) for option in options]
    together = bill_questions(library, load, questions)
    for question, year in zip(questions, together, strict=True):
        assert year.months == bill_load(library, load, question).months == bill_load(library, condensed, question).months


def test_the_summer_of_ev_charging_is_a_reading(library: Library) -> None:
    load = flat_load(date(2026, 5, 16), 16, 1000)
    low = bill_load(library, load, Question(account(TariffOption.EV), (Month(2026, 5),))).months[0]
    high = bill_load(
        library, load, Question(account(TariffOption.EV), (Month(2026, 5),), readings=Readings(ev_season=EvSeason.HIGH_VOLTAGE))
    ).months[0]
    assert (low.use.energy(0), high.use.energy(4)) == (0, 0)
    assert low.use.energy(4) == high.use.energy(0) > 0


def test_a_draft_is_said_on_everything_computed_with_it(library: Library) -> None:
    book = library.books.on(date(2026, 1, 1), CustomerClass.GENERAL)
    peak = PriceKey(Voltage.HIGH, TariffOption.THREE_STAGE_FIXED, "energy", Season.SUMMER, 0)
    draft = draft_of(
        book,
        title="116 年 1 月草案",
        first=date(2027, 1, 1),
        draft=Draft(date(2026, 11, 22), "審議會新聞稿"),
        energy_percent=Decimal("12.83"),
        edits={peak: Decimal("11.00")},
    )
    tariff = draft.tariff(Voltage.HIGH, TariffOption.THREE_STAGE_FIXED)
    assert tariff.energy_prices[0] == Decimal("11.00")
    assert tariff.energy_prices[cell(Season.NON_SUMMER, Period.HALF_PEAK)] == Decimal("6.17")  # 5.47 × 1.1283 = 6.1718
    assert tariff.contracts == book.tariff(Voltage.HIGH, TariffOption.THREE_STAGE_FIXED).contracts
    load = flat_load(date(2026, 7, 1), 31, 100_000)
    year = bill_load(library, load, Question(account(), (Month(2026, 7),), prices_from=draft))
    assert year.draft == Draft(date(2026, 11, 22), "審議會新聞稿")
    assert assumptions_of(library, year)[0].id == "draft"
    later = Library(library.books.followed_by(draft), library.off_peak_days, library.coefficients)
    year = bill_load(later, replace(load, first_day=date(2027, 1, 1)), Question(account(), (Month(2027, 1),)))
    assert year.draft is not None


def test_a_draft_without_a_source_or_of_a_price_that_does_not_exist_is_refused(library: Library) -> None:
    book = library.books.on(date(2026, 1, 1), CustomerClass.GENERAL)
    with pytest.raises(Refused, match="source"):
        draft_of(book, title="x", first=date(2027, 1, 1), draft=Draft(date(2026, 11, 22), " "))
    absent = PriceKey(Voltage.HIGH, TariffOption.TWO_STAGE, "energy", Season.SUMMER, 1)
    with pytest.raises(Refused, match="no such price"):
        draft_of(
            book,
            title="x",
            first=date(2027, 1, 1),
            draft=Draft(date(2026, 11, 22), "s"),
            edits={absent: Decimal(1)},
        )


def test_demand_is_exact_and_an_hour_is_spread_over_four_quarters_without_loss() -> None:
    assert demand_kw(2_501) == Decimal("10.004")
    assert spread(np.array([10, 3]), 4).tolist() == [3, 3, 2, 2, 1, 1, 1, 0]
