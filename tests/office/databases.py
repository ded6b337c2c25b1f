"""Offices on the tests' server: each test has a database of its own, a copy of one that was made once."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from sqlalchemy import make_url

from tests.office.server import Server
from visitplanner.services.core.reference_data import ReferenceData
from visitplanner.store.dialects import postgresql
from visitplanner.store.served.making import build
from visitplanner.store.served.office import ServedOffice

NUMBERS = itertools.count()
PLAIN = "template_plain"


class Databases:
    """Databases of one server. A copy takes some 60 ms; it is dropped when the next but one is made."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.admin: psycopg.Connection[Any] = psycopg.connect(server.url(), autocommit=True)
        self._made: set[str] = set()
        self._left: list[str] = []

    def template(self, name: str, make: Callable[[str], None]) -> str:
        """A database that others are copied from; `make` fills it, given its name, when it is first asked for."""
        if name not in self._made:
            self.admin.execute(f'CREATE DATABASE "{name}"')
            make(name)
            self._made.add(name)
        return name

    @contextmanager
    def copy(self, template: str = "template1") -> Iterator[str]:
        """A new database like another; its name."""
        name = f"office_{next(NUMBERS)}"
        self.admin.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY file_copy')
        yield name
        for old in self._left:
            self.admin.execute(f'DROP DATABASE IF EXISTS "{old}" WITH (force)')
        self._left = [name]

    @contextmanager
    def office(self, known: ReferenceData, today: Callable[[], Any]) -> Iterator[ServedOffice]:
        """An empty office without accounts: the store alone, as its owner."""
        with self.copy(self.template(PLAIN, self._build)) as name:
            made = ServedOffice(make_url(self.server.url(name)), known, today, demonstration=True)
            yield made
            made.close()

    def _build(self, name: str) -> None:
        engine = postgresql.engine(make_url(self.server.url(name)))
        build(engine)
        engine.dispose()
