"""A small office with an unruly past, drawn from a seed: visits that do not count, stated reasons, changed hands, old cases."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from random import Random
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import insert

from tests.builders_programme import OFFICE, PROGRAMME
from tests.store.acts import company, customer
from visitplanner.domain.calendar.working_days import Calendars, weekday_calendar
from visitplanner.domain.core.kinds import Kind
from visitplanner.domain.core.records import Record
from visitplanner.domain.customers.customers import ContractChange, Contracts, Customer, Group, Park
from visitplanner.domain.follow_ups.follow_ups import FollowUp, FollowUpEntry, FollowUpState, Window
from visitplanner.domain.records import kinds
from visitplanner.domain.staff.staff import Assignment, Role
from visitplanner.domain.visits.visits import Slot, SubjectKind, Visit, VisitOutcome, VisitState
from visitplanner.services.core.reference_data import ReferenceData
from visitplanner.store.office import SqlOffice
from visitplanner.store.references import SUBJECTS
from visitplanner.store.rows.kinds import stored
from visitplanner.store.work import SqlWork

TODAY = dt.date(2026, 6, 18)
CALENDARS = Calendars([weekday_calendar(year, {}, {}, source="") for year in range(2015, 2029)])
KNOWN = ReferenceData(programme=PROGRAMME, calendars=CALENDARS)
NAMES = UUID("6f0d7c1e-0000-4000-8000-000000000001")
Records = dict[Kind[Any], list[Any]]


def office_of(seed: int, sites: int = 9, visits: int = 60, years: int = 5) -> Records:
    """Records by kind, in an order in which they can be written."""
    dice = Random(seed)
    groups = [Group(id=_id("group", n), name=f"集團 {n}") for n in range(2)]
    parks = [Park(id=_id("park", n), name=f"工業區{n}", township=dice.choice(["", "安定區"])) for n in range(2)]
    owners = [dice.choice([None, groups[n % 2].id]) for n in range(4)]
    firms = [company(id=_id("firm", n), name=f"公司{n}", tax_id=f"{n:08}", group_id=owner) for n, owner in enumerate(owners)]
    customers = [_site(dice, n, dice.choice(firms).id, dice.choice([None, *parks])) for n in range(sites)]
    subjects = [*groups, *parks, *customers]
    held = [_visit(dice, n, dice.choice(subjects), years) for n in range(visits)]
    cases = [_case(dice, n, dice.choice(held), years) for n in range(visits)]
    drawn: Records = {
        kinds.PEOPLE: list(OFFICE),
        kinds.GROUPS: groups,
        kinds.PARKS: parks,
        kinds.COMPANIES: firms,
        kinds.CUSTOMERS: customers,
        kinds.CONTRACT_CHANGES: [_change(dice, n, dice.choice(customers), years) for n in range(5)],
        kinds.ASSIGNMENTS: [_assignment(dice, n, dice.choice(subjects), years) for n in range(4 * sites)],
        kinds.VISITS: held,
        kinds.FOLLOW_UPS: cases,
        kinds.FOLLOW_UP_ENTRIES: [_entry(n, case) for n, case in enumerate(cases)],
    }
    return {kind: [replace(record, version=1) for record in of_kind] for kind, of_kind in drawn.items()}


def _id(*words: object) -> UUID:
    return uuid5(NAMES, " ".join(map(str, words)))


def _day(dice: Random, years: int, later: int = 200) -> dt.date:
    return TODAY + dt.timedelta(days=dice.randint(-365 * years, later))


def _site(dice: Random, n: int, firm: UUID, park: Park | None) -> Customer:
    return customer(
        firm,
        n,
        id=_id("site", n),
        regular_kw=dice.choice([800, 1000, 1500, 4000]),
        half_peak_kw=dice.choice([0, 300]),
        township=dice.choice(["新營區", "善化區"]),
        park_id=park.id if park else None,
        last_visit_on=dice.choice([None, _day(dice, 2, 0)]),
        visit_anyway=dice.choice(["", "", "陳情"]),
    )


def _kind_of(subject: Record) -> SubjectKind:
    if isinstance(subject, Group):
        return SubjectKind.GROUP
    return SubjectKind.PARK if isinstance(subject, Park) else SubjectKind.LARGE


def _visit(dice: Random, n: int, subject: Record, years: int) -> Visit:
    day = _day(dice, years)
    planned = Visit(
        id=_id("visit", n),
        subject_kind=_kind_of(subject),
        subject_id=subject.id,
        year=day.year,
        ordinal=dice.choice([1, 2]),
        day=day,
        slot=dice.choice(list(Slot)),
        leader_id=dice.choice(OFFICE).id,
        member_ids=tuple(person.id for person in dice.sample(OFFICE, 2)),
        state=dice.choice([VisitState.SUGGESTED, VisitState.TENTATIVE, VisitState.BOOKED, VisitState.CANCELLED]),
    )
    held_on = day + dt.timedelta(days=dice.choice([0, 0, -20, 25]))
    if held_on > TODAY or dice.random() < 0.1:
        return planned
    return replace(
        planned,
        state=VisitState.DONE,
        held_on=held_on,
        outcome=dice.choice([VisitOutcome.DONE, VisitOutcome.DONE, VisitOutcome.PHONE]),
        override=dice.choice(["", "", "", "副處長代理"]),
    )


def _assignment(dice: Random, n: int, subject: Record, years: int) -> Assignment:
    begins = _day(dice, years + 1, 30)
    return Assignment(
        id=_id("assignment", n),
        subject_id=subject.id,
        person_id=dice.choice(OFFICE).id,
        role=Role.LEADER if isinstance(subject, Group) else Role.SPECIALIST,
        begins_on=begins,
        ends_on=dice.choice([None, begins + dt.timedelta(days=dice.randint(0, 900))]),
        proposed=dice.random() < 0.2,
    )


def _change(dice: Random, n: int, site: Customer, years: int) -> ContractChange:
    before, day = Contracts(dice.choice([700, 2000])), _day(dice, years)
    return ContractChange(id=_id("change", n), customer_id=site.id, effective_on=day, before=before, after=site.contracts)


def _case(dice: Random, n: int, visit: Visit, years: int) -> FollowUp:
    raised = _day(dice, years, 0)
    state = dice.choice(list(FollowUpState))
    return FollowUp(
        id=_id("case", n),
        subject_id=visit.subject_id,
        visit_id=visit.id,
        text=f"第{n}案",
        window=Window.BILLING,
        owner_id=dice.choice([None, OFFICE[0].id]),
        raised_on=raised,
        due_on=raised + dt.timedelta(days=dice.randint(0, 60)),
        state=state,
        closed_on=TODAY if state is FollowUpState.CLOSED else None,
    )


def _entry(n: int, case: FollowUp) -> FollowUpEntry:
    at = dt.datetime.combine(case.raised_on, dt.time(2), dt.UTC)
    return FollowUpEntry(id=_id("entry", n), follow_up_id=case.id, at=at, state=case.state)


@contextmanager
def within(office: SqlOffice, records: Records) -> Iterator[SqlWork]:
    """A transaction on the encrypted store in which these records are all there is; it is rolled back at the end."""
    engine = office._engine  # pyright: ignore[reportPrivateUsage]
    with engine.connect() as connection, connection.begin() as transaction:
        for kind, of_kind in records.items():
            rows = [stored(kind).columns(record) for record in of_kind]
            if not rows:
                continue
            if kind.subject:
                connection.execute(insert(SUBJECTS), [{"id": row["id"]} for row in rows])
            connection.execute(insert(stored(kind).table), rows)
        yield SqlWork(connection, KNOWN, lambda: TODAY)
        transaction.rollback()
