"""Bringing the customer list in: read it, show what would happen, write it, name every row that was refused."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, ClassVar, Generic, TypeVar
from uuid import UUID

from visitplanner.domain.core.errors import Refused, Unknown
from visitplanner.domain.core.messages import Message, counted, said
from visitplanner.domain.core.texts import name_key, near_names
from visitplanner.domain.lists.columns.alike import together
from visitplanner.domain.lists.columns.constants import parted
from visitplanner.domain.lists.columns.recognition import checked, choose_table, guess, headed, map_columns, samples_of
from visitplanner.domain.lists.columns.shapes import straightened, upright
from visitplanner.domain.lists.customer_import import CONTRACT_FIELDS, CUSTOMER_FIELDS, CustomerLine, judge_customers
from visitplanner.domain.lists.tables import (
    ColumnMap,
    Fault,
    Field,
    Judged,
    Table,
    Unused,
    unused_columns,
)
from visitplanner.services.core.outcome import Outcome
from visitplanner.services.core.work import ChangeSet, Work
from visitplanner.services.customers.customer_filing import Filing
from visitplanner.services.lists.specialists import SPECIALIST, Specialists, where_known

L = TypeVar("L")

OTHER_SIZE = 8
"""A contract so many times larger or smaller than before is of another unit or has a figure too many, more likely than not."""
REMEMBERED = "import.columns."
"""Settings, one for each fingerprint of a header: the columns a person chose for it."""
NOT_NEW = said("This customer is kept already and the list says something else; nothing was taken over.")
REFUSED_AS_KEPT = said("This customer is kept already.")


class OnDuplicate(StrEnum):
    """What becomes of a row whose 電號 (or person) is kept already and differs."""

    SKIP = "skip"
    UPDATE = "update"
    REFUSE = "refuse"


@dataclass(frozen=True)
class Sheets:
    """A list as it was read from a file, and how to understand it.

    tables: its sheets. named: (heading, field key) a person gave. mapping: the whole mapping a person put together, which
    then stands instead of any guess; it belongs to the sheet called `sheet`, or to the only one.
    """

    tables: tuple[Table, ...]
    named: tuple[tuple[str, str], ...] = ()
    mapping: ColumnMap | None = None
    sheet: str = ""


@dataclass(frozen=True)
class ImportReport(Generic[L]):
    """What an import did, or would do. A row counts once: in new, updates, duplicates or rejected.

    duplicates: rows that say nothing new. warnings: doubtful cells that were accepted. repairs: cells that were mended.
    passed: rows that are no data: sums, notes, signatures. told: what is to be known of the list as a whole.
    """

    table: Table
    mapping: ColumnMap
    rows: int
    new: tuple[L, ...]
    updates: tuple[L, ...]
    duplicates: tuple[Fault, ...]
    rejected: tuple[Fault, ...]
    warnings: tuple[Fault, ...]
    repairs: tuple[Fault, ...] = ()
    passed: tuple[Fault, ...] = ()
    told: tuple[Message, ...] = ()
    import_id: UUID | None = None

    @property
    def unused_columns(self) -> tuple[Unused, ...]:
        """The columns of the file from which nothing is taken."""
        return unused_columns(self.table, self.mapping)

    @property
    def rejected_rows(self) -> int:
        return len({fault.row for fault in self.rejected})


class RowsRefused(Refused):
    """Some rows were refused and nothing was written. `report` has it all; `faults` has one refusal for each faulty cell."""

    def __init__(self, report: ImportReport[Any]) -> None:
        super().__init__(
            said(
                "Nothing was imported: {rejected} of {rows} rows were refused.", rejected=report.rejected_rows, rows=report.rows
            ),
            mend=said("Correct these cells in the file and import it again, or import all others with --skip-rejected."),
        )
        self.report = report

    @property
    def faults(self) -> list[Refused]:
        return [*(refusal_of(fault, self.report.table) for fault in self.report.rejected), Refused(self.what, mend=self.mend)]


def refusal_of(fault: Fault, table: Table) -> Refused:
    """A cell's fault as a refusal that says where it stands in the file; without a column, of the whole row."""
    if not fault.column:
        return Refused(fault.reason, where=said("Row {row}, “{value}”: ", row=table.place(fault.row), value=fault.value))
    where = said("Row {row}, {column}, “{value}”: ", row=table.place(fault.row), column=fault.column, value=fault.value)
    return Refused(fault.reason, where=where)


