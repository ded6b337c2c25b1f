"""What each customer surely saves, weighed one after another and remembered by the open office.

What was found holds as long as the customer, its loads and readings, the prices and the office's threshold are what they were
(its mark); nothing of it is kept, and only what changed is weighed anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

import numpy as np

from visitplanner.domain.core.errors import Refused, Unknown
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.core.supply import TariffOption
from visitplanner.domain.customers.customers import CUSTOMERS, Contracts, Customer
from visitplanner.domain.loads.loads import LOADS
from visitplanner.domain.loads.monthly_readings import MONTHLY_READINGS, MonthlyReading
from visitplanner.domain.tariffs.advice.advice import advise
from visitplanner.domain.tariffs.advice.sureness import surenesses
from visitplanner.domain.tariffs.bills.accounts import class_of_sector
from visitplanner.domain.tariffs.bills.library import Library
from visitplanner.domain.tariffs.books.load import SLOTS_PER_DAY, WH_PER_KW, Load
from visitplanner.domain.tariffs.findings.verdict import Threshold, headline, recommended
from visitplanner.services.advice.advice_settings import threshold_of
from visitplanner.services.advice.reading_block import readings_block
from visitplanner.services.core.ports import Office, Stop
from visitplanner.services.core.work import Work
from visitplanner.services.tariffs.advice import asked_of_customer, comparison_of, present_of
from visitplanner.services.tariffs.portfolio import CustomerProgress, each_load, gain_of_readings
from visitplanner.services.tariffs.reading_advice import ReadingsOf

CURVE_HOURS = 24
HEARD = 25
"""So many customers are remembered at once while the others are still weighed."""


@dataclass(frozen=True, slots=True)
class Weighing:
    """What was found for one customer. saving_ntd a year and least_ntd of it whatever is open: of what is recommended; None
    where nothing is. told: the answer in one sentence. year_ntd: the bills of the present contracts. curve_kw: the mean of each
    hour of the weekdays, 24 values, empty without a load. from_readings: no load, monthly readings alone."""

    told: Message
    saving_ntd: Decimal | None = None
    least_ntd: Decimal | None = None
    option: TariffOption | None = None
    contracts: Contracts | None = None
    year_ntd: Decimal | None = None
    curve_kw: tuple[float, ...] = ()
    from_readings: bool = False


Mark = tuple[Any, ...]
Remembered = dict[UUID, tuple[Mark, Weighing]]


@dataclass(frozen=True, slots=True)
class Weighings:
    """found: what holds now, by customer; waiting: customers with a load or readings that are still to be weighed, with their
    marks; without: how many have neither."""

    found: Mapping[UUID, Weighing]
    waiting: tuple[tuple[Customer, Mark], ...]
    without: int


@dataclass(frozen=True)
class WeighingsNow:
    """What was weighed and still holds, and what is to be weighed anew."""

    def answer(self, work: Work) -> Weighings:
        remembered: Remembered = work.memory.get(Remember.__qualname__, {})
        customers = {customer.id: customer for customer in work.shelf(CUSTOMERS).find()}
        measured = work.shelf(LOADS).values("customer_id") | work.shelf(MONTHLY_READINGS).values("customer_id")
        threshold, found, waiting = threshold_of(work), dict[UUID, Weighing](), list[tuple[Customer, Mark]]()
        for ident, customer in customers.items():
            if ident in measured:
                mark = _mark(work, customer, threshold)
                before = remembered.get(ident)
                if before is not None and before[0] == mark:
                    found[ident] = before[1]
                else:
                    waiting.append((customer, mark))
        return Weighings(found, tuple(waiting), len(customers.keys() - measured))


def _mark(work: Work, customer: Customer, threshold: Threshold) -> Mark:
    """What a customer's figures rest on: itself, every load and reading with its version, the prices, the threshold."""
    loads, readings = work.shelf(LOADS), work.shelf(MONTHLY_READINGS)
    versions = tuple(
        frozenset(values(field, customer_id=customer.id))
        for values in (loads.values, readings.values)
        for field in ("id", "version")
    )
    book = work.known.tariffs().books.on(work.today, class_of_sector(customer.sector))
    return customer.version, versions, book.first, threshold


@dataclass(frozen=True)
class WeighingOf:
    """What was weighed for one customer and still holds; None while it was not."""

    customer_id: UUID

    def answer(self, work: Work) -> Weighing | None:
        remembered: Remembered = work.memory.get(Remember.__qualname__, {})
        before = remembered.get(self.customer_id)
        if before is None or before[0] != _mark(work, work.shelf(CUSTOMERS).get(self.customer_id), threshold_of(work)):
            return None
        return before[1]


