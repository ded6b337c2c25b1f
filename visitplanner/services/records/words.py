"""In which records of a described kind a word stands, as conditions the store looks for: no record is read for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, cast

from visitplanner.domain.core.fields import OneOf, Reference, SomeOf, Wording, Words
from visitplanner.domain.core.kinds import NOTHING, Kind, RecordField
from visitplanner.domain.core.messages import Message
from visitplanner.domain.core.texts import search_key
from visitplanner.services.core.conditions import AnyOf, Containing, Holding, NamedBy, Spelled
from visitplanner.services.core.work import Work


def standing_in(work: Work, kind: Kind[Any], word: str, say: Callable[[Message], str]) -> AnyOf:
    """The records with the word in a field as it is written, or in the name of what a field refers to; blanks, width, case and
    variants of signs do not matter. Of a kind with a searched text that text is looked through, also behind a reference to it.

    say: in which language days, choices and yes or no are written.
    """
    key, wording = search_key(word), Wording(say)
    searched = [] if kind.sought is None else [{"sought": Containing(key)}]
    fields = [field for field in kind.fields if not (searched and isinstance(field.type, Words))]
    return AnyOf(*searched, *(either for field in fields for either in _in_field(work, kind, field, key, wording)))


def _in_field(work: Work, kind: Kind[Any], field: RecordField, key: str, wording: Wording) -> Iterable[Mapping[str, Any]]:
    """Of days, numbers and choices there are few: which of the values kept are written with the word is found out one by one."""
    if isinstance(field.type, Words):
        return [{field.name: Spelled(key)}]
    if isinstance(field.type, SomeOf):
        return [{field.name: Holding(tuple(_items(work, field.type.of, key, wording)))}]
    if isinstance(field.type, Reference):
        return [{field.name: NamedBy(other, "id", **_bearing(other, key))} for other in _kinds(field.type)]
    kept = work.shelf(kind).values(field.name) - set(NOTHING)
    return [{field.name: {value for value in kept if key in search_key(field.type.write(value, wording))}}]


def _items(work: Work, item: OneOf | Reference, key: str, wording: Wording) -> Iterable[Any]:
    if isinstance(item, Reference):
        return [ident for kind in _kinds(item) for ident in work.shelf(kind).values("id", **_bearing(kind, key))]
    return [value for value in item.names if key in search_key(item.write(value, wording))]


def _bearing(kind: Kind[Any], key: str) -> dict[str, Any]:
    return {"name": Spelled(key)} if kind.sought is None else {"sought": Containing(key)}


def _kinds(reference: Reference) -> tuple[Kind[Any], ...]:
    return cast("tuple[Kind[Any], ...]", reference.kinds)
