"""`import load`: a customer's 15-minute load from a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from visitplanner.cli.core.session import Session
from visitplanner.cli.core.subcommands import group
from visitplanner.cli.loads.load_options import ColumnWord, DatesWord, DecimalWord, StampWord, UnitWord, choices_of
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.customers.customers import account_printed
from visitplanner.services.loads.loads import (
    CheckLoad,
    ImportedLoad,
    ImportLoad,
    ImportLoads,
    LoadFile,
    ReadingChoices,
)

NOTHING = said("Nothing was written.")
CONFIRM = "檔案載明其他電號時，寫出戶名以確認 / the customer's name, where the file names another account"


def register(app: typer.Typer) -> None:
    """Adds `import load`."""
    imports = group(app, "import", "匯入檔案 / bring files in")
    imports.command("load", help="匯入用戶的 15 分鐘負載 / a customer's 15-minute load")(import_load)


def import_load(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help=".csv | .xlsx")],
    account: Annotated[str, typer.Option(help="電號 / whose load it is")] = "",
    stamp: StampWord = "",
    dates: DatesWord = "",
    unit: UnitWord = "",
    decimal: DecimalWord = "",
    column: ColumnWord = "",
    confirm: Annotated[str, typer.Option(metavar="NAME", help=CONFIRM)] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只檢查，不寫入 / check only")] = False,
) -> None:
    """Keeps a customer's 15-minute load; what the file leaves open is settled by the options."""
    session: Session = ctx.obj
    choices = choices_of(stamp=stamp, dates=dates, unit=unit, decimal=decimal, column=column)
    files = session.files.read_loads(file, choices) if not account else (_of_account(session, file, account, choices),)
    if dry_run:
        show(session, [session.office.ask(CheckLoad(each, account or None, confirm)) for each in files], [NOTHING])
    elif len(files) == 1:
        outcome = session.office.do(ImportLoad(files[0], account or None, confirm))
        show(session, [outcome.value], [outcome.said])
    else:
        several = session.office.do(ImportLoads(files))
        show(session, several.value, [several.said])


def _of_account(session: Session, file: Path, account: str, choices: ReadingChoices) -> LoadFile:
    return session.files.read_load(file, replace(choices, account=account))


def show(session: Session, loads: Sequence[ImportedLoad], done: Sequence[Message | None]) -> None:
    """Notes on stderr, then one document, with a file of several accounts a list under `loads`."""
    for imported in loads:
        for note in imported.notes:
            session.tell(session.language.say(note))
    documents = [document(imported) for imported in loads]
    lines = [session.language.say(text) for text in done if text]
    payload: dict[str, Any] = documents[0] if len(documents) == 1 else {"loads": documents}
    payload["notes"] = [session.language.say(note) for imported in loads for note in imported.notes]
    summaries = [summary(session, imported) for imported in loads]
    if len(loads) > 1:
        summaries = [f"{account_printed(one.customer.account)} {text}" for one, text in zip(loads, summaries, strict=True)]
    session.show(payload, [*lines, *summaries])


def document(imported: ImportedLoad) -> dict[str, Any]:
    """The JSON of cli.md `import load`: power in kW, energy in kWh, of this file alone."""
    file = imported.file
    return {
        "account": imported.customer.account,
        "account_in_file": file.account,
        "from": file.load.first_day,
        "to": file.load.last_day,
        "intervals": file.intervals,
        "missing": file.load.missing_count,
        "repaired": file.findings.repaired,
        "doubled": file.findings.doubled + file.findings.conflicting,
        "interval_minutes": file.findings.interval_minutes,
        "max_kw": file.max_kw,
        "kwh": file.kwh,
        "stamp": file.stamp,
        "unit": file.unit,
        "columns": list(file.taken),
        "unused_columns": list(file.left),
        "register": file.findings.register,
        "passed_over": file.findings.passed,
    }


def summary(session: Session, imported: ImportedLoad) -> str:
    """First and last day, intervals, gaps, repairs, highest demand in kW, energy in kWh."""
    file = imported.file
    return session.language.text(
        "{first} to {last}: {intervals:,} quarters of an hour, {missing:,} missing, {repaired:,} mended; "
        "highest demand {max_kw:,.1f} kW, {kwh:,.0f} kWh.",
        first=file.load.first_day,
        last=file.load.last_day,
        intervals=file.intervals,
        missing=file.load.missing_count,
        repaired=file.findings.repaired,
        max_kw=file.max_kw,
        kwh=file.kwh,
    )
