"""計算假設: every choice the figures rest on, in words, one click away from every tab."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QTabWidget, QWidget

from visitplanner.domain.tariffs.bills.assumptions import Assumption
from visitplanner.i18n import Language
from visitplanner.ui.core import style
from visitplanner.ui.core.guard import guarded
from visitplanner.ui.widgets.parts import button, column, empty, holder, label, line, put, row, scrolled, selectable

WIDTH = 320


class AssumptionsPanel(QFrame):
    """closed: the person closed it."""

    closed = Signal()

    def __init__(self, language: Language) -> None:
        super().__init__()
        _ = language.text
        self._language = language
        self.setObjectName("card")
        self.setFixedWidth(style.look().px(WIDTH))
        close = button("", kind="icon", icon="x", on=self.closed.emit, tip=_("Close the assumptions"))
        self._list = column(spacing=8)
        intro = label(_("What the figures of this page rest on. What stands first matters most."), "caption", wrap=True)
        inside = scrolled(holder(column(self._list, None)))
        head = row(label(_("Assumptions"), "section"), None, close)
        body = column(head, intro, line(), inside, spacing=8, margins=(16, 10, 10, 12))
        body.setStretchFactor(inside, 1)
        self.setLayout(body)
        leave = QShortcut("Esc", self)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self.closed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_assumptions(self, assumptions: Sequence[Assumption]) -> None:
        """List what a bill takes for granted."""
        empty(self._list)
        for assumption in assumptions:
            put(self._list, self._entry(assumption))

    def _entry(self, assumption: Assumption) -> QWidget:
        text = selectable(self._language.say(assumption.text))
        side = style.look().px(16)
        sign = label("" if assumption.loud else "·", "muted")
        if assumption.loud:
            sign.setPixmap(style.icon("triangle-alert", "warn").pixmap(side, side))
        sign.setFixedWidth(side)
        entry = row(spacing=8, margins=(0, 0, 8, 0))
        entry.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        entry.addWidget(text, 1)
        return holder(entry)


class WithPanel(QWidget):
    """The tabs, and the panel laid over their right side while it is open: nothing below it is squeezed."""

    def __init__(self, tabs: QTabWidget, panel: AssumptionsPanel) -> None:
        super().__init__()
        self._panel = panel
        self._bar = tabs.tabBar()
        self.setLayout(column(tabs, spacing=0))
        panel.setParent(self)
        panel.hide()

    def show_panel(self, shown: bool) -> None:
        """Show the panel over the page's right side, or hide it."""
        self._place()
        self._panel.setVisible(shown)
        self._panel.raise_()
        if shown:
            self._panel.setFocus()

    @guarded()
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        top = self._bar.height() + style.look().px(12)
        width = self._panel.width()
        self._panel.setGeometry(self.width() - width, top, width, max(self.height() - top, 0))
