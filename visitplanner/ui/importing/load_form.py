"""The form that takes a load file in for one customer; no page of its own, any page may open it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCheckBox, QFileDialog, QLineEdit, QWidget

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.domain.customers.customers import Customer, account_printed
from visitplanner.services.loads.loads import DayOrder, DecimalMark, ImportLoad, LoadFile, ReadingChoices, Stamp, Unit
from visitplanner.ui.core import style
from visitplanner.ui.pages.desk import Desk
from visitplanner.ui.widgets.dialog import FormDialog
from visitplanner.ui.widgets.fields import Choice, Field
from visitplanner.ui.widgets.parts import column, row


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
        self.anyway = QCheckBox(_("Keep it for this customer th&ough the file names another account"))
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
        self.path.returnPressed.connect(self.submit)
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
        """Read the file; what it says of itself is shown before anything is kept."""
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
