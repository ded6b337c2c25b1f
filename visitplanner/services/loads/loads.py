"""Loads: one customer's year in quarters of an hour, taken from a file, kept, and handed to charts and bills."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from uuid import UUID

import numpy as np

from visitplanner.domain.core.errors import Refused, Unknown
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.core.texts import name_key
from visitplanner.domain.customers.customers import CUSTOMERS, Customer, account_printed
from visitplanner.domain.loads.loads import LOADS, LoadRecord
from visitplanner.domain.loads.plausibility import doubts_of
from visitplanner.domain.tariffs.books.load import SLOTS_PER_DAY, Load
from visitplanner.services.core.outcome import Outcome
from visitplanner.services.core.work import Work

MISSING = -1
"""How a quarter of an hour without a reading is kept in `LoadRecord.wh`."""
BEYOND_BELIEF = 100
"""A highest demand of so many times all contracts is one of another unit."""


class Stamp(StrEnum):
    """Which end of its interval a row's time names."""

    START = "start"
    END = "end"


class DayOrder(StrEnum):
    """How a date with the year behind is written: 31/12/2018 or 12/31/2018."""

    DAY_FIRST = "dmy"
    MONTH_FIRST = "mdy"


class Unit(StrEnum):
    """What a row's number is: the mean power of its interval, or the energy used in it."""

    W = "w"
    KW = "kw"
    MW = "mw"
    WH = "wh"
    KWH = "kwh"
    MWH = "mwh"


class DecimalMark(StrEnum):
    POINT = "point"
    COMMA = "comma"


@dataclass(frozen=True, slots=True)
class ReadingChoices:
    """What the person says about a load file where the file cannot tell; None = let the file tell.

    account: of several accounts in one file the one to take, eleven digits. column: heading or letter of the column that
    holds the values.
    """

    stamp: Stamp | None = None
    dates: DayOrder | None = None
    unit: Unit | None = None
    decimal: DecimalMark | None = None
    account: str | None = None
    column: str | None = None


@dataclass(frozen=True, slots=True)
class LoadFindings:
    """What the reader met and mended, counted.

    rows: readings in the file. interval_minutes: 15, 30 or 60. gathered: minutes of a finer file (1, 3, 5) that was gathered
    into quarters of an hour; 0 otherwise. blank: rows without a number. errors: those of them in which a spreadsheet shows
    an error. doubled: rows dropped because their stamp came before with the same value. conflicting: the same with another
    value (the first is kept). clock_shifted: rows moved back one hour because the recorder kept summer time. passed: sums,
    notes and signatures left out. snapped: minutes by which all times stood off the quarters of an hour. register: whether
    the file holds a meter's running register, of which the differences were taken.
    """

    rows: int
    interval_minutes: int = 15
    blank: int = 0
    doubled: int = 0
    conflicting: int = 0
    clock_shifted: int = 0
    errors: int = 0
    passed: int = 0
    snapped: int = 0
    gathered: int = 0
    register: bool = False

    @property
    def repaired(self) -> int:
        """Rows that were not taken as they stood."""
        return self.doubled + self.conflicting + self.clock_shifted


@dataclass(frozen=True, slots=True, eq=False)
class LoadFile:
    """A load as a file tells it. account: eleven digits, or None when the file names none.

    unit: of the file's numbers. taken, left: the headings of the columns its values come from, and of those nothing was
    taken from.
    """

    account: str | None
    load: Load
    stamp: Stamp
    source_name: str
    findings: LoadFindings
    warnings: tuple[Message, ...] = ()
    unit: Unit = Unit.KW
    taken: tuple[str, ...] = ()
    left: tuple[str, ...] = ()

    @property
    def intervals(self) -> int:
        """Quarters of an hour that have a reading."""
        return self.load.wh.size - self.load.missing_count

    @property
    def max_kw(self) -> float:
        return float(self.load.kw.max())

    @property
    def kwh(self) -> float:
        return int(self.load.wh.sum()) / 1000


@dataclass(frozen=True, slots=True, eq=False)
class ImportedLoad:
    """What an import of a load did; `said_account` is the file's own account when another one was chosen for it."""

    customer: Customer
    record: LoadRecord
    file: LoadFile
    said_account: str | None = None
    notes: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class ImportLoad:
    """Keep a load for a customer: the one the file names, or the one whose `account` the person gives.

    confirmed: the name of the customer whose it is though the file names an account that nobody here has. Days that are
    already kept are overwritten where the file has a reading; days that touch become one record.
    """

    BACKED_UP_FIRST = 30
    file: LoadFile
    account: str | None = None
    confirmed: str = ""

    def carry_out(self, work: Work) -> Outcome[ImportedLoad]:
        customer = _owner(work, self.file.account, account_digits(self.account) if self.account else None, self.confirmed)
        _refuse_beyond_belief(self.file, customer, self.confirmed)
        fresh = record_of(customer.id, self.file)
        neighbours = [kept for kept in work.shelf(LOADS).find(customer_id=customer.id) if _touch(kept, fresh)]
        kept = _keep(work, fresh, sorted(neighbours, key=lambda record: record.first_on))
        other = self.file.account if self.file.account not in (None, customer.account) else None
        imported = ImportedLoad(customer, kept, self.file, other, _notes(self.file, other, customer, work.today))
        work.note(file=self.file.source_name, account=customer.account, file_account=self.file.account)
        done = said("The load of {account} was kept.", account=account_printed(customer.account))
        return Outcome(imported, done)


