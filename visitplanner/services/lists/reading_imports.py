"""Bringing monthly readings in: one row a 電號 and month; the amounts printed on the bills are compared with ours."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import ClassVar
from uuid import UUID

from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.customers.customers import CONTRACT_CHANGES, CUSTOMERS, ContractChange, Customer, account_printed
from visitplanner.domain.lists.columns.month_columns import figure_given, month_rows
from visitplanner.domain.lists.reading_import import PERIODS, READING_FIELDS, ReadingLine, judge_readings
from visitplanner.domain.lists.tables import ColumnMap, Fault, Judged, Table, letters
from visitplanner.domain.lists.texts import constant_heading
from visitplanner.domain.loads.monthly_readings import MONTHLY_READINGS, MonthlyReading, demand_of, energy_of
from visitplanner.domain.loads.plausibility import doubts_of_months
from visitplanner.domain.tariffs.books.periods import Period
from visitplanner.services.core.outcome import Outcome
from visitplanner.services.core.work import Work
from visitplanner.services.lists.imports import (
    ImportReport,
    OnDuplicate,
    RowsRefused,
    Sheets,
    by_row,
    finished,
    remember,
    told_of,
    understood,
)
from visitplanner.services.loads.loads import account_digits
from visitplanner.services.tariffs.printed_bills import BillDifference, Checked, NotCompared, WithinBounds, check_bill

KEPT_ALREADY = said("This month of the account is kept already.")
KEPT_OTHERWISE = said("This month of the account is kept already with other figures; nothing was taken over.")
KEYS: dict[str, str] = dict(zip(PERIODS, (period.key for period in Period), strict=True))


@dataclass(frozen=True)
class ReadingsReport(ImportReport[ReadingLine]):
    """An import of readings. accounts, months: how many the rows that can be kept have. differences, not_compared,
    within_bounds: printed amounts of these rows and of those already kept."""

    accounts: int = 0
    months: int = 0
    differences: tuple[BillDifference, ...] = ()
    not_compared: tuple[NotCompared, ...] = ()
    within_bounds: tuple[WithinBounds, ...] = ()


@dataclass(frozen=True)
class ReadReadings:
    """What importing these sheets would do. account: whose readings they are, eleven digits however written; empty: as the
    table says."""

    sheets: Sheets
    account: str = ""
    on_duplicate: OnDuplicate = OnDuplicate.SKIP

    def answer(self, work: Work) -> ReadingsReport:
        given = account_digits(self.account) if self.account else ""
        table, mapping = understood(work, _with_months(self.sheets), READING_FIELDS, month_rows)
        judged = judge_readings(table, mapping, account=given, today=work.today)
        return Sorting(work, table, mapping, given, self.on_duplicate).report(judged)


def _with_months(sheets: Sheets) -> Sheets:
    """The sheets with their months in rows where a person said of one month's column what its figures are."""
    named = sheets.named
    if sheets.mapping is not None:
        named = tuple((letters(at), key) for key, at in sheets.mapping.columns.items())
    for table in sheets.tables:
        figure, others = figure_given(table, named)
        if not figure or (sheets.sheet and table.sheet != sheets.sheet):
            continue
        if sheets.mapping is not None:
            columns, texts = sheets.mapping.columns, sheets.mapping.headings
            headings = ((texts[columns[key]] if columns[key] < len(texts) else "", key) for _, key in others)
            others = [(heading, key) for heading, key in headings if heading]
            others += [(constant_heading(text), key) for key, text in sheets.mapping.constants.items()]
        return Sheets((month_rows(table, figure),), tuple(others))
    return sheets


@dataclass(frozen=True)
class ImportReadings:
    """Write monthly readings. Raises `RowsRefused` when a row is refused, unless `skip_rejected`."""

    BACKED_UP_FIRST: ClassVar[int] = 0

    sheets: Sheets
    account: str = ""
    skip_rejected: bool = False
    on_duplicate: OnDuplicate = OnDuplicate.SKIP

    def carry_out(self, work: Work) -> Outcome[ReadingsReport]:
        report = ReadReadings(self.sheets, self.account, self.on_duplicate).answer(work)
        if report.rejected and not self.skip_rejected:
            raise RowsRefused(report)
        write_readings(work, report)
        remember(work, self.sheets, report.table, report.mapping, READING_FIELDS)
        done = finished(work, report)
        return Outcome(replace(report, import_id=done.value.import_id), done.said)


def write_readings(work: Work, report: ReadingsReport, versions: Mapping[dt.date, int] | None = None) -> None:
    """Keep the new and changed lines of a report. versions: those a person saw, by month; None: the newest."""
    ours = customers_of(work, {line.account for line in (*report.new, *report.updates)})
    kept = _kept(work, ours)
    work.shelf(MONTHLY_READINGS).add_all([reading_of(ours[line.account].id, line) for line in report.new])
    for line in report.updates:
        before = kept[ours[line.account].id, line.month]
        version = before.version if versions is None else versions.get(line.month, 0)
        work.shelf(MONTHLY_READINGS).change(replace(reading_of(before.customer_id, line), id=before.id, version=version))


def reading_of(customer_id: UUID, line: ReadingLine) -> MonthlyReading:
    """A line of a list as it is kept."""
    return MonthlyReading(
        customer_id=customer_id,
        month=line.month,
        kwh=_by_key(line.kwh),
        max_kw=_by_key(line.max_kw),
        kwh_total=line.kwh_total,
        highest_kw=line.highest_kw,
        power_factor_percent=line.power_factor,
        billed_ntd=line.amount,
        notes=line.notes,
    )


