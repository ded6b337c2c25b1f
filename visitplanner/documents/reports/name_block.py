"""Some names of a list, drawn line by line: a report may name ten thousand, and a table's cell for each would take a minute."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from reportlab.platypus import Flowable

from visitplanner.documents.typesetting import fonts, style
from visitplanner.documents.typesetting.paragraphs import Line, draw_line, lines_of
from visitplanner.documents.typesetting.style import HAIR, SMALL, SMALL_MUTED, TextStyle

DAY = 52.0
GUTTER = 14.0
NAME_SHARE = 0.4
"""Of what the day leaves, where a remark follows."""
AIR = 3.0
"""Points between two lines of names."""

Cells = list[tuple[float, TextStyle, str | list[Line]]]


class NameBlock(Flowable):
    """Names with their days: two side by side, or, with remarks, one to a line. Each keeps as many lines as it needs."""

    def __init__(self, names: Sequence[tuple[str, str, str]], *, remarked: bool) -> None:
        super().__init__()
        self._names = names
        self._across = 1 if remarked else 2
        self._rows: list[tuple[float, list[Cells]]] = []

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803  (reportlab's names)
        if not self._rows:
            room = (style.WIDTH - GUTTER * (self._across - 1)) / self._across
            for first in range(0, len(self._names), self._across):
                cells = [self._cells(one, room, place) for place, one in enumerate(self._names[first : first + self._across])]
                lines = max(len(text) if isinstance(text, list) else 1 for each in cells for _x, _style, text in each)
                self._rows.append((lines * SMALL.leading + AIR, cells))
        self.width, self.height = aW, sum(height for height, _cells in self._rows)
        return aW, self.height

    def _cells(self, one: tuple[str, str, str], room: float, place: int) -> Cells:
        day, name, told = one
        left = place * (room + GUTTER)
        free = room - DAY
        wide = free * NAME_SHARE - GUTTER if self._across == 1 else free
        cells: Cells = [(left, SMALL_MUTED, day), (left + DAY, SMALL, _fitted(name, wide, SMALL))]
        if self._across == 1:
            begins = DAY + free * NAME_SHARE
            cells.append((left + begins, SMALL_MUTED, _fitted(told, room - begins, SMALL_MUTED)))
        return cells

    def draw(self) -> None:
        top = self.height
        rules: list[tuple[float, float, float, float]] = []
        plain: dict[TextStyle, list[tuple[float, float, str]]] = {}
        for height, cells in self._rows:
            for x, text_style, text in (cell for each in cells for cell in each):
                baseline = top - AIR / 2 - (text_style.leading + text_style.size * 0.72) / 2
                if isinstance(text, str):
                    plain.setdefault(text_style, []).append((x, baseline, text))
                else:
                    self._draw_lines(x, baseline, text_style, text)
            top -= height
            rules.append((0, top, style.WIDTH, top))
        self.canv.setStrokeColor(style.GRID)
        self.canv.setLineWidth(HAIR)
        self.canv.lines(rules)
        for text_style, texts in plain.items():
            self._draw_plain(text_style, texts)

    def _draw_lines(self, x: float, baseline: float, text_style: TextStyle, lines: list[Line]) -> None:
        for line in lines:
            draw_line(self.canv, x, baseline, line, text_style.size)
            baseline -= text_style.leading

    def _draw_plain(self, text_style: TextStyle, texts: Sequence[tuple[float, float, str]]) -> None:
        """Texts of one style and font in one go."""
        words = self.canv.beginText(0, 0)
        words.setFont(fonts.REGULAR, text_style.size)
        words.setFillColor(text_style.color)
        for x, baseline, text in texts:
            words.setTextOrigin(x, baseline)
            words.textOut(text)
        self.canv.drawText(words)


@lru_cache(maxsize=16_384)
def _fitted(text: str, room: float, text_style: TextStyle) -> str | list[Line]:
    """A text that stands in one line and one font as it is; any other in lines."""
    shown = fonts.printable(text)
    one_font = all(fonts.font_of(sign) == fonts.REGULAR for sign in shown)
    if one_font and "\n" not in shown and fonts.width_of(shown, text_style.size) <= room:
        return shown
    return lines_of(text, room, text_style)
