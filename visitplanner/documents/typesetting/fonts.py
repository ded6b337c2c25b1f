"""The embedded fonts, and which of them shows a character: Noto Sans TC, and for rare ones in names VP Sans Rare."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from visitplanner.paths import resources_folder

REGULAR, BOLD, RARE = "VisitPlanner", "VisitPlanner-Bold", "VisitPlanner-Rare"
FILES = {REGULAR: "NotoSansTC-Regular.ttf", BOLD: "NotoSansTC-Bold.ttf", RARE: "VPSansRare-Regular.ttf"}
UNKNOWN = "〓"
"""Printed for a character that no font has (the printers' geta mark); `unknown_in` finds them beforehand."""


_FONTS: dict[str, TTFont] = {}


class EmbeddedFont(TTFont):
    """A TrueType font whose characters beyond U+FFFF can be searched and copied in the PDF.

    reportlab 5 writes their code points as they are into the ToUnicode map, where UTF-16 is due (ISO 32000-1, 9.10.3).
    """

    def addObjects(self, doc: Any) -> None:  # noqa: N802  (reportlab's name)
        subsets = [list(subset) for subset in self.state[doc].subsets]
        names = [self.getSubsetInternalName(number, doc)[1:] for number in range(len(subsets))]
        super().addObjects(doc)
        for name, subset in zip(names, subsets, strict=True):
            reference = doc.idToObject["BasicFonts"].dict[name].ToUnicode
            stream = doc.idToObject[reference.name]
            for place, point in enumerate(subset):
                if point > 0xFFFF:
                    units = chr(point).encode("utf-16-be").hex().upper()
                    stream.content = stream.content.replace(f"<{place:02X}> <{point:04X}>", f"<{place:02X}> <{units}>")


@dataclass(frozen=True, slots=True)
class FontRun:
    """Neighbouring characters of one font."""

    font: str
    text: str


@cache
def register() -> None:
    """Make the fonts known to reportlab; does its work once."""
    for name, file in FILES.items():
        _FONTS[name] = EmbeddedFont(name, str(resources_folder() / "fonts" / file))
        pdfmetrics.registerFont(_FONTS[name])
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=REGULAR, boldItalic=BOLD)


@cache
def _has(font: str) -> frozenset[int]:
    register()
    return frozenset(_FONTS[font].face.charToGlyph)


@lru_cache(maxsize=16_384)
def font_of(character: str, bold: bool = False) -> str | None:
    """The font that shows a character; None when none does. The rare font has no bold; it is thickened when drawn."""
    for font in (BOLD if bold else REGULAR, RARE):
        if ord(character) in _has(font):
            return font
    return None


def printable(text: str) -> str:
    """The text as it can be printed: without control and variation signs, tabs as spaces, unknown characters as 「〓」."""
    return "".join(_printable(character) for character in text)


def _printable(character: str) -> str:
    if character == "\n":
        return character
    if character.isspace() and character != "\u3000":
        return " "
    if unicodedata.category(character) in ("Cc", "Cf", "Mn", "Co"):
        return ""
    return character if font_of(character) else UNKNOWN


def unknown_in(text: str) -> str:
    """The characters of a text that no embedded font shows."""
    return "".join(sorted({sign for sign in text if _printable(sign) == UNKNOWN and sign != UNKNOWN}))


def runs(text: str, bold: bool = False) -> Iterator[FontRun]:
    """A printable text cut where the font changes."""
    for font, characters in groupby(text, key=lambda character: font_of(character, bold) or REGULAR):
        yield FontRun(font, "".join(characters))


@lru_cache(maxsize=65_536)
def _em(character: str, bold: bool) -> float:
    return pdfmetrics.stringWidth(character, font_of(character, bold) or REGULAR, 1)


def width_of(text: str, size: float, bold: bool = False) -> float:
    """Points a printable text takes in one line."""
    return sum(_em(character, bold) for character in text) * size
