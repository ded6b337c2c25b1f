"""A person's days away: first day, last day and reason, a line each."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.domain.staff.staff import Absence
from visitplanner.i18n import Language
from visitplanner.ui.core import style
from visitplanner.ui.widgets.date_field import DateField, day_in
from visitplanner.ui.widgets.parts import button, column, holder, label, put, row, scrolled

MOST_SHOWN, MOST_SHOWN_LARGE = 4, 2
"""Lines in sight, and with large type; the others are scrolled to."""
LARGE_TYPE = 130
LINE_HEIGHT = 38


class AbsenceLine(QWidget):
    """One period; an empty last day means a single day."""

    def __init__(self, language: Language, today: dt.date, absence: Absence | None = None) -> None:
        super().__init__()
        _ = language.text
        self.first = DateField(language, today, absence.first if absence else None)
        self.last = DateField(language, today, absence.last if absence else None)
        self.reason = QLineEdit(absence.reason if absence else "")
        self.reason.setPlaceholderText(_("Reason, such as 休假、受訓"))
        for entry, name in ((self.first, _("First day")), (self.last, _("Last day")), (self.reason, _("Reason"))):
            entry.setAccessibleName(name)
        self.remove = button("", kind="icon", icon="x", tip=_("Take this line out"))
        line = row(self.first, label("–", "muted"), self.last, self.reason, self.remove, spacing=6)
        line.setStretch(3, 1)
        self.setLayout(line)

    def absence(self) -> Absence | None:
        """The period that is written, None when the line is empty; raises `Refused`."""
        first, last = day_in(self.first, "absences"), day_in(self.last, "absences")
        reason = self.reason.text().strip()
        if first is None:
            if last is None and not reason:
                return None
            raise Refused(said("The first day away is missing."), mend=said("Write it, or take the line out."), field="absences")
        if last is not None and last < first:
            raise Refused(said("A period of days away ends before it begins."), field="absences")
        return Absence(first, last or first, reason)


class AbsenceRows(QWidget):
    """Any number of periods, with a button for one more."""

    def __init__(self, language: Language, today: dt.date, absences: Iterable[Absence]) -> None:
        super().__init__()
        self._language, self._today = language, today
        self.lines: list[AbsenceLine] = []
        self._column = column(spacing=4)
        self._area = scrolled(holder(column(self._column, None, spacing=0)))
        more = button(language.text("Add days &away"), kind="quiet", icon="plus", on=self.add)
        self.setLayout(column(self._area, row(more, None), spacing=4))
        self.setFocusProxy(more)
        for absence in absences:
            self.add_line(absence)
        self._make_room()

    def absences(self) -> tuple[Absence, ...]:
        """All periods in their order; raises `Refused` for what cannot be read."""
        found = [absence for line in self.lines if (absence := line.absence()) is not None]
        return tuple(sorted(found, key=lambda one: (one.first, one.last)))

    def kept(self) -> str:
        """What is written in all lines, as JSON."""
        written = [[line.first.text(), line.last.text(), line.reason.text()] for line in self.lines]
        return json.dumps(written, ensure_ascii=False) if written else ""

    def bring(self, text: str) -> None:
        """The lines as they were written."""
        for line in list(self.lines):
            self._remove(line)
        for first, last, reason in json.loads(text) if text else ():
            line = self.add_line()
            line.first.bring(first)
            line.last.bring(last)
            line.reason.setText(reason)

    @Slot()
    def add(self) -> None:
        """A new empty line, with the keyboard in it."""
        self.add_line().first.setFocus()
        bar = self._area.verticalScrollBar()
        bar.setValue(bar.maximum())

    def add_line(self, absence: Absence | None = None) -> AbsenceLine:
        """A line for an absence, or an empty one."""
        line = AbsenceLine(self._language, self._today, absence)
        line.remove.clicked.connect(lambda: self._remove(line))
        self.lines.append(line)
        put(self._column, line)
        self._make_room()
        return line

    def _remove(self, line: AbsenceLine) -> None:
        self.lines.remove(line)
        self._column.removeWidget(line)
        line.hide()
        line.deleteLater()
        self._make_room()

    def _make_room(self) -> None:
        most = MOST_SHOWN if style.look().percent < LARGE_TYPE else MOST_SHOWN_LARGE
        shown = min(len(self.lines), most)
        self._area.setFixedHeight(style.look().px(LINE_HEIGHT) * shown)
        self._area.setVisible(shown > 0)
