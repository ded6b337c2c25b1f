"""`what-if`: a year under other circumstances."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from visitplanner.cli.core.arguments import Year, person_named, western
from visitplanner.cli.core.session import Session
from visitplanner.cli.planning.planning import document as plan_document
from visitplanner.cli.planning.planning import headline
from visitplanner.services.planning.planning import plan_year
from visitplanner.services.planning.what_if import WhatIf


def register(app: typer.Typer) -> None:
    """Adds `what-if`."""
    app.command("what-if", help="如果少一位領隊、門檻不同、多一位專員 / the year under other circumstances")(what_if)


def what_if(
    ctx: typer.Context,
    year: Year,
    without: Annotated[list[str] | None, typer.Option(help="少了誰 / a person who is not there, may be repeated")] = None,
    threshold: Annotated[int, typer.Option(help="門檻瓩數 / threshold in kW")] = 0,
    more_specialists: Annotated[int, typer.Option(help="多幾位服務專員 / more specialists", min=0)] = 0,
    seconds: Annotated[float, typer.Option(min=0)] = 2,
) -> None:
    """Plans a year under other circumstances and keeps nothing."""
    session: Session = ctx.obj
    absent = tuple(session.office.ask(person_named(name)).id for name in without or ())
    asked = WhatIf(western(year), absent, threshold or None, more_specialists)
    made = plan_year(session.office.ask(asked), seconds)
    session.show(plan_document(session, made, {}), [headline(session, made, applied=False), *missed(session, made.unplaced)])


def missed(session: Session, unplaced: Any) -> list[str]:
    """A line for each visit without a place, with its reasons."""
    return [f"✕ {left.subject}  {session.language.together(left.reasons)}" for left in unplaced]
