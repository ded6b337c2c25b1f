"""An office kept in memory, for services' tests that need no database: shelves, versions, journal and taking back."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from fnmatch import fnmatch
from typing import Any, Generic, TypeVar
from uuid import UUID, uuid4

from visitplanner.domain.core.errors import Refused, Stale, Unknown
from visitplanner.domain.core.kinds import Kind
from visitplanner.domain.core.messages import said
from visitplanner.domain.core.records import Record
from visitplanner.domain.records.kinds import KINDS
from visitplanner.services.core.conditions import AnyOf, Between, Containing, Not
from visitplanner.services.core.outcome import Command, Outcome, Query
from visitplanner.services.core.pages import Page
from visitplanner.services.core.reference_data import ReferenceData
from visitplanner.services.core.work import ChangeSet, ChangesWanted, JournalEntry

R = TypeVar("R", bound=Record)


class MemoryShelf(Generic[R]):
    def __init__(self, kind: str, journal: list[tuple[str, Any, Any]]) -> None:
        self.kind = kind
        self.journal = journal
        self.records: dict[UUID, R] = {}

    def get(self, ident: UUID) -> R:
        if ident not in self.records:
            raise Unknown(said("There is no such record."))
        return self.records[ident]

    def find(self, *any_of: AnyOf, page: Page | None = None, **fields: Any) -> list[R]:
        found = [
            record
            for record in self.records.values()
            if _all_hold(record, fields)
            and all(any(_all_hold(record, together) for together in either.alternatives) for either in any_of)
        ]
        return found if page is None else _part(found, page)

    def count(self, *any_of: AnyOf, **fields: Any) -> int:
        return len(self.find(*any_of, **fields))

    def newest(self, field: str, values: Iterable[object], by: str, **fields: Any) -> list[R]:
        found = (self.find(**{by: Between(), **fields, field: value}) for value in values)
        return [max(of_one, key=lambda record: getattr(record, by)) for of_one in found if of_one]

    def values(self, field: str, *any_of: AnyOf, **fields: Any) -> set[Any]:
        return {getattr(record, field) for record in self.find(*any_of, **fields)}

    def add(self, record: R) -> R:
        return self.add_all([record])[0]

    def add_all(self, records: Sequence[R]) -> list[R]:
        kept = [dataclasses.replace(record, version=1) for record in records]
        for record in kept:
            assert record.id not in self.records
            self.records[record.id] = record
            self.journal.append((self.kind, None, record))
        return kept

    def change(self, record: R) -> R:
        before = self._current(record)
        after = dataclasses.replace(record, version=record.version + 1)
        self.records[record.id] = after
        self.journal.append((self.kind, before, after))
        return after

    def remove(self, record: R) -> None:
        self.journal.append((self.kind, self._current(record), None))
        del self.records[record.id]

    def _current(self, record: R) -> R:
        before = self.get(record.id)
        if before.version != record.version:
            raise Stale(said("Somebody changed this record."))
        return before


def _all_hold(record: Any, fields: Mapping[str, object]) -> bool:
    return all(_holds(record, name, value) for name, value in fields.items())


def _holds(record: Any, field: str, wanted: object) -> bool:
    return _fits(_sought(record) if field == "sought" else getattr(record, field), wanted)


def _part(found: list[R], page: Page) -> list[R]:
    """The page, sorted from its last field to its first, as sorting keeps the order of equals."""
    for name in ("id", *reversed(page.order)):
        found = sorted(found, key=lambda each: getattr(each, name.removeprefix("-")), reverse=name.startswith("-"))
    return found[page.offset :][: page.limit]


def _sought(record: Any) -> str:
    """What the store keeps beside the record for searching."""
    (text,) = (kind.sought(record) for kind in KINDS if isinstance(record, kind.record) and kind.sought)
    return text


def _fits(kept: Any, wanted: object) -> bool:
    if isinstance(wanted, Between):
        if kept is None:
            return wanted.or_none
        return (wanted.first is None or kept >= wanted.first) and (wanted.last is None or kept <= wanted.last)
    if isinstance(wanted, Not):
        return kept != wanted.value
    if isinstance(wanted, Containing):
        return wanted.text in kept
    return kept in wanted if isinstance(wanted, tuple | list | set | frozenset) else kept == wanted


class MemoryWork:
    """One transaction; `MemoryOffice` puts everything back when it fails."""

    def __init__(self, known: ReferenceData, today: dt.date) -> None:
        self.known = known
        self.today = today
        self.now = dt.datetime.combine(today, dt.time(1), dt.UTC)
        self.change_set_id = uuid4()
        self.journal: list[tuple[str, Any, Any]] = []
        self.shelves = {kind.name: MemoryShelf[Any](kind.name, self.journal) for kind in KINDS}
        self.settings: dict[str, Any] = {}
        self.change_sets_kept = 0
        self.detail: dict[str, Any] = {}
        self.sets: dict[UUID, tuple[ChangeSet, list[tuple[str, Any, Any]]]] = {}

    def shelf(self, kind: Kind[R]) -> MemoryShelf[R]:
        return self.shelves[kind.name]

    def setting(self, key: str, default: Any = None) -> Any:
        return self.settings.get(key, default)

    def set_setting(self, key: str, value: Any) -> None:
        before = self.settings.pop(key, None)
        if value is not None:
            self.settings[key] = value
        self.journal.append(("setting " + key, before, value))

    def note(self, **detail: Any) -> None:
        self.detail |= detail

    def change_set(self, ident: UUID) -> ChangeSet:
        if ident not in self.sets:
            raise Unknown(said("There is no such change set."))
        return self.sets[ident][0]

    def change_sets(self, label: str | None = None, limit: int = 50) -> list[ChangeSet]:
        found = [kept for kept, _ in self.sets.values() if label is None or fnmatch(kept.label, label)]
        return found[::-1][:limit]

    @property
    def memory(self) -> dict[Any, Any]:
        return {}

    def changed_since(self, number: int, most: int) -> None:
        """It remembers nothing."""

    def changes(self, wanted: ChangesWanted) -> list[ChangeSet]:
        return self.change_sets(limit=wanted.limit)

    def people_of_changes(self) -> list[str]:
        return sorted({kept.who for kept in self.change_sets(limit=10_000) if kept.who})

    def revert(self, ident: UUID) -> tuple[int, int]:
        found, journal = self.sets[ident]
        if found.reverted_by is not None:
            raise Refused(said("This was taken back already."))
        removed = restored = 0
        for kind, before, after in reversed(journal):
            if kind.startswith("setting "):
                self.set_setting(kind.removeprefix("setting "), before)
                continue
            records = self.shelves[kind].records
            if after is not None and records.get(after.id) != after:
                raise Stale(said("Somebody changed this record."))
            if before is None:
                del records[after.id]
                removed += 1
            else:
                records[before.id] = before
                restored += 1
        self.sets[ident] = (dataclasses.replace(found, reverted_by=self.change_set_id), journal)
        return removed, restored


class MemoryOffice:
    """`Office` in memory: `do` carries a command out whole or not at all, `ask` answers a query."""

    def __init__(self, known: ReferenceData | None = None, today: dt.date = dt.date(2026, 1, 5)) -> None:
        self.work = MemoryWork(known or ReferenceData(), today)

    def do(self, command: Command) -> Outcome[Any]:
        work = self.work
        before = {name: dict(shelf.records) for name, shelf in work.shelves.items()}
        settings = dict(work.settings)
        work.change_set_id, work.detail = uuid4(), {}
        work.journal.clear()
        try:
            outcome = command.carry_out(work)  # type: ignore[arg-type]
        except BaseException:
            for name, records in before.items():
                work.shelves[name].records = records
            work.settings = settings
            raise
        if work.journal:
            entries = tuple(_entry(*line) for line in work.journal)
            kept = ChangeSet(work.change_set_id, work.now, type(command).__name__, "", dict(work.detail), None, entries)
            work.sets[kept.id] = (kept, list(work.journal))
        return outcome

    def ask(self, query: Query[Any]) -> Any:
        return query.answer(self.work)  # type: ignore[arg-type]


def _entry(kind: str, before: Any, after: Any) -> JournalEntry:
    if kind.startswith("setting "):
        return JournalEntry(kind, UUID(int=0), {"value": before}, {"value": after})
    ident = (after or before).id
    return JournalEntry(kind, ident, before and dataclasses.asdict(before), after and dataclasses.asdict(after))
