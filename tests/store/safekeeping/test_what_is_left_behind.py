"""Folders that were made for nothing go again; faults of disk and folder are said as what a person can mend."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from visitplanner.domain.core.errors import Refused
from visitplanner.paths import folder_for
from visitplanner.store import faults
from visitplanner.store.dialects.troubles import Trouble


def there(root: Path) -> set[str]:
    return {path.relative_to(root).as_posix() for path in root.rglob("*")}


def test_folders_are_made_all_the_way_and_stay_when_all_went_well(tmp_path: Path) -> None:
    with folder_for(tmp_path / "a" / "b" / "c"):
        (tmp_path / "a" / "b" / "c" / "file").touch()
    with folder_for(tmp_path / "a" / "b"):
        pass
    assert there(tmp_path) == {"a", "a/b", "a/b/c", "a/b/c/file"}


@pytest.mark.parametrize(
    ("made_before", "left_in", "left"),
    [
        ("", "", set[str]()),
        ("a", "", {"a"}),
        ("a/b/c", "", {"a", "a/b", "a/b/c"}),
        ("", "a/b/c/file", {"a", "a/b", "a/b/c", "a/b/c/file"}),
        ("a", "a/b/file", {"a", "a/b", "a/b/file"}),
    ],
    ids=["nothing was there", "one was there", "all were there", "a file lies in it", "a file lies above it"],
)
def test_when_it_fails_only_what_was_made_for_it_goes_and_only_while_it_is_empty(
    tmp_path: Path, made_before: str, left_in: str, left: set[str]
) -> None:
    (tmp_path / made_before).mkdir(parents=True, exist_ok=True)
    with pytest.raises(OSError, match="nein"), folder_for(tmp_path / "a" / "b" / "c"):
        if left_in:
            (tmp_path / left_in).touch()
        raise OSError("nein")
    assert there(tmp_path) == left


@pytest.mark.parametrize(
    ("code", "what"),
    [
        (errno.ENOSPC, faults.FULL),
        (errno.EDQUOT, faults.FULL),
        (errno.EACCES, faults.NOT_WRITABLE),
        (errno.EROFS, faults.NOT_WRITABLE),
        (errno.ENOTDIR, faults.NOT_WRITABLE),
        (errno.EIO, faults.UNREADABLE),
        (errno.ENOENT, faults.MISSING),
        (errno.EISDIR, faults.MISSING),
    ],
)
def test_a_fault_of_the_system_is_one_sentence_about_its_file_with_a_way_to_mend_it(
    tmp_path: Path, code: int, what: object
) -> None:
    with pytest.raises(Refused) as caught, faults.spoken_of_files(tmp_path / "office.db"):
        raise OSError(code, "x")
    assert caught.value.what == what and caught.value.mend is not None
    assert "office.db" in str(caught.value.where)


def test_a_fault_nobody_can_mend_passes_through(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="unknown"), faults.spoken_of_files(tmp_path):
        raise OSError(errno.ENOTTY, "unknown")
    with pytest.raises(ZeroDivisionError), faults.spoken_of_files(tmp_path):
        raise ZeroDivisionError
    with faults.spoken_of_files(tmp_path):
        pass


@pytest.mark.parametrize("room", [True, False])
@pytest.mark.parametrize("exists", [True, False])
@pytest.mark.parametrize("trouble", list(Trouble))
def test_a_disk_that_fails_without_room_is_called_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trouble: Trouble, exists: bool, room: bool
) -> None:
    """What is asked for room is the folder itself, or the one a file lies in."""
    asked: list[Path] = []

    def has_room(folder: Path) -> bool:
        asked.append(folder)
        return room

    monkeypatch.setattr(faults.dialect, "trouble", lambda _fault: trouble)
    monkeypatch.setattr(faults, "has_room", has_room)
    path = tmp_path if exists else tmp_path / "office.db"
    told = faults.told(OSError(), path)
    full = trouble is Trouble.FULL or (trouble is Trouble.UNREADABLE and not room)
    assert (told == faults.FULL) == full and told is not None and told.template in faults.MEND
    assert asked == ([tmp_path] if trouble is Trouble.UNREADABLE else [])


def test_a_fault_of_the_program_is_no_trouble_of_the_disk(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(faults.dialect, "trouble", lambda _fault: None)
    assert faults.told(OSError(), tmp_path) is None
