"""移交: one person's customers go over to another. What goes along and what could not is shown before it is carried out."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QTabWidget, QWidget

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.follow_ups.follow_ups import FollowUp
from visitplanner.domain.staff.staff import Person, Role
from visitplanner.i18n import Language
from visitplanner.services.handovers.handover import HandedOver, HandOver, HandOverPreview
from visitplanner.services.programme.assignments import AssignedRow
from visitplanner.ui.core import style
from visitplanner.ui.core.rows_model import NOTHING, Column
from visitplanner.ui.handovers.hit_visits import CLASHES, VISITS
from visitplanner.ui.pages.desk import Desk
from visitplanner.ui.widgets.date_field import DateField, needed_day
from visitplanner.ui.widgets.dialog import FormDialog
from visitplanner.ui.widgets.fields import Choice, Field
from visitplanner.ui.widgets.parts import allow, column, label, quiet_empty, row
from visitplanner.ui.widgets.table import Table, TablePane

LIST_HEIGHT = 220
ROLES: dict[Role, Message] = {Role.LEADER: said("Leader"), Role.SPECIALIST: said("Specialist")}


def until(row_: AssignedRow, language: Language) -> str:
    """The last day of an assignment; a dash for an open end."""
    return language.date(row_.ends_on) if row_.ends_on else NOTHING


SUBJECTS = (
    Column[AssignedRow]("subject", said("Customer"), lambda one: one.subject.name, stretch=True),
    Column[AssignedRow]("township", said("Township"), lambda one: one.subject.township, width=110),
    Column[AssignedRow]("role", said("Role"), lambda one: ROLES[one.role], width=110),
    Column[AssignedRow]("begins", said("First day"), lambda one: one.begins_on, width=110),
    Column[AssignedRow]("ends", said("Last day"), lambda one: one.ends_on, until, 110),
)
CASES = (
    Column[FollowUp]("text", said("Case"), lambda case: case.text, stretch=True, tip=lambda case, _: case.text),
    Column[FollowUp]("raised", said("Raised on"), lambda case: case.raised_on, width=120),
    Column[FollowUp]("due", said("By"), lambda case: case.due_on, width=120),
)
PART_TITLES = {
    "rows": said("Customers and groups ({count})"),
    "visits": said("Visits that go along ({count})"),
    "clashes": said("Stay with {person} ({count})"),
    "joined": said("{person} joins ({count})"),
    "cases": said("Open cases ({count})"),
}


class HandOverForm(FormDialog):
    """Another person or day shows another preview; only what was previewed can be carried out."""

    def __init__(self, desk: Desk, person: Person, people: Sequence[Person], parent: QWidget) -> None:
        _ = desk.language.text
        title = _("Hand over what {name} looks after", name=person.name)
        super().__init__(desk.session, desk.language, title, _("&Hand over"), parent, 860)
        self._person = person
        others = [(each.name, each.id) for each in sorted(people, key=lambda each: -each.rank) if each.id != person.id]
        self.taker = Choice([(_("Choose a person"), None), *others])
        self.day = DateField(desk.language, desk.day, desk.day)
        fields = {
            "to": Field(_("&To whom"), self.taker),
            "on": Field(_("&From this day on"), self.day, _("For {name} it ends the day before.", name=person.name)),
        }
        self._told = label(role="muted", wrap=True)
        self.tabs = QTabWidget()
        self.tables = {
            "rows": self._tab(SUBJECTS, lambda one: one.assignment_id, _("Nothing goes over.")),
            "visits": self._tab(VISITS, lambda one: one.visit.id, _("No visit goes along.")),
            "clashes": self._tab(CLASHES, lambda one: one.row.visit.id, _("Every visit can go along.")),
            "joined": self._tab(VISITS, lambda one: one.visit.id, _("No visit is joined as a member.")),
            "cases": self._tab(CASES, lambda one: one.id, _("No open case goes along.")),
        }
        self.tabs.setMinimumHeight(style.look().px(LIST_HEIGHT))
        choose = row(fields["to"], fields["on"], spacing=12)
        for place in range(2):
            choose.setStretch(place, 1)
        whole = column(choose, self._told, self.tabs, spacing=10)
        whole.setStretchFactor(self.tabs, 1)
        self.lay_out(fields, whole, about=person.id)
        self.taker.chosen.connect(self.preview)
        self.day.changed.connect(self.preview)
        self._show_nothing(_("Choose to whom; what goes over is shown before anything changes."))

    @Slot()
    def preview(self) -> None:
        """Work out what would go over."""
        self.refusals.clear()
        self._show_nothing("")
        if self.taker.value() is None:
            return
        try:
            command = self._command()
        except Refused as refusal:
            self._not_possible(refusal)
            return
        asked = HandOverPreview(command.from_id, command.to_id, command.on)
        self.session.ask(asked, self._arrived, self._not_possible)

    def submit(self) -> None:
        """Hand over what was chosen; nothing while there is nothing to hand over."""
        if not self.verb.isEnabled():
            return
        command = self.given(self._command)
        if command is not None:
            self.session.do(command, self.done_with, self.refused)

    def _command(self) -> HandOver:
        return HandOver(self._person.id, self.taker.value(), needed_day(self.day, "on"))

    def _arrived(self, result: HandedOver) -> None:
        for part in self.tables:
            self._show_part(part, getattr(result, part))
        self._told.setText(
            self.language.text("Nothing has changed yet. Visits that cannot go along stay where they are; mend them by hand.")
        )
        allow(self.verb)

    def _show_nothing(self, told: str) -> None:
        for part in self.tables:
            self._show_part(part, ())
        self._told.setText(told)
        allow(self.verb, self.language.text("Choose first who takes over."))

    def _show_part(self, part: str, rows: Sequence[Any]) -> None:
        self.tables[part].set_rows(rows)
        title = self.language.text(PART_TITLES[part].template, count=len(rows), person=self._person.name)
        self.tabs.setTabText(list(self.tables).index(part), title)

    def _not_possible(self, refusal: Refused) -> None:
        self.refused(refusal)
        allow(self.verb, self.language.say_refusal(refusal))

    def _tab(self, columns: Sequence[Column[Any]], key: Callable[[Any], Hashable], nothing: str) -> Table:
        table = Table(columns, self.language, key)
        self.tabs.addTab(TablePane(table, quiet_empty(nothing)), "")
        return table
