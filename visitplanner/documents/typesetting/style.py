"""Colours and sizes of everything printed; the same colours as on screen (resources/style)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm

INK = HexColor("#1C2530")
MUTED = HexColor("#566370")
HAIRLINE = HexColor("#C9D0D8")
GRID = HexColor("#E3E7EB")
ACCENT = HexColor("#0B5CAD")
SOFT = HexColor("#E3EEFA")
WASH = HexColor("#F6F7F9")
OK = HexColor("#1B7A48")
WARN = HexColor("#8F5A00")
DANGER = HexColor("#B3261E")
BAR = HexColor("#3F78B5")
BAR_SOFT = HexColor("#A9C3E0")
BAR_OVER = HexColor("#C8452F")
ON_BAR = HexColor("#FFFFFF")

PAGE_WIDTH, PAGE_HEIGHT = A4
LEFT, RIGHT, TOP, BOTTOM = 25 * mm, 20 * mm, 20 * mm, 20 * mm
"""Margins in points; the left one is the binding margin."""
WIDTH = PAGE_WIDTH - LEFT - RIGHT
HEIGHT = PAGE_HEIGHT - TOP - BOTTOM

HAIR = 0.5
"""Width of a hairline in points."""

Align = Literal["left", "right", "center"]


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a text is set. leading: from one line to the next. most_lines: beyond it the text ends in 「…」; 0 = no limit."""

    size: float = 9.0
    leading: float = 14.0
    bold: bool = False
    color: Color = INK
    align: Align = "left"
    most_lines: int = 0

    def but(self, **changes: object) -> TextStyle:
        """The same style with some things otherwise."""
        return replace(self, **changes)  # pyright: ignore[reportArgumentType]


LEAST_SIZE = 8.0
"""Points; nothing smaller is printed on any paper."""

BODY = TextStyle(9.5, 13.5)
SMALL = TextStyle(8.5, 12.0)
SMALL_MUTED = SMALL.but(color=MUTED)
LABEL = TextStyle(8.5, 12.0, color=MUTED)
FINE = TextStyle(8.0, 10.5, color=MUTED)
FIGURE = TextStyle(13.0, 17.0, bold=True)
TITLE = TextStyle(18.0, 24.0, bold=True)
SECTION = TextStyle(10.5, 14.0, bold=True, color=ACCENT)
