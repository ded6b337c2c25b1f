"""人員: the staff list, its import, and one person's form."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from visitplanner.domain.errors import Refused
from visitplanner.domain.messages import said
from visitplanner.domain.programme import RANK_NAMES, SKILL_NAMES
from visitplanner.domain.staff import Absence, Person, Rank
from visitplanner.domain.taiwan_dates import parse_date
from visitplanner.i18n import Language
from visitplanner.services.staff import AddPerson, ChangePerson, RemovePerson, StaffRow
from visitplanner.ui.importing import kinds
from visitplanner.ui.importing.wizard import ImportWizard
from visitplanner.ui.page import Desk
from visitplanner.ui.settings.columns import STAFF
from visitplanner.ui.settings.presenter import SettingsFacts
from visitplanner.ui.widgets.dialog import FormDialog
from visitplanner.ui.widgets.fields import Choice, Field
from visitplanner.ui.widgets.parts import EmptyState, button, column, label, row
from visitplanner.ui.widgets.table import Table, TablePane


class StaffTab(QWidget):
    def __init__(self, desk: Desk) -> None:
        super().__init__()
        _ = desk.language.text
        self._desk = desk
        self._state = label(role="muted")
        self.bring_in = button(_("Import the &staff list"), icon="upload", on=self.open_import)
        add = button(_("Add a &person"), icon="plus", on=self._add)
        remove = button(_("&Remove"), on=self._remove)
        self.table = Table(STAFF, desk.language, lambda each: each.person.id, "staff")
        self.table.opened.connect(self._edit)
        nothing = EmptyState(
            "users",
            _("No staff yet"),
            _("Names, ranks, skills, townships and days away, as an Excel or CSV file."),
            button(_("Import the &staff list"), kind="primary", icon="upload", on=self.open_import),
        )
        head = row(self._state, None, remove, add, self.bring_in)
        self.setLayout(column(head, TablePane(self.table, nothing), spacing=12, margins=(0, 12, 0, 0)))

    def show_facts(self, facts: SettingsFacts) -> None:
        self.table.set_rows(facts.staff)
        self._state.setText(self._desk.language.text("{count} people", count=len(facts.staff)))

    def open_import(self) -> ImportWizard:
        wizard = ImportWizard(self._desk, kinds.STAFF, self)
        wizard.open()
        return wizard

    def _add(self) -> None:
        PersonForm(self._desk, Person(name="", rank=Rank.STAFF), self).open()

    def _edit(self, each: StaffRow) -> None:
        PersonForm(self._desk, each.person, self).open()

    def _remove(self) -> None:
        each = self.table.current()
        if each is not None:
            self._desk.session.do(RemovePerson(each.person))


class PersonForm(FormDialog):
    def __init__(self, desk: Desk, person: Person, parent: QWidget) -> None:
        _, say = desk.language.text, desk.language.say
        super().__init__(desk.session, desk.language, _("Person"), _("&Keep"), parent, 460)
        self._person = person
        self.name = QLineEdit(person.name)
        self.rank = Choice([(say(name), rank) for rank, name in RANK_NAMES.items()], person.rank)
        self.department = QLineEdit(person.department)
        self.skills = {skill: QCheckBox(say(name)) for skill, name in SKILL_NAMES.items()}
        for skill, box in self.skills.items():
            box.setChecked(skill in person.skills)
        self.townships = QLineEdit("、".join(person.townships))
        self.away = QLineEdit(absences_text(person.absences, desk.language))
        self.visits = Choice([("1", 1), ("2", 2)], person.visits_a_day)
        fields = {
            "name": Field(_("&Name"), self.name),
            "rank": Field(_("&Rank"), self.rank),
            "department": Field(_("De&partment"), self.department),
            "townships": Field(_("To&wnships in charge"), self.townships, _("Separated by 、; empty means everywhere.")),
            "absences": Field(_("Days a&way"), self.away, _("Such as 115/03/02-115/03/06、115/05/04")),
            "visits_a_day": Field(_("&Visits a day at most"), self.visits),
        }
        body = column(
            row(fields["name"], fields["rank"], spacing=12),
            row(fields["department"], fields["visits_a_day"], spacing=12),
            row(label(_("Skills"), "caption"), *self.skills.values(), None, spacing=16),
            fields["townships"],
            fields["absences"],
            spacing=12,
        )
        self.lay_out(fields, body)

    def submit(self) -> None:
        self.refusals.clear()
        try:
            absences = absences_of(self.away.text())
        except Refused as refusal:
            self.refused(Refused(refusal.what, mend=refusal.mend, field="absences"))
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


def absences_of(text: str) -> tuple[Absence, ...]:
    """Single days and spans (`115/03/02-115/03/06` or with ~); raises `Refused` for what cannot be read."""
    found: list[Absence] = []
    for part in split(text.replace("~", "–").replace("至", "–")):
        first, sign, last = part.partition("–")
        if not sign and part.count("-") in (1, 5):
            pieces = part.split("-")
            half = len(pieces) // 2
            first, last = "-".join(pieces[:half]), "-".join(pieces[half:])
        begin = parse_date(first)
        end = parse_date(last) if last.strip() else begin
        if end < begin:
            raise Refused(said("A period of days away ends before it begins."))
        found.append(Absence(begin, end))
    return tuple(found)


def absences_text(absences: tuple[Absence, ...], language: Language) -> str:
    spans = [(language.date(one.first), language.date(one.last)) for one in absences]
    return "、".join(first if first == last else f"{first}–{last}" for first, last in spans)
