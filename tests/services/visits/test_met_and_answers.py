"""A record keeps whom the team met and what the customer says of the service; preparation brings the last words back."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from tests.builders import TODAY, Keep, SmallOffice
from visitplanner.domain.core.errors import Refused
from visitplanner.domain.customers.customers import Contact
from visitplanner.domain.follow_ups.follow_ups import Window
from visitplanner.domain.visits.visits import Answer, Visit, VisitState
from visitplanner.services.follow_ups.follow_ups import Marks, Raised
from visitplanner.services.visits.amending import AmendRecord, EditionsOf
from visitplanner.services.visits.held_visits import RecordHeldVisit
from visitplanner.services.visits.visit_records import PreparationFor, RecordSheetFor
from visitplanner.services.visits.visits import RecordVisit
from visitplanner.store.office import SqlOffice

HELD = dt.date(2026, 3, 13)


@pytest.fixture
def visit(office: SqlOffice, small: SmallOffice) -> Visit:
    made = small.visit(day=HELD)
    office.do(Keep((("visits", made), ("contacts", Contact(customer_id=small.large.id, name="陳廠長")))))
    return made


def test_met_and_answers_are_kept_and_every_edition_has_its_own(office: SqlOffice, visit: Visit) -> None:
    record = RecordVisit(visit.id, HELD, met=(" 陳廠長 ", "陳廠長", "王小姐"), answers=(Answer("solving", 4),))
    kept = office.do(record).value.visit
    assert (kept.met, kept.answers) == (("陳廠長", "王小姐"), (Answer("solving", 4),))
    office.do(AmendRecord(replace(record, met=("陳廠長",))))
    first, second = office.ask(EditionsOf(visit.id))
    assert (first.edition.met, second.edition.met, second.edition.answers) == (("陳廠長", "王小姐"), ("陳廠長",), kept.answers)


@pytest.mark.parametrize(
    "answers", [(Answer("solving", 6),), (Answer("solving", 0),), (Answer("weather", 3),), (Answer("solving", 3),) * 2]
)
def test_an_answer_is_one_to_five_to_a_question_that_is_asked_once(
    office: SqlOffice, small: SmallOffice, visit: Visit, answers: tuple[Answer, ...]
) -> None:
    with pytest.raises(Refused) as refusal:
        office.do(RecordVisit(visit.id, HELD, answers=answers))
    assert refusal.value.field == "answers"
    with pytest.raises(Refused):
        office.do(RecordHeldVisit(small.sites[0].id, HELD, small.supervisor.id, answers=answers))


def test_the_sheet_offers_contacts_and_questions(office: SqlOffice, visit: Visit) -> None:
    sheet = office.ask(RecordSheetFor(visit.id))
    assert list(sheet.contacts) == ["陳廠長"]
    assert [one.id for one in sheet.questions] == ["answering", "solving", "advice", "supply"]


def test_preparation_brings_last_words_promises_and_what_is_undone(office: SqlOffice, small: SmallOffice, visit: Visit) -> None:
    raised = (Raised("電壓驟降", Window.TECHNICAL, marks=Marks(public_opinion=True)),)
    notes = "電壓問題待查。對需量反應暫不考慮。"
    office.do(RecordVisit(visit.id, HELD, met=("陳廠長",), notes=notes, topics=("stages",), raised=raised))
    coming = small.visit(day=TODAY + dt.timedelta(days=8), ordinal=2, state=VisitState.TENTATIVE)
    office.do(Keep((("visits", coming),)))
    found = office.ask(PreparationFor(coming.id))
    assert found.last is not None and (found.last.notes, found.last.met) == (notes, ("陳廠長",))
    assert [row.follow_up.text for row in found.promised] == ["電壓驟降"] == [row.follow_up.text for row in found.opinion]
    assert "stages" not in {one.id for one in found.fresh}
    assert {"outlook", "demand_response"} <= {one.id for one in found.inquiries}
    assert [str(sentence) for sentence in found.undone] == ["Agree the day with the customer.", "Agree the time of day."]
