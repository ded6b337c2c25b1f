"""`away`: who is not there, and the visits that hits."""

from __future__ import annotations

from typing import Annotated

import typer

from visitplanner.cli.core.arguments import day_of, person_named
from visitplanner.cli.core.session import Session
from visitplanner.cli.handovers.affected_visits import case_document, case_line, clash_document, visit_line
from visitplanner.services.handovers.absences import SetAway


def register(app: typer.Typer) -> None:
    """Adds `away`."""
    app.command("away", help="登記不在期間，列出受影響的洽訪 / days away and the visits they hit")(away)


def away(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME")],
    first: Annotated[str, typer.Option("--from", metavar="D", help="起日 / first day")],
    last: Annotated[str, typer.Option("--to", metavar="D", help="迄日 / last day")],
    reason: Annotated[str, typer.Option(help="事由 / why")] = "",
) -> None:
    """Takes down days on which a person is away; lists visits that cannot be held as they stand and cases due in that time."""
    session: Session = ctx.obj
    person = session.office.ask(person_named(name))
    outcome = session.office.do(SetAway(person.id, day_of(first, "--from"), day_of(last, "--to"), reason))
    clashes = outcome.value.clashes
    payload = {
        "person": person.name,
        "away": [[one.first, one.last] for one in outcome.value.person.absences],
        "clashes": [clash_document(session, clash) for clash in clashes],
        "issues": [case_document(case) for case in outcome.value.cases],
    }
    lines = [*session.told(outcome), *(visit_line(session, clash.row) for clash in clashes)]
    lines += [case_line(session, case) for case in outcome.value.cases]
    if clashes:
        years = sorted({clash.row.visit.year for clash in clashes})
        lines += [session.language.text("Next: `visitplanner mend --year {year}`", year=year) for year in years]
    session.show(payload, lines)
