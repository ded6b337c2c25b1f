"""From the rows of the office's customer list to customers, or to the reason why a row is none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import TypeVar

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.core.supply import TariffOption, Voltage
from visitplanner.domain.core.taiwan_dates import parse_date
from visitplanner.domain.customers.customers import Contracts, account_printed
from visitplanner.domain.lists import cells
from visitplanner.domain.lists.cells import Cleaned
from visitplanner.domain.lists.tables import ColumnMap, Fault, Field, Judged, Table, data_rows, plain, tidy

V = TypeVar("V")

CUSTOMER_FIELDS = (
    Field("account", ("電號", "用戶電號", "用電電號", "台電電號", "account", "accountno"), ("電號",), required=True),
    Field("name", ("戶名", "用戶名稱", "用電戶名", "公司名稱", "客戶名稱", "名稱", "name"), ("戶名",), required=True),
    Field("tax_id", ("統一編號", "統編", "營利事業統一編號", "taxid"), ("統一編號", "統編")),
    Field("group", ("所屬集團", "集團", "集團名稱", "集團別", "group"), ("集團",)),
    Field("sector", ("行業別", "行業代碼", "行業", "行業分類", "產業別", "行業代號", "sector"), ("行業", "產業")),
    Field("voltage", ("供電電壓", "電壓", "電壓別", "供電電壓別", "電壓等級", "voltage"), ("電壓",), required=True),
    Field(
        "option", ("計費方式", "電價別", "計費別", "電價種類", "時間電價", "計費選項", "option"), ("計費", "電價"), required=True
    ),
    Field("half_peak_kw", ("半尖峰非夏月契約", "半尖峰契約", "半尖峰契約容量", "非夏月契約", "非夏月契約容量", "halfpeakkw")),
    Field("saturday_kw", ("週六半尖峰契約", "週六半尖峰契約容量", "周六半尖峰契約", "周六半尖峰契約容量", "saturdaykw")),
    Field("off_peak_kw", ("離峰契約", "離峰契約容量", "offpeakkw")),
    Field(
        "regular_kw",
        ("經常契約容量", "經常契約", "經常", "契約容量", "尖峰契約容量", "經常尖峰契約容量", "regularkw"),
        ("經常",),
        required=True,
    ),
    Field("address", ("用電地址", "地址", "用電處所", "address"), ("地址",)),
    Field("township", ("行政區", "鄉鎮市區", "鄉鎮區", "區別", "township"), ("行政區", "鄉鎮")),
    Field("park", ("工業區", "園區", "所屬工業區", "工業區名稱", "park"), ("工業區", "園區")),
    Field("contact", ("聯絡人", "連絡人", "窗口", "聯絡窗口", "contact"), ("聯絡人", "連絡人")),
    Field("phone", ("聯絡電話", "連絡電話", "電話", "phone"), ("電話",)),
    Field("email", ("電子郵件", "電子信箱", "信箱", "email"), ("郵件", "email")),
    Field(
        "last_visit_on",
        ("上次洽訪日期", "上次洽訪", "前次洽訪日期", "最近洽訪日期", "上次拜訪日期", "lastvisit"),
        ("洽訪", "拜訪"),
    ),
    Field("notes", ("備註", "備考", "附註", "notes"), ("備註",)),
)
CONTRACT_FIELDS = ("regular_kw", "half_peak_kw", "saturday_kw", "off_peak_kw")


@dataclass(frozen=True, slots=True)
class CustomerLine:
    """One row of the list, cleaned. row: its spreadsheet row number. Names are as written; an empty text means not given."""

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
    last_visit_on: dt.date | None = None
    notes: str = ""


def judge_customers(table: Table, mapping: ColumnMap, *, today: dt.date) -> Judged[CustomerLine]:
    """Every row under the header judged: kept, twice the same, or refused with row, column, value and reason.

    The first row of a 電號 stands. A later row equal to it is a duplicate; one that differs is refused, and the fault names
    both rows and both values.
    """
    reader = _Rows(table, mapping, today)
    for row, _ in data_rows(table, mapping):
        reader.take(row)
    return Judged(
        reader.rows,
        tuple(reader.kept.values()),
        tuple(reader.rejected),
        tuple(reader.duplicates),
        tuple(reader.warnings),
        tuple(reader.repairs),
    )


class _Rows:
    """Reads row after row and remembers which 電號 it has seen."""

    def __init__(self, table: Table, mapping: ColumnMap, today: dt.date) -> None:
        self.table = table
        self.mapping = mapping
        self.today = today
        self.rows = 0
        self.kept: dict[str, CustomerLine] = {}
        self.rejected: list[Fault] = []
        self.duplicates: list[Fault] = []
        self.warnings: list[Fault] = []
        self.repairs: list[Fault] = []

    def take(self, row: int) -> None:
        """Judge one row. Every faulty cell of it is named, not only the first."""
        if self._is_remark(row):
            self.warnings.append(self._fault(row, "", said("Only one cell of this row is filled; it was passed over.")))
            return
        self.rows += 1
        one = _Row(self, row)
        line = one.read()
        if line is None:
            self.rejected.extend(one.faults)
            return
        earlier = self.kept.get(line.account)
        if earlier is None:
            self.kept[line.account] = line
            self.warnings.extend(one.doubts)
            self.repairs.extend(one.repairs)
        else:
            self._again(earlier, line)

    def _is_remark(self, row: int) -> bool:
        filled = [cell for cell in self.table.rows[row - self.table.first_row] if tidy(cell)]
        return len(filled) == 1 and not any(sign.isdecimal() for sign in filled[0])

    def _again(self, earlier: CustomerLine, line: CustomerLine) -> None:
        key = first_difference(earlier, line)
        if key is None:
            self.duplicates.append(
                self._fault(line.row, "account", said("The same customer stands in row {row} already.", row=earlier.row))
            )
            return
        reason = said(
            "Row {row} has the same account number {account} with another value here: {first}, not {second}.",
            row=earlier.row,
            account=account_printed(line.account),
            first=self._text(earlier.row, key) or said("nothing"),
            second=self._text(line.row, key) or said("nothing"),
        )
        self.rejected.append(self._fault(line.row, key, reason))

    def _text(self, row: int, key: str) -> str:
        return tidy(self.table.cell(row, self.mapping.columns[key])) if key in self.mapping.columns else ""

    def _fault(self, row: int, key: str, reason: Message) -> Fault:
        filled = (tidy(cell) for cell in self.table.rows[row - self.table.first_row])
        value = self._text(row, key) if key else next((cell for cell in filled if cell), "")
        return Fault(row, self.mapping.heading(key), value, reason)


class _Row:
    """One row being read: its cells by field, and what was found wrong, doubtful or mended."""

    def __init__(self, rows: _Rows, row: int) -> None:
        self.rows = rows
        self.row = row
        self.faults: list[Fault] = []
        self.doubts: list[Fault] = []
        self.repairs: list[Fault] = []

    def raw(self, key: str) -> str:
        columns = self.rows.mapping.columns
        return self.rows.table.cell(self.row, columns[key]) if key in columns else ""

    def attempt(self, key: str, read: Callable[[str], V], otherwise: V) -> V:
        """The cell's value; a refusal becomes a fault of this row."""
        try:
            return read(self.raw(key))
        except Refused as refusal:
            self.faults.append(Fault(self.row, self.rows.mapping.heading(key), tidy(self.raw(key)), refusal.what))
            return otherwise

    def cleaned(self, key: str, read: Callable[[str], Cleaned]) -> str:
        found = self.attempt(key, read, Cleaned(""))
        column, value = self.rows.mapping.heading(key), tidy(self.raw(key))
        if found.doubt is not None:
            self.doubts.append(Fault(self.row, column, value, found.doubt))
        if found.repaired is not None:
            self.repairs.append(Fault(self.row, column, value, found.repaired))
        return found.value

    def read(self) -> CustomerLine | None:
        """The line, or None when a cell was refused."""
        account = self.cleaned("account", cells.account_no)
        voltage, kv = self.attempt("voltage", cells.supply, (Voltage.HIGH, ""))
        regular = self.attempt("regular_kw", lambda text: cells.capacity_kw(text, required=True), 0)
        half, saturday, off = (self.attempt(key, cells.capacity_kw, 0) for key in CONTRACT_FIELDS[1:])
        line = CustomerLine(
            row=self.row,
            account=account,
            name=self.attempt("name", _name, ""),
            voltage=voltage,
            option=self.attempt("option", cells.option, TariffOption.TWO_STAGE),
            contracts=Contracts(regular, half, saturday, off),
            supply_kv=kv,
            tax_id=self.cleaned("tax_id", cells.tax_no),
            group=cells.group_name(self.raw("group")),
            sector=self.cleaned("sector", cells.sector_code),
            address=cells.words(self.raw("address")),
            township=cells.township_of(self.raw("township"), self.raw("address")),
            park=cells.words(self.raw("park")),
            contact=cells.words(self.raw("contact")),
            phone=plain(cells.words(self.raw("phone"))),
            email=plain(cells.words(self.raw("email"))),
            last_visit_on=self.attempt("last_visit_on", _last_visit, None),
            notes=tidy(self.raw("notes")),
        )
        self._doubt_future(line)
        return None if self.faults else line

    def _doubt_future(self, line: CustomerLine) -> None:
        if line.last_visit_on is not None and line.last_visit_on > self.rows.today:
            column = self.rows.mapping.heading("last_visit_on")
            reason = said("The last visit lies in the future: {day}.", day=line.last_visit_on)
            self.doubts.append(Fault(self.row, column, tidy(self.raw("last_visit_on")), reason))


def _name(text: str) -> str:
    name = cells.words(text)
    if not name:
        raise Refused(said("The customer's name is missing."))
    return name


def _last_visit(text: str) -> dt.date | None:
    return None if cells.is_nothing(text) else parse_date(text)


def first_difference(one: CustomerLine, other: CustomerLine) -> str | None:
    """The field key in which two lines of one 電號 differ, contracts first; None when they say the same."""
    for key in CONTRACT_FIELDS:
        if getattr(one.contracts, key) != getattr(other.contracts, key):
            return key
    if (one.voltage, one.supply_kv) != (other.voltage, other.supply_kv):
        return "voltage"
    plain_fields = [item.name for item in fields(one) if item.name not in ("row", "contracts", "voltage", "supply_kv")]
    return next((key for key in plain_fields if getattr(one, key) != getattr(other, key)), None)