@dataclass(frozen=True, slots=True, eq=False)
class ImportLoads:
    """Keep the loads of one file, each for the account it names; all or none."""

    BACKED_UP_FIRST = 30
    files: tuple[LoadFile, ...]

    def carry_out(self, work: Work) -> Outcome[tuple[ImportedLoad, ...]]:
        kept = tuple(ImportLoad(file).carry_out(work).value for file in self.files)
        done = said("The loads of {count} accounts were kept.", count=len(kept))
        return Outcome(kept, done)


@dataclass(frozen=True, slots=True, eq=False)
class CheckLoad:
    """Whose load a file is and what is to be said of it, before anything is kept; raises as `ImportLoad` does."""

    file: LoadFile
    account: str | None = None
    confirmed: str = ""

    def answer(self, work: Work) -> ImportedLoad:
        customer = _owner(work, self.file.account, account_digits(self.account) if self.account else None, self.confirmed)
        other = self.file.account if self.file.account not in (None, customer.account) else None
        return ImportedLoad(
            customer, record_of(customer.id, self.file), self.file, other, _notes(self.file, other, customer, work.today)
        )


@dataclass(frozen=True, slots=True, eq=False)
class KeptLoad:
    """The newest load of a customer and where it came from."""

    load: Load
    source_name: str
    findings: dict[str, object] = field(default_factory=dict[str, object])


@dataclass(frozen=True, slots=True)
class LoadOf:
    """The newest kept load of a customer, or None."""

    customer_id: UUID

    def answer(self, work: Work) -> KeptLoad | None:
        records = work.shelf(LOADS).find(customer_id=self.customer_id)
        if not records:
            return None
        newest = max(records, key=lambda record: record.last_on)
        return KeptLoad(load_of(newest), newest.source_name, newest.findings)


@dataclass(frozen=True, slots=True)
class MeasuredCustomers:
    """The customers of whom a load is kept, the largest regular contract first."""

    def answer(self, work: Work) -> list[Customer]:
        return _largest_first(work.shelf(CUSTOMERS).find(id=work.shelf(LOADS).values("customer_id")))


@dataclass(frozen=True)
class UnmeasuredCustomers:
    """The customers of whom no load is kept, the largest regular contract first."""

    def answer(self, work: Work) -> list[Customer]:
        measured = work.shelf(LOADS).values("customer_id")
        return _largest_first(customer for customer in work.shelf(CUSTOMERS).find() if customer.id not in measured)


def _largest_first(customers: Iterable[Customer]) -> list[Customer]:
    return sorted(customers, key=lambda customer: (-customer.regular_kw, customer.account))


def account_digits(text: str) -> str:
    """The eleven digits of a 電號 however it is written (hyphens, full-width digits); Refused when there are not eleven."""
    plain = unicodedata.normalize("NFKC", text)
    digits = "".join(sign for sign in plain if sign.isdecimal())
    if len(digits) != 11 or any(not (sign.isdecimal() or sign in "- –－") for sign in plain):
        raise Refused(said("“{text}” is no account number: it has eleven digits.", text=text), field="account")
    return digits


def record_of(customer_id: UUID, file: LoadFile) -> LoadRecord:
    """The load as it is kept."""
    load = file.load
    lagging = b"" if load.varh_lagging is None else load.varh_lagging.astype("<i8").tobytes()
    return LoadRecord(
        customer_id=customer_id,
        first_on=load.first_day,
        last_on=load.last_day,
        wh=np.where(load.missing, MISSING, load.wh).astype("<i8").tobytes(),
        varh_lagging=lagging,
        source_name=file.source_name,
        findings={**asdict(file.findings), "stamp": str(file.stamp), "account": file.account},
    )


def load_of(record: LoadRecord) -> Load:
    """The kept load as the tariff engine takes it."""
    kept = np.frombuffer(record.wh, dtype="<i8").astype(np.int64)
    missing = kept == MISSING
    lagging = np.frombuffer(record.varh_lagging, dtype="<i8").astype(np.int64) if record.varh_lagging else None
    minutes = int(record.findings.get("interval_minutes", 15))
    return Load(record.first_on, np.where(missing, 0, kept), missing, minutes, lagging)


