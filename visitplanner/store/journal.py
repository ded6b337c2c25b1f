"""The journal: what each command changed, written in the same transaction as the change."""

from __future__ import annotations

import datetime as dt
import secrets
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, func, insert, select, update

from visitplanner.domain.core.errors import Unknown
from visitplanner.domain.core.messages import said
from visitplanner.domain.core.records import Record
from visitplanner.services.core.work import ChangeSet, ChangesWanted, JournalEntry
from visitplanner.store import chain
from visitplanner.store.references import among
from visitplanner.store.rows.kinds import Key, StoredKind

SETS, ENTRIES = chain.SETS, chain.ENTRIES


@dataclass
class Changes:
    """What a transaction changed so far: every record once, as it was before and as it is now."""

    detail: dict[str, Any] = field(default_factory=dict[str, Any])
    reverts: list[UUID] = field(default_factory=list[UUID])
    signs_left_out: bool = False
    """Whether a text held control or direction signs, which are not kept."""
    _records: dict[Key, tuple[StoredKind[Any], Record | None, Record | None]] = field(default_factory=dict)

    def note(self, kind: StoredKind[Any], before: Record | None, after: Record | None) -> None:
        known = before or after
        if known is not None:
            key = (kind.name, known.id)
            first = self._records[key][1] if key in self._records else before
            self._records[key] = (kind, first, after)

    def __iter__(self) -> Iterator[tuple[StoredKind[Any], UUID, Record | None, Record | None]]:
        """Kind, id, before, after; what was added and removed again is left out."""
        for (_, ident), (kind, before, after) in self._records.items():
            if before is not None or after is not None:
                yield kind, ident, before, after

    def topics(self) -> frozenset[str]:
        """What pages hear of it."""
        return frozenset(topic for kind, *_ in self for topic in kind.kind.topics)

    def by_kind(self) -> tuple[dict[str, list[Record]], dict[str, list[Record]]]:
        """The records that are kept now, and those that are gone, by kind."""
        kept: dict[str, list[Record]] = defaultdict(list)
        gone: dict[str, list[Record]] = defaultdict(list)
        for kind, _, before, after in self:
            if after is not None:
                kept[kind.name].append(after)
            elif before is not None:
                gone[kind.name].append(before)
        return kept, gone


def write(connection: Connection, ident: UUID, at: dt.datetime, label: str, who: str, changes: Changes) -> bool:
    """Write a transaction's changes as one set; False if there were none that are journalled."""
    rows = [
        {
            "change_set_id": ident,
            "kind": kind.name,
            "record_id": record_id,
            "before": None if before is None else kind.plain(before),
            "after": None if after is None else kind.plain(after),
            "salt": secrets.token_hex(8),
        }
        for kind, record_id, before, after in changes
        if kind.kind.journalled
    ]
    if not rows:
        return False
    head = {"id": ident, "at": at, "label": label, "who": who, "detail": changes.detail, "reverts": tuple(changes.reverts)}
    head |= {"link": chain.BEGINNING}
    connection.execute(insert(SETS), [head])
    connection.execute(insert(ENTRIES), rows)
    for reverted in changes.reverts:
        _mark(connection, reverted, ident)
    chain.lengthen(connection, ident)
    return True


def _mark(connection: Connection, ident: UUID, by: UUID | None) -> None:
    """Note that a set was taken back by another. What it had itself taken back is in force again, and so on."""
    connection.execute(update(SETS).where(SETS.c.id == ident).values(reverted_by=by))
    for earlier in connection.scalar(select(SETS.c.reverts).where(SETS.c.id == ident)) or ():
        _mark(connection, earlier, ident if by is None else None)


def change_set(connection: Connection, ident: UUID) -> ChangeSet:
    """A set with its entries in the order of the changes; raises `Unknown`."""
    row = connection.execute(select(SETS).where(SETS.c.id == ident)).mappings().first()
    if row is None:
        raise Unknown(said("The journal has no such change: {ident}.", ident=str(ident)), mend=said("Look at the list again."))
    found = connection.execute(select(ENTRIES).where(ENTRIES.c.change_set_id == ident).order_by(ENTRIES.c.number))
    return _head(row, tuple(JournalEntry(e.kind, e.record_id, e.before, e.after) for e in found))


def newest_number(connection: Connection) -> int:
    """The number of the newest set, 0 when there is none."""
    return connection.scalar(select(func.max(SETS.c.number))) or 0


def changed_since(connection: Connection, number: int, most: int) -> list[JournalEntry] | None:
    """The entries of the sets after one, the earliest first; None when they are more than `most`."""
    later = select(SETS.c.id).where(SETS.c.number > number)
    wanted = select(ENTRIES).where(ENTRIES.c.change_set_id.in_(later)).order_by(ENTRIES.c.number).limit(most + 1)
    found = [JournalEntry(e.kind, e.record_id, e.before, e.after) for e in connection.execute(wanted)]
    return None if len(found) > most else found


def change_sets(connection: Connection, label: str | None, limit: int) -> list[ChangeSet]:
    """The newest sets first, without entries; a label ending in `*` means all that begin so."""
    wanted = select(SETS).order_by(SETS.c.number.desc()).limit(limit)
    if label is not None:
        begins = label.removesuffix("*")
        wanted = wanted.where(SETS.c.label.startswith(begins, autoescape=True) if begins != label else SETS.c.label == label)
    return [_head(row) for row in connection.execute(wanted).mappings()]


def changes(connection: Connection, asked: ChangesWanted) -> list[ChangeSet]:
    """The newest sets that are wanted, with their entries in the order of the changes."""
    wanted = select(SETS).order_by(SETS.c.number.desc()).limit(asked.limit)
    if asked.records is not None:
        wanted = wanted.where(SETS.c.id.in_(select(ENTRIES.c.change_set_id).where(among(ENTRIES.c.record_id, asked.records))))
    if asked.kinds:
        wanted = wanted.where(SETS.c.id.in_(select(ENTRIES.c.change_set_id).where(ENTRIES.c.kind.in_(sorted(asked.kinds)))))
    if asked.who:
        wanted = wanted.where(SETS.c.who == asked.who)
    if asked.from_at is not None:
        wanted = wanted.where(SETS.c.at >= asked.from_at)
    if asked.before is not None:
        wanted = wanted.where(SETS.c.at < asked.before)
    if asked.in_force:
        wanted = wanted.where(SETS.c.reverted_by.is_(None), SETS.c.reverts == ())
    heads = connection.execute(wanted).mappings().all()
    entries: dict[UUID, list[JournalEntry]] = {head["id"]: [] for head in heads}
    if heads:
        of_them = select(ENTRIES).where(among(ENTRIES.c.change_set_id, list(entries))).order_by(ENTRIES.c.number)
        for entry in connection.execute(of_them):
            entries[entry.change_set_id].append(JournalEntry(entry.kind, entry.record_id, entry.before, entry.after))
    return [_head(head, tuple(entries[head["id"]])) for head in heads]


def people(connection: Connection) -> list[str]:
    """Everybody whose changes are kept."""
    return [name for name in connection.scalars(select(SETS.c.who).distinct().order_by(SETS.c.who)) if name]


def _head(row: Mapping[Any, Any], entries: tuple[JournalEntry, ...] = ()) -> ChangeSet:
    return ChangeSet(row["id"], row["at"], row["label"], row["who"], row["detail"], row["reverted_by"], entries)
