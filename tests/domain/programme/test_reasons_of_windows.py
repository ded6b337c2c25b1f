"""Why a visit is owed: each reason stands beside the windows it is true of, and beside no other."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders_programme import GROUP, SITE, judge
from visitplanner.domain.programme.obligations import Claimant, obligations

DAYS = st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 31))


def reasons(claimant: Claimant) -> list[list[str]]:
    return [[str(reason) for reason in one.reasons] for one in obligations([claimant], 2026, [], judge(dt.date(2026, 1, 1)))]


@pytest.mark.parametrize("claimant", [GROUP, SITE])
def test_who_was_owed_a_visit_all_year_is_not_told_since_when(claimant: Claimant) -> None:
    assert not any("Owed since" in reason for window in reasons(claimant) for reason in window)


@given(day=DAYS)
def test_only_the_window_that_begins_late_says_since_when(day: dt.date) -> None:
    """A group is owed a visit in each half; coming in March shortens the first half and leaves the second whole."""
    first, second = (any("Owed since" in reason for reason in window) for window in reasons(replace(GROUP, owed_from=day)))
    assert first is (day <= dt.date(2026, 6, 30))
    assert second is (day >= dt.date(2026, 7, 1))
