"""Records of a described kind as lists, one by its name, and all that a word is found in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar
from uuid import UUID

from visitplanner.domain.core.fields import Day, Flag, Number, OneOf, Reference, Wording, Words, YearMonth
from visitplanner.domain.core.kinds import NOTHING, Kind, RecordField
from visitplanner.domain.core.messages import Message
from visitplanner.domain.core.records import Record
from visitplanner.domain.core.texts import name_key
from visitplanner.domain.records.kinds import plain_kinds
from visitplanner.services.core.conditions import Page
from visitplanner.services.core.work import Work

R = TypeVar("R", bound=Record)
Names = Mapping[str, Mapping[UUID, tuple[str, ...]]]
FOUND_OF_A_KIND = 10


@dataclass(frozen=True)
class NamesFor:
    """What the records are called that a kind's fields may refer to: by kind and id, the usual name first."""

    kind: Kind[Any]

    def answer(self, work: Work) -> Names:
        return {
            other.name: {record.id: other.named(record) for record in work.shelf(other).find()} for other in self.kind.referred
        }


def names_of(work: Work, kind: Kind[R], records: Sequence[R]) -> Names:
    """Only of what these records refer to."""
    wanted = {ident for record in records for ident in kind.refers_to(record)}
    found = {other.name: work.shelf(other).find(id=wanted) if wanted else [] for other in kind.referred}
    return {other.name: {record.id: other.named(record) for record in found[other.name]} for other in kind.referred}


@dataclass(frozen=True)
class RecordPage(Generic[R]):
    """A page of a list. total: how many the filter lets through. names: as `Wording` takes them."""

    records: list[R]
    total: int
    names: Names


@dataclass(frozen=True)
class RecordList(Generic[R]):
    """Records of a kind in its order, or by one of its fields (empty ones last).

    text: only those in which every word is found; say: in which language. page: from 1 on, of `rows` records; rows None: all.
    """

    kind: Kind[R]
    text: str = ""
    sort: str = ""
    descending: bool = False
    page: int = 1
    rows: int | None = None
    say: Callable[[Message], str] = field(default=str, compare=False)

    def answer(self, work: Work) -> RecordPage[R]:
        if self.text.strip() or (self.sort and not sorted_by_store(self.kind, self.kind.field(self.sort))):
            return self._sifted(work)
        order = (f"-{self.sort}" if self.descending else self.sort,) if self.sort else ()
        shelf, first = work.shelf(self.kind), (self.page - 1) * (self.rows or 0)
        records = shelf.find(page=Page(order, self.rows, first))
        total = shelf.count() if self.rows is not None else len(records)
        return RecordPage(records, total, names_of(work, self.kind, records))

    def _sifted(self, work: Work) -> RecordPage[R]:
        """By what is written: words found in it, or an order of words. Every record is read for it."""
        wording = Wording(self.say, NamesFor(self.kind).answer(work))
        words = [name_key(word) for word in self.text.split()]
        found = work.shelf(self.kind).find()
        if words:
            found = [record for record in found if all(word in haystack(self.kind, record, wording) for word in words)]
        if self.sort:
            found = ordered(self.kind, self.kind.field(self.sort), found, wording, descending=self.descending)
        first = (self.page - 1) * (self.rows or 0)
        shown = found[first:] if self.rows is None else found[first : first + self.rows]
        return RecordPage(shown, len(found), wording.names)


@dataclass(frozen=True)
class RecordNamed(Generic[R]):
    """The record of a name or an id; raises `Refused` when there is none, or several bear the name."""

    kind: Kind[R]
    text: str

    def answer(self, work: Work) -> R:
        records = {record.id: record for record in work.shelf(self.kind).find()}
        names = {self.kind.name: {ident: self.kind.named(record) for ident, record in records.items()}}
        return records[Reference((self.kind,)).read(self.text, Wording(names=names))]


@dataclass(frozen=True)
class RecordSearch:
    """Records of every described kind in which all words of a text are found, a few of each kind."""

    text: str
    say: Callable[[Message], str] = field(default=str, compare=False)

    def answer(self, work: Work) -> list[tuple[Kind[Any], Any]]:
        found: list[tuple[Kind[Any], Any]] = []
        for kind in plain_kinds():
            page = RecordList(kind, self.text, rows=FOUND_OF_A_KIND, say=self.say).answer(work)
            found += [(kind, record) for record in page.records]
        return found


def sorted_by_store(kind: Kind[Any], field: RecordField) -> bool:
    """Whether a field's order is that of its values: always filled, for empty ones come last in every order."""
    return kind.required(field) and isinstance(field.type, Words | Day | YearMonth | Number | Flag)


def haystack(kind: Kind[R], record: R, wording: Wording) -> str:
    """All texts of a record in which a word may be found: its fields, and every name of what they refer to."""
    names = [name for kept in wording.names.values() for ident in kind.refers_to(record) for name in kept.get(ident, ())]
    return "\n".join(map(name_key, (*kind.write(record, wording).values(), *names)))


def ordered(kind: Kind[R], by: RecordField, records: list[R], wording: Wording, *, descending: bool) -> list[R]:
    """By one field: days and numbers by value, choices in their order, everything else as it is written; empty ones last."""

    def key(record: R) -> Any:
        value = getattr(record, by.name)
        if isinstance(by.type, OneOf):
            return list(by.type.names).index(value)
        return value if isinstance(by.type, Day | YearMonth | Number | Flag) else kind.written(record, by, wording)

    filled = [record for record in records if getattr(record, by.name) not in NOTHING]
    rest = [record for record in records if getattr(record, by.name) in NOTHING]
    return sorted(filled, key=key, reverse=descending) + rest
