"""`import customers`, `import staff`, `import visits`, `import revert`: lists that come in as files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from visitplanner.cli.core.arguments import day_of, identity, one_of
from visitplanner.cli.core.session import Session
from visitplanner.cli.core.subcommands import group
from visitplanner.domain.core.messages import said
from visitplanner.domain.lists.customer_import import CUSTOMER_FIELDS
from visitplanner.domain.lists.staff_import import STAFF_FIELDS
from visitplanner.domain.lists.tables import Fault, Field
from visitplanner.domain.lists.visit_import import VISIT_FIELDS
from visitplanner.services.core.journal import ImportHistory, RevertChanges
from visitplanner.services.core.outcome import Command, Query
from visitplanner.services.lists.imports import (
    ImportCustomers,
    ImportNamed,
    ImportReport,
    OnDuplicate,
    ReadCustomers,
    RowsRefused,
    Sheets,
    refusal_of,
)
from visitplanner.services.lists.staff_imports import ImportStaff, ReadStaff
from visitplanner.services.lists.visit_imports import ImportVisits, ReadVisits

PASSED_NAMED = 30
"""Rows passed over that are named; the JSON has them all."""
FileArgument = Annotated[Path, typer.Argument(metavar="FILE", help=".xlsx | .csv")]
SheetOption = Annotated[str, typer.Option(help="工作表名稱 / name of the sheet")]


def map_option(fields: Sequence[Field]) -> Any:
    """`--map` with the names of the fields a column may be."""
    names = ", ".join(field.key for field in fields)
    told = f"指定欄位，可重複；整份相同：全部:值=FIELD / what a column means; for all rows: all:VALUE=FIELD. FIELD: {names}"
    return typer.Option("--map", "--column", metavar="欄名=FIELD", help=told)


CustomerColumns = Annotated[list[str] | None, map_option(CUSTOMER_FIELDS)]
StaffColumns = Annotated[list[str] | None, map_option(STAFF_FIELDS)]
VisitColumns = Annotated[list[str] | None, map_option(VISIT_FIELDS)]
DryRun = Annotated[bool, typer.Option("--dry-run", help="只檢查，不寫入 / check only")]
SkipRejected = Annotated[bool, typer.Option("--skip-rejected", help="略過有問題的列 / import the good rows")]
Duplicates = Annotated[str, typer.Option("--on-duplicate", help="skip | update | refuse")]


def register(app: typer.Typer) -> None:
    """Adds `import customers`, `staff`, `visits`, `list` and `revert`."""
    imports = group(app, "import", "匯入檔案 / bring files in")
    imports.command("customers", help="用戶清冊 / the customer list")(customers)
    imports.command("staff", help="人員名單 / the staff list")(staff)
    imports.command("visits", help="完成或已約的洽訪清單 / visits already held or agreed")(visits)
    imports.command("list", help="匯入紀錄 / the imports made so far")(made_so_far)
    imports.command("revert", help="收回一次匯入 / take one import back")(revert)


def customers(
    ctx: typer.Context,
    file: FileArgument,
    sheet: SheetOption = "",
    column: CustomerColumns = None,
    dry_run: DryRun = False,
    skip_rejected: SkipRejected = False,
    on_duplicate: Duplicates = "skip",
    effective_on: Annotated[str, typer.Option(help="契約容量變更生效日 / day new contracts hold from")] = "",
) -> None:
    """Imports the office's customer list; with a refused row nothing is kept unless --skip-rejected is given."""
    session: Session = ctx.obj
    sheets = sheets_of(session, file, sheet, column, CUSTOMER_FIELDS)
    choice = one_of(OnDuplicate, on_duplicate, "--on-duplicate")
    day = day_of(effective_on, "--effective-on") if effective_on else None
    command = ImportCustomers(sheets, skip_rejected, choice, day)
    carry_out(session, ReadCustomers(sheets, choice), None if dry_run else command)


def staff(
    ctx: typer.Context,
    file: FileArgument,
    sheet: SheetOption = "",
    column: StaffColumns = None,
    dry_run: DryRun = False,
    skip_rejected: SkipRejected = False,
    on_duplicate: Duplicates = "skip",
) -> None:
    """Imports the staff list by the same rules."""
    session: Session = ctx.obj
    sheets = sheets_of(session, file, sheet, column, STAFF_FIELDS)
    choice = one_of(OnDuplicate, on_duplicate, "--on-duplicate")
    carry_out(session, ReadStaff(sheets, choice), None if dry_run else ImportStaff(sheets, skip_rejected, choice))


def visits(
    ctx: typer.Context,
    file: FileArgument,
    sheet: SheetOption = "",
    column: VisitColumns = None,
    dry_run: DryRun = False,
    skip_rejected: SkipRejected = False,
) -> None:
    """Imports the office's own list of visits by the same rules: held ones are recorded, those to come agreed."""
    session: Session = ctx.obj
    sheets = sheets_of(session, file, sheet, column, VISIT_FIELDS)
    carry_out(session, ReadVisits(sheets), None if dry_run else ImportVisits(sheets, skip_rejected))


def sheets_of(session: Session, file: Path, sheet: str, columns: list[str] | None, fields: Sequence[Field]) -> Sheets:
    """The sheets of a file with the columns --map names; wrong use for a map without a field."""
    named: list[tuple[str, str]] = []
    for text in columns or []:
        heading, sign, key = text.rpartition("=")
        if not sign:
            raise typer.BadParameter(f"--map {text}? 欄名=FIELD; FIELD: {', '.join(field.key for field in fields)}")
        named.append((heading, key.strip()))
    return Sheets(session.files.read_tables(file, sheet or None), tuple(named), sheet=sheet)


