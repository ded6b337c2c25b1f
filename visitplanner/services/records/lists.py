"""Records of a described kind as lists, one by its name, and all that a word is found in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any, Generic, TypeVar, cast
from uuid import UUID

from visitplanner.domain.core.fields import OneOf, Reference, SomeOf, Wording
from visitplanner.domain.core.kinds import Kind, RecordField
from visitplanner.domain.core.messages import Message
from visitplanner.domain.core.records import Record
from visitplanner.domain.records.kinds import plain_kinds
from visitplanner.services.core.pages import Behind, Page, Ranked, Sorted, Term
from visitplanner.services.core.work import Work, kept
from visitplanner.services.records.words import standing_in

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
    """A page of a list. total: how many the filter lets through; kept: how many there are. names: as `Wording` takes them."""

    records: list[R]
    total: int
    kept: int
    names: Names


@dataclass(frozen=True)
class RecordList(Generic[R]):
    """Records of a kind in its order, or by one of its fields (empty ones last); filtered, sorted and cut by the store.

    text: only those in which every word is found; say: in which language. rows: so many at most, from page `page` on (1 is the
    first), `first` more passed over; None: all. only: those that hold these values, by field.
    """

    kind: Kind[R]
    text: str = ""
    sort: str = ""
    descending: bool = False
    page: int = 1
    rows: int | None = None
    say: Callable[[Message], str] = field(default=str, compare=False)
    first: int = 0
    only: Mapping[str, Any] = field(default_factory=dict[str, Any], hash=False)

    def answer(self, work: Work) -> RecordPage[R]:
        shelf = work.shelf(self.kind)
        wanted = [standing_in(work, self.kind, word, self.say) for word in self.text.split()]
        offset = (self.page - 1) * (self.rows or 0) + self.first
        by = self.kind.field(self.sort) if self.sort else None
        if by is not None and isinstance(by.type, SomeOf):
            records = self._by_what_is_written(work, by, shelf.find(*wanted, **self.only))[offset:][: self.rows]
        else:
            records = shelf.find(*wanted, page=Page(self._order(by), self.rows, offset), **self.only)
        total = Page((), self.rows, offset).total(len(records), lambda: shelf.count(*wanted, **self.only))
        every = shelf.count(**self.only) if self.only else kept(work, self.kind)
        return RecordPage(records, total, every if wanted else total, names_of(work, self.kind, records))

    def _order(self, by: RecordField | None) -> tuple[str | Sorted, ...]:
        if by is None:
            return ()
        if isinstance(by.type, OneOf):
            terms: list[Term] = [Ranked(by.name, tuple(by.type.names))]
        elif isinstance(by.type, Reference):
            kinds = cast("tuple[Kind[Any], ...]", by.type.kinds)
            terms = [Behind(by.name, kinds, "name")]
            terms += [Behind(by.name, (kind,), kind.order[0].removeprefix("-")) for kind in kinds]
        else:
            terms = [by.name]
        return (*(Sorted(term, self.descending) for term in terms), *self.kind.order)

    def _by_what_is_written(self, work: Work, by: RecordField, records: list[R]) -> list[R]:
        """A list of several values has no order but that of its words: these few are sorted here."""
        wording = Wording(self.say, names_of(work, self.kind, records))
        written = [(self.kind.written(record, by, wording), record) for record in records]
        filled = sorted((pair for pair in written if pair[0]), key=itemgetter(0), reverse=self.descending)
        return [record for _, record in (*filled, *(pair for pair in written if not pair[0]))]


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
