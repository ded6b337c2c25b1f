"""Charts for paper: drawn to the point, labelled directly, with a zero baseline and few lines."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from visitplanner.documents.typesetting import fonts, style
from visitplanner.documents.typesetting.paragraphs import draw_text
from visitplanner.documents.typesetting.style import TextStyle

AXIS = TextStyle(style.LEAST_SIZE, 10.0, color=style.MUTED)
VALUE = TextStyle(style.LEAST_SIZE, 10.0)
MOST_GRIDLINES = 5


@dataclass(frozen=True, slots=True)
class Bar:
    """label stands under it (two lines: month, and the year where it changes), its value above. is_over: above the limit."""

    label: str
    below: str
    value: float
    is_over: bool = False
    is_whole: bool = True


@dataclass(frozen=True, slots=True)
class Limit:
    """A dashed line across the bars with its name and figure."""

    name: str
    value: float


NAME_AND_VALUE = 20.0
"""How high the name of a limit and its figure below are, in points."""


def spread(heights: Sequence[float], apart: float, top: float) -> list[float]:
    """Heights in rising order, moved up until they stand so far apart, then down until the last is not above the top."""
    found = list[float]()
    for height in heights:
        found.append(max(height, found[-1] + apart) if found else height)
    above = top
    for number in reversed(range(len(found))):
        found[number] = min(found[number], above)
        above = found[number] - apart
    return found


def steps(highest: float, most: int = MOST_GRIDLINES) -> list[float]:
    """Round values from zero up to at most `highest`, no more than `most` above zero, in steps of 1, 2, 2.5 or 5 × 10ⁿ."""
    if highest <= 0:
        return [0.0]
    rough = highest / most
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(times * power for times in (1, 2, 2.5, 5, 10) if times * power >= rough * (1 - 1e-12))
    return [step * number for number in range(math.floor(highest / step + 1e-9) + 1)]


FIGURE = 6.5
"""Height of a bar's figure in points."""
LEFT, RIGHT = 34.0, 74.0
"""Points for the axis' figures, and for the names of the contracts."""


