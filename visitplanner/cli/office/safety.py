"""`recover`, `passphrase`, `recovery-key`: a database that does not open, and who may open it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from visitplanner.cli.core.app import passphrase_of
from visitplanner.cli.core.session import Session
from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.services.core.ports import SHORTEST_PASSPHRASE, Backup, Recovery


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command("recover", help="資料庫打不開時：查明原因並恢復 / a database that does not open")(recover)
    app.command("passphrase", help="變更通行碼 / change the passphrase")(change)
    app.command("recovery-key", help="辦公室救援金鑰 / the office's recovery key")(recovery_key)


def recover(
    ctx: typer.Context,
    backup: Annotated[Path | None, typer.Option(help="還原這份備份 / restore this backup")] = None,
    without_log: Annotated[bool, typer.Option(help="不含最近的異動開啟 / open without the newest changes")] = False,
) -> None:
    """Says what is the matter; with an option mends it. Damaged files get another name, none is deleted."""
    session: Session = ctx.obj
    found: Recovery | None = session.tools.extra["amiss"](session.folder)
    if backup is None and not without_log:
        tell(session, found)
        return
    made: Backup | Path = session.tools.extra["recover"](session.folder, session.passphrase, backup)
    if isinstance(made, Path):
        session.show(
            {"copy": made}, [session.language.text("Opened without the newest changes; their log is kept: {file}", file=made)]
        )
    else:
        line = session.language.text("Restored and checked: {file} ({rows} rows)", file=made.file, rows=made.total)
        session.show({"file": made.file, "verified": made.verified, "rows": made.total}, [line])


def tell(session: Session, found: Recovery | None) -> None:
    """What is the matter and what can be done."""
    text = session.language.text
    if found is None:
        session.show(
            {"amiss": None, "backup": None, "without_log": False},
            [text("Nothing is seen to be wrong; `visitplanner check` looks at every page.")],
        )
        return
    lines = [session.language.say_refusal(found.amiss)]
    if found.passed_over:
        lines.append(text("{count} newer backups are damaged and were passed over.", count=found.passed_over))
    if found.backup is None:
        lines.append(text("No whole backup lies beside it. If one lies elsewhere, choose it."))
    else:
        lines.append(text("The newest whole backup: {file}", file=found.backup.file))
    file = None if found.backup is None else found.backup.file
    session.show({"amiss": session.language.say(found.amiss.what), "backup": file, "without_log": found.without_log}, lines)


def change(
    ctx: typer.Context,
    new_file: Annotated[Path, typer.Option(help="新通行碼檔案 / file with the new passphrase")],
) -> None:
    """Wraps the key in another passphrase; the data are not written anew. The recovery key may stand for a forgotten one."""
    session: Session = ctx.obj
    try:
        new = passphrase_of(new_file.read_text(encoding="utf-8-sig"), str(new_file))
    except (OSError, UnicodeDecodeError):
        raise Refused(
            said("The file with the passphrase cannot be read."),
            where=said("{file}: ", file=str(new_file)),
            mend=said("Check its name and folder."),
        ) from None
    if len(new) < SHORTEST_PASSPHRASE:
        raise Refused(
            said("This passphrase is too short."), mend=said("Use at least {count} characters.", count=SHORTEST_PASSPHRASE)
        )
    session.tools.extra["change_passphrase"](session.folder, session.passphrase(), new)
    text = session.language.text("The passphrase was changed. Older backups open with the older one.")
    session.show({"changed": True}, [text])


def recovery_key(
    ctx: typer.Context,
    revoke: Annotated[bool, typer.Option(help="作廢 / revoke it")] = False,
) -> None:
    """Makes a new recovery key and prints it once, or revokes the one there is."""
    session: Session = ctx.obj
    phrase = session.passphrase()
    if revoke:
        session.office.revoke_recovery_key(phrase)
        session.show({"key": None}, [session.language.text("No recovery key opens the data any more.")])
        return
    shown = session.office.make_recovery_key(phrase)
    told = session.language.text("From now on this key opens the data, and no older one. It is not shown again.")
    session.show({"key": shown}, [shown, told])
