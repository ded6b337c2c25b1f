"""From a table of monthly readings (one row a 電號 and month, as bill history is kept) to readings, or to why a row is none."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.domain.core.texts import plain, tidy
from visitplanner.domain.lists import cells
from visitplanner.domain.lists.columns.month_columns import UNITS
from visitplanner.domain.lists.columns.reading_words import READING_FIELDS
from visitplanner.domain.lists.moments import PERIOD, month_in
from visitplanner.domain.lists.reading import RowReader
from visitplanner.domain.lists.rows import sorted_rows
from visitplanner.domain.lists.tables import ColumnMap, Fault, Judged, Table
from visitplanner.domain.loads.monthly_readings import demand_of, energy_of

__all__ = ("PERIODS", "READING_FIELDS", "ReadingLine", "judge_readings", "number_of")

PERIODS = ("peak", "half_peak", "saturday", "off_peak")
BEHIND = re.compile(r"\s*(kwh|kw|度|瓩|元|ntd|nt\$|%)$", re.IGNORECASE)
BEFORE = re.compile(r"^(nt\$|\$|ntd)\s*", re.IGNORECASE)
NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:E[1-9])?", re.IGNORECASE)
"""`1.0E5` is how a program writes 100,000, with all its digits."""
ROUNDED = re.compile(r"[+-]?\d(?:\.\d+)?E[+-]\d+", re.IGNORECASE)
"""`1.21E+06` is how a narrow column of a spreadsheet shows a number, without its last digits."""
FIRST_YEAR = 1990
NO_UNITS: dict[str, int] = {}
MONTH_ALONE, YEAR_ALONE = re.compile(r"(\d{1,2})(?:月份?)?"), re.compile(r"(?:民國)?(\d{2,4})(?:年度?)?")


@dataclass(frozen=True, slots=True)
class ReadingLine:
    """One month of one 電號. row: its spreadsheet row number; month: its first day.

    kwh, max_kw: by period (`PERIODS`), only those the table gives; kwh_total, highest_kw where it gives no periods.
    power_factor: percent. amount: the bill's total in NT$. None: not given.
    """

    row: int
    account: str
    month: dt.date
    kwh: Mapping[str, Decimal] = field(default_factory=dict[str, Decimal])
    max_kw: Mapping[str, Decimal] = field(default_factory=dict[str, Decimal])
    kwh_total: Decimal | None = None
    highest_kw: Decimal | None = None
    power_factor: Decimal | None = None
    amount: Decimal | None = None
    notes: str = ""


def judge_readings(table: Table, mapping: ColumnMap, *, account: str = "", today: dt.date) -> Judged[ReadingLine]:
    """Every row under the header judged. account: whose readings they are where the table has no such column.

    Refused is a row without account, month or any energy, or whose numbers cannot be read; a month that stands twice is a
    duplicate when equal, else refused.
    """
    kept: dict[tuple[str, dt.date], ReadingLine] = {}
    rejected: list[Fault] = []
    duplicates: list[Fault] = []
    doubts: list[Fault] = []
    repairs: list[Fault] = []
    data, passed, notes = sorted_rows(table, mapping, "account" if "account" in mapping.columns else "month")
    for row in data:
        one = RowReader(table, mapping, row)
        line = _read(one, account)
        if line is None:
            rejected.extend(one.faults)
            continue
        earlier = kept.setdefault((line.account, line.month), line)
        if earlier is line:
            _doubt(one, line, today)
            doubts.extend(one.doubts)
            repairs.extend(one.repairs)
            continue
        same = _same(earlier, line)
        reason = (
            said("The same month of this account stands in row {row} already.", row=table.place(earlier.row))
            if same
            else said("Row {row} has the same month of this account with other figures.", row=table.place(earlier.row))
        )
        (duplicates if same else rejected).append(Fault(row, mapping.heading("month"), tidy(one.raw("month")), reason))
    return Judged(
        len(data),
        tuple(kept.values()),
        tuple(rejected),
        tuple(duplicates),
        (*notes, *doubts),
        (*_units_told(mapping), *repairs),
        tuple(passed),
    )


def _same(one: ReadingLine, other: ReadingLine) -> bool:
    figures = ("kwh", "max_kw", "kwh_total", "highest_kw", "power_factor", "amount")
    return all(getattr(one, key) == getattr(other, key) for key in figures)


def _read(one: RowReader, account: str) -> ReadingLine | None:
    """The line of a row, or None when it lacks what identifies and makes a reading."""
    whose = one.cleaned("account", cells.account_no, needed=True) if one.mapping.gives("account") else account
    if not whose and not one.faults:
        one.fault("month", said("The table names no account; say with --account whose readings they are."))
    month = one.needed("month", lambda text: _month(with_year(one, text)), None)
    kwh = {period: figure for period in PERIODS if (figure := _figure(one, f"kwh_{period}")) is not None}
    max_kw = {period: figure for period in PERIODS if (figure := _figure(one, f"kw_{period}")) is not None}
    line_total, highest = _figure(one, "kwh_total"), _figure(one, "kw_highest")
    factor, amount = _figure(one, "power_factor"), _figure(one, "amount")
    if not kwh and line_total is None and not one.faults:
        one.fault("kwh_total", said("The row gives no energy."))
    if factor is not None and not 0 <= factor <= 100:
        reason = said("A power factor is 0 to 100 %; {percent} is none and is left out.", percent=factor)
        one.doubt("power_factor", reason)
        factor = None
    if one.faults or month is None:
        return None
    if factor is not None and factor <= 1:
        factor *= 100
    return ReadingLine(one.row, whose, month, kwh, max_kw, line_total, highest, factor, amount, one.notes())


def _figure(one: RowReader, key: str) -> Decimal | None:
    figure = one.needed(key, number_of, None) if one.raw(key) else None
    return None if figure is None else figure * unit_factor(key, one.mapping.heading(key))


def unit_factor(key: str, heading: str) -> int:
    """How many kWh, kW or NT$ one of a column's figures is, by the unit in its heading."""
    units = next((units for begin, units in UNITS.items() if key.startswith(begin)), NO_UNITS)
    shown = plain(heading).casefold()
    return next((factor for word, factor in units.items() if word in shown), 1)


