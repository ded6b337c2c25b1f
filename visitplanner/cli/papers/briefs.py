"""`brief`: the briefing sheet of a customer, of a visit, or of all visits of some days."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from visitplanner.cli.core.arguments import day_of, identity
from visitplanner.cli.core.session import Session
from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.services.core.subjects import AccountSubject
from visitplanner.services.papers.briefs import Brief, BriefFor, VisitsToBrief


def register(app: typer.Typer) -> None:
    """Adds `brief`."""
    app.command("brief", help="列印洽訪簡報 / briefing sheets as PDF")(brief)


def brief(
    ctx: typer.Context,
    out: Annotated[Path, typer.Option(help="FILE.pdf，或整批時的資料夾 / a folder with --from and --to")],
    account: Annotated[str, typer.Option(help="電號")] = "",
    visit: Annotated[str, typer.Option(metavar="ID", help="洽訪編號 / a visit's id")] = "",
    first: Annotated[str, typer.Option("--from", help="YYYY-MM-DD")] = "",
    last: Annotated[str, typer.Option("--to", help="YYYY-MM-DD")] = "",
) -> None:
    """Writes the sheet of a customer or visit, or one for each visit of some days; tells files, pages and seconds."""
    session: Session = ctx.obj
    if sum(map(bool, (account, visit, first or last))) != 1:
        raise typer.BadParameter("--account | --visit | --from … --to …")
    started = time.perf_counter()
    pages = 0
    files: list[Path] = []
    for path, sheet in of_days(session, first, last, out) if first or last else [(out, one(session, account, visit))]:
        pages += written(session, sheet, path)
        files.append(path)
    payload = {"files": files, "pages": pages, "seconds": round(time.perf_counter() - started, 3)}
    total = session.language.text("{count} sheets, {pages} pages.", count=len(files), pages=pages)
    session.show(payload, [*map(str, files), total])


def one(session: Session, account: str, visit: str) -> Brief:
    """The sheet of one customer or visit."""
    subject = session.office.ask(AccountSubject(account)) if account else None
    return session.office.ask(asked(session, BriefFor(subject, identity(visit) if visit else None)))


def of_days(session: Session, first: str, last: str, folder: Path) -> Iterator[tuple[Path, Brief]]:
    """The sheets of all visits still to be held on some days, each with its file; refused when there is none."""
    if not first or not last:
        raise typer.BadParameter("--from … --to …")
    span = VisitsToBrief(day_of(first, "--from"), day_of(last, "--to"))
    rows = session.office.ask(span)
    if not rows:
        raise Refused(
            said("No visit is still to be held from {first} to {last}.", first=span.first, last=span.last),
            mend=said("Choose other days, or plan the year first."),
        )
    taken = Counter[str]()
    for row in rows:
        name = re.sub(r"[^\w\-]+", "", row.subject)[:40]
        stem = f"{row.visit.day:%Y%m%d}-{row.visit.slot}-{name}".rstrip("-")
        taken[stem.casefold()] += 1
        number = taken[stem.casefold()]
        path = folder / f"{stem}{f'-{number}' if number > 1 else ''}.pdf"
        yield path, session.office.ask(asked(session, BriefFor(visit_id=row.visit.id)))


def asked(session: Session, query: BriefFor) -> BriefFor:
    """The query with the tariff engine, if the program has one, and the mark of invented data."""
    adviser = session.tools.extra.get("adviser")
    return BriefFor(query.subject_id, query.visit_id, adviser, session.context.demonstration)


def written(session: Session, sheet: Brief, path: Path) -> int:
    """Pages of a sheet written to a file; raises `Refused` where the file cannot be written."""
    with session.files.unshown() as unshown:
        pages = session.files.write_brief(sheet, path, session.language)
    tell_unshown(session, unshown)
    return pages


def tell_unshown(session: Session, texts: list[str]) -> None:
    """Name the texts that stand on paper with 〓 for a character."""
    if texts:
        session.tell(session.language.text("No font has these characters; paper shows 〓: {names}", names="、".join(texts)))
