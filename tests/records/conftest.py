"""An office that keeps a made-up kind of record, 公告欄, beside the small office."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders import Clock, SmallOffice, new_office
from tests.notice_boards import described, make_table
from visitplanner.store.office import SqlOffice


@pytest.fixture(autouse=True)
def notice_boards() -> Iterator[None]:
    with described():
        yield


@pytest.fixture
def small() -> SmallOffice:
    return SmallOffice()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "office"


@pytest.fixture
def office(folder: Path, small: SmallOffice) -> Iterator[SqlOffice]:
    made = new_office(folder, Clock())
    make_table(made)
    small.keep(made)
    yield made
    made.close()
