"""Approvals, imported calendars, closures, savings, draft tariffs and drafts of forms become records of their own.

What settings kept of them is moved, in the journal too, so that an import of a calendar can still be taken back. What cannot
be read stays a setting, as it is; `check` names it. Drafts of forms leave the journal, and with them the sets of changes
that held nothing else.
"""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.sql.schema import SchemaItem

from visitplanner.store.dialects import dialect
from visitplanner.store.migrations.kept_in_settings import UNREADABLE, YEARS, Mover, Plain, mover_of

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


CUSTOMERS, SETTINGS, SETS, ENTRIES = (
    sa.table(name, *map(sa.column, columns.split()))
    for name, columns in (
        ("customers", "id"),
        ("settings", "id version key value"),
        ("change_sets", "id label reverted_by"),
        ("change_entries", "number change_set_id kind record_id before after"),
    )
)


def upgrade() -> None:
    create_tables()
    connection = op.get_bind()
    move_journal(connection)
    move_settings(connection)


def create_tables() -> None:
    record("office_calendars", whole("year"), *texts("source", "working", "remarks"), unique("office_calendars", "year"))
    record("closures", *texts("day", "reason"), unique("closures", "day"))
    record(
        "approvals",
        whole("year"),
        *texts("proposed_on", "visits", "signatures"),
        sa.Column("published_on", sa.Text(), nullable=True),
        unique("approvals", "year"),
    )
    record(
        "savings",
        sa.Column(
            "customer_id", sa.Text(), sa.ForeignKey("customers.id", name="fk_savings_customer_id_customers"), nullable=False
        ),
        *texts("ntd"),
        unique("savings", "customer_id"),
    )
    record("tariff_drafts", *texts("title"), whole("ordinal"), *texts("based_on", "first", "dated", "source", "rises", "edits"))
    record("form_drafts", *texts("form", "about_id", "content"), unique("form_drafts", "form", "about_id"))


def move_settings(connection: sa.Connection) -> None:
    customers = set(connection.scalars(sa.select(CUSTOMERS.c.id)))
    rows = connection.execute(sa.select(SETTINGS)).all()
    years = imported_years(rows)
    moved: set[int] = set()
    for ident, version, key, text in rows:
        mover = mover_of(key)
        if mover is None or (mover.kind == "office_calendars" and int(key.partition(":")[2]) not in (years or ())):
            continue
        try:
            found = mover.moved(ident, key, json.loads(text), customers)
        except UNREADABLE:
            continue
        for each in found.records:
            insert(connection, mover.kind, {**each, "version": version})
            moved |= {each["year"]} if mover.kind == "office_calendars" else set()
        if found.records or found.rest is None:
            keep(connection, ident, found.rest)
    for ident, _, key, _text in rows:
        if key == YEARS and years is not None:
            keep(connection, ident, sorted(years - moved) or None)


def imported_years(rows: Any) -> set[int] | None:
    """The years whose calendars are in force; None if there is no list of them, or it cannot be read."""
    for _, _, key, text in rows:
        if key == YEARS:
            try:
                years = json.loads(text)
            except UNREADABLE:
                return None
            if isinstance(years, list) and all(type(year) is int for year in years):
                return set(years)
    return None


def move_journal(connection: sa.Connection) -> None:
    """A setting's change becomes the changes of its records; one that cannot be read stays as it is."""
    wanted = sa.select(ENTRIES).where(ENTRIES.c.kind == "settings").order_by(ENTRIES.c.number)
    for number, change_set, _kind, ident, *sides in connection.execute(wanted).all():
        try:
            before, after = (None if side is None else json.loads(side) for side in sides)
            key = (after or before or {})["key"]
            mover = mover_of(key)
            if mover is None and key != YEARS:
                continue
            changes = [] if mover is None or mover.kind == "form_drafts" else changed(mover, ident, before, after)
        except UNREADABLE:
            continue
        connection.execute(sa.delete(ENTRIES).where(ENTRIES.c.number == number))
        for record_id, *both in changes:
            texts = dict(zip(("before", "after"), (None if side is None else written(side) for side in both), strict=True))
            head = {"change_set_id": change_set, "kind": mover.kind if mover else "", "record_id": record_id}
            connection.execute(sa.insert(ENTRIES), {**head, **texts})
    empty = ~sa.exists().where(ENTRIES.c.change_set_id == SETS.c.id)
    connection.execute(sa.delete(SETS).where(SETS.c.label == "KeepDraft", SETS.c.reverted_by.is_(None), empty))


def changed(mover: Mover, ident: str, before: Plain | None, after: Plain | None) -> list[tuple[str, Plain | None, Plain | None]]:
    """(record's id, before, after) of what differs; raises ValueError if a part of either cannot be read."""
    old, new = ({} if side is None else whole_side(mover, ident, side) for side in (before, after))
    both = [(each, old.get(each), new.get(each)) for each in {**old, **new}]
    return [(each, one, other) for each, one, other in both if unversioned(one) != unversioned(other)]


def whole_side(mover: Mover, ident: str, side: Plain) -> dict[str, Plain]:
    found = mover.moved(ident, side["key"], side["value"])
    if found.rest is not None:
        raise ValueError(side["key"])
    return {each["id"]: {**each, "version": side["version"]} for each in found.records}


def unversioned(plain: Plain | None) -> Plain | None:
    return None if plain is None else {**plain, "version": 0}


def keep(connection: sa.Connection, ident: str, rest: Any) -> None:
    """What is left of a setting; without anything left it goes."""
    if rest is None:
        connection.execute(sa.delete(SETTINGS).where(SETTINGS.c.id == ident))
    else:
        connection.execute(sa.update(SETTINGS).where(SETTINGS.c.id == ident).values(value=written(rest)))


def insert(connection: sa.Connection, table: str, plain: Plain) -> None:
    columns = {name: written(value) if isinstance(value, dict | list) else value for name, value in plain.items()}
    connection.execute(sa.insert(sa.table(table, *map(sa.column, columns))), columns)


def written(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))


def record(table: str, *parts: SchemaItem) -> None:
    op.create_table(
        table,
        sa.Column("id", sa.Text(), nullable=False),
        whole("version"),
        *parts,
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        **dialect.TABLE,
    )


def texts(*names: str) -> list[SchemaItem]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def whole(name: str) -> SchemaItem:
    return sa.Column(name, sa.Integer(), nullable=False)


def unique(table: str, *names: str) -> SchemaItem:
    return sa.UniqueConstraint(*names, name=f"uq_{table}_{'_'.join(names)}")
