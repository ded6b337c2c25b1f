"""One set of steps of the schema for both engines: on a server too each leads from a filled database to the present tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine

from tests.office.serving.databases import Databases
from tests.store.migrations.test_migrations import STEPS, rows_at
from visitplanner.store import migrations, sql
from visitplanner.store.dialects import postgresql
from visitplanner.store.served import making
from visitplanner.store.tables import METADATA

pytestmark = pytest.mark.xdist_group("server")


BYTES = re.compile(r"\bx'([0-9a-f]*)'", re.IGNORECASE)
"""Raw bytes as a file's engine writes them."""


@pytest.fixture
def engine(databases: Databases) -> Iterator[Engine]:
    with databases.copy() as name:
        made = postgresql.engine(databases.url(name))
        yield made
        made.dispose()


def filled(made: Engine, step: str) -> None:
    """Bring a database to a step, and put the rows of `filled/<step>.sql` into it."""
    making.build(made, step)
    with sql.writing(made) as connection:
        postgresql.defer_foreign_keys(connection)
        for statement in rows_at(step):
            connection.exec_driver_sql(as_a_server_takes_it(statement))


def as_a_server_takes_it(statement: str) -> str:
    """A statement with quoted columns (window is a word there) and bytes as a server writes them."""
    head, found, rest = statement.partition(") VALUES")
    begins, _, columns = head.partition("(")
    if found and "VALUES" not in head:
        quoted = [f'"{each.strip(chr(34) + " ")}"' for each in columns.split(",")]
        head = f"{begins}({', '.join(quoted)}"
    return BYTES.sub(r"'\\x\1'::bytea", head + found + rest).replace("%", "%%")


def counts(made: Engine) -> dict[str, int]:
    with sql.reading(made) as connection:
        names = [name for name in postgresql.tables(connection) if name != "alembic_version"]
        return {name: connection.exec_driver_sql(f'SELECT count(*) FROM "{name}"').scalar_one() for name in names}


def test_the_steps_lead_to_the_tables_the_program_declares(engine: Engine) -> None:
    making.build(engine)
    with sql.reading(engine) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False, "target_metadata": METADATA})
        differing = [each for each in compare_metadata(context, METADATA) if not of_names_alone(each)]
    assert differing == []


def of_names_alone(difference: Any) -> bool:
    """A server shortens names of more than 63 signs, and lets keys wait."""
    kind, thing = difference[0], difference[1]
    return kind in ("add_fk", "remove_fk") or (kind in ("add_index", "remove_index") and len(str(thing.name)) >= 63)


@pytest.mark.parametrize("step", STEPS)
def test_a_filled_database_of_every_step_comes_to_the_newest_without_losing_a_row(step: str, engine: Engine) -> None:
    filled(engine, step)
    before = counts(engine)
    assert min(before.values()) > 0
    making.build(engine)
    after = counts(engine)
    assert {name: after[name] for name in before} == before
    with sql.reading(engine) as connection:
        assert migrations.current(connection) == migrations.SCHEMA
        waiting = "SELECT count(*) FROM pg_constraint WHERE contype = 'f' AND NOT condeferrable"
        assert connection.exec_driver_sql(waiting).scalar() == 0


def test_a_step_that_is_killed_half_way_leaves_the_schema_as_it_was(engine: Engine, databases: Databases) -> None:
    filled(engine, STEPS[0])
    before = counts(engine)
    real = postgresql.let_keys_wait

    def killed(connection: Any) -> None:
        real(connection)
        database = engine.url.database
        statement = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()"
        databases.admin.execute(statement, (database,))

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(postgresql, "let_keys_wait", killed)
        with pytest.raises(Exception, match=r"terminat|closed|lost"):
            making.build(engine)
    assert counts(engine) == before
    with sql.reading(engine) as connection:
        assert migrations.current(connection) == STEPS[0]
    making.build(engine)
