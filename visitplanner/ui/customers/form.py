"""Forms about one customer: a contact, the contracts, who looks after it, a load file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCheckBox, QFileDialog, QLineEdit, QWidget

from visitplanner.domain.customers import Contact, Customer, account_printed
from visitplanner.domain.errors import Refused
from visitplanner.domain.messages import said
from visitplanner.domain.staff import Person
from visitplanner.services.assignments import Assign
from visitplanner.services.customers import AddContact, ChangeContact, ChangeCustomer
from visitplanner.services.directory import People
from visitplanner.services.loads import DayOrder, DecimalMark, ImportLoad, LoadFile, ReadingChoices, Stamp, Unit
from visitplanner.ui import style
from visitplanner.ui.page import Desk
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


class ContactForm(FormDialog):
    """A person at the customer's."""

    def __init__(self, desk: Desk, contact: Contact, parent: QWidget) -> None:
        _ = desk.language.text
        super().__init__(desk.session, desk.language, _("Contact person"), _("&Keep"), parent, 420)
        self._contact = contact
        self.name, self.phone, self.email = QLineEdit(contact.name), QLineEdit(contact.phone), QLineEdit(contact.email)
        fields = {
            "name": Field(_("&Name"), self.name),
            "phone": Field(_("&Telephone"), self.phone),
            "email": Field(_("&E-mail"), self.email),
        }
        self.lay_out(fields, column(*fields.values(), spacing=12))

    def submit(self) -> None:
        self.refusals.clear()
        contact = replace(self._contact, name=self.name.text(), phone=self.phone.text(), email=self.email.text())
        command = ChangeContact(contact) if contact.version else AddContact(contact)
        self.session.do(command, self.done_with, self.refused)


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
        self.lay_out(fields, body)

    def submit(self) -> None:
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
        self.lay_out(fields, column(*fields.values(), spacing=12))
        desk.session.ask(People(), self._arrived)

    def submit(self) -> None:
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


class LoadForm(FormDialog):
    """A load file for one customer; where the file cannot tell, the person says."""

    def __init__(self, desk: Desk, customer: Customer, parent: QWidget, path: Path | None = None) -> None:
        _ = desk.language.text
        super().__init__(desk.session, desk.language, _("Import a load file"), _("&Import"), parent)
        self._customer = customer
        self._read = desk.context.files.read_load
        self.path = QLineEdit(str(path or ""))
        tells = (_("as the file says"), None)
        self.stamp = Choice([tells, (_("beginning"), Stamp.START), (_("end"), Stamp.END)])
        self.unit = Choice([tells, ("kW", Unit.KW), ("kWh", Unit.KWH)])
        self.dates = Choice([tells, (_("day/month/year"), DayOrder.DAY_FIRST), (_("month/day/year"), DayOrder.MONTH_FIRST)])
        self.decimal = Choice([tells, ("1.5", DecimalMark.POINT), ("1,5", DecimalMark.COMMA)])
        self.anyway = QCheckBox(_("Keep it for &this customer though the file names another account"))
        self.anyway.hide()
        fields = {
            "file": Field(_("&File"), self.path),
            "stamp": Field(_("&Time names the"), self.stamp),
            "unit": Field(_("&Unit"), self.unit),
            "dates": Field(_("&Dates"), self.dates),
            "decimal": Field(_("De&cimal mark"), self.decimal),
        }
        browse = QAction(style.icon("upload", "muted"), _("Choose a load file"), self)
        browse.setShortcut("Ctrl+O")
        browse.triggered.connect(self._browse)
        self.path.addAction(browse, QLineEdit.ActionPosition.TrailingPosition)
        body = column(
            fields["file"],
            row(fields["stamp"], fields["unit"], spacing=12),
            row(fields["dates"], fields["decimal"], spacing=12),
            self.anyway,
            spacing=12,
        )
        self.lay_out(fields, body)

    def submit(self) -> None:
        self.refusals.clear()
        path = Path(self.path.text().strip())
        if not path.is_file():
            self.refused(Refused(said("There is no such file."), mend=said("Choose the load file."), field="file"))
            return
        choices = ReadingChoices(self.stamp.value(), self.dates.value(), self.unit.value(), self.decimal.value())
        job = self.session.compute(lambda _progress, _stop: self._read(path, choices), self._arrived, self.refused)
        self.busy(job, self.language.text("Reading the file"))

    def _arrived(self, file: LoadFile) -> None:
        self.idle()
        own = self._customer.account
        if file.account not in (None, own) and not self.anyway.isChecked():
            self.anyway.show()
            both = {"file": account_printed(file.account or ""), "own": account_printed(own)}
            what = said("The file names the account {file}; this customer is {own}.", **both)
            self.refused(Refused(what, mend=said("Choose another file, or say below that it belongs here."), field="file"))
            return
        self.session.do(ImportLoad(file, own), self.done_with, self.refused)

    @Slot()
    def _browse(self) -> None:
        _ = self.language.text
        name, _kind = QFileDialog.getOpenFileName(self, _("Choose a load file"), "", _("Load files (*.csv *.txt)") + ";;(*)")
        if name:
            self.path.setText(name)
