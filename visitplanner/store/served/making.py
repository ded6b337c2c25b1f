"""The tables of an office on a server, brought to the newest step of the schema by whoever owns its database."""

from __future__ import annotations

from sqlalchemy import Connection, Engine

from visitplanner.store import migrations, sql
from visitplanner.store.dialects import postgresql


def build(made: Engine, step: str = migrations.SCHEMA) -> None:
    """Bring a database to a step: one transaction, kept whole or not at all. Nobody else migrates meanwhile: it holds the lock
    of whoever writes."""
    with sql.writing(made) as connection:
        build_within(connection, step)


def build_within(connection: Connection, step: str = migrations.SCHEMA) -> None:
    """The same within a transaction."""
    migrations.upgrade(connection, step)
    postgresql.let_keys_wait(connection)
