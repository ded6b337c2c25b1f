"""Pages of a PDF on screen, drawn by pypdfium2."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import pypdfium2
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from visitplanner.ui.core.guard import guarded
from visitplanner.ui.widgets.parts import column, holder, row

KEPT_PAGES = 8
"""Drawn pages that are remembered; a list of a year has fifty, some 2 MB each."""


def as_image(bitmap: pypdfium2.PdfBitmap) -> QImage:
    """A drawn page as Qt shows it."""
    pixels = bytes(bitmap.buffer)
    return QImage(pixels, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGB32).copy()


class PdfPages:
    """A document whose pages are drawn one by one."""

    def __init__(self, pdf: bytes) -> None:
        self._pdf = pdf
        document = pypdfium2.PdfDocument(pdf)
        try:
            self.sizes = [document.get_page_size(number) for number in range(len(document))]
        finally:
            document.close()
        self.image = lru_cache(KEPT_PAGES)(self._drawn)

    def _drawn(self, number: int, width_px: int) -> QImage:
        document = pypdfium2.PdfDocument(self._pdf)
        try:
            page = document[number]
            return as_image(page.render(scale=width_px / page.get_width(), prefer_bgrx=True))
        finally:
            document.close()


class Sheet(QWidget):
    """One page; drawn when it first comes into view."""

    def __init__(self, size: tuple[float, float], width: int, image: Callable[[int], QImage]) -> None:
        super().__init__()
        self._image = image
        self.setFixedSize(width, round(width * size[1] / size[0]))

    @guarded()
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(self.rect(), self._image(round(self.width() * self.devicePixelRatioF())))
        painter.end()


class PdfPreview(QScrollArea):
    """The pages below each other, as wide as the view, scrolled by wheel and keys."""

    def __init__(self, pdf: bytes = b"", width: int = 620) -> None:
        super().__init__()
        self.setObjectName("plain")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._width = width
        self.pages = 0
        if pdf:
            self.show_pdf(pdf)

    def show_pdf(self, pdf: bytes) -> PdfPages:
        """Show a document; drawing a page takes some 35 ms, and only pages in view are drawn."""
        pages = PdfPages(pdf)
        sheets = [self._sheet(pages, number) for number in range(len(pages.sizes))]
        self.pages = len(sheets)
        self.setWidget(holder(column(*(row(None, sheet, None) for sheet in sheets), None, spacing=16, margins=(16, 16, 16, 16))))
        return pages

    def _sheet(self, pages: PdfPages, number: int) -> QWidget:
        frame = QFrame()
        frame.setObjectName("card")
        inside = Sheet(pages.sizes[number], self._width, lambda width: pages.image(number, width))
        frame.setLayout(column(inside, margins=(1, 1, 1, 1)))
        return frame