def line_of(reading: MonthlyReading) -> ReadingLine:
    """What is kept, as a line of a list of its own customer."""
    names = {key: period for period, key in KEYS.items()}
    return ReadingLine(
        row=0,
        account="",
        month=reading.month,
        kwh={names[key]: kwh for key, kwh in reading.kwh.items()},
        max_kw={names[key]: kw for key, kw in reading.max_kw.items()},
        kwh_total=reading.kwh_total,
        highest_kw=reading.highest_kw,
        power_factor=reading.power_factor_percent,
        amount=reading.billed_ntd,
        notes=reading.notes,
    )


def _by_key(figures: Mapping[str, Decimal]) -> dict[str, Decimal]:
    return {KEYS[period]: figure for period, figure in figures.items()}


def customers_of(work: Work, accounts: set[str]) -> dict[str, Customer]:
    return {customer.account: customer for customer in work.shelf(CUSTOMERS).find(account=accounts)}


def _kept(work: Work, ours: Mapping[str, Customer]) -> dict[tuple[UUID, dt.date], MonthlyReading]:
    found = work.shelf(MONTHLY_READINGS).find(customer_id={customer.id for customer in ours.values()})
    return {(reading.customer_id, reading.month): reading for reading in found}


class Sorting:
    """The lines of a list against what is kept: new, changed, known or refused."""

    def __init__(self, work: Work, table: Table, mapping: ColumnMap, given: str, on_duplicate: OnDuplicate) -> None:
        self._work = work
        self._table = table
        self._mapping = mapping
        self._given = given
        self._on_duplicate = on_duplicate
        self._new: list[ReadingLine] = []
        self._updates: list[ReadingLine] = []

    def report(self, judged: Judged[ReadingLine]) -> ReadingsReport:
        ours = customers_of(self._work, {line.account for line in judged.lines})
        kept = _kept(self._work, ours)
        duplicates, rejected, warnings = list(judged.duplicates), list(judged.rejected), list(judged.warnings)
        compared: list[tuple[Customer, MonthlyReading]] = []
        for line in judged.lines:
            why = self._refused(line, ours)
            if why is not None:
                rejected.append(self._fault(line, "account", account_printed(line.account), why))
                continue
            customer = ours[line.account]
            reading = reading_of(customer.id, line)
            before = kept.get((customer.id, line.month))
            compared.append((customer, reading))
            if before is None:
                self._new.append(line)
                continue
            fault = self._fault(line, "month", f"{line.month:%Y-%m}", KEPT_ALREADY)
            if replace(reading, id=before.id, version=before.version) == before:
                duplicates.append(fault)
            elif self._on_duplicate is OnDuplicate.UPDATE:
                self._updates.append(line)
            elif self._on_duplicate is OnDuplicate.REFUSE:
                rejected.append(fault)
            else:
                duplicates.append(fault)
                warnings.append(replace(fault, reason=KEPT_OTHERWISE))
        warnings += self._unlikely(judged.lines, ours)
        found = tuple(self._compared(compared))
        return ReadingsReport(
            self._table,
            self._mapping,
            judged.rows,
            tuple(self._new),
            tuple(self._updates),
            by_row(duplicates),
            by_row(rejected),
            by_row(warnings),
            judged.repairs,
            judged.passed,
            told_of(self._table, self._mapping),
            accounts=len({customer.id for customer, _ in compared}),
            months=len({reading.month for _, reading in compared}),
            differences=tuple(each for each in found if isinstance(each, BillDifference)),
            not_compared=tuple(each for each in found if isinstance(each, NotCompared)),
            within_bounds=tuple(each for each in found if isinstance(each, WithinBounds)),
        )

    def _refused(self, line: ReadingLine, ours: Mapping[str, Customer]) -> Message | None:
        printed = account_printed(line.account)
        if self._given and line.account != self._given:
            return said(
                "The row is of the account {file}; the readings were to be kept for {given}.",
                file=printed,
                given=account_printed(self._given),
            )
        return None if line.account in ours else said("No customer has the account {account}.", account=printed)

    def _unlikely(self, lines: Sequence[ReadingLine], ours: Mapping[str, Customer]) -> Iterator[Fault]:
        """What makes the months of one customer unlikely beside each other and its contracts."""
        by_account = defaultdict[str, dict[dt.date, ReadingLine]](dict)
        for line in lines:
            by_account[line.account][line.month] = line
        for account, months in by_account.items():
            if account not in ours or (self._given and account != self._given):
                continue
            figures = {month: (energy_of(line), demand_of(line)) for month, line in months.items()}
            for month, doubt in doubts_of_months(figures, ours[account].contracts):
                yield self._fault(months[month], "month", f"{month:%Y-%m}", doubt)

    def _fault(self, line: ReadingLine, key: str, value: str, reason: Message) -> Fault:
        heading = self._mapping.heading(key)
        return Fault(line.row, heading, value, reason)

    def _compared(self, readings: list[tuple[Customer, MonthlyReading]]) -> list[Checked]:
        """The printed amounts, by account and month."""
        if all(reading.billed_ntd is None for _, reading in readings):
            return []
        changes = defaultdict[UUID, list[ContractChange]](list)
        for change in self._work.shelf(CONTRACT_CHANGES).find(customer_id={customer.id for customer, _ in readings}):
            changes[change.customer_id].append(change)
        library = self._work.known.tariffs()
        found = (check_bill(library, customer, changes[customer.id], reading) for customer, reading in readings)
        return sorted((each for each in found if each is not None), key=lambda each: (each.account, each.month))
