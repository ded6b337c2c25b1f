"""What may be asked of a shelf besides equal values: spans, words, what other records say, one of several fields.

    work.shelf(VISITS).find(state=OPEN_STATES, day=Between(first, last))
    work.shelf(VISITS).find(AnyOf(day=Between(first, last), held_on=Between(first, last)), state=Not(VisitState.CANCELLED))
    work.shelf(CUSTOMERS).find(company_id=NamedBy(COMPANIES, "id", group_id=Not(None)))

Small on purpose: all conditions of one question hold together, only `AnyOf` is an *or*. Order and parts: `pages`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from visitplanner.domain.core.kinds import Kind


@dataclass(frozen=True, slots=True)
class Between:
    """From `first` to `last`, both included; None: open on that side. or_none: a missing value fits too."""

    first: Any = None
    last: Any = None
    or_none: bool = False


@dataclass(frozen=True, slots=True)
class Containing:
    """Text in which this text stands somewhere, sign by sign as it is kept."""

    text: str


@dataclass(frozen=True, slots=True)
class Spelled:
    """Text in which this text stands somewhere; blanks, width, case and variants of signs do not matter. text: a `search_key`."""

    text: str


@dataclass(frozen=True, slots=True)
class Holding:
    """A list that holds at least one of these values."""

    values: tuple[Any, ...]


@dataclass(frozen=True, slots=True, init=False)
class NamedBy:
    """An id that stands in `field` of a record of another kind whose fields are as wanted."""

    kind: Kind[Any]
    field: str
    wanted: Mapping[str, Any]

    def __init__(self, kind: Kind[Any], field: str, **wanted: Any) -> None:
        object.__setattr__(self, "kind", kind)
        object.__setattr__(self, "field", field)
        object.__setattr__(self, "wanted", wanted)


@dataclass(frozen=True, slots=True)
class Total:
    """The sum of several whole numbers of a record lies within a span."""

    fields: tuple[str, ...]
    span: Between


@dataclass(frozen=True, slots=True)
class Not:
    """Anything but this value, or nothing `NamedBy` other records; a missing value fits."""

    value: Any


@dataclass(frozen=True, slots=True, init=False)
class AnyOf:
    """At least one of the alternatives holds: every field given by name is one, and so are all fields of a dictionary together.

    Conditions by field, as `Shelf.find` takes them.
    """

    alternatives: tuple[Mapping[str, Any], ...]

    def __init__(self, *together: Mapping[str, Any], **fields: Any) -> None:
        each = ({name: value} for name, value in fields.items())
        object.__setattr__(self, "alternatives", (*together, *each))


Condition = AnyOf | Total
"""What `Shelf.find` takes beside fields."""