@dataclass(frozen=True)
class Remember:
    """Let the open office remember what was found, until it no longer holds."""

    found: Mapping[UUID, tuple[Mark, Weighing]]

    def answer(self, work: Work) -> None:
        work.memory[Remember.__qualname__] = {**work.memory.get(Remember.__qualname__, {}), **self.found}


def weigh_all(
    office: Office,
    library: Library,
    today: date,
    threshold: Threshold,
    progress: CustomerProgress | None = None,
    stop: Stop | None = None,
    processes: int = 2,
) -> int:
    """Weigh whoever waits and remember it; how many that were. Raises `Stopped` when `stop()` says so: what was found stays."""
    waiting = office.ask(WeighingsNow()).waiting
    marks = {customer.id: mark for customer, mark in waiting}
    fresh = dict[UUID, tuple[Mark, Weighing]]()
    try:
        for customer, found in _weighed(office, library, waiting, partial(weigh, today=today, threshold=threshold),
                                        progress, stop, processes):  # fmt: skip
            fresh[customer.id] = (marks[customer.id], found)
            if len(fresh) >= HEARD:
                office.ask(Remember(fresh))
                fresh = {}
    finally:
        if fresh:
            office.ask(Remember(fresh))
    return len(waiting)


def _weighed(
    office: Office,
    library: Library,
    waiting: Sequence[tuple[Customer, Mark]],
    job: partial[Weighing],
    progress: CustomerProgress | None,
    stop: Stop | None,
    processes: int,
) -> Iterator[tuple[Customer, Weighing]]:
    customers = [customer for customer, _ in waiting]
    readings = office.ask(ReadingsOf()) if customers else {}
    for customer, found in each_load(office, library, customers, job, progress, stop, processes):
        if found is not None:
            yield customer, found
        elif customer.id in readings:
            yield customer, weigh_readings(library, customer, readings[customer.id], **job.keywords)


def weigh(library: Library, customer: Customer, load: Load, today: date, threshold: Threshold) -> Weighing:
    """One customer by its load, as `advise` and the sheet tell it; one that cannot be weighed comes back with the reason."""
    curve = curve_of(load)
    try:
        asked = asked_of_customer(library, customer, load, today)
        comparison = comparison_of(library, asked)
        if not comparison.is_year:
            count = len(comparison.terms.months)
            return Weighing(
                said("The load has only {count} whole months; a year is compared over twelve.", count=count), curve_kw=curve
            )
        advice = advise(comparison, present_of(asked), asked.premises, today)
    except (Refused, Unknown) as refusal:
        return Weighing(refusal.what, curve_kw=curve)
    sure = surenesses(advice)
    best = recommended(advice, sure, threshold)
    return Weighing(
        told=headline(advice, sure, best, threshold),
        saving_ntd=best.saving_ntd if best else None,
        least_ntd=sure[best.option].low_ntd if best else None,
        option=best.option if best else None,
        contracts=Contracts(*best.contracts) if best else None,
        year_ntd=advice.present_bill.total if advice.present_bill else None,
        curve_kw=curve,
    )


def weigh_readings(
    library: Library, customer: Customer, readings: Sequence[MonthlyReading], today: date, threshold: Threshold
) -> Weighing:
    """One customer by its monthly readings alone."""
    gain = gain_of_readings(library, customer, readings, today)
    block = readings_block(library, customer, readings, today, threshold)
    best = next((row for row in block.rows if row.recommended), None) if block is not None else None
    told = gain.why or gain.basis or said("From monthly readings.")
    if best is None:
        return Weighing(told, year_ntd=block.present.year_ntd if block and block.present else None, from_readings=True)
    return Weighing(
        told=told,
        saving_ntd=best.saving_ntd,
        least_ntd=best.sure_ntd,
        option=best.option,
        contracts=best.contracts,
        year_ntd=block.present.year_ntd if block and block.present else None,
        from_readings=True,
    )


def curve_of(load: Load) -> tuple[float, ...]:
    """The mean kW of each hour on Monday to Friday, over the quarters that have a reading; empty where an hour has none."""
    weekdays = (np.arange(load.days) + load.first_day.weekday()) % 7 < 5
    wh = load.wh.reshape(load.days, SLOTS_PER_DAY)[weekdays]
    read = ~load.missing.reshape(load.days, SLOTS_PER_DAY)[weekdays]
    hours = (len(wh), CURVE_HOURS, SLOTS_PER_DAY // CURVE_HOURS)
    counts = read.reshape(hours).sum(axis=(0, 2))
    if not len(wh) or not counts.all():
        return ()
    sums = (wh * read).reshape(hours).sum(axis=(0, 2))
    return tuple(float(each) for each in sums / counts / WH_PER_KW)
