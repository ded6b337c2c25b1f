"""A file is wholly there or not at all: what reaches the disk, in which order, and what is left behind when it fails."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from visitplanner import paths
from visitplanner.store.safekeeping import durable

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither folders to sync nor modes")


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the disk is told, in order: "sync NAME" of a file or folder, "rename NAME"."""
    steps: list[str] = []
    sync, replace = os.fsync, Path.replace

    def noted_sync(descriptor: int) -> None:
        steps.append("sync " + ("folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file"))
        sync(descriptor)

    def noted_replace(part: Path, path: Path) -> Path:
        steps.append(f"rename to {path.name}")
        return replace(part, path)

    monkeypatch.setattr(os, "fsync", noted_sync)
    monkeypatch.setattr(Path, "replace", noted_replace)
    return steps


@POSIX
def test_the_content_is_on_the_disk_before_the_name_and_the_name_before_it_is_acknowledged(
    told: list[str], tmp_path: Path
) -> None:
    durable.write_whole(tmp_path / "key", b"secret")
    assert told == ["sync file", "rename to key", "sync folder"]
    assert (tmp_path / "key").read_bytes() == b"secret"
    assert stat.S_IMODE((tmp_path / "key").stat().st_mode) == 0o600


@POSIX
def test_a_finished_file_is_synced_and_its_rename_too(told: list[str], tmp_path: Path) -> None:
    part = tmp_path / "part"
    part.write_bytes(b"packed")
    paths.sync_file(part)
    durable.put_in_place(part, tmp_path / "backup")
    assert told == ["sync file", "rename to backup", "sync folder"]
    assert [path.name for path in tmp_path.iterdir()] == ["backup"]


def test_a_write_that_fails_leaves_the_old_file_and_no_part_of_the_new(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "key").write_bytes(b"old")

    def full(_part: Path, _path: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space"):
        durable.write_whole(tmp_path / "key", b"new")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"key": b"old"}


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="counts open files where the system shows them")
def test_fifty_saves_leave_no_file_open(tmp_path: Path) -> None:
    def opened() -> int:
        return len(list(Path("/proc/self/fd").iterdir()))

    before = opened()
    for n in range(50):
        durable.write_whole(tmp_path / "key", b"%d" % n)
        paths.sync_file(tmp_path / "key")
    assert opened() == before
