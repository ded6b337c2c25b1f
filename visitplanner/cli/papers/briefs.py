"""`brief`: the briefing sheet of a customer, of a visit, or of all visits of some days."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from visitplanner.cli.core.arguments import day_of, identity, person_named
from visitplanner.cli.core.session import Session
from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import Message, said
from visitplanner.services.core.subjects import AccountSubject
from visitplanner.services.office.office_settings import OfficeSettingsInForce
from visitplanner.services.papers.briefs import (
    Annex,
    BatchCover,
    BatchLine,
    Brief,
    BriefFor,
    BriefPrint,
    BriefSheet,
    VisitsToBrief,
)
from visitplanner.services.visits.visits import VisitRow


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
    leader: Annotated[str, typer.Option("--leader", help="只印此人領隊的 / with --from, --to: whose alone")] = "",
    sheet: Annotated[BriefSheet, typer.Option("--sheet", help="用戶聯、洽訪人員聯或兩者 / which sheet")] = BriefSheet.BOTH,
    annex: Annotated[list[Annex] | None, typer.Option("--annex", help="附頁，可重複 / an annex; may be repeated")] = None,
) -> None:
    """Writes the sheets of a customer or visit, or those of each visit of some days; tells files, pages and seconds."""
    session: Session = ctx.obj
    if sum(map(bool, (account, visit, first or last))) != 1 or (leader and not first):
        raise typer.BadParameter("--account | --visit | --from … --to … [--leader …]")
    started = time.perf_counter()
    chosen = BriefPrint(sheet, tuple(dict.fromkeys(annex or ())))
    if not first and not last:
        pages = written(session, one(session, account, visit), out, chosen)
        told(session, started, [out], pages, {})
        return
    batch(session, (first, last, leader), out, chosen, started)


def told(session: Session, started: float, files: list[Path], pages: int, more: dict[str, Any]) -> None:
    """Say what was written."""
    payload = {"files": files, "pages": pages, "seconds": round(time.perf_counter() - started, 3), **more}
    total = session.language.text("{count} sheets, {pages} pages.", count=len(files), pages=pages)
    session.show(payload, [*map(str, files), total])


def batch(session: Session, span: tuple[str, str, str], folder: Path, chosen: BriefPrint, started: float) -> None:
    """The sheets of some days and a list before them. A sheet that cannot be made does not stop the others: it is named on the
    list and at the end, and the exit code says that something is missing. span: first and last day, and whose alone."""
    lines: list[BatchLine] = []
    files: list[Path] = []
    refusals: list[Refused] = []
    for path, row in of_days(session, *span[:2], folder, leader=span[2]):
        try:
            pages = written(session, session.office.ask(asked(session, BriefFor(visit_id=row.visit.id))), path, chosen)
        except (Refused, OSError, ValueError, LookupError, ArithmeticError) as fault:
            why = fault.what if isinstance(fault, Refused) else unforeseen(fault)
            lines.append(BatchLine(row, refused=why))
            refusals.append(not_made(row, why))
            continue
        lines.append(BatchLine(row, pages))
        files.append(path)
    days = day_of(span[0], "--from"), day_of(span[1], "--to")
    cover = folder / f"{days[0]:%Y%m%d}-{days[1]:%Y%m%d}.pdf"
    named = session.office.ask(OfficeSettingsInForce()).name
    demonstration = session.context.demonstration
    session.files.write_cover(
        BatchCover(*days, tuple(lines), session.today, span[2], named, demonstration), cover, session.language
    )
    failed = [{"visit": str(line.row.visit.id), "subject": line.row.subject} for line in lines if line.refused is not None]
    told(session, started, files, sum(line.pages for line in lines), {"cover": cover, "failed": failed})
    if refusals:
        session.refuse(refusals)
        raise typer.Exit(1)


def unforeseen(fault: Exception) -> Message:
    """A fault of the program, in words."""
    return said("An unforeseen fault: {fault}", fault=f"{type(fault).__name__} {fault}")


def not_made(row: VisitRow, why: Message) -> Refused:
    """What is said of a sheet that could not be made."""
    words = {"subject": row.subject, "day": row.visit.day, "why": why}
    return Refused(
        said("The sheet of {subject} on {day} could not be made: {why}", **words),
        mend=said("The others are written; mend these and print them alone."),
    )


def one(session: Session, account: str, visit: str) -> Brief:
    """The sheet of one customer or visit."""
    subject = session.office.ask(AccountSubject(account)) if account else None
    return session.office.ask(asked(session, BriefFor(subject, identity(visit) if visit else None)))


def of_days(session: Session, first: str, last: str, folder: Path, *, leader: str = "") -> Iterator[tuple[Path, VisitRow]]:
    """All visits still to be held on some days, each with the file of its sheets; refused when there is none."""
    if not first or not last:
        raise typer.BadParameter("--from … --to …")
    whose = session.office.ask(person_named(leader)).id if leader else None
    span = VisitsToBrief(day_of(first, "--from"), day_of(last, "--to"), whose)
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
        yield folder / f"{stem}{f'-{number}' if number > 1 else ''}.pdf", row


def asked(session: Session, query: BriefFor) -> BriefFor:
    """The query with the tariff engine, if the program has one, and the mark of invented data."""
    adviser = session.tools.extra.get("adviser")
    return BriefFor(query.subject_id, query.visit_id, adviser, session.context.demonstration)


def written(session: Session, sheet: Brief, path: Path, chosen: BriefPrint) -> int:
    """Pages of a sheet written to a file; raises `Refused` where the file cannot be written."""
    with session.files.unshown() as unshown:
        pages = session.files.write_brief(sheet, path, session.language, chosen)
    tell_unshown(session, unshown)
    return pages


def tell_unshown(session: Session, texts: list[str]) -> None:
    """Name the texts that stand on paper with 〓 for a character."""
    if texts:
        session.tell(session.language.text("No font has these characters; paper shows 〓: {names}", names="、".join(texts)))
