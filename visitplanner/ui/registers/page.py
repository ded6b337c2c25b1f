"""登記簿: the lists of every described kind of record, the kinds at the left and the chosen list beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, QSize, Slot
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStackedWidget

from visitplanner.domain.core.kinds import Kind
from visitplanner.domain.core.messages import said
from visitplanner.domain.records.kinds import plain_kinds
from visitplanner.services.records.lists import RecordSearch
from visitplanner.ui.core import style
from visitplanner.ui.core.actions import Action
from visitplanner.ui.pages.desk import Desk, Page
from visitplanner.ui.pages.palette import Finder, Found
from visitplanner.ui.records.form import RegisterForm
from visitplanner.ui.records.pane import RecordPane
from visitplanner.ui.widgets.fields import SearchField
from visitplanner.ui.widgets.parts import allow, button, card, row

SIDE_WIDTH = 176


class RegistersPage(Page):
    def __init__(self, desk: Desk) -> None:
        _, say = desk.language.text, desk.language.say
        super().__init__(desk, _("Registers"))
        self.kinds = plain_kinds()
        self.TOPICS = frozenset(topic for kind in self.kinds for each in (kind, *kind.referred) for topic in each.topics)
        self.search = SearchField(_("Filter this list"), self._search, 220)
        self.change = button(_("C&hange"), on=lambda: self.pane().change_current())
        self.remove = button(_("&Remove"), on=lambda: self.pane().remove_current(), tip=_("Can be taken back with Ctrl+Z"))
        self.new = button(_("&Add"), kind="primary", icon="plus", on=self.open_new, tip="Ctrl+N")
        for tool in (self.search, self.change, self.remove, self.new):
            self.tools.addWidget(tool)
        self.side = self._side([say(kind.many) for kind in self.kinds])
        self._panes: dict[str, RecordPane[Any]] = {}
        self._stack = QStackedWidget()
        left = card(self.side, padding=6)
        left.setFixedWidth(style.look().px(SIDE_WIDTH))
        body = row(left, self._stack, spacing=16)
        body.setStretch(1, 1)
        self.content.addLayout(body, 1)
        self.side.setCurrentRow(0)
        self.side.currentRowChanged.connect(self._choose)

    def _side(self, names: Iterable[str]) -> QListWidget:
        made = QListWidget()
        made.setAccessibleName(self.language.text("Registers"))
        for name in names:
            item = QListWidgetItem(name)
            item.setSizeHint(QSize(0, style.look().px(style.ROW_HEIGHT)))  # Qt asks for it before the style is there
            made.addItem(item)
        return made

    def pane(self) -> RecordPane[Any]:
        """The list that is shown."""
        kind = self.kinds[max(self.side.currentRow(), 0)]
        if kind.name not in self._panes:
            pane = self._panes[kind.name] = RecordPane(self.desk, kind)
            self._stack.addWidget(pane)
            pane.table.picked.connect(self._pick)
            pane.shown.connect(self._count)
        return self._panes[kind.name]

    def refresh(self) -> None:
        pane = self.pane()
        self._stack.setCurrentWidget(pane)
        pane.refresh()

    def arrive(self, target: object) -> None:
        """At a kind, or at a record of one."""
        name, ident = target if isinstance(target, tuple) else (target, None)
        place = next((number for number, kind in enumerate(self.kinds) if kind.name == name), 0)
        self.side.setCurrentRow(place)
        if isinstance(ident, UUID):
            self.search.clear()
            self.pane().show_record(ident)

    def offered(self) -> tuple[Action, ...]:
        return (
            Action("new_record", said("&Add"), self.open_new, "Ctrl+N"),
            Action("change_record", said("C&hange"), lambda: self.pane().change_current(), "Ctrl+E"),
            Action("remove_record", said("&Remove"), lambda: self.pane().remove_current(), "Ctrl+Del"),
        )

    def chosen_record(self) -> tuple[UUID, str] | None:
        """The record of the list that is shown."""
        pane = self.pane()
        record = pane.table.current()
        return None if record is None else (record.id, self.language.say(pane.kind.label(record)))

    def focus_filter(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def open_new(self) -> RegisterForm[Any]:
        return self.pane().open_new()

    @Slot(int)
    def _count(self, total: int) -> None:
        name = self.language.say(self.pane().kind.many)
        self.state_line.setText(self.language.text("{name}: {count} kept", name=name, count=f"{total:,}"))
        self._pick(self.pane().table.current())

    @Slot(object)
    def _pick(self, record: object) -> None:
        unchosen = "" if record is not None else self.language.text("Choose a line in the list first.")
        for each in (self.change, self.remove):
            allow(each, unchosen)

    @Slot(int)
    def _choose(self, _place: int) -> None:
        self.pane().table.rows.search(self.search.text())
        self.refresh()

    @Slot(str)
    def _search(self, text: str) -> None:
        self.pane().table.rows.search(text)


def finder(desk: Desk) -> Finder:
    """Records for Ctrl+K, by any word in them."""

    def find(owner: QObject, text: str, take: Callable[[Sequence[Found]], None]) -> None:
        say = desk.language.say

        def arrived(found: Sequence[tuple[Kind[Any], Any]]) -> None:
            take(
                [
                    Found(
                        say(kind.label(record)),
                        say(kind.many),
                        lambda name=kind.name, ident=record.id: desk.go("registers", (name, ident)),
                        text,
                    )
                    for kind, record in found
                ]
            )

        desk.session.of(owner).ask(RecordSearch(text, say), arrived)

    return find
