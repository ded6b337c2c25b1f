"""Advice for a whole office: 500 customers, all options, best contracts with proof.

Aims: at most 10 s on 2 cores, at most 300 MiB, time linear in customers. The loads are invented and differ from customer to
customer in size, shape and noise; each is made when its turn comes, as a store would read it, and its making is not counted.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

import numpy as np

from visitplanner.domain.core.supply import TariffOption, Voltage
from visitplanner.domain.customers.customers import Customer
from visitplanner.domain.tariffs.books.load import Load
from visitplanner.reference.tariff_books import tariff_library
from visitplanner.services.loads.loads import KeptLoad, LoadOf
from visitplanner.services.office.demonstration_load import invented_load
from visitplanner.services.tariffs.portfolio import AllCustomers, GainRow, Portfolio, portfolio_gains
from visitplanner.services.tariffs.reading_advice import ReadingsOf

TODAY = date(2026, 3, 16)
CUSTOMERS = 500
SHAPES = 20
SECTORS = ("261", "112", "089", "")


class InventedOffice:
    """Answers the questions the portfolio asks; the loads are made beforehand from a few shapes and noise."""

    def __init__(self, count: int) -> None:
        self.customers = tuple(invented_customer(number) for number in range(count))
        self.numbers = {customer.id: number for number, customer in enumerate(self.customers)}
        self.shapes = [invented_load(date(2025, 1, 1), 365, 1000, seed) for seed in range(SHAPES)]
        self.making = 0.0

    def ask(self, query: object) -> Any:
        if isinstance(query, AllCustomers):
            return self.customers
        if isinstance(query, ReadingsOf):
            return {}
        assert isinstance(query, LoadOf)
        begun = time.perf_counter()
        load = self.load(self.numbers[query.customer_id])
        self.making += time.perf_counter() - begun
        return KeptLoad(load, "invented")

    def load(self, number: int) -> Load:
        """The same number gives the same load, whatever came before."""
        shape = self.shapes[number % SHAPES]
        noise = np.random.default_rng(number).integers(0, 40_000, shape.wh.size)
        return replace(shape, wh=(shape.wh + noise) * kw_of(number) // 1000)


def kw_of(number: int) -> int:
    return 300 + number * 7


def invented_customer(number: int) -> Customer:
    return Customer(
        account=f"{number:011d}",
        name=f"虛構用戶 {number}",
        company_id=uuid4(),
        voltage=Voltage.HIGH if number % 5 else Voltage.EXTRA_HIGH,
        option=TariffOption.TWO_STAGE if number % 3 else TariffOption.THREE_STAGE_FIXED,
        regular_kw=kw_of(number),
        sector=SECTORS[number % len(SECTORS)],
    )


def run() -> Iterator[str]:
    """Times and memory, one sentence each."""
    small, _ = measured(CUSTOMERS // 5, processes=1)
    one, gains = measured(CUSTOMERS, processes=1)
    two, same = measured(CUSTOMERS, processes=2)
    if [row.saving_ntd for row in gains.rows] != [row.saving_ntd for row in same.rows]:
        raise AssertionError("two processes must find what one finds")
    proven = sum(row.saving_ntd is not None for row in gains.rows)
    yield f"{proven} of {CUSTOMERS} customers x all options x best contracts, one process: {one:.1f} s"
    yield f"the same over two processes: {two:.1f} s (aim: at most 10 s on 2 cores)"
    yield f"{CUSTOMERS} customers take {one / small:.1f} x the time of {CUSTOMERS // 5} (linear: 5)"
    yield f"most memory of the program {memory_mib():.0f} MiB (aim: at most 300 MiB)"


def measured(count: int, processes: int) -> tuple[float, Portfolio[GainRow]]:
    """Seconds without the making of the loads (which one process does in turn, and two while the other computes)."""
    office, library = InventedOffice(count), tariff_library()
    begun = time.perf_counter()
    gains = portfolio_gains(office, library, TODAY, processes=processes)  # type: ignore[arg-type]
    seconds = time.perf_counter() - begun
    return (seconds - office.making if processes == 1 else seconds), gains


def memory_mib() -> float:
    """The greatest resident memory so far of this process and the greatest of its children; 0 where it cannot be asked."""
    if sys.platform == "win32":
        return 0.0
    import resource

    unit: Callable[[int], float] = (lambda size: size / 2**20) if sys.platform == "darwin" else (lambda size: size / 1024)
    own, children = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return unit(own) + 2 * unit(children)
