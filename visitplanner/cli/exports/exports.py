"""`export`: lists as Excel or CSV, and calendars for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from visitplanner.cli.core.arguments import Year, identity, one_of, person_named, western
from visitplanner.cli.core.session import Session
from visitplanner.cli.core.subcommands import group
from visitplanner.cli.visits.visits import period
from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.services.core.outcome import Query
from visitplanner.services.core.subjects import SubjectsOfAccount
from visitplanner.services.customers.customer_lists import CustomerList
from visitplanner.services.exports.list_tables import (
    CustomerTable,
    Encoding,
    IssueTable,
    ListTable,
    PlanTable,
    StaffTable,
    VisitTable,
)
from visitplanner.services.exports.visit_calendars import OneVisitCalendar, PersonCalendar
from visitplanner.services.follow_ups.follow_ups import FollowUpList

Out = Annotated[Path, typer.Option("--out", help="FILE.xlsx | FILE.csv")]
EncodingOption = Annotated[str, typer.Option("--encoding", help="CSV 編碼 / of a .csv: utf-8 | big5")]
From = Annotated[str, typer.Option("--from", help="YYYY-MM-DD")]
To = Annotated[str, typer.Option("--to", help="YYYY-MM-DD")]
Account = Annotated[str, typer.Option("--account", help="電號 / account number")]
LISTS = (".xlsx", ".csv")


def register(app: typer.Typer) -> None:
    """Adds `export` with a command for each list, and one for calendars."""
    export = group(app, "export", "匯出清冊（Excel、CSV）與行事曆 / lists and calendars for other programs")
    export.command("ics", help="個人洽訪行事曆 / a person's visits as iCalendar")(ics)
    export.command("customers", help="用戶清冊 / the customers")(customers)
    export.command("visits", help="洽訪清單 / the visits")(visits)
    export.command("plan", help="年度洽訪計畫 / the year's plan")(plan)
    export.command("issues", help="追蹤清單 / the cases")(issues)
    export.command("staff", help="人員 / the people")(staff)


def ics(
    ctx: typer.Context,
    out: Annotated[Path, typer.Option("--out", help="FILE.ics")],
    person: Annotated[str, typer.Option("--person", help="人員 / whose visits")] = "",
    visit: Annotated[str, typer.Option("--visit", metavar="ID", help="只要這一次 / one visit alone")] = "",
    first: From = "",
    last: To = "",
    since: Annotated[
        list[Path] | None, typer.Option("--since", help="上次匯出的檔，只寫異動 / earlier files: only changes")
    ] = None,
) -> None:
    """Writes the visits of a person from today on, or one visit; with the files of earlier exports only what changed since."""
    session: Session = ctx.obj
    if bool(person) == bool(visit):
        raise typer.BadParameter("--person NAME | --visit ID")
    endings(out, (".ics",))
    demonstration = session.context.demonstration
    if visit:
        calendar = session.office.ask(OneVisitCalendar(identity(visit), demonstration))
    else:
        whose = session.office.ask(person_named(person))
        calendar = session.office.ask(PersonCalendar(whose.id, whose.name, *period(first, last), demonstration))
    count, gone = session.files.write_calendar(calendar, out, session.language, tuple(since or ()))
    told = session.language.text("{count} entries, {gone} of them called off", count=count, gone=gone)
    session.show({"files": [str(out)], "entries": count, "cancelled": gone}, [str(out), told])


def customers(
    ctx: typer.Context,
    out: Out,
    text: Annotated[str, typer.Option("--filter", help="電號、戶名、集團、行政區… / words to look for")] = "",
    encoding: EncodingOption = Encoding.UTF8,
) -> None:
    """Writes the customers in whom every word of the filter occurs."""
    session: Session = ctx.obj
    write(session, CustomerTable(CustomerList(text, say=session.language.say), session.context.demonstration), out, encoding)


def visits(
    ctx: typer.Context, out: Out, first: From = "", last: To = "", account: Account = "", encoding: EncodingOption = Encoding.UTF8
) -> None:
    """Writes the visits of some days, both included, or of one account."""
    session: Session = ctx.obj
    subjects = session.office.ask(SubjectsOfAccount(account)) if account else None
    write(session, VisitTable(*period(first, last), subjects, session.context.demonstration), out, encoding)


def plan(ctx: typer.Context, out: Out, year: Year, encoding: EncodingOption = Encoding.UTF8) -> None:
    """Writes the visits of a plan year."""
    session: Session = ctx.obj
    write(session, PlanTable(western(year), session.context.demonstration), out, encoding)


def issues(
    ctx: typer.Context,
    out: Out,
    overdue: Annotated[bool, typer.Option("--overdue", help="只列逾期 / only overdue")] = False,
    account: Account = "",
    encoding: EncodingOption = Encoding.UTF8,
) -> None:
    """Writes the register of what customers raised, overdue first."""
    session: Session = ctx.obj
    subjects = session.office.ask(SubjectsOfAccount(account)) if account else None
    write(
        session,
        IssueTable(FollowUpList(only_overdue=overdue, subject_ids=subjects), session.context.demonstration),
        out,
        encoding,
    )


def staff(ctx: typer.Context, out: Out, encoding: EncodingOption = Encoding.UTF8) -> None:
    """Writes the office's people."""
    session: Session = ctx.obj
    write(session, StaffTable(session.context.demonstration), out, encoding)


def write(session: Session, query: Query[ListTable], out: Path, encoding: str) -> None:
    """One list into one file."""
    endings(out, LISTS)
    chosen = one_of(Encoding, encoding, "--encoding")
    rows = session.files.write_list_file(session.office.ask(query), out, session.language, chosen)
    session.show({"files": [str(out)], "rows": rows}, [str(out)])


def endings(out: Path, known: tuple[str, ...]) -> None:
    """Raises `Refused` for a file of another ending."""
    if out.suffix.lower() not in known:
        raise Refused(
            said("The file is written as {endings}.", endings=" | ".join(known)),
            where=said("{file}: ", file=out.name),
            mend=said("Choose a name that ends so."),
            field="out",
        )
