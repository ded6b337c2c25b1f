"""What the import wizard decides: which file, which columns, what would happen, whether it may be written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Protocol
from uuid import UUID

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.lists.columns.constants import guessed
from visitplanner.domain.lists.columns.recognition import find_header, free_key, guess, samples_of
from visitplanner.domain.lists.tables import ColumnMap, Fault, Field, Table, tidy
from visitplanner.services.core.journal import RevertChanges
from visitplanner.services.core.outcome import Command, Outcome, Query
from visitplanner.services.lists.imports import ImportReport, OnDuplicate, RowsRefused, Sheets
from visitplanner.ui.core.jobs import Job
from visitplanner.ui.core.session import Owned

WriteTable = Callable[[Iterable[Sequence[str]], Path], None]
ReadTables = Callable[[Path, str | None], tuple[Table, ...]]


@dataclass(frozen=True)
class Kind:
    """What is imported: its fields with their names, the query that previews it and the command that writes it.

    value: what a line, as it will be kept, has under a field's key. further: what else is to be seen to in a report.
    overwrites: whether a person chooses what becomes of rows that are kept already and differ. others: lists that are looked
    for in the same place.
    """

    title: Message
    fields: Sequence[Field]
    names: dict[str, Message]
    read: Callable[[Sheets, OnDuplicate], Query[ImportReport[Any]]]
    write: Callable[[Sheets, bool, OnDuplicate], Command]
    value: Callable[[Any, str], Any]
    further: Callable[[Any], Sequence[Fault]] = lambda _report: ()
    overwrites: bool = True
    others: Sequence[Kind] = ()


@dataclass(frozen=True)
class Plan:
    """How the file is understood. header_row: a spreadsheet row; columns: field key to column; constants: field key to what
    holds for all rows."""

    table: Table
    header_row: int
    columns: dict[str, int]
    constants: dict[str, str] = field(default_factory=dict[str, str])

    def mapping(self) -> ColumnMap:
        """The plan as the readers of lists want it."""
        return ColumnMap(self.header_row, self.headings(), self.columns, constants=self.constants)

    def field_at(self, column: int) -> str | None:
        """The field a column is taken for; one of several for the notes is the notes."""
        return next((key.partition(".")[0] for key, at in self.columns.items() if at == column), None)

    def assigned(self, column: int, key: str | None) -> Plan:
        """The plan with a column taken for a field, or for none; another column that was taken for it is free then."""
        columns = {other: at for other, at in self.columns.items() if at != column}
        if key is not None:
            columns[free_key(key, columns)] = column
        return replace(self, columns=columns, constants={one: text for one, text in self.constants.items() if one != key})

    def holding(self, key: str, text: str) -> Plan:
        """The plan with one value for all rows of a field, which then has no column; an empty text takes it back."""
        columns = {other: at for other, at in self.columns.items() if other != key}
        constants = {other: kept for other, kept in self.constants.items() if other != key}
        return replace(self, columns=columns, constants=constants | ({key: text} if text else {}))

    def headings(self) -> tuple[str, ...]:
        """The cells of the row that holds the headings."""
        index = self.header_row - self.table.first_row
        return self.table.rows[index] if 0 <= index < len(self.table.rows) else ()

    def sample(self, column: int, count: int = 3) -> list[str]:
        """The first filled cells of a column below the header."""
        below = self.table.rows[self.header_row - self.table.first_row + 1 :]
        return [cells[column].strip() for cells in below[:40] if column < len(cells) and cells[column].strip()][:count]


class WizardView(Protocol):
    """What shows the steps of an import."""

    def show_file(self) -> None:
        """Show the step that asks for a file."""
        ...

    def show_mapping(self, plan: Plan, tables: Sequence[Table], refusal: Refused | None) -> None:
        """Show which column is which field, and what was refused in it."""
        ...

    def show_preview(self, report: ImportReport[Any], mended: int, *, fresh: bool) -> None:
        """Show what would be imported. mended: cells changed in the window; fresh: the first preview of a file."""
        ...

    def show_result(self, report: ImportReport[Any]) -> None:
        """Show what was imported."""
        ...

    def show_refusal(self, refusal: Refused) -> None:
        """Show why a step cannot be taken."""
        ...

    def show_busy(self, job: Job | None, what: Message | None = None) -> None:
        """Show that a job is under way; None: it is over."""
        ...


class ImportPresenter:
    """Goes file -> mapping -> preview -> result; any step may go back."""

    def __init__(self, session: Owned, kind: Kind, read_tables: ReadTables, write_table: WriteTable, view: WizardView) -> None:
        self._session = session
        self._kind = kind
        self._read_tables = read_tables
        self._write_table = write_table
        self._view = view
        self._tables: tuple[Table, ...] = ()
        self._whole: Table | None = None
        """Several sheets read together, as the preview has them."""
        self._plan: Plan | None = None
        self._by_hand = False
        self._mended: set[tuple[int, int]] = set()
        self._fresh = True
        self.on_duplicate = OnDuplicate.SKIP
        self.skip_rejected = False
        self.report: ImportReport[Any] | None = None

    def open_file(self, path: Path) -> None:
        """Read a file; then preview it, or ask for the columns when it cannot be understood alone."""
        self._by_hand = False
        self._mended = set()
        self._fresh = True
        self._tables, self._whole, self._plan, self.report = (), None, None, None
        self._view.show_file()
        job = self._session.compute(lambda _progress, _stop: self._read_tables(path, None), self._read, self._refused)
        self._busy(job, said("Reading the file"))

    def choose(self, plan: Plan) -> None:
        """A person set the sheet, the header row or a column."""
        if self._plan is None or plan.table is not self._plan.table or plan.header_row != self._plan.header_row:
            plan = self._guessed(plan)
        self._plan = plan
        self._by_hand = True
        self._view.show_mapping(plan, self._tables, None)

    def preview(self) -> None:
        """What would happen with the columns as they are now."""
        query = self._kind.read(self._sheets(), self.on_duplicate)
        self._busy(self._session.ask(query, self._previewed, self._not_understood), said("Checking every row"))

    def mend(self, row: int, column: int, text: str) -> None:
        """Put another text into a cell and judge the list again; the file stays as it is."""
        if self.report is not None:
            sheet = self.report.table.sheet
            self._tables = tuple(table.with_cell(row, column, text) if table.sheet == sheet else table for table in self._tables)
            if self._whole is not None:
                self._whole = next((table for table in self._tables if table.sheet == self._whole.sheet), None)
            self._mended.add((row, column))
            self.preview()

    def save_refused(self, rows: Sequence[Sequence[str]], path: Path, then: Callable[[], None]) -> None:
        """Write the refused rows into a file."""
        job = self._session.compute(lambda _progress, _stop: self._write_table(rows, path), lambda _none: then(), self._refused)
        self._busy(job, said("Writing the file"))

    def edit_mapping(self) -> None:
        """Go back to the columns."""
        if self._plan is not None:
            self._view.show_busy(None)
            self._view.show_mapping(self._plan, self._tables, None)

    def carry_out(self) -> None:
        """Import what was previewed."""
        command = self._kind.write(self._sheets(), self.skip_rejected, self.on_duplicate)
        self._session.do(command, self._written, self._refused)

    def revert(self, ident: UUID, then: Callable[[], None]) -> None:
        """Take an import back with one click."""
        self._session.do(RevertChanges(ident), lambda _outcome: then(), self._refused)

    def _guessed(self, plan: Plan) -> Plan:
        """The plan with the columns whose headings speak for themselves."""
        headings, fields = plan.headings(), self._kind.fields
        samples = samples_of(plan.table, plan.header_row, len(headings))
        columns = guess(headings, fields, samples)[0]
        constants = guessed(plan.table, plan.header_row, fields, columns, samples)[0]
        return replace(plan, columns=columns, constants=constants)

    def _busy(self, job: Job, what: Message) -> None:
        """Show that a job is under way, unless it has answered already."""
        if not job.finished:
            self._view.show_busy(job, what)

    def _sheets(self) -> Sheets:
        if self._plan is not None and self._by_hand:
            return Sheets(self._tables, mapping=self._plan.mapping(), sheet=self._plan.table.sheet)
        return Sheets(self._tables if self._whole is None else (self._whole,))

    def _read(self, tables: tuple[Table, ...]) -> None:
        self._tables, self._whole = tables, None
        self._plan = None
        self.preview()

    def _previewed(self, report: ImportReport[Any]) -> None:
        self.report = report
        if report.table.sheets and self._whole is None:
            self._tables = (report.table, *self._tables)
        self._whole = report.table if report.table.sheets else self._whole
        self._tables = tuple(report.table if table.sheet == report.table.sheet else table for table in self._tables)
        self._plan = Plan(report.table, report.mapping.header_row, dict(report.mapping.columns), dict(report.mapping.constants))
        self._view.show_busy(None)
        self._view.show_preview(report, len(self._mended), fresh=self._fresh)
        self._fresh = False

    def _not_understood(self, refusal: Refused) -> None:
        """The sheet or its columns are not clear: a person says what they mean."""
        self._view.show_busy(None)
        filled = [table for table in self._tables if any(any(cells) for cells in table.rows)]
        if not filled:
            self._view.show_file()
            self._view.show_refusal(refusal)
            return
        if self._plan is None:
            table = filled[0]
            self._plan = self._guessed(Plan(table, find_header(table, self._kind.fields) or table.first_row, {}))
        self._by_hand = True
        self._view.show_mapping(self._plan, self._tables, refusal)

    def _written(self, outcome: Outcome[ImportReport[Any]]) -> None:
        self.report = outcome.value
        self._view.show_busy(None)
        self._view.show_result(outcome.value)

    def _refused(self, refusal: Refused) -> None:
        self._view.show_busy(None)
        if isinstance(refusal, RowsRefused):
            self._view.show_preview(refusal.report, len(self._mended), fresh=False)
        self._view.show_refusal(refusal)


@dataclass(frozen=True)
class FaultRow:
    """A line of the preview: what is said of one cell, and whether its row is refused, doubled or only doubtful.

    row: where it stands in the file. name: who it is about. at: the cell's column from 0, None where the whole row is meant.
    text: as in the cell.
    """

    verdict: str
    fault: Fault
    row: int
    name: str = ""
    at: int | None = None
    text: str = ""


def fault_rows(report: ImportReport[Any], further: Sequence[Fault] = ()) -> list[FaultRow]:
    """Refused rows first, then doubtful cells and what else is to be seen to, doubles and mended cells."""
    groups = (
        ("rejected", report.rejected),
        ("warning", (*report.warnings, *further)),
        ("duplicate", report.duplicates),
        ("repair", report.repairs),
        ("passed", report.passed),
    )
    return [_fault_row(verdict, fault, report) for verdict, faults in groups for fault in faults]


def _fault_row(verdict: str, fault: Fault, report: ImportReport[Any]) -> FaultRow:
    table, mapping = report.table, report.mapping
    at = mapping.column_named(fault.column) if fault.column else None
    named = (tidy(table.cell(fault.row, mapping.columns[key])) for key in ("name", "group") if key in mapping.columns)
    name = next(filter(None, named), "") if verdict != "passed" else ""
    if name and "plant" in mapping.columns:
        name = f"{name} {tidy(table.cell(fault.row, mapping.columns['plant']))}".strip()
    if table.sheets:
        name = f"{table.sheet_of(fault.row)} {name}".strip()
    return FaultRow(verdict, fault, table.file_row(fault.row), name, at, "" if at is None else tidy(table.cell(fault.row, at)))


def writable(report: ImportReport[Any], skip_rejected: bool) -> int:
    """How many rows would be written; none while a row is refused and nobody said to leave it out."""
    return 0 if report.rejected and not skip_rejected else len(report.new) + len(report.updates)
