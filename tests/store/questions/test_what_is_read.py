"""How much a page's question reads: a dozen statements at most, as many for a thousand visits as for ten, and no history."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import Connection, event

from tests.builders_programme import MANAGER
from tests.store.questions.past import TODAY, Records, office_of, within
from visitplanner.domain.follow_ups.follow_ups import FollowUpState
from visitplanner.domain.records import kinds
from visitplanner.domain.visits.visits import SubjectKind, VisitOutcome, VisitState
from visitplanner.services.core.outcome import Query
from visitplanner.services.customers.customer_lists import CustomerList
from visitplanner.services.customers.customers import CustomerOf
from visitplanner.services.follow_ups.follow_ups import FollowUpList
from visitplanner.services.programme.obligations import AttainmentOf, DueList
from visitplanner.services.visits.visits import VisitList
from visitplanner.store.office import SqlOffice

MOST, CALENDAR = 13, 3
"""Statements a question; the year's standing asks for the programme and the office calendar besides."""
WEEK = (dt.date(2026, 6, 15), dt.date(2026, 6, 21))
FIRST_SITE = office_of(1)[kinds.CUSTOMERS][0].id
OWN = frozenset({FIRST_SITE})
QUESTIONS: dict[str, Query[Any]] = {
    "customers": CustomerList(limit=20),
    "found": CustomerList("聯華 新營", limit=20),
    "card": CustomerOf(FIRST_SITE),
    "visits": VisitList(limit=20),
    "week": VisitList(*WEEK),
    "own_visits": VisitList(subject_ids=OWN),
    "not_recorded": VisitList(last=TODAY, only_open=True),
    "cases": FollowUpList(limit=8),
    "open": FollowUpList(only_open=True, limit=20),
    "overdue": FollowUpList(only_overdue=True),
    "own_cases": FollowUpList(subject_ids=OWN),
    "duties": DueList(2026),
    "own_duties": DueList(2026, OWN),
    "attainment": AttainmentOf(2026),
}


@contextmanager
def heard(connection: Connection) -> Iterator[list[tuple[str, int]]]:
    """The SELECTs sent in the meantime: each with how many rows it gives."""
    sent: list[tuple[str, Any]] = []
    told: list[tuple[str, int]] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_rest: Any) -> None:
        if statement.lstrip().upper().startswith(("SELECT", "WITH")):
            sent.append((statement, parameters))

    event.listen(connection, "before_cursor_execute", note)
    try:
        yield told
    finally:
        event.remove(connection, "before_cursor_execute", note)
    bare = connection.connection.driver_connection
    told += [(statement, len(bare.execute(statement, parameters).fetchall())) for statement, parameters in sent]  # type: ignore[union-attr]


def asked(office: SqlOffice, records: Records, query: Query[Any]) -> list[tuple[str, int]]:
    with within(office, records) as work, heard(work._connection) as told:
        query.answer(work)
    return told


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_takes_no_more_statements_for_a_thousand_visits_than_for_ten(office: SqlOffice, name: str) -> None:
    few, many = (asked(office, one_busy_week(visits), QUESTIONS[name]) for visits in (10, 1000))
    assert 0 < len(many) <= len(few) <= (MOST + CALENDAR if name == "attainment" else MOST)


@pytest.mark.parametrize("name", QUESTIONS)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_question_takes_a_few_statements_at_most_in_any_office(office: SqlOffice, name: str, seed: int) -> None:
    told = asked(office, office_of(seed, visits=300, sites=40), QUESTIONS[name])
    assert len(told) <= (MOST + CALENDAR if name == "attainment" else MOST)


def one_busy_week(visits: int) -> Records:
    """An office with so many visits and cases of one week, to a group, a park and customers in turn."""
    records = office_of(1, visits=visits)
    of_kinds = [records[kind][0] for kind in (kinds.GROUPS, kinds.PARKS, kinds.CUSTOMERS)]
    turns = [of_kinds[number % 3].id for number in range(visits)]
    days = [WEEK[0] + dt.timedelta(days=number % 3) for number in range(visits)]
    agreed = [
        replace(visit, subject_id=subject, day=day, state=VisitState.BOOKED, held_on=None, outcome=None)
        for visit, subject, day in zip(records[kinds.VISITS], turns, days, strict=True)
    ]
    late = [
        replace(case, subject_id=subject, due_on=day, state=FollowUpState.NEW, closed_on=None)
        for case, subject, day in zip(records[kinds.FOLLOW_UPS], turns, days, strict=True)
    ]
    return records | {kinds.VISITS: agreed, kinds.FOLLOW_UPS: late}


@pytest.mark.parametrize("name", [name for name in QUESTIONS if name not in ("own_visits", "own_cases")])
def test_many_years_more_of_visits_that_counted_are_not_read(office: SqlOffice, name: str) -> None:
    """own_visits and own_cases are left out: they show everything a customer ever had. Three years fill a page already."""
    young, old = (sum(rows for _, rows in asked(office, with_years(years), QUESTIONS[name])) for years in (3, 11))
    assert 0 < old <= 1.3 * young


def with_years(years: int) -> Records:
    """An office whose customers were all visited each spring of so many years, each visit with a closed case."""
    records = office_of(1, visits=1)
    (drawn,), (case,), (entry,) = records[kinds.VISITS], records[kinds.FOLLOW_UPS], records[kinds.FOLLOW_UP_ENTRIES]
    held = [
        replace(
            drawn,
            id=uuid4(),
            subject_id=site.id,
            subject_kind=SubjectKind.LARGE,
            year=year,
            day=dt.date(year, 4, 7),
            held_on=dt.date(year, 4, 7),
            state=VisitState.DONE,
            outcome=VisitOutcome.DONE,
            leader_id=MANAGER.id,
        )
        for year in range(2026 - years, 2026)
        for site in records[kinds.CUSTOMERS]
    ]
    cases = [
        replace(
            case,
            id=uuid4(),
            subject_id=visit.subject_id,
            visit_id=visit.id,
            state=FollowUpState.CLOSED,
            raised_on=visit.day,
            due_on=visit.day,
        )
        for visit in held
    ]
    return records | {
        kinds.ASSIGNMENTS: [],
        kinds.VISITS: [*records[kinds.VISITS], *held],
        kinds.FOLLOW_UPS: [*records[kinds.FOLLOW_UPS], *cases],
        kinds.FOLLOW_UP_ENTRIES: [replace(entry, id=uuid4(), follow_up_id=each.id) for each in cases],
    }
