"""What monthly readings tell, in the window's words: contracts, months over contract, power factor; and what they do not."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.services.tariffs.month_readings import SITE, D, july
from visitplanner import i18n
from visitplanner.domain.loads.monthly_readings import MonthlyReading
from visitplanner.domain.tariffs.bills.library import Library
from visitplanner.reference.tariff_books import tariff_library
from visitplanner.services.tariffs.reading_advice import advise_readings
from visitplanner.ui.tariffs.readings_view import over_text

ZH = i18n.language()
TODAY = dt.date(2026, 3, 16)


@pytest.fixture(scope="module")
def library() -> Library:
    return tariff_library()


def year(**peaks: int) -> list[MonthlyReading]:
    """480 kW in every month of 2025 but those that are named (`m7=560`)."""
    months = [july(month=dt.date(2025, month, 1), max_kw={"peak": D(480)}) for month in range(1, 13)]
    return [replace(each, max_kw={"peak": D(peaks.get(f"m{each.month.month}", 480))}) for each in months]


def test_a_year_within_its_contract_says_none(library: Library) -> None:
    assert over_text(advise_readings(library, SITE, year(), TODAY), ZH) == ZH.text("none")
    assert over_text(advise_readings(library, SITE, year(m7=500), TODAY), ZH) == ZH.text("none")


def test_only_the_months_over_contract_are_named_with_their_kw_and_ntd(library: Library) -> None:
    """501 kW: one at twice 166.90 in January; 560 kW: 50 at twice and 10 at three times 223.60 in July."""
    text = over_text(advise_readings(library, SITE, year(m1=501, m7=560), TODAY), ZH)
    assert Decimal("166.90") * 2 == Decimal("333.8") and Decimal("223.60") * 130 == 29_068
    assert text == "114 年 1 月：1 瓩，334 元；114 年 7 月：60 瓩，29,068 元"


def test_less_than_a_year_says_nothing_of_it(library: Library) -> None:
    assert over_text(advise_readings(library, SITE, year(m7=560)[1:], TODAY), ZH) == ""
