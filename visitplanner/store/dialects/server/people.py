"""Accounts: each person's own, in one role. Administrators make and end them by functions of the database, which alone may."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from visitplanner.store.dialects.postgresql import verifier
from visitplanner.store.dialects.server.rights import ROLES, group_of

AT_ONCE = 8
"""So many connections of one person at a time: two windows, a command, and their news."""


ALLOWED = """
    IF NOT (coalesce(office_role(), '') = 'administrator'
            OR session_user = (SELECT datdba::regrole::name FROM pg_database WHERE datname = current_database())) THEN
        RAISE EXCEPTION 'administrators only' USING ERRCODE = '42501';
    END IF;"""
"""The beginning of each function: an administrator asks, or whoever owns the database."""


@dataclass(frozen=True, slots=True)
class Account:
    """A login with its role, and the id of the person of the office whose it is."""

    login: str
    role: str
    person_id: str | None
    person: str | None


def functions(database: str) -> str:
    """The statements that make the functions. Groups and database are named in them: nobody can point them elsewhere."""
    group = "CASE " + " ".join(f"WHEN role = '{role}' THEN '{group_of(database, role)}'" for role in ROLES) + " END"
    head = "LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$\nBEGIN"
    return f"""
CREATE FUNCTION office_group(role TEXT) RETURNS TEXT LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT {group}
$$;
CREATE FUNCTION office_admit(login TEXT, verifier TEXT, role TEXT, person TEXT) RETURNS VOID {head}{ALLOWED}
    IF office_group(role) IS NULL OR verifier NOT LIKE 'SCRAM-SHA-256$%' OR login !~ '^[a-z][a-z0-9_.-]{{0,40}}$' THEN
        RAISE EXCEPTION 'not an account' USING ERRCODE = '22023';
    END IF;
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = login) THEN
        RAISE EXCEPTION 'there already' USING ERRCODE = '42710';
    END IF;
    EXECUTE format(
        'CREATE ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS'
        ' CONNECTION LIMIT {AT_ONCE} PASSWORD %L',
        login, verifier);
    EXECUTE format('GRANT %I TO %I', office_group(role), login);
    EXECUTE format('ALTER ROLE %I SET idle_in_transaction_session_timeout = ''60s''', login);
    INSERT INTO office_accounts VALUES (login, role, person);
END $$;
CREATE FUNCTION office_appoint(login TEXT, role TEXT, person TEXT) RETURNS VOID {head}{ALLOWED}
    IF office_group(role) IS NULL OR NOT EXISTS (SELECT FROM office_accounts a WHERE a.login = office_appoint.login) THEN
        RAISE EXCEPTION 'not an account' USING ERRCODE = '22023';
    END IF;
    EXECUTE format(
        'REVOKE %I FROM %I',
        office_group((SELECT a.role FROM office_accounts a WHERE a.login = office_appoint.login)), login);
    EXECUTE format('GRANT %I TO %I', office_group(role), login);
    UPDATE office_accounts a SET role = office_appoint.role, person_id = person WHERE a.login = office_appoint.login;
END $$;
CREATE FUNCTION office_dismiss(login TEXT) RETURNS VOID {head}{ALLOWED}
    IF NOT EXISTS (SELECT FROM office_accounts a WHERE a.login = office_dismiss.login) THEN
        RAISE EXCEPTION 'not an account' USING ERRCODE = '22023';
    END IF;
    IF login = session_user THEN
        RAISE EXCEPTION 'not oneself' USING ERRCODE = '42501';
    END IF;
    DELETE FROM office_accounts a WHERE a.login = office_dismiss.login;
    EXECUTE format('GRANT %I TO CURRENT_USER', login);
    PERFORM pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = login AND pid <> pg_backend_pid();
    EXECUTE format('DROP ROLE %I', login);
END $$;
"""


def admit(connection: Connection, login: str, password: str, role: str, person_id: str | None) -> None:
    """Make an account. Only what is made of the password travels."""
    inner: Any = connection.connection.driver_connection
    given = {"login": login, "verifier": verifier(inner, login, password), "role": role, "person": person_id}
    connection.exec_driver_sql("SELECT office_admit(%(login)s, %(verifier)s, %(role)s, %(person)s)", given)


def appoint(connection: Connection, login: str, role: str, person_id: str | None) -> None:
    """Give an account another role or person."""
    given = {"login": login, "role": role, "person": person_id}
    connection.exec_driver_sql("SELECT office_appoint(%(login)s, %(role)s, %(person)s)", given)


def dismiss(connection: Connection, login: str) -> None:
    """End an account and its connections; what it kept stays."""
    connection.exec_driver_sql("SELECT office_dismiss(%(login)s)", {"login": login})


def listed(connection: Connection) -> list[Account]:
    """All accounts, by role and login."""
    wanted = (
        "SELECT a.login, a.role, a.person_id, p.name FROM office_accounts a LEFT JOIN people p ON p.id = a.person_id"
        " ORDER BY a.role, a.login"
    )
    return [Account(*row) for row in connection.exec_driver_sql(wanted)]
