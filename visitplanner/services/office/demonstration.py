"""Demonstration data: an invented office on an invented day, lived through by the program's own commands.

Nothing here is anybody's real data; every window and paper that shows it says so.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from visitplanner.domain.core.records import same_identities
from visitplanner.domain.core.supply import TariffOption
from visitplanner.domain.follow_ups.follow_ups import FollowUpState, Window
from visitplanner.domain.follow_ups.requests import REQUEST_KINDS, RequestKind
from visitplanner.domain.follow_ups.reviews import CASE_REVIEWS, CaseReview
from visitplanner.domain.staff.staff import Rank
from visitplanner.domain.visits.intelligence import NOTHING_LEARNT
from visitplanner.domain.visits.visits import VISITS, Answer, SubjectKind, VisitOutcome, VisitState
from visitplanner.services.core.directory import People
from visitplanner.services.core.outcome import Outcome
from visitplanner.services.core.ports import Office
from visitplanner.services.core.subjects import Subjects
from visitplanner.services.core.work import Work
from visitplanner.services.follow_ups.follow_ups import FollowUpList, Marks, Raised, RaiseFollowUp, UpdateFollowUp
from visitplanner.services.follow_ups.marks import MarkFollowUp, TickDocuments
from visitplanner.services.lists.imports import ImportCustomers, Sheets
from visitplanner.services.lists.staff_imports import ImportStaff
from visitplanner.services.loads.loads import ImportLoad, LoadFile, LoadFindings, Stamp
from visitplanner.services.office.demonstration_care import TOLD, keep_care
from visitplanner.services.office.demonstration_load import invented_load
from visitplanner.services.office.demonstration_patterns import Pattern, pattern_of
from visitplanner.services.office.office_settings import ChangeOfficeSettings, OfficeSettings
from visitplanner.services.planning.planning import ApplyPlan, YearToPlan, plan_year
from visitplanner.services.programme.assignments import AcceptAssignments, Chosen, ProposeAssignments
from visitplanner.services.records.records import AddRecord
from visitplanner.services.visits.arranging import CancelVisit
from visitplanner.services.visits.visits import BookVisit, RecordVisit, VisitList, VisitRow

YEAR_BEGINS = dt.date(2026, 1, 5)
TODAY = dt.date(2026, 5, 12)
SETTING = "demonstration_today"
OFFICE_NAME = "示範區營業處"
SEARCH_STEPS = 150
UNRECORDED = 2
"""So many of the latest visits have no record yet."""
LOAD_YEAR = 2025
LOADS = 6
"""So many customers have a load; the others show what the sheet says without one."""
SHARES_OF_CONTRACT = (0.9, 0.95, 0.76, 0.8)
"""A load's usual demand as a share of what is contracted: some contracts are somewhat large, some somewhat small."""

SAID_AGAIN = "夜間又發生電壓驟降，產線停擺兩小時，請說明改善時程"
"""What a customer of the demonstration raises a second time."""
REQUESTS = (
    ("增設用電（示範）", "用電登記單\n用電場所平面圖\n主要用電設備清單", "示範資料：虛構，實際文件依營業規章填寫"),
    ("變更契約容量（示範）", "契約容量變更申請\n授權委託書", "示範資料：虛構，實際文件依營業規章填寫"),
)
ASKED = ("answering", "solving", "advice", "supply")
MET = ("陳廠長", "林廠務", "黃經理")
TOLD_ABOUT = (
    ("contract_capacity", "stages", "measures_leaflet"),
    ("demand_response", "night_peak", "satisfaction", "ami"),
    ("tariff_trial", "outlook", "high_voltage_portal", "energy_audit"),
    ("contract_capacity", "small_green_power", "dedicated_account", "e_bill"),
)
"""What a team spoke of at the visits of the demonstration, in turn."""
RAISED = (
    ("夜間電壓驟降影響生產線，請協助量測電力品質", Window.TECHNICAL),
    ("想了解調整經常契約容量的時機與手續", Window.BUSINESS),
    ("九月帳單的超約附加費如何計算，請提供明細", Window.BILLING),
    ("規劃新增一座廠房，詢問供電容量與設計時程", Window.DESIGN),
    ("詢問小額綠電的申購期間與數量", Window.BUSINESS),
    ("希望停電工作通知能提前一週", Window.TECHNICAL),
)
NOTES = (
    "今年訂單回溫，產能利用率約八成五，下半年評估增加一條產線。",
    "對三段式時間電價有興趣，願提供去年十五分鐘用電資料。",
    "空壓機與冰水主機已汰換，希望追蹤節能成效。",
    "夜班人力調度困難，短期內不考慮移轉夜尖峰用電。",
)


