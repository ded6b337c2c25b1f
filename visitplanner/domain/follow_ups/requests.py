"""Kinds of request, and what each asks of the customer: told once, whole (一次告知, plan 伍一(四)2, 伍二(一)4)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.fields import Words
from visitplanner.domain.core.kinds import Kind, RecordField
from visitplanner.domain.core.messages import said
from visitplanner.domain.core.records import Record
from visitplanner.domain.core.texts import name_key
from visitplanner.domain.follow_ups.follow_ups import AskedDocument

MOST_DOCUMENTS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestKind(Record):
    """A kind of request. notes: the documents it takes, one a line; source: the rule that asks for them, with its date."""

    name: str
    notes: str
    source: str


def documents_of(kind: RequestKind) -> tuple[str, ...]:
    """The documents a request takes, in the order in which they are told."""
    return tuple(line.strip() for line in kind.notes.splitlines() if line.strip())


def checked_kind(kind: RequestKind) -> RequestKind:
    """The kind with its documents tidy; raises `Refused` when one is named twice or there are too many to tell at once."""
    names = documents_of(kind)
    keys = [name_key(name) for name in names]
    twice = next((name for place, name in enumerate(names) if keys[place] in keys[:place]), None)
    if twice is not None:
        raise Refused(said("The document “{name}” stands twice.", name=twice), mend=said("Leave it out once."), field="notes")
    if len(names) > MOST_DOCUMENTS:
        raise Refused(said("More than {count} documents.", count=MOST_DOCUMENTS), mend=said("Divide the request."), field="notes")
    return replace(kind, notes="\n".join(names))


def asked(names: Iterable[str], before: Iterable[AskedDocument]) -> tuple[AskedDocument, ...]:
    """The documents a case asks for now; those that are here already stay so, also when the new list does not name them."""
    kept = {name_key(one.name): one for one in before if one.received_on is not None}
    new = tuple(kept.pop(name_key(name), AskedDocument(name)) for name in names)
    return (*new, *kept.values())


REQUEST_KINDS = Kind(
    name="request_kinds",
    record=RequestKind,
    noun=said("a kind of request"),
    plural=said("Kinds of request"),
    label=lambda kind: said("the kind of request “{name}”", name=kind.name),
    order=("name",),
    topic="follow_ups",
    fields=(
        RecordField("name", said("Request"), Words()),
        RecordField(
            "notes", said("Documents it takes"), Words(5), hint=said("One document a line; the customer is told all at once.")
        ),
        RecordField("source", said("Where that stands"), Words(), example=said("The rule, its clause and its date")),
    ),
    check=checked_kind,
)
