"""The register as it is asked for: which cases, in which order, in parts; and the log in the order of its lines."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import pairwise

import pytest

from tests.builders import TODAY, Clock, SmallOffice
from visitplanner.domain.core.errors import Doubted, Refused, Unknown
from visitplanner.domain.follow_ups import follow_ups as rules
from visitplanner.domain.follow_ups.follow_ups import FollowUp, FollowUpState, Window
from visitplanner.services.follow_ups.follow_ups import FollowUpList, Raised, RaiseFollowUp, UpdateFollowUp
from visitplanner.services.follow_ups.register import CaseOrder, CasesOf, WhichCases
from visitplanner.services.staff.staff import ChangePerson
from visitplanner.store.office import SqlOffice

DAY = dt.timedelta(days=1)
CLOSED, WAITING, REPLIED, WORK = (
    FollowUpState.CLOSED,
    FollowUpState.WAITING_FOR_CUSTOMER,
    FollowUpState.REPLIED,
    FollowUpState.IN_PROGRESS,
)


@pytest.fixture
def cases(office: SqlOffice, small: SmallOffice, clock: Clock) -> dict[str, FollowUp]:
    """Raised on four days of February, due today, yesterday or later; one closed, one answered, one that waits."""
    made: dict[str, FollowUp] = {}
    asked = [
        ("到期", 2, TODAY, None),
        ("逾期", 3, TODAY - DAY, None),
        ("久逾", 5, TODAY - 9 * DAY, WORK),
        ("待用戶", 4, TODAY - 2 * DAY, WAITING),
        ("回復", 6, TODAY - 3 * DAY, REPLIED),
        ("結案", 2, TODAY - 4 * DAY, CLOSED),
        ("從容", 9, TODAY + 20 * DAY, None),
    ]
    for number, (text, raised, due, state) in enumerate(asked):
        clock.today = dt.date(2026, 2, raised)
        subject = (small.large, small.group, small.sites[0])[number % 3]
        one = office.do(RaiseFollowUp(subject.id, Raised(text, Window.BUSINESS, small.business.id, due))).value
        made[text] = office.do(UpdateFollowUp(one.id, "已告知", state, due_on=due)).value if state else one
    clock.today = TODAY
    return made


def texts(office: SqlOffice, query: FollowUpList | CasesOf) -> list[str]:
    found = office.ask(query)
    return [row.follow_up.text for row in (found if isinstance(found, list) else found.rows)]


OVERDUE, OPEN, ALL = ["久逾", "逾期"], ["回復", "待用戶", "到期", "從容"], ["結案"]


def test_overdue_cases_stand_first_by_their_day_then_open_ones_then_closed(office: SqlOffice, cases: dict[str, FollowUp]) -> None:
    assert texts(office, FollowUpList()) == [*OVERDUE, *OPEN, *ALL]
    assert texts(office, FollowUpList(only_open=True)) == [*OVERDUE, *OPEN]
    assert texts(office, FollowUpList(only_overdue=True)) == OVERDUE
    assert texts(office, CasesOf()) == [*OVERDUE, *OPEN]
    assert texts(office, CasesOf(WhichCases.OVERDUE)) == OVERDUE
    assert texts(office, CasesOf(WhichCases.ALL)) == [*OVERDUE, *OPEN, *ALL]


@pytest.mark.parametrize("limit", [1, 2, 3, 7])
def test_parts_join_without_a_gap_whatever_they_are_cut_into(office: SqlOffice, cases: dict[str, FollowUp], limit: int) -> None:
    for which in WhichCases:
        whole = texts(office, CasesOf(which))
        parts = [texts(office, CasesOf(which, limit=limit, offset=first)) for first in range(0, len(whole) + limit, limit)]
        assert [one for part in parts for one in part] == whole and all(len(part) <= limit for part in parts)
    whole = texts(office, FollowUpList())
    parts = [texts(office, FollowUpList(limit=limit, offset=first)) for first in range(0, len(whole), limit)]
    assert [one for part in parts for one in part] == whole


def test_a_subject_s_own_cases_are_cut_and_ordered_alike(
    office: SqlOffice, small: SmallOffice, cases: dict[str, FollowUp]
) -> None:
    about = frozenset({small.large.id, small.sites[0].id})
    mine = [text for text in (*OVERDUE, *OPEN, *ALL) if cases[text].subject_id in about]
    assert texts(office, FollowUpList(subject_ids=about)) == mine and len(mine) == 5
    assert texts(office, FollowUpList(only_open=True, subject_ids=about)) == [text for text in mine if text not in ALL]
    assert texts(office, FollowUpList(only_overdue=True, subject_ids=about)) == [text for text in mine if text in OVERDUE]
    assert texts(office, FollowUpList(subject_ids=about, limit=2, offset=1)) == mine[1:3]
    assert texts(office, FollowUpList(subject_ids=about, offset=4)) == mine[4:]
    assert texts(office, FollowUpList(subject_ids=frozenset())) == []


def test_the_figures_above_are_of_all_cases_and_the_fitting_ones_of_what_is_looked_for(
    office: SqlOffice, cases: dict[str, FollowUp]
) -> None:
    page = office.ask(CasesOf(WhichCases.OPEN, "逾", limit=1))
    assert (len(page.rows), page.fitting, page.kept, page.open, page.overdue) == (1, 2, 7, 6, 2)
    assert office.ask(CasesOf(WhichCases.ALL, "結案 食品")).fitting == 0
    assert texts(office, CasesOf(WhichCases.ALL, "陳業務 用戶")) == ["待用戶"], "owner and text, each word somewhere"


@pytest.mark.parametrize("down", [False, True])
def test_sorted_by_a_column_the_column_goes_one_way(office: SqlOffice, cases: dict[str, FollowUp], down: bool) -> None:
    rows = office.ask(CasesOf(WhichCases.ALL, sort=CaseOrder.DUE, descending=down)).rows
    days = [row.follow_up.due_on for row in rows]
    assert days == sorted(days, reverse=down) and len(set(days)) == 7
    rows = office.ask(CasesOf(WhichCases.ALL, sort=CaseOrder.STATE, descending=down)).rows
    states = [rules.ORDER.index(row.follow_up.state) for row in rows]
    assert states == sorted(states, reverse=down)
    aged = office.ask(CasesOf(WhichCases.ALL, sort=CaseOrder.AGE, descending=down)).rows
    ages = [row.age_working_days for row in aged if rules.is_open(row.follow_up)]
    assert ages == sorted(ages, reverse=down) and aged[-1].follow_up.text == "結案"


@pytest.mark.parametrize("limit", [1, 3])
@pytest.mark.parametrize("down", [False, True])
def test_by_age_the_parts_join_too(office: SqlOffice, cases: dict[str, FollowUp], limit: int, down: bool) -> None:
    asked = {"which": WhichCases.ALL, "sort": CaseOrder.AGE, "descending": down}
    whole = texts(office, CasesOf(**asked))  # type: ignore[arg-type]
    parts = [texts(office, CasesOf(**asked, limit=limit, offset=first)) for first in range(0, 7, limit)]  # type: ignore[arg-type]
    assert [one for part in parts for one in part] == whole


def test_lines_of_the_log_are_numbered_in_the_order_of_writing(
    office: SqlOffice, cases: dict[str, FollowUp], clock: Clock
) -> None:
    one = cases["到期"]
    for number in range(3):
        clock.today = TODAY - number * DAY
        office.do(UpdateFollowUp(one.id, f"第 {number} 次"))
    (row,) = (row for row in office.ask(FollowUpList()) if row.follow_up.id == one.id)
    assert [entry.number for entry in row.log] == [1, 2, 3, 4]
    assert [entry.note for entry in row.log] == ["", "第 0 次", "第 1 次", "第 2 次"]
    assert all(before.number + 1 == after.number for before, after in pairwise(row.log))


def test_a_case_is_refused_beside_what_is_wrong(
    office: SqlOffice, small: SmallOffice, cases: dict[str, FollowUp], clock: Clock
) -> None:
    def field(command: object) -> str | None:
        with pytest.raises(Refused) as caught:
            office.do(command)  # type: ignore[arg-type]
        return caught.value.field

    assert field(RaiseFollowUp(small.large.id, Raised(" ", Window.BUSINESS))) == "text"
    assert field(RaiseFollowUp(small.large.id, Raised("新", Window.BUSINESS, due_on=TODAY - DAY))) == "due"
    assert field(UpdateFollowUp(cases["到期"].id)) == field(UpdateFollowUp(cases["到期"].id, " ")) == "note"
    assert field(UpdateFollowUp(cases["到期"].id, state=CLOSED)) == "note"
    assert field(UpdateFollowUp(cases["結案"].id, state=REPLIED)) == "state"
    with pytest.raises(Unknown):
        office.do(RaiseFollowUp(small.supervisor.id, Raised("新", Window.BUSINESS)))
    with pytest.raises(Doubted) as doubted:
        office.do(RaiseFollowUp(cases["到期"].subject_id, Raised(" 到 期", Window.BILLING)))
    assert doubted.value.field == "text"
    office.do(RaiseFollowUp(small.group.id, Raised("到期", Window.BILLING)))
    office.do(RaiseFollowUp(cases["到期"].subject_id, Raised("到期", Window.BILLING), anyway=True))
    office.do(RaiseFollowUp(cases["結案"].subject_id, Raised("結案", Window.BILLING)))
    assert office.do(RaiseFollowUp(small.large.id, Raised("今日", Window.BUSINESS, due_on=TODAY))).value.due_on == TODAY


def test_somebody_serves_on_the_last_day_still(office: SqlOffice, small: SmallOffice, clock: Clock) -> None:
    office.do(ChangePerson(replace(small.business, version=1, leaves_on=TODAY)))
    raised = Raised("甲", Window.BUSINESS, small.business.id)
    case = office.do(RaiseFollowUp(small.large.id, raised)).value
    clock.today = TODAY + DAY
    with pytest.raises(Refused) as caught:
        office.do(RaiseFollowUp(small.large.id, Raised("乙", Window.BUSINESS, small.business.id)))
    assert caught.value.field == "owner"
    assert office.do(UpdateFollowUp(case.id, "續辦", owner_id=small.business.id)).value.owner_id == small.business.id
    other = office.do(UpdateFollowUp(case.id, owner_id=small.technical.id)).value
    with pytest.raises(Refused):
        office.do(UpdateFollowUp(other.id, owner_id=small.business.id))
