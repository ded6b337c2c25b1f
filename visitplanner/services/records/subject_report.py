"""All that is kept on one person: what a district office must be able to answer when somebody asks (個人資料保護法 §3, §10)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.domain.core.texts import name_key
from visitplanner.domain.loads.loads import LOADS
from visitplanner.domain.records.kinds import KINDS
from visitplanner.services.core.codec import codec
from visitplanner.services.core.work import ChangesWanted, Work

SHORTEST = 2
"""Signs of a name: one would be found in almost every record."""
EVERY = 1_000_000


@dataclass(frozen=True, slots=True)
class Mention:
    """A record in which the person stands. kind: its shelf; fields: those with the name or number in them; record: all of it."""

    kind: str
    ident: UUID
    fields: tuple[str, ...]
    record: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PersonReport:
    """records: kept now, drafts among them. changes: journal entries, as they were before or after. by: changes the person made."""

    words: tuple[str, ...]
    records: tuple[Mention, ...]
    changes: tuple[Mention, ...]
    by: int


@dataclass(frozen=True)
class SubjectReport:
    """All that is kept on one person, by any of some words: a name, a telephone number, an address.

    A record of which one mentions a contact by its id alone is found by the contact's. Raises `Refused` for a word that would
    be found everywhere.
    """

    words: tuple[str, ...]

    def answer(self, work: Work) -> PersonReport:
        keys = tuple(name_key(word) for word in self.words if word.strip())
        if not keys or min(map(len, keys)) < SHORTEST:
            raise Refused(said("A name of one sign is found everywhere."), mend=said("Give the whole name, or a number."))
        records, by = tuple(_kept(work, keys)), 0
        changes: list[Mention] = []
        idents = {each.ident for each in records if each.kind in ("contacts", "people")}
        for change in work.changes(ChangesWanted(limit=EVERY)):
            by += any(key in name_key(change.who) for key in keys)
            for entry in change.entries:
                for state in (entry.before, entry.after):
                    found = tuple(_fields(state or {}, keys, idents))
                    if found:
                        changes.append(Mention(entry.kind, entry.record_id, found, state or {}))
        return PersonReport(self.words, records, tuple(changes), by)


def _kept(work: Work, keys: tuple[str, ...]) -> Iterator[Mention]:
    everything = [
        (kind.name, record.id, codec(kind.record).plain(record))
        for kind in KINDS
        if kind is not LOADS
        for record in work.shelf(kind).find()
    ]
    own = {ident for name, ident, plain in everything if name in ("contacts", "people") and any(_fields(plain, keys, set()))}
    for name, ident, plain in everything:
        found = tuple(_fields(plain, keys, own))
        if found:
            yield Mention(name, ident, found, plain)


def _fields(plain: Mapping[str, Any], keys: tuple[str, ...], idents: set[UUID]) -> Iterator[str]:
    named = {str(ident) for ident in idents}
    for field, value in plain.items():
        if field == "id":
            continue
        texts = list(_texts(value))
        if any(text in named or any(key in name_key(text) for key in keys) for text in texts):
            yield field


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, part in value.items():
            yield from _texts(key)
            yield from _texts(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _texts(part)
