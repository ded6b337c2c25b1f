"""What is said beside an option is said of those whom it concerns; days of years that have no 29 February; trials add up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.tariffs.advice.advice_loads import PRESENT, TODAY, advice, comparison, factory
from tests.domain.tariffs.bills.made_loads import flat_load
from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.supply import CustomerClass, TariffOption
from visitplanner.domain.tariffs.advice.advice import Present, Weighed, at_contracts, years_under
from visitplanner.domain.tariffs.advice.change_dates import anniversary
from visitplanner.domain.tariffs.advice.choices import Choice, Premises, lawful_choices
from visitplanner.domain.tariffs.advice.comparison import Comparison
from visitplanner.domain.tariffs.advice.shifting import ClockHours, largest_block, shifted
from visitplanner.domain.tariffs.advice.sureness import surenesses
from visitplanner.domain.tariffs.advice.trial import trial, version_on
from visitplanner.domain.tariffs.bills.library import Library
from visitplanner.domain.tariffs.bills.metering import condense
from visitplanner.domain.tariffs.bills.year import Question
from visitplanner.domain.tariffs.books.load import Load
from visitplanner.domain.tariffs.books.seasons import Month
from visitplanner.services.tariffs.drafts import rise_all

BATCH, FIXED = TariffOption.BATCH, TariffOption.THREE_STAGE_FIXED
NOT_RECORDED = "The customer's concession is not recorded: no saving is claimed."
IF_CONFIRMED = "Only if production is confirmed on these premises."


@pytest.mark.parametrize(("sector", "said"), [("360", True), ("491", True), ("261", False), (None, False)])
def test_a_concession_that_is_not_recorded_is_told_to_those_who_enjoy_it(
    library: Library, sector: str | None, said: bool
) -> None:
    of = advice(library, sector=sector)
    assert {NOT_RECORDED in map(str, option.notes) for option in of.options} == {said}
    unknown = advice(library, present=None, sector=sector)
    assert NOT_RECORDED not in {str(note) for option in unknown.options for note in option.notes}


@pytest.mark.parametrize(("production", "said"), [(True, False), (None, True)])
def test_production_is_asked_for_until_it_is_confirmed(production: bool | None, said: bool) -> None:
    choices = lawful_choices(CustomerClass.GENERAL, None, Premises(production=production))
    (batch,) = (choice for choice in choices if choice.option is BATCH)
    assert (IF_CONFIRMED in map(str, batch.notes)) is said
    assert batch.confirmed is not said


def test_an_option_that_cannot_be_chosen_any_more_is_still_what_is_paid_and_stands_first(library: Library) -> None:
    """Batch production on premises that are now for charging alone: it is not offered, but its bills are the present ones."""
    present = Present(BATCH, (900, 0, 0, 0), date(2024, 6, 1))
    of = advice(library, present=present, premises=Premises(charging=True))
    paid = comparison(library, factory()).under(BATCH).bills(present.contracts).total
    own = of.options[0]
    assert of.present_bill is not None and of.present_bill.total == paid
    assert (own.option, own.is_present, own.confirmed) == (BATCH, True, True)
    assert {each.option: each.saving_ntd for each in of.options} == {
        each.option: paid - each.total_ntd for each in of.options if each.confirmed
    }
    assert set(surenesses(of)) == {each.option for each in of.options}


@pytest.mark.parametrize(
    ("since", "years", "expected"),
    [
        (date(2020, 2, 29), 4, date(2024, 2, 29)),
        (date(2020, 2, 29), 1, date(2021, 3, 1)),
        (date(1996, 2, 29), 4, date(2000, 2, 29)),
        (date(2096, 2, 29), 4, date(2100, 3, 1)),
        (date(2023, 2, 28), 1, date(2024, 2, 28)),
    ],
)
def test_a_year_after_29_february_is_1_march_where_there_is_none(since: date, years: int, expected: date) -> None:
    assert anniversary(since, years) == expected


@given(st.dates(date(1990, 1, 1), date(2110, 12, 31)), st.integers(1, 12))
def test_the_day_before_an_anniversary_is_the_last_of_so_many_years(since: date, years: int) -> None:
    """Counted on the calendar: no day of the month and year is left out, and the years are whole."""
    found = anniversary(since, years)
    same = (found.month, found.day) == (since.month, since.day)
    assert found.year == since.year + years
    assert same or ((since.month, since.day) == (2, 29) and found - timedelta(days=1) == date(found.year, 2, 28))


def weighed(asked: Comparison, contracts: tuple[int, int, int, int]) -> Weighed:
    years = years_under(asked, FIXED)
    return at_contracts(Weighed(Choice(FIXED, True, ()), years, contracts, {}), contracts)


@pytest.mark.parametrize("into", [ClockHours(72, 80), ClockHours(60, 65), ClockHours(87, 90), ClockHours(64, 88)])
def test_the_largest_block_is_not_moved_into_the_evening_either(library: Library, into: ClockHours) -> None:
    asked, contracts = comparison(library, flat_load(date(2025, 12, 1), 31, 250_000)), (1000, 0, 0, 0)
    with pytest.raises(Refused, match="cannot be moved") as refusal:
        largest_block(asked, weighed(asked, contracts), contracts, into)
    assert refusal.value.field == "shift"


def test_moving_is_worth_what_it_saves_with_the_best_contracts_before_and_after(library: Library) -> None:
    load, contracts = factory(), (900, 0, 0, 0)
    asked = comparison(library, load)
    year = asked.under(FIXED)
    best = at_contracts(weighed(asked, contracts), year.best())
    found = shifted(asked, best, contracts, 20)
    before = year.bills(year.best()).total
    assert found.saving_of_moving_ntd == before - found.best_ntd > 0
    assert found.saving_with_best_ntd == year.bills(contracts).total - found.best_ntd
    assert found.saving_ntd == year.bills(contracts).total - found.total_ntd


def test_a_load_of_holidays_alone_has_nothing_to_move(library: Library) -> None:
    """15 to 20 February 2026: Sunday and lunar new year."""
    load: Load = flat_load(date(2026, 2, 15), 6, 250_000)
    terms = comparison(library, flat_load(date(2025, 12, 1), 31, 250_000)).terms
    asked = Comparison(library, condense(load, library.edges), replace(terms, months=(Month(2026, 2),)))
    assert isinstance(asked.terms, Question)
    contracts = (1000, 0, 0, 0)
    found = shifted(asked, weighed(asked, contracts), contracts, 10)
    assert (found.days, found.moved_wh, found.block_kw, found.saving_ntd) == (0, 0, 0, 0)


def test_a_trial_adds_up_the_bills_and_looks_for_better_contracts_unless_told_not_to(library: Library) -> None:
    asked, now, dearer = comparison(library, factory()), version_on(library, TODAY), rise_all(library, Decimal(5), TODAY)
    found = trial(asked, PRESENT, now, dearer)
    bills = asked.under(PRESENT.option).bills(PRESENT.contracts).months
    parts = found.parts_before
    assert parts.basic == sum(bill.basic for bill in bills)
    assert parts.energy == sum(bill.energy for bill in bills)
    assert parts.surcharge == sum(bill.surcharge for bill in bills) > 0
    assert parts.total == sum(bill.total for bill in bills)
    assert found.best_contracts != PRESENT.contracts
    assert found.best_after_ntd < found.parts_after.total
    kept = trial(asked, PRESENT, now, dearer, with_best=False)
    assert (kept.best_contracts, kept.best_after_ntd) == (PRESENT.contracts, kept.parts_after.total)
