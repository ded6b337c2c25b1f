"""A date as the office writes it: 1140703, 114/7/3 or 2025-07-03 typed, or a day picked from the calendar."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QPoint, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QWidget

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.domain.core.taiwan_dates import parse_date
from visitplanner.i18n import Language
from visitplanner.ui.core import style
from visitplanner.ui.widgets.month import MonthPopup


class DateField(QLineEdit):
    """changed: the day that is now meant, or None. Alt+Down opens the calendar."""

    changed = Signal(object)

    def __init__(self, language: Language, today: dt.date, day: dt.date | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self.today = today
        self._day = day
        self.setPlaceholderText(language.text("114/07/03"))
        self.setMinimumWidth(style.look().px(150))
        opening = QAction(style.icon("calendar", "muted"), language.text("Open the calendar (Alt+Down)"), self)
        opening.setShortcut("Alt+Down")
        opening.triggered.connect(self.open_calendar)
        self.addAction(opening, QLineEdit.ActionPosition.TrailingPosition)
        self.editingFinished.connect(self._read)
        self.set_day(day)

    def set_day(self, day: dt.date | None) -> None:
        """Show a day; None empties the field."""
        self._day = day
        self.setText(self._language.date(day, weekday=True) if day else "")

    def day(self) -> dt.date | None:
        """The day that is written; None when the field is empty. Raises `Refused` when it cannot be read."""
        text = self.text().strip()
        if not text:
            return None
        if self._day is not None and text == self._language.date(self._day, weekday=True):
            return self._day
        return parse_date(text.partition(" (")[0])  # the weekday of a day that a draft brought back

    def kept(self) -> str:
        """What is written, a day or not."""
        return self.text()

    def bring(self, text: str) -> None:
        """Write a text as if it had been typed."""
        self.setText(text)
        self._read()

    @Slot()
    def open_calendar(self) -> None:
        """A month to choose from, below the field."""
        popup = MonthPopup(self._day or self.today, self.today, self._language, self)
        popup.chosen.connect(self._picked)
        popup.move(self.mapToGlobal(QPoint(0, self.height() + 2)))
        popup.show()

    def _picked(self, day: dt.date) -> None:
        self.set_day(day)
        self.changed.emit(day)

    @Slot()
    def _read(self) -> None:
        """Write what was typed the usual way; what cannot be read stays, the form refuses it."""
        try:
            day = self.day()
        except Refused:
            return
        if day != self._day:
            self.set_day(day)
            self.changed.emit(day)
        elif day is not None:
            self.set_day(day)


def day_in(entry: DateField, field: str) -> dt.date | None:
    """The day of a form's field, None when it is empty; raises `Refused` beside it."""
    try:
        return entry.day()
    except Refused as refusal:
        raise Refused(refusal.what, mend=refusal.mend, field=field) from None


def needed_day(entry: DateField, field: str) -> dt.date:
    """The day of a form's field; raises `Refused` beside it, also when it is empty."""
    day = day_in(entry, field)
    if day is None:
        raise Refused(said("The day is missing."), mend=said("Write it, or choose it from the calendar."), field=field)
    return day
