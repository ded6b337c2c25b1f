"""What a case bears besides its text: receipt number, petition and controller, public opinion, the request and its documents."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QWidget

from visitplanner.domain.follow_ups.requests import RequestKind
from visitplanner.domain.staff.staff import Person
from visitplanner.i18n import Language
from visitplanner.services.core.directory import People
from visitplanner.services.core.outcome import Outcome
from visitplanner.services.core.ports import Office, Progress, Stop
from visitplanner.services.follow_ups.follow_ups import FollowUpRow, Marks
from visitplanner.services.follow_ups.marks import MarkFollowUp, RequestKinds, TickDocuments
from visitplanner.services.office.office_settings import OfficeSettings, OfficeSettingsInForce
from visitplanner.ui.core import style
from visitplanner.ui.pages.desk import Desk
from visitplanner.ui.widgets.dialog import FormDialog
from visitplanner.ui.widgets.fields import Choice, Field
from visitplanner.ui.widgets.parts import column, label, row, tick_box

MarksOffered = tuple[list[Person], list[RequestKind], OfficeSettings]


class MarksForm(FormDialog):
    """The marks of one case."""

    def __init__(self, desk: Desk, parent: QWidget, case: FollowUpRow) -> None:
        _ = desk.language.text
        super().__init__(desk.session, desk.language, _("Marks of the case"), _("&Keep the marks"), parent, 560)
        self._case = case
        kept = case.follow_up
        self.receipt = QLineEdit(kept.receipt)
        self.receipt.setPlaceholderText(_("As on the receipt, such as 1150316001"))
        self.petition = tick_box(_("A &petition (陳情)"))
        self.petition.setChecked(kept.petition)
        self.opinion = tick_box(_("A risk to public &opinion (輿情)"))
        self.opinion.setChecked(kept.public_opinion)
        self.controller, self.request = Choice(), Choice()
        self._clock = label(role="caption", wrap=True)
        fields = {
            "receipt": Field(_("&Receipt number"), self.receipt),
            "controller": Field(_("&Controller of the petition"), self.controller),
            "request": Field(_("&Kind of request; its documents are told at once"), self.request),
        }
        marks = row(self.petition, self.opinion, None, spacing=16)
        pair = row(fields["receipt"], fields["controller"], spacing=12)
        pair.setStretch(0, 1)
        pair.setStretch(1, 1)
        self.lay_out(fields, column(marks, self._clock, pair, fields["request"], spacing=12), about=case.follow_up.id)
        self.petition.toggled.connect(self.controller.setEnabled)
        self.controller.setEnabled(kept.petition)
        self.session.work(self._offers, self._arrived)

    def submit(self) -> None:
        """Keep the marks."""
        self.refusals.clear()
        marks = Marks(
            self.receipt.text(),
            self.petition.isChecked(),
            self.controller.value(),
            self.opinion.isChecked(),
            self.request.value(),
        )
        command = MarkFollowUp(self._case.follow_up.id, marks, version=self._case.follow_up.version)
        self.session.do(command, self.done_with, self.refused)

    def done_with(self, _outcome: Outcome[object]) -> None:
        """Close the form."""
        self.accept()

    def _offers(self, office: Office, _progress: Progress, _stop: Stop) -> MarksOffered:
        return office.ask(People()), office.ask(RequestKinds()), office.ask(OfficeSettingsInForce())

    def _arrived(self, offered: MarksOffered) -> None:
        people, kinds, settings = offered
        _, kept = self.language.text, self._case.follow_up
        self.controller.set_entries([(_("Nobody yet"), None), *((one.name, one.id) for one in people)], kept.controller_id)
        self.request.set_entries([(_("No request of a kind"), None), *((one.name, one.id) for one in kinds)], kept.request_id)
        days = settings.petition_within
        told = _("A petition is due {days} working days after it was raised.", days=days)
        unknown = _("The office has not entered the days of petitions (Settings, General): they go by the usual time.")
        self._clock.setText(unknown if days is None else told)


class DocumentsForm(FormDialog):
    """Which documents came, and what is asked for besides."""

    def __init__(self, desk: Desk, parent: QWidget, case: FollowUpRow) -> None:
        _ = desk.language.text
        super().__init__(desk.session, desk.language, _("Documents of the case"), _("&Keep the ticks"), parent, 520)
        self._case = case
        self.list = QListWidget()
        self.list.setObjectName("ticks")
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setMinimumHeight(style.look().px(150))
        self.more = QLineEdit()
        self.more.setPlaceholderText(_("Name it; the customer is asked once more"))
        for one in case.follow_up.documents:
            words = one.name if one.received_on is None else _("{name} (came {day})", name=one.name, day=one.received_on)
            item = QListWidgetItem(words)
            item.setData(Qt.ItemDataRole.UserRole + 1, one.name)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if one.received_on else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        fields = {
            "received": Field(_("&Documents that are here (Space ticks)"), self.list),
            "more": Field(_("Ask for &another"), self.more),
        }
        self.lay_out(fields, column(fields["received"], fields["more"], spacing=12), about=case.follow_up.id)

    def submit(self) -> None:
        """Keep what is ticked."""
        self.refusals.clear()
        items = [self.list.item(number) for number in range(self.list.count())]
        here = tuple(item.data(Qt.ItemDataRole.UserRole + 1) for item in items if item.checkState() is Qt.CheckState.Checked)
        more = (self.more.text().strip(),) if self.more.text().strip() else ()
        self.session.do(
            TickDocuments(self._case.follow_up.id, here, more, self._case.follow_up.version), self.done_with, self.refused
        )

    def done_with(self, _outcome: Outcome[object]) -> None:
        """Close the form."""
        self.accept()


def documents_line(case: FollowUpRow, language: Language) -> str:
    """How many of the documents are here, and which are missing; empty where none was asked for."""
    documents = case.follow_up.documents
    missing: Sequence[str] = [one.name for one in documents if one.received_on is None]
    if not documents:
        return ""
    if not missing:
        return language.text("all {count} here", count=len(documents))
    return language.text(
        "{here} of {count} here; missing: {names}",
        here=len(documents) - len(missing),
        count=len(documents),
        names=language.listed(missing),
    )
