"""What a person wants to know of a backup."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Backup:
    """file: the backup, or the database restored from one. verified: it was opened and checked whole. rows: by table."""

    file: Path
    verified: bool
    rows: dict[str, int]

    @property
    def total(self) -> int:
        return sum(self.rows.values())
