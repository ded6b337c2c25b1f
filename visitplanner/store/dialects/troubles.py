"""What an engine may complain of, whichever it is; a dialect translates its own codes and texts into these."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto


class Trouble(Enum):
    """A fault of the surroundings: disk, file, another program, the network, the rights of an account."""

    FULL = auto()
    NOT_WRITABLE = auto()
    DAMAGED = auto()
    IN_USE = auto()
    UNREADABLE = auto()
    MISSING = auto()
    UNREACHABLE = auto()
    NOT_ALLOWED = auto()
    WRONG_PASSWORD = auto()


@dataclass(frozen=True, slots=True)
class Twice:
    """A value that may stand only once in a column was to be kept a second time. field: the column; constraint: the name of
    the constraint, where the engine tells that one instead."""

    field: str = "id"
    constraint: str = ""


@dataclass(frozen=True, slots=True)
class NoTarget:
    """A reference without the row it refers to: it was added so, or its target was to be removed."""


Broken = Twice | NoTarget
"""Which constraint stood in the way of a statement."""


@dataclass(frozen=True, slots=True)
class Dangling:
    """A row that refers to nothing. table, parent: names of the tables; place: where the row is, as the engine counts or by
    its id."""

    table: str
    parent: str
    place: int | str
