"""A shelf: all kept records of one kind, within one transaction. Implements `services.ports.Shelf`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from functools import cache
from typing import Any, Generic, TypeVar
from uuid import UUID

from sqlalchemy import Connection, Select, Update, bindparam, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from visitplanner.domain.core.errors import Refused, Stale, Unknown
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.core.records import Record
from visitplanner.services.core.conditions import Condition
from visitplanner.services.core.pages import Page
from visitplanner.services.core.work import JournalEntry
from visitplanner.store import dialects, sql
from visitplanner.store.journal import Changes
from visitplanner.store.questions import column_of, newest, orders, wheres
from visitplanner.store.references import SUBJECTS, among, refusal
from visitplanner.store.rows.kinds import StoredKind
from visitplanner.store.rows.texts import refuse_what_cannot_be_kept, without_controls_in

R = TypeVar("R", bound=Record)


class SqlShelf(Generic[R]):
    """Reads and writes one table and notes every change for the journal; a whole table is read once in a transaction."""

    def __init__(self, connection: Connection, kind: StoredKind[R], changes: Changes) -> None:
        self._connection = connection
        self._kind = kind
        self._changes = changes
        self._every: list[R] | None = None

    def get(self, ident: UUID) -> R:
        found = self._by_id([ident]).get(ident)
        if found is None:
            raise Unknown(
                said("What was asked for is not kept (any more): {thing}.", thing=self._kind.noun),
                mend=said("Look at the list again."),
            )
        return found

    def find(self, *any_of: Condition, page: Page | None = None, **fields: object) -> list[R]:
        if not any_of and not fields and page is None:
            if self._every is None:
                self._every = self._asked((), {}, Page())
            return list(self._every)
        return self._asked(any_of, fields, page or Page())

    def _asked(self, any_of: Sequence[Condition], fields: Mapping[str, object], page: Page) -> list[R]:
        wanted = select(*self._kind.kept).where(*wheres(self._kind, any_of, fields))
        wanted = wanted.order_by(*orders(self._kind, page.order)).limit(page.limit)
        return self._read_all(wanted.offset(page.offset) if page.offset else wanted)

    def count(self, *any_of: Condition, **fields: object) -> int:
        wanted = select(func.count()).select_from(self._kind.table).where(*wheres(self._kind, any_of, fields))
        return self._connection.execute(wanted).scalar_one()

    def newest(self, field: str, values: Iterable[object], by: str, **fields: object) -> list[R]:
        return self._read_all(newest(self._kind, field, values, by, fields))

    def values(self, field: str, *any_of: Condition, **fields: object) -> set[Any]:
        wanted = select(column_of(self._kind, field)).where(*wheres(self._kind, any_of, fields)).distinct()
        return set(self._connection.execute(wanted).scalars())

    def add(self, record: R) -> R:
        return self.add_all([record])[0]

    def add_all(self, records: Sequence[R]) -> list[R]:
        kept = [self._keepable(replace(record, version=1)) for record in records]
        self._insert(kept)
        for record in kept:
            self._changes.note(self._kind, None, record)
        return kept

    def change(self, record: R) -> R:
        before = self._current(record)
        after = self._keepable(replace(record, version=before.version + 1), before)
        self._update([(before, after)])
        self._changes.note(self._kind, before, after)
        return after

    def remove(self, record: R) -> None:
        before = self._current(record)
        self._delete([before])
        self._changes.note(self._kind, before, None)

    def restore(self, entries: Iterable[JournalEntry]) -> tuple[int, int]:
        """Put records back to what they were before these entries: (removed, put back).

        Raises `Stale` naming the first record that no longer is what the entry left behind.
        """
        entries = list(entries)
        now = self._by_id([entry.record_id for entry in entries])
        gone: list[R] = []
        changed: list[tuple[R, R]] = []
        back: list[R] = []
        for entry in entries:
            present = now.get(entry.record_id)
            before = self._read(entry.before)
            self._compare(present, self._read(entry.after), before)
            if present is None and before is not None:
                back.append(replace(before, version=before.version + 1))
            elif present is not None and before is not None:
                changed.append((present, replace(before, version=present.version + 1)))
            elif present is not None:
                gone.append(present)
        self._delete(gone)
        self._update(changed)
        self._insert(back)
        for old, new in [*((record, None) for record in gone), *changed, *((None, record) for record in back)]:
            self._changes.note(self._kind, old, new)
        return len(gone), len(changed) + len(back)

    def _keepable(self, record: R, before: R | None = None) -> R:
        """The record without control signs, which the change tells of; raises `Refused` for a text that is too long."""
        clean = without_controls_in(record)
        self._changes.signs_left_out |= clean is not record and self._kind.kind.journalled
        refuse_what_cannot_be_kept(self._kind.kind, clean, before)
        return clean

    def _read(self, plain: dict[str, Any] | None) -> R | None:
        return None if plain is None else self._kind.read(plain)

    def _compare(self, present: R | None, left: R | None, before: R | None) -> None:
        """Versions do not count: a change that was taken back leaves the same record under a higher version."""
        if (present is None) != (left is None) or (
            present is not None and left is not None and replace(present, version=0) != replace(left, version=0)
        ):
            named = present or left or before
            raise Stale(
                said("Changed again since then: {record}.", record=self._label(named)),
                mend=said("Take the later change back first."),
            )

    def _label(self, record: R | None) -> Message:
        return self._kind.noun if record is None else self._kind.label(record)

    def _current(self, record: R) -> R:
        """What is kept of a record; raises `Stale` if that is not what the record was read as."""
        present = self._by_id([record.id]).get(record.id)
        if present is None:
            raise Stale(
                said("Removed by somebody since it was read: {record}.", record=self._label(record)),
                mend=said("Look at the list again."),
            )
        if present.version != record.version:
            raise self._stale(record)
        return present

    def _out_of_reach(self, before: R) -> Refused:
        """Why a record was not written: it is another by now, or a server keeps it from this person's hand."""
        present = self._by_id([before.id]).get(before.id)
        if present is None or present.version != before.version:
            return self._stale(before)
        return Refused(
            said("Not yours to change: {record}.", record=self._label(before)),
            mend=said("Ask whoever looks after the customer, or a manager."),
        )

    def _stale(self, record: R) -> Stale:
        return Stale(
            said("Changed by somebody since it was read: {record}.", record=self._label(record)),
            mend=said("Read it again and repeat your change."),
        )

    def _read_all(self, wanted: Select[Any]) -> list[R]:
        return [self._kind.made(row) for row in self._connection.execute(wanted)]

    def _by_id(self, idents: Sequence[UUID]) -> dict[UUID, R]:
        if len(idents) == 1:
            found = self._connection.execute(_selected(self._kind), {"own_id": idents[0]})
        else:
            found = self._connection.execute(select(*self._kind.kept).where(among(self._kind.table.c.id, idents)))
        records = (self._kind.made(row) for row in found)
        return {record.id: record for record in records}

    def _insert(self, records: Sequence[R]) -> None:
        self._every = None
        if records:
            with self._whole(records):
                if self._kind.kind.subject:
                    self._connection.execute(insert(SUBJECTS), [{"id": record.id} for record in records])
                self._connection.execute(insert(self._kind.table), [self._kind.columns(record) for record in records])

    def _update(self, pairs: Sequence[tuple[R, R]]) -> None:
        self._every = None
        if not pairs:
            return
        values = [{**self._kind.columns(after), "own_id": before.id, "seen_version": before.version} for before, after in pairs]
        with self._whole([after for _, after in pairs], statements=len(pairs)):
            if self._connection.execute(_updated(self._kind), values).rowcount != len(pairs):
                raise self._out_of_reach(pairs[0][0])

    def _delete(self, records: Sequence[R]) -> None:
        self._every = None
        if not records:
            return
        table = self._kind.table
        idents = [record.id for record in records]
        with self._whole(records):
            if self._connection.execute(delete(table).where(among(table.c.id, idents))).rowcount != len(records):
                raise self._out_of_reach(records[0])
            if self._kind.kind.subject:
                self._connection.execute(delete(SUBJECTS).where(among(SUBJECTS.c.id, idents)))

    @contextmanager
    def _whole(self, records: Sequence[R], statements: int = 2) -> Iterator[None]:
        """All of several statements or none, also for a command that goes on after the refusal."""
        try:
            apart = statements > 1 or dialects.of(self._connection).SPOILT_BY_A_FAULT
            with sql.part(self._connection) if apart else nullcontext():
                yield
        except IntegrityError as fault:
            told = refusal(self._connection, self._kind, records, fault)
            if told is None:
                raise
            raise told from fault


@cache
def _selected(kind: StoredKind[Any]) -> Select[Any]:
    """The record of `own_id`; built once a kind, for building costs more than running."""
    return select(*kind.kept).where(kind.table.c.id == bindparam("own_id"))


@cache
def _updated(kind: StoredKind[Any]) -> Update:
    """All fields of the record of `own_id`, if it still is of `seen_version`."""
    columns = kind.table.c
    return update(kind.table).where(columns.id == bindparam("own_id"), columns.version == bindparam("seen_version"))
