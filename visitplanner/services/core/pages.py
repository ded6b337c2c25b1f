"""Which part of a shelf's answer, in which order: by a record's own fields, or by what stands behind them.

Page(("-regular_kw", "account"), limit=50)
Page((Sorted(Behind("company_id", (COMPANIES,), Behind("group_id", (GROUPS,), "name")), descending=True), "account"))
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from visitplanner.domain.core.kinds import Kind
from visitplanner.services.core.conditions import Condition


@dataclass(frozen=True, slots=True)
class Behind:
    """What `then` says of the record, of one of the kinds, whose id stands in a field."""

    field: str
    kinds: tuple[Kind[Any], ...]
    then: Term


@dataclass(frozen=True, slots=True, init=False)
class Newest:
    """What `then` says of the first record of a kind, in an order of its own fields, whose `field` holds this record's id."""

    kind: Kind[Any]
    field: str
    then: Term
    order: tuple[str, ...]
    wanted: Mapping[str, Any]

    def __init__(self, kind: Kind[Any], field: str, then: Term, order: tuple[str, ...], **wanted: Any) -> None:
        for name, value in (("kind", kind), ("field", field), ("then", then), ("order", order), ("wanted", wanted)):
            object.__setattr__(self, name, value)


@dataclass(frozen=True, slots=True)
class Ranked:
    """The place of a field's value among a few values."""

    field: str
    values: tuple[Any, ...]


@dataclass(frozen=True, slots=True, init=False)
class Fits:
    """Whether conditions hold: yes is more than no."""

    conditions: tuple[Condition, ...]
    wanted: Mapping[str, Any]

    def __init__(self, *conditions: Condition, **wanted: Any) -> None:
        object.__setattr__(self, "conditions", conditions)
        object.__setattr__(self, "wanted", wanted)


@dataclass(frozen=True, slots=True)
class Either:
    """What the first of some terms says that says anything."""

    terms: tuple[Term, ...]


Term = str | Behind | Newest | Ranked | Fits | Either
"""By what records are sorted; a text is the name of a field."""


@dataclass(frozen=True, slots=True)
class Sorted:
    """An order in which those of whom nothing can be said come last, whichever way it goes."""

    term: Term
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """Which part of an answer, in which order.

    order: names of fields (`-` before it: the greatest first) or `Sorted`, the first decides; empty: the kind's own. Ties are in
    the order of the ids, so that pages join without a gap. limit: so many records at most, None: all. offset: so many are
    passed over.
    """

    order: tuple[str | Sorted, ...] = ()
    limit: int | None = None
    offset: int = 0

    def total(self, shown: int, count: Callable[[], int]) -> int:
        """How many the whole answer has; counted only where the part that is `shown` does not tell."""
        ended = self.limit is None or shown < self.limit
        return self.offset + shown if ended and (shown or not self.offset) else count()
