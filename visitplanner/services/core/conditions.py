"""What may be asked of a shelf besides equal values: spans, words, one of several fields; and which part of the answer.

    work.shelf(VISITS).find(state=OPEN_STATES, day=Between(first, last))
    work.shelf(VISITS).find(AnyOf(day=Between(first, last), held_on=Between(first, last)), state=Not(VisitState.CANCELLED))
    work.shelf(CUSTOMERS).find(sought=Containing("王"), page=Page(("-regular_kw", "account"), limit=50))

Small on purpose: all conditions of one question hold together, only `AnyOf` is an *or*.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


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
class Not:
    """Anything but this value; a missing value fits."""

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


@dataclass(frozen=True, slots=True)
class Page:
    """Which part of an answer, in which order.

    order: names of fields, the first decides, `-` before it: the greatest first; empty: the kind's own. Ties are in the order
    of the ids, so that pages join without a gap. limit: so many records at most, None: all. offset: so many are passed over.
    """

    order: tuple[str, ...] = ()
    limit: int | None = None
    offset: int = 0
