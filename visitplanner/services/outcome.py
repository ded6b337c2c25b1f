"""What a command hands back: what changed, what to say, and the command that undoes it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Generic, TypeVar

from visitplanner.domain.messages import Message

if TYPE_CHECKING:
    from visitplanner.services.ports import Command

T = TypeVar("T")


class Topic(StrEnum):
    """What a query is about; a page asks again when one of its topics changed."""

    CUSTOMERS = "customers"
    STAFF = "staff"
    ASSIGNMENTS = "assignments"
    VISITS = "visits"
    FOLLOW_UPS = "follow_ups"
    LOADS = "loads"
    CALENDAR = "calendar"
    SETTINGS = "settings"


@dataclass(frozen=True)
class Outcome(Generic[T]):
    """A command that was carried out. `undo` takes it back, if nobody changed the same records since."""

    value: T
    changed: frozenset[Topic] = frozenset()
    said: Message | None = None
    undo: Command | None = field(default=None, compare=False)
