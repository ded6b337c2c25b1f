"""`visits`, `visit book|move|cancel|release|record`: the calendar and what became of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

import typer

from visitplanner.cli.core.arguments import day_of, identity, one_of, person_named
from visitplanner.cli.core.session import Session
from visitplanner.cli.core.subcommands import group
from visitplanner.cli.planning.summaries import Stand, summary, with_account
from visitplanner.cli.visits.visit_records import record_in
from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.domain.visits.times import part_of_day
from visitplanner.domain.visits.visits import Slot, SubjectKind, Visit, VisitState
from visitplanner.services.core.outcome import Outcome
from visitplanner.services.core.subjects import SubjectsOfAccount
from visitplanner.services.visits.arranging import CancelVisit
from visitplanner.services.visits.visits import BookVisit, MoveVisit, Recorded, ReleaseVisit, VisitList, VisitRow

Day = Annotated[str, typer.Option(help="YYYY-MM-DD")]
SlotOption = Annotated[str, typer.Option(help="am | pm")]
LeaderOption = Annotated[str, typer.Option(help="領隊／服務專員 / leader")]
MembersOption = Annotated[list[str] | None, typer.Option("--member", help="隊員，可重複 / member, may be repeated")]
TimeOption = Annotated[str | None, typer.Option("--time", help="約定時間 HH:MM，空字串清除 / time of day, empty to clear")]
Anyway = Annotated[bool, typer.Option("--anyway", help="雖與希望或規則不符，仍要如此 / though it departs from wishes or rules")]


def register(app: typer.Typer) -> None:
    """Adds `visits`, and `visit` with what may be done to one."""
    app.command("visits", help="洽訪行事曆 / the calendar")(show)
    visit = group(app, "visit", "一次洽訪：約定、改期、取消、紀錄 / one visit: book, move, cancel, record")
    visit.command("book", help="與用戶約定 / agree it with the customer")(book)
    visit.command("move", help="改期 / another day, slot or team")(move)
    visit.command("cancel", help="取消 / cancel")(cancel)
    visit.command("release", help="解除人工固定，讓自動排程可移動 / let planning move a visit placed by hand again")(release)
    visit.command("record", help="登錄洽訪紀錄 / record how it went")(record)


def show(
    ctx: typer.Context,
    first: Annotated[str, typer.Option("--from", help="YYYY-MM-DD")] = "",
    last: Annotated[str, typer.Option("--to", help="YYYY-MM-DD")] = "",
    account: Annotated[str, typer.Option(help="電號")] = "",
) -> None:
    """Lists the visits of some days, both included, or of one account."""
    session: Session = ctx.obj
    subjects = session.office.ask(SubjectsOfAccount(account)) if account else None
    rows = session.office.ask(VisitList(*period(first, last), subjects))
    stands = (Stand(row.visit.day, row.leader, row.members) for row in rows if row.visit.state is not VisitState.CANCELLED)
    session.show([document(row) for row in rows], (*(line(session, row) for row in rows), *summary(session, stands)))


def period(first: str, last: str) -> tuple[dt.date | None, dt.date | None]:
    """The days of --from and --to, None where open; raises `Refused` when the last comes before the first."""
    begins, ends = (day_of(text, option) if text else None for text, option in ((first, "--from"), (last, "--to")))
    if begins and ends and ends < begins:
        raise Refused(
            said("{last} comes before {first}.", first=begins, last=ends),
            where=said("{option}: ", option="--to"),
            mend=said("Give the earlier day to --from and the later one to --to."),
        )
    return begins, ends


def book(
    ctx: typer.Context,
    ident: Annotated[str, typer.Argument(metavar="ID")],
    day: Day = "",
    slot: SlotOption = "",
    leader: LeaderOption = "",
    member: MembersOption = None,
    tentative: Annotated[bool, typer.Option("--tentative", help="只是暫定 / pencilled in")] = False,
    time: TimeOption = None,
    anyway: Anyway = False,
) -> None:
    """Agrees a visit, or pencils it in; day, half of it and people stay where they are not named."""
    session: Session = ctx.obj
    state = VisitState.TENTATIVE if tentative else VisitState.BOOKED
    team = team_of(session, leader, member)
    chosen = day_of(day, "--day") if day else None
    answer(session, session.office.do(BookVisit(identity(ident), chosen, slot_of(slot), *team, state, anyway, time)))


def move(
    ctx: typer.Context,
    ident: Annotated[str, typer.Argument(metavar="ID")],
    day: Day,
    slot: SlotOption = "",
    leader: LeaderOption = "",
    member: MembersOption = None,
    time: TimeOption = None,
    anyway: Anyway = False,
) -> None:
    """Puts a visit on another day, half of it or other people."""
    session: Session = ctx.obj
    team = team_of(session, leader, member)
    command = MoveVisit(identity(ident), day_of(day, "--day"), slot_of(slot), *team, anyway, time)
    answer(session, session.office.do(command))


def cancel(
    ctx: typer.Context,
    ident: Annotated[str, typer.Argument(metavar="ID")],
    reason: Annotated[str, typer.Option(help="原因 / reason")] = "",
    not_this_year: Annotated[bool, typer.Option(help="今年不再受訪：不再排，仍列為應洽訪並附原因 / not this year")] = False,
) -> None:
    """Cancels a visit; it is owed again, or the customer wants none this year."""
    session: Session = ctx.obj
    answer(session, session.office.do(CancelVisit(identity(ident), reason, not_this_year)))


def release(ctx: typer.Context, ident: Annotated[str, typer.Argument(metavar="ID")]) -> None:
    """Lets planning and mending move a visit again that a person placed."""
    session: Session = ctx.obj
    answer(session, session.office.do(ReleaseVisit(identity(ident))))


def record(
    ctx: typer.Context,
    ident: Annotated[str, typer.Argument(metavar="ID")],
    file: Annotated[Path, typer.Option(help="洽訪紀錄 JSON / the record")],
    anyway: Anyway = False,
) -> None:
    """Keeps the record in a JSON file; tells whether the visit counts, and if not, why."""
    session: Session = ctx.obj
    outcome = session.office.do(replace(record_in(session, ident, file), anyway=anyway))
    payload = recorded_document(session, outcome.value)
    session.show(payload, [*session.told(outcome), *payload["why_not"]])


def recorded_document(session: Session, result: Recorded) -> dict[str, Any]:
    """The JSON of what a record gave (cli.md `visit record`)."""
    return {
        "visit": str(result.visit.id),
        "issues": [str(case.id) for case in result.follow_ups],
        "counts": result.counts,
        "why_not": [session.language.say(reason) for reason in result.why_not],
        "override": result.visit.override,
    }


def team_of(session: Session, leader: str, members: list[str] | None) -> tuple[UUID | None, tuple[UUID, ...] | None]:
    """Ids of the people named; None where nothing was said."""
    chief = session.office.ask(person_named(leader)).id if leader else None
    return chief, None if members is None else tuple(session.office.ask(person_named(name)).id for name in members)


def slot_of(text: str) -> Slot | None:
    """The half of a day a text names; None for none."""
    return one_of(Slot, text, "--slot") if text else None


def answer(session: Session, outcome: Outcome[Visit]) -> None:
    """Writes where a visit stands now and what was told of it."""
    visit = outcome.value
    payload = {
        "id": str(visit.id),
        "day": visit.day,
        "slot": visit.slot,
        "time": visit.time,
        "state": visit.state,
        "pinned": visit.pinned,
    }
    session.show(payload, session.told(outcome))


def document(row: VisitRow) -> dict[str, Any]:
    """The JSON of one line of the calendar (cli.md `visits`)."""
    visit = row.visit
    return {
        "id": str(visit.id),
        "subject": row.subject,
        "account": row.account,
        "kind": visit.subject_kind,
        "day": visit.day,
        "slot": visit.slot,
        "time": visit.time,
        "leader": row.leader,
        "members": list(row.members),
        "state": visit.state,
        "counts": row.counts if visit.state is VisitState.DONE else None,
        "awaits_record": row.awaits_record,
        "outcome": visit.outcome,
        "held_on": visit.held_on,
        "pinned": visit.pinned and visit.is_open,
        "edition": visit.edition,
    }


def line(session: Session, row: VisitRow) -> str:
    """Id, day, state, subject, people."""
    say, visit = session.language.say, row.visit
    when = f"{session.language.date(visit.day, weekday=True)} {say(part_of_day(visit))}"
    state = say(row.state_name) + (session.language.text(" (by hand)") if visit.pinned and visit.is_open else "")
    alone = visit.subject_kind not in (SubjectKind.GROUP, SubjectKind.PARK)
    subject = with_account(row.subject, row.account) if alone else row.subject
    return f"{visit.id}  {when}  {state}  {subject}  {session.language.listed((row.leader, *row.members))}"