def _owner(work: Work, in_file: str | None, given: str | None, confirmed: str) -> Customer:
    """Whose load it is. Refused with both numbers when the file's customer is unknown or is another one than the given.

    An account that nobody here has may be an older number of the customer: then the person confirms by the customer's name.
    """
    if given is None:
        if in_file is None:
            raise Refused(said("The file names no account."), mend=said("Say with --account whose load it is."), field="account")
        return _customer(work, in_file, said("Say with --account to which customer it belongs."))
    customer = _customer(work, given, said("Check the number, or import the customer first."), in_file)
    if in_file is not None and in_file != given and work.shelf(CUSTOMERS).find(account=in_file):
        raise Refused(
            said(
                "The file is the load of {file}, a customer of this office; it was to be kept for {given}.",
                file=account_printed(in_file),
                given=account_printed(given),
            ),
            mend=said("Import it without --account, or choose the file of the other customer."),
            field="account",
        )
    if in_file is not None and in_file != given and name_key(confirmed) != name_key(customer.name):
        raise Refused(
            said(
                "The file names the account {file}, which nobody here has; it was to be kept for {given}.",
                file=account_printed(in_file),
                given=account_printed(given),
            ),
            mend=said(
                "If it is the load of that customer all the same, confirm by its name: --confirm “{name}”.", name=customer.name
            ),
            field="account",
        )
    return customer


def _refuse_beyond_belief(file: LoadFile, customer: Customer, confirmed: str) -> None:
    """Refused when the highest demand is a hundred times all contracts, unless the person confirms by the customer's name."""
    contracts = customer.contracts.sum_kw
    if not contracts or file.max_kw <= BEYOND_BELIEF * contracts or name_key(confirmed) == name_key(customer.name):
        return
    raise Refused(
        said(
            "The highest demand is {kw:,.0f} kW, more than a hundred times the contracts of {contract:,} kW; nothing was kept.",
            kw=file.max_kw,
            contract=contracts,
        ),
        mend=said(
            "Say with --unit what the values are; if they are right all the same, confirm by the name: --confirm “{name}”.",
            name=customer.name,
        ),
        field="unit",
    )


def _customer(work: Work, account: str, mend: Message, in_file: str | None = None) -> Customer:
    found = work.shelf(CUSTOMERS).find(account=account)
    if found:
        return found[0]
    if in_file is not None and in_file != account:
        what = said(
            "No customer has the account {account}; the file names {file}.",
            account=account_printed(account),
            file=account_printed(in_file),
        )
    else:
        what = said("No customer has the account {account}.", account=account_printed(account))
    raise Unknown(what, mend=mend, field="account")


def _notes(file: LoadFile, other: str | None, customer: Customer, today: dt.date) -> tuple[Message, ...]:
    told = (*doubts_of(file.load, customer.contracts, today), *file.warnings)
    if other is None:
        return told
    both = said(
        "The file names the account {file}; as you said, it is kept for {given}.",
        file=account_printed(other),
        given=account_printed(customer.account),
    )
    return (both, *told)


def _touch(kept: LoadRecord, fresh: LoadRecord) -> bool:
    day = dt.timedelta(days=1)
    return kept.first_on <= fresh.last_on + day and fresh.first_on <= kept.last_on + day


def _keep(work: Work, fresh: LoadRecord, neighbours: list[LoadRecord]) -> LoadRecord:
    if not neighbours:
        return work.shelf(LOADS).add(fresh)
    for extra in neighbours[1:]:
        work.shelf(LOADS).remove(extra)
    joined = _joined([*neighbours, fresh])
    return work.shelf(LOADS).change(replace(joined, id=neighbours[0].id, version=neighbours[0].version))


def _joined(records: list[LoadRecord]) -> LoadRecord:
    """One record over all days; a later record of the list wins wherever it has a reading."""
    first = min(record.first_on for record in records)
    last = max(record.last_on for record in records)
    slots = ((last - first).days + 1) * SLOTS_PER_DAY
    wh = np.full(slots, MISSING, dtype=np.int64)
    varh = np.zeros(slots, dtype=np.int64)
    for record in records:
        start = (record.first_on - first).days * SLOTS_PER_DAY
        values = np.frombuffer(record.wh, dtype="<i8")
        here = slice(start, start + values.size)
        present = values != MISSING
        wh[here] = np.where(present, values, wh[here])
        if record.varh_lagging:
            varh[here] = np.where(present, np.frombuffer(record.varh_lagging, dtype="<i8"), varh[here])
    metered = all(record.varh_lagging for record in records)
    coarsest = max(int(record.findings.get("interval_minutes", 15)) for record in records)
    return replace(
        records[-1],
        first_on=first,
        last_on=last,
        wh=wh.astype("<i8").tobytes(),
        varh_lagging=varh.astype("<i8").tobytes() if metered else b"",
        findings={**records[-1].findings, "interval_minutes": coarsest},
    )
