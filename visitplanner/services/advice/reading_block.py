"""The comparison of options from monthly readings, as the briefing sheet and the tariff page show it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.customers.customers import Contracts, Customer
from visitplanner.domain.loads.monthly_readings import MonthlyReading
from visitplanner.domain.tariffs.advice.over_contract import OverMonth, OverYear
from visitplanner.domain.tariffs.bills.accounts import class_of_sector
from visitplanner.domain.tariffs.bills.library import Library
from visitplanner.domain.tariffs.findings.verdict import USUAL_THRESHOLD, Threshold
from visitplanner.services.advice.sheet_advice import AdviceBlock, AdviceRow, Finding
from visitplanner.services.tariffs.reading_advice import (
    WHOLE_YEAR,
    OptionOfReadings,
    ReadingAdvice,
    advise_readings,
    claims_no_saving,
)


def readings_block(
    library: Library,
    customer: Customer,
    readings: Sequence[MonthlyReading],
    today: date,
    threshold: Threshold = USUAL_THRESHOLD,
) -> AdviceBlock | None:
    """The options the readings allow to weigh; None where they make no whole year or nothing can be computed of them."""
    try:
        found = advise_readings(library, customer, readings, today)
    except Refused:
        return None
    if found.contracts is None or len(found.present.months) < WHOLE_YEAR:
        return None
    silent = claims_no_saving(customer)
    book = library.books.on(today, class_of_sector(customer.sector))
    gain, least = found.to_best_power_factor, threshold.of(found.present.ntd)
    text = said("A power factor of 95 % would save NT$ {ntd:,} in {count} months.", ntd=gain.ntd, count=len(gain.months))
    return AdviceBlock(
        present=AdviceRow(customer.option, customer.contracts, found.present.ntd, is_present=True, over=over_of_readings(found)),
        rows=tuple(_marked(sorted((_row(option, silent) for option in found.options), key=lambda row: row.year_ntd), least)),
        prices_of=book.first,
        assumptions=tuple(_assumptions(found)),
        findings=(Finding(text, gain.ntd),) if gain.ntd > 0 and not silent else (),
        draft=book.title if book.draft else "",
    )


def over_of_readings(found: ReadingAdvice) -> OverYear | None:
    """The months over the present contracts, their kW and NT$ at today's prices; None where they cannot be told."""
    present = found.contracts.present if found.contracts else None
    if present is None:
        return None
    by_number = {month.month: month for month in found.months}
    billed = (
        OverMonth(by_number[month.month], sum((excess.net_kw for excess in month.excesses), Decimal(0)), month.surcharge_ntd)
        for month in present.months
        if month.excesses
    )
    return OverYear(tuple(sorted((month for month in billed if month.kw), key=lambda each: (each.month.year, each.month.month))))


def _marked(rows: Sequence[AdviceRow], least_ntd: Decimal) -> Iterator[AdviceRow]:
    """The rows, that which surely saves most marked, if it saves what is worth a change."""
    sure = [row.sure_ntd for row in rows if row.sure_ntd is not None and row.sure_ntd >= least_ntd]
    best = max(sure, default=None)
    for row in rows:
        yield replace(row, recommended=best is not None and row.sure_ntd == best)


def _row(option: OptionOfReadings, silent: bool) -> AdviceRow:
    return AdviceRow(
        option.option,
        Contracts(*option.contracts),
        option.total.ntd,
        None if silent else option.saving.ntd,
        low_ntd=None if silent else option.saving.least,
    )


def _assumptions(found: ReadingAdvice) -> Iterator[Message]:
    first, last = found.months[0], found.months[-1]
    yield said("Computed from the monthly readings {first} to {last}, not from a load.", first=first, last=last)
    if not found.present.is_exact:
        yield said(
            "How May and October divide between the seasons is not read: the year now is NT$ {least:,} to {most:,}.",
            least=found.present.least,
            most=found.present.most,
        )
    yield from found.notes
