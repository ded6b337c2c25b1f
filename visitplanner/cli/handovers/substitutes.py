"""`substitute`: who stands in for whom for a while."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated
from uuid import UUID

import typer

from visitplanner.cli.core.arguments import day_of, person_named
from visitplanner.cli.core.session import Session
from visitplanner.cli.handovers.affected_visits import subject_line, visit_document, visit_line
from visitplanner.cli.programme.assignments import assigned
from visitplanner.services.customers.customers import CustomerWithAccount
from visitplanner.services.customers.groups import GroupNamed, ParkNamed
from visitplanner.services.handovers.substitutes import EndSubstitution, Substitute

Names = Annotated[list[str] | None, typer.Option(help="可重複 / may be repeated")]


def register(app: typer.Typer) -> None:
    """Adds `substitute`."""
    app.command("substitute", help="代理人，有起訖日 / somebody stands in for a while")(substitute)


def substitute(
    ctx: typer.Context,
    of: Annotated[str, typer.Option("--for", metavar="NAME", help="被代理人 / whose place is taken")],
    by: Annotated[str, typer.Option(metavar="NAME", help="代理人 / who stands in")],
    first: Annotated[str, typer.Option("--from", metavar="D", help="起日 / first day")] = "",
    last: Annotated[str, typer.Option("--to", metavar="D", help="迄日 / last day")] = "",
    account: Names = None,
    group: Names = None,
    park: Names = None,
    end: Annotated[str, typer.Option(metavar="D", help="提前結束代理的最後一日 / it ends earlier, on that day")] = "",
) -> None:
    """Lets one person stand in for another, for all subjects or those named; or ends that on a day."""
    session: Session = ctx.obj
    if bool(end) == bool(first and last) or (end and (first or last)):
        raise typer.BadParameter("--from D --to D | --end D")
    person, stand_in = (session.office.ask(person_named(name)) for name in (of, by))
    if end:
        ended = session.office.do(EndSubstitution(person.id, stand_in.id, day_of(end, "--end")))
        session.show({"ended": ended.value}, session.told(ended))
        return
    subjects = chosen(session, account or (), group or (), park or ())
    asked = Substitute(person.id, stand_in.id, day_of(first, "--from"), day_of(last, "--to"), subjects or None)
    outcome = session.office.do(asked)
    payload = {
        "assigned": [assigned(row) for row in outcome.value.rows],
        "visits": [visit_document(row) for row in outcome.value.visits],
    }
    lines = [*session.told(outcome), *map(subject_line, outcome.value.rows)]
    if outcome.value.visits:
        lines.append(session.language.text("In the calendar in that time, still led by {person}:", person=person.name))
        lines += [visit_line(session, row) for row in outcome.value.visits]
    session.show(payload, lines)


def chosen(session: Session, accounts: Iterable[str], groups: Iterable[str], parks: Iterable[str]) -> tuple[UUID, ...]:
    """The subjects that were named."""
    return (
        *(session.office.ask(CustomerWithAccount(one)).id for one in accounts),
        *(session.office.ask(GroupNamed(one)).id for one in groups),
        *(session.office.ask(ParkNamed(one)).id for one in parks),
    )
