"""A small office on a real database, and its people and customers, for tests of services and front ends."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from visitplanner import bootstrap
from visitplanner.domain.core.records import Record
from visitplanner.domain.core.supply import TariffOption, Voltage
from visitplanner.domain.customers.customers import Company, Customer, Group, Park
from visitplanner.domain.records.kinds import kind_named
from visitplanner.domain.staff.staff import Assignment, Person, Rank, Role, Skill
from visitplanner.domain.visits.visits import Slot, SubjectKind, Visit, VisitState
from visitplanner.services.core.outcome import Outcome
from visitplanner.services.core.work import Work
from visitplanner.store.office import SqlOffice, create_office

TODAY = dt.date(2026, 3, 16)


class Clock:
    """The day the office thinks it is; tests turn it."""

    def __init__(self, today: dt.date = TODAY) -> None:
        self.today = today

    def __call__(self) -> dt.date:
        return self.today


def new_office(folder: Path, clock: Callable[[], dt.date] | None = None) -> SqlOffice:
    """An empty demonstration database with the reference data the program brings."""
    return create_office(folder, "", demonstration=True, known=bootstrap.known(), today=clock or Clock())


@dataclass(frozen=True)
class Keep:
    """Put records on their shelves."""

    records: tuple[tuple[str, Record], ...]

    def carry_out(self, work: Work) -> Outcome[None]:
        for shelf, record in self.records:
            work.shelf(kind_named(shelf)).add(record)
        return Outcome(None)


@dataclass
class SmallOffice:
    """One manager, one supervisor, a business and a technical member; a group of two sites, a large customer, a park."""

    manager: Person = field(default_factory=lambda: person("王經理", Rank.MANAGER))
    supervisor: Person = field(default_factory=lambda: person("林課長", Rank.SUPERVISOR))
    business: Person = field(default_factory=lambda: person("陳業務", Rank.STAFF, Skill.BUSINESS))
    technical: Person = field(default_factory=lambda: person("吳電務", Rank.STAFF, Skill.TECHNICAL))
    group: Group = field(default_factory=lambda: Group(name="虛構集團"))
    park: Park = field(default_factory=lambda: Park(name="虛構工業區", township="新店區"))

    def __post_init__(self) -> None:
        self.company = Company(name="虛構電子股份有限公司", tax_id="12345675", group_id=self.group.id)
        self.other = Company(name="虛構食品股份有限公司", tax_id="")
        self.sites = [customer(f"0512345678{n}", self.company, kw) for n, kw in ((1, 1200), (2, 800))]
        self.large = customer("05123456789", self.other, 1000)

    def keep(self, office: SqlOffice, assigned: bool = True) -> None:
        kept: list[tuple[str, Record]] = [("groups", self.group), ("parks", self.park)]
        kept += [("companies", each) for each in (self.company, self.other)]
        kept += [("customers", each) for each in (*self.sites, self.large)]
        kept += [("people", each) for each in (self.manager, self.supervisor, self.business, self.technical)]
        if assigned:
            kept += [("assignments", assignment(self.group.id, self.manager, Role.LEADER))]
            subjects = (self.sites[0].id, self.large.id, self.park.id)
            kept += [("assignments", assignment(ident, self.supervisor, Role.SPECIALIST)) for ident in subjects]
        office.do(Keep(tuple(kept)))

    def visit(self, **changes: Any) -> Visit:
        """A booked visit to the large customer, in the coming week unless said otherwise."""
        usual: dict[str, Any] = {
            "subject_kind": SubjectKind.LARGE,
            "subject_id": self.large.id,
            "year": 2026,
            "ordinal": 1,
            "day": dt.date(2026, 3, 18),
            "slot": Slot.AM,
            "leader_id": self.supervisor.id,
            "state": VisitState.BOOKED,
        }
        return Visit(**{**usual, **changes})


def person(name: str, rank: Rank, *skills: Skill) -> Person:
    return Person(name=name, rank=rank, skills=frozenset(skills), invented=True)


def customer(account: str, company: Company, regular_kw: int, **changes: Any) -> Customer:
    usual: dict[str, Any] = {
        "voltage": Voltage.HIGH,
        "option": TariffOption.THREE_STAGE_FIXED,
        "sector": "261",
        "township": "新店區",
        "name": company.name,
    }
    return Customer(account=account, company_id=company.id, regular_kw=regular_kw, **{**usual, **changes})


def assignment(subject_id: Any, person_: Person, role: Role) -> Assignment:
    return Assignment(subject_id=subject_id, person_id=person_.id, role=role, begins_on=dt.date(2025, 1, 1))
