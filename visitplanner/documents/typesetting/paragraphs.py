"""Text in lines after the rules of Chinese typesetting (避頭尾), with any font the characters need.

No line begins with a closing mark or ends with an opening bracket; numbers, Latin words and a number with its unit stay
whole. There is no markup: what stands in a record is printed as it stands, whatever signs are in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from visitplanner.documents.typesetting import fonts
from visitplanner.documents.typesetting.style import BODY, TextStyle

NEVER_FIRST = "，。、；：？！」』）》〉】〕］｝％‰℃°·‧・…—～〜!,.:;?)]}%”’々ー｜"
NEVER_LAST = "□「『（《〈【〔［｛([{＄$￥“‘#＃@＠№"
UNITS = "瓩度元件年月日時分秒個戶家次段戶千萬億仟％%倍號樓週"

_CHINESE = r"\u2e80-\U0003ffff"
_NUMBER = rf"(?:NT\$ ?)?[+\-−]?\d[\d,./:\-–~]*(?:\ ?[{UNITS}])?"
_WORD = rf"[^\W{_CHINESE}]+(?:['’._@/+&\-][^\W{_CHINESE}]+)*"
_ATOM = re.compile(rf"(?:[{re.escape(NEVER_LAST)}] ?)*(?:{_NUMBER}|{_WORD}|[ \u3000]+|.)[{re.escape(NEVER_FIRST)}]*", re.DOTALL)
ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Words:
    """A piece of text; bold and color None: as the paragraph's style has it."""

    text: str
    bold: bool | None = None
    color: Color | None = None


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character as it will be set; advance in points."""

    character: str
    bold: bool
    color: Color
    advance: float


Line = list[Glyph]
Content = str | Words | Sequence[str | Words]
MOST_REMEMBERED = 2000
_BROKEN: dict[tuple[str | Words | tuple[str | Words, ...], float, TextStyle], list[Line]] = {}
"""Texts broken into lines before; who gets the lines does not change them."""


def atoms(text: str) -> list[str]:
    """The text in pieces that no line break may part; together they are the text."""
    return [found[0] for found in _ATOM.finditer(text)]


def lines_of(content: Content, width: float, style: TextStyle) -> list[Line]:
    """The content broken into lines of at most `width` points; the last one ends in 「…」 when there are too many.

    A sheet is laid out several times until all fits: what was broken before is remembered, but for texts with a 「〓」, whose
    characters must be told each time.
    """
    asked = (content if isinstance(content, str | Words) else tuple(content), round(width, 2), style)
    found = _BROKEN.get(asked)
    if found is not None:
        return found
    glyphs = _glyphs(content, style)
    lines = _broken(glyphs, width)
    if style.most_lines and len(lines) > style.most_lines:
        lines = [*lines[: style.most_lines - 1], _cut(lines[style.most_lines - 1], width, style)]
    if len(_BROKEN) >= MOST_REMEMBERED:
        forget_lines()
    if not any(glyph.character == fonts.UNKNOWN for glyph in glyphs):
        _BROKEN[asked] = lines
    return lines


def forget_lines() -> None:
    """Break every text anew from now on."""
    _BROKEN.clear()


def _glyphs(content: Content, style: TextStyle) -> list[Glyph]:
    pieces = [content] if isinstance(content, str | Words) else content
    found: list[Glyph] = []
    for piece in pieces:
        words = piece if isinstance(piece, Words) else Words(piece)
        bold = style.bold if words.bold is None else words.bold
        color = words.color or style.color
        found += [
            Glyph(sign, bold, color, 0.0 if sign == "\n" else fonts.width_of(sign, style.size, bold))
            for sign in fonts.printable(words.text)
        ]
    return found


def _broken(glyphs: list[Glyph], width: float) -> list[Line]:
    lines: list[Line] = [[]]
    position, used = 0, 0.0
    for atom in atoms("".join(glyph.character for glyph in glyphs)):
        piece = glyphs[position : position + len(atom)]
        position += len(atom)
        if atom.startswith("\n"):
            lines.append(piece[1:])
            used = advance(piece)
            continue
        if used + advance(_without_space(piece)) > width + 0.01 and lines[-1]:
            lines[-1] = _without_space(lines[-1])
            lines.append([])
            used = 0.0
            if atom.isspace() and lines[:-1]:
                continue
        for part in _fitting(piece, width):
            if lines[-1] and used + advance(_without_space(part)) > width + 0.01:
                lines.append([])
                used = 0.0
            lines[-1] = [*lines[-1], *part]
            used += advance(part)
    return [_without_space(line) for line in lines]


def _fitting(piece: list[Glyph], width: float) -> Iterator[list[Glyph]]:
    """An atom as it is, or cut by characters when it is wider than a whole line (a long web address)."""
    if advance(piece) <= width:
        yield piece
        return
    for glyph in piece:
        yield [glyph]


def advance(line: Sequence[Glyph]) -> float:
    """Points a set line takes."""
    return sum(glyph.advance for glyph in line)


def _without_space(line: list[Glyph]) -> list[Glyph]:
    end = len(line)
    while end and line[end - 1].character in " \u3000":
        end -= 1
    return line[:end]


def _cut(line: Line, width: float, style: TextStyle) -> Line:
    like = line[-1] if line else Glyph("", style.bold, style.color, 0.0)
    mark = Glyph(ELLIPSIS, like.bold, like.color, fonts.width_of(ELLIPSIS, style.size, like.bold))
    kept = list(line)
    while kept and (advance(kept) + mark.advance > width or kept[-1].character in NEVER_FIRST + NEVER_LAST):
        kept.pop()
    return [*kept, mark]


class Paragraph(Flowable):
    """Text as a flowable: it can stand in a table cell and be split over pages."""

    def __init__(self, content: Content, style: TextStyle = BODY, lines: list[Line] | None = None) -> None:
        super().__init__()
        self.content = content
        self.style = style
        self.lines = lines or []
        self._given = lines is not None
        self._width = -1.0

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803  (reportlab's names)
        self.width = aW
        if not self._given and aW != self._width:  # a part is measured several times before it is drawn
            self.lines = lines_of(self.content, aW, self.style)
            self._width = aW
        self.height = len(self.lines) * self.style.leading
        return aW, self.height

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803
        self.wrap(aW, aH)
        fit = int(aH // self.style.leading)
        if fit <= 0 or fit >= len(self.lines):
            return [] if fit <= 0 else [self]
        return [Paragraph("", self.style, self.lines[:fit]), Paragraph("", self.style, self.lines[fit:])]

    def draw(self) -> None:
        baseline = self.height - (self.style.leading + self.style.size * 0.72) / 2
        for line in self.lines:
            free = self.width - advance(line)
            indent = {"left": 0.0, "right": free, "center": free / 2}[self.style.align]
            draw_line(self.canv, indent, baseline, line, self.style.size)
            baseline -= self.style.leading


def draw_line(canvas: Canvas, x: float, baseline: float, line: Line, size: float) -> None:
    """Set one line; the rare font, which has no bold, is thickened by its outline."""
    start = 0
    while start < len(line):
        first = line[start]
        font = fonts.font_of(first.character, first.bold) or fonts.REGULAR
        end = start
        while end < len(line) and (line[end].bold, line[end].color) == (first.bold, first.color):
            if (fonts.font_of(line[end].character, first.bold) or fonts.REGULAR) != font:
                break
            end += 1
        part = line[start:end]
        words = canvas.beginText(x, baseline)
        words.setFont(font, size)
        words.setFillColor(first.color)
        if first.bold and font == fonts.RARE:
            canvas.setLineWidth(size * 0.035)
            words.setStrokeColor(first.color)
            words.setTextRenderMode(2)
        words.textOut("".join(glyph.character for glyph in part))
        words.setTextRenderMode(0)
        canvas.drawText(words)
        x += advance(part)
        start = end


def draw_text(canvas: Canvas, x: float, baseline: float, text: str, style: TextStyle) -> float:
    """One line at a place: `x` is its left end, right end or middle, as the style's align says. Returns its width."""
    line = _glyphs(text, style)
    width = advance(line)
    draw_line(canvas, x - {"left": 0.0, "right": 1.0, "center": 0.5}[style.align] * width, baseline, line, style.size)
    return width
