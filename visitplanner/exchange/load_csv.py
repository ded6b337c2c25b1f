"""Read a customer's load from a file: portal export, steel-plant table, any table of times and consumption, a row a day.

Whole columns are worked on at once and each distinct text is read once: a year of quarters of an hour takes some tens of
milliseconds (`benchmarks/load_import.py`). Nothing is guessed: what the file cannot tell is refused with the option that says it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.domain.customers.customers import account_printed
from visitplanner.domain.lists.texts import is_error
from visitplanner.domain.tariffs.books.load import Load
from visitplanner.exchange.loads.across import by_columns
from visitplanner.exchange.loads.clock import (
    QUARTER,
    end_named,
    midnights_closed,
    refuse_uneven,
    snapped,
    step_of,
    summer_time_undone,
)
from visitplanner.exchange.loads.days import by_days
from visitplanner.exchange.loads.findings import told_of
from visitplanner.exchange.loads.grid import grid_of
from visitplanner.exchange.loads.layouts import Layout, account_in, layout_of
from visitplanner.exchange.loads.numbers import BLANK, ENERGIES, Micros, decimal_mark, filled_of, micros
from visitplanner.exchange.loads.parts import joined
from visitplanner.exchange.loads.registers import differences, is_register
from visitplanner.exchange.loads.sheets import Sheet, Table, read_sheets
from visitplanner.exchange.loads.stamps import Minutes, minutes_of
from visitplanner.exchange.loads.units import settled, unit_above, unit_in_brackets, without_units
from visitplanner.services.loads.loads import LoadFile, LoadFindings, ReadingChoices, Stamp, Unit, account_digits

SEVERAL_METERS = 20
"""More than one row in so many that repeats a time with another value is no slip of a recorder."""
MOST_METERS = 12
MULTIPLIER = re.compile(r"倍率|乘率|倍數|multiplier|ct.?pt|meter factor", re.IGNORECASE)
NUMBER = re.compile(r"\d+(?:\.\d+)?")
SMALL_SHEET = 20
"""A sheet with fewer readings than one in so many of the largest is a summary or an example."""


@dataclass(frozen=True, slots=True, eq=False)
class _Readings:
    """A file's rows: amounts in millionths of `unit` (`BLANK` where empty), reactive energies in millionths of kvarh.

    errors: cells in which a spreadsheet shows an error.
    """

    stamps: Minutes
    has_24: bool
    amounts: Micros
    unit: Unit
    lagging: Micros | None
    leading: Micros | None
    lines: Sequence[int]
    errors: int = 0

    def ordered(self, rows: np.ndarray[tuple[int], np.dtype[np.intp]] | slice) -> _Readings:
        """The readings in another order, or only some of them."""
        numbers = np.arange(self.stamps.size)[rows]
        return replace(
            self,
            stamps=self.stamps[rows],
            amounts=self.amounts[rows],
            lagging=None if self.lagging is None else self.lagging[rows],
            leading=None if self.leading is None else self.leading[rows],
            lines=self.lines[rows] if isinstance(rows, slice) else [self.lines[number] for number in numbers],
        )


@dataclass(frozen=True, slots=True)
class _Found:
    """A sheet understood: its layout, its rows without notes, how many of those were left out, the accounts it names.

    beside: names of sheets that hold a few readings too, which were not taken.
    """

    layout: Layout
    table: Table
    passed: int
    accounts: list[str]
    beside: tuple[str, ...] = ()


def read_load(path: Path, choices: ReadingChoices | None = None) -> LoadFile:
    """The load in a file; raises Refused with the row and how to mend it. choices: what the file itself cannot tell.

    Of several accounts in the file the one named by `choices` is taken.
    """
    wishes = choices or ReadingChoices()
    found = _found(path, wishes.column)
    if len(found.accounts) < 2:
        return _load(found, found.table, wishes, found.accounts[0] if found.accounts else None, path.name)
    wanted = account_digits(wishes.account) if wishes.account else None
    if wanted not in found.accounts:
        raise Refused(
            said("The file holds the loads of {count} accounts.", count=len(found.accounts)),
            mend=said("Name one with --account, or take all in with `visitplanner import load`."),
            field="account",
        )
    load = _load(found, _rows_of(found, wanted), wishes, wanted, path.name)
    others = "、".join(account_printed(account) for account in found.accounts if account != wanted)
    told = said("Not taken: the rows of the other accounts in the file, {accounts}.", accounts=others)
    return replace(load, warnings=(*load.warnings, told))


def read_loads(path: Path, choices: ReadingChoices | None = None) -> tuple[LoadFile, ...]:
    """The loads in a file, one for each account it names; raises Refused as `read_load` does."""
    wishes = choices or ReadingChoices()
    found = _found(path, wishes.column)
    if len(found.accounts) < 2:
        return (read_load(path, choices),)
    return tuple(_load(found, _rows_of(found, account), wishes, account, path.name) for account in found.accounts)


def _found(path: Path, column: str | None) -> _Found:
    """The sheets that hold a load, joined where they are laid out alike; the first sheet's refusal when none holds one.

    Refused when sheets hold loads in different layouts: which is the customer's, or whether they are to be added, is not told.
    """
    refusals: list[Refused] = []
    found: list[tuple[str, _Found]] = []
    for sheet in read_sheets(path):
        try:
            found.append((sheet.name, _understood(sheet, path.name, column)))
        except Refused as refusal:
            refusals.append(refusal)
    if not found:
        raise refusals[0]
    most = max(len(each.table.lines) for _, each in found)
    beside = tuple(name for name, each in found if len(each.table.lines) * SMALL_SHEET < most)
    found = [(name, each) for name, each in found if name not in beside]
    first = replace(found[0][1], beside=beside)
    if len(found) == 1:
        return first
    accounts = list(dict.fromkeys(account for _, each in found for account in each.accounts))
    units = {each.layout.above for _, each in found} - {None}
    if (
        (first.layout.account is None and len(accounts) > 1)
        or len(units) > 1
        or any(each.layout.like() != first.layout.like() for _, each in found)
    ):
        names = "、".join(name for name, _ in found)
        raise Refused(
            said("Several sheets hold loads that are not one: {sheets}.", sheets=names),
            mend=said("Leave the sheet with the customer's whole load in the file, or save it as a file of its own."),
            field="file",
        )
    tables = [each.table for _, each in found]
    whole = Table(
        [cell for each in tables for cell in each.cells], first.table.width, [at for each in tables for at in each.lines]
    )
    told = tuple({str(one.values.get("year") or one): one for _, each in reversed(found) for one in each.layout.told}.values())
    return _Found(replace(first.layout, told=told), whole, sum(each.passed for _, each in found), accounts, beside)


def _understood(sheet: Sheet, file: str, column: str | None) -> _Found:
    sheet = joined(sheet, file)
    head = sheet.head()
    turned = (by_days(head, sheet) or by_columns(head, sheet, file)) if column is None else None
    if turned is None:
        layout = layout_of(head, file, column)
        table = sheet.below(layout.header_row, len(layout.names), layout.date)
    else:
        layout, table = turned
    titles = head[: max(layout.header_row, 0)]
    layout = replace(
        layout, above=layout.above or unit_above(sheet.tail()) or unit_in_brackets(titles), told=(*sheet.told, *layout.told)
    )
    if not table.cells:
        raise Refused(said("{file} has a header but no readings.", file=file))
    table, passed = table.without_notes(layout.date)
    if column is None:
        _refuse_multiplier(head[: max(layout.header_row, 0)], layout, table)
    named = [] if layout.account is None else table.column(layout.account)
    accounts = account_in(head, layout.header_row, set(named) if len(set(named)) < 2 else named)
    return _Found(layout, table, passed, accounts)


def _rows_of(found: _Found, account: str | None) -> Table:
    texts = found.table.column(found.layout.account or 0)
    digits = {text: account_digits(text.strip().lstrip("'")) if text.strip() else None for text in set(texts)}
    return found.table.only([row for row, text in enumerate(texts) if digits[text] == account])


def _load(found: _Found, table: Table, wishes: ReadingChoices, account: str | None, file: str) -> LoadFile:
    readings = _readings(table, found.layout, wishes)
    return _placed(readings, found, wishes, account, file)


def _readings(table: Table, layout: Layout, wishes: ReadingChoices) -> _Readings:
    names = [layout.names[number] for number in layout.values]
    texts, units = zip(*(without_units(table.column(number), layout.names[number]) for number in layout.values), strict=True)
    in_cells = next(filter(None, units), None)
    unit = settled(names[0], set(layout.units), in_cells, layout.above, wishes.unit)
    times = None if layout.time is None else table.column(layout.time)
    stamps, has_24 = minutes_of(table.column(layout.date), times, table.lines, wishes.dates)
    mark = decimal_mark(texts, wishes.decimal)
    columns = [micros(text, name, table.lines, mark, unit) for text, name in zip(texts, names, strict=True)]

    def reactive(number: int | None) -> Micros | None:
        return None if number is None else micros(table.column(number), layout.names[number], table.lines, mark)

    amounts = filled_of(columns, names, table.lines)
    errors = sum(text.count(shown) for text in texts for shown in {one for one in set(text) if is_error(one)})
    return _Readings(stamps, has_24, amounts, unit, reactive(layout.lagging), reactive(layout.leading), table.lines, errors)


def _forward(readings: _Readings) -> _Readings:
    """Newest-first files turned round, so that the order of rows can be read as the order of time."""
    if np.count_nonzero(np.diff(readings.stamps) < 0) <= readings.stamps.size // 2:
        return readings
    return readings.ordered(slice(None, None, -1))


def _placed(readings: _Readings, found: _Found, wishes: ReadingChoices, account: str | None, file: str) -> LoadFile:
    """Every reading in its place of the grid of quarters of an hour."""
    readings = _forward(readings)
    stamps, is_closed = midnights_closed(readings.stamps)
    step = step_of(stamps)
    stamps, shifted = summer_time_undone(stamps, step)
    stamps, off = snapped(stamps, step)
    refuse_uneven(stamps, step, readings.lines)
    readings = replace(readings, stamps=stamps)
    _refuse_several(readings, found)
    register = readings.unit in ENERGIES and is_register(stamps, readings.amounts, found.layout.register)
    if register:
        readings, stamp = _used(readings, step), Stamp.END
    else:
        stamp = end_named(stamps, step, is_closed or readings.has_24, found.layout.declared, wishes.stamp)
    grid = grid_of(readings.stamps - (step if stamp is Stamp.END else 0), readings.amounts, step)
    reactive = [None if part is None else grid.laid(part, Unit.KWH) for part in (readings.lagging, readings.leading)]
    coarse = max(step, QUARTER)
    load = Load(grid.first_day, grid.laid(readings.amounts, readings.unit), grid.missing(), coarse, *reactive)
    findings = LoadFindings(
        rows=readings.stamps.size,
        interval_minutes=coarse,
        blank=int(np.count_nonzero(readings.amounts == BLANK)),
        doubled=grid.doubled,
        conflicting=grid.conflicting,
        clock_shifted=shifted,
        errors=readings.errors,
        passed=found.passed,
        snapped=off,
        gathered=step if step < QUARTER else 0,
        register=register,
    )
    taken = tuple(name for number in found.layout.values if (name := found.layout.names[number]))
    told = told_of(findings, load, taken, found.layout.left())
    if found.beside:
        told = (said("Not taken: the sheets {sheets}, which hold few readings.", sheets="、".join(found.beside)), *told)
    told = (*found.layout.told, *told)
    return LoadFile(account, load, stamp, file, findings, told, readings.unit, taken, found.layout.left())


def _refuse_multiplier(above: Sequence[Sequence[str]], layout: Layout, table: Table) -> None:
    """A meter's multiplier other than 1: whether the values are multiplied already is not told, so the person says it.

    Naming the values' column says it.
    """
    left = layout.left()
    columns = [table.column(at) for at, name in enumerate(layout.names) if name in left and MULTIPLIER.search(name)]
    lines = [cells for row in above if MULTIPLIER.search((cells := [cell for cell in row if cell.strip()] or [""])[0])]
    texts = {text.strip() for column in columns for text in column} | {cell.strip() for cells in lines for cell in cells[1:2]}
    named = sorted(text for text in texts if NUMBER.fullmatch(text) and float(text) != 1)
    if named:
        raise Refused(
            said("The file names a multiplier of the meter: {factor}.", factor="、".join(named)),
            mend=said(
                "Multiply the values and take the multiplier out of the file; if they are multiplied already, name their column "
                "(--column)."
            ),
            field="column",
        )


def _refuse_several(readings: _Readings, found: _Found) -> None:
    """Rows that repeat their times with other values are several meters, of which none may be taken for all."""
    order = np.argsort(readings.stamps, kind="stable")
    stamps, amounts = readings.stamps[order], readings.amounts[order]
    again = (np.diff(stamps) == 0) & (amounts[1:] != amounts[:-1]) & (amounts[1:] != BLANK) & (amounts[:-1] != BLANK)
    count = int(np.count_nonzero(again))
    if count * SEVERAL_METERS <= stamps.size:
        return
    named = ((name, _kinds_in(found.table, at)) for at, name in enumerate(found.layout.names) if name in found.layout.left())
    column, meters = next(((name, kinds) for name, kinds in named if kinds), ("", ()))
    if meters:
        what = said(
            "{count:,} rows repeat a time with another value: the column {column} names several meters ({meters}).",
            count=count,
            column=column,
            meters="、".join(meters),
        )
    else:
        what = said("{count:,} rows repeat a time with another value: the file holds several meters.", count=count)
    raise Refused(what, mend=said("Leave the rows of one meter in the file, or add the meters up, time by time."), field="file")


def _kinds_in(table: Table, at: int) -> tuple[str, ...]:
    """The few different texts of a column that tells rows apart; none where it holds one text or many."""
    kinds = tuple(dict.fromkeys(text.strip() for text in table.column(at) if text.strip()))
    return kinds if 1 < len(kinds) <= MOST_METERS else ()


def _used(readings: _Readings, step: int) -> _Readings:
    """What a running register grew by from reading to reading, without the first one."""
    order = np.argsort(readings.stamps, kind="stable")
    ordered = readings.ordered(order)
    keep = np.concatenate(([True], np.diff(ordered.stamps) > 0))
    single = ordered.ordered(np.flatnonzero(keep))
    return replace(single, amounts=differences(single.stamps, single.amounts, step)).ordered(slice(1, None))
