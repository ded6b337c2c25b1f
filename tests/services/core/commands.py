"""Every command of the program, each with a case in which it changes something in the small office."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from tests.builders import TODAY, Keep, SmallOffice, assignment, customer, person
from visitplanner.domain.calendar.working_days import weekday_calendar
from visitplanner.domain.core.records import Record
from visitplanner.domain.customers.customers import CONTACTS, PARKS, Contact, Group
from visitplanner.domain.customers.industries import Industry
from visitplanner.domain.customers.wishes import Wish
from visitplanner.domain.follow_ups.follow_ups import Window
from visitplanner.domain.intelligence.cards import IntelligenceCard
from visitplanner.domain.lists.tables import Table
from visitplanner.domain.planning.year.approvals import Signer
from visitplanner.domain.planning.year.norms import OfficeNorms
from visitplanner.domain.programme.programme import Choices
from visitplanner.domain.staff.staff import Person, Rank, Role
from visitplanner.domain.tariffs.books.load import Load
from visitplanner.domain.visits.visits import Slot, Visit
from visitplanner.services.calendar.calendar import AddClosure, ImportCalendar, RemoveClosure
from visitplanner.services.core.form_drafts import KeepTyped
from visitplanner.services.core.journal import RevertChanges
from visitplanner.services.core.outcome import Command
from visitplanner.services.customers.customers import (
    AddCustomer,
    ChangeCustomer,
    RemoveCustomer,
    SetVisitAnyway,
)
from visitplanner.services.customers.groups import (
    AddGroup,
    ChangeCompany,
    ChangeGroup,
    RemoveGroup,
)
from visitplanner.services.customers.wishes import ClearWish, SetWish
from visitplanner.services.follow_ups.follow_ups import Raised, RaiseFollowUp, UpdateFollowUp
from visitplanner.services.handovers.absences import SetAway
from visitplanner.services.handovers.bearing import LeaveService
from visitplanner.services.handovers.handover import HandOver
from visitplanner.services.handovers.substitutes import EndSubstitution, Substitute
from visitplanner.services.intelligence.roll_up import SubmitIntelligence
from visitplanner.services.lists.imports import ImportCustomers, Sheets
from visitplanner.services.lists.reading_imports import ImportReadings
from visitplanner.services.lists.staff_imports import ImportStaff
from visitplanner.services.lists.typed_readings import KeepReadings
from visitplanner.services.lists.visit_imports import ImportVisits
from visitplanner.services.loads.loads import ImportLoad, ImportLoads, LoadFile, LoadFindings, Stamp
from visitplanner.services.office.backup_settings import ChooseBackupFolder
from visitplanner.services.office.demonstration import KeepToday
from visitplanner.services.office.lock_settings import ChooseLockAfter
from visitplanner.services.office.office_settings import ChangeOfficeSettings, OfficeSettings
from visitplanner.services.planning.approvals import ProposePlan, PublishPlan, SignPlan
from visitplanner.services.planning.office_norms import ChooseNorms, ChoosePractice, ChooseUntouchedWeeks
from visitplanner.services.planning.planning import ApplyPlan, YearToPlan, plan_year
from visitplanner.services.planning.weights import ChooseWeights, KeepSavings, Level, Weights
from visitplanner.services.programme.assignments import AcceptAssignments, Assign, Chosen, EndAssignment
from visitplanner.services.programme.obligations import ChooseProgramme
from visitplanner.services.records.history import UndoChange
from visitplanner.services.records.records import AddRecord, ChangeRecord, RemoveRecord
from visitplanner.services.staff.staff import AddPerson, ChangePerson, RemovePerson
from visitplanner.services.tariffs.drafts import CreateDraft, DeleteDraft
from visitplanner.services.visits.amending import AmendRecord
from visitplanner.services.visits.arranging import ArrangeVisit, CancelVisit
from visitplanner.services.visits.held_records import KeepHeldVisit
from visitplanner.services.visits.held_visits import RecordHeldVisit
from visitplanner.services.visits.visit_records import KeepDraft, KeepRecord
from visitplanner.services.visits.visits import AddVisit, BookVisit, MoveVisit, RecordVisit, ReleaseVisit
from visitplanner.store.office import SqlOffice

R = TypeVar("R", bound=Record)
Case = Callable[[SqlOffice, SmallOffice], Command]

NEXT_WEEK, HELD = dt.date(2026, 3, 24), dt.date(2026, 3, 13)
RAISED = Raised("評估調降契約容量", Window.BUSINESS)


def kept(office: SqlOffice, shelf: str, record: R) -> R:
    """The record as it stands on its shelf now."""
    office.do(Keep(((shelf, record),)))
    return replace(record, version=1)


def first(record: R) -> R:
    """A record of the small office, as it was kept."""
    return replace(record, version=1)


def visit(office: SqlOffice, small: SmallOffice, **facts: Any) -> Visit:
    return kept(office, "visits", small.visit(**facts))


def stand_in(office: SqlOffice) -> Person:
    return kept(office, "people", person("張課長", Rank.SUPERVISOR))


def contact(office: SqlOffice, small: SmallOffice) -> Contact:
    return kept(office, "contacts", Contact(customer_id=small.large.id, name="陳廠長"))


def case(office: SqlOffice, small: SmallOffice) -> UpdateFollowUp:
    return UpdateFollowUp(office.do(RaiseFollowUp(small.large.id, RAISED)).value.id, "已回電")


def record_with_a_case(office: SqlOffice, small: SmallOffice) -> KeepRecord:
    record = RecordVisit(visit(office, small, day=HELD).id, HELD, raised=(RAISED,))
    return KeepRecord(record, (case(office, small),))


def plan(office: SqlOffice, _small: SmallOffice) -> ApplyPlan:
    return ApplyPlan(plan_year(office.ask(YearToPlan(2026)), steps=5))


def signature(office: SqlOffice, small: SmallOffice) -> SignPlan:
    visit(office, small)
    office.do(ProposePlan(2026))
    return SignPlan(2026, Signer.OFFICER, "陳辦")


def publication(office: SqlOffice, small: SmallOffice) -> PublishPlan:
    visit(office, small)
    office.do(ProposePlan(2026))
    for signer in Signer:
        office.do(SignPlan(2026, signer, "某某"))
    return PublishPlan(2026)


def proposal(office: SqlOffice, small: SmallOffice) -> ProposePlan:
    visit(office, small)
    return ProposePlan(2026)


def hand_over(office: SqlOffice, small: SmallOffice) -> HandOver:
    visit(office, small)
    office.do(RaiseFollowUp(small.large.id, replace(RAISED, owner_id=small.supervisor.id)))
    return HandOver(small.supervisor.id, stand_in(office).id, TODAY)


def end_of_substitution(office: SqlOffice, small: SmallOffice) -> EndSubstitution:
    other = stand_in(office)
    office.do(Substitute(small.supervisor.id, other.id, NEXT_WEEK, dt.date(2026, 6, 30)))
    return EndSubstitution(small.supervisor.id, other.id, dt.date(2026, 4, 30))


def end_of_assignment(office: SqlOffice, small: SmallOffice) -> EndAssignment:
    return EndAssignment(kept(office, "assignments", assignment(small.sites[1].id, small.supervisor, Role.SPECIALIST)).id, TODAY)


def reopening(office: SqlOffice, _small: SmallOffice) -> RemoveClosure:
    office.do(AddClosure(NEXT_WEEK, "颱風"))
    return RemoveClosure(NEXT_WEEK)


def cleared_wish(office: SqlOffice, small: SmallOffice) -> ClearWish:
    office.do(SetWish(Wish(subject_id=small.large.id, closed_months=(8,))))
    return ClearWish(small.large.id)


def deleted_draft(office: SqlOffice, _small: SmallOffice) -> DeleteDraft:
    return DeleteDraft(office.do(draft()).value.code)


def draft() -> CreateDraft:
    return CreateDraft("116 年草案", dt.date(2027, 1, 1), "審議會資料")


def load(small: SmallOffice) -> ImportLoad:
    readings = Load(dt.date(2025, 1, 1), np.full(96, 100, dtype=np.int64))
    return ImportLoad(LoadFile(small.large.account, readings, Stamp.END, "load.csv", LoadFindings(96)))


def customers() -> ImportCustomers:
    header = ("電號", "戶名", "供電電壓", "計費方式", "經常契約容量(瓩)", "行政區")
    row = ("05123456780", "乙食品", "22.8", "二段式時間電價", "1200", "土城區")
    return ImportCustomers(Sheets((Table("清冊", (header, row), source="a.csv"),)))


def readings(small: SmallOffice) -> ImportReadings:
    header, row = ("電號", "年月", "離峰度數", "應繳金額"), (small.large.account, "114/12", "1000", "170000")
    return ImportReadings(Sheets((Table("電費", (header, row), source="d.csv"),)))


def held_visits(small: SmallOffice) -> ImportVisits:
    row = (small.large.account, small.large.name, "115/03/05", small.supervisor.name, "完成")
    return ImportVisits(Sheets((Table("洽訪", (("電號", "戶名", "洽訪日期", "領隊", "結果"), row), source="e.csv"),)))


def amendment(office: SqlOffice, small: SmallOffice) -> AmendRecord:
    kept_visit = visit(office, small, day=HELD)
    office.do(RecordVisit(kept_visit.id, HELD))
    return AmendRecord(RecordVisit(kept_visit.id, HELD, notes="補記：用戶擴廠"), anyway=True)


def submission(office: SqlOffice, small: SmallOffice) -> SubmitIntelligence:
    card = IntelligenceCard(subject_id=small.large.id, industry=Industry.STEEL, planned_kw=6000, collected_on=HELD)
    kept(office, "intelligence", card)
    return SubmitIntelligence(2026)


def staff() -> ImportStaff:
    return ImportStaff(Sheets((Table("名冊", (("姓名", "職級", "專業"), ("趙經理", "經理", "業務")), source="b.csv"),)))


def undoing(office: SqlOffice, small: SmallOffice) -> Command:
    undone(office, small)
    return UndoChange()


def undone(office: SqlOffice, _small: SmallOffice) -> Command:
    undo = office.do(AddGroup("新集團")).undo
    assert undo is not None
    return undo


CASES: dict[type, Case] = {
    AcceptAssignments: lambda _, small: AcceptAssignments((Chosen(small.sites[1].id, small.supervisor.id),)),
    AddClosure: lambda _, __: AddClosure(NEXT_WEEK, "颱風"),
    AddCustomer: lambda _, small: AddCustomer(customer("05123456784", small.other, 900)),
    AddGroup: lambda _, __: AddGroup("新集團"),
    AddPerson: lambda _, __: AddPerson(person("趙課長", Rank.SUPERVISOR)),
    AddRecord: lambda _, small: AddRecord(CONTACTS, Contact(customer_id=small.large.id, name="陳廠長")),
    AddVisit: lambda _, small: AddVisit(small.large.id, NEXT_WEEK, Slot.AM, small.supervisor.id, reason="用戶請求", anyway=True),
    AmendRecord: amendment,
    ApplyPlan: plan,
    ArrangeVisit: lambda _, small: ArrangeVisit(small.large.id, 2026, 1, NEXT_WEEK, Slot.PM, small.supervisor.id, anyway=True),
    Assign: lambda _, small: Assign(small.sites[1].id, small.supervisor.id),
    BookVisit: lambda office, small: BookVisit(visit(office, small).id, NEXT_WEEK),
    CancelVisit: lambda office, small: CancelVisit(visit(office, small).id, "用戶停工", not_this_year=True),
    ChangeCompany: lambda _, small: ChangeCompany(replace(first(small.other), name="新名公司")),
    ChangeCustomer: lambda _, small: ChangeCustomer(replace(first(small.large), regular_kw=1500)),
    ChangeGroup: lambda _, small: ChangeGroup(replace(first(small.group), name="改名集團")),
    ChangeOfficeSettings: lambda _, __: ChangeOfficeSettings(OfficeSettings("新營區處", 5)),
    ChangePerson: lambda _, small: ChangePerson(replace(first(small.business), visits_a_day=1)),
    ChangeRecord: lambda office, small: ChangeRecord(CONTACTS, replace(contact(office, small), phone="06-6321234")),
    ChooseBackupFolder: lambda _, __: ChooseBackupFolder(Path(__file__).parent),
    ChooseLockAfter: lambda _, __: ChooseLockAfter(5),
    ChooseProgramme: lambda _, __: ChooseProgramme(Choices(phone_counts=True)),
    ChooseNorms: lambda _, __: ChooseNorms(OfficeNorms(leader_week=3)),
    ChoosePractice: lambda _, __: ChoosePractice(OfficeNorms(leader_week=3), 4),
    ChooseUntouchedWeeks: lambda _, __: ChooseUntouchedWeeks(4),
    ChooseWeights: lambda _, __: ChooseWeights(Weights(trips=Level.MUCH)),
    ClearWish: cleared_wish,
    CreateDraft: lambda _, __: draft(),
    DeleteDraft: deleted_draft,
    EndAssignment: end_of_assignment,
    EndSubstitution: end_of_substitution,
    HandOver: hand_over,
    ImportCalendar: lambda _, __: ImportCalendar(weekday_calendar(2027, {}, {}, source="116年辦公日曆表")),
    ImportCustomers: lambda _, __: customers(),
    ImportLoad: lambda _, small: load(small),
    ImportLoads: lambda _, small: ImportLoads((load(small).file,)),
    ImportReadings: lambda _, small: readings(small),
    ImportStaff: lambda _, __: staff(),
    ImportVisits: lambda _, small: held_visits(small),
    KeepDraft: lambda office, small: KeepDraft(visit(office, small).id, {"notes": "寫到一半"}),
    KeepHeldVisit: lambda _, small: KeepHeldVisit(RecordHeldVisit(small.large.id, HELD, small.supervisor.id)),
    KeepReadings: lambda _, small: KeepReadings(small.large.id, (("114/12", "", "", "", "1000", *[""] * 9),)),
    KeepRecord: record_with_a_case,
    KeepSavings: lambda _, small: KeepSavings({small.large.id: Decimal("1200.50")}),
    KeepTyped: lambda _, small: KeepTyped("next_step", small.large.id, {"note": "已聯"}),
    KeepToday: lambda _, __: KeepToday(TODAY),
    LeaveService: lambda _, small: LeaveService(small.supervisor.id, dt.date(2026, 6, 30)),
    MoveVisit: lambda office, small: MoveVisit(visit(office, small).id, NEXT_WEEK),
    ProposePlan: proposal,
    PublishPlan: publication,
    RaiseFollowUp: lambda _, small: RaiseFollowUp(small.large.id, RAISED),
    RecordHeldVisit: lambda _, small: RecordHeldVisit(small.large.id, HELD, small.supervisor.id),
    RecordVisit: lambda office, small: RecordVisit(visit(office, small, day=HELD).id, HELD, raised=(RAISED,)),
    ReleaseVisit: lambda office, small: ReleaseVisit(visit(office, small, pinned=True).id),
    RemoveClosure: reopening,
    RemoveCustomer: lambda office, small: RemoveCustomer(
        kept(office, "customers", customer("05123456784", small.other, 900, township="新店區"))
    ),
    RemoveGroup: lambda office, _: RemoveGroup(kept(office, "groups", Group(name="空集團"))),
    RemovePerson: lambda office, _: RemovePerson(stand_in(office)),
    RemoveRecord: lambda _, small: RemoveRecord(PARKS, first(small.park)),
    RevertChanges: undone,
    UndoChange: undoing,
    SetAway: lambda _, small: SetAway(small.supervisor.id, NEXT_WEEK, NEXT_WEEK),
    SetVisitAnyway: lambda _, small: SetVisitAnyway(small.sites[1].id, "用戶請求"),
    SetWish: lambda _, small: SetWish(Wish(subject_id=small.large.id, closed_months=(8,))),
    SignPlan: signature,
    SubmitIntelligence: submission,
    Substitute: lambda office, small: Substitute(small.supervisor.id, stand_in(office).id, NEXT_WEEK, dt.date(2026, 6, 30)),
    UpdateFollowUp: case,
}
