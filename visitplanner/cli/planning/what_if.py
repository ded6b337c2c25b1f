"""`what-if`: a year under other circumstances."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any
from uuid import UUID

import typer

from visitplanner.cli.core.arguments import Year, person_named, western
from visitplanner.cli.core.session import Session
from visitplanner.cli.handovers.affected_visits import visit_document, visit_line
from visitplanner.cli.planning.planning import document as plan_document
from visitplanner.cli.planning.planning import named
from visitplanner.domain.programme.attainment import Attainment
from visitplanner.domain.visits.visits import Visit
from visitplanner.services.planning.planning import plan_year
from visitplanner.services.planning.what_if import HitVisits, SuggestionsOf, WhatIf
from visitplanner.services.planning.year_plan import PlannedVisit, YearPlan
from visitplanner.services.programme.obligations import AttainmentOf
from visitplanner.services.visits.visits import VisitRow

NAMED = 10
"""So many visits that would move are named; the others are counted."""


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
    hit = session.office.ask(HitVisits(western(year), absent)) if absent else ()
    now = session.office.ask(AttainmentOf(western(year))).whole
    moves = moved(made, session.office.ask(SuggestionsOf(western(year))))
    payload = {
        **plan_document(session, made, {}),
        "freed": [visit_document(row) for row in hit],
        "now_left": now.to_book,
        "moved": [move_document(one) for one in moves],
    }
    told = [*comparison(session, made, now), *freed_lines(session, hit), *move_lines(session, moves)]
    session.show(payload, [*told, *missed(session, made.unplaced)])


Move = tuple[Visit, PlannedVisit]
"""A suggestion as it stands in the calendar, and where it would stand."""


def moved(made: YearPlan, standing: Mapping[tuple[UUID, int], Visit]) -> list[Move]:
    """The suggestions of the calendar that would stand on another day, or be led by somebody else, by their new day."""
    both = ((standing.get((one.owed.obligation.subject_id, one.owed.obligation.ordinal)), one) for one in made.visits)
    return [
        (before, one)
        for before, one in both
        if before is not None and (before.day, str(before.leader_id)) != (one.place.day, one.place.leader)
    ]


def move_document(move: Move) -> dict[str, Any]:
    """JSON of a visit that would move: from which day to which, and who leads it then."""
    before, one = move
    return {"subject": one.subject, "account": one.account, "before": before.day, "after": one.place.day, "leader": one.leader}


def move_lines(session: Session, moves: Sequence[Move]) -> list[str]:
    """The first ones by name, the others counted."""
    if not moves:
        return []
    language, lines = session.language, list[str]()
    for before, one in moves[:NAMED]:
        days = [language.date(day, weekday=True) for day in (before.day, one.place.day)]
        lines.append(f"  {named(one.owed, one.subject, one.account)}：{' → '.join(days)}  {one.leader}")
    if len(moves) > NAMED:
        lines.append("  " + language.text("and {count} more", count=len(moves) - NAMED))
    return [language.text("{count} suggestions would move or change their leader:", count=len(moves)), *lines]


def comparison(session: Session, made: YearPlan, now: Attainment) -> list[str]:
    """How many visits would find a place and how many would not, beside the year as it stands; nothing is changed."""
    text = session.language.text
    return [
        text("If so: {count} visits planned, {left} not placed.", count=len(made.visits), left=len(made.unplaced)),
        text("Now: {booked} agreed or tentative, {suggested} suggested, {to_book} to book.", **numbers(now)),
        *([] if (put_off := made.put_off_in_words()) is None else [session.language.say(put_off)]),
        text("This is a trial: nothing in the calendar was changed."),
    ]


def numbers(now: Attainment) -> dict[str, int]:
    """The numbers a comparison names."""
    return {"booked": now.booked, "suggested": now.suggested, "to_book": now.to_book}


def freed_lines(session: Session, rows: Sequence[VisitRow]) -> list[str]:
    """Agreed visits that somebody else would have to go to."""
    if not rows:
        return []
    return [session.language.text("Agreed visits that need somebody else:"), *(visit_line(session, row) for row in rows)]


def missed(session: Session, unplaced: Any) -> list[str]:
    """A line for each visit without a place, with its reasons."""
    return [f"✕ {named(left.owed, left.subject, left.account)}  {session.language.together(left.reasons)}" for left in unplaced]
