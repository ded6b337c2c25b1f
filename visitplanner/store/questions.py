"""What is asked of a shelf as SQL: the conditions of `services.core.conditions` on the columns of a kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Column, ColumnElement, Select, and_, false, or_, select, true

from visitplanner.services.core.conditions import AnyOf, Between, Containing, Not
from visitplanner.store.references import among, listed
from visitplanner.store.rows.kinds import StoredKind

Many = tuple | list | set | frozenset


def column_of(kind: StoredKind[Any], name: str) -> Column[Any]:
    """A kind's column; raises TypeError when it has no such field."""
    if name not in kind.table.c:
        raise TypeError(f"{kind.name} have no field {name}")
    return kind.table.c[name]


def wheres(kind: StoredKind[Any], any_of: Sequence[AnyOf], fields: Mapping[str, object]) -> Iterator[ColumnElement[bool]]:
    """Every condition, all of which must hold."""
    for either in any_of:
        yield or_(false(), *(and_(true(), *wheres(kind, (), together)) for together in either.alternatives))
    for name, value in fields.items():
        yield _holds(column_of(kind, name), value)


def orders(kind: StoredKind[Any], order: Sequence[str]) -> Iterator[ColumnElement[Any]]:
    """By what an answer is sorted; the id comes last, so that the order is the same at every question."""
    for name in order or kind.kind.order:
        column = column_of(kind, name.removeprefix("-"))
        yield column.desc() if name.startswith("-") else column
    yield kind.table.c.id


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
