"""All customers of the office at once: who gains most from a visit, and what a tariff change does to each of them.

One load at a time is read from the store and let go again, so memory does not grow with the office. The arithmetic may be
spread over processes; reading stays in the caller's.
"""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Generic, TypeVar

from visitplanner.domain.core.errors import Refused, Stopped
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.core.supply import TariffOption
from visitplanner.domain.customers.customers import CUSTOMERS, Contracts, Customer
from visitplanner.domain.loads.monthly_readings import MonthlyReading
from visitplanner.domain.tariffs.advice.advice import Advice, OptionAdvice, advise
from visitplanner.domain.tariffs.advice.trial import Version, trial
from visitplanner.domain.tariffs.bills.library import Library
from visitplanner.domain.tariffs.bills.variable import VariableCase
from visitplanner.domain.tariffs.books.load import Load
from visitplanner.domain.tariffs.books.seasons import Month
from visitplanner.services.core.ports import Office, Stop
from visitplanner.services.core.work import Work
from visitplanner.services.loads.loads import LoadOf
from visitplanner.services.tariffs.advice import asked_of_customer, comparison_of, present_of
from visitplanner.services.tariffs.reading_advice import (
    WHOLE_YEAR,
    ReadingsOf,
    best_contracts_of,
    claims_no_saving,
    trial_of_readings,
)

CustomerProgress = Callable[[int, int], None]
"""Customers done, customers in all."""

Row = TypeVar("Row", "GainRow", "EffectRow")
Weighed = TypeVar("Weighed")
WORTH_PROCESSES = 60
"""Loads from which on a second process earns what it costs to start."""

AHEAD = 4
"""Loads read before their turn for each process."""


@dataclass(frozen=True, slots=True)
class GainRow:
    """One customer. saving_ntd: a year, by the best contracts and the option that saves most even if the variable peak's
    days turn out worst; contracts_alone_ntd: without leaving the option. None where no saving may be claimed: `why` says why.
    from_readings: from monthly readings, which tell of the contracts alone; basis: which they are.
    """

    customer: Customer
    present_ntd: Decimal | None = None
    option: TariffOption | None = None
    contracts: Contracts | None = None
    saving_ntd: Decimal | None = None
    contracts_alone_ntd: Decimal | None = None
    why: Message | None = None
    from_readings: bool = False
    basis: Message | None = None


@dataclass(frozen=True, slots=True)
class EffectRow:
    """What a change of prices does to one customer that changes nothing itself; positive where it pays more."""

    customer: Customer
    before_ntd: Decimal | None = None
    after_ntd: Decimal | None = None
    effect_ntd: Decimal | None = None
    effect_percent: Decimal | None = None
    why: Message | None = None


@dataclass(frozen=True, slots=True)
class Portfolio(Generic[Row]):
    """rows: customers with a load or with monthly readings, the greatest amount first, those without a figure last.
    without_load: how many have neither. draft: the title of the 草案, if one was calculated with."""

    rows: tuple[Row, ...]
    without_load: int
    draft: str = ""


@dataclass(frozen=True)
class AllCustomers:
    def answer(self, work: Work) -> tuple[Customer, ...]:
        return tuple(work.shelf(CUSTOMERS).find())


def portfolio_gains(
    office: Office,
    library: Library,
    today: date,
    progress: CustomerProgress | None = None,
    stop: Stop | None = None,
    processes: int = 2,
) -> Portfolio[GainRow]:
    """Every customer's possible saving at today's prices. Raises `Stopped` when `stop()` says so."""
    rows, _ = _each(office, library, partial(gain_of, today=today), progress, stop, processes)
    without = _add_readings(office, rows, lambda customer, readings: gain_of_readings(library, customer, readings, today))
    rows.sort(key=lambda row: (row.saving_ntd is None, -(row.saving_ntd or 0), row.customer.account))
    return Portfolio(tuple(rows), without)