@dataclass(frozen=True)
class ReadCustomers:
    """What importing these sheets would do; the preview of the import."""

    sheets: Sheets
    on_duplicate: OnDuplicate = OnDuplicate.SKIP

    def answer(self, work: Work) -> ImportReport[CustomerLine]:
        table, mapping = understood(work, self.sheets, CUSTOMER_FIELDS)
        by_hand = self.sheets.mapping is not None or any(key == SPECIALIST for _, key in self.sheets.named)
        mapping = where_known(work, table, mapping, by_hand=by_hand)
        judged = judge_customers(table, mapping, today=work.today)
        filing = Filing(work, judged.lines, mapping.by_heading(), work.today)
        specialists = Specialists(work, mapping, judged.lines, filing.kept)
        return _against_kept(table, mapping, judged, filing, specialists, self.on_duplicate)


@dataclass(frozen=True)
class ImportCustomers:
    """Write a customer list. Raises `RowsRefused` when a row is refused, unless `skip_rejected`.

    effective_on: the day from which changed contracts hold; None: today.
    """

    BACKED_UP_FIRST: ClassVar[int] = 0

    sheets: Sheets
    skip_rejected: bool = False
    on_duplicate: OnDuplicate = OnDuplicate.SKIP
    effective_on: dt.date | None = None

    def carry_out(self, work: Work) -> Outcome[ImportReport[CustomerLine]]:
        report = ReadCustomers(self.sheets, self.on_duplicate).answer(work)
        if report.rejected and not self.skip_rejected:
            raise RowsRefused(report)
        filing = Filing(work, [*report.new, *report.updates], report.mapping.by_heading(), self.effective_on or work.today)
        for line in report.new:
            filing.add(line)
        for line in report.updates:
            filing.update(line)
        filing.close()
        lines = [*report.new, *report.updates]
        assigned = Specialists(work, report.mapping, lines, filing.kept).assign(lines)
        if assigned:
            told = said("{count} customers got the specialist whom the list names.", count=assigned)
            report = replace(report, told=(*report.told, told))
        remember(work, self.sheets, report.table, report.mapping, CUSTOMER_FIELDS)
        doubts = tuple(_fault(report.mapping, line, "group", line.group, doubt) for line, doubt in filing.doubts)
        return finished(work, replace(report, warnings=report.warnings + doubts))


def understood(
    work: Work, sheets: Sheets, fields: Sequence[Field], shaped: Callable[[Table], Table] = lambda table: table
) -> tuple[Table, ColumnMap]:
    """The sheet that holds the list, as rows below one row of headings, and what its columns mean; raises `Refused`.

    shaped: brings a table that only this kind of list knows into rows.
    """
    if sheets.mapping is not None:
        found = [table for table in sheets.tables if table.sheet == sheets.sheet] or list(sheets.tables)
        return found[0], checked(sheets.mapping, fields)
    tables = [shaped(table) for table in upright(sheets.tables, fields)]
    headings = [heading for heading, _ in parted(sheets.named, fields)[1]]
    whole = together(tables, fields, headings)
    table = whole or (tables[0] if len(tables) == 1 and sheets.named else choose_table(tables, fields))
    table, _ = headed(table, fields, headings)
    return straightened(table, map_columns(table, fields, _remembered(work), sheets.named), fields)


def told_of(table: Table, mapping: ColumnMap) -> tuple[Message, ...]:
    """What is to be known of a list as a whole: columns known by their values, cells that were merged."""
    told = (*table.told, *mapping.told)
    if not table.merged:
        return told
    return (*told, said("{count} cells got the value of the merged cell they are part of.", count=len(table.merged)))


def _remembered(work: Work) -> Callable[[str], Mapping[str, int] | None]:
    return lambda fingerprint: work.setting(REMEMBERED + fingerprint)


def remember(work: Work, sheets: Sheets, table: Table, mapping: ColumnMap, fields: Sequence[Field]) -> None:
    """Keep what a person said about the columns for the next file with the same header; a mere guess needs no keeping."""
    if sheets.named or sheets.mapping is not None:
        samples = samples_of(table, mapping.header_row, len(mapping.headings))
        guessed = guess(mapping.headings, fields, samples)[0]
        kept: Mapping[str, int] | None = work.setting(REMEMBERED + mapping.fingerprint)
        if dict(mapping.columns) != (guessed if kept is None else dict(kept)):
            work.set_setting(REMEMBERED + mapping.fingerprint, dict(mapping.columns))


NOTHING_NEW = said("The list says nothing new; nothing was written.")


