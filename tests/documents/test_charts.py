"""A chart's scale begins at zero and has few round lines."""

from __future__ import annotations

from io import BytesIO
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from visitplanner.documents.typesetting import charts
from visitplanner.documents.typesetting.charts import MOST_GRIDLINES, Bar, DemandChart, Limit, spread, steps


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


@pytest.mark.parametrize(("value", "inside"), [(2900, True), (2100, False), (3100, False)])
def test_a_figure_that_a_limit_would_cross_stands_within_its_bar(
    monkeypatch: pytest.MonkeyPatch, value: int, inside: bool
) -> None:
    """Above the line it would seem to exceed the contract."""
    drawn: dict[str, float] = {}
    monkeypatch.setattr(charts, "draw_text", lambda _canvas, _x, y, text, _style: drawn.setdefault(text, y))
    chart = DemandChart([Bar("1", "", value)], [Limit("contract", 3000)], 400, 80)
    chart.canv = Canvas(BytesIO())
    chart.draw()
    bar = 80 - 21 - 11
    top = 21 + bar * value / (max(3000, value) * 1.04)
    assert (drawn[f"{value:,}"] < top) == inside


@given(st.lists(st.floats(0, 90), min_size=1, max_size=4).map(sorted))
def test_names_of_limits_stand_apart_and_not_above_the_chart(heights: list[float]) -> None:
    """In a chart of 100 points there is room for four of 19; none is moved without need."""
    found = spread(heights, 19.0, 100.0)
    assert max(found) <= 100 and all(upper - lower >= 19 - 1e-9 for lower, upper in pairwise(found))
    if all(upper - lower >= 19 for lower, upper in pairwise(heights)):
        assert found == heights
