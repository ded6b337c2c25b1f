"""A PDF on a printer: page by page as pictures of 300 dots an inch, so that paper shows what the preview shows."""

from __future__ import annotations

from collections.abc import Sequence

import pypdfium2
from PySide6.QtCore import QMarginsF, QRectF
from PySide6.QtGui import QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.ui.papers.pdf_preview import as_image

DOTS = 300
"""Dots an inch."""
POINTS = 72


def office_printer() -> QPrinter:
    """The system's printer, set to A4 and 300 dots an inch; the paper's own margins are in the PDF."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setResolution(DOTS)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setFullPage(True)
    printer.setPageMargins(QMarginsF(0, 0, 0, 0))
    return printer


def pages_wanted(printer: QPrinter, pages: int) -> Sequence[int]:
    """The pages a person chose, counted from 0; all where none was chosen."""
    first, last = printer.fromPage(), printer.toPage()
    if printer.printRange() is not QPrinter.PrintRange.PageRange or not first:
        return range(pages)
    return range(max(first, 1) - 1, min(last or pages, pages))


def print_pdf(pdf: bytes, printer: QPrinter) -> int:
    """Print the pages wanted, as many copies as wanted; returns how many sheets of paper that takes. Raises `Refused` where the
    printer takes nothing. One page is held in memory at a time (35 MB)."""
    document = pypdfium2.PdfDocument(pdf)
    painter = QPainter()
    try:
        wanted = [number for _copy in range(_copies(printer)) for number in pages_wanted(printer, len(document))]
        if not painter.begin(printer):
            raise Refused(said("The printer does not answer."), mend=said("Check it, or save the PDF and print that."))
        for place, number in enumerate(wanted):
            if place and not printer.newPage():
                raise Refused(said("The printer stopped at page {number}.", number=place + 1), mend=said("Print the rest alone."))
            page = document[number]
            scale = DOTS / POINTS
            width, height = page.get_width() * scale, page.get_height() * scale
            drawn = page.render(scale=scale, prefer_bgrx=True)  # pyright: ignore[reportArgumentType]
            painter.drawImage(QRectF(0, 0, width, height), as_image(drawn))
        return len(wanted)
    finally:
        if painter.isActive():
            painter.end()
        document.close()


def _copies(printer: QPrinter) -> int:
    """How often the pages are sent: a printer that makes copies itself gets them once."""
    return 1 if printer.supportsMultipleCopies() else max(1, printer.copyCount())
