"""指派: a proposed person for every subject nobody looks after, shown with its reasons and editable before it is taken over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.programme.programme import ROLE_NAMES
from visitplanner.domain.staff.staff import Person
from visitplanner.i18n import Language
from visitplanner.services.core.directory import People
from visitplanner.services.core.outcome import Outcome
from visitplanner.services.core.ports import Office, Progress, Stop
from visitplanner.services.programme.assignments import (
    AcceptAssignments,
    AssignmentProposals,
    Chosen,
    ProposeAssignments,
    ProposedRow,
)
from visitplanner.ui.core import style
from visitplanner.ui.core.plain_text import tip
from visitplanner.ui.core.rows_model import Column
from visitplanner.ui.core.style import Tone
from visitplanner.ui.pages.desk import Desk
from visitplanner.ui.widgets.dialog import Dialog
from visitplanner.ui.widgets.fields import Choice
from visitplanner.ui.widgets.parts import EmptyState, allow, button, column, label, row
from visitplanner.ui.widgets.table import Table, TablePane

MOST_TOLD = 4
"""Lines about loads and companies below the table; more of them stand in its tip."""


@dataclass(frozen=True)
class Draft:
    """A proposal as the person wants it. edited: somebody else than the proposed one."""

    row: ProposedRow
    person: Person
    edited: bool = False


def reasons(draft: Draft, language: Language) -> str:
    """Why this person is proposed, or that it was chosen by hand."""
    if draft.edited:
        return language.text("chosen by hand")
    return language.text("; ").join(language.say(reason) for reason in draft.row.proposal.reasons)


def role_of(draft: Draft) -> Message:
    """The role that is proposed for."""
    return ROLE_NAMES[draft.row.proposal.charge.role]


def townships(draft: Draft) -> str:
    """All townships of the subject's sites, so that the one a reason names is among them."""
    return "、".join(draft.row.proposal.charge.townships)


COLUMNS = (
    Column[Draft]("subject", said("Customer"), lambda draft: draft.row.subject.name, width=220),
    Column[Draft](
        "role", said("Role"), lambda draft: draft.row.proposal.charge.role.value, lambda draft, say: say.say(role_of(draft)), 92
    ),
    Column[Draft]("township", said("Township"), townships, width=120, tip=lambda draft, _: townships(draft)),
    Column[Draft]("kw", said("Contracts (kW)"), lambda draft: draft.row.proposal.charge.size_kw, width=116, right=True),
    Column[Draft](
        "person",
        said("Proposed"),
        lambda draft: draft.person.name,
        width=96,
        tone=lambda draft: Tone.ACCENT if draft.edited else Tone.PLAIN,
    ),
    Column[Draft]("why", said("Why"), lambda draft: "", reasons, stretch=True, tip=reasons),
)


class AssignmentDialog(Dialog):
    """Select rows, choose another person for them, take the whole over."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        _ = desk.language.text
        self._desk = desk
        self._drafts: list[Draft] = []
        self.setWindowTitle(_("Specialists and leaders"))
        self.resize(style.look().px(1020), style.look().px(620))
        self._state = label(role="muted", wrap=True)
        self._nobody = label(role="warning", wrap=True)
        self._loads = label(role="muted", wrap=True)
        self._loads.setObjectName("loads")
        self.table = Table(COLUMNS, desk.language, lambda draft: draft.row.subject.id, "proposals")
        nothing = EmptyState("check", _("Everybody is looked after"), _("Each subject that is owed a visit has its person."))
        self.person = Choice()
        self.person.setAccessibleName(_("Another person for the selected rows"))
        self.change = button(_("C&hange selected"), on=self._change)
        self.verb = button("", kind="primary", icon="check", on=self._accept)
        foot = row(
            label(_("Another person for the selected rows"), "muted"), self.person, self.change, None,
            button(_("Cancel"), on=self.reject), self.verb,
        )  # fmt: skip
        head = column(label(_("Specialists and leaders"), "section"), self._state, spacing=2)
        pane = TablePane(self.table, nothing)
        self._refusal = label(role="refusal", wrap=True)
        self.setLayout(column(head, pane, self._loads, self._nobody, self._refusal, foot, spacing=12, margins=(24, 20, 24, 16)))
        for each in (self._loads, self._nobody):
            each.hide()
        self._refusal.hide()
        desk.session.of(self).work(self._ask, self._arrived)

    def _ask(self, office: Office, _progress: Progress, _stop: Stop) -> tuple[AssignmentProposals, list[Person]]:
        return office.ask(ProposeAssignments()), office.ask(People())

    def _arrived(self, answer: tuple[AssignmentProposals, list[Person]]) -> None:
        proposals, people = answer
        _ = self._desk.language.text
        self._drafts = [Draft(each, each.proposal.person) for each in proposals.rows]
        self.person.set_entries([(person.name, person) for person in people])
        self._state.setText(
            _(
                "{count} without a person. The proposals follow rank, township and equal load.",
                count=len(self._drafts) + len(proposals.nobody),
            )
        )
        if proposals.nobody:
            names = "、".join(subject.name for subject in proposals.nobody[:5])
            self._nobody.setText(_("Nobody holds the rank for {count}: {names}", count=len(proposals.nobody), names=names))
            self._nobody.show()
        self._show_loads(proposals)
        self._show()

    def _show_loads(self, proposals: AssignmentProposals) -> None:
        """What everybody would have, and what is not level or not in one hand; a long list goes on in the tip."""
        language = self._desk.language
        told = [language.say(remark) for remark in proposals.remarks]
        for role in dict.fromkeys(one.role for one in proposals.loads):
            each = language.listed(f"{one.person.name} {one.visits}" for one in proposals.loads if one.role is role)
            told.append(language.text("Visits a year, {role}: {each}", role=language.say(ROLE_NAMES[role]), each=each))
        left = len(told) - MOST_TOLD
        shown = [*told[:MOST_TOLD], *([language.text("and {count} more", count=left)] if left > 0 else [])]
        self._loads.setText("\n".join(shown))
        self._loads.setToolTip(tip("\n".join(told) if left > 0 else ""))
        self._loads.setVisible(bool(proposals.rows and told))

    @Slot()
    def _change(self) -> None:
        chosen = {draft.row.subject.id for draft in self.table.chosen()}
        person = self.person.value()
        if person is not None:
            self._drafts = [
                replace(draft, person=person, edited=person.id != draft.row.proposal.person.id)
                if draft.row.subject.id in chosen
                else draft
                for draft in self._drafts
            ]
            self._show()

    @Slot()
    def _accept(self) -> None:
        chosen = tuple(Chosen(draft.row.subject.id, draft.person.id, draft.row.begins_on) for draft in self._drafts)
        self._desk.session.of(self).do(AcceptAssignments(chosen), self._done, self._refused)

    def _done(self, _outcome: Outcome[Sequence[object]]) -> None:
        self.accept()

    def _refused(self, refusal: Refused) -> None:
        self._refusal.setText(self._desk.language.say_refusal(refusal))
        self._refusal.show()

    def _show(self) -> None:
        self.table.set_rows(self._drafts)
        self.verb.setText(self._desk.language.text("&Take {count} over", count=len(self._drafts)))
        allow(self.verb, "" if self._drafts else self._desk.language.text("Nothing is proposed: everybody is assigned."))
