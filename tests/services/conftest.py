"""A real office for the services, on each engine: a clock the test turns, an empty database, a small office kept in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders import Clock, new_office
from tests.conftest import ENGINES
from tests.small_office import clock
from tests.small_office import kept as small
from visitplanner import bootstrap
from visitplanner.store.office import SqlOffice

__all__ = ["clock", "office", "small"]


@pytest.fixture(params=ENGINES)
def office(request: pytest.FixtureRequest, tmp_path: Path, clock: Clock) -> Iterator[SqlOffice]:
    if request.param == "server":
        with request.getfixturevalue("databases").office(bootstrap.known(), clock) as served:
            yield served
        return
    made = new_office(tmp_path, clock)
    yield made
    made.close()
