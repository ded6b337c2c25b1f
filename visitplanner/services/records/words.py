"""In which records of a described kind a word stands, as conditions the store looks for: no record is read for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, cast
from uuid import UUID

from visitplanner.domain.core.fields import OneOf, Reference, SomeOf, Wording, Words
from visitplanner.domain.core.kinds import NOTHING, Kind, RecordField
from visitplanner.domain.core.messages import Message
from visitplanner.domain.core.texts import name_key
from visitplanner.services.core.conditions import AnyOf, Containing, Holding, Spelled
from visitplanner.services.core.work import Work


def standing_in(work: Work, kind: Kind[Any], word: str, say: Callable[[Message], str]) -> AnyOf:
    """The records with the word in a field as it is written, or in a name of what a field refers to; blanks, width, case and
    variants of signs do not matter. say: in which language days, choices and yes or no are written."""
    key = name_key(word)
    return AnyOf(*(_standing_in_field(work, kind, field, key, Wording(say)) for field in kind.fields))


def _standing_in_field(work: Work, kind: Kind[Any], field: RecordField, key: str, wording: Wording) -> Mapping[str, Any]:
    """Of days, numbers and choices there are few: which of the values kept are written with the word is found out one by one."""
    if isinstance(field.type, Words):
        return {field.name: Spelled(key)}
    if isinstance(field.type, SomeOf):
        return {field.name: Holding(tuple(_items(work, field.type.of, key, wording)))}
    if isinstance(field.type, Reference):
        return {field.name: _named(work, field.type, key)}
    kept = work.shelf(kind).values(field.name) - set(NOTHING)
    return {field.name: {value for value in kept if key in name_key(field.type.write(value, wording))}}


def _items(work: Work, item: OneOf | Reference, key: str, wording: Wording) -> Iterable[Any]:
    if isinstance(item, Reference):
        return _named(work, item, key)
    return [value for value in item.names if key in name_key(item.write(value, wording))]


def _named(work: Work, reference: Reference, key: str) -> set[UUID]:
    """Whom a reference may mean that bears the word in one of its names; of a kind with a searched text only those are read in
    which it stands."""
    found: set[UUID] = set()
    for kind in cast("tuple[Kind[Any], ...]", reference.kinds):
        shelf = work.shelf(kind)
        records = shelf.find() if kind.sought is None else shelf.find(AnyOf(sought=Containing(key)))
        found |= {record.id for record in records if any(key in name_key(name) for name in kind.named(record))}
    return found
