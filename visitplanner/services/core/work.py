"""What a command or query works on: one transaction on the store, with a shelf for every kind of record.

Every change is written into the journal of the transaction's `ChangeSet`; taking it back is another command.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar
from uuid import UUID

from visitplanner.domain.core.kinds import Kind
from visitplanner.domain.core.records import Record
from visitplanner.services.core.conditions import Condition
from visitplanner.services.core.pages import Page
from visitplanner.services.core.reference_data import ReferenceData

R = TypeVar("R", bound=Record)


class Shelf(Protocol[R]):
    """All kept records of one kind."""

    def get(self, ident: UUID) -> R:
        """The record; raises `Unknown` when there is none."""
        ...

    def find(self, *any_of: Condition, page: Page | None = None, **fields: object) -> list[R]:
        """The records whose fields are as wanted: equal to a value, one of a tuple, list or set, or as `conditions` say.

        No fields: all records. No page: all of them, in the kind's order.
        """
        ...

    def count(self, *any_of: Condition, **fields: object) -> int:
        """How many `find` would give, without reading them."""
        ...

    def newest(self, field: str, values: Iterable[object], by: str, **fields: object) -> list[R]:
        """Of the records with each of the `values` in a field the one that is greatest in `by`, of two that are equal any one.

        Those without a value in `by` are left aside. It costs one look-up a value, however many records there are.
        """
        ...

    def values(self, field: str, *any_of: Condition, **fields: object) -> set[Any]:
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


@dataclass(frozen=True, slots=True)
class ChainHead:
    """Where the journal's chain ends: the number of the newest change set (0: none yet) and its link, 64 hexadecimal digits."""

    number: int = 0
    link: str = ""


@dataclass(frozen=True, slots=True)
class ChangesWanted:
    """Which change sets are asked for; what is left out does not matter.

    records: that touched one of these. kinds: that touched a record of one of these shelves. who: by this person. from_at,
    before: between these UTC instants, the second excluded. in_force: neither taken back nor a taking back.
    """

    records: frozenset[UUID] | None = None
    kinds: frozenset[str] = frozenset()
    who: str = ""
    from_at: dt.datetime | None = None
    before: dt.datetime | None = None
    in_force: bool = False
    limit: int = 50


class Work(Protocol):
    """One transaction. What is done in it is kept whole or not at all."""

    def shelf(self, kind: Kind[R]) -> Shelf[R]:
        """All kept records of a kind."""
        ...

    @property
    def known(self) -> ReferenceData:
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

    @property
    def memory(self) -> dict[Any, Any]:
        """What the open office remembers from one question to the next, by whoever remembers it; a command finds it empty.

        Nothing in it is kept: it must be made again from the records, and `changed_since` tells when.
        """
        ...

    @property
    def change_sets_kept(self) -> int:
        """The number of the newest change set: it grows with every change that is kept, whoever made it."""
        ...

    @property
    def chain_head(self) -> ChainHead:
        """Where the journal's chain ends; a paper that bears it proves later that the journal is still the same."""
        ...

    def changed_since(self, number: int, most: int) -> list[JournalEntry] | None:
        """What change sets after one changed, the earliest first; None when there are more entries than `most`."""
        ...

    def changes(self, wanted: ChangesWanted) -> list[ChangeSet]:
        """The newest change sets that are wanted, with their entries."""
        ...

    def people_of_changes(self) -> list[str]:
        """Everybody whose changes the journal holds."""
        ...

    def revert(self, ident: UUID) -> tuple[int, int]:
        """Put back what a change set changed: (removed, restored). Raises `Stale` if a record was changed since, and then
        names it; raises `Refused` if it was reverted already."""
        ...


def kept(work: Work, kind: Kind[Any]) -> int:
    """How many records of a kind there are: counted again only after a change, for two hundred thousand take 20 ms."""
    key, now = (kept.__qualname__, kind.name), work.change_sets_kept
    change_sets, number = work.memory.get(key, (None, 0))
    if change_sets != now or not kind.journalled:
        number = work.shelf(kind).count()
        work.memory[key] = (now, number)
    return number
