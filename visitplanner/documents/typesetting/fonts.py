"""The embedded fonts, and which of them shows a character: Noto Sans TC, and for rare ones in names VP Sans Rare."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
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
"""Printed for a character that no font has (the printers' geta mark); `unshown` and `unshown_in` name where."""
NEIGHBOURS = 12
"""So many characters before and after such a one are told, that a person finds it in a long text."""


_FONTS: dict[str, TTFont] = {}
_MISSED: ContextVar[dict[str, None] | None] = ContextVar("_MISSED", default=None)


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
    """The text as it can be printed: composed, without control and variation signs, tabs as spaces, unknown characters as 「〓」.

    Characters of a private area (造字) are unknown like any other: left out, they would print another name.
    """
    composed = text if text.isascii() else unicodedata.normalize("NFC", text)
    shown = "".join(_printable(character) for character in composed)
    missed = _MISSED.get()
    if missed is not None and UNKNOWN in shown and (found := _unshown(composed)):
        missed[found] = None
    return shown


def _printable(character: str) -> str:
    if character == "\n":
        return character
    if character.isspace() and character != "\u3000":
        return " "
    if unicodedata.category(character) in ("Cc", "Cf") or _is_variation(character):
        return ""
    return character if font_of(character) else UNKNOWN


def _is_variation(character: str) -> bool:
    return "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"


def _unshown(text: str) -> str:
    """What is printed for a text and the code points that no font has, `甲〓公司 (U+E001)`; empty when all are shown."""
    places = [place for place, sign in enumerate(text) if _printable(sign) == UNKNOWN and sign != UNKNOWN]
    if not places:
        return ""
    part = text[max(0, places[0] - NEIGHBOURS) : places[-1] + NEIGHBOURS]
    points = sorted({ord(text[place]) for place in places})
    return f"{''.join(map(_printable, part))} ({' '.join(f'U+{point:04X}' for point in points)})"


def unshown_in(texts: Iterable[str]) -> list[str]:
    """The texts that cannot be printed as they are, as they would be printed, each with its code points."""
    found = (_unshown(unicodedata.normalize("NFC", text)) for text in texts if not text.isascii())
    return list(dict.fromkeys(filter(None, found)))


@contextmanager
def unshown() -> Iterator[list[str]]:
    """What was printed meanwhile with a 「〓」 for a character no font has; the list is filled when the block ends."""
    told: list[str] = []
    before = _MISSED.set({})
    try:
        yield told
        told += _MISSED.get() or ()
    finally:
        _MISSED.reset(before)


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
