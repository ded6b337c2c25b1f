"""The room a page has: it is told how wide it may be, and scrolls where the window is smaller than the page can be."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea

from visitplanner.ui.core.guard import guarded
from visitplanner.ui.pages.desk import Page


class PageArea(QScrollArea):
    """Holds one page."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page = page
        self.setObjectName("plain")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(page)

    @guarded()
    def resizeEvent(self, event: QResizeEvent) -> None:
        self.page.fit(self.viewport().width())
        super().resizeEvent(event)
