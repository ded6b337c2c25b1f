"""`staff`: the office's people."""

from __future__ import annotations

from typing import Any

import typer

from visitplanner.cli.core.session import Session
from visitplanner.domain.programme.programme import RANK_NAMES, SKILL_NAMES
from visitplanner.services.staff.staff import StaffList, StaffRow


def register(app: typer.Typer) -> None:
    """Adds `staff`."""
    app.command("staff", help="人員 / the office's people")(staff)


def staff(ctx: typer.Context) -> None:
    """Lists the people with what they may lead and where."""
    session: Session = ctx.obj
    rows = session.office.ask(StaffList())
    session.show([document(row) for row in rows], (line(session, row) for row in rows))


def document(row: StaffRow) -> dict[str, Any]:
    """JSON of a person: rank, skills, townships, absences, visits a day, how many it looks after."""
    person = row.person
    return {
        "id": person.id,
        "name": person.name,
        "rank": person.rank.name.lower(),
        "skills": sorted(person.skills),
        "department": person.department,
        "townships": list(person.townships),
        "away": [[absence.first, absence.last] for absence in person.absences],
        "visits_a_day": person.visits_a_day,
        "leads": row.leads,
        "looks_after": row.looks_after,
        "invented": person.invented,
    }


def line(session: Session, row: StaffRow) -> str:
    """Name, rank, skills, townships; parted by tabs."""
    person, say = row.person, session.language.say
    skills = "、".join(say(SKILL_NAMES[skill]) for skill in sorted(person.skills))
    return "\t".join([person.name, say(RANK_NAMES[person.rank]), skills, "、".join(person.townships)]).rstrip()
