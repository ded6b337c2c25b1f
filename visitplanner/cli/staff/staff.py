"""`staff`: the office's people."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from visitplanner.cli.core.arguments import day_of, person_named
from visitplanner.cli.core.session import Session
from visitplanner.cli.handovers.affected_visits import case_document, case_line, visit_document, visit_line
from visitplanner.domain.programme.programme import RANK_NAMES, SKILL_NAMES
from visitplanner.services.core.subjects import Subject
from visitplanner.services.handovers.bearing import LeaveService, NameBearing
from visitplanner.services.staff.staff import StaffList, StaffRow


def register(app: typer.Typer) -> None:
    """Adds `staff` and `staff leave`."""
    people = typer.Typer(help="人員 / the office's people", rich_markup_mode=None)
    app.add_typer(people, name="staff")
    people.callback(invoke_without_command=True)(staff)
    people.command("leave", help="最後任職日，列出之後仍掛其名的業務 / last day of service, and what bears the name after it")(
        leave
    )


def staff(ctx: typer.Context) -> None:
    """Lists the people with what they may lead and where."""
    if ctx.invoked_subcommand is not None:
        return
    session: Session = ctx.obj
    rows = session.office.ask(StaffList())
    session.show([document(row) for row in rows], (line(session, row) for row in rows))


def leave(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME")],
    on: Annotated[str, typer.Option(metavar="DAY", help="最後任職日 / last day of service")] = "",
    stays: Annotated[bool, typer.Option("--stays", help="取消，繼續任職 / take it back")] = False,
) -> None:
    """Keeps a person's last day of service; nobody offers, plans or assigns it afterwards."""
    session: Session = ctx.obj
    if bool(on) == stays:
        raise typer.BadParameter("--on DAY | --stays")
    person = session.office.ask(person_named(name))
    outcome = session.office.do(LeaveService(person.id, day_of(on, "--on") if on else None))
    found = outcome.value
    payload = {
        "person": person.name,
        "leaves_on": found.person.leaves_on,
        "customers": [subject_document(one) for one in found.customers],
        "groups": [subject_document(one) for one in found.groups],
        "visits": [visit_document(row) for row in found.visits],
        "issues": [{"subject": one.subject, **case_document(one.case)} for one in found.cases],
        "unrecorded": [visit_document(row) for row in found.unrecorded],
        "drafts": [visit_document(row) for row in found.drafts],
        "entering": [subject_document(one) for one in found.entering],
    }
    session.show(payload, [*session.told(outcome), *bearing_lines(session, found)])


def subject_document(subject: Subject) -> dict[str, Any]:
    """JSON of a customer, group or park."""
    return {"subject": subject.name, "subject_id": subject.id, "account": subject.account, "kind": subject.kind}


def bearing_lines(session: Session, found: NameBearing) -> list[str]:
    """What still bears a person's name, part by part, and the command that passes it on."""
    text = session.language.text
    parts = (
        (text("Looks after:"), [subject.name for subject, _ in found.subjects]),
        (text("Visits to come:"), [visit_line(session, row) for row in found.visits]),
        (text("Open cases:"), [f"{one.subject}  {case_line(session, one.case)}" for one in found.cases]),
        (text("Visits without a record:"), [visit_line(session, row) for row in found.unrecorded]),
        (text("Records begun and not kept:"), [visit_line(session, row) for row in found.drafts]),
        (text("Visits begun to be entered:"), [subject.name for subject in found.entering]),
    )
    lines = [line for heading, rows in parts if rows for line in (heading, *rows)]
    if found.subjects or found.visits or found.cases:
        lines.append(text("Next: `visitplanner handover --from {person}`", person=found.person.name))
    return lines


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
        "leaves_on": person.leaves_on,
    }


def line(session: Session, row: StaffRow) -> str:
    """Name, rank, skills, townships; parted by tabs."""
    person, say = row.person, session.language.say
    skills = "、".join(say(SKILL_NAMES[skill]) for skill in sorted(person.skills))
    return "\t".join([person.name, say(RANK_NAMES[person.rank]), skills, "、".join(person.townships)]).rstrip()
