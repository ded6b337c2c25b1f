"""Two years of loads side by side, and the readings of two years, each told from what the bills themselves say."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest

from tests.builders import Keep, SmallOffice
from tests.domain.tariffs.bills.made_loads import account, flat_load
from tests.services.tariffs.month_readings import SITE, july
from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.supply import TariffOption
from visitplanner.domain.customers.customers import ContractChange, Contracts
from visitplanner.domain.tariffs.bills.library import Library
from visitplanner.domain.tariffs.bills.year import Question
from visitplanner.domain.tariffs.books.load import Load
from visitplanner.domain.tariffs.books.seasons import Month
from visitplanner.reference.tariff_books import tariff_library
from visitplanner.services.answers.years import ReadingsWithChanges, year_before, years_of_loads, years_of_readings
from visitplanner.store.office import SqlOffice

QUESTION = Question(account(TariffOption.TWO_STAGE, (500, 0, 0, 0)), ())


@pytest.fixture(scope="module")
def library() -> Library:
    return tariff_library()


def days(first: str, last: str, kw: int) -> Load:
    """So many kW from a day to another, both included."""
    start, end = dt.date.fromisoformat(first), dt.date.fromisoformat(last)
    return flat_load(start, (end - start).days + 1, kw * 250)


def with_gap(load: Load, day: str) -> Load:
    missing = np.zeros(load.wh.size, dtype=np.bool_)
    missing[(dt.date.fromisoformat(day) - load.first_day).days * 96] = True
    return replace(load, missing=missing, wh=np.where(missing, 0, load.wh))


def months_told(library: Library, earlier: Load, later: Load) -> list[Month]:
    return [month for month, _ in years_of_loads(library, earlier, later, QUESTION).years.months]


def test_a_january_has_its_month_a_year_before_in_the_january() -> None:
    assert year_before(Month(2026, 1)) == Month(2025, 1) and year_before(Month(2024, 12)) == Month(2023, 12)


def test_only_months_whole_in_both_years_are_compared(library: Library) -> None:
    """May is begun on its second day a year before, July lacks its last day now."""
    earlier, later = days("2025-05-02", "2025-09-30", 400), days("2026-04-01", "2026-07-30", 300)
    assert months_told(library, earlier, later) == [Month(2026, 6)]
    assert months_told(library, with_gap(days("2025-06-01", "2025-07-31", 1), "2025-06-30"), days("2026-06-01", "2026-07-31", 1))


def test_no_month_in_both_is_refused(library: Library) -> None:
    with pytest.raises(Refused, match="No month is known in both years"):
        years_of_loads(library, days("2025-06-01", "2025-06-30", 1), days("2026-07-01", "2026-07-31", 1), QUESTION)


def test_one_load_of_two_years_is_compared_with_itself(library: Library) -> None:
    both = days("2025-01-01", "2026-02-28", 400)
    found = years_of_loads(library, both, both, QUESTION)
    assert [month for month, _ in found.years.months] == [Month(2026, 1), Month(2026, 2)]
    assert found.years.whole.kwh == (400 * 24 * 59, 400 * 24 * 59)
    assert found.years.whole.demand == found.years.whole.price == 0
    # whole January and February have as many working days in both years but for the New Year's days, which are other days
    assert found.years.whole.amount == 0 and found.years.whole.total == found.years.whole.hours + found.years.whole.rest
    assert "500 / 0 / 0 / 0 kW" in str(found.notes[0])


def test_the_parts_add_up_to_the_two_bills(library: Library) -> None:
    """June at 400 and 700 kW under 500 kW of contract: 200 kW over it, 50 at twice and 150 at three times 223.60."""
    found = years_of_loads(library, days("2025-06-01", "2025-06-30", 400), days("2026-06-01", "2026-06-30", 700), QUESTION)
    ((month, june),) = found.years.months
    assert month == Month(2026, 6) and june.highest_kw == (400, 700)
    assert june.demand == Decimal("223.60") * (2 * 50 + 3 * 150)
    assert june.kwh == (400 * 720, 700 * 720)
    assert june.total == june.price + june.demand + june.amount + june.hours + june.rest
    assert june.amount + june.hours == pytest.approx(june.total - june.demand - june.price, abs=20)


def test_a_month_that_cannot_be_billed_is_left_out_and_named(library: Library) -> None:
    """July is known twice, August's first reading has no energy by period."""
    august = july(month=dt.date(2025, 8, 1), kwh={}, kwh_total=Decimal(1000))
    readings = [july(), august, *(replace(each, month=each.month.replace(year=2026)) for each in (july(), august))]
    found = years_of_readings(library, SITE, readings, [])
    assert [month for month, _ in found.years.months] == [Month(2026, 7)]
    assert str(found.notes[0]).startswith("2026-08 is left out: ") and len(found.notes) == 2


def test_the_newest_twelve_months_count(library: Library) -> None:
    """Two-stage July's amounts of every month of 2025, 2026 and one of 2027: thirteen pairs, the oldest is not told."""
    energy = {"peak": Decimal(1000), "saturday_half_peak": Decimal(100), "off_peak": Decimal(900)}
    readings = [july(month=dt.date(2025 + n // 12, n % 12 + 1, 1), kwh=energy) for n in range(25)]
    found = years_of_readings(library, SITE, readings, [])
    told = [month for month, _ in found.years.months]
    assert told[-1] == Month(2027, 1) and Month(2026, 1) not in told and len(told) + len(found.notes) - 1 == 12


def test_readings_come_with_the_customer_s_own_changes_alone(office: SqlOffice, small: SmallOffice) -> None:
    mine, other = small.large.id, small.sites[0].id
    changes = [
        ContractChange(
            customer_id=ident, effective_on=dt.date(2026, 1, 1), before=Contracts(900, 0, 0, 0), after=Contracts(1000, 0, 0, 0)
        )
        for ident in (mine, other)
    ]
    kept = [("monthly_readings", replace(july(), id=one.id, customer_id=one.customer_id)) for one in changes]
    office.do(Keep((*kept, *(("contract_changes", one) for one in changes))))
    readings, found = office.ask(ReadingsWithChanges(mine))
    assert [each.customer_id for each in (*readings, *found)] == [mine, mine]
