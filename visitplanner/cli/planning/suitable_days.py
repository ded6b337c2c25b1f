"""`visit days`: on which days one visit may be held."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from visitplanner.cli.core.arguments import identity
from visitplanner.cli.core.session import Session
from visitplanner.cli.core.subcommands import group
from visitplanner.domain.planning.find_day import Grade
from visitplanner.services.planning.suitable_days import SuitableDay, SuitableDays, best_first

MOST_DAYS = 12


def register(app: typer.Typer) -> None:
    """Adds `visit days`."""
    visit = group(app, "visit", "一次洽訪：約定、改期、取消、紀錄 / one visit: book, move, cancel, record")
    visit.command("days", help="找合適的日子 / suitable days for a visit")(days)


def days(
    ctx: typer.Context,
    ident: Annotated[str, typer.Argument(metavar="ID")],
    every: Annotated[bool, typer.Option("--all", help="列出全部上班日 / every working day")] = False,
) -> None:
    """Lists the days that suit a visit, the best first; with --all every working day and why it does not."""
    session: Session = ctx.obj
    graded = session.office.ask(SuitableDays(visit_id=identity(ident)))
    shown = graded if every else best_first(graded)[:MOST_DAYS]
    session.show([day_document(session, day) for day in graded], [day_line(session, day) for day in shown])


def day_document(session: Session, day: SuitableDay) -> dict[str, Any]:
    """JSON of a day: its grade, who could go at which half of it, what speaks for and against it."""
    return {
        "day": day.day,
        "grade": day.grade,
        "seats": [{"slot": seat.slot, "leader": seat.leader, "members": list(seat.members)} for seat in day.seats],
        "reasons": [session.language.say(word) for word in day.words],
    }


def day_line(session: Session, day: SuitableDay) -> str:
    """Grade as a mark, day, leader, what speaks for and against it."""
    mark = {Grade.GOOD: "◎", Grade.FAIR: "○", Grade.POOR: "△", Grade.NOT: "✕"}[day.grade]
    people = day.seats[0].leader if day.seats else ""
    words = session.language.together(day.words)
    return f"{mark} {session.language.date(day.day, weekday=True)}  {people}  {words}"
