"""An office with a past: so many customers, each visited once a year for so many years, two cases a visit; encrypted.

The records are put into the tables at once, without the journal: a hundred thousand visits in seconds.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import Engine, insert

from visitplanner import bootstrap
from visitplanner.domain.core.kinds import Kind
from visitplanner.domain.core.records import Record
from visitplanner.domain.core.supply import TariffOption, Voltage
from visitplanner.domain.customers.customers import Company, Contact, Customer, Group, Park
from visitplanner.domain.follow_ups.follow_ups import FollowUp, FollowUpEntry, FollowUpState, Window
from visitplanner.domain.records import kinds
from visitplanner.domain.staff.staff import Assignment, Person, Rank, Role, Skill
from visitplanner.domain.visits.visits import Slot, SubjectKind, Visit, VisitOutcome, VisitState
from visitplanner.store import sql
from visitplanner.store.office import SqlOffice, create_office
from visitplanner.store.references import SUBJECTS
from visitplanner.store.rows.kinds import stored

TODAY = dt.date(2026, 7, 1)
NAMES = UUID("6f0d7c1e-0000-4000-8000-000000000000")
PEOPLE, PARKS, A_GROUP, A_HOUSE = 50, 5, 100, 3
"""A_GROUP: customers for each group. A_HOUSE: years after which a customer gets another specialist."""
WORKING_DAYS = 240
AT_ONCE = 20_000
TOWNSHIPS = ("新營區", "善化區", "安定區", "麻豆區", "佳里區")


def ident(*words: object) -> UUID:
    return uuid5(NAMES, " ".join(map(str, words)))


def build(folder: Path, customers: int, years: int) -> SqlOffice:
    """An office in which `years` whole years are past and the running one is half over."""
    office = create_office(folder, "", demonstration=True, known=bootstrap.known(), today=lambda: TODAY)
    engine: Engine = office._engine  # pyright: ignore[reportPrivateUsage]
    people = [
        Person(id=ident("person", n), name=f"同仁{n}", rank=Rank.MANAGER, skills=frozenset(Skill), visits_a_day=40)
        for n in range(PEOPLE)
    ]
    sites, shelves = list(_sites(customers)), _shelves(customers)
    _put(engine, kinds.PEOPLE, iter(people))
    for kind, records in shelves:
        _put(engine, kind, iter(records))
    _put(engine, kinds.CUSTOMERS, iter(sites))
    _put(engine, kinds.CONTACTS, _contacts(sites))
    _put(engine, kinds.ASSIGNMENTS, _assignments(sites, people, years))
    _put(engine, kinds.VISITS, _visits(sites, people, years))
    _put(engine, kinds.FOLLOW_UPS, (case for visit in _visits(sites, people, years) for case in _cases(visit)))
    _put(engine, kinds.FOLLOW_UP_ENTRIES, (_entry(c) for v in _visits(sites, people, years) for c in _cases(v)))
    return office


def _put(engine: Engine, kind: Kind[Any], records: Iterator[Record]) -> None:
    rows: list[dict[str, Any]] = []
    for record in records:
        rows.append(stored(kind).columns(replace(record, version=1)))
        if len(rows) == AT_ONCE:
            _write(engine, kind, rows)
            rows = []
    if rows:
        _write(engine, kind, rows)


def _write(engine: Engine, kind: Kind[Any], rows: list[dict[str, Any]]) -> None:
    with sql.writing(engine) as connection:
        if kind.subject:
            connection.execute(insert(SUBJECTS), [{"id": row["id"]} for row in rows])
        connection.execute(insert(stored(kind).table), rows)


def _shelves(customers: int) -> list[tuple[Kind[Any], list[Any]]]:
    groups = [Group(id=ident("group", n), name=f"集團{n}") for n in range(max(1, customers // A_GROUP))]
    companies = [
        Company(
            id=ident("company", n),
            name=f"公司{n}",
            tax_id=f"{n:08d}",
            group_id=groups[n // 10].id if n < 10 * len(groups) else None,
        )
        for n in range(max(1, customers // 2))
    ]
    parks = [Park(id=ident("park", n), name=f"工業區{n}", township=TOWNSHIPS[n]) for n in range(PARKS)]
    return [(kinds.GROUPS, groups), (kinds.COMPANIES, companies), (kinds.PARKS, parks)]


def _sites(customers: int) -> Iterator[Customer]:
    for n in range(customers):
        yield Customer(
            id=ident("customer", n),
            account=f"05{n:09d}",
            name=f"聯華鋼鐵第{n}廠",
            company_id=ident("company", n // 2 if customers > 1 else 0),
            voltage=Voltage.HIGH,
            option=TariffOption.TWO_STAGE,
            regular_kw=1000 + n % 5000,
            address=f"台南市{TOWNSHIPS[n % 5]}民治路{n}號",
            township=TOWNSHIPS[n % 5],
            sector="241",
            park_id=ident("park", n % PARKS) if n % 4 == 0 else None,
        )


def _contacts(sites: list[Customer]) -> Iterator[Contact]:
    for n, site in enumerate(sites):
        yield Contact(id=ident("contact", n), customer_id=site.id, name=f"廠務王{n}", phone=f"06-555{n:05d}")


def _in_charge(n: int, year: int, people: list[Person]) -> Person:
    return people[(n + year // A_HOUSE) % PEOPLE]


def _assignments(sites: list[Customer], people: list[Person], years: int) -> Iterator[Assignment]:
    first = TODAY.year - years
    for n, site in enumerate(sites):
        for house in range(first // A_HOUSE, TODAY.year // A_HOUSE + 1):
            begins, last = house * A_HOUSE, house == TODAY.year // A_HOUSE
            yield Assignment(
                id=ident("assignment", n, house),
                subject_id=site.id,
                person_id=_in_charge(n, begins, people).id,
                role=Role.SPECIALIST,
                begins_on=dt.date(begins, 1, 1),
                ends_on=None if last else dt.date(begins + A_HOUSE - 1, 12, 31),
            )


def _visits(sites: list[Customer], people: list[Person], years: int) -> Iterator[Visit]:
    """Each customer once a year, the running year's later half still to be held."""
    for year in range(TODAY.year - years, TODAY.year + 1):
        for n, site in enumerate(sites):
            day = _day(year, n)
            held = day < TODAY
            leader = _in_charge(n, year, people)
            yield Visit(
                id=ident("visit", year, n),
                subject_kind=SubjectKind.LARGE,
                subject_id=site.id,
                year=year,
                ordinal=1,
                day=day,
                slot=Slot.AM if n % 2 else Slot.PM,
                leader_id=leader.id,
                member_ids=(people[(n + 7) % PEOPLE].id,),
                state=VisitState.DONE if held else VisitState.BOOKED,
                held_on=day if held else None,
                outcome=VisitOutcome.DONE if held else None,
                topics=("tariff",),
                notes="時間電價與契約容量已說明。",
            )


