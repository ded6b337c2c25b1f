"""Small commands and queries for tests of the store, and records to put in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from tests.services.reports.records import report_records
from tests.store.care_acts import care_records, full_seminar
from visitplanner.domain.calendar.office_days import Closure, OfficeCalendar
from visitplanner.domain.core.form_drafts import FormDraft
from visitplanner.domain.core.messages import said
from visitplanner.domain.core.records import Record, Setting
from visitplanner.domain.core.supply import CustomerClass, TariffOption, Voltage
from visitplanner.domain.customers.customers import (
    COMPANIES,
    CUSTOMERS,
    Company,
    Contact,
    ContractChange,
    Contracts,
    Customer,
    Group,
    Park,
)
from visitplanner.domain.customers.wishes import Wish
from visitplanner.domain.follow_ups.follow_ups import (
    AskedDocument,
    CaseChange,
    CaseField,
    FollowUp,
    FollowUpEntry,
    FollowUpState,
    Window,
)
from visitplanner.domain.follow_ups.requests import RequestKind
from visitplanner.domain.follow_ups.reviews import CaseReview
from visitplanner.domain.loads.loads import LoadRecord
from visitplanner.domain.loads.monthly_readings import MonthlyReading
from visitplanner.domain.planning.year.approvals import Approval, ProposedVisit, Signature, Signer
from visitplanner.domain.planning.year.savings import Saving
from visitplanner.domain.records.kinds import kind_named
from visitplanner.domain.staff.staff import Absence, Assignment, Person, Rank, Role, Skill
from visitplanner.domain.tariffs.answers.dated_figures import DatedFigure, Figure
from visitplanner.domain.tariffs.bills.drafts import DraftTariff, PriceEdit, PriceKey, Rise
from visitplanner.domain.tariffs.books.seasons import Season
from visitplanner.domain.visits.intelligence import Intelligence
from visitplanner.domain.visits.visits import Answer, Edition, Slot, SubjectKind, Visit, VisitOutcome, VisitState
from visitplanner.services.core.outcome import Outcome
from visitplanner.services.core.work import Work

TODAY = dt.date(2026, 3, 18)


@dataclass(frozen=True)
class Doing:
    """A command made of a function; its outcome's value is what the function returns."""

    step: Callable[[Work], Any]

    def carry_out(self, work: Work) -> Outcome[Any]:
        return Outcome(self.step(work))


@dataclass(frozen=True)
class Asking:
    step: Callable[[Work], Any]

    def answer(self, work: Work) -> Any:
        return self.step(work)


def company(**fields: Any) -> Company:
    return Company(**{"name": "聯華鋼鐵", "tax_id": "12345678", **fields})


def customer(company_id: UUID, number: int = 1, **fields: Any) -> Customer:
    given = {
        "account": f"05{number:09d}",
        "name": f"聯華鋼鐵第{number}廠",
        "company_id": company_id,
        "voltage": Voltage.HIGH,
        "option": TariffOption.THREE_STAGE_FIXED,
        "regular_kw": 1250,
        **fields,
    }
    return Customer(**given)


def person(**fields: Any) -> Person:
    return Person(**{"name": "王小明", "rank": Rank.MANAGER, **fields})


def visit(subject_id: UUID, leader_id: UUID, **fields: Any) -> Visit:
    given = {
        "subject_kind": SubjectKind.LARGE,
        "subject_id": subject_id,
        "year": 2026,
        "ordinal": 1,
        "day": dt.date(2026, 5, 6),
        "slot": Slot.AM,
        "leader_id": leader_id,
        **fields,
    }
    return Visit(**given)


