"""Reads `data/tariffs`, `data/off_peak_days.toml` and `data/sector_coefficients.toml` into what the tariff engine uses.

How to add a version: `docs/new-tariff.md`. Whatever is wrong in a file is refused with the file's name: a price without
hours or hours without a price, a day not covered from 00:00 to 24:00, versions that overlap or leave a gap, no source.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.domain.core.supply import CustomerClass, TariffOption, Voltage
from visitplanner.domain.tariffs.bills.library import Library
from visitplanner.domain.tariffs.books.book import Book, Books, ContractPrices, EnergyPrices, Tariff
from visitplanner.domain.tariffs.books.coefficients import Coefficients, ColumnDays, FactorStep, LargeUse, Sector
from visitplanner.domain.tariffs.books.off_peak_days import FixedDay, MovingDay, OffPeakDays, YearList
from visitplanner.domain.tariffs.books.periods import PERIODS, DayKind, Hours, Period, hours_of, slot_of
from visitplanner.domain.tariffs.books.seasons import Season, SummerDates
from visitplanner.paths import data_folder
from visitplanner.reference.sources import Table, read_toml, source_of

CONTRACTS = ("regular", "second", "saturday_half_peak", "off_peak")


@cache
def tariff_library() -> Library:
    """Everything the program brings with it; read once."""
    return load_library(data_folder())


def load_library(folder: Path) -> Library:
    """Books, off-peak days and coefficients of a data folder. Refused, naming the file, when one of them is at fault."""
    return Library(
        load_books(folder / "tariffs"),
        read_toml(folder / "off_peak_days.toml", _off_peak_days),
        read_toml(folder / "sector_coefficients.toml", _coefficients),
    )


def load_books(folder: Path) -> Books:
    """Every version in a folder of `*.toml`; the divisions of the day they name lie in its subfolder `hours`."""
    divisions = {
        path.stem: read_toml(path, lambda table, path=path: _divisions(path.stem, table)) for path in folder.glob("hours/*.toml")
    }
    books = [
        read_toml(path, lambda table, path=path: _book(path.stem, table, divisions)) for path in sorted(folder.glob("*.toml"))
    ]
    return Books(tuple(books))


def _divisions(name: str, table: Table) -> dict[TariffOption, Hours]:
    source_of(table)
    found = dict[TariffOption, Hours]()
    for option in TariffOption:
        if option.value in table:
            rows = {
                (season, kind): [(slot_of(start), slot_of(stop), Period[period.upper()]) for start, stop, period in stretches]
                for season in Season
                for kind in DayKind
                if (stretches := table[option.value][season.key].get(kind.name.lower()))
            }
            found[option] = hours_of(f"{name}/{option.value}", rows)
    return found


def _book(name: str, table: Table, divisions: Mapping[str, Mapping[TariffOption, Hours]]) -> Book:
    tariffs = dict[tuple[Voltage, TariffOption], Tariff]()
    if not table.get("unknown", False):
        hours = divisions[table["hours"]]
        for voltage in (Voltage.LOW, Voltage.HIGH, Voltage.EXTRA_HIGH):
            for key, entry in table.get(voltage.value, {}).items():
                option = TariffOption(key)
                tariffs[voltage, option] = _tariff(table, voltage, option, entry, hours, tariffs)
    return Book(
        name=name,
        title=table["name"],
        classes=frozenset(CustomerClass(key) for key in table["classes"]),
        first=table["from"],
        last=table.get("to"),
        tariffs=tariffs,
        source=source_of(table),
        confidence=table["confidence"],
        note=table.get("note", ""),
    )


def _tariff(
    table: Table,
    voltage: Voltage,
    option: TariffOption,
    entry: Table,
    hours: Mapping[TariffOption, Hours],
    known: Mapping[tuple[Voltage, TariffOption], Tariff],
) -> Tariff:
    if "percent_of_low_voltage" in entry:
        return _share_of(
            known[Voltage.LOW, option], Decimal(entry["percent_of_low_voltage"]) / 100, voltage, _summer(table["summer"])
        )
    unknown = set(entry) - {*CONTRACTS, "energy", "customer_charge"}
    if unknown or set(entry["energy"]) - {period.key for period in PERIODS}:
        raise Refused(said("{option} has an entry nobody reads: {entry}.", option=option.value, entry=", ".join(sorted(unknown))))
    fixed = hours[TariffOption.THREE_STAGE_FIXED] if option is TariffOption.THREE_STAGE_VARIABLE else hours[option]
    return Tariff(
        option=option,
        voltage=voltage,
        contracts=(_contracts(entry, Season.SUMMER), _contracts(entry, Season.NON_SUMMER)),
        energy=(_energy(entry["energy"], Season.SUMMER), _energy(entry["energy"], Season.NON_SUMMER)),
        summer=_summer(table["low_voltage_summer" if voltage is Voltage.LOW else "summer"]),
        hours=hours[option],
        demand_hours=fixed,
        customer_charge=Decimal(entry.get("customer_charge", 0)),
    )


def _contracts(entry: Table, season: Season) -> ContractPrices:
    prices = [Decimal(entry.get(name, {}).get(season.key, 0)) for name in CONTRACTS]
    if min(prices) < 0 or not prices[0]:
        raise Refused(said("A regular contract needs a price in both seasons, and no price is below zero."))
    return prices[0], prices[1], prices[2], prices[3]


def _energy(entry: Table, season: Season) -> EnergyPrices:
    found = [entry.get(period.key, {}).get(season.key) for period in PERIODS]
    prices = [None if price is None else Decimal(price) for price in found]
    return prices[0], prices[1], prices[2], prices[3]


def _summer(days: list[str]) -> SummerDates:
    first, last = ((int(day[:2]), int(day[3:])) for day in days)
    return SummerDates(first, last)


def _share_of(tariff: Tariff, share: Decimal, voltage: Voltage, summer: SummerDates) -> Tariff:
    """Chapter 5, article 4(4): a percentage of another table, its products not rounded; that table's hours and summer."""
    contracts = [tuple(price * share for price in season) for season in tariff.contracts]
    energy = [tuple(None if price is None else price * share for price in season) for season in tariff.energy]
    return Tariff(
        option=tariff.option,
        voltage=voltage,
        contracts=(contracts[0], contracts[1]),  # type: ignore[arg-type]
        energy=(energy[0], energy[1]),  # type: ignore[arg-type]
        summer=tariff.summer,
        hours=tariff.hours,
        demand_hours=tariff.demand_hours,
        customer_charge=tariff.customer_charge * share,
        other_summer=summer,
    )


