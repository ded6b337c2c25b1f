"""Which savings are large, and whom a visit is worth most: against a count by hand."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitplanner.domain.planning.year.opportunities import Haste, haste_words, worth
from visitplanner.domain.planning.year.savings import large_savings
from visitplanner.domain.programme.obligations import State

amounts = st.lists(st.integers(-5, 12).map(Decimal), max_size=23)
DAYLIGHT = {State.OVERDUE: 3, State.DUE: 2, State.LEFT: 1, State.PLANNED: 1}


@given(amounts)
def test_large_is_who_has_fewer_than_a_fifth_before_it(found: list[Decimal]) -> None:
    """Of n gains those are large before which less than n / 5 greater ones stand: the first fifth, and who equals its last."""
    savings = {UUID(int=number): ntd for number, ntd in enumerate(found)}
    gains = [ntd for ntd in found if ntd > 0]
    expected = {ident: ntd for ident, ntd in savings.items() if ntd > 0 and 5 * sum(other > ntd for other in gains) < len(gains)}
    assert large_savings(savings) == expected


def test_the_fifth_is_rounded_up_and_equals_go_together() -> None:
    savings = {UUID(int=number): Decimal(ntd) for number, ntd in enumerate([60, 50, 50, 40, 30, 20])}
    assert sorted(large_savings(savings).values()) == [50, 50, 60]
    assert large_savings({UUID(int=1): Decimal(0), UUID(int=2): Decimal(-1)}) == {}


@given(st.integers(1, 10**7).map(Decimal), st.none() | st.sampled_from(State))
def test_a_saving_weighs_by_its_haste(ntd: Decimal, state: State | None) -> None:
    found = worth(ntd, state, Haste())
    if state is None or state in DAYLIGHT:
        assert found == ntd * (1 if state is None else DAYLIGHT[state])
    else:
        assert found == ntd / 2


@pytest.mark.parametrize("least", [None, Decimal(0), Decimal(-1)])
@pytest.mark.parametrize("state", [None, *State])
def test_without_a_saving_a_visit_is_worth_nothing_here(least: Decimal | None, state: State | None) -> None:
    assert worth(least, state, Haste()) is None


def test_the_smallest_saving_counts() -> None:
    assert worth(Decimal("0.5"), State.OVERDUE, Haste()) == Decimal("1.5")


def test_other_factors_are_weighed_with_and_said() -> None:
    haste = Haste(Decimal(5), Decimal("1.5"), Decimal("0.25"))
    assert worth(Decimal(100), State.OVERDUE, haste) == 500 and worth(Decimal(100), State.DONE, haste) == 25
    order, whose = map(str, haste_words(haste))
    assert "times 5 " in order and "1.5 where" in order and "0.25 where" in order
    assert "own choice, set by no rule" in whose


@pytest.mark.parametrize("factors", [("1", "2", "0.5"), ("3", "0.9", "0.5"), ("3", "2", "0"), ("3", "2", "1.1")])
def test_factors_that_turn_the_order_around_or_weigh_somebody_away_are_refused(factors: tuple[str, str, str]) -> None:
    with pytest.raises(ValueError, match="haste falls"):
        Haste(*map(Decimal, factors))
