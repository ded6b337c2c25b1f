"""A backup counts only after it was opened again; a restored office is the office."""

from __future__ import annotations

import json
import stat
import sys
import zipfile
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

from tests.store.acts import TODAY, Asking, Doing, accounts, add_customers, change_name, fill
from tests.store.conftest import PASSPHRASE, Opener
from visitplanner.domain.core.errors import Refused
from visitplanner.domain.visits.visits import VISITS
from visitplanner.services.core.journal import ChangeHistory, RevertChanges
from visitplanner.services.core.reference_data import ReferenceData
from visitplanner.store import office as store
from visitplanner.store import sql
from visitplanner.store.safekeeping.backup import CHUNK, DATABASE, MANIFEST, read_manifest


@pytest.fixture
def backup(opening: Opener, tmp_path: Path) -> Path:
    office = opening()
    office.do(Doing(fill))
    office.do(add_customers(50))
    made = office.back_up(tmp_path / "backups")
    assert made.verified
    assert made.rows["customers"] == 51
    assert made.total == sum(made.rows.values())
    return made.file


def test_a_backup_is_one_file_named_by_its_moment(backup: Path) -> None:
    assert [path.name for path in backup.parent.iterdir()] == [backup.name]
    assert backup.suffix == ".vpbackup"


def test_two_backups_of_the_same_second_are_two_files(opening: Opener, tmp_path: Path) -> None:
    office = opening()
    assert len({office.back_up(tmp_path / "backups").file for _ in range(3)}) == 3


def test_a_restored_office_holds_all_there_was_and_goes_on(backup: Path, tmp_path: Path, opening: Opener) -> None:
    restored = store.restore(backup, tmp_path / "new", lambda: PASSPHRASE)
    assert restored.rows["customers"] == 51
    office = store.open_office(tmp_path / "new", PASSPHRASE, known=ReferenceData(), today=lambda: TODAY)
    assert len(office.ask(accounts())) == 51
    newest = office.ask(ChangeHistory())[0]
    office.do(RevertChanges(newest.id))
    assert len(office.ask(accounts())) == 1
    office.close()


def test_a_backup_taken_while_changes_are_only_in_the_write_ahead_log_is_complete(opening: Opener, tmp_path: Path) -> None:
    office = opening()
    office.do(add_customers(3))
    made = office.back_up(tmp_path / "backups")
    office.do(add_customers(3, first=10))
    store.restore(made.file, tmp_path / "new", lambda: PASSPHRASE)
    other = store.open_office(tmp_path / "new", PASSPHRASE, known=ReferenceData(), today=lambda: TODAY)
    assert len(other.ask(accounts())) == 3
    assert len(office.ask(accounts())) == 6
    other.close()


def test_demonstration_data_are_restored_without_a_passphrase(tmp_path: Path) -> None:
    office = store.create_office(tmp_path / "demo", "", demonstration=True, known=ReferenceData(), today=lambda: TODAY)
    made = office.back_up(tmp_path)
    office.close()

    def asked() -> str:
        raise AssertionError("nobody need be asked")

    store.restore(made.file, tmp_path / "new", asked)
    assert store.is_demonstration(tmp_path / "new")


def test_a_backup_is_not_restored_over_a_database(backup: Path, tmp_path: Path) -> None:
    store.restore(backup, tmp_path / "new", lambda: PASSPHRASE)
    before = (tmp_path / "new" / "visitplanner.db").read_bytes()
    with pytest.raises(Refused, match="database here already"):
        store.restore(backup, tmp_path / "new", lambda: PASSPHRASE)
    assert (tmp_path / "new" / "visitplanner.db").read_bytes() == before


def test_a_wrong_passphrase_restores_nothing(backup: Path, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="passphrase is wrong"):
        store.restore(backup, tmp_path / "new", lambda: "wrong")
    assert not store.exists(tmp_path / "new")


def cut_short(content: bytes) -> bytes:
    return content[:-200]


def flipped(content: bytes) -> bytes:
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]


def other_kind(content: bytes) -> bytes:
    return b"%PDF-1.7 " + content[:1000]


@pytest.mark.parametrize("damage", [cut_short, flipped, other_kind])
def test_a_damaged_backup_is_refused_and_nothing_is_restored(
    backup: Path, tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    damaged = tmp_path / "damaged.vpbackup"
    damaged.write_bytes(damage(backup.read_bytes()))
    with pytest.raises(Refused, match="no backup of this program"):
        store.restore(damaged, tmp_path / "new", lambda: PASSPHRASE)
    assert not (tmp_path / "new").exists()


def test_a_failed_restore_leaves_a_folder_as_it_was(tmp_path: Path) -> None:
    folder = tmp_path / "there"
    folder.mkdir()
    nothing = tmp_path / "nothing.vpbackup"
    nothing.write_bytes(b"")
    with pytest.raises(Refused):
        store.restore(nothing, folder, lambda: PASSPHRASE)
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("name", ["../evil", "visitplanner.db", "more"])
def test_a_backup_with_a_member_more_is_refused(backup: Path, tmp_path: Path, name: str) -> None:
    with pytest.warns(UserWarning) if name == "visitplanner.db" else nullcontext(), zipfile.ZipFile(backup, "a") as archive:
        archive.writestr(name, b"more")
    with pytest.raises(Refused, match="no backup of this program"):
        store.restore(backup, tmp_path / "new", lambda: PASSPHRASE)


def test_a_manifest_that_counts_other_rows_is_not_believed(backup: Path, tmp_path: Path) -> None:
    changed = tmp_path / "changed.vpbackup"
    with zipfile.ZipFile(backup) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, content.replace(b'"customers":51', b'"customers":52') if name == MANIFEST else content)
    with pytest.raises(Refused, match="no backup of this program"):
        store.restore(changed, tmp_path / "new", lambda: PASSPHRASE)