@dataclass(frozen=True)
class Samples:
    """The invented lists `data/sample/` brings, as they are read from their files."""

    customers: Sheets
    staff: Sheets


@dataclass(frozen=True)
class KeepToday:
    """Remember which day the demonstration believes it is."""

    today: dt.date

    def carry_out(self, work: Work) -> Outcome[None]:
        work.set_setting(SETTING, self.today.isoformat())
        return Outcome(None)


@dataclass(frozen=True)
class DemonstrationToday:
    """The day of the demonstration, None in a real office."""

    def answer(self, work: Work) -> dt.date | None:
        kept = work.setting(SETTING)
        return dt.date.fromisoformat(kept) if kept else None


def fill(office: Office, samples: Samples, set_today: Callable[[dt.date], None]) -> None:
    """Live the office's first weeks of the year: lists, assignments, plan, visits, cases, loads; the same at every run."""
    with same_identities(OFFICE_NAME):
        set_today(YEAR_BEGINS)
        office.do(ChangeOfficeSettings(OfficeSettings(OFFICE_NAME)))
        office.do(ImportStaff(samples.staff, skip_rejected=True))
        office.do(ImportCustomers(samples.customers, skip_rejected=True))
        assign(office)
        office.do(ApplyPlan(plan_year(office.ask(YearToPlan(YEAR_BEGINS.year)), steps=SEARCH_STEPS)))
        live_until_today(office, set_today)
        agree_on_what_comes(office)
        follow_up(office)
        keep_loads(office)
        keep_care(office, set_today, TODAY)
        office.do(KeepToday(TODAY))


def assign(office: Office) -> None:
    """Accept the proposed specialists and leaders as they are."""
    proposed = office.ask(ProposeAssignments())
    chosen = tuple(Chosen(row.subject.id, row.proposal.person.id, row.begins_on) for row in proposed.rows)
    office.do(AcceptAssignments(chosen))


def live_until_today(office: Office, set_today: Callable[[dt.date], None]) -> None:
    """Hold the visits whose day has come: most count, some were telephone calls or called off, the last two have no record."""
    past = [row for row in office.ask(VisitList(last=TODAY - dt.timedelta(days=1))) if row.visit.is_open]
    for number, row in enumerate(past):
        set_today(row.visit.day)
        if number % 17 == 11:
            office.do(CancelVisit(row.visit.id, "用戶歲修，改期"))
        elif number >= len(past) - UNRECORDED:
            set_today(row.visit.day - dt.timedelta(days=1))
            office.do(BookVisit(row.visit.id))
        else:
            office.do(record_of(row, number))
    set_today(TODAY)


