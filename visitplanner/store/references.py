"""Which record refers to which, said in words when a change would leave one without the other.

The engine says only that a foreign key failed; here the sentence is found that names the record. Lists of ids (the members
of a visit) have no foreign keys and are watched here too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Connection, ForeignKey, Integer, Table, UniqueConstraint, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.sql.expression import FromClause

from visitplanner.domain.core.errors import Refused, Unknown
from visitplanner.domain.core.fields import SomeOf, referred
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.core.records import Record
from visitplanner.domain.records import kinds
from visitplanner.domain.staff.staff import PEOPLE
from visitplanner.domain.visits.visits import VISITS
from visitplanner.services.core.codec import codec, written
from visitplanner.store import dialects
from visitplanner.store.dialects import constructs
from visitplanner.store.dialects.troubles import NoTarget, Twice
from visitplanner.store.rows.kinds import StoredKind, stored, stored_as
from visitplanner.store.tables import METADATA
from visitplanner.store.tables.customers import SubjectRow

SUBJECTS: Table = SubjectRow.__table__  # pyright: ignore[reportAttributeAccessIssue]
SUBJECT = said("a customer, group or park")


def among(column: Column[Any], values: Iterable[Any]) -> Any:
    """The condition that a column holds one of the values; any number of them, for they travel as one JSON text."""
    return column.in_(select(listed(column, values).c.value))


def listed(column: Column[Any], values: Iterable[Any]) -> FromClause:
    """Values as a table of one column `value`, each as the column keeps it."""
    kept: Any = column.type
    plain = codec(kept.hint).plain
    return constructs.values(written([plain(value) for value in values]), whole=isinstance(kept.impl, Integer))


def refusal(connection: Connection, kind: StoredKind[Any], records: Sequence[Record], fault: IntegrityError) -> Refused | None:
    """The sentence for a constraint that failed while `records` were written or removed; None if none is at fault."""
    broken = dialects.of(connection).broken(fault)
    if isinstance(broken, Twice):
        return _twice(connection, kind, records, _field(kind.table, broken))
    if isinstance(broken, NoTarget):
        return _without_target(connection, kind, records) or _in_use(connection, kind, records)
    return None


def _field(table: Table, broken: Twice) -> str:
    """The column of a value that stands there twice; an engine that names its constraint names no column."""
    unique = (each for each in table.constraints if isinstance(each, UniqueConstraint) and each.name == broken.constraint)
    named = (list(each.columns)[-1].name for each in unique)
    return next(named, broken.field)


def _twice(connection: Connection, kind: StoredKind[Any], records: Sequence[Record], field: str) -> Refused | None:
    column = kind.table.c[field]
    rows = connection.execute(select(column, kind.table.c.id).where(among(column, [getattr(r, field) for r in records])))
    holders: dict[Any, UUID] = {row[0]: row[1] for row in rows}
    for record in records:
        value = getattr(record, field)
        if holders.setdefault(value, record.id) != record.id or field == "id":
            return Refused(
                said("Kept already: {record}.", record=kind.label(record)),
                mend=said("Change the one that is kept, or enter another."),
                field=field,
            )
    return None


def _foreign_keys(table: Table) -> list[tuple[str, Column[Any]]]:
    """(field, column it refers to) of a table's own references; a subject's own id is none."""
    keys: list[ForeignKey] = sorted(table.foreign_keys, key=lambda key: key.parent.name)
    return [(key.parent.name, key.column) for key in keys if key.parent.name != "id"]


def _noun(table: Table) -> Message:
    kind = stored_as(table.name)
    return kind.noun if kind else SUBJECT


def _without_target(connection: Connection, kind: StoredKind[Any], records: Sequence[Record]) -> Unknown | None:
    for field, target in _foreign_keys(kind.table):
        wanted = {getattr(record, field) for record in records} - {None}
        there = set(connection.scalars(select(target).where(among(target, wanted))))
        for record in records:
            if getattr(record, field) in wanted - there:
                return _dangling(kind, record, _noun(target.table), field)
    return None


def _dangling(kind: StoredKind[Any], record: Record, noun: Message, field: str) -> Unknown:
    return Unknown(
        said("{record}: it names {thing} that is not kept.", record=kind.label(record), thing=noun),
        mend=said("Choose one that is kept."),
        field=field,
    )


def _in_use(connection: Connection, kind: StoredKind[Any], records: Sequence[Record]) -> Refused | None:
    parents = {kind.table, SUBJECTS} if kind.kind.subject else {kind.table}
    for table in METADATA.sorted_tables:
        for field, target in _foreign_keys(table):
            if target.table in parents:
                column = table.c[field]
                user = connection.scalar(select(column).where(among(column, [record.id for record in records])).limit(1))
                if user is not None:
                    return _used(kind, next(record for record in records if record.id == user), _noun(table))
    return None


def _used(kind: StoredKind[Any], record: Record, noun: Message) -> Refused:
    return Refused(
        said("It is still needed: {record}; {thing} refers to it.", record=kind.label(record), thing=noun),
        mend=said("Remove or change what refers to it first."),
    )


def _lists() -> Iterator[tuple[StoredKind[Any], str, tuple[StoredKind[Any], ...]]]:
    """Every field that holds a list of ids, and the kinds they are of: the members of a visit, and what descriptions name."""
    yield stored(VISITS), "member_ids", (stored(PEOPLE),)
    for kind in kinds.plain_kinds():
        for field in kind.fields:
            if isinstance(field.type, SomeOf) and referred(field.type):
                yield stored(kind), field.name, tuple(map(stored, referred(field.type)))


def watch_over_lists(connection: Connection, changed: dict[str, list[Record]], gone: dict[str, list[Record]]) -> None:
    """Refuse lists that name ids which are not kept. changed, gone: this transaction's records by kind."""
    for holder, field, targets in _lists():
        records = changed.get(holder.name, [])
        wanted = {ident for record in records for ident in getattr(record, field)}
        for target in targets if wanted else ():
            key = target.table.c.id
            wanted -= set(connection.scalars(select(key).where(among(key, wanted))))
        for record in records:
            if wanted & set(getattr(record, field)):
                raise _dangling(holder, record, targets[0].noun, field)
        for target in targets:
            _keep_listed(connection, holder, field, target, {record.id: record for record in gone.get(target.name, [])})


def _keep_listed(
    connection: Connection, holder: StoredKind[Any], field: str, target: StoredKind[Any], lost: dict[UUID, Record]
) -> None:
    """Refuse the loss of a record that a list still names."""
    named = constructs.unfolded(holder.table.c[field]).subquery()
    found = select(named.c.value).where(named.c.value.in_([str(ident) for ident in lost])).limit(1)
    listed = connection.scalar(found) if lost else None
    if listed is not None:
        raise _used(target, lost[UUID(listed)], holder.noun)


def watch_over_keys(connection: Connection) -> None:
    """Refuse what was done with foreign keys deferred if one of them points to nothing now."""
    fault = dialects.of(connection).dangling(connection)
    if fault is None:
        return
    target = METADATA.tables[fault.parent]
    kind = stored_as(fault.table)
    if kind is None:
        raise Refused(said("It is still needed: {record}; {thing} refers to it.", record=SUBJECT, thing=_noun(target)))
    found = connection.execute(
        select(*kind.kept).where(kind.table.c.id == dialects.of(connection).identity(connection, fault))
    ).one()
    raise Refused(
        said("It would be left without {thing}: {record}.", record=kind.label(kind.made(found)), thing=_noun(target)),
        mend=said("Take the later change back first."),
    )
