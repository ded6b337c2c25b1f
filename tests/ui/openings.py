"""Every form and dialog of the window, and how a test opens it on the small office."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from PySide6.QtWidgets import QDialog

from tests.builders import Keep, SmallOffice
from visitplanner.domain.core.errors import Doubted
from visitplanner.domain.core.messages import said
from visitplanner.domain.customers.customers import Contact
from visitplanner.domain.staff.staff import Person, Rank
from visitplanner.domain.visits.visits import VisitOutcome
from visitplanner.services.core.directory import People
from visitplanner.services.handovers.substitutes import Substitution
from visitplanner.services.loads.loads import ImportLoad, LoadFile, LoadFindings, LoadOf, Stamp
from visitplanner.services.office.demonstration_load import invented_load
from visitplanner.services.visits.visits import MoveVisit, RecordVisit, VisitList
from visitplanner.ui.customers.assignments import AssignmentDialog
from visitplanner.ui.customers.form import AssignForm, CustomerForm, contact_form
from visitplanner.ui.follow_ups.form import NewCase
from visitplanner.ui.handovers.away_form import AwayForm
from visitplanner.ui.handovers.handover_form import HandOverForm
from visitplanner.ui.handovers.hit_visits import HitVisits
from visitplanner.ui.handovers.substitute_form import EndForm, SubstituteForm
from visitplanner.ui.importing.kinds import CUSTOMERS
from visitplanner.ui.importing.load_form import LoadForm
from visitplanner.ui.importing.wizard import ImportWizard
from visitplanner.ui.pages.desk import Desk
from visitplanner.ui.papers.brief_dialog import BriefDialog
from visitplanner.ui.planning.board.offers import dragged
from visitplanner.ui.planning.forms.anyway_form import AnywayForm
from visitplanner.ui.planning.forms.approval import ApprovalDialog
from visitplanner.ui.planning.forms.auto_plan import AutoPlanDialog
from visitplanner.ui.planning.forms.day_form import CancelForm, DayForm, wish_of
from visitplanner.ui.planning.forms.turns import TurnsDialog
from visitplanner.ui.planning.forms.what_if import WhatIfDialog
from visitplanner.ui.planning.page import PlanningPage
from visitplanner.ui.planning.presenter import YearFacts, year_facts
from visitplanner.ui.records.form import RegisterForm
from visitplanner.ui.records.history import HistoryDialog
from visitplanner.ui.safety.passphrases import PassphraseForm, RecoveryKeyForm
from visitplanner.ui.settings.calendar import ClosureForm
from visitplanner.ui.settings.staff import PersonForm
from visitplanner.ui.shell.main_window import MainWindow
from visitplanner.ui.tariffs.at_table.talk import AtTable
from visitplanner.ui.tariffs.charts.study import study_of
from visitplanner.ui.tariffs.tabs.draft_form import DraftForm
from visitplanner.ui.visits.amend_form import AmendForm
from visitplanner.ui.visits.editions import EditionsDialog
from visitplanner.ui.visits.held_form import HeldForm
from visitplanner.ui.visits.record_form import RecordForm

YEAR = 2026


@dataclass
class Scene:
    """The window on the small office with one visit to come and one that is recorded."""

    window: MainWindow
    small: SmallOffice

    def __post_init__(self) -> None:
        office = self.desk.context.office
        come, held = self.small.visit(), self.small.visit(day=dt.date(2026, 3, 10), ordinal=2, subject_id=self.small.sites[0].id)
        office.do(Keep((("visits", come), ("visits", held))))
        office.do(RecordVisit(held.id, held.day, VisitOutcome.DONE))
        rows = {row.visit.id: row for row in office.ask(VisitList())}
        self.come, self.held = rows[come.id], rows[held.id]

    @property
    def desk(self) -> Desk:
        return self.window.page().desk

    @cached_property
    def people(self) -> list[Person]:
        return self.desk.context.office.ask(People())

    @cached_property
    def facts(self) -> YearFacts:
        return year_facts(YEAR)(self.desk.context.office, lambda _done: None, lambda: False)

    def day_form(self) -> DayForm:
        form = DayForm(self.desk, self.window, dragged(self.come), self.come, self.people, YEAR)
        self.window.go("planning")
        page = self.window.page()
        assert isinstance(page, PlanningPage)
        page.presenter.offers_for(form, dragged(self.come), wish_of(self.come), YEAR, form.show_offers)
        return form

    def doubt(self) -> AnywayForm:
        return AnywayForm(
            self.desk, MoveVisit(self.come.visit.id, self.come.visit.day), Doubted(said("Nobody is chosen.")), self.window
        )

    def planning(self) -> AutoPlanDialog:
        dialog = AutoPlanDialog(self.desk, self.facts, self.window)
        dialog.begin()
        return dialog

    def ending(self) -> EndForm:
        first, last = dt.date(2026, 4, 1), dt.date(2026, 4, 9)
        return EndForm(self.desk, Substitution(self.small.supervisor, self.small.manager, first, last, 2), self.window)

    def table(self) -> AtTable:
        """The customer's table wants a year of load."""
        load = invented_load(dt.date(2025, 1, 1), 365, 400, seed=7)
        file = LoadFile(self.small.large.account, load, Stamp.END, "load.csv", LoadFindings(rows=load.wh.size))
        office, known = self.desk.context.office, self.desk.context.known
        office.do(ImportLoad(file))
        kept = office.ask(LoadOf(self.small.large.id))
        assert kept is not None
        return AtTable(self.desk, study_of(known, self.small.large, kept, self.desk.day), self.window)

    def contact(self) -> RegisterForm[Contact]:
        return contact_form(self.desk, Contact(customer_id=self.small.large.id, name=""), self.window)


