"""While Alt is down each button and field shows its letter on a small badge; nothing moves, and the badges go with the key."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QMainWindow, QWidget

from visitplanner.ui.core import style
from visitplanner.ui.core.letters.letters import PREFERRED, place_of, settle

LONGEST_MS = 4000
"""Badges go after so long in any case: the system may keep the key's release to itself."""


class Badges(QObject):
    """Of one window, which hands its keys on (`pressed`, `released`). label: makes a plain one."""

    def __init__(self, window: QWidget, label: Callable[[str], QLabel]) -> None:
        super().__init__(window)
        self._label = label
        self._window = window
        self._badges: list[QLabel] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(LONGEST_MS)
        self._timer.timeout.connect(self.clear)

    def pressed(self, event: QKeyEvent) -> None:
        """A key went down: Alt alone shows the letters, any other takes them away."""
        if event.key() != Qt.Key.Key_Alt:
            self.clear()
        elif not event.isAutoRepeat() and not self._badges:
            self.show()

    def released(self, event: QKeyEvent) -> None:
        """A key went up."""
        if event.key() == Qt.Key.Key_Alt and not event.isAutoRepeat():
            self.clear()

    def show(self) -> None:
        """Give the letters and show them."""
        for part, letter in settle(self._window):
            place = place_of(part)
            if letter and not place.visibleRegion().isEmpty():
                self._badge(letter, QRect(place.mapTo(self._window, QPoint(0, 0)), place.size()))
        if isinstance(self._window, QMainWindow):
            bar = self._window.menuBar()
            for action in bar.actions():
                box = bar.actionGeometry(action)
                self._badge(str(action.property(PREFERRED)), box.translated(bar.mapTo(self._window, QPoint(0, 0))))
        self._timer.start()

    def clear(self) -> None:
        """Take every badge away."""
        self._timer.stop()
        for badge in self._badges:
            badge.hide()
            badge.deleteLater()
        self._badges = []

    def letters(self) -> list[str]:
        """What the badges say."""
        return [badge.text() for badge in self._badges]

    def _badge(self, letter: str, box: QRect) -> None:
        badge = self._label(letter)
        badge.setParent(self._window)
        badge.setObjectName("badge")
        badge.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        badge.setAlignment(Qt.AlignmentFlag.AlignCenter)
        badge.ensurePolished()
        side = style.look().px(18)
        badge.setFixedSize(max(side, badge.sizeHint().width()), side)
        left = min(max(box.right() - badge.width() + 4, 0), self._window.width() - badge.width())
        badge.move(left, max(box.top() - 6, 0))
        badge.show()
        badge.raise_()
        self._badges.append(badge)