class DemandChart(Flowable):
    """Highest demand of each month against the contracts."""

    def __init__(self, bars: Sequence[Bar], limits: Sequence[Limit], width: float, height: float) -> None:
        super().__init__()
        self.bars = bars
        self.limits = limits
        self.width = width
        self.height = height
        self.gridlines = MOST_GRIDLINES if height >= 90 else 3

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803  (reportlab's names)
        return self.width, self.height

    def draw(self) -> None:
        room = _Room(LEFT, 23.0, self.width - LEFT - RIGHT, self.height - 23.0 - 11.0, self._top())
        draw_grid(self.canv, room, self.gridlines)
        self._bars(room)
        self._limits(room)

    def _top(self) -> float:
        return max([1.0, *(bar.value for bar in self.bars), *(limit.value for limit in self.limits)]) * 1.04

    def _bars(self, room: _Room) -> None:
        canvas = self.canv
        pitch = room.width / len(self.bars)
        thick = min(pitch * 0.62, 26.0)
        for number, bar in enumerate(self.bars):
            middle = room.x + pitch * (number + 0.5)
            canvas.setFillColor(style.BAR_OVER if bar.is_over else style.BAR)
            canvas.rect(middle - thick / 2, room.y, thick, room.y_of(bar.value) - room.y, stroke=0, fill=1)
            figure = f"{bar.value:,.0f}" + ("" if bar.is_whole else "*")
            text = VALUE.but(align="center", bold=bar.is_over, color=style.DANGER if bar.is_over else style.INK)
            self._value(room, middle, bar, figure, text)
            draw_text(canvas, middle, room.y - 10.5, bar.label, AXIS.but(align="center"))
            draw_text(canvas, middle, room.y - 20.5, bar.below, AXIS.but(align="center"))

    def _value(self, room: _Room, middle: float, bar: Bar, figure: str, text: TextStyle) -> None:
        """Above the bar; where a limit's line would cross the figure, within the bar: it never seems to exceed the limit."""
        y = room.y_of(bar.value) + 2.5
        if self._crossed(room, y) and y - room.y > 2 * FIGURE:
            draw_text(self.canv, middle, y - FIGURE - 3.5, figure, text.but(color=style.ON_BAR))
            return
        for limit in sorted(self.limits, key=lambda limit: limit.value):
            line = room.y_of(limit.value)
            if y - 1.5 <= line <= y + FIGURE:
                y = line + 2.5
        draw_text(self.canv, middle, y, figure, text)

    def _crossed(self, room: _Room, y: float) -> bool:
        return any(y - 1.5 <= room.y_of(limit.value) <= y + FIGURE for limit in self.limits)

    def _limits(self, room: _Room) -> None:
        limits = sorted(self.limits, key=lambda limit: limit.value)
        heights = spread([room.y_of(limit.value) for limit in limits], NAME_AND_VALUE, room.y + room.height)
        for limit, text_at in zip(limits, heights, strict=True):
            draw_limit(self.canv, room, limit, text_at)


class HoursChart(Flowable):
    """The highest demand of each hour of the day; the highest hour is marked and named."""

    def __init__(self, hours: Sequence[float], limit: Limit | None, peak: str, width: float, height: float) -> None:
        super().__init__()
        self.hours = hours
        self.limit = limit
        self.peak = peak
        self.width = width
        self.height = height

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803  (reportlab's names)
        return self.width, self.height

    def draw(self) -> None:
        highest = max(self.hours)
        top = max(highest, self.limit.value if self.limit else 0.0, 1.0) * 1.04
        room = _Room(LEFT, 13.0, self.width - LEFT - RIGHT, self.height - 13.0 - 11.0, top)
        draw_grid(self.canv, room, 3)
        pitch = room.width / len(self.hours)
        for number, value in enumerate(self.hours):
            at_peak = value == highest
            self.canv.setFillColor(style.ACCENT if at_peak else style.BAR_SOFT)
            self.canv.rect(room.x + pitch * number + 1, room.y, pitch - 2, room.y_of(value) - room.y, stroke=0, fill=1)
        if self.limit is not None:
            draw_limit(self.canv, room, self.limit, room.y_of(self.limit.value))
        first = self.hours.index(highest)
        middle = room.x + pitch * (first + 0.5)
        half = fonts.width_of(self.peak, VALUE.size, bold=True) / 2
        at = min(max(middle, room.x + half), room.x + room.width - half)
        lines = [room.y_of(self.limit.value)] if self.limit is not None else []
        y = room.y_of(highest) + 2.5
        y = max([y, *(line + 2.5 for line in lines if y - 1.5 <= line <= y + FIGURE)])
        draw_text(self.canv, at, y, self.peak, VALUE.but(align="center", bold=True, color=style.ACCENT))
        for hour in range(0, len(self.hours) + 1, 3):
            draw_text(self.canv, room.x + pitch * hour, room.y - 10.5, f"{hour}", AXIS.but(align="center"))


def draw_grid(canvas: Canvas, room: _Room, most: int) -> None:
    """Round values with hairlines across, the zero line darker."""
    for value in steps(room.top, most):
        y = room.y_of(value)
        canvas.setStrokeColor(style.GRID if value else style.MUTED)
        canvas.setLineWidth(style.HAIR if value else 0.8)
        canvas.line(room.x, y, room.x + room.width, y)
        draw_text(canvas, room.x - 4, y - 2.6, f"{value:,.0f}", AXIS.but(align="right"))


def draw_limit(canvas: Canvas, room: _Room, limit: Limit, text_at: float) -> None:
    """A dashed line across, its name and figure to the right."""
    y = room.y_of(limit.value)
    canvas.saveState()
    canvas.setStrokeColor(style.INK)
    canvas.setLineWidth(0.9)
    canvas.setDash(3, 2)
    canvas.line(room.x, y, room.x + room.width + 3, y)
    canvas.restoreState()
    draw_text(canvas, room.x + room.width + 7, text_at + 1.0, limit.name, AXIS)
    draw_text(canvas, room.x + room.width + 7, text_at - 8.5, f"{limit.value:,.0f}", VALUE.but(bold=True))


@dataclass(frozen=True, slots=True)
class _Room:
    """Where values lie on the paper: `top` is the value at the upper edge, zero lies at `y`."""

    x: float
    y: float
    width: float
    height: float
    top: float

    def y_of(self, value: float) -> float:
        return self.y + value / self.top * self.height