def record_of(row: VisitRow, number: int) -> RecordVisit:
    raised = ()
    if number % 3 == 0:
        text, window = RAISED[number // 3 % len(RAISED)]
        raised = (Raised(text, window, row.visit.leader_id),)
    return RecordVisit(
        visit_id=row.visit.id,
        held_on=row.visit.day,
        outcome=VisitOutcome.PHONE if number % 19 == 7 else VisitOutcome.DONE,
        raised=raised,
        satisfaction=(5, 4, 5, 4, 3)[number % 5],
        notes=NOTES[number % len(NOTES)],
        intelligence=TOLD.get(number, NOTHING_LEARNT),
        met=(MET[number % len(MET)],),
        topics=TOLD_ABOUT[number % len(TOLD_ABOUT)],
        answers=tuple(Answer(name, (5, 4, 4, 3)[(number + place) % 4]) for place, name in enumerate(ASKED)) if number % 2 else (),
    )


def agree_on_what_comes(office: Office) -> None:
    """The coming two weeks are agreed, the four after them pencilled in; the rest stays a suggestion."""
    soon, later = TODAY + dt.timedelta(days=14), TODAY + dt.timedelta(days=42)
    for row in office.ask(VisitList(TODAY, later)):
        if row.visit.is_open:
            state = VisitState.BOOKED if row.visit.day <= soon else VisitState.TENTATIVE
            office.do(BookVisit(row.visit.id, state=state))


def follow_up(office: Office) -> None:
    """Move the cases on: every state, a petition with its controller, a risk to public opinion, one that comes again, a request
    with its documents, a review; the newest untouched."""
    requests = [office.do(AddRecord(REQUEST_KINDS, RequestKind(name=n, notes=d, source=s))).value for n, d, s in REQUESTS]
    controller = next(person for person in office.ask(People()) if person.rank >= Rank.MANAGER)
    steps = (
        (FollowUpState.IN_PROGRESS, "已轉電務窗口，安排裝設電力品質分析儀"),
        (FollowUpState.REPLIED, "已以電話及電子郵件回復用戶"),
        (FollowUpState.WAITING_FOR_CUSTOMER, "請用戶提供用電設備清單"),
    )
    for number, row in enumerate(office.ask(FollowUpList())):
        ident = row.follow_up.id
        if row.follow_up.window is Window.DESIGN:
            office.do(MarkFollowUp(ident, Marks(f"115051200{number}", request_id=requests[0].id)))
            office.do(TickDocuments(ident, ("用電登記單",)))
        elif number % 7 == 2:
            office.do(MarkFollowUp(ident, Marks(f"115051200{number}", True, controller.id, number % 2 == 0)))
        elif number % 9 == 5:
            office.do(MarkFollowUp(ident, Marks(public_opinion=True)))
        if number % 4 == 3:
            continue
        state, note = steps[number % len(steps)]
        office.do(UpdateFollowUp(ident, note, state))
        if number % 5 == 1:
            confirmed = MET[number % len(MET)]
            office.do(UpdateFollowUp(ident, "用戶確認無其他問題", FollowUpState.CLOSED, confirmed_by=confirmed))
    quality = [row.follow_up for row in office.ask(FollowUpList()) if row.follow_up.window is Window.TECHNICAL]
    for case in quality[:2]:
        office.do(RaiseFollowUp(case.subject_id, Raised(SAID_AGAIN, Window.TECHNICAL, case.owner_id), anyway=True))
    office.do(AddRecord(CASE_REVIEWS, review_of(controller.id)))


def review_of(attendee_id: UUID) -> CaseReview:
    """The review of the first quarter."""
    return CaseReview(
        held_on=dt.date(2026, 4, 15),
        first_on=dt.date(2026, 1, 1),
        last_on=dt.date(2026, 3, 31),
        attendee_ids=(attendee_id,),
        note="第一季電壓驟降與停電通知反映較多，請電務窗口先行查修並回報。",
        reason="停電工作通知一律於七日前送達，並電話確認用戶已知悉。",
        changed_on=dt.date(2026, 5, 1),
    )


def keep_loads(office: Office) -> None:
    """Invent last year's load for the customers visited next, one of each pattern, each after its line of business."""
    begins, days = dt.date(LOAD_YEAR, 1, 1), 365
    unlike = dict[Pattern, tuple[str, int]]()
    for account, kw, sector in office.ask(WithoutLoad()):
        unlike.setdefault(pattern_of(sector), (account, kw))
    for number, (pattern, (account, kw)) in enumerate(list(unlike.items())[:LOADS]):
        usual = int(kw * SHARES_OF_CONTRACT[number % len(SHARES_OF_CONTRACT)])
        load = invented_load(begins, days, usual, seed=number, pattern=pattern)
        findings = LoadFindings(rows=load.wh.size)
        office.do(ImportLoad(LoadFile(account, load, Stamp.END, "示範用電資料（虛構）", findings)))


@dataclass(frozen=True)
class WithoutLoad:
    """(電號, contracted kW, industry) of customers a load may be invented for: those visited next, then the largest.

    Who is on the batch option uses power outside its peak: all that is contracted counts, not the regular contract alone.
    """

    def answer(self, work: Work) -> list[tuple[str, int, str]]:
        subjects = Subjects(work)
        coming = sorted(
            work.shelf(VISITS).find(state=[VisitState.BOOKED, VisitState.TENTATIVE]), key=lambda visit: (visit.day, visit.slot)
        )
        ordered = [visit.subject_id for visit in coming if visit.subject_kind in (SubjectKind.LARGE, SubjectKind.OTHER)]
        ordered += sorted(subjects.customers, key=lambda ident: -subjects.customers[ident].regular_kw)
        found = [subjects.customers[ident] for ident in dict.fromkeys(ordered)]
        return [
            (each.account, each.contracts.sum_kw if each.option is TariffOption.BATCH else each.regular_kw, each.sector)
            for each in found
        ]
