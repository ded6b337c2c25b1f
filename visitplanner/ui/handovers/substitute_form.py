"""代理: somebody stands in for a colleague from a day to a day, for all the colleague looks after or for some; and its end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.domain.customers.customers import account_printed
from visitplanner.domain.staff.staff import Person
from visitplanner.domain.visits.visits import SubjectKind
from visitplanner.services.core.outcome import Outcome
from visitplanner.services.core.subjects import Subject
from visitplanner.services.handovers.handover import HandOverSheet, Sheet
from visitplanner.services.handovers.substitutes import EndSubstitution, StoodIn, Substitute, Substitution
from visitplanner.services.visits.clashes import Clash
from visitplanner.ui.core.rows_model import Column
from visitplanner.ui.core.typed import about_these
from visitplanner.ui.pages.desk import Desk
from visitplanner.ui.widgets.date_field import DateField, needed_day
from visitplanner.ui.widgets.dialog import FormDialog
from visitplanner.ui.widgets.fields import Choice, Field
from visitplanner.ui.widgets.names_field import NamesField
from visitplanner.ui.widgets.parts import column, label, row

SUBSTITUTIONS = (
    Column[Substitution]("person", said("Whose place"), lambda one: one.person.name, stretch=True),
    Column[Substitution]("by", said("Who stands in"), lambda one: one.stand_in.name, width=200),
    Column[Substitution]("first", said("First day"), lambda one: one.first, width=120),
    Column[Substitution]("last", said("Last day"), lambda one: one.last, width=120),
    Column[Substitution]("count", said("Customers and groups"), lambda one: one.count, right=True, width=130),
)


def named(subject: Subject) -> str:
    """A name that tells the sites of one company apart."""
    single = subject.kind is SubjectKind.LARGE and subject.account
    return f"{subject.name}（{account_printed(subject.account)}）" if single else subject.name


class SubstituteForm(FormDialog):
    """hit: is told what was done and the visits the person still leads in that time, if there are any."""

    def __init__(
        self, desk: Desk, person: Person, people: Sequence[Person], parent: QWidget, hit: Callable[[str, Sequence[Clash]], object]
    ) -> None:
        _ = desk.language.text
        super().__init__(desk.session, desk.language, _("Stand in for {name}", name=person.name), _("&Keep"), parent, 520)
        self._person, self._hit = person, hit
        others = [(each.name, each.id) for each in sorted(people, key=lambda each: -each.rank) if each.id != person.id]
        self.stand_in = Choice([(_("Choose a person"), None), *others])
        self.first, self.last = DateField(desk.language, desk.day, desk.day), DateField(desk.language, desk.day)
        self.subjects = NamesField(desk.language, _("Type a name and press Enter"))
        self._told = label(role="muted", wrap=True)
        fields = {
            "by": Field(_("&Who stands in"), self.stand_in),
            "first": Field(_("&First day"), self.first),
            "last": Field(_("&Last day"), self.last),
            "for": Field(_("&Only for these"), self.subjects, _("Empty: for all {name} looks after.", name=person.name)),
        }
        days = row(fields["first"], fields["last"], spacing=12)
        self.lay_out(fields, column(self._told, fields["by"], days, fields["for"], spacing=12), about=person.id)
        self.session.ask(HandOverSheet(person.id), self._arrived)

    def submit(self) -> None:
        """Let the chosen person stand in."""
        command = self.given(self._command)
        if command is not None:
            self.session.do(command, self._kept, self.refused)

    def _command(self) -> Substitute:
        first, last = needed_day(self.first, "first"), needed_day(self.last, "last")
        if self.stand_in.value() is None:
            raise Refused(said("Nobody is chosen."), field="by")
        return Substitute(self._person.id, self.stand_in.value(), first, last, self.subjects.values() or None)

    def _arrived(self, sheet: Sheet) -> None:
        names = {named(row_.subject): row_.subject.id for row_ in sheet.rows}
        self.subjects.set_entries(list(names.items()))
        words = self.language.text(
            "{name} looks after {count} customers and groups. They stay with {name}; both may lead in that time.",
            name=self._person.name,
            count=len(names),
        )
        self._told.setText(words)

    def _kept(self, outcome: Outcome[StoodIn]) -> None:
        self.accept()
        why = said("Still led by {person}.", person=self._person.name)
        clashes = [Clash(visit, (why,)) for visit in outcome.value.visits]
        if clashes and outcome.said is not None:
            self._hit(self.language.say(outcome.said), clashes)


class EndForm(FormDialog):
    """A substitution ends on an earlier day."""

    def __init__(self, desk: Desk, row_: Substitution, parent: QWidget) -> None:
        _ = desk.language.text
        title = _("{stand_in} stands in for {person}", stand_in=row_.stand_in.name, person=row_.person.name)
        super().__init__(desk.session, desk.language, title, _("&End it"), parent, 400)
        self._row = row_
        self.last = DateField(desk.language, desk.day, max(desk.day, row_.first - dt.timedelta(days=1)))
        told = label(_("It lasts until {last}.", last=row_.last), "muted")
        field = Field(_("&Last day"), self.last)
        self.lay_out(
            {"last": field}, column(told, field, spacing=12), about=about_these(row_.person.id, row_.stand_in.id, row_.first)
        )

    def submit(self) -> None:
        """End the substitution after the day given."""
        last = self.given(lambda: needed_day(self.last, "last"))
        if last is None:
            return
        self.session.do(EndSubstitution(self._row.person.id, self._row.stand_in.id, last), self.done_with, self.refused)
