"""A real office for the services: a clock the test turns, an empty database, a small office kept in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders import Clock, SmallOffice, new_office
from visitplanner.store.office import SqlOffice


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def office(tmp_path: Path, clock: Clock) -> Iterator[SqlOffice]:
    made = new_office(tmp_path, clock)
    yield made
    made.close()


@pytest.fixture
def small(office: SqlOffice) -> SmallOffice:
    made = SmallOffice()
    made.keep(office)
    return made
