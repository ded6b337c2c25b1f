"""Reads `data/customer_programmes.toml`: what customers can join, since when, and where that is written."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from visitplanner.domain.care.programmes import CustomerProgramme, ProgrammeTerms
from visitplanner.paths import data_folder
from visitplanner.reference.sources import Table, read_toml, source_of


@cache
def customer_programmes() -> tuple[ProgrammeTerms, ...]:
    """Those the program brings."""
    return read_customer_programmes(data_folder() / "customer_programmes.toml")


def read_customer_programmes(file: Path) -> tuple[ProgrammeTerms, ...]:
    """In the file's order. Refused, naming the file, when one names no source, stands twice or is left out."""
    return read_toml(file, lambda table: _whole(tuple(_terms(entry) for entry in table["programme"])))


def _terms(entry: Table) -> ProgrammeTerms:
    return ProgrammeTerms(
        programme=CustomerProgramme(entry["id"]),
        begins_on=entry["from"],
        ends_on=entry.get("to"),
        clause=entry["clause"],
        source=source_of(entry),
        note=entry.get("note", ""),
    )


def _whole(terms: tuple[ProgrammeTerms, ...]) -> tuple[ProgrammeTerms, ...]:
    if sorted(each.programme for each in terms) != sorted(CustomerProgramme):
        raise ValueError("every programme stands once")
    return terms
