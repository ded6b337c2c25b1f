"""What can be read in a PDF: its text and where each character stands."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pypdfium2


@dataclass(frozen=True)
class Reading:
    """One page. boxes: (left, bottom, right, top) of every visible character, in points from the lower left corner."""

    text: str
    boxes: tuple[tuple[float, float, float, float], ...]

    @property
    def solid(self) -> str:
        """The text without spaces and line ends."""
        return "".join(self.text.split())


def read(path: Path) -> list[Reading]:
    document = pypdfium2.PdfDocument(path)
    try:
        return [_page(document[number]) for number in range(len(document))]
    finally:
        document.close()


def _page(page: pypdfium2.PdfPage) -> Reading:
    text_page = page.get_textpage()
    try:
        text = text_page.get_text_range()
        boxes = tuple(text_page.get_charbox(index) for index in range(text_page.count_chars()))
        return Reading(text, tuple(box for box in boxes if box[2] > box[0]))
    finally:
        text_page.close()
        page.close()
