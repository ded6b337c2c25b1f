"""What the services need of the world: a place where records are kept, and what is known beforehand.

A command changes, a query reads; both are plain objects with one method that gets a `Work`, one transaction on the
store. Every change a command makes is written into the journal of its `ChangeSet`; taking it back is another command.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TypeVar
from uuid import UUID

from visitplanner.domain.customers import Company, Contact, ContractChange, Customer, Group, Park
from visitplanner.domain.follow_ups import FollowUp, FollowUpEntry
from visitplanner.domain.loads import LoadRecord
from visitplanner.domain.messages import Message
from visitplanner.domain.records import Record
from visitplanner.domain.staff import Assignment, Person
from visitplanner.domain.visits import Visit
from visitplanner.domain.wishes import Wish
from visitplanner.services.known import Known
from visitplanner.services.outcome import Outcome
from visitplanner.services.safekeeping import Backup

R = TypeVar("R", bound=Record)
T_co = TypeVar("T_co", covariant=True)

Progress = Callable[[float], None]
"""Told how much is done, 0.0 to 1.0."""
Stop = Callable[[], bool]
"""Asked now and then; True means: stop, the person pressed Cancel."""


class Shelf(Protocol[R]):
    """All kept records of one kind."""

    def get(self, ident: UUID) -> R:
        """The record; raises `Unknown` when there is none."""
        ...

    def find(self, **fields: object) -> list[R]:
        """All records whose fields equal the given values; a tuple, list or set means: is one of. No fields: all records."""
        ...

    def values(self, field: str) -> set[Any]:
        """The different values of one field, without reading the records."""
        ...

    def add(self, record: R) -> R:
        """Keep a new record; hands it back with version 1."""
        ...

    def add_all(self, records: Sequence[R]) -> list[R]: ...

    def change(self, record: R) -> R:
        """Keep a changed record; raises `Stale` if its version is not the kept one. Hands it back with the next version."""
        ...

    def remove(self, record: R) -> None:
        """Forget a record (the journal still has it); raises `Stale` like `change`."""
        ...


@dataclass(frozen=True)
class JournalEntry:
    """One record's change: the kept form before and after (None = did not exist), JSON values by field name."""

    kind: str
    record_id: UUID
    before: dict[str, Any] | None
    after: dict[str, Any] | None


@dataclass(frozen=True)
class ChangeSet:
    """What one command changed: `label` names the command, `at` is a UTC instant, `who` the signed-in person's name."""

    id: UUID
    at: dt.datetime
    label: str
    who: str
    detail: dict[str, Any]
    reverted_by: UUID | None
    entries: tuple[JournalEntry, ...] = ()


class Work(Protocol):
    """One transaction. What is done in it is kept whole or not at all."""

    groups: Shelf[Group]
    companies: Shelf[Company]
    parks: Shelf[Park]
    customers: Shelf[Customer]
    contacts: Shelf[Contact]
    contract_changes: Shelf[ContractChange]
    people: Shelf[Person]
    assignments: Shelf[Assignment]
    visits: Shelf[Visit]
    follow_ups: Shelf[FollowUp]
    follow_up_entries: Shelf[FollowUpEntry]
    loads: Shelf[LoadRecord]
    wishes: Shelf[Wish]

    @property
    def known(self) -> Known:
        """Reference data: programme, calendars, topics, tariff books."""
        ...

    @property
    def today(self) -> dt.date: ...

    @property
    def now(self) -> dt.datetime:
        """The UTC instant of this transaction."""
        ...

    @property
    def change_set_id(self) -> UUID:
        """The journal entry under which this transaction's changes will stand."""
        ...

    def setting(self, key: str, default: Any = None) -> Any:
        """A kept setting (any JSON value)."""
        ...

    def set_setting(self, key: str, value: Any) -> None:
        """Keep a setting; journalled like a record, None removes it."""
        ...

    def note(self, **detail: Any) -> None:
        """Add JSON values to this transaction's change set (an import's file name, counts…)."""
        ...

    def change_set(self, ident: UUID) -> ChangeSet:
        """A change set with its entries; raises `Unknown`."""
        ...

    def change_sets(self, label: str | None = None, limit: int = 50) -> list[ChangeSet]:
        """The newest change sets first, without entries; a label that ends in `*` means all that begin so (`Import*`)."""
        ...

    def revert(self, ident: UUID) -> tuple[int, int]:
        """Put back what a change set changed: (removed, restored). Raises `Stale` if a record was changed since, and then
        names it; raises `Refused` if it was reverted already."""
        ...


class Command(Protocol):
    """A change somebody asks for. `carry_out` either does all of it or raises and leaves everything as it was."""

    def carry_out(self, work: Work) -> Outcome[Any]: ...


class Query(Protocol[T_co]):
    """A question. `answer` reads and changes nothing."""

    def answer(self, work: Work) -> T_co: ...


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

    def check(self) -> list[Message]:
        """What is wrong with the database; empty when nothing is."""
        ...

    def change_passphrase(self, old: str, new: str) -> None:
        """Protect the data with another passphrase; raises `Refused` if the old one is wrong or the new one empty."""
        ...
