"""`check`: is this installation whole: its reference data, its fonts, its database."""

from __future__ import annotations

from collections.abc import Callable

import typer

from visitplanner.cli.core.session import Session
from visitplanner.cli.office import database
from visitplanner.domain.core.errors import Refused
from visitplanner.services.core.journal import AuditHead
from visitplanner.services.papers.names import NamesOnPaper


def register(app: typer.Typer) -> None:
    """Adds `check`."""
    app.command("check", help="檢查安裝、參考資料、字型與資料庫 / verify the installation")(check)


def check(ctx: typer.Context) -> None:
    """Checks reference data, fonts and what is kept; exit code 1 when anything is found."""
    session: Session = ctx.obj
    found: list[str] = []
    for part in (lambda: reference_data(session), lambda: session.tools.extra["check_fonts"](), lambda: kept(session)):
        found += tried(session, part)
    warnings = names_not_shown(session) if session.opened is not None else []
    lines = [*(found or [session.language.text("Everything is in order.")]), *warnings]
    head = session.office.ask(AuditHead()) if session.opened is not None else None
    if head is not None and head.number:
        lines.append(session.language.text("Journal: {count} changes, its seal {seal}", count=head.number, seal=head.link))
    seal = None if head is None else {"changes": head.number, "seal": head.link}
    session.show({"ok": not found, "findings": found, "warnings": warnings, "journal": seal}, lines)
    if found:
        raise typer.Exit(1)


def tried(session: Session, part: Callable[[], list[str]]) -> list[str]:
    """What a part of the check finds; its refusal is a finding too."""
    try:
        return part()
    except Refused as refusal:
        return [session.language.say_refusal(refusal)]
    except (OSError, ValueError, KeyError) as fault:
        return [f"{type(fault).__name__}: {fault}"]


def names_not_shown(session: Session) -> list[str]:
    """The names that are kept with a character no font has: right in the database, but not on paper."""
    texts = session.files.unshown_in(session.office.ask(NamesOnPaper()))
    if not texts:
        return []
    return [session.language.text("No font has these characters; paper shows 〓: {names}", names="、".join(texts))]


def reference_data(session: Session) -> list[str]:
    """Reading the reference data refuses gaps, overlaps and missing sources by itself."""
    session.tools.known()
    return []


def kept(session: Session) -> list[str]:
    """The database in the data folder, if there is one."""
    if session.opened is None and not session.tools.extra["database_exists"](session.folder):
        left = sorted(path.name for path in session.folder.glob("visitplanner.db*") if path.suffix != ".lock")
        if not left:
            return []
        what = session.language.text("The database is missing, though {files} belong to one.", files="、".join(left))
        mend = session.language.text("Put visitplanner.db back from where it went, or restore the newest backup.")
        return [session.language.together([what, mend])]
    return [session.language.say(finding) for finding in database.findings(session)]
