"""What can be asked about a fault: no file into which none can be put, and declarations of who compares them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.mutants.__main__ import beside
from tests.mutants.changes import Mutant
from tests.mutants.reach import Map, Reached
from tests.mutants.rooms import HELD_WHOLE, NOT_PUT_IN, Killers, files_of

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGE = ROOT / "visitplanner"
(COMPARED,) = HELD_WHOLE.values()


def test_steps_that_alembic_reads_itself_are_left_out() -> None:
    assert all((PACKAGE / folder).is_dir() for folder in NOT_PUT_IN)
    assert [file for file in files_of(PACKAGE, ["store"]) if "migrations" in file] == []
    with pytest.raises(LookupError):
        files_of(PACKAGE, ["store/migrations"])


def test_a_declared_table_is_asked_of_the_test_that_compares_all_of_them_first() -> None:
    name, test = COMPARED.split("::")
    assert f"def {test}(" in (ROOT / name).read_text("utf-8")
    reached = {"tests/store/a.py::quick": 0.1, COMPARED: 3.0, "tests/store/a.py::slow": 9.0}
    lines = {"visitplanner/store/tables/visits.py": [5], "visitplanner/store/shelf.py": [5]}
    known = Map({one: Reached(took, lines if one != COMPARED else {}) for one, took in reached.items()})
    table, shelf = (Mutant(file, 0, 5, "", "constant", "1 -> 2") for file in ("store/tables/visits.py", "store/shelf.py"))
    assert [one for asked in Killers(PACKAGE, known).of(table) for one in asked] == ["tests/store/a.py::quick", COMPARED][::-1]
    assert COMPARED not in [one for asked in Killers(PACKAGE, known).of(shelf) for one in asked]
    assert COMPARED not in [one for asked in Killers(PACKAGE, Map()).of(table) for one in asked]


def test_a_changed_file_is_asked_of_the_tests_of_its_whole_room() -> None:
    asked = beside([Mutant("domain/tariffs/contracts/contract_table.py", 0, 5, "", "constant", "1 -> 2")])
    assert {path.relative_to(ROOT / "tests").parts[:2] for path in asked} == {("domain", "tariffs")}
    assert any("findings" in path.parts for path in asked)