Opening = Callable[[Scene], QDialog]
OPENINGS: dict[type[QDialog], Opening] = {
    AmendForm: lambda at: AmendForm(at.desk, at.window, at.held),
    AnywayForm: Scene.doubt,
    ApprovalDialog: lambda at: ApprovalDialog(at.desk, YEAR, at.window),
    AssignForm: lambda at: AssignForm(at.desk, at.small.large.id, at.small.large.name, at.window),
    AssignmentDialog: lambda at: AssignmentDialog(at.desk, at.window),
    AtTable: Scene.table,
    AutoPlanDialog: Scene.planning,
    AwayForm: lambda at: AwayForm(at.desk, at.small.supervisor, at.window, lambda _told, _hit: None),
    BriefDialog: lambda at: BriefDialog(at.desk, at.small.large.id, at.small.large.name, at.window),
    CancelForm: lambda at: CancelForm(at.desk, at.window, at.come, at.come.visit.day),
    ClosureForm: lambda at: ClosureForm(at.desk, at.window),
    CustomerForm: lambda at: CustomerForm(at.desk, at.small.large, at.window),
    DayForm: Scene.day_form,
    DraftForm: lambda at: DraftForm(at.desk, at.window),
    EditionsDialog: lambda at: EditionsDialog(at.desk, at.window, at.held),
    EndForm: Scene.ending,
    HandOverForm: lambda at: HandOverForm(at.desk, at.small.supervisor, at.people, at.window),
    HeldForm: lambda at: HeldForm(at.desk, at.window, at.small.large.id),
    HistoryDialog: lambda at: HistoryDialog(at.desk, at.window),
    HitVisits: lambda at: HitVisits(at.desk, "", (), at.window),
    ImportWizard: lambda at: ImportWizard(at.desk, CUSTOMERS, at.window),
    LoadForm: lambda at: LoadForm(at.desk, at.small.large, at.window),
    NewCase: lambda at: NewCase(at.desk, at.window),
    PassphraseForm: lambda at: PassphraseForm(at.desk, at.window),
    PersonForm: lambda at: PersonForm(at.desk, Person(name="", rank=Rank.STAFF), at.window),
    RecordForm: lambda at: RecordForm(at.desk, at.window, at.come),
    RecoveryKeyForm: lambda at: RecoveryKeyForm(at.desk, at.window),
    RegisterForm: Scene.contact,
    SubstituteForm: lambda at: SubstituteForm(at.desk, at.small.supervisor, at.people, at.window, lambda _told, _hit: None),
    TurnsDialog: lambda at: TurnsDialog(at.desk, YEAR, at.window),
    WhatIfDialog: lambda at: WhatIfDialog(at.desk, at.facts, at.window),
}
