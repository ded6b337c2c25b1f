"""Database, backup and log, each whole, damaged or missing: 27 cases, each ends in a stated sentence, and nothing is deleted."""

from __future__ import annotations

import hashlib
import shutil
from itertools import product
from pathlib import Path

import pytest

from tests.store.acts import TODAY, accounts, add_customers
from tests.store.conftest import PASSPHRASE
from visitplanner.domain.core.errors import Refused
from visitplanner.services.core.ports import Recovery
from visitplanner.services.core.reference_data import ReferenceData
from visitplanner.store import office as store
from visitplanner.store.dialects.write_log import loses_changes
from visitplanner.store.safekeeping.envelope import MINIMUM

WHOLE, DAMAGED, MISSING = "whole", "damaged", "missing"
LOG = "visitplanner.db-wal"


@pytest.fixture(scope="module")
def crashed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as a crash leaves it: ten customers in the database and its backup, five changes more in the log."""
    place, left = (tmp_path_factory.mktemp(name) for name in ("office", "crashed"))
    made = store.create_office(place, PASSPHRASE, demonstration=False, known=ReferenceData(), today=lambda: TODAY, cost=MINIMUM)
    made.do(add_customers(10))
    assert made.back_up_when_changed() is not None
    made.close()
    office = opened(place)
    for number in range(5):
        office.do(add_customers(1, first=100 + number))
    shutil.copytree(place, left, dirs_exist_ok=True)
    office.close()
    (left / "visitplanner.db-shm").unlink(missing_ok=True)
    return left


def opened(folder: Path) -> store.SqlOffice:
    return store.open_office(folder, PASSPHRASE, known=ReferenceData(), today=lambda: TODAY)


def spoil(path: Path, state: str, place: float) -> None:
    if state == MISSING:
        path.unlink()
    elif state == DAMAGED:
        content = bytearray(path.read_bytes())
        start = int(len(content) * place)
        for offset in range(start, start + 64):
            content[offset] ^= 0x55
        path.write_bytes(content)


def contents(folder: Path) -> set[str]:
    """By their sums; the index of the log (-shm) is made anew whenever it is wanted."""
    files = [path for path in folder.rglob("*") if path.is_file() and not path.name.endswith("-shm")]
    return {hashlib.sha256(path.read_bytes()).hexdigest() for path in files if path.stat().st_size}


SAID = {
    (DAMAGED, WHOLE): "database is damaged",
    (DAMAGED, DAMAGED): "newest changes cannot be read",
    (DAMAGED, MISSING): "database is damaged",
    (MISSING, WHOLE): "database is missing",
    (MISSING, DAMAGED): "database is missing",
    (MISSING, MISSING): "database is missing",
    (WHOLE, DAMAGED): "newest changes cannot be read",
}
"""What is said, by the state of database and log; the others open."""


@pytest.mark.parametrize(("database", "backup", "log"), list(product((WHOLE, DAMAGED, MISSING), repeat=3)))
def test_each_case_ends_in_a_stated_sentence_and_nothing_is_deleted(
    crashed: Path, tmp_path: Path, database: str, backup: str, log: str
) -> None:
    folder = tmp_path / "office"
    shutil.copytree(crashed, folder)
    (kept,) = (folder / "backups").iterdir()
    spoil(folder / "visitplanner.db", database, 0.0)
    spoil(kept, backup, 0.5)
    spoil(folder / LOG, log, 0.3)
    before = contents(folder)
    if (database, log) not in SAID:
        office = opened(folder)
        assert len(office.ask(accounts())) == (15 if log == WHOLE else 10)
        assert bool(office.check()) is False
        office.close()
        return
    with pytest.raises(Refused, match=SAID[database, log]) as refusal:
        opened(folder)
    assert refusal.value.mend is not None
    recovery = store.amiss(folder, refusal.value)
    assert recovery is not None and (recovery.backup is not None) == (backup == WHOLE)
    assert recovery.passed_over == (backup == DAMAGED)
    assert contents(folder) == before, "looking changes nothing"
    carried_out(folder, recovery, database)
    assert before <= contents(folder) | rewritten(folder), "nothing is deleted"


def rewritten(folder: Path) -> set[str]:
    """The database grows where its log was brought into it; the copy of the log stands beside it."""
    copied = list(folder.glob(f"{LOG}.aside-*"))
    return set() if not copied else {*UNGROWN}


UNGROWN: set[str] = set()


def carried_out(folder: Path, recovery: Recovery, database: str) -> None:
    if recovery.backup is not None:
        store.recover(folder, lambda: PASSPHRASE, recovery.backup.file)
        office = opened(folder)
        assert len(office.ask(accounts())) == 10 and office.check() == []
        office.close()
    elif recovery.without_log and database == WHOLE:
        UNGROWN.add(hashlib.sha256((folder / "visitplanner.db").read_bytes()).hexdigest())
        copy = store.recover(folder, lambda: PASSPHRASE, None)
        assert isinstance(copy, Path) and loses_changes(copy)
        office = opened(folder)
        assert 10 <= len(office.ask(accounts())) < 15 and office.check() == []
        office.close()


def test_a_damaged_backup_takes_nothing_out_of_the_way(crashed: Path, tmp_path: Path) -> None:
    folder = tmp_path / "office"
    shutil.copytree(crashed, folder)
    (kept,) = (folder / "backups").iterdir()
    spoil(kept, DAMAGED, 0.5)
    before = sorted(path.name for path in folder.rglob("*"))
    with pytest.raises(Refused, match="no backup of this program"):
        store.recover(folder, lambda: PASSPHRASE, kept)
    assert sorted(path.name for path in folder.rglob("*") if path.suffix != ".lock") == [
        name for name in before if not name.endswith(".lock")
    ]


def test_an_older_whole_backup_is_offered_past_a_damaged_newer_one(crashed: Path, tmp_path: Path) -> None:
    folder = tmp_path / "office"
    shutil.copytree(crashed, folder)
    (whole,) = (folder / "backups").iterdir()
    newer = folder / "backups" / "visitplanner-auto-20991231-000000.vpbackup"
    newer.write_bytes(whole.read_bytes()[:-500])
    recovery = store.amiss(folder, Refused(store.DAMAGED))
    assert recovery is not None and recovery.backup is not None
    assert (recovery.backup.file, recovery.passed_over) == (whole, 1)


@pytest.mark.parametrize("cut", [1, 24, 100, 4096, 4120, 5000])
def test_a_log_torn_at_its_end_is_no_damage(crashed: Path, tmp_path: Path, cut: int) -> None:
    """What power failure leaves: the last change was never acknowledged."""
    log = tmp_path / LOG
    log.write_bytes((crashed / LOG).read_bytes()[:-cut])
    assert not loses_changes(log)


def test_each_damaged_change_but_the_last_is_found(crashed: Path, tmp_path: Path) -> None:
    content = (crashed / LOG).read_bytes()
    assert not loses_changes(crashed / LOG)
    assert not loses_changes(tmp_path / "none")
    log, frames = tmp_path / LOG, (len(content) - 32) // (24 + 4096)
    found = []
    for frame in range(frames):
        place = 32 + frame * (24 + 4096) + 200
        log.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
        found.append(loses_changes(log))
    assert found[0] and not found[-1]
    assert found == sorted(found, reverse=True), "up to the last change, then no more"
    assert sum(not each for each in found) <= frames // 3
