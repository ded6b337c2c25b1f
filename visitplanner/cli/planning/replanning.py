"""`mend`: the plan after a disruption, moving no more than it must."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from visitplanner.cli.core.arguments import Year, western
from visitplanner.cli.core.session import Session
from visitplanner.domain.planning.plan import Placed
from visitplanner.domain.visits.visits import SLOT_NAMES, Slot
from visitplanner.services.core.today import Today
from visitplanner.services.planning.planning import ApplyPlan, YearToPlan
from visitplanner.services.planning.replanning import UNTOUCHED_WEEKS, Line, mend


def register(app: typer.Typer) -> None:
    """Adds `mend`."""
    app.command("mend", help="異動後重排，儘量不動其他行程 / mend the plan after a disruption")(mend_year)


def mend_year(
    ctx: typer.Context,
    year: Year,
    weeks: Annotated[int, typer.Option(help="接下來幾週不動 / weeks left alone", min=0)] = UNTOUCHED_WEEKS,
    apply: Annotated[bool, typer.Option("--apply", help="排入行事曆 / put it into the calendar")] = False,
) -> None:
    """Plans anew what cannot stay; the coming weeks and agreed visits are moved only where they must."""
    session: Session = ctx.obj
    mending = mend(session.office.ask(YearToPlan(western(year))), session.office.ask(Today()), weeks)
    if apply:
        session.office.do(ApplyPlan(mending.plan))
    say = session.language.say
    payload = {
        "changes": [change_document(session, line) for line in mending.lines],
        "clashes": [{"subject": subject, "reason": say(why)} for subject, why in mending.clashes],
        "applied": apply,
    }
    session.show(payload, [*(told(session, line) for line in mending.lines), *(f"！{s}  {say(w)}" for s, w in mending.clashes)])


def change_document(session: Session, line: Line) -> dict[str, Any]:
    """JSON of a visit that moves: where from, where to, why."""
    return {
        "subject": line.subject,
        "before": place_document(line.before, line.leader_before),
        "after": place_document(line.after, line.leader_after),
        "reason": session.language.say(line.why),
    }


def place_document(place: Placed | None, leader: str) -> dict[str, Any] | None:
    """JSON of a place in the calendar; None where a visit has none."""
    return None if place is None else {"day": place.day, "slot": place.slot, "leader": leader}


def told(session: Session, line: Line) -> str:
    """A visit that moves as one line."""
    before, after = (when(session, place) for place in (line.before, line.after))
    return f"{line.subject}：{before} → {after}  {session.language.say(line.why)}"


def when(session: Session, place: Placed | None) -> str:
    """Day and half of it; a dash for no place."""
    if place is None:
        return "—"
    return f"{session.language.date(place.day, weekday=True)} {session.language.say(SLOT_NAMES[Slot(place.slot)])}"
