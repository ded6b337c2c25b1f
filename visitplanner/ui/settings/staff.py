"""人員: the staff list, its import, and one person's form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from visitplanner.domain.programme.programme import RANK_NAMES, SKILL_NAMES
from visitplanner.domain.staff.staff import Person, Rank
from visitplanner.services.handovers.substitutes import Substitution
from visitplanner.services.staff.staff import AddPerson, ChangePerson, RemovePerson, StaffRow
from visitplanner.services.visits.clashes import Clash
from visitplanner.ui.core import style
from visitplanner.ui.core.typed import NOTHING_KNOWN
from visitplanner.ui.handovers.absence_rows import AbsenceRows
from visitplanner.ui.handovers.away_form import AwayForm
from visitplanner.ui.handovers.handover_form import HandOverForm
from visitplanner.ui.handovers.hit_visits import HitVisits
from visitplanner.ui.handovers.substitute_form import SUBSTITUTIONS, EndForm, SubstituteForm
from visitplanner.ui.importing import kinds
from visitplanner.ui.importing.wizard import ImportWizard
from visitplanner.ui.pages.desk import Desk
from visitplanner.ui.papers.more_papers import open_hand_over_sheet
from visitplanner.ui.papers.paper_dialog import PaperDialog
from visitplanner.ui.settings.columns import STAFF
from visitplanner.ui.settings.presenter import SettingsFacts
from visitplanner.ui.widgets.dialog import FormDialog
from visitplanner.ui.widgets.fields import Choice, Field
from visitplanner.ui.widgets.parts import EmptyState, allow, button, column, holder, label, quiet_empty, row
from visitplanner.ui.widgets.table import Table, TablePane

MOST_SUBSTITUTIONS, BORDERS = 4, 20
"""So many lines are in sight; what the table needs besides its lines, in pixels at 100 %."""


class StaffTab(QWidget):
    """The list; what concerns one of them is done with the one that is chosen."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        _ = desk.language.text
        self._desk = desk
        self._facts: SettingsFacts | None = None
        self._state = label(role="muted")
        self.bring_in = button(_("Import the &staff list"), icon="upload", on=self.open_import)
        add = button(_("Add a &person"), icon="plus", on=self._add)
        remove = button(_("&Remove"), on=self._remove)
        self.away = button(_("&Days away"), on=self.open_away, tip=_("The chosen person is away for some days"))
        self.substitute = button(_("Sub&stitute"), on=self.open_substitute, tip=_("Somebody stands in for the chosen person"))
        self.hand_over = button(
            _("&Hand over"), on=self.open_hand_over, tip=_("The chosen person's customers go over to another")
        )
        self.sheet = button("", kind="icon", icon="printer", on=self.open_sheet, tip=_("Print the hand-over sheet"))
        self._of_one = (self.away, self.substitute, self.hand_over, self.sheet, remove)
        self.table = Table(STAFF, desk.language, lambda each: each.person.id, "staff")
        self.table.opened.connect(self._edit)
        self.table.picked.connect(self._pick)
        nothing = EmptyState(
            "users",
            _("No staff yet"),
            _("Names, ranks, skills, townships and days away, as an Excel or CSV file."),
            button(_("Import the &staff list"), kind="primary", icon="upload", on=self.open_import),
        )
        head = row(self._state, None, *self._of_one, add, self.bring_in)
        pane = TablePane(self.table, nothing)
        whole = column(head, pane, self._standing_in(), spacing=12, margins=(0, 12, 0, 0))
        whole.setStretchFactor(pane, 1)
        self.setLayout(whole)
        self._pick(None)

    def _standing_in(self) -> QWidget:
        """Who stands in for whom, as long as somebody does."""
        _ = self._desk.language.text
        self.substitutions = Table(SUBSTITUTIONS, self._desk.language, substitution_key, "substitutions")
        self.substitutions.opened.connect(self._open_end)
        end = button(_("&End it earlier"), kind="quiet", on=self.open_end)
        self._pane = TablePane(self.substitutions, quiet_empty(""))
        self._box = holder(column(row(label(_("Substitutes"), "strong"), None, end), self._pane, spacing=4))
        return self._box

    def show_facts(self, facts: SettingsFacts) -> None:
        """Show people and substitutions; a list of no substitutions gives way."""
        self._facts = facts
        self.table.set_rows(facts.staff)
        self._state.setText(self._desk.language.text("{count} people", count=len(facts.staff)))
        self.substitutions.set_rows(facts.substitutions)
        lines = 1 + min(len(facts.substitutions), MOST_SUBSTITUTIONS)
        self._pane.setFixedHeight(style.look().px(style.ROW_HEIGHT * lines + BORDERS))
        self._box.setVisible(bool(facts.substitutions))
        self._pick(self.table.current())

    def open_import(self) -> ImportWizard:
        """The wizard for the staff list."""
        wizard = ImportWizard(self._desk, kinds.STAFF, self)
        wizard.open()
        return wizard

    def open_away(self) -> AwayForm | None:
        """The form for days away of the person chosen."""
        person = self._person()
        if person is None:
            return None
        form = AwayForm(self._desk, person, self, self.show_hit)
        form.open()
        return form

    def open_substitute(self) -> SubstituteForm | None:
        """The form that lets somebody stand in for the person chosen."""
        person = self._person()
        if person is None:
            return None
        form = SubstituteForm(self._desk, person, self._people(), self, self.show_hit)
        form.open()
        return form

    def open_hand_over(self) -> HandOverForm | None:
        """The form that hands over what the person chosen looks after."""
        person = self._person()
        if person is None:
            return None
        form = HandOverForm(self._desk, person, self._people(), self)
        form.open()
        return form

    def open_sheet(self) -> PaperDialog | None:
        """The sheet of everything the person chosen looks after."""
        person = self._person()
        return open_hand_over_sheet(self._desk, person, self) if person is not None else None

    def open_end(self) -> EndForm | None:
        """The form that ends the substitution chosen."""
        chosen = self.substitutions.current() or self.substitutions.rows.row(0)
        return self._open_end(chosen)

    def show_hit(self, told: str, clashes: Sequence[Clash]) -> None:
        """What is left to be mended in the calendar."""
        HitVisits(self._desk, told, clashes, self).open()

    def _open_end(self, chosen: Substitution) -> EndForm:
        form = EndForm(self._desk, chosen, self)
        form.open()
        return form

    def _people(self) -> list[Person]:
        return [each.person for each in self._facts.staff] if self._facts else []

    def _person(self) -> Person | None:
        each = self.table.current()
        return each.person if each is not None else None

    @Slot(object)
    def _pick(self, each: StaffRow | None) -> None:
        unchosen = "" if each is not None else self._desk.language.text("Choose a person in the list first.")
        for made in self._of_one:
            allow(made, unchosen)

    def _add(self) -> None:
        PersonForm(self._desk, Person(name="", rank=Rank.STAFF), self).open()

    def _edit(self, each: StaffRow) -> None:
        PersonForm(self._desk, each.person, self).open()

    def _remove(self) -> None:
        each = self.table.current()
        if each is not None:
            self._desk.session.do(RemovePerson(each.person))


