"""Group visits are level over the months of their half-year where their ideal days gather, and keep them where they do not."""

from __future__ import annotations

from collections import Counter
from datetime import date

from tests.domain.planning.years import annual_visit, days_from, group_visit
from visitplanner.domain.planning.problem import PlannedVisit
from visitplanner.domain.planning.year.group_turns import spread_groups

DAYS = days_from(date(2027, 1, 4), 250)
FIRST = tuple(day for day in DAYS if day < date(2027, 7, 1))
SECOND = tuple(day for day in DAYS if day >= date(2027, 7, 1))


def june(count: int, days: tuple[date, ...] = FIRST) -> list[PlannedVisit]:
    """Second visits of the year before were all paid in December: half a year later is June."""
    return [group_visit(f"G{n}", days=days, ideal=date(2027, 6, 1 + n)) for n in range(count)]


def months(visits: dict[str, PlannedVisit]) -> list[int]:
    count = Counter(visit.ideal.month for visit in visits.values())
    return [count[month] for month in range(1, 7)]


def test_ideal_days_that_gather_in_june_are_level_over_the_half() -> None:
    found = spread_groups(june(18), DAYS, [1] * 18)
    assert sum(months(found)) == 18 and max(months(found)) <= 4 and min(months(found)) >= 2
    assert all(visit.ideal in visit.days for visit in found.values())
    for n, before in enumerate(june(18)):
        moved = found[f"G{n}"].ideal != before.ideal
        assert found[f"G{n}"].turn_of == (before.ideal if moved else None)
    ideals = [found[f"G{n}"].ideal for n in range(18)]
    assert ideals == sorted(ideals), "who was visited first comes first"


def test_only_days_that_are_allowed_are_used() -> None:
    late = tuple(day for day in FIRST if day >= date(2027, 4, 28))
    found = spread_groups(june(9, late), DAYS, [1] * 9)
    assert months(found)[:3] == [0, 0, 0] and abs(months(found)[4] - months(found)[5]) <= 1


def test_what_is_level_already_and_what_is_no_group_visit_or_overdue_is_left_alone() -> None:
    level = [group_visit(f"G{n}", days=FIRST, ideal=date(2027, 1 + n % 6, 15)) for n in range(12)]
    assert spread_groups(level, DAYS, [1] * 12) == {}
    assert spread_groups([annual_visit(f"A{n}", days=FIRST, ideal=date(2027, 6, 1)) for n in range(9)], DAYS, [1] * 9) == {}
    over = [group_visit(f"G{n}", days=FIRST, ideal=date(2026, 6, 1)) for n in range(9)]
    assert spread_groups(over, DAYS, [1] * 9) == {}


def test_each_half_is_judged_by_itself() -> None:
    second = [group_visit(f"H{n}", days=SECOND, ideal=date(2027, 7 + n % 6, 15)) for n in range(6)]
    found = spread_groups([*june(6), *second], DAYS, [1] * 6 + [2] * 6)
    assert set(found) == {f"G{n}" for n in range(6)} and max(months(found)) <= 2
