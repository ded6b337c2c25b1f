"""What can be asked of the office, and what comes back: what changed, what to say, and the command that undoes it.

A command changes, a query reads; both are plain objects with one method that gets a `Work`, one transaction.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Generic, Protocol, TypeVar

from visitplanner.domain.core.messages import Message
from visitplanner.services.core.work import Work

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Topic(StrEnum):
    """What a query is about; a page asks again when one of its topics changed."""

    CUSTOMERS = "customers"
    STAFF = "staff"
    ASSIGNMENTS = "assignments"
    VISITS = "visits"
    FOLLOW_UPS = "follow_ups"
    LOADS = "loads"
    CALENDAR = "calendar"
    APPROVALS = "approvals"
    TARIFF_DRAFTS = "tariff_drafts"
    DATED_FIGURES = "dated_figures"
    SAVINGS = "savings"
    SETTINGS = "settings"


@dataclass(frozen=True)
class Outcome(Generic[T]):
    """A command that was carried out.

    changed: what the pages hear of it; the store says it, for it knows which kinds of records were written. `undo` takes
    the change back, if nobody changed the same records since.
    """

    value: T
    said: Message | None = None
    changed: frozenset[str] = frozenset()
    undo: Command | None = field(default=None, compare=False)


class Command(Protocol):
    """A change somebody asks for. `carry_out` either does all of it or raises and leaves everything as it was.

    A command with a class variable BACKED_UP_FIRST is preceded by an automatic backup, if anything changed since the last and
    that one is older than so many minutes (`ports.Office.back_up_when_changed`).
    """

    def carry_out(self, work: Work) -> Outcome[Any]: ...


class Query(Protocol[T_co]):
    """A question. `answer` reads and changes nothing."""

    def answer(self, work: Work) -> T_co: ...
