"""Others ask and back up beside an open window; whoever changes something waits a little; a store that was moved refuses."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.builders import TODAY
from tests.store.acts import accounts, add_customers
from visitplanner.domain.core.errors import Refused
from visitplanner.services.core.reference_data import ReferenceData
from visitplanner.store import office as store
from visitplanner.store.office import SqlOffice
from visitplanner.store.safekeeping import lock


def beside(folder: Path, *, alone: bool = False) -> SqlOffice:
    return store.open_office(folder, "", known=ReferenceData(), today=lambda: TODAY, alone=alone)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "office"
    store.create_office(place, "", demonstration=True, known=ReferenceData(), today=lambda: TODAY).close()
    return place


@pytest.fixture
def window(folder: Path) -> Iterator[SqlOffice]:
    opened = beside(folder, alone=True)
    opened.do(add_customers(2))
    yield opened
    opened.close()


def test_readers_and_a_backup_stand_beside_a_window(folder: Path, window: SqlOffice, tmp_path: Path) -> None:
    first, second = beside(folder), beside(folder)
    window.do(add_customers(1, first=50))
    assert len(first.ask(accounts())) == len(second.ask(accounts())) == 3
    assert first.back_up(tmp_path / "backups").verified
    assert first.check() == []
    first.close()
    second.close()
    window.do(add_customers(1, first=60))
    assert len(window.ask(accounts())) == 4


def test_a_writer_beside_a_window_is_refused_after_a_wait(
    folder: Path, window: SqlOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "PATIENCE_SECONDS", 0.1)
    other = beside(folder)
    with pytest.raises(Refused, match="open in another window"):
        other.do(add_customers(1, first=50))
    other.close()
    assert len(window.ask(accounts())) == 2


def test_eight_writers_at_once_all_succeed(folder: Path) -> None:
    def add(number: int) -> None:
        office = beside(folder)
        try:
            office.do(add_customers(1, first=10 * number + 1))
        finally:
            office.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(add, range(8)))
    last = beside(folder)
    assert len(last.ask(accounts())) == 8
    last.close()


@pytest.mark.parametrize("how", ["moved", "removed", "replaced", "log_removed"])
def test_a_store_that_is_no_longer_at_its_place_acknowledges_nothing(how: str, folder: Path, window: SqlOffice) -> None:
    if how == "moved":
        folder.rename(folder.with_name("elsewhere"))
    elif how == "removed":
        shutil.rmtree(folder)
    elif how == "replaced":
        shutil.copytree(folder, folder.with_name("copy"))
        shutil.rmtree(folder)
        folder.with_name("copy").rename(folder)
    else:
        (folder / "visitplanner.db-wal").unlink()
    with pytest.raises(Refused, match=r"moved, removed or replaced|cannot be"):
        window.do(add_customers(1, first=50))


def test_a_lock_whose_file_was_taken_away_is_taken_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever waited for a file that its holder removed meanwhile holds no lock that nobody else sees."""
    database, real, taken = tmp_path / "visitplanner.db", lock._take, list[int]()

    def removed_meanwhile(descriptor: int) -> None:
        if not taken:
            (tmp_path / "visitplanner.db.lock").unlink()
        taken.append(descriptor)
        real(descriptor)

    monkeypatch.setattr(lock, "_take", removed_meanwhile)
    held = lock.Lock(database)
    held.take()
    with pytest.raises(Refused):
        lock.Lock(database).take(0)
    held.release(remove=True)
    assert list(tmp_path.iterdir()) == []
