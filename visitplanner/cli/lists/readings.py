"""`import readings`, `readings template`: monthly readings that come in as a table, and a blank table to fill."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from visitplanner.cli.core.arguments import one_of
from visitplanner.cli.core.session import Session
from visitplanner.cli.core.subcommands import group
from visitplanner.cli.lists.imports import (
    DryRun,
    Duplicates,
    FileArgument,
    SheetOption,
    SkipRejected,
    document,
    lines,
    map_option,
    sheets_of,
    tell_faults,
)
from visitplanner.domain.customers.customers import account_printed
from visitplanner.domain.lists.reading_import import READING_FIELDS
from visitplanner.services.lists.imports import OnDuplicate, RowsRefused
from visitplanner.services.lists.reading_imports import ImportReadings, ReadingsReport, ReadReadings
from visitplanner.services.tariffs.printed_bills import bill_words

ReadingColumns = Annotated[list[str] | None, map_option(READING_FIELDS)]


def register(app: typer.Typer) -> None:
    """Adds `import readings` and `readings template`."""
    imports = group(app, "import", "匯入檔案 / bring files in")
    imports.command("readings", help="每月用電與電費紀錄 / monthly readings and bills")(import_readings)
    readings = group(app, "readings", "每月用電紀錄 / monthly readings")
    readings.command("template", help="空白表格附範例 / a blank table with an example")(template)


def import_readings(
    ctx: typer.Context,
    file: FileArgument,
    account: Annotated[str, typer.Option(help="電號 / whose readings they are")] = "",
    sheet: SheetOption = "",
    column: ReadingColumns = None,
    dry_run: DryRun = False,
    skip_rejected: SkipRejected = False,
    on_duplicate: Duplicates = "skip",
) -> None:
    """Imports monthly readings, one row an account and month, and compares the printed amounts with computed ones."""
    session: Session = ctx.obj
    sheets = sheets_of(session, file, sheet, column, READING_FIELDS)
    choice = one_of(OnDuplicate, on_duplicate, "--on-duplicate")
    if dry_run:
        show(session, session.office.ask(ReadReadings(sheets, account, choice)))
        return
    try:
        outcome = session.office.do(ImportReadings(sheets, account, skip_rejected, choice))
    except RowsRefused as refusal:
        show(session, refusal.report, refused=True)
        raise
    show(session, outcome.value)


TemplateFile = Annotated[Path, typer.Option(metavar="FILE", help="輸出檔案（.xlsx 或 .csv）/ file to write, .xlsx or .csv")]


def template(ctx: typer.Context, out: TemplateFile) -> None:
    """Writes a blank table of readings with an example row, for Excel."""
    session: Session = ctx.obj
    written = session.files.write_reading_template(out)
    session.show({"files": [written]}, [session.language.text("Written: {file}", file=written.name)])


def show(session: Session, report: Any, *, refused: bool = False) -> None:
    """The import as of any list, with the amounts that differ from the computed ones."""
    written = report.import_id is not None
    found = document(session, report, written, refused) | bills_document(session, report)
    session.show(found, [*lines(session, report, written), *bill_lines(session, report)])
    tell_faults(session, report, refused=refused)


def bills_document(session: Session, report: ReadingsReport) -> dict[str, Any]:
    """JSON of how many accounts and months there are, and of every printed amount that is not ours or cannot be compared."""
    say = session.language.say
    return {
        "accounts": report.accounts,
        "months": report.months,
        "differences": [
            {
                "account": each.account,
                "month": f"{each.month:%Y-%m}",
                "billed": each.billed_ntd,
                "computed": each.computed_ntd,
                "between": None if each.bounds is None else [each.bounds.least, each.bounds.most],
                "cause": say(each.cause),
            }
            for each in report.differences
        ],
        "not_compared": [
            {"account": each.account, "month": f"{each.month:%Y-%m}", "why": say(each.why)} for each in report.not_compared
        ],
        "within_bounds": [
            {
                "account": each.account,
                "month": f"{each.month:%Y-%m}",
                "billed": each.billed_ntd,
                "between": [each.bounds.least, each.bounds.most],
            }
            for each in report.within_bounds
        ],
    }


def bill_lines(session: Session, report: ReadingsReport) -> Iterator[str]:
    """A line for every amount that differs, lies within bounds or cannot be compared."""
    for each in (*report.differences, *report.within_bounds, *report.not_compared):
        yield f"{account_printed(each.account)} {session.language.say(bill_words(each))}"
