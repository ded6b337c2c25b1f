"""Offices on the tests' server: each test has a database of its own, a copy of one that was made once."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from sqlalchemy import URL, make_url

from tests.office.serving.server import Server
from visitplanner.services.core.reference_data import ReferenceData
from visitplanner.store import sql
from visitplanner.store.dialects import postgresql
from visitplanner.store.dialects.server import people, rights
from visitplanner.store.served.making import create_served
from visitplanner.store.served.office import ServedOffice

NUMBERS = itertools.count()
OWNER, OFFICE = "office_owner", "template_office"
PASSWORD = "電業 staple"
LOGINS = {
    "boss": rights.MANAGER,
    "chen": rights.ACCOUNT_MANAGER,
    "lin": rights.ACCOUNT_MANAGER,
    "intern": rights.VIEWER,
    "root_of_office": rights.ADMINISTRATOR,
}
"""Accounts of every test's office."""


class Databases:
    """Databases of one server. A copy takes some 60 ms; it is dropped when the next but one is made."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.admin: psycopg.Connection[Any] = psycopg.connect(server.url(), autocommit=True)
        self.admin.execute(f"CREATE ROLE {OWNER} LOGIN CREATEROLE CREATEDB PASSWORD '{PASSWORD}'")
        self._made: set[str] = set()
        self._left: list[str] = []

    def template(self, name: str, make: Callable[[str], None]) -> str:
        """A database that others are copied from; `make` fills it, given its name, when it is first asked for."""
        if name not in self._made:
            self.admin.execute(f'CREATE DATABASE "{name}" OWNER {OWNER}')
            make(name)
            self._made.add(name)
        return name

    @contextmanager
    def copy(self, template: str = "template1") -> Iterator[str]:
        """A new database like another; its name."""
        name = f"office_{next(NUMBERS)}"
        self.admin.execute(f'CREATE DATABASE "{name}" OWNER {OWNER} TEMPLATE "{template}" STRATEGY file_copy')
        try:
            yield name
        finally:
            for old in self._left:
                self.admin.execute(f'DROP DATABASE IF EXISTS "{old}" WITH (force)')
            self._left = [name]

    def url(self, name: str, login: str = OWNER, password: str = PASSWORD) -> URL:
        """Where a database is, as somebody logs in."""
        return make_url(self.server.url(name)).set(username=login, password=password)

    @contextmanager
    def made(self) -> Iterator[str]:
        """An empty office with the accounts of `LOGINS`; the name of its database."""
        with self.copy(self.template(OFFICE, self._make)) as name:
            yield name

    @contextmanager
    def office(self, known: ReferenceData, today: Callable[[], Any], login: str = "boss") -> Iterator[ServedOffice]:
        """An empty office, opened by one of its people."""
        with self.made() as name:
            opened = ServedOffice(self.url(name, login), known, today, demonstration=True)
            yield opened
            opened.close()

    def _make(self, name: str) -> None:
        create_served(self.url(name))
        engine = postgresql.engine(self.url(name))
        with sql.writing(engine) as connection:
            for login, role in LOGINS.items():
                people.admit(connection, login, PASSWORD, role, None)
        engine.dispose()
