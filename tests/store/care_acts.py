"""A record of each kind of what the office does besides visits, all fields filled."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from visitplanner.domain.care.audits import AuditState, EnergyAudit
from visitplanner.domain.care.leaflets import Leaflet, Trait
from visitplanner.domain.care.measures import Improvement, MeasureOrigin
from visitplanner.domain.care.programmes import CustomerProgramme, GreenPlan, Joining, Participation
from visitplanner.domain.care.seminars import Seminar
from visitplanner.domain.care.surveys import SurveyResult
from visitplanner.domain.core.records import Record
from visitplanner.domain.customers.industries import Industry
from visitplanner.domain.intelligence.cards import Confidentiality, IntelligenceCard
from visitplanner.domain.intelligence.roll_up import PlannedLoad
from visitplanner.domain.intelligence.submissions import IntelligenceSubmission

DAY, LATER = dt.date(2026, 4, 15), dt.date(2026, 9, 30)


def full_seminar(site: UUID, organiser: UUID) -> Seminar:
    return Seminar(
        held_on=DAY,
        topic="節能",
        organiser_id=organiser,
        place="訓練所",
        attendee_ids=(site,),
        guests="公會",
        heads=30,
        notes="備註",
    )


def full_card(site: UUID, visit: UUID) -> IntelligenceCard:
    return IntelligenceCard(
        subject_id=site,
        industry=Industry.STEEL,
        past="持平",
        outlook="回溫",
        expansion="第二座電爐",
        planned_kw=6000,
        planned_month=dt.date(2027, 3, 1),
        probability=60,
        confidentiality=Confidentiality.SEALED,
        informant="廠長",
        collected_on=DAY,
        notes="備註",
        visit_id=visit,
    )


def full_joining(site: UUID) -> Participation:
    return Participation(
        customer_id=site,
        programme=CustomerProgramme.GREEN_POWER,
        plans=(GreenPlan.DAYTIME, GreenPlan.WINTER),
        state=Joining.APPLIED,
        changed_on=DAY,
        notes="備註",
    )


def full_audit(site: UUID, person: UUID) -> EnergyAudit:
    return EnergyAudit(
        name="空壓系統",
        customer_id=site,
        held_on=DAY,
        auditor_id=person,
        state=AuditState.DONE,
        power="負載率 78 %",
        air_conditioning="冰水 7 °C",
        lighting="照度 500 lx",
        proposed="汰換空壓機",
        saving_kwh=120_000,
        saving_ntd=420_000,
        done_on=LATER,
        notes="備註",
    )


def full_answer(site: UUID) -> SurveyResult:
    return SurveyResult(
        name="上半年調查",
        answered_on=DAY,
        subject_id=site,
        overall=4,
        attitude=5,
        expertise=4,
        promptness=3,
        information=4,
        comment="回復可再快",
    )


def care_records(site: UUID, person: UUID, visit: UUID) -> dict[str, list[Record]]:
    """By shelf, seminars left out, in an order in which they can be added."""
    card, audit, answer = full_card(site, visit), full_audit(site, person), full_answer(site)
    load = PlannedLoad(card.id, "聯華鋼鐵", Industry.STEEL, "第二座電爐", 6000, dt.date(2027, 3, 1), 60)
    measure = Improvement(
        name="停電通知提前",
        origin=MeasureOrigin.SURVEY,
        owner_id=person,
        due_on=LATER,
        survey_id=answer.id,
        audit_id=audit.id,
        done_on=LATER,
        result="改為七日前通知",
        notes="備註",
    )
    return {
        "intelligence": [card],
        "intelligence_submissions": [IntelligenceSubmission(number=1, year=2027, made_on=DAY, loads=(load,))],
        "programmes": [full_joining(site)],
        "leaflets": [
            Leaflet(
                name="電爐用電節能",
                first_on=DAY,
                last_on=LATER,
                industries=(Industry.STEEL,),
                traits=(Trait.BATCH,),
                summary="摘要",
                place="公槽",
                source="業務處",
            )
        ],
        "audits": [audit],
        "surveys": [answer],
        "measures": [measure],
    }
