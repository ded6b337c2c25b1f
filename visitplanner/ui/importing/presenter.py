"""What the import wizard decides: which file, which columns, what would happen, whether it may be written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol
from uuid import UUID

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.lists.columns.recognition import find_header, guess
from visitplanner.domain.lists.tables import ColumnMap, Fault, Field, Table
from visitplanner.services.core.journal import RevertChanges
from visitplanner.services.core.outcome import Command, Outcome, Query
from visitplanner.services.lists.imports import ImportReport, OnDuplicate, RowsRefused, Sheets
from visitplanner.ui.core.jobs import Job
from visitplanner.ui.core.session import Session

ReadTables = Callable[[Path, str | None], tuple[Table, ...]]


@dataclass(frozen=True)
class Kind:
    """What is imported: its fields with their names, the query that previews it and the command that writes it."""

    title: Message
    fields: Sequence[Field]
    names: dict[str, Message]
    read: Callable[[Sheets, OnDuplicate], Query[ImportReport[Any]]]
    write: Callable[[Sheets, bool, OnDuplicate], Command]


@dataclass(frozen=True)
class Plan:
    """How the file is understood. sheet: a table's name; header_row: a spreadsheet row; columns: field key to column."""

    table: Table
    header_row: int
    columns: dict[str, int]

    def mapping(self) -> ColumnMap:
        """The plan as the readers of lists want it."""
        return ColumnMap(self.header_row, self.headings(), self.columns)

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

    def show_preview(self, report: ImportReport[Any]) -> None:
        """Show what would be imported."""
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

    def __init__(self, session: Session, kind: Kind, read_tables: ReadTables, view: WizardView) -> None:
        self._session = session
        self._kind = kind
        self._read_tables = read_tables
        self._view = view
        self._tables: tuple[Table, ...] = ()
        self._plan: Plan | None = None
        self._by_hand = False
        self.on_duplicate = OnDuplicate.SKIP
        self.skip_rejected = False
        self.report: ImportReport[Any] | None = None

    def open_file(self, path: Path) -> None:
        """Read a file; then preview it, or ask for the columns when it cannot be understood alone."""
        self._by_hand = False
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
        return replace(plan, columns=guess(plan.headings(), self._kind.fields)[0])

    def _busy(self, job: Job, what: Message) -> None:
        """Show that a job is under way, unless it has answered already."""
        if not job.finished:
            self._view.show_busy(job, what)

    def _sheets(self) -> Sheets:
        if self._plan is not None and self._by_hand:
            return Sheets(self._tables, mapping=self._plan.mapping(), sheet=self._plan.table.sheet)
        return Sheets(self._tables)

    def _read(self, tables: tuple[Table, ...]) -> None:
        self._tables = tables
        self._plan = None
        self.preview()

    def _previewed(self, report: ImportReport[Any]) -> None:
        self.report = report
        self._plan = Plan(report.table, report.mapping.header_row, dict(report.mapping.columns))
        self._view.show_busy(None)
        self._view.show_preview(report)

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
            self._view.show_preview(refusal.report)
        self._view.show_refusal(refusal)


@dataclass(frozen=True)
class FaultRow:
    """A line of the preview: what is said of one cell, and whether its row is refused, doubled or only doubtful."""

    verdict: str
    fault: Fault


def fault_rows(report: ImportReport[Any]) -> list[FaultRow]:
    """Refused rows first, then doubtful cells, doubles and mended cells."""
    groups = (
        ("rejected", report.rejected),
        ("warning", report.warnings),
        ("duplicate", report.duplicates),
        ("repair", report.repairs),
    )
    return [FaultRow(verdict, fault) for verdict, faults in groups for fault in faults]


def writable(report: ImportReport[Any], skip_rejected: bool) -> int:
    """How many rows would be written; none while a row is refused and nobody said to leave it out."""
    return 0 if report.rejected and not skip_rejected else len(report.new) + len(report.updates)
