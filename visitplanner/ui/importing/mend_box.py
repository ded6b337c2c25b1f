"""One fault in full: where it stands, why, and the cell itself, which can be mended there and is judged again at once."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from visitplanner.domain.lists.tables import letters
from visitplanner.i18n import Language
from visitplanner.ui.core import style
from visitplanner.ui.importing.presenter import FaultRow
from visitplanner.ui.widgets.parts import button, column, label, row, selectable


class MendBox(QWidget):
    """mended: (spreadsheet row, column from 0, text) as the person wants the cell."""

    mended = Signal(int, int, str)

    def __init__(self, language: Language) -> None:
        super().__init__()
        _ = language.text
        self._language = language
        self._fault: FaultRow | None = None
        self._where = label(role="strong")
        self.reason = selectable()
        self.cell = QLineEdit()
        self.cell.setAccessibleName(_("The cell's value"))
        self.cell.setMinimumWidth(style.look().px(240))
        self.again = button(_("&Judge again"), on=self._mend)
        self.cell.returnPressed.connect(self._mend)
        self._caption = label(_("Mend the cell here:"), "muted")
        line = row(self._caption, self.cell, self.again, None)
        line.setStretchFactor(self.cell, 1)
        self.setLayout(column(self._where, self.reason, line, spacing=6))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.show_fault(None)

    def show_fault(self, fault: FaultRow | None) -> None:
        """Show a fault in full; None empties the box."""
        self._fault = fault
        self.setVisible(fault is not None)
        if fault is None:
            return
        place = self._language.text("Row {row}", row=fault.row)
        column_ = fault.fault.column or ("" if fault.at is None else letters(fault.at))
        self._where.setText("　".join(part for part in (place, column_, fault.name) if part))
        self.reason.setText(self._language.say(fault.fault.reason))
        self.cell.setText(fault.text)
        for part in (self._caption, self.cell, self.again):
            part.setVisible(fault.at is not None)

    @Slot()
    def _mend(self) -> None:
        fault = self._fault
        if fault is not None and fault.at is not None and self.cell.text() != fault.text:
            self.mended.emit(fault.fault.row, fault.at, self.cell.text())