def portfolio_trial(
    office: Office,
    library: Library,
    today: date,
    versions: tuple[Version, Version],
    progress: CustomerProgress | None = None,
    stop: Stop | None = None,
) -> Portfolio[EffectRow]:
    """Every customer's bills under two versions, the greatest rise first. Raises `Stopped` when `stop()` says so."""
    work = partial(effect_of, today=today, versions=versions)
    rows, _ = _each(office, library, work, progress, stop, processes=1)
    without = _add_readings(office, rows, lambda customer, readings: effect_of_readings(library, customer, readings, versions))
    rows.sort(key=lambda row: (row.effect_ntd is None, -(row.effect_ntd or 0), row.customer.account))
    drafts = [version.title for version in versions if version.draft]
    return Portfolio(tuple(rows), without, "、".join(drafts))


def gain_of(library: Library, customer: Customer, load: Load, today: date) -> GainRow:
    """One customer's possible saving; a customer that cannot be compared comes back with the reason."""
    try:
        asked = asked_of_customer(library, customer, load, today)
        comparison = comparison_of(library, asked)
        if not comparison.is_year:
            return GainRow(customer, why=_too_short(len(comparison.terms.months)))
        return _gain(customer, advise(comparison, present_of(asked), asked.premises, today))
    except Refused as refusal:
        return GainRow(customer, why=refusal.what)


def _gain(customer: Customer, advice: Advice) -> GainRow:
    present = advice.present_bill.total if advice.present_bill else None
    best = max(advice.options, key=lambda option: _certain(advice, option) or Decimal("-Infinity"))
    saving = _certain(advice, best)
    alone = advice.contract_change
    if saving is None:
        return GainRow(customer, present, why=said("The customer's concession is not recorded: no saving is claimed."))
    return GainRow(
        customer=customer,
        present_ntd=present,
        option=best.option,
        contracts=Contracts(*best.contracts),
        saving_ntd=saving,
        contracts_alone_ntd=None if alone is None else alone.saving_ntd,
    )


def _certain(advice: Advice, option: OptionAdvice) -> Decimal | None:
    """The saving if the variable peak's days turn out worst for it (of the option weighed, or of the one held now)."""
    if option.saving_ntd is None or option.is_present:
        return option.saving_ntd
    least = option.saving_ntd
    if option.cases:
        least = min(least, least + option.total_ntd - option.cases[VariableCase.WORST])
    paid = [total for case, total in advice.present_cases.items() if case is not None]
    if paid and advice.present_bill is not None:
        least -= advice.present_bill.total - min(paid)
    return least


def effect_of(library: Library, customer: Customer, load: Load, today: date, versions: tuple[Version, Version]) -> EffectRow:
    """One customer's bills under two versions; a customer that cannot be compared comes back with the reason."""
    try:
        asked = asked_of_customer(library, customer, load, today)
        comparison, present = comparison_of(library, asked), present_of(asked)
        if present is None or not comparison.is_year:
            return EffectRow(customer, why=_too_short(len(comparison.terms.months)))
        found = trial(comparison, present, *versions, with_best=False)
    except Refused as refusal:
        return EffectRow(customer, why=refusal.what)
    return EffectRow(customer, found.parts_before.total, found.parts_after.total, found.effect_ntd, found.effect_percent)


def gain_of_readings(library: Library, customer: Customer, readings: Sequence[MonthlyReading], today: date) -> GainRow:
    """What the best contracts would save a customer of whom only monthly readings are kept, before the coefficient."""
    basis = basis_of(readings)
    if claims_no_saving(customer):
        why = said("The customer's concession is not recorded: no saving is claimed.")
        return GainRow(customer, why=why, from_readings=True, basis=basis)
    try:
        advice = best_contracts_of(library, customer, readings, today)
    except Refused as refusal:
        return GainRow(customer, why=refusal.what, from_readings=True, basis=basis)
    saving = advice.saving_ntd
    return GainRow(
        customer=customer,
        option=customer.option,
        contracts=Contracts(*advice.best.contracts),
        saving_ntd=saving,
        contracts_alone_ntd=saving,
        from_readings=True,
        basis=basis,
    )


