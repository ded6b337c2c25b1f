"""What a person wants to know of a backup, and how long a passphrase should be."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

SHORTEST_PASSPHRASE = 8
"""A passphrase that is to protect real data should have so many characters."""


@dataclass(frozen=True)
class Backup:
    """file: the backup, or the database restored from one. verified: it was opened and checked whole. rows: by table."""

    file: Path
    verified: bool
    rows: dict[str, int]

    @property
    def total(self) -> int:
        return sum(self.rows.values())
