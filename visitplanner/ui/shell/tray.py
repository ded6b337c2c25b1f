"""The note in the tray: once a day, what wants doing. None where there is no tray, or where somebody switched it off."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QSystemTrayIcon

from visitplanner.services.reminders.reminders import ReminderRow, Reminders
from visitplanner.ui.core import style
from visitplanner.ui.core.plain_text import tip
from visitplanner.ui.home.reminders import counted
from visitplanner.ui.pages.desk import Desk, Watch

SOON_MS = 4000
"""The window comes first."""
HOUR_MS = 3_600_000


class TrayWatch(Watch):
    """Asks soon after the window is there and every hour, so that a window left open tells the new day too."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.icon: QSystemTrayIcon | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(SOON_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()
        if self.icon is not None:
            self.icon.hide()

    @Slot()
    def look(self) -> None:
        """Ask for the reminders if nobody was told today."""
        self._timer.setInterval(HOUR_MS)
        state = self._desk.state()
        if state.tray and state.told_on != self._desk.day.isoformat() and QSystemTrayIcon.isSystemTrayAvailable():
            self._desk.session.of(self).ask(Reminders(), self.tell)

    def tell(self, rows: Sequence[ReminderRow]) -> None:
        """One note with the counts; a day without reminders says nothing."""
        day: dt.date = self._desk.day
        if not rows:
            return
        self._desk.keep_state(replace(self._desk.state(), told_on=day.isoformat()))
        language = self._desk.language
        self.show_note(language.text("Reminders: {count}", count=len(rows)), counted(rows, language))

    def show_note(self, title: str, words: str) -> None:
        """Show a note of the tray's icon, which is there from the first one on."""
        if self.icon is None:
            self.icon = QSystemTrayIcon(style.icon("calendar-days", "accent"), self)
            self.icon.messageClicked.connect(self._go)
            self.icon.activated.connect(self._go)
            self.icon.setToolTip(tip(self._desk.language.text("Customer visits")))
            self.icon.show()
        self.icon.showMessage(title, words, style.icon("calendar-days", "accent"))

    @Slot()
    def _go(self) -> None:
        self._desk.go("home")
