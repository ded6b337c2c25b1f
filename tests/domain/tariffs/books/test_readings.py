"""Open readings: each has a text, can be chosen by name, changes the bill it is about, and is listed as an assumption."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.domain.tariffs.bills.made_loads import account, flat_load
from visitplanner.domain.core.errors import Refused, Unknown
from visitplanner.domain.core.supply import CustomerClass, TariffOption, Voltage
from visitplanner.domain.tariffs.bills.accounts import Account, class_of_sector
from visitplanner.domain.tariffs.bills.assumptions import assumptions_of, reading_assumptions
from visitplanner.domain.tariffs.bills.bill import MonthBill, bill_month
from visitplanner.domain.tariffs.bills.library import Library, timeline
from visitplanner.domain.tariffs.bills.year import Question, bill_load
from visitplanner.domain.tariffs.books.coefficients import CompanyUse, LargeUse
from visitplanner.domain.tariffs.books.periods import CELLS, Period
from visitplanner.domain.tariffs.books.reading_texts import TEXTS
from visitplanner.domain.tariffs.books.readings import Readings, choices_of, reading_names, with_choice
from visitplanner.domain.tariffs.books.seasons import Month, Season
from visitplanner.domain.tariffs.books.use import month_use_of_reading

Figures = dict[tuple[Season, Period], Decimal]


def figures(**values: str) -> Figures:
    """`summer_peak="100"` and so on."""
    names = {f"{season.key}_{period.key}": (season, period) for season, period in CELLS}
    return {names[name]: Decimal(text) for name, text in values.items()}


def billed(library: Library, customer: Account, month: Month, kwh: Figures, max_kw: Figures, choices: Readings) -> MonthBill:
    (priced,) = timeline(library, customer, (month,), choices)
    use = month_use_of_reading(month, priced.spans, kwh, max_kw)
    return bill_month(customer, use, priced.prices, priced.coefficient, choices)


def test_every_choice_of_every_reading_has_a_text() -> None:
    assert set(TEXTS) == {(name, str(choice)) for name in reading_names() for choice in choices_of(name)}


MAY = {"summer_peak": "1130", "non_summer_half_peak": "1300", "summer_saturday_half_peak": "10"}


@pytest.mark.parametrize(
    ("choice", "amount", "default", "chosen"),
    [
        # May 2026: 16 of 31 days in summer; (16 × 223.60 + 15 × 166.90) / 31 × 1000 = 196,164.516…
        ("season_change=by_days", "basic", "195250.0", "196164.5"),
        # 130 peak (100 twice, 30 thrice) and 170 half-peak net, of which 100 twice and 70 thrice
        # mean 195.25 × 290 + 166.90 × 410; summer 223.60 × 290 + 166.90 × 410
        ("season_change_surcharge=season_of_demand", "surcharge", "125051.5", "133273.0"),
        # slice: peak (0, 130]: 100 twice, 30 thrice; half-peak (130, 300]: all 170 thrice = 166.90 × 510
        ("band_netting=slice", "surcharge", "125051.5", "141741.5"),
    ],
)
def test_a_reading_changes_what_it_is_about_in_may(library: Library, choice: str, amount: str, default: str, chosen: str) -> None:
    customer, kw = account(), figures(**MAY)
    usual = billed(library, customer, Month(2026, 5), {}, kw, Readings())
    other = billed(library, customer, Month(2026, 5), {}, kw, with_choice(Readings(), *choice.split("=")))
    assert (getattr(usual, amount), getattr(other, amount)) == (Decimal(default), Decimal(chosen))


@pytest.mark.parametrize(
    ("choice", "amount", "default", "chosen"),
    [
        # contracts 1005, 200: half-peak 1,410.9 − 1,205 = 205.9 kW, band 120.5: 166.90 × (2 × 120.5 + 3 × 85.4)
        ("band_base=regular", "surcharge", "82982.7", "86320.7"),
        # floored 205 kW, band up to 121: 166.90 × (2 × 121 + 3 × 84)
        ("demand_rounding=whole_kw", "surcharge", "82982.7", "82448.6"),
        # 75.5 % is 76 % half-up and 75 % cut: +0.4 % or +0.5 % of 201,114.5 + 5,470
        ("power_factor_rounding=down", "power_factor", "826.3", "1032.9"),
        ("low_power_factor_raises_surcharge=yes", "power_factor", "826.3", "1158.3"),
        # 1.7 % of 201,114.5 + 5,470 + 826.3 + 82,982.7, or without the last
        ("coefficient_on_surcharge=no", "coefficient_amount", "4936.7", "3526.0"),
    ],
)
def test_a_reading_changes_what_it_is_about_in_winter(
    library: Library, choice: str, amount: str, default: str, chosen: str
) -> None:
    customer = account(contracts=(1005, 200, 0, 0), power_factor_percent=Decimal("75.5"), sector="261")
    kwh, kw = figures(non_summer_half_peak="1000"), figures(non_summer_half_peak="1410.9")
    usual = billed(library, customer, Month(2026, 1), kwh, kw, Readings())
    other = billed(library, customer, Month(2026, 1), kwh, kw, with_choice(Readings(), *choice.split("=")))
    assert (getattr(usual, amount), getattr(other, amount)) == (Decimal(default), Decimal(chosen))


def test_kilowatts_outside_the_contracted_hours_can_be_charged_once(library: Library) -> None:
    customer = account(contracts=(0, 0, 0, 500))
    kw = figures(summer_peak="10", summer_half_peak="30")
    usual = billed(library, customer, Month(2026, 7), {}, kw, Readings())
    other = billed(library, customer, Month(2026, 7), {}, kw, with_choice(Readings(), "other_hours_demand", "not_twice"))
    # 4.8 × (223.60 × 10 + 166.90 × 30) and 4.8 × (223.60 × 10 + 166.90 × 20)
    assert usual.basic_charge.other_hours == Decimal("34766.4")
    assert other.basic_charge.other_hours == Decimal("26755.2")


@pytest.mark.parametrize(("season", "price"), [("summer", "223.60"), ("non_summer", "166.90")])
def test_by_the_season_of_the_demand_a_two_stage_peak_of_may_costs_what_its_own_season_does(
    library: Library, season: str, price: str
) -> None:
    """1,500 kW in one season of May 2026, 900 in the other, contract 1,000: 100 kW twice, 400 three times. And with Sunday's
    contract alone, 200 kW outside the contracted hours cost 4.8 times the price."""
    reading = with_choice(Readings(), "season_change_surcharge", "season_of_demand")
    other = "non_summer" if season == "summer" else "summer"
    kw = figures(**{f"{season}_peak": "1500", f"{other}_peak": "900"})
    bill = billed(library, account(TariffOption.TWO_STAGE), Month(2026, 5), {}, kw, reading)
    assert bill.surcharge == 1400 * Decimal(price)
    kw = figures(**{f"{season}_peak": "200"})
    outside = billed(library, account(TariffOption.TWO_STAGE, (0, 0, 0, 500)), Month(2026, 5), {}, kw, reading)
    assert outside.basic_charge.other_hours == Decimal("4.8") * 200 * Decimal(price)


@pytest.mark.parametrize("choice", ["season_of_demand", "mean"])
def test_charging_over_its_contract_costs_the_same_by_every_reading_of_the_season(library: Library, choice: str) -> None:
    """200 kW in May by a contract of 100: 10 kW twice, 90 three times 32.87 NT$."""
    reading = with_choice(Readings(), "season_change_surcharge", choice)
    charging = account(TariffOption.EV, (100, 0, 0, 0))
    bill = billed(library, charging, Month(2026, 5), {}, figures(non_summer_peak="200"), reading)
    assert bill.surcharge == Decimal("9532.3")


def test_a_reading_or_choice_that_does_not_exist_is_refused() -> None:
    with pytest.raises(Unknown, match="no open reading"):
        with_choice(Readings(), "weather", "mean")
    with pytest.raises(Unknown, match="no choice"):
        with_choice(Readings(), "rounding", "mean")


def test_the_assumptions_of_a_bill_name_every_reading_that_bears_on_it(library: Library) -> None:
    load = flat_load(date(2026, 1, 1), 31, 1000)
    year = bill_load(library, load, Question(account(), (Month(2026, 1),)))
    ids = {each.id for each in assumptions_of(library, year)}
    assert set(reading_names()) & ids == {"rounding"}, "a January within its contract, without power factor, rests on no other"
    assert {"prices", "power_factor", "coefficient"} <= ids
    ev = {each.id for each in reading_assumptions(account(TariffOption.EV), Readings())}
    assert {"ev_season", "ev_rounding"} <= ev


def test_what_is_not_known_is_said_loudly(library: Library) -> None:
    load = flat_load(date(2024, 11, 1), 30, 1000)
    customer = account(sector="492", contracts=(50, 0, 0, 0))
    year = bill_load(library, load, Question(customer, (Month(2024, 11),)))
    loud = {each.id for each in assumptions_of(library, year) if each.loud}
    assert {"prices", "coefficient", "power_factor", "concession", "least_contract"} <= loud


@pytest.mark.parametrize(
    ("day", "sector", "use", "factor"),
    [
        (date(2026, 1, 1), "261", None, "1.017"),
        (date(2026, 1, 1), "2611", None, "1.017"),
        (date(2026, 1, 1), "999", None, "1"),
        (date(2024, 5, 1), "861", None, "1.017"),
        (date(2024, 11, 1), "861", None, "0.892"),
        (date(2020, 5, 1), "861", None, "1"),
        (date(2026, 1, 1), "攤販集中市場", None, "0.776"),
        (date(2026, 1, 1), "631", CompanyUse(LargeUse.DATA_CENTRE, 250_000_000), "1.080"),
        (date(2026, 1, 1), "631", CompanyUse(LargeUse.DATA_CENTRE, 49_999_999), "1.017"),
        (date(2026, 1, 1), "081", CompanyUse(LargeUse.COMPANY, 15_000_000_000), "0.95976"),
    ],
)
def test_the_coefficient_of_a_day(library: Library, day: date, sector: str, use: CompanyUse | None, factor: str) -> None:
    found = library.coefficients.on(day, CustomerClass.GENERAL, TariffOption.TWO_STAGE, sector, use)
    assert found.factor == Decimal(factor)


def test_a_coefficient_that_was_never_published_is_refused_and_ev_and_frozen_classes_have_none(library: Library) -> None:
    table = library.coefficients
    with pytest.raises(Unknown, match="never published"):
        table.on(date(2023, 2, 1), CustomerClass.GENERAL, TariffOption.TWO_STAGE, "861", None)
    with pytest.raises(Unknown, match="no line of business"):
        table.on(date(2026, 2, 1), CustomerClass.GENERAL, TariffOption.TWO_STAGE, "醫院們", None)
    assert table.on(date(2026, 2, 1), CustomerClass.GENERAL, TariffOption.EV, "261", None).factor == 1
    assert table.on(date(2026, 2, 1), CustomerClass.WELFARE, TariffOption.TWO_STAGE, "861", None).factor == 1


@pytest.mark.parametrize(
    "faults",
    [
        {"contracts": (-1, 0, 0, 0)},
        {"contracts": (0, 0, 0, 0)},
        {"power_factor_percent": Decimal(101)},
        {"own_transformer_kv": 161},
        {"second_feeder_percent": Decimal(-1)},
    ],
)
def test_an_account_no_bill_can_be_made_of_is_refused(faults: dict[str, object]) -> None:
    with pytest.raises(Refused):
        account(**faults)  # type: ignore[arg-type]


def test_an_own_transformer_is_for_extra_high_voltage_and_farms_are_known_by_their_sector() -> None:
    assert Account(Voltage.EXTRA_HIGH, TariffOption.TWO_STAGE, (1, 0, 0, 0), own_transformer_kv=345).own_transformer_kv == 345
    assert class_of_sector("0121") is CustomerClass.AGRICULTURE_FISHERY
    assert class_of_sector("261") is CustomerClass.GENERAL


@pytest.mark.parametrize(
    ("kwh", "message"),
    [
        (figures(summer_peak="-1"), "zero or more"),
        (figures(non_summer_half_peak="1"), "has no"),
        (figures(summer_half_peak="1"), "has no"),
    ],
)
def test_a_reading_that_cannot_be_is_refused(library: Library, kwh: Figures, message: str) -> None:
    (priced,) = timeline(library, account(TariffOption.TWO_STAGE), (Month(2026, 7),), Readings())
    with pytest.raises(Refused, match=message):
        month_use_of_reading(Month(2026, 7), priced.spans, kwh, {})


def test_prices_that_change_with_the_season_divide_a_reading_and_those_that_change_within_it_do_not(library: Library) -> None:
    (priced,) = timeline(library, account(), (Month(2024, 10),), Readings())
    use = month_use_of_reading(Month(2024, 10), priced.spans, figures(summer_peak="1", non_summer_half_peak="2"), {})
    assert [sum(row) for row in use.energy_wh] == [1000, 2000]
    (july,) = timeline(library, account(), (Month(2025, 7),), Readings())
    (span,) = july.spans
    middle = date(2025, 7, 15)
    halves = (span._replace(last=middle), span._replace(first=date(2025, 7, 16)))
    with pytest.raises(Refused, match="cannot be divided"):
        month_use_of_reading(Month(2025, 7), halves, {}, {})
