"""What is asked of a shelf as SQL: `services.core.conditions` on the columns of a kind, and the orders of `pages`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum
from typing import Any

from sqlalchemy import Column, ColumnElement, FromClause, Select, Text, and_, case, false, func, literal, or_, select, true

from visitplanner.services.core.codec import codec, written
from visitplanner.services.core.conditions import (
    AnyOf,
    Between,
    Condition,
    Containing,
    Holding,
    NamedBy,
    Not,
    Spelled,
)
from visitplanner.services.core.pages import Behind, Either, Fits, Newest, Ranked, Sorted, Term
from visitplanner.store.dialects import constructs
from visitplanner.store.references import among, listed
from visitplanner.store.rows.kinds import StoredKind, stored
from visitplanner.store.types import Identity, Words

Many = tuple | list | set | frozenset
FEW = 1000
"""So many ids are found sooner by an index of the ids than by one of a state that ten years of records share."""


def column_of(kind: StoredKind[Any], name: str) -> Column[Any]:
    """A kind's column; raises TypeError when it has no such field."""
    if name not in kind.table.c:
        raise TypeError(f"{kind.name} have no field {name}")
    return kind.table.c[name]


def wheres(kind: StoredKind[Any], conditions: Sequence[Condition], fields: Mapping[str, object]) -> Iterator[ColumnElement[bool]]:
    """Every condition, all of which must hold."""
    for name in fields:
        column_of(kind, name)
    yield from _wheres(kind.table, conditions, fields)


def _wheres(source: FromClause, conditions: Sequence[Condition], fields: Mapping[str, object]) -> Iterator[ColumnElement[bool]]:
    for condition in conditions:
        if isinstance(condition, AnyOf):
            yield or_(false(), *(and_(true(), *_wheres(source, (), together)) for together in condition.alternatives))
        else:
            first, *others = (source.c[name] for name in condition.fields)
            yield _between(sum(others, start=first), condition.span)
    few = any(_are_few_ids(source.c[name], value) for name, value in fields.items())
    for name, value in fields.items():
        column = source.c[name]
        yield _holds(constructs.beside(column) if few and _is_choice(column) else column, value)


def _are_few_ids(column: ColumnElement[Any], value: object) -> bool:
    return isinstance(value, Many) and len(value) <= FEW and isinstance(column.type, Identity)


def _is_choice(column: ColumnElement[Any]) -> bool:
    """Whether a column holds one of a few named values, so that many records share each."""
    hint = getattr(column.type, "hint", None)
    return isinstance(hint, type) and issubclass(hint, Enum)


def orders(kind: StoredKind[Any], order: Sequence[str | Sorted]) -> Iterator[ColumnElement[Any]]:
    """By what an answer is sorted; the id comes last, so that the order is the same at every question."""
    for one in order or kind.kind.order:
        if isinstance(one, Sorted):
            term = _term(kind.table, one.term)
            filled = func.nullif(term, "") if isinstance(term.type, Words | Text) else term
            yield (filled.desc() if one.descending else filled.asc()).nulls_last()
        else:
            column = column_of(kind, one.removeprefix("-"))
            yield column.desc() if one.startswith("-") else column
    yield kind.table.c.id


def _term(source: FromClause, term: Term) -> ColumnElement[Any]:
    """What records of a table, or of an alias of one, are sorted by."""
    if isinstance(term, Behind):
        behind = [_first(source, stored(kind), term.then, "id", source.c[term.field]) for kind in term.kinds]
        return behind[0] if len(behind) == 1 else func.coalesce(*behind, type_=behind[0].type)
    if isinstance(term, Newest):
        return _first(source, stored(term.kind), term.then, term.field, source.c.id, term.order, term.wanted)
    if isinstance(term, Either):
        terms = [_term(source, one) for one in term.terms]
        return func.coalesce(*terms, type_=terms[0].type)
    if isinstance(term, Ranked):
        return case({value: place for place, value in enumerate(term.values)}, value=source.c[term.field])
    if isinstance(term, Fits):
        return case((and_(true(), *_wheres(source, term.conditions, term.wanted)), literal(1)), else_=literal(0))
    return source.c[term]


def _first(
    source: FromClause,
    kind: StoredKind[Any],
    then: Term,
    field: str,
    is_: ColumnElement[Any],
    order: Sequence[str] = (),
    wanted: Mapping[str, object] | None = None,
) -> ColumnElement[Any]:
    """A term of the first record of a kind in whose field a value stands."""
    there = kind.table.alias()
    found = select(_term(there, then)).where(there.c[field] == is_, *_wheres(there, (), wanted or {}))
    for name in order:
        column = there.c[name.removeprefix("-")]
        found = found.order_by(column.desc() if name.startswith("-") else column)
    return found.limit(1).correlate(source).scalar_subquery()


def newest(kind: StoredKind[Any], field: str, values: Iterable[object], by: str, fields: Mapping[str, object]) -> Select[Any]:
    """For each value one look-up in an index of `field` and `by`: the number of records kept does not matter."""
    wanted, inner = listed(column_of(kind, field), values), kind.table.alias("inner")
    one = (
        select(inner.c.id)
        .where(
            inner.c[field] == wanted.c.value,
            inner.c[by].is_not(None),
            *(_holds(inner.c[name], value) for name, value in fields.items()),
        )
        .order_by(inner.c[by].desc())
        .limit(1)
        .correlate(wanted)
        .scalar_subquery()
    )
    return select(*kind.kept).select_from(wanted.join(kind.table, kind.table.c.id == one))


def _holds(column: Any, value: object) -> ColumnElement[bool]:
    if isinstance(value, Between):
        return _between(column, value)
    if isinstance(value, Containing):
        return column.contains(value.text, autoescape=True)
    if isinstance(value, Spelled):
        return constructs.spelled(column).contains(value.text, autoescape=True)
    if isinstance(value, Holding):
        return constructs.holds_one(column, written(codec(column.type.hint).plain(value.values)))
    if isinstance(value, NamedBy):
        return column.in_(_named(value))
    if isinstance(value, Not) and isinstance(value.value, NamedBy):
        return column.is_(None) | column.not_in(_named(value.value))
    if isinstance(value, Not):
        return column.is_distinct_from(value.value)
    if value is None:
        return column.is_(None)
    if not isinstance(value, Many):
        return column == value
    known = [item for item in value if item is not None]
    return among(column, known) if len(known) == len(value) else among(column, known) | column.is_(None)


def _between(column: Any, span: Between) -> ColumnElement[bool]:
    ends = [column >= span.first] if span.first is not None else []
    ends += [column <= span.last] if span.last is not None else []
    fits = ends[0] if len(ends) == 1 else ends[0] & ends[1] if ends else column.is_not(None)
    return fits | column.is_(None) if span.or_none else fits


def _named(value: NamedBy) -> Select[Any]:
    there = stored(value.kind).table.alias()
    return select(there.c[value.field]).where(there.c[value.field].is_not(None), *_wheres(there, (), value.wanted))
