"""陳核: the year's plan through its boxes, one after the other, then in force; below, what has changed since."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QLineEdit, QWidget

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.domain.planning.year.approvals import APPROVAL_NAMES, SIGNER_NAMES, ApprovalState, Signature, Signer
from visitplanner.i18n import Language
from visitplanner.services.core.outcome import Command, Outcome
from visitplanner.services.core.ports import Office
from visitplanner.services.planning.approvals import Amendment, ApprovalOf, ApprovalSheet, ProposePlan, PublishPlan, SignPlan
from visitplanner.services.reports.plan_for_signature import AnnualPlanFor
from visitplanner.ui.core import style
from visitplanner.ui.core.chips import Chip, ChipLabel, Shape
from visitplanner.ui.core.rows_model import NOTHING, Column
from visitplanner.ui.core.style import Tone
from visitplanner.ui.pages.desk import Desk
from visitplanner.ui.papers.paper_dialog import PaperDialog
from visitplanner.ui.widgets.dialog import Dialog, fitted
from visitplanner.ui.widgets.parts import button, column, label, quiet_empty, row
from visitplanner.ui.widgets.table import Table, TablePane

STATES = {
    ApprovalState.DRAFT: (Shape.OUTLINE, Tone.PLAIN),
    ApprovalState.PROPOSED: (Shape.HALF, Tone.WARN),
    ApprovalState.SIGNED: (Shape.SOLID, Tone.ACCENT),
    ApprovalState.PUBLISHED: (Shape.TICK, Tone.OK),
}


def day_or_none(day: dt.date | None, language: Language) -> str:
    """A day with its weekday; a dash for none."""
    return language.date(day, weekday=True) if day else NOTHING


def what_changed(one: Amendment, language: Language) -> str:
    """How a visit differs from the plan that was proposed."""
    if one.before is None:
        return language.text("added")
    if one.after is None:
        return language.text("taken out")
    moved = one.before != one.after
    if moved and one.leader_changed:
        return language.text("moved, another leader")
    return language.text("moved") if moved else language.text("another leader")


AMENDMENTS = (
    Column[Amendment]("subject", said("Customer"), lambda one: one.subject, stretch=True, tip=lambda one, _: one.subject),
    Column[Amendment]("before", said("Before"), lambda one: one.before, lambda one, say: day_or_none(one.before, say), 150),
    Column[Amendment]("after", said("After"), lambda one: one.after, lambda one, say: day_or_none(one.after, say), 150),
    Column[Amendment]("what", said("What changed"), lambda one: (one.before is None, one.after is None), what_changed, 150),
)


class SignBox(QFrame):
    """One box of 核章: who signed and when, or the place for the name when it is its turn."""

    def __init__(self, language: Language, signer: Signer) -> None:
        super().__init__()
        self.setObjectName("card")
        self.signer = signer
        self._language = language
        _ = language.text
        self.name = QLineEdit()
        self.name.setPlaceholderText(_("Who signed"))
        self.name.setAccessibleName(_("Name of the {signer}", signer=SIGNER_NAMES[signer]))
        self.verb = button(_("&Signed"), kind="primary", icon="check")
        self._signed, self._day = label(role="strong"), label(role="caption")
        self.setLayout(
            column(
                label(language.say(SIGNER_NAMES[signer]), "muted"),
                self._signed,
                self._day,
                self.name,
                self.verb,
                None,
                spacing=6,
                margins=(12, 10, 12, 12),
            )
        )
        self.setMinimumHeight(style.look().px(132))

    def show_box(self, signature: Signature | None, *, turn: bool) -> None:
        """signature: None while the box is empty; turn: it is the next to be signed."""
        _ = self._language.text
        self._signed.setText(signature.name if signature else "" if turn else NOTHING)
        self._day.setText(self._language.date(signature.on) if signature else "" if turn else _("not signed yet"))
        for part in (self._signed, self._day):
            part.setVisible(not turn)
        for part in (self.name, self.verb):
            part.setVisible(turn)

    @property
    def signed(self) -> str:
        """Who signed and when, as shown."""
        return self._signed.text()


class ApprovalDialog(Dialog):
    """Signing happens on paper; here it is recorded. Every step can be undone."""

    def __init__(self, desk: Desk, year: int, parent: QWidget) -> None:
        super().__init__(parent)
        _ = desk.language.text
        self._desk, self._year = desk, year
        self.setWindowTitle(_("Approval of the plan of {year}", year=desk.language.year(year)))
        self.resize(*fitted(820, 560))
        self._chip, self._told = ChipLabel(), label(role="muted", wrap=True)
        self._refusal = label(role="refusal", wrap=True)
        self.boxes = {signer: SignBox(desk.language, signer) for signer in Signer}
        for box in self.boxes.values():
            box.verb.clicked.connect(self._sign)
            box.name.returnPressed.connect(self._sign)
        self.amendments = Table(AMENDMENTS, desk.language, lambda one: (one.subject, one.before, one.after), "amendments")
        self._amended = label(role="strong")
        self.propose = button("", on=self._propose)
        self.paper = button(_("Prin&t the plan"), icon="printer", on=self._print)
        self.publish = button(_("P&ublish"), kind="primary", icon="check", on=self._publish)
        self._lay_out()
        desk.session.changed.connect(self._again)
        self._again()

    def _lay_out(self) -> None:
        _ = self._desk.language.text
        head = row(label(self.windowTitle(), "section"), self._chip, None, spacing=12)
        boxes = row(*self.boxes.values(), spacing=8)
        for place in range(len(self.boxes)):
            boxes.setStretch(place, 1)
        pane = TablePane(self.amendments, quiet_empty(_("The calendar stands as it was proposed.")))
        foot = row(self._refusal, None, button(_("Close"), on=self.reject), self.paper, self.propose, self.publish)
        whole = column(head, self._told, boxes, self._amended, pane, foot, spacing=10, margins=(24, 20, 24, 16))
        whole.setStretchFactor(pane, 1)
        self.setLayout(whole)

    @property
    def state(self) -> str:
        """How far the plan is, as the chip says."""
        return self._chip.accessibleName()

    @property
    def refusal(self) -> str:
        """Why the last step was refused, as shown."""
        return self._refusal.text()

    @Slot()
    def _again(self) -> None:
        self._desk.session.of(self).ask(ApprovalOf(self._year), self._show)

    def _show(self, now: ApprovalSheet) -> None:
        language = self._desk.language
        _ = language.text
        shape, tone = STATES[now.state]
        self._chip.set_chip(Chip(language.say(APPROVAL_NAMES[now.state]), shape, tone))
        self._told.setText(self._words(now))
        signed = {each.signer: each for each in now.signatures}
        for signer, box in self.boxes.items():
            box.show_box(signed.get(signer), turn=now.state is ApprovalState.PROPOSED and signer is now.next_signer)
        self.amendments.set_rows(now.amendments)
        self._amended.setText(_("Changed since it was proposed ({count})", count=len(now.amendments)))
        self.propose.setText(_("&Propose the plan") if now.state is ApprovalState.DRAFT else _("&Propose it anew"))
        self.propose.setProperty("kind", "primary" if now.state is ApprovalState.DRAFT else "plain")
        self.propose.style().unpolish(self.propose)
        self.propose.style().polish(self.propose)
        self.propose.setVisible(now.state is not ApprovalState.PUBLISHED or bool(now.amendments))
        self.publish.setVisible(now.state is ApprovalState.SIGNED)

    def _words(self, now: ApprovalSheet) -> str:
        _ = self._desk.language.text
        if now.published_on:
            return _("In force since {day}. Changes of the calendar are listed below as amendments.", day=now.published_on)
        if now.state is ApprovalState.SIGNED:
            return _("All have signed; it can be published.")
        if now.proposed_on:
            return _("Proposed on {day}. Boxes are signed on paper and recorded here in their order.", day=now.proposed_on)
        return _("Proposing keeps the plan as it stands in the calendar now; what changes afterwards is listed below.")

    @Slot()
    def _print(self) -> None:
        """The plan on paper, a line a visit, with the boxes."""
        context, language = self._desk.context, self._desk.language
        asked = AnnualPlanFor(self._year, context.demonstration)
        title = language.text("Annual visit plan of {year}", year=language.year(self._year))

        def write(office: Office, path: Path) -> None:
            context.files.write_annual_plan(office.ask(asked), path, language)

        PaperDialog(self._desk, title, title, write, self).open()

    @Slot()
    def _propose(self) -> None:
        self._do(ProposePlan(self._year))

    @Slot()
    def _publish(self) -> None:
        self._do(PublishPlan(self._year))

    @Slot()
    def _sign(self) -> None:
        box = next((each for each in self.boxes.values() if not each.verb.isHidden()), None)
        if box is not None:
            self._do(SignPlan(self._year, box.signer, box.name.text()))

    def _do(self, command: Command) -> None:
        self._refusal.setText("")
        self._desk.session.of(self).do(command, self._done, self._refused)

    def _done(self, _outcome: Outcome[object]) -> None:
        box = next((each for each in self.boxes.values() if not each.verb.isHidden()), None)
        if box is not None:
            box.name.setFocus()

    def _refused(self, refusal: Refused) -> None:
        self._refusal.setText(self._desk.language.say_refusal(refusal))
