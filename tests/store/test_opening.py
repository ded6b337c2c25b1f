"""Opening: the right passphrase and nothing else; each obstacle is one sentence, and nothing is changed by it."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.store.acts import TODAY, accounts, add_customers
from tests.store.conftest import PASSPHRASE, Opener
from visitplanner.domain.core.errors import Refused
from visitplanner.services.core.reference_data import ReferenceData
from visitplanner.store import office as store
from visitplanner.store.safekeeping import envelope
from visitplanner.store.safekeeping.envelope import MINIMUM, STRONG, Cost


def test_the_right_passphrase_opens_what_was_kept(opening: Opener) -> None:
    office = opening()
    office.do(add_customers(2))
    office.close()
    assert opening().ask(accounts()) == ["05000000001", "05000000002"]


def test_a_wrong_passphrase_is_refused_beside_its_field_and_the_right_one_still_opens(opening: Opener) -> None:
    opening().close()
    with pytest.raises(Refused, match="passphrase is wrong") as refusal:
        opening("correct horse")
    assert refusal.value.field == "passphrase"
    assert opening().check() == []


def test_the_same_passphrase_composed_in_another_way_opens(folder: Path, opening: Opener) -> None:
    opening("caf\u00e9").close()
    assert opening("cafe\u0301").schema


def test_real_data_need_a_passphrase(folder: Path) -> None:
    with pytest.raises(Refused, match="passphrase is needed"):
        store.create_office(folder, "", demonstration=False, known=ReferenceData(), today=lambda: TODAY)
    assert not store.exists(folder)


def test_demonstration_data_need_none_and_say_so(folder: Path) -> None:
    store.create_office(folder, "", demonstration=True, known=ReferenceData(), today=lambda: TODAY).close()
    assert store.exists(folder)
    assert store.is_demonstration(folder)
    assert not store.needs_passphrase(folder)
    store.open_office(folder, "", known=ReferenceData(), today=lambda: TODAY).close()


def test_real_data_cost_a_guess_64_mib_and_demonstration_data_nothing(folder: Path, tmp_path: Path) -> None:
    store.create_office(folder, PASSPHRASE, demonstration=False, known=ReferenceData(), today=lambda: TODAY).close()
    assert envelope.read(folder / "visitplanner.db.key").cost == STRONG == Cost(3, 65_536, 4)
    store.create_office(tmp_path / "demo", "", demonstration=True, known=ReferenceData(), today=lambda: TODAY).close()
    assert envelope.read(tmp_path / "demo" / "visitplanner.db.key").cost == MINIMUM


@pytest.mark.parametrize("change", [{"demonstration": True}, {"empty_passphrase": True}, {"salt": "00" * 16}, {"passes": 2}])
def test_an_altered_envelope_opens_nothing(folder: Path, opening: Opener, change: dict[str, object]) -> None:
    opening().close()
    path = folder / "visitplanner.db.key"
    path.write_text(json.dumps({**json.loads(path.read_text()), **change}))
    with pytest.raises(Refused):
        opening()


@pytest.mark.parametrize(
    "content",
    [b"", b"{}", b"[1]", b"\xff\xfe", b"[" * 5000, b'{"format": 1, "kdf": "argon2id", "memory_kib": 99999999999}', b" " * 99_999],
)
def test_a_damaged_key_file_is_named(folder: Path, opening: Opener, content: bytes) -> None:
    opening().close()
    (folder / "visitplanner.db.key").write_bytes(content)
    with pytest.raises(Refused, match="key file of the database is damaged"):
        opening()


def test_a_missing_key_file_is_named(folder: Path, opening: Opener) -> None:
    opening().close()
    (folder / "visitplanner.db.key").unlink()
    with pytest.raises(Refused, match="key file of the database is missing"):
        opening()


def emptied(content: bytes) -> bytes:
    return content[:0]


def halved(content: bytes) -> bytes:
    return content[: len(content) // 2]


def cut_by_a_byte(content: bytes) -> bytes:
    return content[:-1]


def garbled(content: bytes) -> bytes:
    return bytes(byte ^ 0x55 for byte in content)


@pytest.mark.parametrize("damage", [emptied, halved, cut_by_a_byte, garbled])
def test_a_damaged_database_is_refused_and_left_as_it_is(folder: Path, opening: Opener, damage: Callable[[bytes], bytes]) -> None:
    office = opening()
    office.do(add_customers(50))
    office.close()
    database = folder / "visitplanner.db"
    damaged = damage(database.read_bytes())
    database.write_bytes(damaged)
    with pytest.raises(Refused, match="database is damaged"):
        opening()
    assert database.read_bytes() == damaged


def test_one_flipped_bit_in_the_middle_is_found_by_the_check(folder: Path, opening: Opener) -> None:
    office = opening()
    office.do(add_customers(200))
    office.close()
    database = folder / "visitplanner.db"
    content = bytearray(database.read_bytes())
    content[len(content) // 2 + 100] ^= 1
    database.write_bytes(content)
    assert opening().check() != []


def test_a_database_in_use_is_refused_until_it_is_closed(opening: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("visitplanner.store.safekeeping.lock.PATIENCE_SECONDS", 0.0)
    first = opening()
    with pytest.raises(Refused, match="open in another window"):
        opening()
    first.close()
    assert opening().schema


def test_a_second_database_is_not_created_over_the_first(folder: Path, opening: Opener) -> None:
    opening().close()
    before = (folder / "visitplanner.db").read_bytes()
    with pytest.raises(Refused, match="database here already"):
        store.create_office(folder, "another", demonstration=False, known=ReferenceData(), today=lambda: TODAY, cost=MINIMUM)
    assert (folder / "visitplanner.db").read_bytes() == before
    assert opening().schema


def test_where_no_database_is_the_way_to_make_one_is_told(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no database here") as refusal:
        store.open_office(tmp_path, "x", known=ReferenceData(), today=lambda: TODAY)
    assert "init" in str(refusal.value.mend)


def test_a_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "office").write_text("no folder")
    with pytest.raises(Refused, match="cannot be written to"):
        store.create_office(tmp_path / "office", "", demonstration=True, known=ReferenceData(), today=lambda: TODAY)


def test_a_folder_without_the_right_to_write_is_refused(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """A test may run as root, who may write everywhere; so the system's answer is played."""

    def denied(path: object, *_: object, **__: object) -> int:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("visitplanner.store.safekeeping.lock.os.open", denied)
    with pytest.raises(Refused, match="cannot be written to"):
        store.create_office(folder, "", demonstration=True, known=ReferenceData(), today=lambda: TODAY)


def test_a_new_passphrase_opens_and_the_old_one_no_longer_does(folder: Path, opening: Opener) -> None:
    office = opening()
    office.do(add_customers(1))
    with pytest.raises(Refused, match="passphrase is wrong"):
        office.change_passphrase("wrong", "new")
    with pytest.raises(Refused, match="passphrase is needed"):
        office.change_passphrase(PASSPHRASE, "")
    office.close()
    store.change_passphrase(folder, PASSPHRASE, "新通行碼")
    with pytest.raises(Refused, match="passphrase is wrong"):
        opening()
    assert opening("新通行碼").ask(accounts()) == ["05000000001"]


def test_only_the_owner_can_read_the_files(folder: Path, opening: Opener) -> None:
    opening().do(add_customers(1))
    if sys.platform == "win32":
        return
    assert {path.name: oct(path.stat().st_mode & 0o777) for path in folder.iterdir() if path.stat().st_mode & 0o077} == {}
    assert folder.stat().st_mode & 0o077 == 0
