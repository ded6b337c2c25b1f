"""From the rows of the office's customer list to customers, or to the reason why a row is none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from functools import partial

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.core.supply import TariffOption, Voltage
from visitplanner.domain.core.texts import name_key, plain, tidy
from visitplanner.domain.customers.contract_units import KW, unit_in, unit_said
from visitplanner.domain.customers.customers import Contracts, account_printed
from visitplanner.domain.lists import cells
from visitplanner.domain.lists.columns.sections import townships_of
from visitplanner.domain.lists.columns.vocabulary import CUSTOMER_FIELDS
from visitplanner.domain.lists.reading import RowReader
from visitplanner.domain.lists.rows import sorted_rows
from visitplanner.domain.lists.tables import ColumnMap, Fault, Judged, Table

__all__ = ("CONTRACT_FIELDS", "CUSTOMER_FIELDS", "CustomerLine", "first_difference", "judge_customers")

CONTRACT_FIELDS = ("regular_kw", "half_peak_kw", "saturday_kw", "off_peak_kw")

LEAST_KW = 100
"""The tariff of high and extra-high voltage is for 100 kW and more (電價表 ch. 5 art. 1). Below it is a doubt, no refusal."""
MOST_AT_HIGH_VOLTAGE_KW = 50_000
"""At 22.8 kV some 1,270 A (50,000 / (√3 × 22.8)): more than one line usually carries. A doubt, no rule of the tariff."""


@dataclass(frozen=True, slots=True)
class CustomerLine:
    """One row of the list, cleaned. row: its spreadsheet row number. Names are as written; an empty text means not given.

    company: the company's name where the list has the plant in a column of its own; name is then both. specialist: whom the row
    names as the member of staff in charge.
    """

    row: int
    account: str
    name: str
    voltage: Voltage
    option: TariffOption
    contracts: Contracts
    supply_kv: str = ""
    tax_id: str = ""
    group: str = ""
    sector: str = ""
    address: str = ""
    township: str = ""
    park: str = ""
    contact: str = ""
    phone: str = ""
    email: str = ""
    contact_2: str = ""
    phone_2: str = ""
    email_2: str = ""
    last_visit_on: dt.date | None = None
    notes: str = ""
    company: str = ""
    specialist: str = ""

    @property
    def people(self) -> tuple[tuple[str, str, str], ...]:
        """(name, telephone, mail) of each contact of whom anything is given; a number may stand without a name."""
        both = ((self.contact, self.phone, self.email), (self.contact_2, self.phone_2, self.email_2))
        return tuple(person for person in both if any(person))


def judge_customers(table: Table, mapping: ColumnMap, *, today: dt.date) -> Judged[CustomerLine]:
    """Every row under the header judged: kept, twice the same, or refused with row, column, value and reason.

    The first row of a 電號 stands. A later row equal to it is a duplicate; one that differs is refused, and the fault names
    both rows and both values.
    """
    data, passed, notes = sorted_rows(table, mapping, "account")
    townships: dict[int, str] = {}
    if not mapping.gives("township"):
        townships, told = townships_of(table, data, passed)
        heads = {before.row: after for before, after in zip(passed, told, strict=True)}
        passed, notes = list(told), [heads.get(fault.row, fault) for fault in notes]
    reader = _Rows(table, mapping, today, townships)
    for row in data:
        reader.take(row)
    return Judged(
        len(data),
        tuple(reader.kept.values()),
        tuple(reader.rejected),
        tuple(reader.duplicates),
        (*notes, *reader.warnings),
        tuple(reader.repairs),
        tuple(passed),
    )


class _Rows:
    """Reads row after row and remembers which 電號 it has seen."""

    def __init__(self, table: Table, mapping: ColumnMap, today: dt.date, townships: Mapping[int, str]) -> None:
        self.table = table
        self.townships = townships
        self.mapping = mapping
        self.today = today
        self.unit = unit_said([cell for row in table.rows for cell in row if "單位" in cell or "unit" in cell.casefold()])
        self.kept: dict[str, CustomerLine] = {}
        self.rejected: list[Fault] = []
        self.duplicates: list[Fault] = []
        self.warnings: list[Fault] = []
        self.repairs: list[Fault] = []

    def take(self, row: int) -> None:
        """Judge one row. Every faulty cell of it is named, not only the first."""
        one = RowReader(self.table, self.mapping, row)
        line = _read(one, self.today, self.unit or KW)
        if not line.township and row in self.townships:
            line = replace(line, township=self.townships[row])
        if one.faults:
            self.rejected.extend(one.faults)
            return
        earlier = self.kept.get(line.account)
        if earlier is None:
            self.kept[line.account] = line
            self.warnings.extend(one.doubts)
            self.repairs.extend(one.repairs)
        else:
            self._again(earlier, line)

    def _again(self, earlier: CustomerLine, line: CustomerLine) -> None:
        key = first_difference(earlier, line)
        if key is None:
            self.duplicates.append(
                self._fault(
                    line.row, "account", said("The same customer stands in row {row} already.", row=self.table.place(earlier.row))
                )
            )
            return
        reason = said(
            "Row {row} has the same account number {account} with another value here: {first}, not {second}.",
            row=self.table.place(earlier.row),
            account=account_printed(line.account),
            first=self._text(earlier.row, key) or said("nothing"),
            second=self._text(line.row, key) or said("nothing"),
        )
        self.rejected.append(self._fault(line.row, key, reason))

    def _text(self, row: int, key: str) -> str:
        return tidy(self.table.cell(row, self.mapping.columns[key])) if key in self.mapping.columns else ""

    def _fault(self, row: int, key: str, reason: Message) -> Fault:
        return Fault(row, self.mapping.heading(key), self._text(row, key), reason)


def _read(one: RowReader, today: dt.date, unit: Decimal) -> CustomerLine:
    """The line of a row; worth nothing when `one.faults` is not empty afterwards."""
    voltage, kv = one.needed("voltage", cells.supply, (Voltage.HIGH, ""))
    line = CustomerLine(
        row=one.row,
        account=one.cleaned("account", cells.account_no, needed=True),
        name=_with_plant(one.needed("name", _name, ""), cells.words(one.shown("plant"))),
        voltage=voltage,
        option=one.needed("option", cells.option, TariffOption.TWO_STAGE),
        contracts=_contracts(one, unit),
        supply_kv=kv,
        tax_id=one.cleaned("tax_id", cells.tax_no),
        group=cells.group_name(one.shown("group")),
        sector=one.cleaned("sector", cells.sector_code),
        address=cells.words(one.shown("address")),
        township=cells.township_of(one.shown("township"), one.shown("address")),
        park=cells.words(one.shown("park")),
        contact=cells.words(one.shown("contact")),
        phone=_telephones(one.shown("phone"), one.shown("mobile")),
        email=plain(cells.words(one.shown("email"))),
        contact_2=cells.words(one.shown("contact_2")),
        phone_2=plain(cells.words(one.shown("phone_2"))),
        email_2=plain(cells.words(one.shown("email_2"))),
        last_visit_on=one.day("last_visit_on"),
        notes=one.notes(),
        company=cells.words(one.raw("name")) if cells.words(one.raw("plant")) else "",
        specialist=cells.words(one.shown("specialist")),
    )
    if line.last_visit_on is not None and line.last_visit_on > today:
        one.doubt("last_visit_on", said("The last visit lies in the future: {day}.", day=line.last_visit_on))
    _doubt_size(one, line)
    return line


def _doubt_size(one: RowReader, line: CustomerLine) -> None:
    """Doubt a contract that hardly goes with its voltage: a unit or a figure is easily slipped."""
    kw = line.contracts.regular_kw
    if not one.faults and line.voltage is Voltage.HIGH and kw > MOST_AT_HIGH_VOLTAGE_KW:
        one.doubt("regular_kw", said("{kw:,} kW at high voltage is more than one line carries; is the unit right?", kw=kw))
    if not one.faults and kw < LEAST_KW:
        one.doubt(
            "regular_kw", said("{kw:,} kW is less than the {least} kW of high voltage; is the unit right?", kw=kw, least=LEAST_KW)
        )


def _contracts(one: RowReader, unit: Decimal) -> Contracts:
    """The four contracts: a column each, or several in the regular contract's cell (`經常1500/離峰300`).

    unit: kW in one of the list's unit; the heading's and the cell's own go before it.
    """
    inside = one.needed("regular_kw", lambda text: _regular(text, _unit(one, "regular_kw", unit)), {"regular_kw": 0})
    found = dict(inside)
    for key in CONTRACT_FIELDS[1:]:
        kw = one.needed(key, partial(_further, one, key, unit), 0)
        if kw and key in inside and kw != inside[key]:
            one.fault(key, said("The cell of the regular contract says another figure for this period."))
        found[key] = kw or inside.get(key, 0)
    for key in CONTRACT_FIELDS:
        _tell_unit(one, key, unit, found[key])
    return Contracts(**found)


def _unit(one: RowReader, key: str, unit: Decimal) -> Decimal:
    return unit_in(one.mapping.heading(key)) or unit


def _further(one: RowReader, key: str, unit: Decimal, text: str) -> int:
    return cells.capacity_kw(text, unit=_unit(one, key, unit))


def _tell_unit(one: RowReader, key: str, unit: Decimal, kw: int) -> None:
    """Say of each cell that was not in kW what it was read as."""
    if one.faults or not kw or cells.is_nothing(one.raw(key)):
        return
    if (unit_in(one.raw(key)) or _unit(one, key, unit)) != KW:
        one.repair(key, said("Read as {kw:,} kW.", kw=kw))


def _regular(text: str, unit: Decimal) -> dict[str, int]:
    """The contracts of the regular contract's cell, by field key; most have that one alone."""
    several = cells.contracts_in(text) if text[:1] and not text[:1].isdecimal() else None
    if several is None:
        return {"regular_kw": cells.capacity_kw(text, required=True, unit=unit)}
    if unit != KW and unit_in(text) is None:
        several = {key: cells.capacity_kw(str(kw), unit=unit) for key, kw in several.items()}
    if not several.get("regular_kw"):
        raise Refused(said("The contracted capacity is missing."))
    return several


def _telephones(*texts: str) -> str:
    return "、".join(dict.fromkeys(number for text in texts if (number := plain(cells.words(text)))))


def _name(text: str) -> str:
    name = cells.words(text)
    if not name:
        raise Refused(said("The customer's name is missing."))
    return name


def _with_plant(company: str, plant: str) -> str:
    """A customer's name: the company and, where it has a column of its own, the plant."""
    return company if not plant or name_key(company).endswith(name_key(plant)) else f"{company} {plant}"


def first_difference(one: CustomerLine, other: CustomerLine) -> str | None:
    """The field key in which two lines of one 電號 differ, contracts first; None when they say the same."""
    for key in CONTRACT_FIELDS:
        if getattr(one.contracts, key) != getattr(other.contracts, key):
            return key
    if (one.voltage, one.supply_kv) != (other.voltage, other.supply_kv):
        return "voltage"
    plain_fields = [item.name for item in fields(one) if item.name not in ("row", "contracts", "voltage", "supply_kv")]
    return next((key for key in plain_fields if getattr(one, key) != getattr(other, key)), None)
