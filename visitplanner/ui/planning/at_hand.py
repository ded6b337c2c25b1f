"""The visit at hand, or the owed one that stands nowhere yet, and everything that can be done with it."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from visitplanner.domain.visits.visits import VisitState, is_pinned
from visitplanner.services.programme.obligations import DueRow
from visitplanner.services.visits.visits import BookVisit, ReleaseVisit, VisitRow
from visitplanner.ui.importing.wizard import ImportWizard, open_visits
from visitplanner.ui.pages.desk import Desk
from visitplanner.ui.papers.brief_dialog import BriefDialog
from visitplanner.ui.papers.more_papers import open_record
from visitplanner.ui.papers.paper_dialog import PaperDialog
from visitplanner.ui.planning.board.offers import dragged
from visitplanner.ui.planning.board.tray import what
from visitplanner.ui.planning.forms.approval import ApprovalDialog
from visitplanner.ui.planning.forms.auto_plan import AutoPlanDialog
from visitplanner.ui.planning.forms.day_form import CancelForm, DayForm, wish_of
from visitplanner.ui.planning.forms.turns import TurnsDialog
from visitplanner.ui.planning.forms.what_if import WhatIfDialog
from visitplanner.ui.planning.presenter import PlanningPresenter, YearFacts
from visitplanner.ui.visits.amend_form import AmendForm
from visitplanner.ui.visits.editions import EditionsDialog
from visitplanner.ui.visits.prepare_dialog import PrepareDialog
from visitplanner.ui.visits.record_form import RecordForm


class AtHand(QObject):
    """facts: the year that is shown. visit_id: of the visit chosen. owed: a line of the tray without a visit.

    planned: a plan was put into the calendar; its first day, and the visits of each month as they were before.
    """

    planned = Signal(object, object)

    def __init__(self, desk: Desk, presenter: PlanningPresenter, page: QWidget) -> None:
        super().__init__(page)
        self._desk = desk
        self._presenter = presenter
        self._page = page
        self.facts: YearFacts | None = None
        self.visit_id: UUID | None = None
        self.owed: DueRow | None = None

    def take(self, visit_id: UUID | None, owed: DueRow | None = None) -> None:
        """Take a visit in hand, or one that is owed; None: nothing."""
        self.visit_id, self.owed = visit_id, owed

    def visit(self) -> VisitRow | None:
        """The visit in hand."""
        return self.facts.visit(self.visit_id) if self.facts else None

    def record(self) -> tuple[UUID, str] | None:
        """The id of the visit in hand and what it is called."""
        visit = self.visit()
        return None if visit is None else (visit.visit.id, f"{visit.subject} {self._desk.language.date(visit.visit.day)}")

    def agree(self) -> None:
        """The customer agreed: book the visit in hand."""
        visit = self.visit()
        if visit is not None and visit.visit.is_open:
            self._desk.session.do(BookVisit(visit.visit.id))

    def pencil(self) -> None:
        """Pencil the visit in hand in."""
        visit = self.visit()
        if visit is not None:
            self._desk.session.do(BookVisit(visit.visit.id, state=VisitState.TENTATIVE))

    def open_day_form(self) -> DayForm | None:
        """The days that suit the visit in hand; None for one that is held or cancelled."""
        visit = self.visit()
        asked = dragged(visit) if visit else what(self.owed) if self.owed else None
        if asked is None or self.facts is None or (visit is not None and not visit.visit.is_open):
            return None
        form = DayForm(self._desk, self._page, asked, visit, self.facts.people, self.facts.year)
        self._presenter.offers_for(form, asked, wish_of(visit), self.facts.year, form.show_offers)
        form.open()
        return form

    def open_cancel(self) -> CancelForm | None:
        """The form that cancels the visit in hand."""
        visit = self.visit()
        if visit is None or not visit.visit.is_open:
            return None
        form = CancelForm(self._desk, self._page, visit, visit.visit.day)
        form.open()
        return form

    def open_record(self) -> RecordForm | None:
        """The record of the visit in hand; None before its day."""
        visit = self.visit()
        if visit is None or not visit.visit.is_open or visit.visit.day > self._desk.day:
            return None
        form = RecordForm(self._desk, self._page, visit)
        form.open()
        return form

    def open_preparation(self) -> PrepareDialog | None:
        """What to know and do before the visit in hand; None for one that is over."""
        visit = self.visit()
        if visit is None or not visit.visit.is_open:
            return None
        dialog = PrepareDialog(self._desk, self._page, visit)
        dialog.open()
        return dialog

    def open_amendment(self) -> AmendForm | None:
        """The record of the visit in hand, to be put right; None for a visit that has none."""
        visit = self._over()
        if visit is None:
            return None
        form = AmendForm(self._desk, self._page, visit)
        form.open()
        return form

    def _over(self) -> VisitRow | None:
        """The visit in hand if it has a record or was called off."""
        visit = self.visit()
        return visit if visit is not None and not visit.visit.is_open else None

    def write_record(self) -> None:
        """The record of the visit in hand: written, or put right where it is kept already."""
        if self.open_record() is None:
            self.open_amendment()

    def open_editions(self) -> EditionsDialog | None:
        """Every edition of the record of the visit in hand."""
        visit = self._over()
        if visit is None:
            return None
        dialog = EditionsDialog(self._desk, self._page, visit)
        dialog.open()
        return dialog

    def release(self) -> None:
        """Let planning move the visit in hand again."""
        visit = self.visit()
        if visit is not None and is_pinned(visit.visit):
            self._desk.session.do(ReleaseVisit(visit.visit.id))

    def open_brief(self) -> BriefDialog | None:
        """The briefing sheet for what is in hand."""
        visit, subject = self.visit(), self.subject()
        if subject is None:
            return None
        name = visit.subject if visit else self.owed.subject if self.owed else ""
        dialog = BriefDialog(self._desk, subject, name, self._page, visit.visit.id if visit else None)
        dialog.open()
        return dialog

    def open_paper(self) -> PaperDialog | None:
        """The record of the visit in hand on paper: filled if it was recorded, else to be written on."""
        visit = self.visit()
        if visit is None:
            return None
        return open_record(self._desk, visit.subject, self._page, visit_id=visit.visit.id)

    def go_subject(self) -> None:
        """Go to the customer, group or park in hand."""
        subject = self.subject()
        if subject is not None:
            self._desk.go("customers", subject)

    def go_import(self) -> None:
        self._desk.go("customers", "import")

    def open_visits_import(self) -> ImportWizard:
        """The wizard for the office's own list of visits."""
        return open_visits(self._desk, self._page)

    def go_issues(self) -> None:
        """Go to the register of cases."""
        self._desk.go("follow_ups")

    def open_plan(self) -> AutoPlanDialog | None:
        """The dialog that plans the year."""
        return self._open_plan(mending=False)

    def open_mending(self) -> AutoPlanDialog | None:
        """The dialog that mends the plan."""
        return self._open_plan(mending=True)

    def open_what_if(self) -> WhatIfDialog | None:
        """The dialog that plans under other circumstances."""
        facts = self.facts
        if facts is None:
            return None
        dialog = WhatIfDialog(self._desk, facts, self._page)
        dialog.open()
        return dialog

    def open_approval(self) -> ApprovalDialog | None:
        """The dialog of the plan's approval."""
        facts = self.facts
        if facts is None:
            return None
        dialog = ApprovalDialog(self._desk, facts.year, self._page)
        dialog.open()
        return dialog

    def open_turns(self) -> TurnsDialog | None:
        """Who takes how many turns in the year."""
        facts = self.facts
        if facts is None:
            return None
        dialog = TurnsDialog(self._desk, facts.year, self._page)
        dialog.open()
        return dialog

    def _open_plan(self, *, mending: bool) -> AutoPlanDialog | None:
        facts = self.facts
        if facts is None:
            return None
        dialog = AutoPlanDialog(self._desk, facts, self._page, mending=mending)
        dialog.applied.connect(self.planned)
        dialog.begin()
        dialog.open()
        return dialog

    def subject(self) -> UUID | None:
        """Whom the visit in hand, or what is owed, is for."""
        visit = self.visit()
        if visit is not None:
            return visit.visit.subject_id
        return self.owed.obligation.subject_id if self.owed else None
