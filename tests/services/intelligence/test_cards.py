"""What a visit tells goes into one card of the plan it speaks of, however often it is told, and comes back with the undo."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from tests.builders import Keep, SmallOffice
from visitplanner.domain.core.errors import Refused
from visitplanner.domain.customers.industries import Industry, industry_of
from visitplanner.domain.intelligence.cards import INTELLIGENCE, IntelligenceCard, probability_of
from visitplanner.domain.visits.intelligence import NOTHING_LEARNT, Intelligence
from visitplanner.domain.visits.visits import Visit, VisitOutcome
from visitplanner.services.records.lists import RecordList
from visitplanner.services.records.records import AddRecord, ChangeRecord
from visitplanner.services.visits.amending import AmendRecord
from visitplanner.services.visits.held_visits import RecordHeldVisit
from visitplanner.services.visits.visits import RecordVisit
from visitplanner.store.office import SqlOffice

HELD, NEXT = dt.date(2026, 3, 12), dt.date(2027, 3, 1)
PLAN = Intelligence(expansion="第二座電爐", planned_kw=6000, planned_month=NEXT, confidence="60 %", source="廠長")


def cards(office: SqlOffice) -> list[IntelligenceCard]:
    return office.ask(RecordList(INTELLIGENCE)).records


def visited(office: SqlOffice, small: SmallOffice, learnt: Intelligence, day: dt.date = HELD, **facts: Any) -> Visit:
    planned = small.visit(day=day, subject_id=small.large.id)
    office.do(Keep((("visits", planned),)))
    office.do(RecordVisit(planned.id, day, intelligence=learnt, **facts))
    return planned


def test_a_record_that_tells_of_a_plan_makes_its_card(office: SqlOffice, small: SmallOffice) -> None:
    held = visited(office, small, PLAN)
    (card,) = cards(office)
    assert (card.subject_id, card.visit_id, card.collected_on) == (small.large.id, held.id, HELD)
    assert (card.planned_kw, card.planned_month, card.probability, card.informant) == (6000, NEXT, 60, "廠長")
    assert card.industry is industry_of(small.large.sector) is not Industry.OTHER


def test_a_plan_told_again_is_one_card_brought_up_to_date(office: SqlOffice, small: SmallOffice) -> None:
    visited(office, small, PLAN)
    later = visited(
        office, small, Intelligence(expansion="第二座　電爐", planned_kw=7500, confidence="九成"), dt.date(2026, 3, 13)
    )
    (card,) = cards(office)
    assert (card.planned_kw, card.planned_month, card.probability) == (7500, NEXT, 60)
    assert (card.visit_id, card.notes) == (later.id, "九成")


def test_another_plan_is_another_card(office: SqlOffice, small: SmallOffice) -> None:
    visited(office, small, PLAN)
    visited(
        office, small, Intelligence(expansion="屋頂光電", planned_kw=10, planned_month=dt.date(2028, 1, 1)), dt.date(2026, 3, 13)
    )
    assert sorted(card.planned_kw or 0 for card in cards(office)) == [10, 6000]


def test_what_is_older_fills_only_what_is_empty(office: SqlOffice, small: SmallOffice) -> None:
    known = IntelligenceCard(
        subject_id=small.large.id, industry=Industry.STEEL, expansion="第二座電爐", planned_kw=9000, collected_on=HELD
    )
    office.do(AddRecord(INTELLIGENCE, known))
    visited(office, small, replace(PLAN, collected_on=dt.date(2026, 1, 5)))
    (card,) = cards(office)
    assert (card.planned_kw, card.probability, card.informant, card.collected_on) == (9000, 60, "廠長", HELD)
    assert (card.industry, card.visit_id) == (Industry.STEEL, None)


def test_an_amended_record_takes_back_what_it_told_and_leaves_what_a_hand_put_right(
    office: SqlOffice, small: SmallOffice
) -> None:
    held = visited(office, small, replace(PLAN, outlook="回溫"))
    (card,) = cards(office)
    office.do(ChangeRecord(INTELLIGENCE, replace(card, planned_kw=6600)))
    office.do(AmendRecord(RecordVisit(held.id, HELD, intelligence=Intelligence(expansion="第二座電爐")), anyway=True))
    (card,) = cards(office)
    assert (card.planned_kw, card.outlook, card.expansion) == (6600, "", "第二座電爐")
    office.do(ChangeRecord(INTELLIGENCE, replace(card, planned_kw=None, planned_month=None, probability=None)))
    gone = office.do(AmendRecord(RecordVisit(held.id, HELD, intelligence=NOTHING_LEARNT, notes="誤植"), anyway=True))
    assert cards(office) == []
    assert gone.undo is not None
    office.do(gone.undo)
    assert [card.expansion for card in cards(office)] == ["第二座電爐"]


def test_a_visit_entered_afterwards_tells_too_and_its_undo_takes_the_card_along(office: SqlOffice, small: SmallOffice) -> None:
    outcome = office.do(RecordHeldVisit(small.large.id, HELD, small.supervisor.id, intelligence=PLAN))
    assert len(cards(office)) == 1
    assert outcome.undo is not None
    office.do(outcome.undo)
    assert cards(office) == []


@pytest.mark.parametrize(
    ("learnt", "outcome"),
    [
        (PLAN, VisitOutcome.CANCELLED),
        (Intelligence(planned_month=NEXT), VisitOutcome.DONE),
        (Intelligence(confidence="高", source="廠長"), VisitOutcome.DONE),
        (Intelligence(other={"擴廠": True}), VisitOutcome.DONE),
    ],
)
def test_what_no_card_could_hold_makes_none(
    office: SqlOffice, small: SmallOffice, learnt: Intelligence, outcome: VisitOutcome
) -> None:
    visited(office, small, learnt, outcome=outcome)
    assert cards(office) == []


def test_a_month_without_a_load_is_left_to_the_record(office: SqlOffice, small: SmallOffice) -> None:
    visited(office, small, Intelligence(outlook="擴廠", planned_month=NEXT, confidence="50%"))
    (card,) = cards(office)
    assert (card.outlook, card.planned_month, card.probability) == ("擴廠", None, None)


@pytest.mark.parametrize(
    ("facts", "field"),
    [({}, "outlook"), ({"outlook": "好", "probability": 50}, "planned_kw"), ({"planned_kw": 9_000_000}, "planned_kw")],
)
def test_a_card_that_tells_nothing_is_refused(office: SqlOffice, small: SmallOffice, facts: dict[str, Any], field: str) -> None:
    card = IntelligenceCard(subject_id=small.large.id, industry=Industry.STEEL, collected_on=HELD, **facts)
    with pytest.raises(Refused) as refusal:
        office.do(AddRecord(INTELLIGENCE, card))
    assert refusal.value.field == field


@pytest.mark.parametrize(
    ("words", "likely"), [("60", 60), ("６０％", 60), ("100 %", 100), ("101", None), ("很高", None), ("", None)]
)
def test_only_a_figure_is_a_probability(words: str, likely: int | None) -> None:
    assert probability_of(words) == likely
