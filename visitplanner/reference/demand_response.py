"""Reads `data/demand_response.toml` and `data/green_power.toml`."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from visitplanner.domain.tariffs.advice.green_power import GreenOffer, Product
from visitplanner.domain.tariffs.books.periods import slot_of
from visitplanner.domain.tariffs.response.response_terms import (
    DaySelect,
    Family,
    Guaranteed,
    Measure,
    ResponseHours,
    Share,
    Terms,
)
from visitplanner.paths import data_folder
from visitplanner.reference.sources import Table, read_toml, source_of


@cache
def measures() -> tuple[Measure, ...]:
    """The measures the program brings with it; read once."""
    return read_measures(data_folder() / "demand_response.toml")


@cache
def green_offers() -> tuple[GreenOffer, ...]:
    """The small green power offers the program brings with it; read once."""
    return read_green_offers(data_folder() / "green_power.toml")


def read_measures(path: Path) -> tuple[Measure, ...]:
    """Refused, naming the file, when it cannot be read or a measure names no source."""
    return read_toml(path, lambda table: tuple(_measure(entry) for entry in table["measure"]))


def read_green_offers(path: Path) -> tuple[GreenOffer, ...]:
    """Refused as `read_measures`."""
    return read_toml(path, lambda table: tuple(_offer(entry) for entry in table["offer"]))


def _measure(entry: Table) -> Measure:
    terms = Terms(
        entry["id"], entry["name"], Family(entry["family"]), entry["confidence"], source_of(entry), entry.get("note", "")
    )
    if entry["kind"] == "day_select":
        return _day_select(entry, terms)
    return _guaranteed(entry, terms) if entry["kind"] == "guaranteed" else terms


def _day_select(entry: Table, terms: Terms) -> DaySelect:
    return DaySelect(
        terms=terms,
        first=_month_day(entry["from"]),
        last=_month_day(entry["to"]),
        windows=tuple(_window(each) for each in entry["windows"]),
        shares=_shares(entry["shares"]),
        most_execution=Decimal(entry["most_execution"]),
        baseline_days=entry["baseline_days"],
        after=_slots(entry["after"]),
    )


def _window(entry: Table) -> ResponseHours:
    start, stop = _slots([entry["from"], entry["to"]])
    return ResponseHours(start, stop, Decimal(entry["rate"]), _slots(entry["batch"]) if "batch" in entry else None)


def _guaranteed(entry: Table, terms: Terms) -> Guaranteed:
    return Guaranteed(
        terms=terms,
        least_contract_kw=entry["least_contract_kw"],
        least_kw=entry["least_kw"],
        least_share=Decimal(entry["least_share"]),
        rates=tuple((minutes, Decimal(rate)) for minutes, rate in entry["rates"]),
        other_rate=Decimal(entry["other_rate"]),
        flow_ntd_per_kwh=Decimal(entry["flow"]),
        flow_from=Decimal(entry["flow_from"]),
        penalty_below=Decimal(entry["penalty_below"]),
        penalty_times=Decimal(entry["penalty_times"]),
        longest_hours=entry["longest_hours"],
        window=_slots(entry["window"]),
        shares=_shares(entry["shares"]),
    )


def _offer(entry: Table) -> GreenOffer:
    products = tuple(
        Product(
            name=each["name"],
            ntd_per_kwh=Decimal(each["ntd_per_kwh"]),
            most_kwh=each["most_kwh"],
            months=tuple((first, second) for first, second in each.get("months", [])),
            daytime=each["daytime"],
        )
        for each in entry["products"]
    )
    return GreenOffer(
        name=entry["name"],
        first=entry["first"],
        last=entry["last"],
        pack_kwh=entry["pack_kwh"],
        products=products,
        source=source_of(entry),
        confidence=entry["confidence"],
        note=entry.get("note", ""),
    )


def _month_day(text: str) -> tuple[int, int]:
    return int(text[:2]), int(text[3:])


def _slots(clocks: list[str]) -> tuple[int, int]:
    first, last = clocks
    return slot_of(first), slot_of(last)


def _shares(rows: list[list[Any]]) -> tuple[Share, ...]:
    """Rows [from, below, factor]; the last one [from, factor] has no end."""
    return tuple((Decimal(row[0]), Decimal(row[1]) if len(row) == 3 else None, Decimal(row[-1])) for row in rows)
