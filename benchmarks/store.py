"""How long the store takes with the records of a large office: 10,000 customers on an encrypted file.

Run: `python -m benchmarks.store`. Prints one line a step, seconds.
"""

from __future__ import annotations

import datetime as dt
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from visitplanner.domain.core.supply import TariffOption, Voltage
from visitplanner.domain.customers.customers import COMPANIES, CUSTOMERS, Company, Customer
from visitplanner.services.core.outcome import Outcome
from visitplanner.services.core.reference_data import ReferenceData
from visitplanner.services.core.work import Work
from visitplanner.store.office import create_office, open_office

HOW_MANY = 10_000
PASSPHRASE = "benchmark passphrase"
T = TypeVar("T")


@dataclass(frozen=True)
class Import:
    def carry_out(self, work: Work) -> Outcome[None]:
        firm = work.shelf(COMPANIES).add(Company(name="聯華鋼鐵"))
        work.shelf(CUSTOMERS).add_all([customer(firm, number) for number in range(HOW_MANY)])
        return Outcome(None)


@dataclass(frozen=True)
class ChangeAll:
    def carry_out(self, work: Work) -> Outcome[None]:
        for site in work.shelf(CUSTOMERS).find():
            work.shelf(CUSTOMERS).change(replace(site, regular_kw=site.regular_kw + 1))
        return Outcome(None)


@dataclass(frozen=True)
class ReadAll:
    def answer(self, work: Work) -> int:
        return len(work.shelf(CUSTOMERS).find())


@dataclass(frozen=True)
class ReadOne:
    def answer(self, work: Work) -> Customer:
        return work.shelf(CUSTOMERS).find(account=f"{HOW_MANY // 2:011d}")[0]


LINES: list[str] = []
"""What was measured so far, for people."""


def customer(firm: Company, number: int) -> Customer:
    return Customer(
        account=f"{number:011d}",
        name=f"聯華鋼鐵第{number}廠",
        company_id=firm.id,
        voltage=Voltage.HIGH,
        option=TariffOption.TWO_STAGE,
        regular_kw=1000 + number,
        address="台南市新營區民治路一號",
    )


def timed(label: str, act: Callable[[], T]) -> T:
    begun = time.perf_counter()
    result = act()
    LINES.append(f"{label:<46}{time.perf_counter() - begun:8.3f} s")
    return result


def run() -> list[str]:
    LINES.clear()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        given: dict[str, Any] = {"known": ReferenceData(), "today": lambda: dt.date(2026, 3, 18)}
        office = timed("create, strong passphrase", lambda: create_office(folder, PASSPHRASE, demonstration=False, **given))
        imported = timed(f"import {HOW_MANY:,} customers", lambda: office.do(Import()))
        undone = timed("take the import back", lambda: office.do(imported.undo))  # type: ignore[arg-type]
        timed("bring it again", lambda: office.do(undone.undo))  # type: ignore[arg-type]
        timed(f"change {HOW_MANY:,} customers one by one", lambda: office.do(ChangeAll()))
        timed(f"read {HOW_MANY:,} customers", lambda: office.ask(ReadAll()))
        timed("read one by account", lambda: office.ask(ReadOne()))
        timed("verified backup", lambda: office.back_up(folder / "backups"))
        timed("check every page", office.check)
        office.close()
        timed("open, strong passphrase", lambda: open_office(folder, PASSPHRASE, **given)).close()
    return LINES
