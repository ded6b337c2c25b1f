"""異動紀錄: what was done, to one record or in the whole office, with filters; what is in force can be taken back."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QWidget

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.domain.records.kinds import KINDS
from visitplanner.i18n import Language
from visitplanner.services.core.outcome import Topic
from visitplanner.services.core.ports import Office, Progress, Stop
from visitplanner.services.records.history import DEED_NAMES, History, HistoryLine, HistoryPeople, UndoChange
from visitplanner.ui.core.chips import Chip, Shape
from visitplanner.ui.core.rows_model import Column
from visitplanner.ui.core.style import Tone
from visitplanner.ui.pages.desk import Desk, Page
from visitplanner.ui.widgets.date_field import DateField
from visitplanner.ui.widgets.dialog import Dialog, fitted
from visitplanner.ui.widgets.fields import Choice, SearchField
from visitplanner.ui.widgets.parts import EmptyState, allow, button, column, label, row, scrolled, selectable
from visitplanner.ui.widgets.table import Table, TablePane

SHOWN, NAMED = 200, 12
"""Changes that are asked for at once; records of one that are named below the list."""


def state_of(line: HistoryLine, language: Language) -> Chip:
    """Whether a change is in force."""
    if line.undone:
        return Chip(language.text("undone"), Shape.STRUCK)
    return Chip(language.text("valid"), Shape.TICK, Tone.OK)


def time_of(line: HistoryLine, language: Language) -> str:
    """When it was done, by the clock of this computer."""
    local = line.at.astimezone()
    return f"{language.date(local.date())} {local:%H:%M}"


def sentence_of(line: HistoryLine, language: Language) -> str:
    """What was done."""
    return language.say(line.what)


LINES = (
    Column[HistoryLine]("at", said("When"), lambda line: line.at, time_of, 150),
    Column[HistoryLine]("by", said("By whom"), lambda line: line.by, width=110),
    Column[HistoryLine]("what", said("What was done"), lambda line: line.label, sentence_of, stretch=True, tip=sentence_of),
    Column[HistoryLine]("records", said("Records"), lambda line: len(line.records), width=80, right=True),
    Column[HistoryLine]("state", said("State"), lambda line: line.undone, chip=state_of, width=110),
)


class HistoryPane(QWidget):
    """The list with its filters, the records of the chosen change below it, and the button that takes it back."""

    def __init__(self, desk: Desk, of: UUID | None = None) -> None:
        super().__init__()
        _, say = desk.language.text, desk.language.say
        self._desk, self._of = desk, of
        self.search = SearchField(_("Filter the history"), self._search, 200)
        self.person = Choice([(_("Everybody"), "")])
        self.person.setAccessibleName(_("By whom"))
        kinds = [(say(kind.many), kind.name) for kind in KINDS if kind.journalled]
        self.kind = Choice([(_("Every kind of record"), ""), *kinds])
        self.kind.setAccessibleName(_("Kind of record"))
        self.kind.setMaximumWidth(self.kind.fontMetrics().horizontalAdvance("國" * 14))
        self.first, self.last = (DateField(desk.language, desk.day) for _place in range(2))
        self.first.setAccessibleName(_("From this day on"))
        self.last.setAccessibleName(_("Up to this day"))
        self.table = Table(LINES, desk.language, lambda line: line.id, "history")
        self.back = button(_("&Take the selected change back"), icon="undo-2", on=self.take_back)
        self.refusal = label(role="refusal", wrap=True)
        self.refusal.hide()
        self._records = selectable(role="caption")
        self._records.setAlignment(Qt.AlignmentFlag.AlignTop)
        nothing = EmptyState("search", _("Nothing here"), _("Nothing was done that is asked for."))
        tools = row(self.search, self.person, self.kind, self.first, label("–"), self.last, None)
        below = scrolled(self._records)
        below.setFixedHeight(self.fontMetrics().height() * 5)
        hint = label(_("What later work stands on is not taken back."), "muted")
        body = column(tools, TablePane(self.table, nothing), below, self.refusal, row(hint, None, self.back), spacing=10)
        body.setStretch(1, 1)
        self.setLayout(body)
        for choice in (self.person, self.kind):
            choice.chosen.connect(self._asked)
        for day in (self.first, self.last):
            day.changed.connect(self._asked)
        self.table.picked.connect(self._pick)
        desk.session.changed.connect(self._changed)
        self._pick(None)
        self.refresh()

    def refresh(self) -> None:
        """Ask again for what the filters let through."""
        try:
            first, last = self.first.day(), self.last.day()
        except Refused as refusal:
            self._refused(refusal)
            return
        kinds = frozenset({self.kind.value()} if self.kind.value() else ())
        asked = History(self._of, self.person.value(), first, last, kinds, SHOWN)

        def answered(office: Office, _progress: Progress, _stop: Stop) -> tuple[list[HistoryLine], list[str]]:
            return office.ask(asked), office.ask(HistoryPeople())

        self._desk.session.of(self).work(answered, self._arrived)

    def take_back(self) -> None:
        """Take the chosen change back; a refusal stands below the list."""
        line = self.table.current()
        self.refusal.hide()
        if line is not None:
            self._desk.session.of(self).do(UndoChange(line.id), refused=self._refused)

    def _arrived(self, found: tuple[list[HistoryLine], list[str]]) -> None:
        lines, people = found
        everybody = self._desk.language.text("Everybody")
        self.person.set_entries([(everybody, ""), *((name, name) for name in people)], self.person.value())
        self.table.set_rows(lines)
        self._pick(self.table.current())

    def _refused(self, refusal: Refused) -> None:
        self.refusal.setText(self._desk.language.say_refusal(refusal))
        self.refusal.show()

    @Slot(object)
    def _pick(self, line: HistoryLine | None) -> None:
        language = self._desk.language
        unchosen = language.text("Choose a change in the list first.") if line is None else ""
        undone = language.text("This change has been taken back already.") if line is not None and line.undone else ""
        allow(self.back, unchosen or undone)
        told = [] if line is None else [f"{language.say(DEED_NAMES[one.deed])}　{language.say(one.name)}" for one in line.records]
        if len(told) > NAMED:
            told = [*told[:NAMED], language.text("and {count} more", count=len(told) - NAMED)]
        self._records.setText("\n".join(told))

    @Slot(object)
    def _asked(self, _value: object) -> None:
        self.refresh()

    @Slot(object)
    def _changed(self, _topics: frozenset[Topic]) -> None:
        self.refresh()

    @Slot(str)
    def _search(self, text: str) -> None:
        self.table.rows.search(text)


class HistoryDialog(Dialog):
    """The history of the office, or of one record."""

    def __init__(self, desk: Desk, parent: QWidget, of: UUID | None = None, name: str = "") -> None:
        super().__init__(parent)
        _ = desk.language.text
        title = _("History: {name}", name=name) if of is not None else _("History of the office")
        self.setWindowTitle(title)
        self.resize(*fitted(960, 620))
        self.pane = HistoryPane(desk, of)
        close = button(_("C&lose"), on=self.reject)
        self.setLayout(column(label(title, "section"), self.pane, row(None, close), spacing=12, margins=(24, 20, 24, 16)))


def history_of(desk: Desk, page: Page) -> HistoryDialog | None:
    """Open the history of the record chosen on a page; a word and None where nothing is chosen."""
    chosen = page.chosen_record()
    if chosen is None:
        desk.session.notice(desk.language.text("Choose a customer, visit, case or record first."), Tone.PLAIN)
        return None
    dialog = HistoryDialog(desk, page.window(), *chosen)
    dialog.open()
    return dialog
