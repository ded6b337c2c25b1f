"""A version holds from its first day to its last: the bill of every day is made by the one in force."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.tariffs.bills.made_loads import account, flat_load, noisy_load
from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.supply import CustomerClass, TariffOption, Voltage
from visitplanner.domain.tariffs.bills.drafts import draft_of
from visitplanner.domain.tariffs.bills.library import Library, month_spans
from visitplanner.domain.tariffs.bills.variable import eligible_days, variable_days
from visitplanner.domain.tariffs.bills.year import Question, bill_load, months_of_year
from visitplanner.domain.tariffs.books.book import Draft
from visitplanner.domain.tariffs.books.load import Load
from visitplanner.domain.tariffs.books.readings import Readings
from visitplanner.domain.tariffs.books.seasons import Month
from visitplanner.reference.tariff_books import tariff_library

LIBRARY = tariff_library()
JULY = Month(2026, 7)
VARIABLE = TariffOption.THREE_STAGE_VARIABLE


def dearer_from(day: date) -> Library:
    """Twice the energy prices from a day on."""
    book = LIBRARY.books.on(day, CustomerClass.GENERAL)
    draft = draft_of(book, title="x", first=day, draft=Draft(day, "s"), energy_percent=Decimal(100))
    return Library(LIBRARY.books.followed_by(draft), LIBRARY.off_peak_days, LIBRARY.coefficients)


@given(st.integers(1, 31))
def test_a_version_is_billed_from_its_first_day_on_even_if_that_is_the_months_last(day: int) -> None:
    first = date(2026, 7, day)
    load = flat_load(JULY.first, 31, 1000)
    before = load.between(JULY.first, first - timedelta(days=1)) if day > 1 else None
    (bill,) = bill_load(dearer_from(first), load, Question(account(), (JULY,))).months
    usual = bill_load(LIBRARY, load, Question(account(), (JULY,))).months[0].energy_charge.prices
    old = bill_load(LIBRARY, before, Question(account(), (JULY,))).months[0].energy_charge.prices if before else 0
    assert bill.energy_charge.prices == old + 2 * (usual - old)
    spans = [(span.first, span.last) for span in bill.use.spans]
    assert spans[-1] == (first, JULY.last)
    assert spans[:-1] == ([(JULY.first, first - timedelta(days=1))] if day > 1 else [])


def test_two_versions_with_one_table_are_one_stretch_of_days() -> None:
    book = LIBRARY.books.on(JULY.first, CustomerClass.GENERAL)
    renamed = replace(book, name="renamed", first=date(2026, 7, 16), last=None)
    library = Library(LIBRARY.books.followed_by(renamed), LIBRARY.off_peak_days, LIBRARY.coefficients)
    (span,) = month_spans(library, account(), JULY, Readings())
    assert (span.first, span.last) == (JULY.first, JULY.last)


@pytest.mark.parametrize(
    ("first", "days", "missing"),
    [
        (date(2026, 7, 1), 31, 0),
        (date(2026, 6, 1), 92, 0),
        (date(2026, 7, 15), 17, 14 * 96),
        (date(2026, 7, 1), 30, 96),
        (date(2026, 7, 15), 40, 14 * 96),
        (date(2026, 6, 1), 40, 21 * 96),
    ],
)
def test_every_quarter_of_the_month_outside_the_load_counts_as_missing(first: date, days: int, missing: int) -> None:
    (bill,) = bill_load(LIBRARY, flat_load(first, days, 1000), Question(account(), (JULY,))).months
    assert bill.use.missing == missing
    assert bill.use.ice_storage_wh == (0, 0)


def test_reactive_energy_given_beside_the_load_is_taken_to_the_varh() -> None:
    question = Question(account(), (JULY,), lagging_kvarh=((JULY, Decimal(1000)),))
    (bill,) = bill_load(LIBRARY, flat_load(JULY.first, 31, 1000), question).months
    assert bill.use.lagging_varh == 1_000_000


def test_a_summer_of_thirty_weekdays_is_enough_for_the_variable_peak_and_one_less_is_not() -> None:
    tariff = LIBRARY.books.on(JULY.first, CustomerClass.GENERAL).tariff(Voltage.HIGH, VARIABLE)
    load = noisy_load(JULY.first, 42, 3)
    assert len(eligible_days(load, tariff, LIBRARY.off_peak_days, 2026)) == 30
    cases = variable_days(load, tariff, LIBRARY.off_peak_days, 2026)
    assert set(cases.worst) == set(cases.best) == set(cases.expected)
    with pytest.raises(Refused, match="only 29 weekdays") as refusal:
        variable_days(load.between(JULY.first, date(2026, 8, 10)), tariff, LIBRARY.off_peak_days, 2026)
    assert refusal.value.mend is not None


@pytest.mark.parametrize("day", [date(2026, 6, 19), date(2026, 9, 25), date(2026, 7, 4), date(2026, 7, 5)])
def test_neither_dragon_boat_nor_mid_autumn_nor_a_weekend_can_be_named_for_the_variable_peak(day: date) -> None:
    load = Load(date(2026, 1, 1), np.full(365 * 96, 1000, dtype=np.int64))
    tariff = LIBRARY.books.on(JULY.first, CustomerClass.GENERAL).tariff(Voltage.HIGH, VARIABLE)
    days = variable_days(load, tariff, LIBRARY.off_peak_days, 2026).expected
    assert day not in days
    with pytest.raises(Refused, match="no summer weekday") as refusal:
        bill_load(LIBRARY, load, Question(account(VARIABLE), months_of_year(2026), designated=(day, *days[1:])))
    assert refusal.value.field == "variable_days"
