"""Who is at or above the threshold, since when, and thus to whom visits are owed."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from tests.builders_programme import PROGRAMME
from visitplanner.domain.core.supply import TariffOption, Voltage
from visitplanner.domain.customers.customers import Company, ContractChange, Contracts, Customer, Group, Park
from visitplanner.domain.programme.programme import CapacityMeasure, Choices, DateRange
from visitplanner.domain.programme.thresholds import Register, claimants, contracts_on, large_by_sum_only, threshold_changes
from visitplanner.domain.visits.visits import SubjectKind

YEAR = PROGRAMME.period(2026)
GROUP = Group(name="集團甲")
COMPANY = Company(name="公司", group_id=GROUP.id)


def customer(kw: int, off_peak_kw: int = 0, **facts: object) -> Customer:
    made = Customer(
        account="05111111111",
        name="用戶",
        company_id=COMPANY.id,
        voltage=Voltage.HIGH,
        option=TariffOption.TWO_STAGE,
        regular_kw=kw,
        off_peak_kw=off_peak_kw,
    )
    return replace(made, **facts)


def change(of: Customer, on: str, before: int, after: int) -> ContractChange:
    day = dt.date.fromisoformat(on)
    return ContractChange(customer_id=of.id, effective_on=day, before=Contracts(before), after=Contracts(after))


def kinds(of: Customer, *changes: ContractChange, year: int = 2026) -> list[tuple[SubjectKind, dt.date | None]]:
    register = Register([], [COMPANY], [of], [], changes)
    return [(one.kind, one.owed_from) for one in claimants(register, PROGRAMME, year)]


def test_groups_parks_and_large_customers_are_owed_visits_and_small_ones_are_not() -> None:
    small, large = customer(999, 400), customer(1000, account="05222222222")
    register = Register([GROUP], [COMPANY], [small, large], [Park(name="土城工業區")])
    found = claimants(register, PROGRAMME, 2026)
    assert [(one.kind, one.key) for one in found] == [
        (SubjectKind.GROUP, "集團甲"),
        (SubjectKind.LARGE, "05222222222"),
        (SubjectKind.PARK, "土城工業區"),
    ]
    assert found[1].group_id == GROUP.id


def test_a_small_customer_visited_anyway_is_owed_a_visit_with_its_reason() -> None:
    [one] = claimants(Register([], [COMPANY], [customer(500, visit_anyway="醫院")], []), PROGRAMME, 2026)
    assert (one.kind, one.reason) == (SubjectKind.OTHER, "醫院")


def test_a_large_customer_is_large_whether_or_not_it_would_be_visited_anyway() -> None:
    assert kinds(customer(1000, visit_anyway="醫院")) == [(SubjectKind.LARGE, None)]


def test_who_came_over_the_threshold_within_the_year_is_owed_from_that_day() -> None:
    grown = customer(1200)
    assert kinds(grown, change(grown, "2026-08-01", 800, 1200)) == [(SubjectKind.LARGE, dt.date(2026, 8, 1))]
    assert kinds(grown, change(grown, "2026-08-01", 800, 1200), year=2025) == []
    assert kinds(grown, change(grown, "2026-08-01", 800, 1200), year=2027) == [(SubjectKind.LARGE, None)]


def test_who_dropped_below_within_the_year_is_owed_no_visit_in_it() -> None:
    shrunk = customer(900)
    assert kinds(shrunk, change(shrunk, "2026-08-01", 1100, 900)) == []
    assert kinds(shrunk, change(shrunk, "2026-08-01", 1100, 900), year=2025) == [(SubjectKind.LARGE, None)]


def test_a_change_above_the_threshold_changes_nothing_owed() -> None:
    grown = customer(1500)
    assert kinds(grown, change(grown, "2026-08-01", 1000, 1500)) == [(SubjectKind.LARGE, None)]


def test_contracts_of_a_day_are_those_before_the_next_change() -> None:
    one = customer(1500)
    changes = [change(one, "2026-08-01", 1000, 1500), change(one, "2026-03-01", 700, 1000)]
    on = [contracts_on(one, changes, dt.date(2026, month, 1)).regular_kw for month in (2, 3, 7, 8)]
    assert on == [700, 1000, 1000, 1500]


def test_comings_and_goings_are_listed_by_day_and_others_left_out() -> None:
    one = customer(900)
    changes = [
        change(one, "2026-09-01", 1200, 900),
        change(one, "2026-02-01", 999, 1000),
        change(one, "2026-05-01", 1000, 1200),
        change(one, "2025-02-01", 1000, 999),
    ]
    found = threshold_changes(PROGRAMME, [one], changes, YEAR)
    assert [(each.on, each.entered, each.before_kw, each.after_kw) for each in found] == [
        (dt.date(2026, 2, 1), True, 999, 1000),
        (dt.date(2026, 9, 1), False, 1200, 900),
    ]
    assert threshold_changes(PROGRAMME, [], changes, YEAR) == []
    assert threshold_changes(PROGRAMME, [one], changes, DateRange(dt.date(2026, 3, 1), dt.date(2026, 4, 1))) == []


def test_who_would_enter_under_the_sum_of_contracts_is_named() -> None:
    customers = [customer(999, 1), customer(999, 0), customer(1000, 500)]
    assert large_by_sum_only(PROGRAMME, customers, YEAR.first) == [customers[0]]
    by_sum = PROGRAMME.with_choices(Choices(capacity=CapacityMeasure.SUM))
    found = claimants(Register([], [COMPANY], customers, []), by_sum, 2026)
    assert [one.id for one in found] == [customers[0].id, customers[2].id]


def test_a_large_customer_shows_no_reason_of_being_visited_anyway() -> None:
    [one] = claimants(Register([], [COMPANY], [customer(1000, visit_anyway="醫院")], []), PROGRAMME, 2026)
    assert (one.kind, one.reason) == (SubjectKind.LARGE, "")


def test_who_came_over_the_threshold_on_the_years_first_day_was_there_all_along() -> None:
    grown = customer(1200)
    assert kinds(grown, change(grown, "2026-01-01", 800, 1200)) == [(SubjectKind.LARGE, None)]
    assert kinds(grown, change(grown, "2026-01-02", 800, 1200)) == [(SubjectKind.LARGE, dt.date(2026, 1, 2))]
    assert kinds(grown, change(grown, "2026-12-31", 800, 1200)) == [(SubjectKind.LARGE, dt.date(2026, 12, 31))]
    assert kinds(grown, change(grown, "2027-01-01", 800, 1200)) == []


def test_who_came_over_twice_is_owed_from_the_last_time() -> None:
    to_and_fro = customer(1200)
    steps = [("2026-02-01", 800, 1000), ("2026-05-01", 1000, 900), ("2026-09-01", 900, 1200)]
    changes = [change(to_and_fro, *step) for step in steps]
    for order in (changes, changes[::-1]):
        assert kinds(to_and_fro, *order) == [(SubjectKind.LARGE, dt.date(2026, 9, 1))]