def _day(year: int, n: int) -> dt.date:
    """A Monday to Friday of the year, the same share of the customers on each."""
    number = n % WORKING_DAYS
    monday = dt.date(year, 1, 4) - dt.timedelta(days=dt.date(year, 1, 4).weekday()) + dt.timedelta(weeks=1)
    return monday + dt.timedelta(weeks=number // 5, days=number % 5)


def _cases(visit: Visit) -> Iterator[FollowUp]:
    """Two of every visit held; those of the last weeks are open, some of them late."""
    if visit.held_on is None:
        return
    fresh = (TODAY - visit.held_on).days < 30
    for number in (1, 2):
        yield FollowUp(
            id=ident("case", visit.id, number),
            subject_id=visit.subject_id,
            visit_id=visit.id,
            text="電費單地址有誤",
            window=Window.BILLING,
            owner_id=visit.leader_id,
            raised_on=visit.held_on,
            due_on=visit.held_on + dt.timedelta(days=14 if number == 1 else 40),
            state=FollowUpState.NEW if fresh else FollowUpState.CLOSED,
            closed_on=None if fresh else visit.held_on + dt.timedelta(days=10),
        )


def _entry(case: FollowUp) -> FollowUpEntry:
    at = dt.datetime.combine(case.raised_on, dt.time(2), dt.UTC)
    return FollowUpEntry(id=ident("entry", case.id), follow_up_id=case.id, at=at, state=case.state)
