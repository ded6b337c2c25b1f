"""Fixtures of a real office on a real database: a conftest takes those it needs by name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders import Clock, SmallOffice, new_office
from visitplanner.store.office import SqlOffice


@pytest.fixture
def clock() -> Clock:
    """A clock the test turns."""
    return Clock()


@pytest.fixture
def office(tmp_path: Path, clock: Clock) -> Iterator[SqlOffice]:
    """An empty database."""
    made = new_office(tmp_path / "office", clock)
    yield made
    made.close()


@pytest.fixture
def kept(office: SqlOffice) -> SmallOffice:
    """The small office, kept in it without any case."""
    made = SmallOffice()
    made.keep(office)
    return made
