"""PostgreSQL: an office of many on one server. All that is the server's own stands here and in `server/`, and nowhere else.

A failed statement spoils a transaction, so each that may fail is a part of its own. One writer at a time, by an advisory lock
that ends with the transaction: the journal's numbers keep the order of the commits. Whole numbers have 64 bits, as in a file.
"""

from __future__ import annotations

import sys
from typing import Any
from uuid import UUID

import psycopg
from psycopg import sql as composed
from sqlalchemy import URL, Connection, Engine, Integer, event
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.base import PGTypeCompiler
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.engine import create_engine
from sqlalchemy.exc import IntegrityError

from visitplanner.store.dialects.patience import PATIENCE
from visitplanner.store.dialects.troubles import Broken, Dangling, NoTarget, Trouble, Twice

driver: Any = psycopg

SPOILT_BY_A_FAULT = True
TABLE: dict[str, Any] = {}
WRITING = 7_200_116
"""The lock that whoever writes holds until his transaction ends."""
PATIENCE_SECONDS = 8
"""How long anybody waits for a lock."""
LONG_SECONDS = 600
"""How long the owner of the database waits for an answer: a step of the schema rewrites a table."""
WAITING: dict[str, Any] = {
    "connect_timeout": 3,
    "keepalives": 1,
    "keepalives_idle": 3,
    "keepalives_interval": 1,
    "keepalives_count": 3,
    **({"tcp_user_timeout": 5000} if sys.platform.startswith("linux") else {}),
}
"""With the driver's own settings a dead network is noticed after more than 40 seconds; with these after 6."""
NEVER_PLAIN = {"sslmode": "verify-full"}
"""The driver's own setting falls back to plain text without a word."""
MANY, SHORT = 7, 0.5
"""How much longer many rows may take than one statement; how much sooner the end of a transaction must be answered."""
READING = "visitplanner_reading"

TROUBLES: dict[str, Trouble] = {
    "53100": Trouble.FULL,
    "25006": Trouble.NOT_WRITABLE,
    "55P03": Trouble.IN_USE,
    "40P01": Trouble.IN_USE,
    "40001": Trouble.IN_USE,
    "57014": Trouble.IN_USE,
    "42501": Trouble.NOT_ALLOWED,
    "28P01": Trouble.WRONG_PASSWORD,
    "28000": Trouble.WRONG_PASSWORD,
}
"""By sqlstate."""
REFUSED_AT_THE_DOOR: dict[str, Trouble] = {
    "password authentication failed": Trouble.WRONG_PASSWORD,
    "no pg_hba.conf entry": Trouble.NOT_ALLOWED,
    "permission denied for database": Trouble.NOT_ALLOWED,
    "does not exist": Trouble.MISSING,
}
"""What a server says when it lets nobody in; there is no code to it."""
GONE = ("08", "57P", "53", "58")
"""What sqlstates begin with when the server goes or has no room for one more."""


class _Types(PGTypeCompiler):
    def visit_INTEGER(self, type_: Any, **kw: Any) -> str:  # noqa: N802
        return "BIGINT"


class _Untold(Integer):
    """A whole number in a statement: its size is seen by its value, not said."""

    render_bind_cast = False


