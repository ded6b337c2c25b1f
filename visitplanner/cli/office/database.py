"""`init`, `backup`, `restore`: the database as a file, and its part of `check`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from visitplanner.cli.core.session import Session
from visitplanner.domain.core.messages import Message
from visitplanner.services.core.ports import SHORTEST_PASSPHRASE, Backup


def register(app: typer.Typer) -> None:
    """Adds `init`, `backup` and `restore`."""
    app.command("init", help="建立資料庫 / create a database")(create)
    app.command("backup", help="備份資料庫並驗證 / verified backup")(back_up)
    app.command("restore", help="還原備份到空資料夾 / restore a backup into an empty folder")(restore)


def create(ctx: typer.Context, demo: Annotated[bool, typer.Option(help="示範資料 / demonstration data")] = False) -> None:
    """Makes the encrypted database, or one with demonstration data that needs no passphrase."""
    session: Session = ctx.obj
    if demo:
        session.opened = session.tools.extra["fill_demonstration"](session.folder)
    else:
        phrase = session.passphrase()
        session.opened = session.tools.create(session.folder, lambda: phrase, False, session.clock)
        if len(phrase) < SHORTEST_PASSPHRASE:
            session.tell(
                session.language.text("This passphrase is short: {count} characters are safer.", count=SHORTEST_PASSPHRASE)
            )
    office = session.office
    about = (
        session.language.text("A database with demonstration data: {file}", file=office.database)
        if demo
        else session.language.text("An empty database: {file}", file=office.database)
    )
    session.show({"database": office.database, "schema": office.schema}, [about])


def back_up(ctx: typer.Context, out: Annotated[Path, typer.Option(help="資料夾 / folder")]) -> None:
    """Writes a backup into a folder and opens it again to see that it is whole."""
    session: Session = ctx.obj
    made = session.office.back_up(out)
    said = session.language.text("Backed up and checked: {file} ({rows} rows)", file=made.file, rows=made.total)
    session.show(document(made), [said])


def restore(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(help=".vpbackup")],
    drill: Annotated[bool, typer.Option(help="只試還原並比對，不留下任何東西 / only try it and compare")] = False,
) -> None:
    """Makes the database of a backup; refused where one exists already. With --drill the present database is only compared."""
    session: Session = ctx.obj
    if drill:
        done = session.office.rehearse(file)
        said = session.language.text("It can be restored: {file} ({rows} rows)", file=file, rows=done.rows)
        since = (
            session.language.text("Nothing was changed since.")
            if done.unchanged
            else session.language.text("What was changed since is not in it.")
        )
        session.show({"file": file, "verified": True, "rows": done.rows, "unchanged": done.unchanged}, [said, since])
        return
    made: Backup = session.tools.extra["restore"](file, session.folder, session.passphrase)
    said = session.language.text("Restored and checked: {file} ({rows} rows)", file=made.file, rows=made.total)
    session.show(document(made), [said])


def document(made: Backup) -> dict[str, Any]:
    """JSON of a backup: file, whether verified, rows by table."""
    return {"file": made.file, "verified": made.verified, "rows": made.total, "tables": made.rows}


def findings(session: Session) -> list[Message]:
    """What `check` says of the database; nothing if all is well."""
    return session.office.check()
