"""What a bill rests on is said of those whom it concerns, and of nobody else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.domain.tariffs.bills.made_loads import account, flat_load
from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.supply import CustomerClass, TariffOption
from visitplanner.domain.tariffs.bills.accounts import Account
from visitplanner.domain.tariffs.bills.assumptions import Assumption, assumptions_of
from visitplanner.domain.tariffs.bills.library import Library
from visitplanner.domain.tariffs.bills.year import Question, bill_load
from visitplanner.domain.tariffs.books.off_peak_days import OffPeakDays
from visitplanner.domain.tariffs.books.seasons import Month

JANUARY = Month(2026, 1)


def assumed(library: Library, customer: Account, month: Month = JANUARY) -> dict[str, Assumption]:
    load = flat_load(month.first, month.last.day, 1000)
    year = bill_load(library, load, Question(customer, (month,)))
    return {each.id: each for each in assumptions_of(library, year)}


@pytest.mark.parametrize("contracts", [(100, 1, 0, 0), (100, 0, 1, 0), (100, 0, 0, 1)])
def test_ev_charging_has_a_regular_contract_and_no_other(contracts: tuple[int, int, int, int]) -> None:
    assert account(TariffOption.EV, (100, 0, 0, 0)).contracts == (100, 0, 0, 0)
    with pytest.raises(Refused, match="regular contract only") as refusal:
        account(TariffOption.EV, contracts)
    assert refusal.value.field == "contracts"


@pytest.mark.parametrize(
    ("sector", "text", "loud"),
    [
        (None, "No line of business was given; the coefficient is taken as 1.", True),
        ("999", "The line of business is not listed in appendix 1; its coefficient is 1.", False),
        ("261", "Coefficient 1.017.", False),
    ],
)
def test_a_coefficient_says_whether_the_line_of_business_is_missing_unlisted_or_known(
    library: Library, sector: str | None, text: str, loud: bool
) -> None:
    found = assumed(library, account(sector=sector))["coefficient"]
    assert (str(found.text), found.loud) == (text, loud)


def test_a_list_of_off_peak_days_that_is_not_official_is_said_with_its_source(library: Library) -> None:
    days = library.off_peak_days
    assert "off_peak_days" not in assumed(library, account())
    unofficial = {**days.lists, 2026: days.lists[2026]._replace(official=False, source="a printed calendar")}
    other = Library(library.books, OffPeakDays(days.fixed, days.moving, days.moon, unofficial), library.coefficients)
    found = assumed(other, account())["off_peak_days"]
    assert found.choice == "2026:listed"
    assert "a printed calendar" in str(found.text)


@pytest.mark.parametrize(("sector", "said"), [("491", True), ("3600", True), ("261", False), (None, False)])
def test_the_concession_of_railways_and_water_works_is_told_to_them_alone(
    library: Library, sector: str | None, said: bool
) -> None:
    assert ("concession" in assumed(library, account(sector=sector))) is said


@pytest.mark.parametrize(
    ("customer_class", "month", "said"),
    [
        (CustomerClass.AGRICULTURE_FISHERY, Month(2024, 12), True),
        (CustomerClass.AGRICULTURE_FISHERY, Month(2025, 1), False),
        (CustomerClass.GENERAL, Month(2024, 12), False),
    ],
)
def test_old_or_new_hours_concern_farms_until_the_end_of_2024(
    library: Library, customer_class: CustomerClass, month: Month, said: bool
) -> None:
    assert ("agriculture_hours" in assumed(library, account(customer_class=customer_class), month)) is said


def test_batch_production_is_told_to_batch_production_alone(library: Library) -> None:
    assert "batch" in assumed(library, account(TariffOption.BATCH))
    assert "batch" not in assumed(library, account(TariffOption.TWO_STAGE))


@pytest.mark.parametrize("option", [TariffOption.BATCH, TariffOption.EV])
def test_the_frozen_tables_have_neither_batch_production_nor_charging(library: Library, option: TariffOption) -> None:
    customer = replace(account(option), customer_class=CustomerClass.SCHOOL_K12)
    with pytest.raises(Refused, match="no such option for this class") as refusal:
        bill_load(library, flat_load(date(2026, 1, 1), 31, 1000), Question(customer, (Month(2026, 1),)))
    assert refusal.value.field == "option"
    assert str(refusal.value.mend) == "Choose two-stage or three-stage."
