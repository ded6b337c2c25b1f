"""Petitions have a clock and a controller of their own, requests tell all documents at once, what comes again is counted."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from tests.builders import TODAY, Clock, SmallOffice
from visitplanner.domain.core.errors import Refused
from visitplanner.domain.follow_ups.follow_ups import (
    AskedDocument,
    CaseField,
    FollowUp,
    FollowUpState,
    Window,
    in_words,
    missing_documents,
)
from visitplanner.domain.follow_ups.requests import MOST_DOCUMENTS, REQUEST_KINDS, RequestKind
from visitplanner.domain.follow_ups.reviews import CASE_REVIEWS, CaseReview
from visitplanner.i18n import language
from visitplanner.services.follow_ups.follow_ups import FollowUpList, Marks, Raised, RaiseFollowUp, UpdateFollowUp, UsualDue
from visitplanner.services.follow_ups.marks import MarkFollowUp, TickDocuments, marks_of
from visitplanner.services.follow_ups.reading_notes import ReadNotes
from visitplanner.services.follow_ups.recurring import EarlierCases, RecurringCases, UsualPeriod
from visitplanner.services.office.office_settings import ChangeOfficeSettings, OfficeSettings, OfficeSettingsInForce
from visitplanner.services.records.records import AddRecord, ChangeRecord
from visitplanner.services.staff.staff import RemovePerson
from visitplanner.store.office import SqlOffice

RAISED = Raised("電壓驟降", Window.TECHNICAL)


@pytest.fixture
def case(office: SqlOffice, small: SmallOffice) -> FollowUp:
    return office.do(RaiseFollowUp(small.large.id, RAISED)).value


@pytest.fixture
def request_kind(office: SqlOffice) -> RequestKind:
    return office.do(
        AddRecord(REQUEST_KINDS, RequestKind(name="增設用電", notes="申請書\n平面圖\n設備清單", source="示例"))
    ).value


def test_a_petition_goes_by_the_usual_time_until_the_office_enters_its_own(office: SqlOffice, small: SmallOffice) -> None:
    assert office.ask(OfficeSettingsInForce()).petition_within is None
    assert office.ask(UsualDue(TODAY, petition=True)) == office.ask(UsualDue(TODAY))
    office.do(ChangeOfficeSettings(OfficeSettings(petition_within=3)))
    assert office.ask(UsualDue(TODAY, petition=True)) == dt.date(2026, 3, 19) != office.ask(UsualDue(TODAY))
    marks = Marks(petition=True, controller_id=small.manager.id)
    kept = office.do(RaiseFollowUp(small.large.id, replace(RAISED, marks=marks))).value
    assert (kept.petition, kept.controller_id, kept.due_on) == (True, small.manager.id, dt.date(2026, 3, 19))
    with pytest.raises(Refused):
        office.do(ChangeOfficeSettings(OfficeSettings(petition_within=0)))


def test_a_case_becomes_a_petition_with_its_own_clock_and_undo(office: SqlOffice, small: SmallOffice, case: FollowUp) -> None:
    office.do(ChangeOfficeSettings(OfficeSettings(petition_within=3)))
    marks = Marks(" 1150316001 ", True, small.manager.id, True)
    outcome = office.do(MarkFollowUp(case.id, marks))
    assert marks_of(outcome.value) == replace(marks, receipt="1150316001")
    assert outcome.value.due_on == dt.date(2026, 3, 19)
    (row,) = office.ask(FollowUpList())
    assert row.controller == "王經理"
    said = [language().say(in_words(one)) for one in row.log[-1].changes]
    assert said == [
        "期限：115/03/25 → 115/03/19。",
        "受理號碼：無 → 1150316001。",
        "列為陳情案件。",
        "管控人：無人 → 王經理。",
        "列為輿情風險。",
    ]
    assert outcome.undo is not None
    office.do(outcome.undo)
    assert marks_of(office.ask(FollowUpList())[0].follow_up) == Marks()


def test_a_petition_does_not_close_without_its_controller_and_loses_him_with_its_mark(
    office: SqlOffice, small: SmallOffice, case: FollowUp
) -> None:
    office.do(MarkFollowUp(case.id, Marks(petition=True)))
    with pytest.raises(Refused) as refusal:
        office.do(UpdateFollowUp(case.id, "已說明", FollowUpState.CLOSED, small.technical.id))
    assert refusal.value.field == "controller"
    office.do(MarkFollowUp(case.id, Marks(petition=True, controller_id=small.manager.id)))
    with pytest.raises(Refused):
        office.do(RemovePerson(replace(small.manager, version=1)))
    assert office.do(UpdateFollowUp(case.id, "已說明", FollowUpState.CLOSED, small.technical.id)).value.result == "已說明"
    assert office.do(MarkFollowUp(case.id, Marks(controller_id=small.manager.id))).value.controller_id is None
    with pytest.raises(Refused, match="Nothing changed"):
        office.do(MarkFollowUp(case.id, Marks()))


def test_a_request_tells_all_documents_at_once_and_they_are_ticked_one_by_one(
    office: SqlOffice, case: FollowUp, request_kind: RequestKind, clock: Clock
) -> None:
    kept = office.do(MarkFollowUp(case.id, Marks(request_id=request_kind.id))).value
    assert missing_documents(kept) == ("申請書", "平面圖", "設備清單")
    outcome = office.do(TickDocuments(case.id, ("平面圖", "申請書")))
    assert str(outcome.said) == "1 documents are still missing."
    clock.today += dt.timedelta(days=1)
    kept = office.do(TickDocuments(case.id, ("申請書", "設備清單", "委託書"), more=("委託書",))).value
    assert kept.documents == (
        AskedDocument("申請書", TODAY),
        AskedDocument("平面圖"),
        AskedDocument("設備清單", clock.today),
        AskedDocument("委託書", clock.today),
    )
    (row,) = office.ask(FollowUpList())
    assert row.request == "增設用電"
    told = [(one.what, one.before, one.after) for one in row.log[-1].changes]
    assert told == [
        (CaseField.DOCUMENT, "", "設備清單"),
        (CaseField.DOCUMENT, "", "委託書"),
        (CaseField.DOCUMENT, "平面圖", ""),
    ]
    with pytest.raises(Refused, match="was not asked for"):
        office.do(TickDocuments(case.id, ("地籍圖",)))
    with pytest.raises(Refused, match="Nothing changed"):
        office.do(TickDocuments(case.id, ("申請書", "設備清單", "委託書")))


def test_what_the_customer_was_told_stays_when_the_list_changes(
    office: SqlOffice, case: FollowUp, request_kind: RequestKind
) -> None:
    office.do(MarkFollowUp(case.id, Marks(request_id=request_kind.id)))
    office.do(ChangeRecord(REQUEST_KINDS, replace(request_kind, notes="只要申請書")))
    assert len(office.ask(FollowUpList())[0].follow_up.documents) == 3


@pytest.mark.parametrize("notes", ["申請書\n 申請書", "\n".join(f"文件{number}" for number in range(MOST_DOCUMENTS + 1))])
def test_a_list_of_documents_names_each_once_and_is_not_endless(office: SqlOffice, notes: str) -> None:
    with pytest.raises(Refused) as refusal:
        office.do(AddRecord(REQUEST_KINDS, RequestKind(name="增設", notes=notes, source="示例")))
    assert refusal.value.field == "notes"


def test_a_case_of_the_same_customer_about_the_same_comes_again(office: SqlOffice, small: SmallOffice, clock: Clock) -> None:
    texts = ("上月電壓驟降三次", "請說明九月電費", "又跳電，產線停擺")
    first, _, again = (office.do(RaiseFollowUp(small.large.id, Raised(text, Window.TECHNICAL))).value for text in texts)
    clock.today += dt.timedelta(days=30)
    other = office.do(RaiseFollowUp(small.sites[0].id, Raised("電壓閃爍", Window.TECHNICAL))).value
    last = office.do(RaiseFollowUp(small.large.id, Raised("電力品質不佳", Window.TECHNICAL))).value
    rows = {row.follow_up.id: row.again for row in office.ask(FollowUpList())}
    assert (rows[other.id], rows[last.id], rows[first.id] + rows[again.id]) == (0, 2, 1)
    assert {row.follow_up.id for row in office.ask(EarlierCases(last.id))} == {first.id, again.id}
    (found,) = office.ask(RecurringCases(*office.ask(UsualPeriod())))
    assert found.about is not None and found.about.id == "quality"
    assert (found.cases, found.customers, found.again) == (4, 2, 2)
    clock.today += dt.timedelta(days=400)
    late = office.do(RaiseFollowUp(small.large.id, Raised("電壓驟降", Window.TECHNICAL))).value
    assert office.ask(EarlierCases(late.id)) == []


def test_a_review_has_minutes_and_a_change_of_procedure_has_its_day(office: SqlOffice, small: SmallOffice) -> None:
    review = CaseReview(held_on=TODAY, first_on=dt.date(2026, 1, 1), last_on=TODAY, attendee_ids=(small.manager.id,), note="三件")
    assert office.do(AddRecord(CASE_REVIEWS, review)).value.note == "三件"
    wrong = {
        "last_on": replace(review, last_on=TODAY + dt.timedelta(days=1)),
        "reason": replace(review, changed_on=TODAY),
        "changed_on": replace(review, reason="一律回電"),
    }
    for field, one in wrong.items():
        with pytest.raises(Refused) as refusal:
            office.do(AddRecord(CASE_REVIEWS, one))
        assert refusal.value.field == field
    with pytest.raises(Refused, match="ends before it begins"):
        office.do(AddRecord(CASE_REVIEWS, replace(review, first_on=TODAY, last_on=dt.date(2026, 3, 1))))


def test_notes_are_read_with_the_offices_own_people_and_topics(office: SqlOffice, small: SmallOffice) -> None:
    found = office.ask(ReadNotes("對需量反應暫不考慮。請吳電務下週三前說明停電通知。"))
    assert [(one.owner_id, one.due_on) for one in found.cases] == [(small.technical.id, dt.date(2026, 3, 25))]
    assert "demand_response" not in found.topics, "what was declined is not told"
