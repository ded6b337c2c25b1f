"""Mending the year's plan after something changed: a leader away, a typhoon day, a customer who postpones.

What changed is kept first, by its own command (days away, `AddClosure`, `CancelVisit`…); mending then keeps what is agreed,
leaves the next weeks alone and moves as few other visits as it can.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from dataclasses import dataclass

from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.planning.plan import Placed, Plan, Unplaced
from visitplanner.domain.planning.replan import Change, replan
from visitplanner.services.planning.plan_reasons import in_names
from visitplanner.services.planning.planning import Prepared, in_words
from visitplanner.services.planning.year_plan import YearPlan

UNTOUCHED_WEEKS = 2


@dataclass(frozen=True)
class Line:
    """One line of the before/after list, in names: who, where it stood and stands, and why it changed."""

    subject: str
    before: Placed | None
    after: Placed | None
    leader_before: str
    leader_after: str
    why: Message


@dataclass(frozen=True)
class Mending:
    """plan: to be applied by `ApplyPlan`. lines: what it changes. clashes: agreed visits that cannot stay as agreed."""

    plan: YearPlan
    lines: tuple[Line, ...]
    clashes: tuple[tuple[str, Message], ...]


def calendar_plan(prepared: Prepared) -> Plan:
    """The suggestions and agreements as they stand in the calendar now."""
    problem = prepared.office.problem
    standing = (*problem.previous.values(), *problem.fixed)
    placed = {place.id for place in standing}
    nowhere = said("Not in the calendar yet.")
    return Plan(standing, tuple(Unplaced(visit.id, nowhere) for visit in problem.visits if visit.id not in placed))


def mend(prepared: Prepared, today: dt.date, weeks: int = UNTOUCHED_WEEKS, stop: Callable[[], bool] | None = None) -> Mending:
    """Mend the calendar's plan for the office as it is now; visits of the next `weeks` stay where they can."""
    began = time.monotonic()
    office = prepared.office
    leave_until = today + dt.timedelta(weeks=weeks)
    mended = replan(office.problem, calendar_plan(prepared), leave_until=leave_until, stop=stop)
    return Mending(
        plan=in_words(prepared, mended.plan, time.monotonic() - began),
        lines=tuple(_line(prepared, change) for change in mended.changes),
        clashes=(
            *(
                (prepared.subjects.name(visit.subject_id), said("{day} is not a working day.", day=visit.day))
                for visit in office.stranded
            ),
            *((_subject(prepared, breach.visit), _named(prepared, breach.what)) for breach in mended.clashes),
        ),
    )


def _line(prepared: Prepared, change: Change) -> Line:
    return Line(
        subject=_subject(prepared, change.visit),
        before=change.before,
        after=change.after,
        leader_before=_leader(prepared, change.before),
        leader_after=_leader(prepared, change.after),
        why=_named(prepared, change.why),
    )


def _named(prepared: Prepared, message: Message) -> Message:
    office = prepared.office
    people = {ident: person.name for ident, person in office.people.items()}
    return in_names(message, people, {visit.id: _subject(prepared, visit.id) for visit in office.problem.visits})


def _leader(prepared: Prepared, place: Placed | None) -> str:
    return prepared.office.people[place.leader].name if place and place.leader in prepared.office.people else ""


def _subject(prepared: Prepared, ident: str) -> str:
    return prepared.subjects.name(prepared.office.subject_of(ident))
