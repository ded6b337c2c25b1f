from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.conftest import ENGINES
from tests.store.acts import TODAY
from visitplanner.services.core.reference_data import ReferenceData
from visitplanner.store.office import SqlOffice, create_office, open_office
from visitplanner.store.safekeeping.envelope import MINIMUM

PASSPHRASE = "正確馬 電池 staple"

Opener = Callable[..., SqlOffice]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "office"


@pytest.fixture
def opening(folder: Path) -> Iterator[Opener]:
    """Create the office's database at the first call, open it at later ones; all are closed at the end."""
    opened: list[SqlOffice] = []

    def open_it(passphrase: str = PASSPHRASE, **given: object) -> SqlOffice:
        make = open_office if (folder / "visitplanner.db").exists() else create_office
        more = {} if make is open_office else {"demonstration": False, "cost": MINIMUM}
        opened.append(make(folder, passphrase, known=ReferenceData(), today=lambda: TODAY, **more, **given))  # type: ignore[operator]
        return opened[-1]

    yield open_it
    for office in opened:
        office.close()


ON_BOTH = ("test_records", "test_references", "test_journal", "test_changed_twice", "test_kept_texts", "test_parts_of_lists")
"""What the store promises of records, whichever engine keeps them; the other tests are of the encrypted file."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "office" in metafunc.fixturenames and metafunc.module.__name__.rpartition(".")[2] in ON_BOTH:
        metafunc.parametrize("office", ENGINES, indirect=True)


@pytest.fixture
def office(request: pytest.FixtureRequest) -> Iterator[SqlOffice]:
    """An empty office; its engine is the file's unless a test is of both."""
    if getattr(request, "param", "file") == "server":
        with request.getfixturevalue("databases").office(ReferenceData(), lambda: TODAY) as served:
            yield served
        return
    yield request.getfixturevalue("opening")()
