"""One transaction on the store. Implements `services.ports.Work`."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable
from typing import Any, TypeVar
from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

from sqlalchemy import Connection

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.kinds import Kind
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.core.records import Record, Setting
from visitplanner.domain.records import kinds
from visitplanner.services.core.reference_data import ReferenceData
from visitplanner.services.core.work import ChainHead, ChangeSet, ChangesWanted, JournalEntry, Shelf
from visitplanner.store import chain, journal
from visitplanner.store.dialects import dialect
from visitplanner.store.references import watch_over_keys, watch_over_lists
from visitplanner.store.rows.kinds import stored
from visitplanner.store.shelf import SqlShelf

R = TypeVar("R", bound=Record)


def instant_of(today: dt.date) -> dt.datetime:
    """Now, as a UTC instant; if the office lives on another day (a demonstration, `--today`), this time of that day.

    Logs that people keep speak of the day the office lives in; only the journal's own instants are always the clock's, but for
    a demonstration, whose whole past is invented.
    """
    here = dt.datetime.now().astimezone()
    return (here + (today - here.date())).astimezone(dt.UTC)


class SqlWork:
    """All shelves over one connection in a transaction; `finish` writes the journal before the commit."""

    def __init__(
        self,
        connection: Connection,
        known: ReferenceData,
        today: Callable[[], dt.date],
        memory: dict[Any, Any] | None = None,
    ) -> None:
        self.memory: dict[Any, Any] = {} if memory is None else memory
        self._connection = connection
        self._known = known
        self._today = today
        self._now = instant_of(today())
        self._change_set_id = uuid4()
        self._changes = journal.Changes()
        self._shelves: dict[str, SqlShelf[Any]] = {}

    def shelf(self, kind: Kind[R]) -> Shelf[R]:
        return self._shelf(kind)

    def _shelf(self, kind: Kind[R]) -> SqlShelf[R]:
        if kind.name not in self._shelves:
            self._shelves[kind.name] = SqlShelf(self._connection, stored(kind), self._changes)
        return self._shelves[kind.name]

    @property
    def known(self) -> ReferenceData:
        return self._known

    @property
    def today(self) -> dt.date:
        return self._today()

    @property
    def now(self) -> dt.datetime:
        return self._now

    @property
    def change_set_id(self) -> UUID:
        return self._change_set_id

    def setting(self, key: str, default: Any = None) -> Any:
        return next((each.value for each in self.shelf(kinds.SETTINGS).find() if each.key == key), default)

    def set_setting(self, key: str, value: Any) -> None:
        found = self.shelf(kinds.SETTINGS).find(key=key)
        if value is None:
            for setting in found:
                self.shelf(kinds.SETTINGS).remove(setting)
        elif not found:
            self.shelf(kinds.SETTINGS).add(Setting(id=uuid5(NAMESPACE_URL, f"visitplanner:setting:{key}"), key=key, value=value))
        elif found[0].value != value:
            self.shelf(kinds.SETTINGS).change(Setting(id=found[0].id, version=found[0].version, key=key, value=value))

    def note(self, **detail: Any) -> None:
        self._changes.detail.update(detail)

    def change_set(self, ident: UUID) -> ChangeSet:
        return journal.change_set(self._connection, ident)

    def change_sets(self, label: str | None = None, limit: int = 50) -> list[ChangeSet]:
        return journal.change_sets(self._connection, label, limit)

    @property
    def change_sets_kept(self) -> int:
        return journal.newest_number(self._connection)

    @property
    def chain_head(self) -> ChainHead:
        return chain.head(self._connection)

    def changed_since(self, number: int, most: int) -> list[JournalEntry] | None:
        return journal.changed_since(self._connection, number, most)

    def changes(self, wanted: ChangesWanted) -> list[ChangeSet]:
        return journal.changes(self._connection, wanted)

    def people_of_changes(self) -> list[str]:
        return journal.people(self._connection)

    def revert(self, ident: UUID) -> tuple[int, int]:
        taken = self.change_set(ident)
        if taken.reverted_by is not None:
            raise Refused(said("This change was taken back already."), mend=said("Look at the list again."))
        dialect.defer_foreign_keys(self._connection)
        entries: dict[str, list[JournalEntry]] = defaultdict(list)
        for entry in reversed(taken.entries):
            entries[entry.kind].append(entry)
        counts = [self._shelf(kinds.kind_named(name)).restore(of_kind) for name, of_kind in entries.items()]
        watch_over_keys(self._connection)
        self._changes.reverts.append(ident)
        self.note(reverted_label=taken.label)
        return sum(removed for removed, _ in counts), sum(restored for _, restored in counts)

    @property
    def topics(self) -> frozenset[str]:
        """What pages hear of what was written until now."""
        return self._changes.topics()

    @property
    def remark(self) -> Message | None:
        """What the store did that nobody asked for."""
        return (
            said("Signs that are not to be seen (control or direction signs) were left out.")
            if self._changes.signs_left_out
            else None
        )

    def finish(self, label: str, who: str, at: dt.datetime | None = None) -> bool:
        """Check what the engine does not, and write the journal; False if nothing was changed that it keeps.

        at: the instant the journal names, if it is not that of the transaction.
        """
        watch_over_lists(self._connection, *self._changes.by_kind())
        return journal.write(self._connection, self._change_set_id, at or self._now, label, who, self._changes)