def one_of_each() -> dict[str, list[Record]]:
    """Records of every shelf, all fields filled, in an order in which they can be added."""
    group, park, leader, member = Group(name="聯華集團"), Park(name="新營工業區", township="新營區"), person(), full_person()
    firm = company(group_id=group.id)
    given = {"last_visit_on": dt.date(2025, 6, 1), "half_peak_kw": 3, "visit_anyway": "要求", "notes": "備註"}
    site = customer(firm.id, 999_999_999, park_id=park.id, **given)
    held = full_visit(site.id, leader.id, member.id)
    seminar = full_seminar(site.id, leader.id)
    request = RequestKind(name="增設", notes="申請書\n平面圖", source="示例")
    issue = full_issue(site.id, held.id, member.id, request.id, seminar.id)
    change = ContractChange(customer_id=site.id, effective_on=TODAY, before=Contracts(900), after=Contracts(1250, 1, 2, 3))
    load = LoadRecord(
        customer_id=site.id, first_on=TODAY, last_on=TODAY, wh=bytes(range(256)) * 3, source_name="負載.csv", findings={"gaps": 2}
    )
    return {
        "groups": [group],
        "companies": [firm],
        "parks": [park],
        "customers": [site],
        "contacts": [Contact(customer_id=site.id, name="陳廠長", phone="06-6321234", email="chen@example.invalid")],
        "contract_changes": [change],
        "people": [leader, member],
        "assignments": [
            Assignment(subject_id=park.id, person_id=member.id, role=Role.SPECIALIST, begins_on=TODAY, proposed=True)
        ],
        "visits": [held],
        "seminars": [seminar],
        "request_kinds": [request],
        "follow_ups": [issue],
        "case_reviews": [full_review(member.id)],
        "follow_up_entries": [full_entry(issue.id)],
        "loads": [load],
        "monthly_readings": [full_reading(site.id)],
        "wishes": [full_wish(park.id)],
        "office_calendars": [full_calendar()],
        "closures": [Closure(day=dt.date(2026, 7, 10), reason="颱風")],
        "approvals": [full_approval(held)],
        **report_records(),
        "savings": [Saving(customer_id=site.id, ntd=Decimal("-156.50"))],
        "tariff_drafts": [full_draft()],
        "dated_figures": [full_figure()],
        **care_records(site.id, member.id, held.id),
        "form_drafts": [FormDraft(form="visit_record", about_id=held.id, content={"notes": "寫到一半", "heads": [1, 2]})],
        "settings": [Setting(key="office", value={"name": "新營區處", "seats": [1, 2]})],
    }


def full_figure() -> DatedFigure:
    """A dated figure of which every field is filled."""
    year = dt.date(2026, 1, 1), dt.date(2026, 12, 31)
    return DatedFigure(
        figure=Figure.CARBON,
        voltage=Voltage.HIGH,
        first_on=year[0],
        last_on=year[1],
        amount=4740,
        source="公告文號",
        notes="試填",
    )


def full_draft() -> DraftTariff:
    key = PriceKey(Voltage.HIGH, TariffOption.THREE_STAGE_FIXED, "energy", Season.SUMMER, 0)
    return DraftTariff(
        title="電價檢討試算",
        ordinal=1,
        based_on=dt.date(2025, 10, 1),
        first=dt.date(2026, 10, 1),
        dated=TODAY,
        source="自行試算",
        rises={CustomerClass.GENERAL: Rise(Decimal("3.5"), Decimal(-1))},
        edits=(PriceEdit(CustomerClass.GENERAL, key, Decimal("9.39")),),
    )


def full_calendar() -> OfficeCalendar:
    return OfficeCalendar(
        year=2026, source="115 年辦公日曆表", working=frozenset({TODAY}), remarks={dt.date(2026, 4, 6): "清明節補假"}
    )


def full_approval(visit: Visit) -> Approval:
    return Approval(
        year=2026,
        proposed_on=TODAY,
        visits=(ProposedVisit(visit.id, visit.subject_id, visit.day, visit.leader_id),),
        signatures=(Signature(Signer.OFFICER, "陳業務", TODAY),),
        published_on=TODAY,
    )


def full_reading(customer_id: UUID) -> MonthlyReading:
    return MonthlyReading(
        customer_id=customer_id,
        month=TODAY.replace(day=1),
        kwh={"peak": Decimal("1000.5")},
        max_kw={"peak": Decimal(20)},
        kwh_total=Decimal("1000.5"),
        highest_kw=Decimal(20),
        power_factor_percent=Decimal(98),
        billed_ntd=Decimal(34567),
        notes="轉供",
    )


def full_entry(follow_up_id: UUID) -> FollowUpEntry:
    return FollowUpEntry(
        follow_up_id=follow_up_id,
        at=dt.datetime(2026, 5, 7, 1, 2, 3, 456, tzinfo=dt.UTC),
        state=FollowUpState.NEW,
        note="轉電費",
        by="王小明",
        changes=(CaseChange(CaseField.DUE, "2026-05-15", "2026-05-20"),),
        number=3,
    )


