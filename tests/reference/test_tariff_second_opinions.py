"""The tariff data against other sources: the shared tables, the package `taipower-tou`, the calendar of `holidays`."""

from __future__ import annotations

import importlib.resources
import json
import re
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import holidays
import pytest
from holidays.calendars.chinese import _ChineseLunisolar  # pyright: ignore[reportPrivateUsage]

from visitplanner.domain.core.supply import CustomerClass, TariffOption, Voltage
from visitplanner.domain.tariffs.books.book import Book
from visitplanner.domain.tariffs.books.load import SLOTS_PER_DAY
from visitplanner.domain.tariffs.books.periods import DayKind, Period, slot_of
from visitplanner.domain.tariffs.books.seasons import Season
from visitplanner.reference.tariff_books import tariff_library

LIBRARY = tariff_library()
OPTIONS = {"batch_production": "batch", "ev_charging": "ev"}
PERIODS = {"sat_half_peak": "saturday_half_peak"}
CONTRACTS = {"regular": 0, "non_summer": 1, "half_peak": 1, "sat_half_peak": 2, "off_peak": 3}
CLASSES = {
    "general": CustomerClass.GENERAL,
    "frozen_kindergarten_university_socialwelfare": CustomerClass.WELFARE,
    "frozen_agri_fishery_k12": CustomerClass.SCHOOL_K12,
}
KINDS = {"sunday_offpeak_day": "off_day", "weekday_designated": "designated"}


def test_every_recorded_version_is_in_the_books_price_by_price_and_hour_by_hour(shared: Path) -> None:
    tables = json.loads((shared / "reference/tariff/tariffs.json").read_text(encoding="utf-8"), parse_float=Decimal)
    checked = 0
    for entry in tables["versions"]:
        if entry["voltage"] == "LV" and entry["option"] != "ev_charging":
            continue
        book = LIBRARY.books.on(date.fromisoformat(entry["effective_from"]), CLASSES[entry["customer_class"]])
        check_entry(book, entry)
        checked += 1
    assert checked == 38


def check_entry(book: Book, entry: dict[str, Any]) -> None:
    tariff = book.tariff(Voltage(entry["voltage"]), TariffOption(OPTIONS.get(entry["option"], entry["option"])))
    assert book.first == date.fromisoformat(entry["effective_from"])
    assert book.last == (date.fromisoformat(entry["effective_to"]) if entry["effective_to"] else None)
    for season in Season:
        for name, prices in entry["contracts"].items():
            assert tariff.contracts[season][CONTRACTS[name]] == (prices[season.key] or 0), entry["id"]
        for period in Period:
            name = {"saturday_half_peak": "sat_half_peak"}.get(period.key, period.key)
            assert tariff.energy[season][period] == entry["energy"][season.key].get(name), entry["id"]
    for stretch in entry["periods"]:
        season, kind = Season[stretch["season"].upper()], DayKind[KINDS.get(stretch["daytype"], stretch["daytype"]).upper()]
        for slot in range(slot_of(stretch["start"]), slot_of(stretch["end"])):
            assert tariff.hours.period(season, kind, slot).key == PERIODS.get(stretch["period"], stretch["period"])
    summer = entry["season"]["summer"]
    assert tariff.summer.first == tuple(int(part) for part in summer["start"].split("-"))
    assert tariff.summer.last == tuple(int(part) for part in summer["end"].split("-"))


TOU = {
    "high_voltage_2_tier": (Voltage.HIGH, TariffOption.TWO_STAGE),
    "high_voltage_three_stage": (Voltage.HIGH, TariffOption.THREE_STAGE_FIXED),
    "high_voltage_batch": (Voltage.HIGH, TariffOption.BATCH),
    "high_voltage_ev": (Voltage.HIGH, TariffOption.EV),
    "low_voltage_ev": (Voltage.LOW, TariffOption.EV),
    "extra_high_voltage_2_tier": (Voltage.EXTRA_HIGH, TariffOption.TWO_STAGE),
    "extra_high_voltage_three_stage": (Voltage.EXTRA_HIGH, TariffOption.THREE_STAGE_FIXED),
    "extra_high_voltage_batch": (Voltage.EXTRA_HIGH, TariffOption.BATCH),
}


