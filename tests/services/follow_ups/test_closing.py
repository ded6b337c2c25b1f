"""Nothing closes without a result and an owner; answer, confirmation and end are kept with their days, and can be taken back."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.builders import TODAY, Clock, SmallOffice
from visitplanner.domain.core.errors import Refused
from visitplanner.domain.follow_ups.follow_ups import CaseField, FollowUp, FollowUpState, Window, in_words
from visitplanner.i18n import language
from visitplanner.services.follow_ups.follow_ups import FollowUpList, Raised, RaiseFollowUp, UpdateFollowUp
from visitplanner.store.office import SqlOffice

CLOSED, REPLIED, WORK = FollowUpState.CLOSED, FollowUpState.REPLIED, FollowUpState.IN_PROGRESS


@pytest.fixture
def case(office: SqlOffice, small: SmallOffice) -> FollowUp:
    return office.do(RaiseFollowUp(small.large.id, Raised("電壓驟降", Window.TECHNICAL))).value


def refused(office: SqlOffice, command: UpdateFollowUp) -> str:
    with pytest.raises(Refused) as refusal:
        office.do(command)
    return refusal.value.field or ""


def test_nothing_closes_without_a_result_and_an_owner(office: SqlOffice, small: SmallOffice, case: FollowUp) -> None:
    assert refused(office, UpdateFollowUp(case.id, "已說明", CLOSED)) == "owner"
    office.do(UpdateFollowUp(case.id, state=REPLIED, owner_id=small.technical.id))
    assert refused(office, UpdateFollowUp(case.id, state=CLOSED)) == "note", "answered, and nobody wrote what"
    kept = office.do(UpdateFollowUp(case.id, state=CLOSED, result="已裝設電驛")).value
    assert (kept.result, kept.closed_on, kept.replied_on, kept.reply) == ("已裝設電驛", TODAY, TODAY, "")


def test_the_reply_is_kept_with_its_day_and_is_the_result_of_a_case_that_closes_without_other_words(
    office: SqlOffice, small: SmallOffice, case: FollowUp, clock: Clock
) -> None:
    office.do(UpdateFollowUp(case.id, "已函復改善時程", REPLIED, small.technical.id))
    clock.today += dt.timedelta(days=2)
    kept = office.do(UpdateFollowUp(case.id, state=CLOSED)).value
    assert (kept.reply, kept.replied_on, kept.result) == ("已函復改善時程", TODAY, "已函復改善時程")


def test_the_note_that_closes_what_was_not_answered_is_reply_and_result(
    office: SqlOffice, small: SmallOffice, case: FollowUp
) -> None:
    kept = office.do(UpdateFollowUp(case.id, "電話說明，用戶滿意", CLOSED, small.technical.id)).value
    assert (kept.reply, kept.result, kept.replied_on) == ("電話說明，用戶滿意", "電話說明，用戶滿意", TODAY)


def test_the_customer_confirms_an_answer_and_no_other_state(office: SqlOffice, small: SmallOffice, case: FollowUp) -> None:
    assert refused(office, UpdateFollowUp(case.id, confirmed_by="陳廠長")) == "confirmed_by"
    office.do(UpdateFollowUp(case.id, "已回復", REPLIED, small.technical.id))
    assert refused(office, UpdateFollowUp(case.id, confirmed_on=TODAY)) == "confirmed_by"
    assert (
        refused(office, UpdateFollowUp(case.id, confirmed_by="陳廠長", confirmed_on=TODAY + dt.timedelta(days=1)))
        == "confirmed_on"
    )
    before = TODAY - dt.timedelta(days=1)
    assert refused(office, UpdateFollowUp(case.id, confirmed_by="陳廠長", confirmed_on=before)) == "confirmed_on"
    outcome = office.do(UpdateFollowUp(case.id, state=CLOSED, confirmed_by="陳廠長"))
    assert (outcome.value.confirmed_by, outcome.value.confirmed_on) == ("陳廠長", TODAY)
    (row,) = office.ask(FollowUpList())
    said = {one.what: language().say(in_words(one)) for one in row.log[-1].changes}
    assert said[CaseField.CONFIRMED] == "用戶陳廠長於 115/03/16 確認。"
    assert outcome.undo is not None
    office.do(outcome.undo)
    (row,) = office.ask(FollowUpList())
    assert (row.follow_up.state, row.follow_up.confirmed_by, row.follow_up.result) == (REPLIED, "", "")


def test_a_case_that_is_taken_up_again_has_no_result_and_no_confirmation(
    office: SqlOffice, small: SmallOffice, case: FollowUp
) -> None:
    office.do(UpdateFollowUp(case.id, "已回復", CLOSED, small.technical.id, confirmed_by="陳廠長"))
    kept = office.do(UpdateFollowUp(case.id, "又發生", WORK)).value
    assert (kept.result, kept.confirmed_by, kept.confirmed_on, kept.reply) == ("", "", None, "已回復")


def test_how_often_the_customer_was_asked_for_something_is_counted(office: SqlOffice, case: FollowUp) -> None:
    for state in (FollowUpState.WAITING_FOR_CUSTOMER, WORK, FollowUpState.WAITING_FOR_CUSTOMER):
        office.do(UpdateFollowUp(case.id, state=state))
    (row,) = office.ask(FollowUpList())
    assert row.rounds == 2