def test_a_copy_that_fails_its_check_never_becomes_a_backup(
    opening: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = opening()
    monkeypatch.setattr(sql, "findings", lambda _: ["page 3: HMAC"])
    with pytest.raises(Refused, match="did not pass its check"):
        office.back_up(tmp_path / "backups")
    assert not (tmp_path / "backups").exists()
    (tmp_path / "there").mkdir()
    with pytest.raises(Refused, match="did not pass its check"):
        office.back_up(tmp_path / "there")
    assert list((tmp_path / "there").iterdir()) == []


def test_an_office_restored_after_losing_its_key_leaves_the_old_remains_aside(backup: Path, tmp_path: Path) -> None:
    folder = tmp_path / "lost"
    folder.mkdir()
    (folder / "visitplanner.db.key").write_text("the only key to a copy somewhere")
    store.restore(backup, folder, lambda: PASSPHRASE)
    (aside,) = folder.glob("visitplanner.db.key.aside-*")
    assert aside.read_text() == "the only key to a copy somewhere"
    office = store.open_office(folder, PASSPHRASE, known=ReferenceData(), today=lambda: TODAY)
    assert office.ask(Asking(lambda work: len(work.shelf(VISITS).find()))) == 1
    office.close()


def test_a_backup_is_its_owners_alone(backup: Path) -> None:
    assert sys.platform == "win32" or stat.S_IMODE(backup.stat().st_mode) == 0o600


def repacked(backup: Path, out: Path, **members: bytes) -> Path:
    """The backup with other contents of some of its files."""
    names = {"database": DATABASE, "manifest": MANIFEST}
    changed = {names[name]: content for name, content in members.items()}
    with zipfile.ZipFile(backup) as archive, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as other:
        for info in archive.infolist():
            other.writestr(info.filename, changed.get(info.filename, archive.read(info.filename)))
    return out


def manifest_of(backup: Path) -> dict[str, Any]:
    with zipfile.ZipFile(backup) as archive:
        return json.loads(archive.read(MANIFEST))


@pytest.mark.parametrize("schema_or_sums", [{"schema": 6}, {"sha256": {DATABASE: "0"}}, {"sha256": {}}, {"format": 2}])
def test_a_manifest_of_another_program_is_not_believed(backup: Path, tmp_path: Path, schema_or_sums: dict[str, Any]) -> None:
    said_of_itself = {**manifest_of(backup), **schema_or_sums}
    other = repacked(backup, tmp_path / "other.vpbackup", manifest=json.dumps(said_of_itself).encode())
    with zipfile.ZipFile(other) as archive, pytest.raises(Refused, match="no backup of this program"):
        read_manifest(archive, other)


def test_a_manifest_without_end_is_refused_unread(backup: Path, tmp_path: Path) -> None:
    swollen = json.dumps(manifest_of(backup)).encode() + b" " * CHUNK
    other = repacked(backup, tmp_path / "other.vpbackup", manifest=swollen)
    with zipfile.ZipFile(other) as archive, pytest.raises(Refused, match="no backup of this program"):
        read_manifest(archive, other)


def test_another_database_of_the_same_office_put_into_a_backup_is_found_out(opening: Opener, tmp_path: Path) -> None:
    """Same key, same number of rows in every table: the checksum alone tells them apart."""
    office = opening()
    site = office.do(add_customers(1)).value[0]
    common = office.back_up(tmp_path).file
    office.do(change_name(site.id, "新名"))
    ours = office.back_up(tmp_path).file
    store.restore(common, tmp_path / "copy", lambda: PASSPHRASE)
    other = store.open_office(tmp_path / "copy", PASSPHRASE, known=ReferenceData(), today=lambda: TODAY)
    other.do(change_name(site.id, "另一個名字"))
    theirs = other.back_up(tmp_path / "copy").file
    other.close()
    assert manifest_of(ours)["rows"] == manifest_of(theirs)["rows"]
    with zipfile.ZipFile(theirs) as archive:
        database = archive.read(DATABASE)
    forged = repacked(ours, tmp_path / "forged.vpbackup", database=database)
    with pytest.raises(Refused, match="no backup of this program"):
        store.restore(forged, tmp_path / "new", lambda: PASSPHRASE)
    assert not store.exists(tmp_path / "new")


def test_a_backup_that_is_not_there_is_not_called_damaged(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="cannot be opened") as refused:
        store.restore(tmp_path / "nowhere.vpbackup", tmp_path / "new", lambda: PASSPHRASE)
    assert "nowhere.vpbackup" in str(refused.value.where) and not (tmp_path / "new").exists()