def basis_of(readings: Sequence[MonthlyReading]) -> Message:
    """On which of a customer's monthly readings a figure is based: the newest twelve."""
    newest = readings[-WHOLE_YEAR:]
    span = {"first": Month.of(newest[0].month), "last": Month.of(newest[-1].month)}
    return said("From {count} monthly readings ({first} to {last}): the contracts alone, no load.", count=len(newest), **span)


def effect_of_readings(
    library: Library, customer: Customer, readings: Sequence[MonthlyReading], versions: tuple[Version, Version]
) -> EffectRow:
    """The effect on the newest readings stands in `why`: it is of the months that can be computed, never of a year."""
    found = trial_of_readings(library, customer, readings[-WHOLE_YEAR:], versions)
    told = said("From {count} monthly readings: {ntd:+,} NT$ in these months.", count=len(found.months), ntd=found.ntd)
    return EffectRow(customer, why=told)


def _add_readings(office: Office, rows: list[Row], made: Callable[[Customer, Sequence[MonthlyReading]], Row]) -> int:
    """Adds the rows of customers that have no load but readings; how many have neither."""
    kept = office.ask(ReadingsOf())
    measured = {row.customer.id for row in rows}
    left = [customer for customer in office.ask(AllCustomers()) if customer.id not in measured]
    rows.extend(made(customer, kept[customer.id]) for customer in left if customer.id in kept)
    return sum(customer.id not in kept for customer in left)


def _too_short(months: int) -> Message:
    return said("The load has only {count} whole months; a year is compared over twelve.", count=months)


Job = Callable[[Library, Customer, Load], Weighed]


def _each(
    office: Office, library: Library, work: Job[Row], progress: CustomerProgress | None, stop: Stop | None, processes: int
) -> tuple[list[Row], int]:
    """The row of every customer that has a load, and how many have none."""
    customers = office.ask(AllCustomers())
    rows = [row for _, row in each_load(office, library, customers, work, progress, stop, processes) if row is not None]
    return rows, len(customers) - len(rows)


def each_load(
    office: Office,
    library: Library,
    customers: Sequence[Customer],
    work: Job[Weighed],
    progress: CustomerProgress | None = None,
    stop: Stop | None = None,
    processes: int = 2,
) -> Iterator[tuple[Customer, Weighed | None]]:
    """Every customer in turn with what `work` makes of its newest load, None where none is kept; each as soon as it is there.

    `work` must be fit for another process. Raises `Stopped` when `stop()` says so.
    """
    loads = _loads(office, customers, progress, stop)
    if processes < 2 or len(customers) < WORTH_PROCESSES:
        found = (None if load is None else work(library, customer, load) for customer, load in loads)
    else:
        found = _spread(library, work, loads, processes)
    return zip(customers, found, strict=True)


def _loads(
    office: Office, customers: Sequence[Customer], progress: CustomerProgress | None, stop: Stop | None
) -> Iterator[tuple[Customer, Load | None]]:
    for done, customer in enumerate(customers):
        if stop is not None and stop():
            raise Stopped
        if progress is not None:
            progress(done, len(customers))
        kept = office.ask(LoadOf(customer.id))
        yield customer, kept.load if kept else None
    if progress is not None:
        progress(len(customers), len(customers))


def _spread(
    library: Library, work: Job[Weighed], loads: Iterator[tuple[Customer, Load | None]], processes: int
) -> Iterator[Weighed | None]:
    """The same over processes, in order; new ones are started (`spawn`), as on Windows, so no open database is inherited."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=context, initializer=_begin, initargs=(library,)) as pool:
        waiting = deque[Future[Weighed] | None]()
        try:
            for customer, load in loads:
                waiting.append(None if load is None else pool.submit(_here, work, customer, load))
                while len(waiting) >= AHEAD * processes:
                    yield _result(waiting.popleft())
            while waiting:
                yield _result(waiting.popleft())
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _result(future: Future[Weighed] | None) -> Weighed | None:
    return None if future is None else future.result()


_libraries: list[Library] = []
"""The one library of a worker process; empty elsewhere."""


def _begin(library: Library) -> None:
    _libraries[:] = [library]


def _here(work: Job[Weighed], customer: Customer, load: Load) -> Weighed:
    return work(_libraries[0], customer, load)
