"""Questions about a year's plan: `mend`, `what-if`, `approval`, and `visit days` for one visit."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from visitplanner.cli.core.arguments import identity, one_of, person_named, western
from visitplanner.cli.core.session import Session
from visitplanner.cli.core.subcommands import group
from visitplanner.cli.planning.planning import document as plan_document
from visitplanner.cli.planning.planning import headline
from visitplanner.domain.planning.find_day import Grade
from visitplanner.domain.planning.plan import Placed
from visitplanner.domain.visits.visits import SLOT_NAMES, Slot
from visitplanner.services.core.today import Today
from visitplanner.services.planning.approvals import (
    APPROVAL_NAMES,
    SIGNER_NAMES,
    Approval,
    ApprovalOf,
    ProposePlan,
    PublishPlan,
    Signer,
    SignPlan,
)
from visitplanner.services.planning.planning import ApplyPlan, YearToPlan, plan_year
from visitplanner.services.planning.replanning import UNTOUCHED_WEEKS, Line, mend
from visitplanner.services.planning.suitable_days import SuitableDay, SuitableDays
from visitplanner.services.planning.what_if import WhatIf

Year = Annotated[int, typer.Option(help="西元年或民國年 / year")]
MOST_DAYS = 12


def register(app: typer.Typer) -> None:
    app.command("mend", help="異動後重排，儘量不動其他行程 / mend the plan after a disruption")(mend_year)
    app.command("what-if", help="如果少一位領隊、門檻不同、多一位專員 / the year under other circumstances")(what_if)
    app.command("approval", help="年度計畫的陳核與公告 / the plan's way through the office")(approval)
    visit = group(app, "visit", "一次洽訪：約定、改期、取消、紀錄 / one visit: book, move, cancel, record")
    visit.command("days", help="找合適的日子 / suitable days for a visit")(days)


def mend_year(
    ctx: typer.Context,
    year: Year,
    weeks: Annotated[int, typer.Option(help="接下來幾週不動 / weeks left alone", min=0)] = UNTOUCHED_WEEKS,
    apply: Annotated[bool, typer.Option("--apply", help="排入行事曆 / put it into the calendar")] = False,
) -> None:
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
    return {
        "subject": line.subject,
        "before": place_document(line.before, line.leader_before),
        "after": place_document(line.after, line.leader_after),
        "reason": session.language.say(line.why),
    }


def place_document(place: Placed | None, leader: str) -> dict[str, Any] | None:
    return None if place is None else {"day": place.day, "slot": place.slot, "leader": leader}


def told(session: Session, line: Line) -> str:
    before, after = (when(session, place) for place in (line.before, line.after))
    return f"{line.subject}：{before} → {after}  {session.language.say(line.why)}"


def when(session: Session, place: Placed | None) -> str:
    if place is None:
        return "—"
    return f"{session.language.date(place.day, weekday=True)} {session.language.say(SLOT_NAMES[Slot(place.slot)])}"


def what_if(
    ctx: typer.Context,
    year: Year,
    without: Annotated[list[str] | None, typer.Option(help="少了誰 / a person who is not there, may be repeated")] = None,
    threshold: Annotated[int, typer.Option(help="門檻瓩數 / threshold in kW")] = 0,
    more_specialists: Annotated[int, typer.Option(help="多幾位服務專員 / more specialists", min=0)] = 0,
    seconds: Annotated[float, typer.Option(min=0)] = 2,
) -> None:
    session: Session = ctx.obj
    absent = tuple(session.office.ask(person_named(name)).id for name in without or ())
    asked = WhatIf(western(year), absent, threshold or None, more_specialists)
    made = plan_year(session.office.ask(asked), seconds)
    session.show(plan_document(session, made, {}), [headline(session, made, applied=False), *missed(session, made.unplaced)])


def missed(session: Session, unplaced: Any) -> list[str]:
    return [f"✕ {left.subject}  {''.join(session.language.say(reason) for reason in left.reasons)}" for left in unplaced]


def approval(
    ctx: typer.Context,
    year: Year,
    propose: Annotated[bool, typer.Option("--propose", help="陳核 / propose")] = False,
    sign: Annotated[str, typer.Option(help="|".join(Signer))] = "",
    name: Annotated[str, typer.Option(help="核章人 / who signed")] = "",
    publish: Annotated[bool, typer.Option("--publish", help="公告 / publish")] = False,
) -> None:
    session: Session = ctx.obj
    chosen = western(year)
    if propose:
        session.office.do(ProposePlan(chosen))
    if sign:
        session.office.do(SignPlan(chosen, one_of(Signer, sign, "--sign"), name))
    if publish:
        session.office.do(PublishPlan(chosen))
    now = session.office.ask(ApprovalOf(chosen))
    session.show(approval_document(now), approval_lines(session, now))


def approval_document(now: Approval) -> dict[str, Any]:
    return {
        "year": now.year,
        "state": now.state,
        "signatures": [{"signer": one.signer, "name": one.name, "on": one.on} for one in now.signatures],
        "proposed_on": now.proposed_on,
        "published_on": now.published_on,
        "amendments": [{"subject": one.subject, "before": one.before, "after": one.after} for one in now.amendments],
    }


def approval_lines(session: Session, now: Approval) -> list[str]:
    language = session.language
    lines = [f"{language.year(now.year)}：{language.say(APPROVAL_NAMES[now.state])}"]
    lines += [f"  {language.say(SIGNER_NAMES[one.signer])}  {one.name}  {language.date(one.on)}" for one in now.signatures]
    for one in now.amendments:
        before, after = (language.date(day) if day else "—" for day in (one.before, one.after))
        lines.append(f"  {one.subject}：{before} → {after}")
    return lines


def days(
    ctx: typer.Context,
    ident: Annotated[str, typer.Argument(metavar="ID")],
    every: Annotated[bool, typer.Option("--all", help="列出全部上班日 / every working day")] = False,
) -> None:
    session: Session = ctx.obj
    graded = session.office.ask(SuitableDays(visit_id=identity(ident)))
    shown = graded if every else [day for day in graded if day.grade is not Grade.NOT][:MOST_DAYS]
    session.show([day_document(session, day) for day in graded], [day_line(session, day) for day in shown])


def day_document(session: Session, day: SuitableDay) -> dict[str, Any]:
    return {
        "day": day.day,
        "grade": day.grade,
        "seats": [{"slot": seat.slot, "leader": seat.leader, "members": list(seat.members)} for seat in day.seats],
        "reasons": [session.language.say(word) for word in day.words],
    }


def day_line(session: Session, day: SuitableDay) -> str:
    mark = {Grade.GOOD: "◎", Grade.FAIR: "○", Grade.POOR: "△", Grade.NOT: "✕"}[day.grade]
    people = day.seats[0].leader if day.seats else ""
    words = "".join(session.language.say(word) for word in day.words)
    return f"{mark} {session.language.date(day.day, weekday=True)}  {people}  {words}"
