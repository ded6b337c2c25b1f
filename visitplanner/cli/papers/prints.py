"""`print day|week|list|year|record|reply|hand-over`: what is printed besides the briefing sheets."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from visitplanner.cli.core.arguments import Year, day_of, identity, person_named, western
from visitplanner.cli.core.session import Session
from visitplanner.cli.core.subcommands import group
from visitplanner.cli.papers.briefs import tell_unshown
from visitplanner.i18n import Language
from visitplanner.services.core.outcome import Query
from visitplanner.services.core.subjects import AccountSubject
from visitplanner.services.papers.hand_over_sheet import HandOverPaperFor
from visitplanner.services.papers.record_sheets import RecordPaperFor
from visitplanner.services.papers.reply_letter import ReplyLetterFor
from visitplanner.services.papers.visit_sheets import DaySheet, Only, VisitListSheet, VisitSheet, WeekSheet
from visitplanner.services.papers.year_sheets import YearSheetFor
from visitplanner.services.reports.plan_for_signature import AnnualPlanFor

S = TypeVar("S")
Write = Callable[[S, Path, Language], int]
DateOption = Annotated[str, typer.Option("--date", help="YYYY-MM-DD")]
PersonOption = Annotated[str, typer.Option("--person", help="只印此人參加的 / only visits with this person")]
OutOption = Annotated[Path, typer.Option("--out", help="FILE.pdf")]


def register(app: typer.Typer) -> None:
    """Adds `print` with `day`, `week`, `list` and `year`."""
    printing = group(app, "print", "列印行程：日、週、清單、全年 / the calendar as PDF: a day, a week, a list, the year")
    printing.command("day", help="一日行程與細節 / a day with its details")(day)
    printing.command("week", help="一週行程 / the week around a day")(week)
    printing.command("year", help="全年各月次數 / the year month by month")(whole_year)
    printing.command("plan", help="年度洽訪計畫，送核章 / the annual plan for signature")(annual_plan)
    printing.command("list", help="洽訪清單 / the list of visits")(visit_list)
    printing.command("record", help="洽訪紀錄表，供核章 / the visit record for signature, filled or blank")(record)
    printing.command("reply", help="回復用戶的信函 / the reply letter on a case")(reply)
    printing.command("hand-over", help="業務移交清冊 / the hand-over sheet of a person")(hand_over)


def day(ctx: typer.Context, out: OutOption, date: DateOption, person: PersonOption = "") -> None:
    """Writes the list of a day's visits as PDF."""
    session: Session = ctx.obj
    adviser = session.tools.extra.get("adviser")
    query = DaySheet(day_of(date, "--date"), only(session, person), session.context.demonstration, adviser)
    show(session, query, session.files.write_day, out, of_visits)


def week(ctx: typer.Context, out: OutOption, date: DateOption, person: PersonOption = "") -> None:
    """Writes the list of the week a day lies in as PDF."""
    session: Session = ctx.obj
    query = WeekSheet(day_of(date, "--date"), only(session, person), session.context.demonstration)
    show(session, query, session.files.write_week, out, of_visits)


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
    query = VisitListSheet(*span, only(session, person), session.context.demonstration)
    show(session, query, session.files.write_list, out, of_visits)


def whole_year(ctx: typer.Context, out: OutOption, year: Year) -> None:
    """Writes the year month by month as PDF: the office, its kinds of visits, who leads and who goes along."""
    session: Session = ctx.obj
    query = YearSheetFor(western(year), session.context.demonstration)
    show(session, query, session.files.write_year, out, lambda sheet: sheet.whole.count)


def annual_plan(ctx: typer.Context, out: OutOption, year: Year) -> None:
    """Writes the annual visit plan for signature as PDF: a line a visit, the sums of the months, the boxes."""
    session: Session = ctx.obj
    query = AnnualPlanFor(western(year), session.context.demonstration)
    show(session, query, session.files.write_annual_plan, out, lambda plan: len(plan.visits))


def record(
    ctx: typer.Context,
    out: OutOption,
    visit: Annotated[str, typer.Option("--visit", metavar="ID", help="洽訪編號 / a visit's id")] = "",
    account: Annotated[str, typer.Option("--account", help="電號；空白表 / a blank one of a customer")] = "",
) -> None:
    """Writes the record of a visit, filled from it, or a blank one: of a visit to come, a customer, or nobody yet."""
    session: Session = ctx.obj
    if visit and account:
        raise typer.BadParameter("--visit | --account")
    subject = session.office.ask(AccountSubject(account)) if account else None
    query = RecordPaperFor(identity(visit) if visit else None, subject, session.context.demonstration)
    show(session, query, session.files.write_record, out, lambda sheet: int(sheet.row is not None))


def reply(
    ctx: typer.Context,
    out: OutOption,
    case: Annotated[str, typer.Option("--case", metavar="ID", help="案件編號 / a case's id")],
    words: Annotated[str, typer.Option("--words", help="回復內容；省略則用紀錄 / the answer; left out: what the log says")] = "",
    receipt: Annotated[str, typer.Option("--receipt", help="受理號碼 / the receipt number")] = "",
) -> None:
    """Writes the letter that answers what a customer raised."""
    session: Session = ctx.obj
    query = ReplyLetterFor(identity(case), words, receipt, demonstration=session.context.demonstration)
    show(session, query, session.files.write_reply, out, lambda _: 0)


def hand_over(ctx: typer.Context, out: OutOption, person: Annotated[str, typer.Option("--person", help="人員 / whose")]) -> None:
    """Writes the sheet of everything one person looks after, for whoever follows."""
    session: Session = ctx.obj
    query = HandOverPaperFor(session.office.ask(person_named(person)).id, session.context.demonstration)
    show(session, query, session.files.write_hand_over, out, lambda paper: sum(len(row.visits) for row in paper.facts.rows))


def of_visits(sheet: VisitSheet) -> int:
    """How many visits a sheet prints."""
    return len(sheet.visits)


def only(session: Session, person: str) -> Only:
    """Whose visits are meant: a person's, or everybody's where none is named."""
    return Only(session.office.ask(person_named(person)).id if person else None)


def show(session: Session, query: Query[S], write: Write[S], out: Path, count: Callable[[S], int]) -> None:
    """Write the sheet and say what was written; `Refused` when the file cannot be."""
    sheet = session.office.ask(query)
    with session.files.unshown() as unshown:
        pages = write(sheet, out, session.language)
    tell_unshown(session, unshown)
    visits = count(sheet)
    total = session.language.text("{count} visits, {pages} pages.", count=visits, pages=pages)
    session.show({"files": [out], "visits": visits, "pages": pages}, [str(out), total])
