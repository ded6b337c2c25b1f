"""Customers and visits that change hands, as JSON and as lines."""

from __future__ import annotations

from typing import Any

from visitplanner.cli.core.session import Session
from visitplanner.domain.follow_ups.follow_ups import FollowUp
from visitplanner.domain.visits.times import part_of_day
from visitplanner.services.programme.assignments import AssignedRow
from visitplanner.services.visits.clashes import Clash
from visitplanner.services.visits.visits import VisitRow


def subject_line(row: AssignedRow) -> str:
    """Subject and the person who now looks after it."""
    return f"{row.subject.name}\t{row.person.name if row.person else ''}"


def visit_document(row: VisitRow) -> dict[str, Any]:
    """JSON of a visit: day, half of it, leader, members, state."""
    visit = row.visit
    return {
        "id": visit.id,
        "subject": row.subject,
        "day": visit.day,
        "slot": visit.slot,
        "leader": row.leader,
        "members": list(row.members),
        "state": visit.state,
    }


def clash_document(session: Session, clash: Clash) -> dict[str, Any]:
    """JSON of a visit that cannot be held as it stands, with the reasons."""
    return {**visit_document(clash.row), "reasons": [session.language.say(one) for one in clash.reasons]}


def case_document(case: FollowUp) -> dict[str, Any]:
    """JSON of an open case: what was raised and by when it is to be answered."""
    return {"id": case.id, "text": case.text, "due": case.due_on}


def case_line(session: Session, case: FollowUp) -> str:
    """Due day and what was raised."""
    return session.language.text("Open case, due {day}: {text}", day=case.due_on, text=case.text)


def visit_line(session: Session, row: VisitRow) -> str:
    """Day, subject, people."""
    when = f"{session.language.date(row.visit.day, weekday=True)} {session.language.say(part_of_day(row.visit))}"
    return f"{when}  {row.subject}  {'、'.join((row.leader, *row.members))}"
