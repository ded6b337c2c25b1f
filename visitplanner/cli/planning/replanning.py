"""`mend`: the plan after a disruption, moving no more than it must."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from visitplanner.cli.core.arguments import Year, western
from visitplanner.cli.core.session import Session
from visitplanner.cli.planning.summaries import same_reason
from visitplanner.domain.planning.plan import Placed
from visitplanner.domain.visits.visits import SLOT_NAMES, Slot
from visitplanner.services.planning.office_norms import ChooseUntouchedWeeks
from visitplanner.services.planning.planning import ApplyPlan
from visitplanner.services.planning.replanning import Line, Mending, Waiting, YearToMend, mend


def register(app: typer.Typer) -> None:
    """Adds `mend`."""
    app.command("mend", help="異動後重排，儘量不動其他行程 / mend the plan after a disruption")(mend_year)


def mend_year(
    ctx: typer.Context,
    year: Year,
    weeks: Annotated[int | None, typer.Option(help="接下來幾週不動 / weeks left alone", min=0)] = None,
    remember: Annotated[bool, typer.Option("--remember", help="以後都用這個週數 / keep --weeks as the setting")] = False,
    apply: Annotated[bool, typer.Option("--apply", help="排入行事曆 / put it into the calendar")] = False,
    late: Annotated[str, typer.Option(help="排不進的改為補訪，理由 / make up for what finds no place, for this reason")] = "",
) -> None:
    """Plans anew what cannot stay; the coming weeks and agreed visits are moved only where they must."""
    session: Session = ctx.obj
    if remember:
        if weeks is None:
            raise typer.BadParameter("--remember --weeks N")
        session.office.do(ChooseUntouchedWeeks(weeks))
    mending = mend(session.office.ask(YearToMend(western(year), weeks)))
    if apply:
        session.office.do(ApplyPlan(mending.plan, late))
    say = session.language.say
    payload = {
        "changes": [change_document(session, line) for line in mending.lines],
        "clashes": [{"subject": subject, "reason": say(why)} for subject, why in mending.clashes],
        "waiting": [{"subject": one.subject, "reason": say(one.told)} for one in mending.waiting],
        "handovers": [say(one.why) for one in mending.handovers],
        "applied": apply,
    }
    session.show(payload, mending_lines(session, mending))


def mending_lines(session: Session, mending: Mending) -> list[str]:
    """The changes, what must be agreed anew, who may take over from whom, and what is owed without a place and what it lacks."""
    say, text = session.language.say, session.language.text
    lines = [told(session, line) for line in mending.lines] or [text("Nothing in the calendar has to move.")]
    lines += [f"！{subject}  {say(why)}" for subject, why in mending.clashes]
    lines += [f"→ {say(one.why)}" for one in mending.handovers]
    if mending.waiting:
        lines.append(text("Owed and without a place:"))
        lines += same_reason(session, ((waiting_name(session, one), say(one.why)) for one in mending.waiting))
    return lines


def waiting_name(session: Session, one: Waiting) -> str:
    """Whom a visit without a place is owed to, with the day and the person by whom it may be made up for."""
    if one.late is None:
        return one.subject
    day = session.language.date(one.late.place.day)
    return session.language.text("{subject} (made up for {day}, {leader})", subject=one.subject, day=day, leader=one.late.leader)


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
    leaders = "" if line.leader_before == line.leader_after else f"（{line.leader_before or '—'} → {line.leader_after or '—'}）"
    return f"{line.subject}：{before} → {after}{leaders}  {session.language.say(line.why)}"


def when(session: Session, place: Placed | None) -> str:
    """Day and half of it; a dash for no place."""
    if place is None:
        return "—"
    return f"{session.language.date(place.day, weekday=True)} {session.language.say(SLOT_NAMES[Slot(place.slot)])}"