def carry_out(session: Session, preview: Query[ImportReport[Any]], command: Command | None) -> None:
    """Show the preview when there is no command, else what the command did."""
    if command is None:
        show(session, session.office.ask(preview), written=False)
        return
    try:
        outcome = session.office.do(command)
    except RowsRefused as refusal:
        show(session, refusal.report, written=False, refused=True)
        raise
    show(session, outcome.value, written=outcome.value.import_id is not None)


def show(session: Session, report: ImportReport[Any], *, written: bool, refused: bool = False) -> None:
    """refused: nothing at all was accepted; the faults follow on stderr by themselves."""
    session.show(document(session, report, written, refused), lines(session, report, written))
    tell_faults(session, report, refused=refused)


def tell_faults(session: Session, report: ImportReport[Any], *, refused: bool) -> None:
    """For people, on stderr: what was refused, unless all of it follows by itself, and what is doubtful."""
    if not refused and not session.as_json:
        session.refuse([refusal_of(fault, report.table) for fault in report.rejected])
    if not session.as_json:
        note = session.language.say(said("Note: "))
        for fault in report.warnings:
            session.tell(note + session.language.say_refusal(refusal_of(fault, report.table)))


def document(session: Session, report: ImportReport[Any], written: bool, refused: bool) -> dict[str, Any]:
    """JSON of an import: counts of rows, and each refused or doubtful cell with its reason."""

    def cells(faults: tuple[Fault, ...]) -> list[dict[str, Any]]:
        return [
            {
                "row": report.table.file_row(fault.row),
                **({"sheet": report.table.sheet_of(fault.row)} if report.table.sheets else {}),
                "column": fault.column,
                "value": fault.value,
                "reason": session.language.say(fault.reason),
            }
            for fault in faults
        ]

    return {
        "rows": report.rows,
        "accepted": 0 if refused else len(report.new),
        "updated": 0 if refused else len(report.updates),
        "duplicates": len(report.duplicates),
        "rejected": cells(report.rejected),
        "warnings": cells(report.warnings),
        "repairs": cells(report.repairs),
        "duplicate_rows": cells(report.duplicates),
        "passed_over": cells(report.passed),
        "mapping": report.mapping.by_heading(),
        "unused_columns": [asdict(column) for column in report.unused_columns],
        "notes": [session.language.say(message) for message in report.told],
        "sheet": report.table.sheet,
        "header_row": report.mapping.header_row,
        "acceptable": len(report.new) + len(report.updates),
        "written": written,
        "import_id": report.import_id,
    }


def lines(session: Session, report: ImportReport[Any], written: bool) -> Iterator[str]:
    """The same as lines; what was refused is listed cell by cell."""
    text = session.language.text
    counts = {"rows": report.rows, "new": len(report.new), "updated": len(report.updates), "same": len(report.duplicates)}
    counts["rejected"] = report.rejected_rows
    if written:
        yield text("{rows} rows: {new} new, {updated} changed, {same} already kept or doubled, {rejected} refused.", **counts)
    else:
        yield text(
            "{rows} rows: {new} new and {updated} changed could be imported, {same} already kept or doubled, {rejected} refused.",
            **counts,
        )
    used = "、".join(report.mapping.by_heading().values())
    yield text("Columns used: {headings}", headings=used)
    filled = [column for column in report.unused_columns if column.filled]
    if filled:
        named = "、".join(f"{column.heading or column.column} ({column.filled:,})" for column in filled)
        yield text("Columns not used, with the number of filled cells: {headings}", headings=named)
        yield text("To use one, for instance in the notes: --map {heading}=notes", heading=filled[0].heading or filled[0].column)
    for message in report.told:
        yield session.language.say(message)
    if report.passed:
        yield text("{count} rows were passed over:", count=len(report.passed))
        yield from _named(session, report, report.passed)
    if report.repairs:
        yield text("{count} cells were mended:", count=len(report.repairs))
        yield from _named(session, report, report.repairs)
    if written:
        yield text("Written. To take it back: visitplanner import revert {ident}", ident=str(report.import_id))
    else:
        yield text("Nothing was written.")


def _named(session: Session, report: ImportReport[Any], faults: Sequence[Fault]) -> Iterator[str]:
    """The first of them, a line each, and how many more there are."""
    for fault in faults[:PASSED_NAMED]:
        yield "  " + session.language.say_refusal(refusal_of(fault, report.table))
    if len(faults) > PASSED_NAMED:
        yield "  " + session.language.text("and {count} more", count=len(faults) - PASSED_NAMED)


def made_so_far(ctx: typer.Context) -> None:
    """Lists the imports, the newest first."""
    session: Session = ctx.obj
    found = session.office.ask(ImportHistory())
    payload = [
        {"import_id": kept.id, "at": kept.at, "kind": kept.label, "reverted": kept.reverted_by is not None, **kept.detail}
        for kept in found
    ]
    taken_back = session.language.text("(taken back)")
    session.show(
        payload,
        (
            f"{kept.id}  {session.language.date(kept.at.astimezone().date())}  {kept.detail.get('file', '')}"
            + (f"  {taken_back}" if kept.reverted_by is not None else "")
            for kept in found
        ),
    )


def revert(ctx: typer.Context, ident: Annotated[str, typer.Argument(metavar="ID", help="import_id")]) -> None:
    """Takes a whole import back; refused where one of its records was changed since."""
    session: Session = ctx.obj
    kept = session.office.ask(ImportNamed(identity(ident)))
    done = session.office.do(RevertChanges(kept.id))
    told = [session.language.say(done.said)] if done.said is not None else []
    session.show({"removed": done.value.removed, "restored": done.value.restored}, told)
