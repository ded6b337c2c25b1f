"""Forms about one customer: a contact, the contracts, who looks after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from PySide6.QtWidgets import QLineEdit, QWidget

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.domain.customers.customers import CONTACTS, Contact, Customer
from visitplanner.domain.staff.staff import Person
from visitplanner.services.core.directory import People
from visitplanner.services.customers.customers import ChangeCustomer
from visitplanner.services.programme.assignments import Assign
from visitplanner.ui.pages.desk import Desk
from visitplanner.ui.records.form import RegisterForm
from visitplanner.ui.widgets.date_field import DateField
from visitplanner.ui.widgets.dialog import FormDialog
from visitplanner.ui.widgets.fields import Choice, Field, text_area
from visitplanner.ui.widgets.parts import column, row

CONTRACTS = {
    "regular_kw": said("&Regular contract (kW)"),
    "half_peak_kw": said("&Half-peak contract (kW)"),
    "saturday_kw": said("&Saturday half-peak contract (kW)"),
    "off_peak_kw": said("&Off-peak contract (kW)"),
}


def contact_form(desk: Desk, contact: Contact, parent: QWidget) -> RegisterForm[Contact]:
    """A person at the customer's."""
    title = desk.language.text("Contact person")
    return RegisterForm(desk, CONTACTS, contact, parent, title=title, fixed={"customer_id"})


class CustomerForm(FormDialog):
    """Contracts with the day they hold from, township, address and notes."""

    def __init__(self, desk: Desk, customer: Customer, parent: QWidget) -> None:
        _ = desk.language.text
        super().__init__(desk.session, desk.language, customer.name, _("&Keep"), parent, 560)
        self._customer = customer
        self.contracts = {name: QLineEdit(str(getattr(customer, name))) for name in CONTRACTS}
        self.since = DateField(desk.language, desk.day, desk.day)
        self.township, self.address = QLineEdit(customer.township), QLineEdit(customer.address)
        self.anyway = QLineEdit(customer.visit_anyway)
        self.notes = text_area(2)
        self.notes.setPlainText(customer.notes)
        fields = {name: Field(desk.language.say(CONTRACTS[name]), self.contracts[name]) for name in CONTRACTS}
        fields |= {
            "effective_on": Field(_("Changed contracts hold &from"), self.since),
            "township": Field(_("To&wnship"), self.township),
            "address": Field(_("&Address"), self.address),
            "visit_anyway": Field(
                _("&Visit anyway, because"),
                self.anyway,
                _("Only for a customer whom no rule asks to visit; leave empty otherwise."),
            ),
            "notes": Field(_("&Notes"), self.notes),
        }
        body = column(
            row(fields["regular_kw"], fields["half_peak_kw"], spacing=12),
            row(fields["saturday_kw"], fields["off_peak_kw"], spacing=12),
            row(fields["effective_on"], fields["township"], spacing=12),
            *(fields[name] for name in ("address", "visit_anyway", "notes")),
            spacing=12,
        )
        self.lay_out(fields, body, about=customer.id)

    def submit(self) -> None:
        """Keep the customer; kW that are no whole number are refused beside their field."""
        self.refusals.clear()
        try:
            kw = {name: whole_kw(entry.text(), name) for name, entry in self.contracts.items()}
            since = self.since.day()
        except Refused as refusal:
            self.refused(Refused(refusal.what, mend=refusal.mend, field=refusal.field or "effective_on"))
            return
        customer = replace(
            self._customer,
            **kw,
            township=self.township.text().strip(),
            address=self.address.text().strip(),
            visit_anyway=self.anyway.text().strip(),
            notes=self.notes.toPlainText().strip(),
        )
        self.session.do(ChangeCustomer(customer, since), self.done_with, self.refused)


def whole_kw(text: str, field: str) -> int:
    """Whole kW of what was typed; raises `Refused` beside the field."""
    digits = text.replace(",", "").strip()
    if not digits.isdecimal():
        raise Refused(
            said("“{text}” is not a whole number of kW.", text=text), mend=said("Write digits only, 0 if none."), field=field
        )
    return int(digits)


class AssignForm(FormDialog):
    """Who looks after a subject from a day on."""

    def __init__(self, desk: Desk, subject_id: UUID, name: str, parent: QWidget) -> None:
        _ = desk.language.text
        super().__init__(desk.session, desk.language, name, _("&Assign"), parent, 420)
        self._subject_id = subject_id
        self.person = Choice()
        self.since = DateField(desk.language, desk.day, desk.day)
        fields = {
            "person": Field(_("&Person in charge"), self.person),
            "begins_on": Field(_("&From"), self.since, _("Whoever did it before ends the day before.")),
        }
        self.lay_out(fields, column(*fields.values(), spacing=12), about=subject_id)
        self.session.ask(People(), self._arrived)

    def submit(self) -> None:
        """Give the subject to the chosen person from the day on."""
        self.refusals.clear()
        person = self.person.value()
        if person is None:
            self.refused(Refused(said("Nobody is chosen."), mend=said("Import the staff list first."), field="person"))
            return
        try:
            since = self.since.day()
        except Refused as refusal:
            self.refused(Refused(refusal.what, mend=refusal.mend, field="begins_on"))
            return
        self.session.do(Assign(self._subject_id, person, since), self.done_with, self.refused)

    def _arrived(self, people: Sequence[Person]) -> None:
        self.person.set_entries([(person.name, person.id) for person in people])
