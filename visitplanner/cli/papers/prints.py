"""`print day|week|list`: the calendar on paper, with the details of every visit."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from visitplanner.cli.core.arguments import day_of, person_named
from visitplanner.cli.core.session import Session
from visitplanner.cli.core.subcommands import group
from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.i18n import Language
from visitplanner.services.core.outcome import Query
from visitplanner.services.papers.visit_sheets import DaySheet, Only, VisitListSheet, VisitSheet, WeekSheet

Write = Callable[[VisitSheet, Path, Language], int]
DateOption = Annotated[str, typer.Option("--date", help="YYYY-MM-DD")]
PersonOption = Annotated[str, typer.Option("--person", help="只印此人參加的 / only visits with this person")]
OutOption = Annotated[Path, typer.Option("--out", help="FILE.pdf")]


def register(app: typer.Typer) -> None:
    """Adds `print` with `day`, `week` and `list`."""
    printing = group(app, "print", "列印行程：日、週、清單 / the calendar as PDF: a day, a week, a list")
    printing.command("day", help="一日行程與細節 / a day with its details")(day)
    printing.command("week", help="一週行程 / the week around a day")(week)
    printing.command("list", help="洽訪清單 / the list of visits")(visit_list)


def day(ctx: typer.Context, out: OutOption, date: DateOption, person: PersonOption = "") -> None:
    """Writes the list of a day's visits as PDF."""
    session: Session = ctx.obj
    query = DaySheet(day_of(date, "--date"), only(session, person), session.context.demonstration)
    show(session, query, session.files.write_day, out)


def week(ctx: typer.Context, out: OutOption, date: DateOption, person: PersonOption = "") -> None:
    """Writes the list of the week a day lies in as PDF."""
    session: Session = ctx.obj
    query = WeekSheet(day_of(date, "--date"), only(session, person), session.context.demonstration)
    show(session, query, session.files.write_week, out)


def visit_list(
    ctx: typer.Context,
    out: OutOption,
    first: Annotated[str, typer.Option("--from", help="YYYY-MM-DD")],
    last: Annotated[str, typer.Option("--to", help="YYYY-MM-DD")],
    person: PersonOption = "",
) -> None:
    """Writes the list of the visits of some days, both included, as PDF."""
    session: Session = ctx.obj
    span = day_of(first, "--from"), day_of(last, "--to")
    show(session, VisitListSheet(*span, only(session, person), session.context.demonstration), session.files.write_list, out)


def only(session: Session, person: str) -> Only:
    """Whose visits are meant: a person's, or everybody's where none is named."""
    return Only(session.office.ask(person_named(person)).id if person else None)


def show(session: Session, query: Query[VisitSheet], write: Write, out: Path) -> None:
    """Write the sheet and say what was written; `Refused` when the file cannot be."""
    sheet = session.office.ask(query)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        pages = write(sheet, out, session.language)
    except OSError:
        raise Refused(
            said("{file} cannot be written.", file=out.name), mend=said("Check the folder, and that the file is not open.")
        ) from None
    count = len(sheet.visits)
    total = session.language.text("{count} visits, {pages} pages.", count=count, pages=pages)
    session.show({"files": [out], "visits": count, "pages": pages}, [str(out), total])