def full_wish(subject_id: UUID) -> Wish:
    return Wish(
        subject_id=subject_id,
        closed_months=(2, 8),
        preferred_weekdays=(1,),
        not_before=TODAY,
        slot=Slot.AM,
        hours="09:30-11:30",
        notes="歲修",
    )


def full_person() -> Person:
    return person(
        name="李電務",
        rank=Rank.STAFF,
        skills=frozenset(Skill),
        townships=("新營區", "鹽水區"),
        absences=(Absence(dt.date(2026, 7, 1), dt.date(2026, 7, 5)),),
        visits_a_day=1,
        invented=True,
        leaves_on=dt.date(2026, 12, 31),
    )


def full_visit(subject_id: UUID, leader_id: UUID, member_id: UUID) -> Visit:
    return visit(
        subject_id,
        leader_id,
        member_ids=(member_id,),
        state=VisitState.DONE,
        reasons=(said("near {day}", day=dt.date(2026, 5, 6), n=2),),
        held_on=dt.date(2026, 5, 6),
        outcome=VisitOutcome.DONE,
        site_id=subject_id,
        topics=("tariff", "solar"),
        satisfaction=5,
        intelligence=Intelligence(outlook="擴廠", planned_kw=3000, planned_month=dt.date(2027, 3, 1), other={"擴廠": True}),
        pinned=True,
        met=("王小姐",),
        answers=(Answer("courtesy", 5),),
        editions=(
            Edition(
                number=1,
                amended_on=dt.date(2026, 5, 7),
                held_on=dt.date(2026, 5, 5),
                outcome=VisitOutcome.PHONE,
                leader_id=leader_id,
                member_ids=(member_id,),
                topics=("solar",),
                satisfaction=4,
                notes="誤植",
                override="處長同意",
                site_id=subject_id,
                intelligence=Intelligence(outlook="持平"),
            ),
        ),
    )


def full_review(attendee_id: UUID) -> CaseReview:
    return CaseReview(
        held_on=dt.date(2026, 7, 1),
        first_on=dt.date(2026, 1, 1),
        last_on=dt.date(2026, 6, 30),
        attendee_ids=(attendee_id,),
        note="電費單地址有誤三件",
        reason="受理後一律回電確認地址",
        changed_on=dt.date(2026, 7, 15),
    )


def full_issue(subject_id: UUID, visit_id: UUID, owner_id: UUID, request_id: UUID, seminar_id: UUID) -> FollowUp:
    return FollowUp(
        subject_id=subject_id,
        visit_id=visit_id,
        seminar_id=seminar_id,
        text="電費單地址有誤",
        window=Window.BILLING,
        owner_id=owner_id,
        raised_on=dt.date(2026, 5, 6),
        due_on=dt.date(2026, 5, 20),
        state=FollowUpState.CLOSED,
        closed_on=dt.date(2026, 5, 21),
        waiting_since=dt.date(2026, 5, 8),
        paused=3,
        receipt="1150506001",
        petition=True,
        controller_id=owner_id,
        public_opinion=True,
        request_id=request_id,
        documents=(AskedDocument("申請書", dt.date(2026, 5, 7)), AskedDocument("平面圖")),
        replied_on=dt.date(2026, 5, 19),
        reply="已更正",
        confirmed_on=dt.date(2026, 5, 20),
        confirmed_by="陳廠長",
        result="地址已更正",
    )


def fill(work: Work) -> None:
    for shelf, records in one_of_each().items():
        work.shelf(kind_named(shelf)).add_all(records)


def add_customers(count: int, first: int = 1) -> Doing:
    """One company and its customers, as an import would add them."""

    def step(work: Work) -> list[Customer]:
        firm = work.shelf(COMPANIES).add(company())
        return work.shelf(CUSTOMERS).add_all([customer(firm.id, number) for number in range(first, first + count)])

    return Doing(step)


def change_name(ident: UUID, name: str) -> Doing:
    from dataclasses import replace

    return Doing(lambda work: work.shelf(CUSTOMERS).change(replace(work.shelf(CUSTOMERS).get(ident), name=name)))


def accounts() -> Asking:
    return Asking(lambda work: [site.account for site in work.shelf(CUSTOMERS).find()])


def nobody() -> UUID:
    return uuid4()