def finished(work: Work, report: ImportReport[L]) -> Outcome[ImportReport[L]]:
    """The outcome of a written import; its id is the change set's, None when there was nothing to write."""
    if not (report.new or report.updates):
        return Outcome(report, said=NOTHING_NEW)
    work.note(file=report.table.source, sheet=report.table.sheet, accepted=len(report.new), updated=len(report.updates))
    return Outcome(
        replace(report, import_id=work.change_set_id),
        counted(
            (len(report.new), said("{count} new rows written", count=len(report.new))),
            (len(report.updates), said("{count} changed rows written", count=len(report.updates))),
            nothing=NOTHING_NEW,
        ),
    )


def _against_kept(
    table: Table,
    mapping: ColumnMap,
    judged: Judged[CustomerLine],
    filing: Filing,
    specialists: Specialists,
    on_duplicate: OnDuplicate,
) -> ImportReport[CustomerLine]:
    new: list[CustomerLine] = []
    updates: list[CustomerLine] = []
    duplicates, rejected, warnings = list(judged.duplicates), list(judged.rejected), list(judged.warnings)
    for line in judged.lines:
        if line.account not in filing.kept:
            new.append(line)
        elif not filing.differs(line) and not specialists.changes(line):
            duplicates.append(_fault(mapping, line, "account", line.account, REFUSED_AS_KEPT))
        elif on_duplicate is OnDuplicate.UPDATE:
            updates.append(line)
            warnings += _contract_changes(mapping, line, filing)
        elif on_duplicate is OnDuplicate.REFUSE:
            rejected.append(_fault(mapping, line, "account", line.account, REFUSED_AS_KEPT))
        else:
            duplicates.append(_fault(mapping, line, "account", line.account, REFUSED_AS_KEPT))
            warnings.append(_fault(mapping, line, "account", line.account, NOT_NEW))
    warnings += specialists.doubts
    warnings += _near_groups(mapping, [*new, *updates], filing)
    moved = filing.moved_along([*new, *updates])
    warnings += [_fault(mapping, line, "group", line.group, doubt) for line, doubt in moved]
    return ImportReport(
        table,
        mapping,
        judged.rows,
        tuple(new),
        tuple(updates),
        by_row(duplicates),
        by_row(rejected),
        by_row(warnings),
        judged.repairs,
        judged.passed,
        (*told_of(table, mapping), *_contracts_missing(mapping)),
    )


def _contract_changes(mapping: ColumnMap, line: CustomerLine, filing: Filing) -> list[Fault]:
    """Each contract that an update would change, from what to what; one of another order of size is asked about."""
    before, after = filing.kept[line.account].contracts, filing.updated(line).contracts
    found: list[Fault] = []
    for key in CONTRACT_FIELDS:
        old, new = getattr(before, key), getattr(after, key)
        if old == new:
            continue
        far = old and new and max(old, new) >= OTHER_SIZE * min(old, new)
        told = (
            said("The contract changes from {old:,} to {new:,} kW; is the unit the same?", old=old, new=new)
            if far
            else said("The contract changes: {old:,} → {new:,} kW.", old=old, new=new)
        )
        found.append(_fault(mapping, line, key, f"{new:,}", told))
    return found


def _near_groups(mapping: ColumnMap, lines: Sequence[CustomerLine], filing: Filing) -> list[Fault]:
    """That a group is new but nearly bears the name of another, kept or in the list: it would be owed visits of its own."""
    known = dict(filing.group_keys)
    found: list[Fault] = []
    for line in lines:
        key = name_key(line.group)
        if not key or key in known:
            continue
        near = next((name for name in known.values() if near_names(line.group, name)), None)
        known[key] = line.group
        if near is not None:
            doubt = said("A new group, nearly called like {group}. If it is the same, write it the same way.", group=near)
            found.append(_fault(mapping, line, "group", line.group, doubt))
    return found


def _contracts_missing(mapping: ColumnMap) -> tuple[Message, ...]:
    """That a list knows only regular contracts, so that nobody takes the others for none."""
    if any(mapping.gives(key) for key in CONTRACT_FIELDS[1:]):
        return ()
    return (
        said("The list has no column for the half-peak, Saturday half-peak or off-peak contract: only the regular one is known."),
    )


def by_row(faults: Sequence[Fault]) -> tuple[Fault, ...]:
    return tuple(sorted(faults, key=lambda fault: fault.row))


def _fault(mapping: ColumnMap, line: CustomerLine, key: str, value: str, reason: Message) -> Fault:
    return Fault(line.row, mapping.heading(key), value, reason)


@dataclass(frozen=True)
class ImportNamed:
    """The import of an id; raises `Unknown` when the id is of another change."""

    ident: UUID

    def answer(self, work: Work) -> ChangeSet:
        found = work.change_set(self.ident)
        if not found.label.startswith("Import"):
            raise Unknown(said("This id belongs to another change, not to an import."))
        return found
