"""The form that takes a load file in for one customer; no page of its own, any page may open it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.domain.customers.customers import Customer, account_printed
from visitplanner.services.loads.loads import (
    CheckLoad,
    DayOrder,
    DecimalMark,
    ImportedLoad,
    ImportLoad,
    LoadFile,
    ReadingChoices,
    Stamp,
    Unit,
)
from visitplanner.ui.core import style
from visitplanner.ui.core.plain_text import unmarked
from visitplanner.ui.pages.desk import Desk
from visitplanner.ui.widgets.dialog import FormDialog
from visitplanner.ui.widgets.fields import Choice, Field
from visitplanner.ui.widgets.parts import column, label, row, tick_box

UNITS = (("W", Unit.W), ("kW", Unit.KW), ("MW", Unit.MW), ("Wh", Unit.WH), ("kWh", Unit.KWH), ("MWh", Unit.MWH))
UNIT_NAMES = {unit: name for name, unit in UNITS}

Asked = tuple[Path, ReadingChoices, str | None]
"""What a person asks for: the file, what is said about it, and the account chosen of several."""


class LoadForm(FormDialog):
    """A load file for one customer; where the file cannot tell, the person says. Doubts are shown before it is kept."""

    def __init__(self, desk: Desk, customer: Customer, parent: QWidget, path: Path | None = None) -> None:
        _ = desk.language.text
        super().__init__(desk.session, desk.language, _("Import a load file"), _("&Import"), parent, 560)
        self._customer = customer
        self._read = desk.context.files.read_loads
        self._doubted_load: Asked | None = None
        self.path = QLineEdit(str(path or ""))
        self._build_choices()
        self.anyway = tick_box(_("Keep it for {name} th&ough the file names another account", name=unmarked(customer.name)))
        self.anyway.hide()
        self.told = label(role="muted", wrap=True)
        self.doubts = label(role="warning", wrap=True)
        fields = self._fields()
        self._whose = fields["account"]
        self._whose.hide()
        browse = QAction(style.icon("upload", "muted"), _("Choose a load file"), self)
        browse.setShortcut("Ctrl+O")
        browse.triggered.connect(self._browse)
        self.path.returnPressed.connect(self.submit)
        self.path.addAction(browse, QLineEdit.ActionPosition.TrailingPosition)
        body = column(
            fields["file"],
            row(fields["stamp"], fields["unit"], spacing=12),
            row(fields["dates"], fields["decimal"], spacing=12),
            fields["column"],
            fields["account"],
            self.anyway,
            self.told,
            self.doubts,
            spacing=12,
        )
        self.lay_out(fields, body, about=None if path else customer.id)
        for choice in (self.stamp, self.unit, self.dates, self.decimal, self.account):
            choice.chosen.connect(self._unsay)
        for text in (self.path, self.column):
            text.textEdited.connect(self._unsay)
        self._unsay()

    def _build_choices(self) -> None:
        _ = self.language.text
        tells = (_("as the file says"), None)
        self.stamp = Choice([tells, (_("beginning"), Stamp.START), (_("end"), Stamp.END)])
        self.unit = Choice([tells, *UNITS])
        self.dates = Choice([tells, (_("day/month/year"), DayOrder.DAY_FIRST), (_("month/day/year"), DayOrder.MONTH_FIRST)])
        self.decimal = Choice([tells, ("1.5", DecimalMark.POINT), ("1,5", DecimalMark.COMMA)])
        self.column = QLineEdit()
        self.column.setPlaceholderText(_("as the file says"))
        self.column.returnPressed.connect(self.submit)
        self.account = Choice()

    def _fields(self) -> dict[str, Field]:
        _ = self.language.text
        return {
            "file": Field(_("&File"), self.path),
            "stamp": Field(_("&Time names the"), self.stamp),
            "unit": Field(_("&Unit"), self.unit),
            "dates": Field(_("&Dates"), self.dates),
            "decimal": Field(_("De&cimal mark"), self.decimal),
            "column": Field(_("Column of the &values"), self.column, _("Its heading, or its letter as in Excel (A, B, C …).")),
            "account": Field(_("&Account in the file"), self.account),
        }

    def submit(self) -> None:
        """Read the file; what it says of itself and what is doubtful is shown before anything is kept."""
        self.refusals.clear()
        path = Path(self.path.text().strip())
        try:
            there = path.is_file()
        except (OSError, ValueError):
            there = False
        if not there:
            self.refused(Refused(said("There is no such file."), mend=said("Choose the load file."), field="file"))
            return
        asked = self._asked(path)
        job = self.session.compute(
            lambda _progress, _stop: self._read(path, asked[1]), lambda files: self._arrived(files, asked), self.refused
        )
        self.busy(job, self.language.text("Reading the file"))

    def _asked(self, path: Path) -> Asked:
        named = self.column.text().strip() or None
        values = (self.stamp.value(), self.dates.value(), self.unit.value(), self.decimal.value())
        return path, ReadingChoices(*values, column=named), self.account.value()

    def _arrived(self, files: tuple[LoadFile, ...], asked: Asked) -> None:
        self.idle()
        file = self._of_account(files)
        if file is None or not self._is_own(file):
            return
        own = self._customer.account
        if asked == self._doubted_load:
            self.session.do(self._keeping(file), self.done_with, self.refused)
            return
        self.session.ask(
            CheckLoad(file, own, self._customer.name), lambda checked: self._checked(file, checked, asked), self.refused
        )

    def refused(self, refusal: Refused) -> None:
        """A refusal about the account stands above the form while there is no account to choose."""
        if refusal.field == "account" and self._whose.isHidden():
            refusal = Refused(refusal.what, where=refusal.where, mend=refusal.mend)
        super().refused(refusal)

    def _keeping(self, file: LoadFile) -> ImportLoad:
        """The command; an account that nobody here has was confirmed above."""
        return ImportLoad(file, self._customer.account, self._customer.name)

    def _of_account(self, files: tuple[LoadFile, ...]) -> LoadFile | None:
        """The load of the file's one account, of this customer, or of the account a person chose; None: it must be chosen."""
        if len(files) == 1:
            self._whose.hide()
            return files[0]
        by_account = {file.account: file for file in files}
        if self.account.values != [None, *by_account]:
            unknown = (self.language.text("choose one"), None)
            entries = [unknown, *((account_printed(account or ""), account) for account in by_account)]
            own = self._customer.account
            self.account.set_entries(entries, own if own in by_account else None)
        self._whose.show()
        chosen = by_account.get(self.account.value())
        if chosen is None:
            what = said("The file holds the loads of {count} accounts.", count=len(files))
            self.refused(Refused(what, mend=said("Choose the account whose load is to be kept."), field="account"))
        return chosen

    def _is_own(self, file: LoadFile) -> bool:
        """Whether the load may be kept for this customer; shown as a refusal when it may not."""
        own = self._customer.account
        if file.account in (None, own) or self.anyway.isChecked():
            return True
        self.anyway.show()
        both = {"file": account_printed(file.account or ""), "own": account_printed(own)}
        what = said("The file names the account {file}; this customer is {own}.", **both)
        self.refused(Refused(what, mend=said("Choose another file, or say below that it belongs here."), field="file"))
        return False

    def _checked(self, file: LoadFile, checked: ImportedLoad, asked: Asked) -> None:
        """Keep a load of which nothing is to be said; else show what it is and what is doubtful, and ask once more."""
        if not checked.notes:
            self.session.do(self._keeping(file), self.done_with, self.refused)
            return
        _, say = self.language.text, self.language.say
        self._doubted_load = (*asked[:2], self.account.value())
        found = _(
            "{first} to {last}, {unit}; highest demand {max_kw:,.1f} kW, {kwh:,.0f} kWh. Column taken: {columns}",
            first=file.load.first_day,
            last=file.load.last_day,
            unit=UNIT_NAMES[file.unit],
            max_kw=file.max_kw,
            kwh=file.kwh,
            columns="、".join(file.taken) or "—",
        )
        self.told.setText(found)
        self.doubts.setText("\n".join(f"• {say(note)}" for note in checked.notes))
        self.told.show()
        self.doubts.show()
        self.verb.setText(_("&Keep it all the same"))
        self.verb.setFocus()

    def _unsay(self, _changed: object = None) -> None:
        """What is asked for changed: nothing has been read yet."""
        self._doubted_load = None
        self.told.hide()
        self.doubts.hide()
        self.verb.setText(self.language.text("&Import"))

    @Slot()
    def _browse(self) -> None:
        _ = self.language.text
        kinds = _("Load files (*.csv *.txt *.xlsx *.xls *.ods)") + ";;(*)"
        name, _kind = QFileDialog.getOpenFileName(self, _("Choose a load file"), "", kinds)
        if name:
            self.path.setText(name)
