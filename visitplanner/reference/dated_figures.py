"""Reads `data/dated_figures.toml`, and files of the same form that a person brings."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.domain.core.supply import Voltage
from visitplanner.domain.tariffs.answers.dated_figures import Figure, KnownFigure
from visitplanner.paths import data_folder
from visitplanner.reference.sources import Table, read_toml, source_of


@cache
def dated_figures() -> tuple[KnownFigure, ...]:
    """The figures the program brings with it; read once."""
    return read_figures(data_folder() / "dated_figures.toml")


def read_figures(path: Path) -> tuple[KnownFigure, ...]:
    """Refused, naming the file, when it cannot be read or a figure names no source."""
    return read_toml(path, lambda table: tuple(_figure(entry) for entry in table["figure"]))


def _figure(entry: Table) -> KnownFigure:
    first, last, amount = entry["first"], entry.get("last"), Decimal(entry["amount"])
    if amount < 0 or (last is not None and last < first):
        raise Refused(said("{figure}: an amount is not below zero, and it ends after it begins.", figure=str(entry["figure"])))
    voltage = Voltage(entry["voltage"]) if "voltage" in entry else None
    return KnownFigure(Figure(entry["figure"]), voltage, first, last, amount, source_of(entry), entry.get("confidence", ""))
