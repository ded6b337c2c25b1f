"""What would fail silently later, asked of a server before anything else is done there."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from visitplanner.store.dialects.server import PRODUCT

FIRST_VERSION, LAST_VERSION = 15, 18
MOST_APART = dt.timedelta(minutes=5)
HERE = ("127.0.0.1", "::1", None)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a server: a name for it, and the values its sentence needs."""

    name: str
    values: dict[str, Any] = field(default_factory=dict[str, Any])


def of_server(connection: Connection) -> Iterator[Fault]:
    """Whether the server and the database can hold an office at all."""
    version = int(_one(connection, "SHOW server_version_num")) // 10_000
    if not FIRST_VERSION <= version <= LAST_VERSION:
        yield Fault("version", {"product": PRODUCT, "version": version, "first": FIRST_VERSION, "last": LAST_VERSION})
    encoding = _one(connection, "SHOW server_encoding")
    if encoding != "UTF8":
        yield Fault("encoding", {"encoding": encoding})
        return
    if not _one(connection, "SELECT count(*) FROM pg_extension WHERE extname = 'pg_trgm'"):
        yield Fault("extension")
    elif _one(connection, "SELECT has_schema_privilege('public', 'USAGE')") and _one(connection, "SELECT show_trgm('王') = '{}'"):
        yield Fault("chinese", {"locale": _locale(connection)})
    if not _one(connection, "SELECT 'B' < 'a' AND '2026-01-05' < '2026-01-05T' AND '一' < '丁'"):
        yield Fault("sorting", {"locale": _locale(connection)})


def of_connection(connection: Connection, now: dt.datetime) -> Iterator[Fault]:
    """Whether this laptop's way to the server is protected, and its clock right. now: the laptop's."""
    safe = _one(connection, "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")
    if not safe and str(_one(connection, "SELECT host(inet_server_addr())")) not in map(str, HERE):
        yield Fault("plain")
    apart = now - _one(connection, "SELECT clock_timestamp()")
    if abs(apart) > MOST_APART:
        yield Fault("clock", {"minutes": round(abs(apart).total_seconds() / 60)})


def of_login(connection: Connection) -> Iterator[Fault]:
    """Whether the account is a person's: one that the rules of the rows hold for."""
    wanted = "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = session_user"
    rights = connection.exec_driver_sql(wanted).one()
    owns = _one(
        connection,
        "SELECT pg_has_role(session_user, datdba, 'MEMBER') FROM pg_database WHERE datname = current_database()",
    )
    if any(rights) or owns:
        yield Fault("login", {"login": _one(connection, "SELECT session_user")})


def of_schema(connection: Connection, wanted: str) -> Iterator[Fault]:
    """Whether the tables are those this program knows; clients never change them. wanted: the program's step."""
    made = " FROM pg_class WHERE relname = 'alembic_version' AND relnamespace = 'public'::regnamespace"
    if not _one(connection, f"SELECT count(*){made}"):
        yield Fault("no_office")
        return
    if not _one(connection, f"SELECT has_schema_privilege('public', 'USAGE') AND has_table_privilege(oid, 'SELECT'){made}"):
        yield Fault("no_account")
        return
    step = str(_one(connection, "SELECT version_num FROM alembic_version"))
    if step < wanted:
        yield Fault("older", {"step": step, "wanted": wanted})
    elif step > wanted:
        yield Fault("newer", {"step": step, "wanted": wanted})


def of_account(connection: Connection) -> Iterator[Fault]:
    """Whether somebody gave this login a place in the office."""
    if _one(connection, "SELECT office_role()") is None:
        yield Fault("no_account")


def of_owner(connection: Connection) -> Iterator[Fault]:
    """What a login lacks that is to make an office."""
    owns = "SELECT datdba = session_user::regrole FROM pg_database WHERE datname = current_database()"
    may = "SELECT rolcreaterole AND rolcreatedb AND NOT rolsuper AND NOT rolbypassrls FROM pg_roles WHERE rolname = session_user"
    if not _one(connection, owns) or not _one(connection, may):
        yield Fault("owner", {"login": _one(connection, "SELECT session_user")})


def what_an_administrator_does(database: str, owner: str) -> tuple[str, ...]:
    """The statements by which the administrator of a server makes room for an office, in the server's language."""
    name, login = _quoted(database), _quoted(owner)
    return (
        f"CREATE ROLE {login} LOGIN NOSUPERUSER NOBYPASSRLS CREATEROLE CREATEDB;",
        f"\\password {login}",
        f"CREATE DATABASE {name} OWNER {login} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8';",
        f"REVOKE ALL ON DATABASE {name} FROM PUBLIC;",
    )


def _quoted(name: str) -> str:
    return name if re.fullmatch("[a-z_][a-z0-9_]*", name) else '"' + name.replace('"', '""') + '"'


def _locale(connection: Connection) -> str:
    return _one(connection, "SELECT datctype FROM pg_database WHERE datname = current_database()")


def _one(connection: Connection, statement: str) -> Any:
    return connection.exec_driver_sql(statement).scalar()
