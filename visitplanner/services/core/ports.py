"""What the front ends need of the world: the opened store, its backups, and the words by which a job tells and asks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TypeVar

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import Message
from visitplanner.services.core.outcome import Command, Outcome, Query

T_co = TypeVar("T_co", covariant=True)

Progress = Callable[[float], None]
"""Told how much is done, 0.0 to 1.0."""
Stop = Callable[[], bool]
"""Asked now and then; True means: stop, the person pressed Cancel."""
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


@dataclass(frozen=True, slots=True)
class KeptBackup:
    """An automatic backup that is kept. made_at: by this computer's clock. size: in bytes."""

    file: Path
    made_at: dt.datetime
    size: int


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """A backup was restored into a passing folder, checked and compared. unchanged: the office is still what it was then."""

    file: Path
    made_at: dt.datetime
    rows: int
    unchanged: bool
    seconds: float


@dataclass(frozen=True, slots=True)
class Recovery:
    """Why a database does not open and what can be done. backup: the newest that is whole; passed_over: newer ones that are not.

    without_log: it can be opened without the newest changes.
    """

    amiss: Refused
    backup: KeptBackup | None
    passed_over: int = 0
    without_log: bool = False


class Office(Protocol):
    """The opened store, as front ends and jobs see it."""

    def do(self, command: Command) -> Outcome[Any]:
        """Carry a command out in one transaction; `undo` of the outcome is set when anything changed."""
        ...

    def ask(self, query: Query[T_co]) -> T_co: ...

    @property
    def database(self) -> Path:
        """The file in which all is kept."""
        ...

    @property
    def schema(self) -> str:
        """The step of the schema the database stands at."""
        ...

    def back_up(self, out: Path) -> Backup:
        """Write a verified backup into the folder `out`; raises `Refused`."""
        ...

    def back_up_when_changed(self, minutes: int = 0) -> Backup | None:
        """Write an automatic backup if anything changed since the last, and thin the older ones; raises `Refused`.

        minutes: how old the last must be. Demonstration data are not backed up.
        """
        ...

    def backups(self) -> list[KeptBackup]:
        """The automatic backups, the newest first."""
        ...

    def rehearse(self, file: Path) -> Rehearsal:
        """Restore a backup into a passing folder and compare; raises `Refused` for one that could not be restored."""
        ...

    def check(self) -> list[Message]:
        """What is wrong with the database; empty when nothing is."""
        ...

    def change_passphrase(self, old: str, new: str) -> None:
        """Protect the data with another passphrase; raises `Refused` if the old one is wrong or the new one empty."""
        ...

    def make_recovery_key(self, passphrase: str) -> str:
        """Give the office a new recovery key in place of an older one; it is shown once. Raises `Refused`."""
        ...

    def revoke_recovery_key(self, passphrase: str) -> None:
        """Let no recovery key open the data any more; raises `Refused`."""
        ...

    @property
    def has_recovery_key(self) -> bool:
        """Whether the office has a recovery key."""
        ...
