"""`plan`: the office's year, or an exchange problem from a file."""

from __future__ import annotations

import time
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from visitplanner.cli.core.arguments import western
from visitplanner.cli.core.session import Session
from visitplanner.cli.planning.planning_problem import counts, solve_problem
from visitplanner.cli.planning.summaries import Stand, same_reason, summary, with_account
from visitplanner.domain.visits.visits import SLOT_NAMES, Slot, SubjectKind
from visitplanner.services.core.today import Today
from visitplanner.services.planning.planning import ApplyPlan, YearToPlan, plan_year
from visitplanner.services.planning.problem.facts import OwedVisit
from visitplanner.services.planning.year_plan import PlannedVisit, YearPlan


def register(app: typer.Typer) -> None:
    """Adds `plan`."""
    app.command("plan", help="排定全年洽訪 / plan the office's year, or solve an exchange problem")(plan)


def plan(
    ctx: typer.Context,
    year: Annotated[int, typer.Option(help="西元年 / year")] = 0,
    seconds: Annotated[float, typer.Option(help="最多花幾秒改善 / seconds to improve it", min=0)] = 5,
    apply: Annotated[bool, typer.Option("--apply", help="排入行事曆 / put it into the calendar")] = False,
    problem: Annotated[Path | None, typer.Option(help="交換格式的問題檔 / an exchange problem")] = None,
    out: Annotated[Path | None, typer.Option(help="計畫檔 / where its plan goes")] = None,
    seed: Annotated[int, typer.Option(help="亂數種子 / seed")] = 115,
    leader_week: Annotated[
        int | None, typer.Option(help="領隊每週最多幾次 / visits a leader pays in a week", min=1, max=10)
    ] = None,
    office_day: Annotated[
        int | None, typer.Option(help="全處每日最多幾次 / visits of the office on a day", min=1, max=50)
    ] = None,
    late: Annotated[str, typer.Option(help="排不進的改為補訪，理由 / make up for what finds no place, for this reason")] = "",
) -> None:
    session: Session = ctx.obj
    began = time.monotonic()
    if problem is not None:
        if out is None:
            raise typer.BadParameter("--problem 需要 --out / --problem wants --out")
        solve_problem(session, problem, seconds, out, seed)
        return
    chosen = western(year) if year else session.office.ask(Today()).year
    ready = session.office.ask(YearToPlan(chosen, leader_week=leader_week, office_day=office_day))
    made = plan_year(ready, seconds, seed, began=began)
    ids = session.office.do(ApplyPlan(made, late)).value.ids if apply else {}
    session.show(document(session, made, ids), lines(session, made, applied=apply))


def document(session: Session, made: YearPlan, ids: Any) -> dict[str, Any]:
    """The JSON of a plan (cli.md `plan`)."""
    say = session.language.say

    def told(one: PlannedVisit) -> dict[str, Any]:
        return {
            "id": str(ids.get(one.place.id, one.id)),
            "subject": one.subject,
            "account": one.account,
            "kind": one.owed.obligation.kind,
            "ordinal": one.owed.obligation.ordinal,
            "day": one.place.day,
            "slot": one.place.slot,
            "leader": one.leader,
            "members": list(one.members),
            "reasons": [say(reason) for reason in one.reasons],
        }

    return {
        "year": made.year,
        "visits": [told(one) for one in made.visits],
        "unplaced": [
            {
                "subject": one.subject,
                "account": one.account,
                "ordinal": one.owed.obligation.ordinal,
                "reasons": [say(reason) for reason in one.reasons],
            }
            for one in made.unplaced
        ],
        "late": [told(one) for one in made.late],
        "put_off": [
            {"subject": one.subject, "ordinal": one.ordinal, "day": one.day, "reason": one.reason} for one in made.put_off
        ],
        "not_made_up": len(made.unplaced) - len(made.late),
        "leader_week": made.leader_week,
        "office_day": made.office_day,
        "fits": [asdict(one) for one in made.fits],
        "balance": [{"name": name, "led": one.led, "joined": one.joined, "busiest_week": one.week} for name, one in made.balance],
        "agreed": made.agreed,
        "provisional_calendar": made.provisional,
        "cost": made.cost,
        "bound": made.bound,
        "gap_percent": made.gap_percent,
        "quality": say(made.quality()),
        "reached": say(made.how_far()),
        "seconds": round(made.seconds, 3),
    }


def lines(session: Session, made: YearPlan, *, applied: bool) -> list[str]:
    """The headline, a line for each visit with its reasons, one for each that found no place, and what it all comes to."""
    language = session.language
    told = [headline(session, made, applied=applied)]
    if made.crowded is not None:
        told.append(language.say(made.crowded))
    for one in made.visits:
        when = f"{language.date(one.place.day, weekday=True)} {language.say(SLOT_NAMES[Slot(one.place.slot)])}"
        why = language.together(one.reasons)
        told.append(f"{when}  {named(one.owed, one.subject, one.account)}  {language.listed((one.leader, *one.members))}  {why}")
    names = ((named(left.owed, left.subject, left.account), language.together(left.reasons)) for left in made.unplaced)
    crossed = same_reason(session, names)
    rest = (made.unlooked_in_words(), made.rest_in_words(), made.uncounted_in_words(), made.put_off_in_words())
    left = [language.say(one) for one in rest if one is not None]
    standing = [f"→ {language.date(one.day, weekday=True)}  {one.subject}  {one.reason}" for one in made.put_off]
    stands = (Stand(one.place.day, one.leader, one.members) for one in made.visits)
    fits = (language.say(one) for one in made.fits_in_words())
    late = (late_line(session, one) for one in made.late)
    return [*told, *crossed, *fits, *left, *late, *standing, *summary(session, stands)]


def late_line(session: Session, one: PlannedVisit) -> str:
    """A visit to be made up for: day, subject, leader, and why."""
    day = session.language.date(one.place.day, weekday=True)
    why = session.language.together(one.reasons)
    return f"→ {day}  {named(one.owed, one.subject, one.account)}  {one.leader}  {why}"


def named(owed: OwedVisit, subject: str, account: str) -> str:
    """The subject, a customer with its 電號."""
    return subject if owed.obligation.kind in (SubjectKind.GROUP, SubjectKind.PARK) else with_account(subject, account)


def headline(session: Session, made: YearPlan, *, applied: bool) -> str:
    """How many visits are placed, how far above the best possible plan in %, whether it is in the calendar."""
    text = session.language.text
    parts = [session.language.say(counts(len(made.visits), len(made.unplaced)))]
    parts += [session.language.say(made.quality()), session.language.say(made.how_far())]
    if made.provisional:
        parts.append(text("The office calendar of this year is not published yet: provisional (暫定)."))
    parts.append(text("Put into the calendar.") if applied else text("Not put into the calendar yet (--apply does)."))
    return session.language.together(parts)
