"""A fault lives in the memory of a child: it is noticed or not, and nothing on the disk changes."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.mutants.changes import mutants
from tests.mutants.reach import Map, Reached, Tracer, reached
from tests.mutants.sandbox import Fault, in_a_child, run_tests

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="faults need a system that forks")

SOURCE = """def larger(a, b):
    if a > b:
        return a
    return b


def last(a):
    while a > 9:
        a -= 1
    return a
"""
TESTS = """from little.numbers import larger, last


def test_larger():
    assert larger(1, 2) == 2


def test_last():
    assert last(12) == 9
"""


@pytest.fixture
def little(tmp_path: Path) -> Path:
    """A tree with a package of one module and a file of two tests."""
    (tmp_path / "little").mkdir()
    (tmp_path / "little" / "__init__.py").touch()
    (tmp_path / "little" / "numbers.py").write_text(SOURCE, "utf-8")
    (tmp_path / "test_little.py").write_text(TESTS, "utf-8")
    return tmp_path


def fault(change: str) -> Fault:
    return Fault("little.numbers", next(one.number for one in mutants(SOURCE, "numbers.py") if one.change == change))


def files(root: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in root.rglob("*.py")}


@pytest.mark.parametrize(
    ("change", "code", "failed"),
    [
        ("if a > b -> if True", 1, "test_little.py::test_larger"),
        ("a > b -> a >= b", 0, ""),
        ("9 -> 10", 1, "test_little.py::test_last"),
        ("a -= 1 -> a += 1", "time", ""),
    ],
)
def test_a_fault_is_noticed_or_not_and_the_files_stay_as_they_are(little: Path, change: str, code: object, failed: str) -> None:
    before = files(little)
    answer = run_tests(little, ["test_little.py"], fault=fault(change), seconds=4 if code == "time" else 60)
    assert answer == {"code": code, "failed": failed}
    assert files(little) == before
    assert not list(little.rglob("numbers*.pyc"))


def test_without_a_fault_the_tests_pass(little: Path) -> None:
    assert run_tests(little, ["test_little.py"], seconds=60) == {"code": 0, "failed": ""}


def test_a_child_that_dies_is_told_from_one_that_answers() -> None:
    assert in_a_child(lambda: os._exit(3), 60)["code"] == "crash"
    assert in_a_child(lambda: {"code": 7}, 60) == {"code": 7}


def test_the_tracer_tells_which_test_reaches_which_line(little: Path) -> None:
    answer = run_tests(little, ["test_little.py"], plugin=Tracer(little, "little"), stop=False, seconds=60)
    lines = {test: one["lines"] for test, one in answer["tests"].items()}
    assert lines == {
        "test_little.py::test_larger": {"little/numbers.py": [1, 2, 4]},
        "test_little.py::test_last": {"little/numbers.py": [7, 8, 9, 10]},
    }
    assert answer["broken"] == []


def test_what_was_traced_is_remembered_until_a_file_changes(little: Path) -> None:
    told: list[str] = []

    def ask() -> Map:
        return reached(little, [little / "test_little.py"], little / "kept", told.append, "little")

    first = ask()
    assert set(first.tests) == {"test_little.py::test_larger", "test_little.py::test_last"}
    assert isinstance(first.tests["test_little.py::test_larger"], Reached)
    assert (ask().tests, len(told)) == (first.tests, 1)
    (little / "little" / "numbers.py").write_text(SOURCE.replace("a > b", "not a > b"), "utf-8")
    changed = ask()
    assert (set(changed.tests), changed.broken) == ({"test_little.py::test_last"}, ["test_little.py::test_larger"])
    assert len(told) == 2
