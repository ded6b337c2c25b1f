"""Charts for paper: drawn to the point, labelled directly, with a zero baseline and few lines."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.platypus import Flowable

from visitplanner.documents.typesetting import style
from visitplanner.documents.typesetting.paragraphs import draw_text
from visitplanner.documents.typesetting.style import TextStyle

AXIS = TextStyle(7.0, 9.0, color=style.MUTED)
VALUE = TextStyle(7.0, 9.0)
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


NAME_AND_VALUE = 19.0
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
        room = _Room(28.0, 21.0, self.width - 28.0 - 74.0, self.height - 21.0 - 11.0, self._top())
        self._grid(room)
        self._bars(room)
        self._limits(room)

    def _top(self) -> float:
        return max([1.0, *(bar.value for bar in self.bars), *(limit.value for limit in self.limits)]) * 1.04

    def _grid(self, room: _Room) -> None:
        canvas = self.canv
        for value in steps(room.top, self.gridlines):
            y = room.y_of(value)
            canvas.setStrokeColor(style.GRID if value else style.MUTED)
            canvas.setLineWidth(style.HAIR if value else 0.8)
            canvas.line(room.x, y, room.x + room.width, y)
            draw_text(canvas, room.x - 4, y - 2.4, f"{value:,.0f}", AXIS.but(align="right"))

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
            draw_text(canvas, middle, room.y - 9.5, bar.label, AXIS.but(align="center"))
            draw_text(canvas, middle, room.y - 18.0, bar.below, AXIS.but(align="center"))

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
        canvas = self.canv
        limits = sorted(self.limits, key=lambda limit: limit.value)
        heights = spread([room.y_of(limit.value) for limit in limits], NAME_AND_VALUE, room.y + room.height)
        for limit, text_at in zip(limits, heights, strict=True):
            y = room.y_of(limit.value)
            canvas.saveState()
            canvas.setStrokeColor(style.INK)
            canvas.setLineWidth(0.9)
            canvas.setDash(3, 2)
            canvas.line(room.x, y, room.x + room.width + 3, y)
            canvas.restoreState()
            draw_text(canvas, room.x + room.width + 7, text_at + 1.0, limit.name, AXIS)
            draw_text(canvas, room.x + room.width + 7, text_at - 8.0, f"{limit.value:,.0f}", VALUE.but(bold=True, size=8.0))


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
