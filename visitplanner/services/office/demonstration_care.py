"""What the invented office knows and does besides visits: cards, programmes, leaflets, a seminar, audits, surveys, measures.

All of it is made up; every text says so where it could be taken for somebody's.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar
from uuid import UUID

from visitplanner.domain.care.audits import AUDITS, AuditState, EnergyAudit
from visitplanner.domain.care.leaflets import LEAFLETS, Leaflet, Trait
from visitplanner.domain.care.measures import MEASURES, Improvement, MeasureOrigin
from visitplanner.domain.care.programmes import PROGRAMMES, CustomerProgramme, GreenPlan, Joining, Participation
from visitplanner.domain.care.seminars import SEMINARS, Seminar
from visitplanner.domain.care.surveys import SURVEYS, SurveyResult
from visitplanner.domain.core.kinds import Kind
from visitplanner.domain.core.records import Record
from visitplanner.domain.customers.customers import CUSTOMERS, Customer
from visitplanner.domain.customers.industries import Industry, industry_of
from visitplanner.domain.follow_ups.follow_ups import Window
from visitplanner.domain.intelligence.cards import INTELLIGENCE, Confidentiality, IntelligenceCard
from visitplanner.domain.staff.staff import PEOPLE
from visitplanner.domain.visits.intelligence import Intelligence
from visitplanner.services.core.ports import Office
from visitplanner.services.core.work import Work
from visitplanner.services.follow_ups.follow_ups import Raised, RaiseFollowUp
from visitplanner.services.intelligence.roll_up import SubmitIntelligence
from visitplanner.services.records.records import AddRecord, ChangeRecord

R = TypeVar("R", bound=Record)
INVENTED = "虛構，示範用"
SUBMITTED_ON, SEMINAR_ON = dt.date(2026, 4, 10), dt.date(2026, 4, 22)
TOLD = {
    3: Intelligence(
        outlook="下半年訂單能見度約六個月",
        expansion="增設一條產線",
        planned_kw=450,
        planned_month=dt.date(2026, 11, 1),
        confidence="70%",
        source="廠務經理",
    ),
    8: Intelligence(past="去年產能利用率約八成", outlook="今年持平", source="財務協理"),
}
"""What some of the visits tell, by the how manieth they are."""
PlanFacts = tuple[Industry, str, int | None, dt.date | None, int | None, Confidentiality]
"""Industry, extension, load, month, probability, confidentiality."""
PLANS: tuple[PlanFacts, ...] = (
    (Industry.SEMICONDUCTORS, "新建第二期無塵室，設備分兩批進駐", 9_600, dt.date(2026, 10, 1), 100, Confidentiality.INTERNAL),
    (Industry.SEMICONDUCTORS, "先進封裝產線擴充", 4_200, dt.date(2027, 3, 1), 70, Confidentiality.SEALED),
    (Industry.SEMICONDUCTORS, "評估另覓新廠，地點未定", 12_000, None, 30, Confidentiality.SEALED),
    (Industry.PETROCHEMICALS, "增設溶劑回收設備", 680, dt.date(2026, 9, 1), 80, Confidentiality.INTERNAL),
    (Industry.PETROCHEMICALS, "儲槽電伴熱汰換", 240, dt.date(2027, 6, 1), None, Confidentiality.INTERNAL),
    (Industry.STEEL, "第二座電爐，環評審查中", 8_500, dt.date(2027, 9, 1), 50, Confidentiality.INTERNAL),
    (Industry.STEEL, "軋鋼線變頻改善，負載不增", None, None, None, Confidentiality.OPEN),
    (Industry.ELECTRONICS, "電鍍線遷入", 1_500, dt.date(2026, 12, 1), 60, Confidentiality.INTERNAL),
)
NEWEST = ((Industry.DATA_CENTRES, "第三機房建置", 5_000, dt.date(2028, 1, 1), 60, Confidentiality.SEALED),)
"""Heard of after the submission."""
LEAFLETS_KEPT = (
    ("115 年節能減碳與用電安全（示範）", (2026, 1, 1), (2026, 12, 31), (), (), "用電設備自主檢查與高壓設備保養"),
    ("電爐與軋鋼用電移轉夜間（示範）", (2026, 2, 1), None, (Industry.STEEL,), (Trait.BATCH,), "批次生產時間電價之時段運用"),
    (
        "無塵室空調節能手冊（示範）",
        (2026, 1, 1),
        None,
        (Industry.SEMICONDUCTORS, Industry.ELECTRONICS),
        (),
        "冰水主機與風車濾網單元",
    ),
    ("二段式改三段式試算說明（示範）", (2026, 3, 1), (2026, 9, 30), (), (Trait.TWO_STAGE,), "何種用電型態改選有利"),
    ("114 年夏月節電活動（示範）", (2025, 5, 1), (2025, 10, 31), (), (), "活動已結束"),
)
JOININGS = (
    (CustomerProgramme.GREEN_POWER, Joining.INTERESTED, (GreenPlan.ALL_DAY,)),
    (CustomerProgramme.PORTAL, Joining.JOINED, ()),
    (CustomerProgramme.ENERGY_AUDIT, Joining.APPLIED, ()),
    (CustomerProgramme.DEMAND_RESPONSE, Joining.JOINED, ()),
    (CustomerProgramme.DEDICATED_ACCOUNT, Joining.OFFERED, ()),
    (CustomerProgramme.E_BILL, Joining.JOINED, ()),
    (CustomerProgramme.DEMAND_RESPONSE, Joining.DECLINED, ()),
    (CustomerProgramme.GREEN_POWER, Joining.APPLIED, (GreenPlan.DAYTIME, GreenPlan.WINTER)),
)
COMMENTS = ("回復迅速，說明清楚", "", "希望停電通知提前", "電費明細可再詳細", "")


@dataclass(frozen=True)
class InventedPeople:
    """The customers by 電號, and who may see to things: by name."""

    def answer(self, work: Work) -> tuple[list[Customer], list[UUID]]:
        return work.shelf(CUSTOMERS).find(), [person.id for person in work.shelf(PEOPLE).find() if person.serves(work.today)]


def keep_care(office: Office, set_today: Callable[[dt.date], None], today: dt.date) -> None:
    """Enter all of it; a submission to headquarters lies a month back, and two cards changed since."""
    customers, people = office.ask(InventedPeople())
    set_today(SUBMITTED_ON)
    cards = keep_cards(office, customers, PLANS)
    office.do(SubmitIntelligence(SUBMITTED_ON.year))
    set_today(today)
    change_cards(office, cards)
    keep_cards(office, customers, NEWEST)
    keep_programmes(office, customers)
    for name, first, last, industries, traits, summary in LEAFLETS_KEPT:
        valid = dt.date(*first), dt.date(*last) if last else None
        leaflet = Leaflet(name=name, first_on=valid[0], last_on=valid[1], industries=industries, traits=traits, summary=summary)
        kept(office, LEAFLETS, leaflet)
    keep_seminar(office, customers, people[0])
    audit = keep_audits(office, customers, people[-1])
    keep_surveys(office, customers, people, audit)


def kept(office: Office, kind: Kind[R], record: R) -> R:
    return office.do(AddRecord(kind, record)).value


def keep_cards(office: Office, customers: Sequence[Customer], plans: Sequence[PlanFacts]) -> list[IntelligenceCard]:
    """One a plan, each of another customer of its industry while there are any."""
    made, used = list[IntelligenceCard](), set[UUID]()
    for number, (industry, text, kw, month, likely, secrecy) in enumerate(plans):
        theirs = [each for each in customers if industry_of(each.sector) is industry]
        fresh = [each for each in theirs if each.id not in used] or theirs
        used.add(fresh[0].id)
        card = IntelligenceCard(
            subject_id=fresh[0].id,
            industry=industry,
            outlook=("訂單回溫", "需求持平", "評估中")[number % 3],
            expansion=text,
            planned_kw=kw,
            planned_month=month,
            probability=likely,
            confidentiality=secrecy,
            informant=("廠務經理", "總經理特助", "公開說明書")[number % 3],
            collected_on=dt.date(2026, 1 + number % 3, 12 + number),
            notes=INVENTED,
        )
        made.append(office.do(AddRecord(INTELLIGENCE, card)).value)
    return made


def change_cards(office: Office, cards: Sequence[IntelligenceCard]) -> None:
    """What is different since the submission: one plan grew surer, one comes later and larger, one is new."""
    office.do(ChangeRecord(INTELLIGENCE, replace(cards[1], probability=90, collected_on=dt.date(2026, 5, 4))))
    later = replace(cards[5], planned_kw=9_200, planned_month=dt.date(2028, 1, 1), collected_on=dt.date(2026, 5, 6))
    office.do(ChangeRecord(INTELLIGENCE, later))


def keep_programmes(office: Office, customers: Sequence[Customer]) -> None:
    """Every third customer stands somewhere with two programmes."""
    for number, customer in enumerate(customers[::3]):
        for step in (0, 3):
            programme, state, plans = JOININGS[(number + step) % len(JOININGS)]
            day = dt.date(2026, 2 + (number + step) % 3, 3 + number % 20)
            joining = Participation(
                customer_id=customer.id, programme=programme, plans=plans, state=state, changed_on=day, notes=INVENTED
            )
            kept(office, PROGRAMMES, joining)


def keep_seminar(office: Office, customers: Sequence[Customer], organiser: UUID) -> None:
    """One seminar with a dozen customers; what two of them said there is in the register."""
    came = customers[:12]
    seminar = Seminar(
        held_on=SEMINAR_ON,
        topic="115 年企業用戶用電服務座談會（示範）",
        organiser_id=organiser,
        place="示範區營業處會議室",
        attendee_ids=tuple(customer.id for customer in came),
        guests="示範電氣工程同業公會",
        heads=27,
        notes=INVENTED,
    )
    held = kept(office, SEMINARS, seminar)
    for customer, text in zip(came, ("新增設用電申請的審查時程，希望線上可查", "建議每季寄發需量超約提醒"), strict=False):
        office.do(RaiseFollowUp(customer.id, Raised(text, Window.BUSINESS, organiser), seminar_id=held.id))


def keep_audits(office: Office, customers: Sequence[Customer], auditor: UUID) -> EnergyAudit:
    """Three: one carried out, one with proposals, one that is asked for."""
    done = EnergyAudit(
        name="空壓系統（示範）",
        customer_id=customers[1].id,
        held_on=dt.date(2025, 10, 14),
        state=AuditState.DONE,
        power="主變壓器負載率 71 %，功率因數 97 %",
        air_conditioning="冰水出水 7.2 °C，回水 11.8 °C",
        lighting="產線照度 620 lx",
        proposed="空壓機降壓運轉並修漏；高效率馬達兩台",
        saving_kwh=186_000,
        saving_ntd=612_000,
        done_on=dt.date(2026, 3, 20),
        auditor_id=auditor,
        notes=INVENTED,
    )
    proposed = EnergyAudit(
        name="冰水主機（示範）",
        customer_id=customers[4].id,
        held_on=dt.date(2026, 3, 11),
        state=AuditState.PROPOSED,
        air_conditioning="部分負載效率 0.82 kW/RT",
        proposed="汰換一台主機並加裝變頻",
        saving_kwh=240_000,
        saving_ntd=790_000,
        auditor_id=auditor,
        notes=INVENTED,
    )
    asked = EnergyAudit(
        name="照明系統（示範）",
        customer_id=customers[7].id,
        held_on=dt.date(2026, 6, 9),
        state=AuditState.ASKED,
        auditor_id=auditor,
        notes=INVENTED,
    )
    return [kept(office, AUDITS, each) for each in (done, proposed, asked)][1]


def keep_surveys(office: Office, customers: Sequence[Customer], people: Sequence[UUID], audit: EnergyAudit) -> None:
    """Four half-years, a little better each time, and what the office resolved after them."""
    last: SurveyResult | None = None
    for half, (name, year, month) in enumerate(
        (("113 年下半年", 2024, 11), ("114 年上半年", 2025, 5), ("114 年下半年", 2025, 11), ("115 年上半年", 2026, 4))
    ):
        for number, customer in enumerate(customers[half::6][:9]):
            score = min(5, 3 + (number + half) % 3)
            answer = SurveyResult(
                name=f"{name}用戶滿意度調查（示範）",
                answered_on=dt.date(year, month, 3 + number),
                subject_id=customer.id,
                overall=score,
                attitude=min(5, score + 1),
                expertise=score if number % 4 else None,
                promptness=max(1, score - (half < 2)),
                information=score,
                comment=COMMENTS[number % len(COMMENTS)],
            )
            last = kept(office, SURVEYS, answer)
    measures = (
        Improvement(
            name="工作停電改為七日前通知（示範）",
            origin=MeasureOrigin.SURVEY,
            owner_id=people[0],
            due_on=dt.date(2026, 6, 30),
            survey_id=last.id if last else None,
            notes=INVENTED,
        ),
        Improvement(
            name="案件受理次日以電話確認需求（示範）",
            origin=MeasureOrigin.REVIEW,
            owner_id=people[1],
            due_on=dt.date(2026, 3, 31),
            done_on=dt.date(2026, 3, 27),
            result="自三月起實施，首月 14 件皆於次日確認",
            notes=INVENTED,
        ),
        Improvement(
            name="追蹤冰水主機改善進度（示範）",
            origin=MeasureOrigin.AUDIT,
            owner_id=people[2],
            due_on=dt.date(2026, 5, 8),
            audit_id=audit.id,
            notes=INVENTED,
        ),
    )
    for measure in measures:
        kept(office, MEASURES, measure)