def _units_told(mapping: ColumnMap) -> Iterator[Fault]:
    """The columns whose figures are taken in another unit than kWh, kW or NT$."""
    for key in mapping.columns:
        factor = unit_factor(key, mapping.heading(key))
        if factor != 1:
            reason = said("By its heading the column is in another unit: its figures were taken {factor:,} times.", factor=factor)
            yield Fault(mapping.header_row, mapping.heading(key), mapping.heading(key), reason)


def with_year(one: RowReader, text: str) -> str:
    """The month with the year of its own column before it, where the cell has the number of the month alone."""
    found = MONTH_ALONE.fullmatch(plain(text).replace(" ", ""))
    year = YEAR_ALONE.fullmatch(plain(one.raw("year")).replace(" ", ""))
    return f"{year[1]}/{found[1]}" if found and year else text


def _month(text: str) -> dt.date:
    if cells.is_nothing(text):
        raise Refused(said("The month is missing."))
    found = month_in(text)
    if found is None and PERIOD.fullmatch(plain(text).replace(" ", "")):
        raise Refused(said("“{text}” reaches over two months; write the month it is billed for, as 114/03.", text=plain(text)))
    if found is None and MONTH_ALONE.fullmatch(plain(text).replace(" ", "")):
        raise Refused(
            said("“{text}” names no year; write it as 114/03, or say the year of all rows: --map all:114=year.", text=plain(text))
        )
    if found is None:
        raise Refused(said("“{text}” names no month; write it as 114/03 or 2025-03.", text=plain(text)))
    return found


def number_of(text: str) -> Decimal | None:
    """A figure with or without its unit, None for nothing; raises `Refused` for text and for figures below zero."""
    shown = BEFORE.sub("", BEHIND.sub("", plain(text)))
    if cells.is_nothing(shown):
        return None
    if ROUNDED.fullmatch(shown):
        raise Refused(said("The spreadsheet rounded this number; format the column as a number and save the file again."))
    if not NUMBER.fullmatch(shown):
        raise Refused(said("This is not a number."))
    number = Decimal(f"{Decimal(shown.replace(',', '')):f}")
    if number < 0:
        raise Refused(said("A reading cannot be below zero."))
    return number


def _doubt(one: RowReader, line: ReadingLine, today: dt.date) -> None:
    """What makes a reading unlikely: its month, energy against hours, power factor, periods against the total."""
    if line.month > today or line.month.year < FIRST_YEAR:
        one.doubt("month", said("Is the year right? The month is {month}.", month=f"{line.month:%Y-%m}"))
    energy, demand = energy_of(line), demand_of(line)
    hours = calendar.monthrange(line.month.year, line.month.month)[1] * 24
    if energy is not None and demand is not None and energy > demand * hours:
        reason = said("{kwh:,} kWh need more than {kw:,} kW in {hours} hours.", kwh=energy, kw=demand, hours=hours)
        one.doubt(next(key for key in ("kwh_total", "kwh_peak", "kwh_off_peak", "month") if one.raw(key)), reason)
    if line.kwh and line.kwh_total is not None and sum(line.kwh.values()) != line.kwh_total:
        one.doubt("kwh_total", said("The periods add up to {sum:,} kWh.", sum=sum(line.kwh.values())))
    if line.power_factor is not None and not 50 <= line.power_factor <= 100:
        one.doubt("power_factor", said("A power factor of {percent} % is unlikely.", percent=line.power_factor))
