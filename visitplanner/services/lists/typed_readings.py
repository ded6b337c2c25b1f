"""Monthly readings of one customer, typed or pasted into a grid: what is kept, judged cell by cell, and kept anew."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from visitplanner.domain.core.errors import Stale
from visitplanner.domain.core.messages import counted, said
from visitplanner.domain.customers.customers import CONTRACT_CHANGES, CUSTOMERS, Customer
from visitplanner.domain.lists.reading_grid import GRID_KEYS, Cells, grid_cells, grid_table
from visitplanner.domain.lists.reading_import import judge_readings
from visitplanner.domain.loads.monthly_readings import MONTHLY_READINGS, MonthlyReading
from visitplanner.domain.tariffs.books.seasons import Month
from visitplanner.services.core.outcome import Outcome
from visitplanner.services.core.work import Work
from visitplanner.services.lists.imports import OnDuplicate, RowsRefused
from visitplanner.services.lists.reading_imports import ReadingsReport, Sorting, line_of, write_readings
from visitplanner.services.tariffs.printed_bills import Checked, check_bill

OFFERED = 12
"""Months offered for typing where nothing is kept: the newest that are over."""
FREE = 6
"""Blank rows below the last month."""

WriteMonth = Callable[[Month], str]


@dataclass(frozen=True, slots=True)
class KeptReadings:
    """A customer's readings by month, and what is to be said of their printed amounts, by month."""

    customer: Customer
    readings: tuple[MonthlyReading, ...]
    bills: dict[date, Checked]
    today: date

    def rows(self, write: WriteMonth) -> tuple[Cells, ...]:
        """The readings as rows of a grid, or the months to type where none is kept; some blank rows below."""
        blank = ("",) * len(GRID_KEYS)
        rows = [grid_cells(line_of(reading), write(Month.of(reading.month))) for reading in self.readings]
        if not rows:
            months = [Month(self.today.year - (number >= self.today.month), number) for number in range(1, OFFERED + 1)]
            rows = [(write(month), *blank[1:]) for month in sorted(months)]
        return (*rows, *[blank] * FREE)


@dataclass(frozen=True)
class ReadingsToType:
    """The readings kept of a customer, for the grid."""

    customer_id: UUID

    def answer(self, work: Work) -> KeptReadings:
        customer = work.shelf(CUSTOMERS).get(self.customer_id)
        readings = sorted(work.shelf(MONTHLY_READINGS).find(customer_id=customer.id), key=lambda each: each.month)
        changes = work.shelf(CONTRACT_CHANGES).find(customer_id=customer.id)
        library = work.known.tariffs()
        found = ((reading.month, check_bill(library, customer, changes, reading)) for reading in readings)
        bills = {month: each for month, each in found if each is not None}
        return KeptReadings(customer, tuple(readings), bills, work.today)


@dataclass(frozen=True)
class KeepReadings:
    """Keep a customer's readings as a grid has them. Raises `RowsRefused` naming every cell that cannot be read.

    shown: the readings the grid was filled with; those whose month no longer stands in it are removed. `Stale` where one of
    them was changed meanwhile.
    """

    customer_id: UUID
    rows: tuple[Cells, ...]
    shown: tuple[MonthlyReading, ...] = ()

    def carry_out(self, work: Work) -> Outcome[ReadingsReport]:
        customer = work.shelf(CUSTOMERS).get(self.customer_id)
        table, mapping = grid_table(self.rows)
        judged = judge_readings(table, mapping, account=customer.account, today=work.today)
        report = Sorting(work, table, mapping, customer.account, OnDuplicate.UPDATE).report(judged)
        if report.rejected:
            raise RowsRefused(report)
        versions = {reading.month: reading.version for reading in self.shown}
        strange = [line.month for line in report.updates if line.month not in versions]
        if strange:
            raise Stale(said("{month} was kept by somebody else meanwhile.", month=Month.of(strange[0])))
        write_readings(work, report, versions)
        left = {line.month for line in judged.lines}
        removed = [reading for reading in self.shown if reading.month not in left]
        for reading in removed:
            work.shelf(MONTHLY_READINGS).remove(reading)
        return _kept(report, removed)


UNCHANGED = said("Nothing was changed.")


def _kept(report: ReadingsReport, removed: Sequence[MonthlyReading]) -> Outcome[ReadingsReport]:
    if not (report.new or report.updates or removed):
        return Outcome(report, said=UNCHANGED)
    return Outcome(
        replace(report, import_id=None),
        counted(
            (len(report.new), said("{count} months added", count=len(report.new))),
            (len(report.updates), said("{count} months changed", count=len(report.updates))),
            (len(removed), said("{count} months removed", count=len(removed))),
            nothing=UNCHANGED,
        ),
    )
