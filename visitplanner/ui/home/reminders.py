"""提醒: one line on the home page, and the list behind it; each leads to its visit or case."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QFrame, QWidget

from visitplanner.domain.core.messages import said
from visitplanner.domain.visits.reminders import REMINDER_NAMES, Reminder
from visitplanner.i18n import Language
from visitplanner.services.reminders.reminders import ReminderRow
from visitplanner.ui.core.plain_text import tip
from visitplanner.ui.core.rows_model import Column
from visitplanner.ui.pages.desk import Desk
from visitplanner.ui.widgets.dialog import Dialog, fitted
from visitplanner.ui.widgets.parts import button, column, label, row
from visitplanner.ui.widgets.table import Table

COLUMNS = (
    Column[ReminderRow](
        "due", said("Due since"), lambda row_: row_.due_on, lambda row_, language: language.date(row_.due_on), 96
    ),
    Column[ReminderRow](
        "what",
        said("To do"),
        lambda row_: list(Reminder).index(row_.reminder),
        lambda row_, language: language.say(row_.name),
        130,
    ),
    Column[ReminderRow]("subject", said("Customer"), lambda row_: row_.subject, width=210),
    Column[ReminderRow]("text", said("Case"), lambda row_: row_.text, stretch=True, tip=lambda row_, _: row_.text),
    Column[ReminderRow]("person", said("Who"), lambda row_: row_.person, width=80, spare=1),
)

SPACING = 12


def counted(rows: Sequence[ReminderRow], language: Language) -> str:
    """How many of each, such as 備妥簡報 2 · 補登紀錄 1."""
    counts = Counter(row_.reminder for row_ in rows)
    return " · ".join(f"{language.say(REMINDER_NAMES[one])} {counts[one]}" for one in Reminder if counts[one])


class RemindersStrip(QFrame):
    """Beside the title, so that it costs the day no room; hidden while nothing wants doing."""

    def __init__(self, language: Language, on: Callable[[], object]) -> None:
        super().__init__()
        self.setObjectName("soft")
        self._language = language
        self._title, self._words = label(role="strong"), label(role="muted")
        self.verb = button(language.text("See &all"), kind="link", on=on)
        self.setLayout(row(self._title, self._words, self.verb, spacing=SPACING, margins=(12, 0, 8, 0)))
        self._words.hide()  # until it is known that there is room: the page would first be as wide as they are
        self.hide()

    @property
    def words(self) -> str:
        """How many of each there are."""
        return self._words.text()

    def more_needed(self) -> int:
        """How much wider it is once all is spelled out; 0 when it is."""
        return self._words.sizeHint().width() + SPACING if self._words.isHidden() else 0

    def spell(self, *, out: bool) -> None:
        """Say how many of each beside the count, or, in a narrow window, in the tip alone."""
        if out == self._words.isHidden():  # hidden and shown in turn, the page would be laid out for ever
            self._words.setVisible(out)
        self.setToolTip(tip("" if out else self.words))

    def show_reminders(self, rows: Sequence[ReminderRow]) -> None:
        """Say how many of each there are."""
        self._title.setText(self._language.text("Reminders: {count}", count=len(rows)))
        self._words.setText(counted(rows, self._language))
        self.verb.setAccessibleDescription(self.words)
        self.setVisible(bool(rows))


class RemindersDialog(Dialog):
    """All of them; Enter or a double click goes there."""

    def __init__(self, desk: Desk, parent: QWidget, rows: Sequence[ReminderRow]) -> None:
        super().__init__(parent)
        _ = desk.language.text
        self._desk = desk
        self.setWindowTitle(_("Reminders of today"))
        self.resize(*fitted(820, 520))
        self.table = Table(COLUMNS, desk.language, lambda row_: (row_.visit_id, row_.case_id), "reminders")
        self.table.set_rows(list(rows))
        self.table.opened.connect(self._open)
        told = label(
            _("Counted in working days: 14, 7 and 1 before a visit, 3 and 7 after it. Enter goes there."), "muted", wrap=True
        )
        close = button(_("C&lose"), on=self.reject)
        head = label(_("Reminders of today"), "section")
        whole = column(head, told, self.table, row(None, close), spacing=12, margins=(24, 20, 24, 16))
        whole.setStretchFactor(self.table, 1)
        self.setLayout(whole)

    def _open(self, chosen: ReminderRow) -> None:
        self.accept()
        if chosen.case_id is not None:
            self._desk.go("follow_ups", chosen.case_id)
        else:
            self._desk.go("planning", chosen.visit_id)
