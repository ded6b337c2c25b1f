"""Reads `data/planning.toml` and `data/townships.toml`: how an office spreads its year, and which townships lie side by side."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path

from visitplanner.domain.planning.year.norms import OfficeNorms, Practice, UnlikedDays
from visitplanner.domain.planning.year.opportunities import Haste


def read_practice(planning: Path, townships: Path) -> Practice:
    """The practice in the two files; raises ValueError naming a township whose neighbour does not know it."""
    data = tomllib.loads(planning.read_text(encoding="utf-8"))
    towns = tomllib.loads(townships.read_text(encoding="utf-8"))["neighbours"]
    for town, others in towns.items():
        for other in others:
            if town not in towns.get(other, ()):
                raise ValueError(f"{town} has the neighbour {other}, which does not have it")
    return Practice(
        norms=OfficeNorms(**data["norms"]),
        haste=Haste(**{name: Decimal(str(times)) for name, times in data["haste"].items()}),
        unliked=UnlikedDays(**data["unliked"]),
        neighbours={town: frozenset(others) for town, others in towns.items()},
    )
