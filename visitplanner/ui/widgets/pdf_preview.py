"""Pages of a PDF on screen, drawn by pypdfium2."""

from __future__ import annotations

import pypdfium2
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea

from visitplanner.ui.widgets.parts import column, holder, row


def page_images(pdf: bytes, width_px: int) -> list[QImage]:
    """Every page of a PDF as an image of a width in pixels."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [_image(page.render(scale=width_px / page.get_width(), prefer_bgrx=True)) for page in document]
    finally:
        document.close()


def _image(bitmap: pypdfium2.PdfBitmap) -> QImage:
    pixels = bytes(bitmap.buffer)
    return QImage(pixels, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGB32).copy()


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

    def show_pdf(self, pdf: bytes) -> None:
        """Show a document; drawing a page takes some 35 ms."""
        ratio = self.devicePixelRatioF()
        sheets = []
        for image in page_images(pdf, round(self._width * ratio)):
            image.setDevicePixelRatio(ratio)
            sheet = QLabel()
            sheet.setPixmap(QPixmap.fromImage(image))
            sheet.setObjectName("card")
            sheets.append(row(None, sheet, None))
        self.pages = len(sheets)
        self.setWidget(holder(column(*sheets, None, spacing=16, margins=(16, 16, 16, 16))))
