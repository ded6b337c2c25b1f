"""The due list of a year as an open office remembers it: who the journal says was touched is judged again, nobody else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar
from uuid import UUID

from visitplanner.domain.core.form_drafts import FORM_DRAFTS
from visitplanner.domain.customers.customers import COMPANIES, CONTACTS, CONTRACT_CHANGES, CUSTOMERS
from visitplanner.domain.follow_ups.follow_ups import FOLLOW_UP_ENTRIES, FOLLOW_UPS
from visitplanner.domain.loads.loads import LOADS
from visitplanner.domain.loads.monthly_readings import MONTHLY_READINGS
from visitplanner.domain.planning.year.savings import SAVINGS
from visitplanner.domain.programme.obligations import Obligation
from visitplanner.domain.staff.staff import ASSIGNMENTS
from visitplanner.domain.tariffs.bills.drafts import TARIFF_DRAFTS
from visitplanner.domain.visits.visits import VISITS
from visitplanner.services.core.work import JournalEntry, Work

NO_SAY = frozenset(
    kind.name for kind in (CONTACTS, FOLLOW_UPS, FOLLOW_UP_ENTRIES, LOADS, MONTHLY_READINGS, SAVINGS, TARIFF_DRAFTS, FORM_DRAFTS)
)
"""Kinds that have no say in what is owed. Of any other kind that is not in `TOUCHED` a change may touch everybody."""

TOUCHED = {CUSTOMERS.name: None, VISITS.name: "subject_id", ASSIGNMENTS.name: "subject_id", CONTRACT_CHANGES.name: "customer_id"}
"""Kinds whose change touches one subject and those around it, by the field that names it (None: the record itself)."""

MANY = 1000
"""So many changes at once, and all is judged again: that is then quicker."""


class DueLine(Protocol):
    """A line of the due list."""

    @property
    def obligation(self) -> Obligation: ...


L = TypeVar("L", bound=DueLine)


@dataclass(frozen=True)
class _Year:
    """The lines of a year as they were on a day, after so many change sets."""

    today: dt.date
    change_sets: int
    lines: list[Any]


def remembered(work: Work, year: int, judged: Callable[[frozenset[UUID] | None], list[L]], order: Callable[[L], Any]) -> list[L]:
    """The year's lines in order, as `judged` gives them for everybody (None) or for some subjects.

    Within a command, whose changes are in no journal yet, and on another day all are judged.
    """
    key = (remembered.__qualname__, year)
    before: _Year | None = work.memory.get(key)
    known = before if before is not None and before.today == work.today else None
    touched = None if known is None else _touched(work, work.changed_since(known.change_sets, MANY))
    if known is None or touched is None:
        lines = sorted(judged(None), key=order)
    elif touched:
        left = [line for line in known.lines if line.obligation.subject_id not in touched]
        lines = sorted((*left, *judged(touched)), key=order)
    else:
        lines = known.lines
    work.memory[key] = _Year(work.today, work.change_sets_kept, lines)
    return list(lines)


def _touched(work: Work, entries: Iterable[JournalEntry] | None) -> frozenset[UUID] | None:
    """Whose lines may have changed, None when it may be anybody's; entries: None when they are too many."""
    telling = None if entries is None else [entry for entry in entries if entry.kind not in NO_SAY]
    if telling is None or any(entry.kind not in TOUCHED for entry in telling):
        return None
    subjects: set[UUID] = set()
    companies: set[UUID] = set()
    for entry in telling:
        for state in (entry.before, entry.after):
            if state is not None:
                field = TOUCHED[entry.kind]
                subjects.add(UUID(state[field]) if field else entry.record_id)
                if entry.kind == CUSTOMERS.name:
                    companies.add(UUID(state["company_id"]))
                    subjects |= {UUID(state["park_id"])} if state["park_id"] else set()
    return _with_those_around(work, subjects, companies) if subjects else frozenset()


def _with_those_around(work: Work, subjects: set[UUID], companies: set[UUID]) -> frozenset[UUID]:
    """Subjects with their companies' and groups' sites, these groups, and their own parks."""
    sites, firms = work.shelf(CUSTOMERS), work.shelf(COMPANIES)
    companies = companies | sites.values("company_id", id=subjects)
    groups = firms.values("group_id", id=companies) | subjects
    companies |= firms.values("id", group_id=groups - {None})
    around = subjects | groups | sites.values("id", company_id=companies) | sites.values("park_id", id=subjects)
    return frozenset(around - {None})