def substitution_key(one: Substitution) -> tuple[object, ...]:
    """What tells one substitution from another."""
    return (one.person.id, one.stand_in.id, one.first, one.last)


class PersonForm(FormDialog):
    """A person: name, rank, skills, townships, absences."""

    def __init__(self, desk: Desk, person: Person, parent: QWidget) -> None:
        _, say = desk.language.text, desk.language.say
        super().__init__(desk.session, desk.language, _("Person"), _("&Keep"), parent, 580)
        self._person = person
        self.name = QLineEdit(person.name)
        self.rank = Choice([(say(name), rank) for rank, name in RANK_NAMES.items()], person.rank)
        self.department = QLineEdit(person.department)
        self.skills = {skill: QCheckBox(say(name)) for skill, name in SKILL_NAMES.items()}
        for skill, box in self.skills.items():
            box.setChecked(skill in person.skills)
        self.townships = QLineEdit("、".join(person.townships))
        self.away = AbsenceRows(desk.language, desk.day, person.absences)
        self.visits = Choice([("1", 1), ("2", 2)], person.visits_a_day)
        fields = {
            "name": Field(_("&Name"), self.name),
            "rank": Field(_("&Rank"), self.rank),
            "department": Field(_("De&partment"), self.department),
            "skills": Field(_("Skills"), holder(row(*self.skills.values(), None, spacing=16))),
            "townships": Field(_("To&wnships in charge"), self.townships, _("Separated by 、; empty means everywhere.")),
            "absences": Field(_("Days a&way"), self.away),
            "visits_a_day": Field(_("&Visits a day at most"), self.visits),
        }
        body = column(
            row(fields["name"], fields["rank"], fields["visits_a_day"], spacing=12),
            row(fields["department"], fields["skills"], spacing=12),
            fields["townships"],
            fields["absences"],
            spacing=12,
        )
        self.lay_out(fields, body, about=person.id if person.version else NOTHING_KNOWN)

    def submit(self) -> None:
        """Keep the person with all lines of absence."""
        absences = self.given(self.away.absences)
        if absences is None:
            return
        person = replace(
            self._person,
            name=self.name.text(),
            rank=self.rank.value(),
            department=self.department.text(),
            skills=frozenset(skill for skill, box in self.skills.items() if box.isChecked()),
            townships=tuple(split(self.townships.text())),
            absences=absences,
            visits_a_day=self.visits.value(),
        )
        command = ChangePerson(person) if person.version else AddPerson(person)
        self.session.do(command, self.done_with, self.refused)


def split(text: str) -> list[str]:
    """The parts of a list typed with 、 or commas."""
    for sign in "，,;；":
        text = text.replace(sign, "、")
    return [part.strip() for part in text.split("、") if part.strip()]
