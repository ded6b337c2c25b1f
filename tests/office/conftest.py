"""An office on a server, its people logged in, and the small office's records in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

import psycopg
import pytest
from sqlalchemy import URL

from tests.builders import Clock, SmallOffice
from tests.office.serving.databases import OWNER, PASSWORD, Databases
from visitplanner import bootstrap
from visitplanner.store.served.accounts import give_account
from visitplanner.store.served.office import ServedOffice

Enter = Callable[[str], ServedOffice]


@dataclass
class Place:
    """One test's office: its database, and who comes in."""

    databases: Databases
    name: str
    stack: ExitStack
    clock: Clock

    def url(self, login: str = OWNER) -> URL:
        return self.databases.url(self.name, login)

    def enter(self, login: str) -> ServedOffice:
        """The office as somebody's laptop has it open."""
        opened = ServedOffice(self.url(login), bootstrap.known(), self.clock)
        self.stack.callback(opened.close)
        return opened

    def line(self, login: str = OWNER) -> psycopg.Connection[Any]:
        """A bare connection, as somebody has it who does not use the program."""
        url = self.url(login)
        made = psycopg.connect(
            host=url.host, port=url.port, dbname=self.name, user=login, password=PASSWORD, sslmode="disable", autocommit=True
        )
        self.stack.callback(made.close)
        return made


@pytest.fixture
def place(databases: Databases) -> Iterator[Place]:
    with ExitStack() as stack:
        yield Place(databases, stack.enter_context(databases.made()), stack, Clock())


@pytest.fixture
def small(place: Place) -> SmallOffice:
    """The small office; chen is 林課長, who looks after three of its subjects, lin is 陳業務, who looks after none."""
    made = SmallOffice()
    made.keep(place.enter("boss"))  # pyright: ignore[reportArgumentType]
    give_account(place.url(), "chen", "account_manager", made.supervisor.name, "")
    give_account(place.url(), "lin", "account_manager", made.business.name, "")
    return made
