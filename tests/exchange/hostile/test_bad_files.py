"""Every reader on every bad file: a list or a sentence, never a traceback; at most 300 MiB and ten seconds."""

from __future__ import annotations

import json
import os
import socket
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.exchange.hostile.bad_files import FILES
from visitplanner import bootstrap
from visitplanner.domain.core.errors import Refused
from visitplanner.services.loads.loads import ReadingChoices

MOST_MIB, MOST_SECONDS = 300, 10
READERS = ("read_tables", "read_load", "read_loads", "read_calendar", "read_problem")


def answers(path: Path) -> dict[str, str]:
    """What each reader makes of a file: `read`, the sentence of a refusal, or the name of a fault."""
    files, found = bootstrap.files(), dict[str, str]()
    more: dict[str, tuple[Any, ...]] = {
        "read_tables": (None,),
        "read_load": (ReadingChoices(),),
        "read_loads": (ReadingChoices(),),
    }
    for name in READERS:
        try:
            getattr(files, name)(path, *more.get(name, ()))
            found[name] = "read"
        except Refused as refusal:
            found[name] = f"refused: {refusal.what.template}"
        except BaseException as fault:  # noqa: BLE001  (what the test is about)
            found[name] = f"FAULT {type(fault).__name__}: {fault}"[:300]
    return found


def in_a_child(path: Path) -> tuple[dict[str, str], float, float]:
    """The answers of a process of its own, with the memory it needed beyond its parent's (MiB) and its seconds of computing."""
    hear, tell = os.pipe()
    own = int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20
    child = os.fork()
    if child == 0:
        try:
            os.close(hear)
            socket.socket.connect = lambda *_: os._exit(7)  # type: ignore[method-assign,assignment]
            os.write(tell, json.dumps(answers(path)).encode())
        finally:
            os._exit(0)
    os.close(tell)
    content = b""
    while more := os.read(hear, 65_536):
        content += more
    os.close(hear)
    _, status, used = os.wait4(child, 0)
    assert status == 0, f"the reader ended with {status}"
    return json.loads(content), used.ru_maxrss / 1024 - own, used.ru_utime + used.ru_stime


@pytest.fixture(scope="module", autouse=True)
def readers_are_loaded(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What the modules themselves take is no file's fault."""
    place = tmp_path_factory.mktemp("first") / "a.csv"
    place.write_text("電號,戶名\n05123456789,甲\n", encoding="utf-8")
    answers(place)


def test_there_are_at_least_sixty() -> None:
    assert len(FILES) >= 60


@pytest.mark.skipif(not hasattr(os, "fork") or sys.platform != "linux", reason="measured in a forked process")
@pytest.mark.parametrize("name", FILES)
def test_a_bad_file_is_read_or_refused_within_its_bounds(name: str, tmp_path: Path) -> None:
    path = tmp_path / "in" / name
    path.parent.mkdir()
    path.write_bytes(FILES[name]())
    begun = time.monotonic()
    found, memory, seconds = in_a_child(path)
    assert [f"{reader}: {answer}" for reader, answer in found.items() if answer.startswith("FAULT")] == []
    assert memory <= MOST_MIB
    assert seconds <= MOST_SECONDS, f"{time.monotonic() - begun:.1f} s by the clock"
    assert sorted(each.name for each in tmp_path.rglob("*")) == sorted(["in", name]), "nothing was unpacked"


def test_an_entity_from_a_file_is_never_shown(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(FILES["entity from a file.xlsx"]())
    try:
        tables = bootstrap.files().read_tables(path, None)
    except Refused:
        return
    assert "root:" not in str(tables)
