"""`office create|move|join|leave|people|check|backup`: an office of many on one server."""

from __future__ import annotations

import getpass
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from visitplanner.cli.core.session import Session
from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said

Url = Annotated[str, typer.Option(help="postgresql://帳號@主機/資料庫 / login, host and database")]
NEW_VARIABLE, OWNER_VARIABLE = "VISITPLANNER_NEW_PASSWORD", "VISITPLANNER_OWNER_PASSWORD"
"""The password of an account that is made, and that of the database's owner beside the passphrase of this computer's file."""


def add_to(app: typer.Typer) -> None:
    """Adds the commands to the group `office`."""
    app.command("create", help="把空資料庫建成辦公室 / make an office of an empty database")(create)
    app.command("move", help="把這台電腦的資料移入辦公室 / move this computer's records into the office")(move)
    app.command("join", help="這台電腦加入辦公室 / join an office")(join)
    app.command("leave", help="離開辦公室，回到自己的資料庫 / leave the office")(leave)
    app.command("people", help="帳號與角色 / accounts and roles")(people)
    app.command("check", help="檢查伺服器與稽核紀錄 / check server and audit")(check)
    app.command("backup", help="備份辦公室並還原比對 / backup, restored and compared")(back_up)


def create(ctx: typer.Context, url: Url) -> None:
    """Makes tables, roles and rules; where the server's administrator has to do something first, says what and does nothing."""
    session: Session = ctx.obj
    try:
        made = served(session, "making", "create_served")(place(session, url))
    except Refused as refusal:
        statements = getattr(refusal, "statements", ())
        if statements:
            session.refuse([refusal])
            for line in statements:
                session.tell(f"  {line}")
            raise typer.Exit(1) from None
        raise
    payload = {"server": made.server, "schema": made.schema, "before": made.before, "groups": made.groups}
    new = session.language.text("An office was made: {server}", server=made.server)
    old = session.language.text("The office is of step {step} now: {server}", step=made.schema, server=made.server)
    session.show(payload, [new if made.before is None else old])


def move(
    ctx: typer.Context,
    to: Annotated[str, typer.Option(help="postgresql://擁有者@主機/資料庫 / as the database's owner")],
    revert: Annotated[bool, typer.Option("--revert", help="收回移入 / take the move back")] = False,
) -> None:
    """Copies every record in one transaction and compares both sides; this computer's own file stays as it is."""
    session: Session = ctx.obj
    url = place(session, to, secret(OWNER_VARIABLE, "資料庫擁有者的密碼 / password of the database's owner: "))
    if revert:
        moved = served(session, "moving", "take_back")(url)
        line = session.language.text("Taken back: {rows:,} rows left {server}.", rows=moved.total, server=moved.server)
    else:
        moved = served(session, "moving", "move_to")(session.tools.extra["rows_of"](session.office), url)
        line = session.language.text(
            "Moved and compared: {rows:,} rows in {tables} tables are on {server}.",
            rows=moved.total,
            tables=len(moved.rows),
            server=moved.server,
        )
    session.show({"server": moved.server, "rows": moved.total, "tables": moved.rows, "digests": moved.digests}, [line])


def join(ctx: typer.Context, url: Url) -> None:
    """Looks at server and account, and remembers the server; from now on the account's password takes the passphrase's place."""
    session: Session = ctx.obj
    wanted = served(session, "places", "place_of")(url)
    server = served(session, "joining", "join_office")(session.folder, wanted, session.passphrase())
    session.show({"server": server}, [session.language.text("This computer works in the office now: {server}", server=server)])


def leave(ctx: typer.Context) -> None:
    """Forgets the server; the computer's own database is as it was."""
    session: Session = ctx.obj
    served(session, "places", "forget")(session.folder)
    session.show({"server": None}, [session.language.text("This computer is alone again.")])


def people(
    ctx: typer.Context,
    add: Annotated[str, typer.Option(metavar="LOGIN", help="新增或變更帳號 / add or change an account")] = "",
    role: Annotated[str, typer.Option(help="viewer | account_manager | manager | administrator")] = "account_manager",
    person: Annotated[str, typer.Option(help="人員姓名 / the person's name")] = "",
    remove: Annotated[str, typer.Option(metavar="LOGIN", help="停用帳號 / end an account")] = "",
    url: Annotated[str, typer.Option(help="以資料庫擁有者登入 / as the database's owner")] = "",
) -> None:
    """Lists accounts; with --add makes one (its password comes from the environment or a prompt), with --remove ends one."""
    session: Session = ctx.obj
    where = place(session, url)
    if add:
        served(session, "accounts", "give_account")(
            where, add, role, person, secret(NEW_VARIABLE, "新帳號的密碼 / password of the new account: ")
        )
    if remove:
        served(session, "accounts", "end_account")(where, remove)
    found = served(session, "accounts", "office_people")(where)
    payload = [{"login": each.login, "role": each.role, "person": each.person} for each in found]
    session.show({"accounts": payload}, [f"{each.login}  {each.role}  {each.person or '—'}" for each in found])


def check(ctx: typer.Context) -> None:
    """Everything that is wrong with server, account and audit; exit code 1 when anything is."""
    session: Session = ctx.obj
    found: list[Refused] = served(session, "joining", "look_over")(session.folder, place(session, ""))
    lines = [session.language.say_refusal(each) for each in found]
    session.show({"ok": not found, "findings": lines}, lines or [session.language.text("Everything is in order.")])
    if found:
        raise typer.Exit(1)


def back_up(
    ctx: typer.Context,
    out: Annotated[Path, typer.Option(help="資料夾 / folder")],
    url: Annotated[str, typer.Option(help="以資料庫擁有者登入 / as the database's owner")] = "",
) -> None:
    """Dumps the office, restores the dump into a scratch database, compares, and only then gives the file its name."""
    session: Session = ctx.obj
    made = served(session, "dumping", "back_up_served")(place(session, url), out)
    line = session.language.text("Backed up and checked: {file} ({rows} rows)", file=made.file, rows=made.total)
    session.show({"file": made.file, "verified": made.verified, "rows": made.total, "tables": made.rows}, [line])


def served(session: Session, module: str, name: str) -> Callable[..., Any]:
    """A function of the store's part for offices on a server, read only now."""
    return session.tools.extra["served"](module, name)


def place(session: Session, text: str, password: str | None = None) -> Any:
    """The server a command names, or the joined one, with its password: the passphrase of the call, unless another is given."""
    found = served(session, "places", "place_of")(text) if text else served(session, "places", "joined")(session.folder)
    if found is None:
        raise Refused(
            said("This computer has joined no office."), mend=said("Join one with `visitplanner office join`, or give --url.")
        )
    return served(session, "joining", "with_password")(found, session.passphrase() if password is None else password)


def secret(variable: str, prompt: str) -> str:
    """A second password beside the passphrase: from the environment, else typed; empty where nobody can type."""
    if variable in os.environ:
        return os.environ[variable]
    return getpass.getpass(prompt) if sys.stdin.isatty() else ""