class OfficeDialect(PGDialect_psycopg):
    """Whole numbers have 64 bits, so that the same tables and steps serve a file and a server."""

    type_compiler_cls = _Types
    colspecs = {**PGDialect_psycopg.colspecs, Integer: _Untold}  # noqa: RUF012
    supports_statement_cache = True

    answer_seconds: float = 9
    """How long an answer is waited for; more than anybody waits for a lock."""

    def do_execute(self, cursor: Any, statement: Any, parameters: Any, context: Any = None) -> None:
        """Run a statement; a line on which no answer comes is broken."""
        with PATIENCE.call(cursor.connection, self.answer_seconds):
            super().do_execute(cursor, statement, parameters, context)

    def do_executemany(self, cursor: Any, statement: Any, parameters: Any, context: Any = None) -> None:
        """Run a statement for many rows, which may take longer."""
        with PATIENCE.call(cursor.connection, MANY * self.answer_seconds):
            super().do_executemany(cursor, statement, parameters, context)

    def do_commit(self, dbapi_connection: Any) -> None:
        """Keep what was done."""
        with PATIENCE.call(dbapi_connection, SHORT * self.answer_seconds):
            super().do_commit(dbapi_connection)

    def do_rollback(self, dbapi_connection: Any) -> None:
        """Undo what was done."""
        with PATIENCE.call(dbapi_connection, SHORT * self.answer_seconds):
            super().do_rollback(dbapi_connection)

    def do_ping(self, dbapi_connection: Any) -> Any:
        """Whether a line that was not used for a while is still there."""
        with PATIENCE.call(dbapi_connection, SHORT * self.answer_seconds):
            return super().do_ping(dbapi_connection)

    def validate_identifier(self, ident: str) -> None:
        """A name of more than 63 signs is shortened by the server itself, every time the same way."""


registry.register("postgresql.visitplanner", __name__, "OfficeDialect")


def engine(url: URL, *, pool: int = 3, answer_seconds: float | None = None) -> Engine:
    """An engine over a server; nothing is connected yet. url: with password and the driver's own options in its query.

    answer_seconds: how long an answer is waited for, if it may take longer than usual: a step of the schema, a move.

    TLS with a checked certificate unless the url says otherwise, which only tests on this computer do. Error texts never hold
    bound values (names, telephone numbers).
    """
    given = {**NEVER_PLAIN, **url.query}
    made = create_engine(
        url.set(drivername="postgresql+visitplanner", query={}),
        connect_args={**WAITING, **given, "application_name": "visitplanner"},
        pool_pre_ping=True,
        pool_size=pool,
        max_overflow=2,
        pool_timeout=PATIENCE_SECONDS,
        pool_recycle=1800,
        hide_parameters=True,
    )

    if answer_seconds is not None:
        made.dialect.answer_seconds = answer_seconds  # pyright: ignore[reportAttributeAccessIssue]

    @event.listens_for(made, "connect")
    def patient(connection: Any, _record: Any) -> None:
        connection.execute(f"SET lock_timeout = '{PATIENCE_SECONDS}s'")
        connection.commit()

    @event.listens_for(made, "begin")
    def begin(connection: Connection) -> None:
        if not connection.get_execution_options().get(READING):
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITING})")

    return made


def for_reading(bare: Connection) -> Connection:
    """The connection, its next transaction one state of the database that it cannot change."""
    return bare.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True, **{READING: True})


def refuse_writing(connection: Connection, *, refuse: bool) -> None:
    """Nothing more to do: the transaction was begun so."""


def in_transaction(connection: Connection) -> bool:
    """Whether the transaction still stands; it does not where the connection is gone."""
    if connection.invalidated:
        return False
    inner: Any = connection.connection.driver_connection
    return not inner.closed and inner.info.transaction_status in (
        psycopg.pq.TransactionStatus.INTRANS,
        psycopg.pq.TransactionStatus.INERROR,
    )


def tables(connection: Connection) -> list[str]:
    """The names of all tables, in order."""
    wanted = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename"
    return list(connection.exec_driver_sql(wanted).scalars())


def let_keys_wait(connection: Connection) -> None:
    """Let every foreign key be one that can wait for the end of the transaction, as those of a file can."""
    keys = (
        "SELECT conrelid::regclass::text, quote_ident(conname) FROM pg_constraint"
        " WHERE contype = 'f' AND NOT condeferrable AND connamespace = current_schema()::regnamespace"
    )
    for table, name in connection.exec_driver_sql(keys).all():
        connection.exec_driver_sql(f"ALTER TABLE {table} ALTER CONSTRAINT {name} DEFERRABLE INITIALLY IMMEDIATE")


def defer_foreign_keys(connection: Connection) -> None:
    """Watch over foreign keys only when the transaction ends."""
    connection.exec_driver_sql("SET CONSTRAINTS ALL DEFERRED")


