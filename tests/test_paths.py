"""A file that is written is wholly there or not at all; the old one stays until the new one is whole."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from visitplanner import bootstrap
from visitplanner.domain.core.errors import Refused
from visitplanner.paths import aside, empty_outside, file_name, make_outside, outside_folder


def test_the_new_file_takes_the_place_of_the_old_one_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "sub" / "sheet.pdf"
    for content in (b"first", b"second"):
        with aside(path) as part:
            assert part.name == path.name and part != path
            part.write_bytes(content)
    assert path.read_bytes() == b"second"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("fault", [errno.ENOSPC, errno.EDQUOT, errno.EIO])
def test_a_full_disk_leaves_the_old_file_whole_and_is_one_sentence(
    fault: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "list.csv"
    bootstrap.files().write_table([["good"]], path)

    def full(_descriptor: int) -> None:
        raise OSError(fault, "no")

    monkeypatch.setattr(os, "fsync", full)
    said = "disk is full" if fault != errno.EIO else "cannot be written"
    with pytest.raises(Refused, match=said):
        bootstrap.files().write_table([["bad"]], path)
    assert "good" in path.read_text(encoding="utf-8-sig")
    assert list(tmp_path.iterdir()) == [path]


def test_an_interrupted_writer_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), aside(tmp_path / "a.txt") as part:
        part.write_text("half", encoding="utf-8")
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []


def test_a_folder_of_that_name_is_refused_and_a_device_is_written_to_as_it_is(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="cannot be written"), aside(tmp_path) as part:
        part.write_text("", encoding="utf-8")
    with aside(Path(os.devnull)) as part:
        assert part == Path(os.devnull)


def test_every_writer_of_a_file_goes_aside_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = bootstrap.files()
    seen: list[Path] = []

    def writer(*values: object) -> int:
        part = next(value for value in values if isinstance(value, Path))
        seen.append(part)
        part.write_text("x", encoding="utf-8")
        return 1

    monkeypatch.setattr(bootstrap, "late", lambda _module, _name: writer)
    papers = (files.write_brief, files.write_day, files.write_week, files.write_list, files.write_record, files.write_reply)
    for write in (*papers, files.write_cover, files.write_hand_over, files.write_plan):
        write(None, tmp_path / "out", None)  # pyright: ignore[reportArgumentType]
    files.write_table([], tmp_path / "out")
    assert len(seen) == 10 and tmp_path / "out" not in seen


@pytest.mark.parametrize("name", ["../x:y", "/etc/passwd", "..", "", "a" * 500, "R&D <b>", "CON:"])
def test_a_proposed_name_is_a_file_s_name_and_no_path(name: str) -> None:
    made = file_name(name)
    assert made and made == Path(made).name and len(made) <= 80 and not set(made) & set("/\\:<>&")


def test_the_private_folder_is_its_owner_s_and_emptied(tmp_path: Path) -> None:
    make_outside(tmp_path)
    (outside_folder(tmp_path) / "paper.pdf").write_bytes(b"x")
    assert stat.S_IMODE(outside_folder(tmp_path).stat().st_mode) == 0o700
    make_outside(tmp_path)
    assert list(outside_folder(tmp_path).iterdir()) == []
    empty_outside(tmp_path)
    assert not outside_folder(tmp_path).exists()


def test_a_crash_leaves_no_picture_of_the_memory() -> None:
    code = (
        "import resource; from visitplanner import bootstrap; bootstrap.start(['--help']);"
        "print(resource.getrlimit(resource.RLIMIT_CORE)[0])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split()[-1] == "0"


@pytest.mark.parametrize("name", ["CON", "nul", "Com1", "LPT9", "../aux", "con."])
def test_a_device_of_windows_is_no_name_of_a_file(name: str) -> None:
    assert file_name(name).endswith("_") and file_name(f"{name}公司").endswith("公司")
