"""`history` and `undo`: what was done, read from the journal, and taken back; both outlast the closing of the window."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

import typer

from visitplanner.cli.core.arguments import day_of, identity
from visitplanner.cli.core.session import Session
from visitplanner.domain.core.errors import Unknown
from visitplanner.domain.records.kinds import KINDS
from visitplanner.services.customers.customers import CustomerWithAccount
from visitplanner.services.records.history import History, HistoryLine, Touched, UndoChange


def register(app: typer.Typer) -> None:
    """Adds `history` and `undo`."""
    app.command("history", help="異動紀錄：何時、何人、做了什麼 / what was done, when and by whom")(history)
    app.command("undo", help="復原一次異動，預設為最近一次 / take one change back, by default the last")(undo)


def history(
    ctx: typer.Context,
    of: Annotated[str, typer.Option(metavar="ID", help="某筆資料的編號或電號 / of this record (its id, or a 電號)")] = "",
    by: Annotated[str, typer.Option(metavar="PERSON", help="登入名稱 / by whom, the name signed in with")] = "",
    day: Annotated[str, typer.Option(metavar="DAY", help="某一天 / on this day")] = "",
    since: Annotated[str, typer.Option("--from", metavar="D", help="自某日起 / from this day on")] = "",
    until: Annotated[str, typer.Option("--to", metavar="D", help="至某日止 / up to this day")] = "",
    kind: Annotated[str, typer.Option(metavar="KIND", help="資料種類，例如 visits / of this kind of record")] = "",
    limit: Annotated[int, typer.Option(min=1, help="最多幾筆 / at most so many")] = 50,
) -> None:
    """Lists what was done, the newest first; `undo ID` takes one of them back."""
    session: Session = ctx.obj
    if kind and kind.replace("-", "_") not in {each.name for each in KINDS if each.journalled}:
        raise typer.BadParameter("--kind " + "|".join(each.word for each in KINDS if each.journalled))
    first = day_of(day or since, "--day" if day else "--from") if day or since else None
    last = day_of(day or until, "--day" if day else "--to") if day or until else None
    kinds = frozenset({kind.replace("-", "_")}) if kind else frozenset[str]()
    found = session.office.ask(History(named(session, of) if of else None, by, first, last, kinds, limit))
    nothing = [session.language.text("Nothing was done that is asked for.")]
    session.show([document(session, one) for one in found], [line(session, one) for one in found] or nothing)


def undo(
    ctx: typer.Context, ident: Annotated[str, typer.Argument(metavar="[ID]", help="異動編號 / id of `history`")] = ""
) -> None:
    """Takes a change back; refused where later work stands on it."""
    session: Session = ctx.obj
    outcome = session.office.do(UndoChange(identity(ident) if ident else None))
    taken = outcome.value
    payload = {
        "undone": taken.line.id,
        "records": len(taken.line.records),
        "removed": taken.counts.removed,
        "restored": taken.counts.restored,
        "what": session.language.say(taken.line.what),
    }
    session.show(payload, session.told(outcome))


def named(session: Session, text: str) -> UUID:
    """The record of an id, or the customer of a 電號."""
    try:
        return session.office.ask(CustomerWithAccount(text)).id
    except Unknown:
        return identity(text)


def document(session: Session, one: HistoryLine) -> dict[str, Any]:
    """JSON of a change: when (UTC), by whom, what, and the records it touched."""
    return {
        "id": one.id,
        "at": one.at,
        "by": one.by,
        "what": session.language.say(one.what),
        "command": one.label,
        "records": [record_document(session, each) for each in one.records],
        "undone": one.undone,
    }


def record_document(session: Session, each: Touched) -> dict[str, Any]:
    """JSON of a record that was touched."""
    return {"kind": each.kind.word, "id": each.ident, "change": each.deed, "name": session.language.say(each.name)}


def line(session: Session, one: HistoryLine) -> str:
    """Id, day and time of this computer, person, what; a change that was taken back says so."""
    at = one.at.astimezone()
    state = session.language.text("(undone)") if one.undone else ""
    when = f"{session.language.date(at.date())} {at:%H:%M}"
    return "  ".join(part for part in (str(one.id), when, one.by, session.language.say(one.what), state) if part)