def dangling(connection: Connection) -> Dangling | None:
    """The first row found that refers to nothing. Keys that waited are watched over from now on."""
    try:
        with connection.begin_nested():
            connection.exec_driver_sql("SET CONSTRAINTS ALL IMMEDIATE")
    except IntegrityError as fault:
        return _found(connection, fault)
    return None


def _found(connection: Connection, fault: IntegrityError) -> Dangling | None:
    """Asked anew, for the server tells no values of tables that are under row security."""
    told: Any = fault.orig
    if told.diag.sqlstate != "23503":
        raise fault
    key = connection.exec_driver_sql(
        "SELECT c.conrelid::regclass::text, c.confrelid::regclass::text, quote_ident(a.attname), quote_ident(b.attname)"
        " FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]"
        " JOIN pg_attribute b ON b.attrelid = c.confrelid AND b.attnum = c.confkey[1]"
        " WHERE c.conname = %(name)s AND c.connamespace = current_schema()::regnamespace",
        {"name": told.diag.constraint_name},
    ).one()
    table, parent, column, target = key
    lost = connection.exec_driver_sql(
        f"SELECT child.id FROM {table} child WHERE child.{column} IS NOT NULL"
        f" AND NOT EXISTS (SELECT FROM {parent} parent WHERE parent.{target} = child.{column}) LIMIT 1"
    ).scalar()
    return Dangling(table.strip('"'), parent.strip('"'), str(lost))


def identity(connection: Connection, row: Dangling) -> UUID:
    """The id of a record found dangling."""
    return UUID(str(row.place))


def broken(fault: IntegrityError) -> Broken | None:
    """Which constraint a statement failed on; None for one nobody can help (a CHECK, NOT NULL)."""
    told: Any = fault.orig
    if told.diag.sqlstate == "23505":
        return Twice(constraint=told.diag.constraint_name or "")
    return NoTarget() if told.diag.sqlstate == "23503" else None


def trouble(fault: BaseException | None) -> Trouble | None:
    """What a driver's fault is about, or None for a fault of the program. One without a code is a connection that was not
    made or is gone; there the server's refusal of a password has only its words."""
    if not isinstance(fault, psycopg.Error):
        return None
    code: str | None = fault.sqlstate
    if code is None:
        said = next((trouble for words, trouble in REFUSED_AT_THE_DOOR.items() if words in str(fault)), None)
        gone = isinstance(fault, psycopg.OperationalError | psycopg.InterfaceError)
        return (said or Trouble.UNREACHABLE) if gone else None
    return TROUBLES.get(code) or (Trouble.UNREACHABLE if code.startswith(GONE) else None)


def change_password(made: Engine, login: str, password: str) -> None:
    """Another password for one's own account; only what is made of it travels."""
    with made.begin() as connection:
        inner: Any = connection.connection.driver_connection
        quoted = composed.SQL("ALTER ROLE {} PASSWORD {}").format(
            composed.Identifier(login), composed.Literal(verifier(inner, login, password))
        )
        inner.execute(quoted)


def verifier(connection: Any, login: str, password: str) -> str:
    """What a server keeps of a password (SCRAM-SHA-256). connection: the driver's."""
    made: bytes = connection.pgconn.encrypt_password(password.encode(), login.encode(), b"scram-sha-256")
    return made.decode()


def add_search(connection: Connection) -> None:
    """The extension by which names are searched, if the server has it; whether it then works is looked at elsewhere."""
    if connection.exec_driver_sql("SELECT count(*) FROM pg_available_extensions WHERE name = 'pg_trgm'").scalar():
        connection.exec_driver_sql("CREATE EXTENSION IF NOT EXISTS pg_trgm")


def count_on(connection: Connection, tables: list[str]) -> None:
    """Let the numbers of tables go on after the rows that were put in with theirs."""
    for table in tables:
        newest = f'SELECT coalesce(max(number), 0) + 1 FROM "{table}"'
        connection.exec_driver_sql(f"SELECT setval(pg_get_serial_sequence('{table}', 'number'), ({newest}), false)")
