"""`visit add`: an extra visit, or one already held that is entered afterwards (補登洽訪)."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

import typer

from visitplanner.cli.core.arguments import day_of, one_of
from visitplanner.cli.core.session import Session
from visitplanner.cli.core.subcommands import group as subcommands
from visitplanner.cli.visits.visits import (
    Anyway,
    Day,
    LeaderOption,
    MembersOption,
    SlotOption,
    TimeOption,
    document,
    slot_of,
    team_of,
)
from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.domain.visits.visits import Slot, Visit, VisitOutcome
from visitplanner.services.customers.customers import CustomerWithAccount
from visitplanner.services.customers.groups import GroupNamed, ParkNamed
from visitplanner.services.visits.held_visits import HELD, RecordHeldVisit
from visitplanner.services.visits.visits import AddVisit, VisitList


def register(app: typer.Typer) -> None:
    """Adds `visit add`."""
    visit = subcommands(app, "visit", "一次洽訪：約定、改期、取消、紀錄 / one visit: book, move, cancel, record")
    visit.command("add", help="加排一次洽訪，或補登已完成的（--held） / an extra visit, or one already held (--held)")(add)


def add(
    ctx: typer.Context,
    day: Day,
    account: Annotated[str, typer.Option(help="電號")] = "",
    group: Annotated[str, typer.Option(help="集團名稱 / name of a group")] = "",
    park: Annotated[str, typer.Option(help="工業區名稱 / name of a park")] = "",
    held: Annotated[bool, typer.Option("--held", help="補登：已完成 / it was held already")] = False,
    leader: LeaderOption = "",
    slot: SlotOption = Slot.AM.value,
    member: MembersOption = None,
    outcome: Annotated[str, typer.Option(help="補登結果 / how it was held: done | phone | video")] = VisitOutcome.DONE.value,
    satisfaction: Annotated[int | None, typer.Option(help="滿意度 1–5 / satisfaction")] = None,
    note: Annotated[str, typer.Option(help="補登的紀要 / notes of a held visit")] = "",
    reason: Annotated[str, typer.Option(help="加排原因 / reason")] = "",
    time: TimeOption = None,
    anyway: Anyway = False,
) -> None:
    """Adds a visit beyond those planned; with --held one that took place, its record included."""
    session: Session = ctx.obj
    if sum(map(bool, (account, group, park))) != 1:
        raise typer.BadParameter("--account NO | --group NAME | --park NAME")
    subject = subject_of(session, account, group, park)
    chief, members = team_of(session, leader, member)
    chosen, half = day_of(day, "--day"), slot_of(slot) or Slot.AM
    if not held:
        done = session.office.do(AddVisit(subject, chosen, half, chief, members or (), reason, anyway, time or ""))
        session.show(visit_document(session, done.value), session.told(done))
        return
    entered = session.office.do(
        RecordHeldVisit(
            subject_id=subject,
            held_on=chosen,
            leader_id=chief,
            member_ids=members or (),
            slot=half,
            outcome=one_of(VisitOutcome, outcome, "--outcome", HELD),
            satisfaction=satisfaction,
            notes="\n".join(part for part in (reason.strip(), note.strip()) if part),
        )
    )
    why = [session.language.say(one) for one in entered.value.why_not]
    counted = {"counts": entered.value.counts, "why_not": why}
    session.show({**visit_document(session, entered.value.visit), **counted}, [*session.told(entered), *why])


def subject_of(session: Session, account: str, group: str, park: str) -> UUID:
    """The customer, group or park that was named; raises `Unknown` for a name nobody bears."""
    if account:
        return session.office.ask(CustomerWithAccount(account)).id
    if group:
        return session.office.ask(GroupNamed(group)).id
    return session.office.ask(ParkNamed(park)).id


def visit_document(session: Session, visit: Visit) -> dict[str, Any]:
    """The JSON of a visit as `visits` lists it."""
    rows = session.office.ask(VisitList(visit.day, visit.day, frozenset({visit.subject_id})))
    for row in rows:
        if row.visit.id == visit.id:
            return document(row)
    raise Refused(said("There is no such visit any more."))
