"""A chart's scale begins at zero and has few round lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitplanner.documents.typesetting.charts import MOST_GRIDLINES, steps


@pytest.mark.parametrize(
    ("highest", "expected"),
    [(1102.0, [0, 250, 500, 750, 1000]), (5029.8, [0, 2000, 4000]), (0.0, [0]), (5.0, [0, 1, 2, 3, 4, 5])],
)
def test_gridlines_are_round(highest: float, expected: list[float]) -> None:
    assert steps(highest) == pytest.approx(expected)


@given(st.floats(0.001, 1e8))
def test_gridlines_begin_at_zero_and_are_few(highest: float) -> None:
    lines = steps(highest)
    assert lines[0] == 0
    assert 2 <= len(lines) <= MOST_GRIDLINES + 1
    assert lines[-1] <= highest * (1 + 1e-9)
