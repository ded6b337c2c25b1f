"""The list of any described kind of record, for the page of all of them and for a page or a tab that shows only one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Generic, TypeVar
from uuid import UUID

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from visitplanner.domain.core.fields import Wording
from visitplanner.domain.core.kinds import Kind
from visitplanner.domain.core.messages import said
from visitplanner.domain.core.records import Record
from visitplanner.services.records.lists import RecordList, RecordPage
from visitplanner.services.records.records import RemoveRecord
from visitplanner.ui.core.paged_rows import Wanted
from visitplanner.ui.pages.desk import Desk
from visitplanner.ui.records.columns import columns_of
from visitplanner.ui.records.form import RegisterForm
from visitplanner.ui.widgets.parts import EmptyState, button, column
from visitplanner.ui.widgets.table import PagedTable, TablePane

R = TypeVar("R", bound=Record)


class RecordPane(QWidget, Generic[R]):
    """All records of a kind in a table, or those of one subject; Enter opens a record's form. given: the values all of them
    have, by field, which are neither shown nor asked for. shown: how many are kept, when the list has arrived."""

    shown = Signal(int)

    def __init__(self, desk: Desk, kind: Kind[R], given: Mapping[str, Any] | None = None) -> None:
        super().__init__()
        _, say = desk.language.text, desk.language.say
        self._desk, self.kind = desk, kind
        self._given = given or {}
        self._wording = Wording(say)
        self._wanted: UUID | None = None
        columns = columns_of(kind, lambda: self._wording, self._given.keys())
        self.table = PagedTable(columns, desk.language, lambda record: record.id, kind.name, self._ask)
        self.table.opened.connect(self.open_form)
        first = button(say(said("Add {thing}", thing=kind.noun)), icon="plus", on=self.open_new)
        nothing = EmptyState(
            "list-checks", _("Nothing is kept here yet"), _("What you add stands here, and can be taken back with Ctrl+Z."), first
        )
        none_fits = EmptyState("search", _("No record fits"), _("Empty the field above to see all of them."))
        self.setLayout(column(TablePane(self.table, nothing, none_fits)))

    def refresh(self) -> None:
        """Ask for the records again."""
        self.table.pages.refresh()

    def show_page(self, wanted: Wanted, page: RecordPage[R]) -> None:
        """Show the records that were asked for, with the names of what they refer to."""
        known = self._wording.names if wanted.first else {}
        names = {kind: {**known.get(kind, {}), **more} for kind, more in page.names.items()}
        self._wording = Wording(self._desk.language.say, names)
        self.table.pages.take(wanted, page.records, page.total, page.kept)
        if self._wanted is not None:
            self.show_record(self._wanted)
        if self.table.current() is None and self.table.rows.rowCount():
            self.table.show_key(self.table.rows.row(0).id)
        self.shown.emit(page.kept)

    def show_record(self, ident: UUID) -> None:
        """Make a record current, at once or when the list has arrived."""
        self._wanted = None if self.table.show_key(ident) else ident
        if self._wanted is not None and not self.table.pages.complete:
            self.table.pages.fetch_rest(lambda: None)

    def _ask(self, wanted: Wanted) -> None:
        say, sort, down = self._desk.language.say, wanted.sort, wanted.descending
        part = RecordList(self.kind, wanted.text, sort, down, rows=wanted.count, say=say, first=wanted.first, only=self._given)
        self._desk.session.of(self).ask(part, lambda page: self.show_page(wanted, page))

    def open_new(self) -> RegisterForm[R]:
        return self._opened(None)

    @Slot(object)
    def open_form(self, record: R) -> RegisterForm[R]:
        return self._opened(record)

    def change_current(self) -> None:
        record = self.table.current()
        if record is not None:
            self._opened(record)

    def remove_current(self) -> None:
        record = self.table.current()
        if record is not None:
            self._desk.session.do(RemoveRecord(self.kind, record))

    def _opened(self, record: R | None) -> RegisterForm[R]:
        form = RegisterForm(self._desk, self.kind, record, self, given=self._given)
        form.open()
        return form
