"""A draft tariff (草案): a version of prices raised by so many percent for each class of customers."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.domain.core.supply import CLASS_NAMES, CustomerClass
from visitplanner.domain.tariffs.bills.drafts import Rise
from visitplanner.services.core.outcome import Outcome
from visitplanner.services.tariffs.drafts import CreateDraft, percent_of
from visitplanner.ui.core import style
from visitplanner.ui.core.typed import NOTHING_KNOWN
from visitplanner.ui.pages.desk import Desk
from visitplanner.ui.widgets.date_field import DateField
from visitplanner.ui.widgets.dialog import FormDialog
from visitplanner.ui.widgets.fields import Field
from visitplanner.ui.widgets.parts import column, label


class DraftForm(FormDialog):
    """kept: the draft that was kept."""

    kept = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        _ = desk.language.text
        super().__init__(desk.session, desk.language, _("New draft tariff"), _("&Keep"), parent, 520)
        self.name, self.source = QLineEdit(), QLineEdit()
        self.first = DateField(desk.language, desk.day)
        self.rises = {each: (QLineEdit("0"), QLineEdit("0")) for each in CustomerClass}
        self.grid = self._grid()
        fields = {
            "title": Field(_("Na&me"), self.name, _("Such as: December decision, industry +3 %")),
            "first": Field(_("In force &from"), self.first),
            "source": Field(_("&Source"), self.source, _("Where the percentages are from; it is printed beside every figure.")),
            "percent": Field(_("&Change of today's prices in percent"), self.grid),
        }
        body = column(
            fields["title"], fields["first"], fields["source"], fields["percent"], spacing=12
        )  # fmt: skip
        self.lay_out(fields, body, about=NOTHING_KNOWN)

    def submit(self) -> None:
        self.refusals.clear()
        try:
            first = self.first.day()
            rises = {each: Rise(*(percent_of(entry.text()) for entry in pair)) for each, pair in self.rises.items()}
        except Refused as refusal:
            self.refused(Refused(refusal.what, mend=refusal.mend, field=refusal.field or "first"))
            return
        if first is None:
            self.refused(Refused(said("The day from which it holds is missing."), field="first"))
            return
        self.session.do(CreateDraft(self.name.text(), first, self.source.text(), rises), self._kept, self.refused)

    def _kept(self, outcome: Outcome[object]) -> None:
        self.kept.emit(outcome.value)
        self.accept()

    def _grid(self) -> QWidget:
        """A line a class: energy prices and contract prices."""
        _ = self.language.text
        made = QWidget()
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        for across, head in enumerate((_("Energy (%)"), _("Basic (%)")), 1):
            grid.addWidget(label(head, "caption"), 0, across, Qt.AlignmentFlag.AlignRight)
        for down, (each, pair) in enumerate(self.rises.items(), 1):
            name = self.language.say(CLASS_NAMES[each])
            grid.addWidget(label(name), down, 0)
            for across, (entry, kind) in enumerate(zip(pair, (_("Energy (%)"), _("Basic (%)")), strict=True), 1):
                entry.setAlignment(Qt.AlignmentFlag.AlignRight)
                entry.setFixedWidth(style.look().px(84))
                entry.setAccessibleName(f"{name} {kind}")
                grid.addWidget(entry, down, across)
        made.setFocusProxy(next(iter(self.rises.values()))[0])
        return made
