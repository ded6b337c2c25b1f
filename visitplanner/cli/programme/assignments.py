"""`assign`: specialists of customers and parks, leaders of groups."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any
from uuid import UUID

import typer

from visitplanner.cli.core.arguments import day_of, person_named
from visitplanner.cli.core.session import Session
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.programme.programme import ROLE_NAMES
from visitplanner.services.core.today import Today
from visitplanner.services.customers.customers import CustomerWithAccount
from visitplanner.services.customers.groups import GroupNamed, ParkNamed
from visitplanner.services.programme.assignments import (
    AcceptAssignments,
    Assign,
    AssignedRow,
    AssignmentList,
    AssignmentProposals,
    Chosen,
    ProposeAssignments,
    ProposedRow,
)


def register(app: typer.Typer) -> None:
    """Adds `assign`."""
    app.command("assign", help="指派服務專員與領隊 / specialists and group leaders")(assign)


def assign(
    ctx: typer.Context,
    auto: Annotated[bool, typer.Option("--auto", help="依職級、行政區、負荷提出並採用 / propose and take over")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只提出，不採用 / propose only")] = False,
    group: Annotated[str, typer.Option(help="集團名稱 / name of a group")] = "",
    leader: Annotated[str, typer.Option(help="領隊 / its leader")] = "",
    account: Annotated[str, typer.Option(help="電號")] = "",
    park: Annotated[str, typer.Option(help="工業區名稱 / name of a park")] = "",
    specialist: Annotated[str, typer.Option(help="服務專員 / the specialist")] = "",
    since: Annotated[str, typer.Option("--from", help="起始日 / from this day on, YYYY-MM-DD")] = "",
) -> None:
    """Without options: who looks after whom, and what would be proposed for the others."""
    session: Session = ctx.obj
    if bool(group) != bool(leader):
        raise typer.BadParameter("--group G --leader P")
    if bool(account or park) != bool(specialist) or (account and park):
        raise typer.BadParameter("--account NO --specialist P | --park K --specialist P")
    day = day_of(since, "--from") if since else None
    rows: list[AssignedRow] = []
    for subject_id, name in named(session, (group, leader), (account, specialist), (park, specialist)):
        person = session.office.ask(person_named(name))
        rows += session.office.do(Assign(subject_id, person.id, day)).value
    proposals = AssignmentProposals(())
    if auto or not rows:
        proposals = session.office.ask(ProposeAssignments())
    if auto and not dry_run:
        chosen = tuple(Chosen(row.subject.id, row.proposal.person.id, row.begins_on) for row in proposals.rows)
        rows += session.office.do(AcceptAssignments(chosen, day)).value if chosen else []
    elif not rows:
        rows = [row for row in session.office.ask(AssignmentList()) if row.person is not None]
    session.show(document(session, rows, proposals), lines(session, rows, proposals))


def named(
    session: Session, group: tuple[str, str], account: tuple[str, str], park: tuple[str, str]
) -> Iterator[tuple[UUID, str]]:
    """(subject, name of a person) for what was asked by name; an empty name of a subject was not asked."""
    if group[0]:
        yield session.office.ask(GroupNamed(group[0])).id, group[1]
    if account[0]:
        yield session.office.ask(CustomerWithAccount(account[0])).id, account[1]
    if park[0]:
        yield session.office.ask(ParkNamed(park[0])).id, park[1]


def document(session: Session, rows: list[AssignedRow], proposals: AssignmentProposals) -> dict[str, Any]:
    """JSON of who looks after whom, who is proposed, and for whom nobody is found."""
    return {
        "assigned": [assigned(row) for row in rows],
        "proposed": [proposed(session, row) for row in proposals.rows],
        "nobody": [subject.name for subject in proposals.nobody],
        "loads": [{"person": one.person.name, "role": one.role, "visits": one.visits} for one in proposals.loads],
        "remarks": [session.language.say(remark) for remark in proposals.remarks],
    }


def assigned(row: AssignedRow) -> dict[str, Any]:
    """JSON of one assignment with the days it holds."""
    return {
        "subject": row.subject.name,
        "subject_id": row.subject.id,
        "account": row.subject.account,
        "kind": row.subject.kind,
        "role": row.role,
        "person": row.person.name if row.person else "",
        "from": row.begins_on,
        "until": row.ends_on,
        "stands_in_for": row.stands_in_for.name if row.stands_in_for else "",
    }


def proposed(session: Session, row: ProposedRow) -> dict[str, Any]:
    """JSON of one proposal with its reasons."""
    return {
        "subject": row.subject.name,
        "subject_id": row.subject.id,
        "account": row.subject.account,
        "kind": row.subject.kind,
        "role": row.proposal.charge.role,
        "person": row.proposal.person.name,
        "leaver": row.leaver.name if row.leaver else "",
        "from": row.begins_on,
        "reasons": [session.language.say(reason) for reason in row.proposal.reasons],
    }


def lines(session: Session, rows: list[AssignedRow], proposals: AssignmentProposals) -> Iterator[str]:
    """The same as lines; a proposal is left out where somebody is assigned."""
    text, say = session.language.text, session.language.say
    kept = {(row.subject.id, row.person.id if row.person and row.stands_in_for is None else None) for row in rows}
    looked_after = {row.subject.id for row in rows}
    for row in rows:
        yield assigned_line(session, row)
    for row in proposals.rows:
        done = (row.subject.id, row.proposal.person.id) in kept
        if not done and (row.leaver is not None or row.subject.id not in looked_after):
            reasons = "；".join(say(reason) for reason in (*leaving(row), *row.proposal.reasons))
            yield text(
                "Proposed: {subject}: {person} ({reasons})",
                subject=row.subject.name,
                person=row.proposal.person.name,
                reasons=reasons,
            )
    if not rows and not proposals.rows and not proposals.nobody:
        yield text("Everybody to whom a visit is owed is looked after.")
    for subject in proposals.nobody:
        yield text("Nobody in the staff list holds the rank for {subject}.", subject=subject.name)
    if proposals.rows:
        for role in dict.fromkeys(one.role for one in proposals.loads):
            each = session.language.listed(f"{one.person.name} {one.visits}" for one in proposals.loads if one.role is role)
            yield text("Visits a year, {role}: {each}", role=say(ROLE_NAMES[role]), each=each)
        yield from (say(remark) for remark in proposals.remarks)


def leaving(row: ProposedRow) -> Iterator[Message]:
    """Who leaves, and from when on the proposed person follows; nothing where nobody does."""
    if row.leaver is not None and row.begins_on is not None:
        yield said("{person} leaves; from {day} on", person=row.leaver.name, day=row.begins_on)


def assigned_line(session: Session, row: AssignedRow) -> str:
    """The subject and who looks after it, a substitute with whose place it takes and until when."""
    name = row.person.name if row.person else ""
    if row.stands_in_for is not None and row.ends_on is not None:
        replaced = {"person": row.stands_in_for.name, "last": row.ends_on}
        name += session.language.text(" (for {person} until {last})", **replaced)
    if row.begins_on is not None and row.begins_on > session.office.ask(Today()):
        name += session.language.text(" (from {day} on)", day=row.begins_on)
    return "\t".join((row.subject.name, row.subject.account, name)).rstrip()