@pytest.mark.parametrize("plan_id", TOU)
def test_another_package_has_the_same_prices_and_hours(plan_id: str) -> None:
    text = (importlib.resources.files("taipower_tou") / "data" / "plans.json").read_text(encoding="utf-8")
    plan = next(plan for plan in json.loads(text, parse_float=Decimal)["plans"] if plan["id"] == plan_id)
    tariff = LIBRARY.books.on(date(2026, 1, 1), CustomerClass.GENERAL).tariff(*TOU[plan_id])
    for rate in plan["rates"]:
        season = Season[rate["season"].upper()]
        assert tariff.energy[season][theirs(rate["period"], rate["day_type"])] == rate["cost"]
    hours = 0
    for stretch in plan["schedules"]:
        season = Season[stretch["season"].upper()]
        kind = {"saturday": DayKind.SATURDAY, "sunday_holiday": DayKind.OFF_DAY}.get(stretch["day_type"], DayKind.WEEKDAY)
        for slot in range(slot_of(stretch["start"]), slot_of(stretch["end"])):
            assert tariff.hours.period(season, kind, slot) is theirs(stretch["period"], stretch["day_type"])
            hours += 1
    assert hours == 2 * 3 * SLOTS_PER_DAY
    fees = {fee["label"]: fee for fee in plan["basic_fees"]}
    assert tariff.contracts[Season.SUMMER][0] == fees["經常契約"]["summer"]
    assert tariff.contracts[Season.NON_SUMMER][0] == fees["經常契約"]["non_summer"]


def theirs(period: str, day: str) -> Period:
    if period == "semi_peak":
        return Period.SATURDAY_HALF_PEAK if day == "saturday" else Period.HALF_PEAK
    return Period[period.upper()]


@pytest.mark.parametrize("year", range(2015, 2036))
def test_the_moons_dates_are_those_of_the_holidays_package(year: int) -> None:
    moon, calendar = LIBRARY.off_peak_days.moon[year], _ChineseLunisolar()
    assert moon["lunar_new_year"] == calendar.lunar_new_year_date(year)[0]
    assert moon["qingming"] == calendar.qingming_date(year)[0]
    assert moon["dragon_boat"] == calendar.dragon_boat_date(year)[0]
    assert moon["mid_autumn"] == calendar.mid_autumn_date(year)[0]


@pytest.mark.parametrize("year", [2026, 2027])
def test_the_off_peak_days_are_taiwans_holidays_and_the_fourth_and_fifth_of_the_new_year(year: int) -> None:
    named = {
        day
        for day, name in holidays.country_holidays("TW", years=[year], language="en_US").items()
        if not all("observed" in part or "substituted" in part for part in name.split("; "))
    }
    new_year = LIBRARY.off_peak_days.moon[year]["lunar_new_year"]
    assert set(LIBRARY.off_peak_days.of_year(year)) - named == {new_year + timedelta(days=3), new_year + timedelta(days=4)}
    assert named < set(LIBRARY.off_peak_days.of_year(year))


@pytest.mark.parametrize("year", range(2022, 2029))
def test_the_list_of_a_year_and_the_rule_agree(year: int) -> None:
    days = LIBRARY.off_peak_days
    assert set(days.of_year(year)) == days.by_rule(year)


def test_the_176_coefficients_follow_from_their_published_formulas_truncated() -> None:
    sectors = LIBRARY.coefficients.sectors
    assert len(sectors) == 176
    for sector in sectors.values():
        exact = product(sector.formula)
        assert Decimal(int(exact * 1000)).scaleb(-3) == sector.factors["factor"], sector.code


def product(formula: str) -> Fraction:
    """The value of `a*b/(c*d)`; brackets stand for the divisor alone."""
    above, _, below = formula.partition("/")
    value = Fraction(1)
    for factor in above.split("*"):
        value *= Fraction(factor)
    for factor in re.findall(r"[\d.]+", below):
        value /= Fraction(factor)
    return value


def test_the_coefficients_are_those_of_the_appendix(shared: Path) -> None:
    table = json.loads((shared / "reference/tariff/sector_coefficients.json").read_text(encoding="utf-8"), parse_float=Decimal)
    for row in table["sectors"]:
        sector = LIBRARY.coefficients.sectors[row["code"] or row["name"]]
        assert (sector.name, sector.factors["factor"]) == (row["name"], row["high_extra_high_voltage"])


def test_the_portals_own_columns_agree_on_the_period_of_every_quarter_of_a_year(shared: Path) -> None:
    """The portal writes each demand into the column of its period; so does our index of three-stage hours."""
    lines = (shared / "data/portal_load_2025.cp950.csv").read_text(encoding="cp950").splitlines()
    book = LIBRARY.books.on(date(2025, 10, 1), CustomerClass.GENERAL)
    hours, summer = (
        book.tariff(Voltage.HIGH, TariffOption.THREE_STAGE_FIXED).hours,
        book.tariff(Voltage.HIGH, TariffOption.TWO_STAGE).summer,
    )
    checked = 0
    for line in lines:
        cells = line.split(",")
        if re.match(r"114/\d\d/\d\d$", cells[0]) and len(cells) == 6:
            day = date(int(cells[0][:3]) + 1911, int(cells[0][4:6]), int(cells[0][7:9]))
            theirs_column = next(place for place, text in enumerate(cells[2:]) if text)
            kind = DayKind.OFF_DAY if LIBRARY.off_peak_days.is_off_peak(day) else DayKind(int(day.weekday() == 5))
            assert hours.period(summer.season(day), kind, slot_of(cells[1]) - 1) == theirs_column, line
            checked += 1
    assert checked >= 35_000
