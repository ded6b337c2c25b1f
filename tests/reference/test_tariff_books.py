"""The tariff data: complete, sourced, without gaps; wrong files are refused; a new version is one new file."""

from __future__ import annotations

import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from visitplanner.domain.core.errors import Refused, Unknown
from visitplanner.domain.core.supply import CustomerClass, TariffOption, Voltage
from visitplanner.domain.tariffs.books.periods import Period, cell
from visitplanner.domain.tariffs.books.seasons import Season
from visitplanner.paths import data_folder
from visitplanner.reference.tariff_books import load_books, load_library, tariff_library

NEXT = """
name = "116 年 1 月 1 日起電價（杜撰，供測試）"
classes = ["general"]
from = 2027-01-01
unit = "新臺幣元，含 5% 營業稅"
source = "杜撰"
confidence = "invented"
hours = "evening-peak"
summer = ["05-16", "10-15"]

[HV.two_stage]
regular = { summer = 230.00, non_summer = 170.00 }
second = { non_summer = 170.00 }
saturday_half_peak = { summer = 45.00, non_summer = 34.00 }
off_peak = { summer = 45.00, non_summer = 34.00 }
[HV.two_stage.energy]
peak = { summer = 7.00, non_summer = 6.60 }
saturday_half_peak = { summer = 2.90, non_summer = 2.60 }
off_peak = { summer = 2.80, non_summer = 2.50 }
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the data that a test may spoil."""
    shutil.copytree(data_folder(), tmp_path / "data")
    return tmp_path / "data"


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_new_version_is_one_new_file_and_a_last_day_in_the_one_before(folder: Path) -> None:
    tariffs = folder / "tariffs"
    (tariffs / "2027-01-01.toml").write_text(NEXT, encoding="utf-8")
    edit(tariffs / "2025-10-01.toml", "from = 2025-10-01", "from = 2025-10-01\nto = 2026-12-31")
    books = load_books(tariffs)
    before = books.on(date(2026, 12, 31), CustomerClass.GENERAL).tariff(Voltage.HIGH, TariffOption.TWO_STAGE)
    after = books.on(date(2027, 1, 1), CustomerClass.GENERAL).tariff(Voltage.HIGH, TariffOption.TWO_STAGE)
    assert (before.energy_prices[0], after.energy_prices[0]) == (Decimal("6.75"), Decimal("7.00"))
    with pytest.raises(Unknown):
        books.on(date(2027, 1, 1), CustomerClass.GENERAL).tariff(Voltage.HIGH, TariffOption.BATCH)


@pytest.mark.parametrize(
    ("file", "old", "new", "complaint"),
    [
        ("2024-10-16.toml", "to = 2025-09-30", "to = 2025-10-01", "overlap"),
        ("2024-10-16.toml", "to = 2025-09-30", "to = 2025-09-29", "days without one"),
        ("2025-10-01.toml", 'source = "', 'origin = "', "no source"),
        ("2025-10-01.toml", "peak = { summer = 6.75, non_summer = 6.37 }", "peak = { summer = 6.75 }", "prices and hours"),
        ("2025-10-01.toml", "peak = { summer = 9.39 }", "peak = { summer = 9.39, non_summer = 9.39 }", "prices and hours"),
        ("2025-10-01.toml", "[HV.two_stage]", "[HV.two_stage]\nspring = 3", "nobody reads"),
        ("2025-10-01.toml", 'classes = ["general"]', 'classes = ["royal"]', "cannot be read"),
        ("2025-10-01.toml", 'summer = ["05-16", "10-15"]', "", "lacks summer"),
        ("2025-10-01.toml", "summer = 223.60", "summer = -223.60", "below zero"),
        ("hours/evening-peak.toml", '["00:00", "09:00", "off_peak"]', '["00:00", "08:45", "off_peak"]', "gap"),
        ("hours/evening-peak.toml", '["00:00", "09:00", "off_peak"]', '["00:00", "09:15", "off_peak"]', "overlap"),
        ("hours/evening-peak.toml", '["00:00", "09:00", "off_peak"]', '["00:00", "09:07", "off_peak"]', "cannot be read"),
    ],
)
def test_a_wrong_tariff_file_is_refused_with_what_is_wrong(folder: Path, file: str, old: str, new: str, complaint: str) -> None:
    edit(folder / "tariffs" / file, old, new)
    with pytest.raises(Refused, match=complaint):
        load_books(folder / "tariffs")


def test_a_refused_file_is_named(folder: Path) -> None:
    edit(folder / "tariffs" / "2025-10-01.toml", "confidence", "confidense")
    with pytest.raises(Refused) as fault:
        load_books(folder / "tariffs")
    assert "2025-10-01.toml" in str(fault.value)


def test_an_official_list_that_disagrees_with_the_rule_is_refused(folder: Path) -> None:
    edit(folder / "off_peak_days.toml", "2026-02-15, 2026-02-16", "2026-02-16")
    with pytest.raises(Refused, match="rule disagree"):
        load_library(folder)


def test_a_coefficient_table_whose_column_a_sector_lacks_is_refused(folder: Path) -> None:
    edit(folder / "sector_coefficients.toml", 'column = "factor"', 'column = "factor_2027"')
    with pytest.raises(Refused, match="lacks the column factor_2027"):
        load_library(folder)


def test_every_day_since_2018_has_a_version_and_every_version_a_source() -> None:
    books = tariff_library().books
    assert min(book.first for book in books.books) == date(2018, 4, 1)
    for book in books.books:
        assert book.source and book.confidence
    for day in (date(2018, 4, 1), date(2022, 7, 1), date(2023, 12, 31), date(2024, 10, 15), date(2026, 11, 22)):
        assert books.on(day, CustomerClass.GENERAL).covers(day)
    with pytest.raises(Unknown):
        books.on(date(2018, 3, 31), CustomerClass.GENERAL)


@pytest.mark.parametrize("option", [TariffOption.BATCH, TariffOption.EV])
@pytest.mark.parametrize("customer_class", [each for each in CustomerClass if each is not CustomerClass.GENERAL])
def test_appendix_two_has_two_and_three_stages_only(option: TariffOption, customer_class: CustomerClass) -> None:
    book = tariff_library().books.on(date(2026, 1, 1), customer_class)
    assert (Voltage.HIGH, option) not in book.tariffs
    assert (Voltage.EXTRA_HIGH, TariffOption.THREE_STAGE_VARIABLE) in book.tariffs


def test_ev_charging_at_high_voltage_is_95_percent_of_low_voltage_without_rounding() -> None:
    tariff = tariff_library().books.on(date(2026, 1, 1), CustomerClass.GENERAL).tariff(Voltage.HIGH, TariffOption.EV)
    prices = (
        tariff.contracts[0][0],
        tariff.customer_charge,
        tariff.energy_prices[0],
        tariff.energy_prices[cell(Season.NON_SUMMER, Period.OFF_PEAK)],
    )
    assert prices == (Decimal("44.84"), Decimal("249.375"), Decimal("11.8465"), Decimal("2.755"))
