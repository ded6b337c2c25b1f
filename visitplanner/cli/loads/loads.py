"""`import load`: a customer's 15-minute load from a file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from visitplanner.cli.core.arguments import one_of
from visitplanner.cli.core.session import Session
from visitplanner.cli.core.subcommands import group
from visitplanner.services.loads.loads import DayOrder, DecimalMark, ImportedLoad, ImportLoad, ReadingChoices, Stamp, Unit


def register(app: typer.Typer) -> None:
    """Adds `import load`."""
    imports = group(app, "import", "匯入檔案 / bring files in")
    imports.command("load", help="匯入用戶的 15 分鐘負載 / a customer's 15-minute load")(import_load)


def import_load(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help=".csv | .xlsx")],
    account: Annotated[str, typer.Option(help="電號 / whose load it is")] = "",
    stamp: Annotated[str, typer.Option(help="start|end：時間為區間的起點或終點 / which end of the interval")] = "",
    dates: Annotated[str, typer.Option(help="dmy|mdy：日期寫法 / how 03/04/2018 is read")] = "",
    unit: Annotated[str, typer.Option(help="kw|kwh")] = "",
    decimal: Annotated[str, typer.Option(help="point|comma：小數點寫法 / the decimal mark")] = "",
) -> None:
    """Keeps a customer's 15-minute load; what the file leaves open is settled by the options."""
    session: Session = ctx.obj
    choices = ReadingChoices(
        stamp=one_of(Stamp, stamp, "--stamp") if stamp else None,
        dates=one_of(DayOrder, dates, "--dates") if dates else None,
        unit=one_of(Unit, unit, "--unit") if unit else None,
        decimal=one_of(DecimalMark, decimal, "--decimal") if decimal else None,
    )
    outcome = session.office.do(ImportLoad(session.files.read_load(file, choices), account or None))
    imported: ImportedLoad = outcome.value
    for note in imported.notes:
        session.tell(session.language.say(note))
    done = [session.language.say(outcome.said)] if outcome.said else []
    session.show(document(imported), [*done, summary(session, imported)])


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