def _off_peak_days(table: Table) -> OffPeakDays:
    rule, moon = table["rule"], dict(table["moon"])
    source_of(rule)
    source_of(moon)
    moon.pop("source")
    return OffPeakDays(
        fixed=tuple(FixedDay(e["name"], int(e["day"][:2]), int(e["day"][3:]), e.get("from", date.min)) for e in rule["fixed"]),
        moving=tuple(MovingDay(e["name"], e["of"], tuple(e["offsets"]), e.get("from", date.min)) for e in rule["moving"]),
        moon={int(year): dates for year, dates in moon.items()},
        lists={e["year"]: YearList(frozenset(e["days"]), e["official"], e["confidence"], source_of(e)) for e in table["lists"]},
    )


def _coefficients(table: Table) -> Coefficients:
    sectors = {
        code: Sector(code, line["name"], {k: v for k, v in line.items() if isinstance(v, Decimal)}, line["formula"])
        for code, line in table["sectors"].items()
    }
    reductions = {code: Decimal(factor) for factor, codes in table["reductions"].items() if factor != "source" for code in codes}
    others = {code: name for code, name in table.get("others", {}).items() if code != "source"}
    unlisted = sorted(set(reductions) - set(sectors))
    if unlisted:
        raise Refused(said("A reduction names the sector {code}, which is not listed.", code=unlisted[0]))
    return Coefficients(
        sectors=sectors,
        stretches=tuple(
            ColumnDays(e["from"], e.get("to"), "unknown" if e.get("unknown") else e.get("column"), source_of(e), e["confidence"])
            for e in table["tables"]
        ),
        large={kind: tuple(FactorStep(kwh, factor) for kwh, factor in table[kind.value]["steps"]) for kind in LargeUse},
        large_first=table["company"]["from"],
        reductions=reductions,
        others=others,
    )
