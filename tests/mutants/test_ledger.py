"""Rooms, samples, who is asked, what is accepted and what is written down."""

from __future__ import annotations

import pytest

from tests.conftest import ROOT
from tests.mutants import ledger
from tests.mutants.__main__ import beside, files_of_tests, main
from tests.mutants.changes import Mutant, mutants
from tests.mutants.reach import Map, Reached
from tests.mutants.rooms import FIGURES, HEURISTICS, Killers, files_of, room_of, sample

PACKAGE = ROOT / "visitplanner"


@pytest.mark.parametrize(
    ("file", "room"),
    [
        ("domain/core/money.py", "figures"),
        ("domain/core/texts.py", "domain/core"),
        ("domain/planning/search/trips.py", "search"),
        ("services/planning/problem/facts.py", "services/planning"),
        ("store/safekeeping/backup.py", "store"),
        ("exchange/loads/days.py", "exchange"),
    ],
)
def test_a_file_belongs_to_one_room(file: str, room: str) -> None:
    assert (PACKAGE / file).exists()
    assert room_of(file) == room


def test_the_files_a_room_names_are_there() -> None:
    assert [name for name in (*FIGURES, *HEURISTICS) if not (PACKAGE / name).exists()] == []


def test_a_room_is_asked_for_by_name_folder_or_file() -> None:
    assert set(files_of(PACKAGE, ["figures"])) == set(FIGURES)
    assert files_of(PACKAGE, ["visitplanner/store/shelf.py"]) == ["store/shelf.py"]
    assert all(file.startswith("services/planning/") for file in files_of(PACKAGE, ["services/planning"]))
    with pytest.raises(LookupError, match="nowhere"):
        files_of(PACKAGE, ["store", "nowhere"])


def test_a_room_nobody_knows_ends_with_the_names_of_all(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["nowhere"]) == 2
    assert "nowhere. domain/calendar" in capsys.readouterr().err


def test_a_sample_is_the_same_by_seed_and_takes_every_file_alike() -> None:
    files = files_of(PACKAGE, ["store"])
    drawn = sample(PACKAGE, files, 7, 60)
    assert drawn == sample(PACKAGE, files, 7, 60)
    assert drawn != sample(PACKAGE, files, 8, 60)
    counted = {file: sum(one.file == file for one in drawn) for file in files}
    assert sum(counted.values()) == 60
    rich = [file for file in files if len(mutants((PACKAGE / file).read_text("utf-8"), file)) >= 3]
    assert max(counted.values()) - min(counted[file] for file in rich) <= 1
    assert len({(one.file, one.number) for one in drawn}) == 60


def test_the_tests_beside_a_file_are_those_of_its_whole_room() -> None:
    deep = Mutant("domain/tariffs/bills/bill.py", 0, 1, "", "constant", "1 -> 2")
    flat = Mutant("exchange/loads/days.py", 0, 1, "", "constant", "1 -> 2")
    assert beside([deep]) == sorted((ROOT / "tests/domain/tariffs").rglob("test_*.py"))
    assert {path.parent.relative_to(ROOT).as_posix() for path in beside([flat])} == {"tests/exchange/loads"}
    assert set(beside([deep])) < set(files_of_tests([deep]))


def mutant(line: int = 5, place: str = "held") -> Mutant:
    return Mutant("store/shelf.py", 0, line, place, "comparison", "a < b -> a <= b")


@pytest.fixture
def killers() -> Killers:
    reaches = {
        "tests/services/a.py::far": (0.1, [5]),
        "tests/store/b.py::near": (0.5, [5, 6]),
        "tests/store/b.py::other": (0.2, [9]),
        "tests/store/b.py::slow": (30.0, [5]),
        "tests/store/b.py::long": (4.0, [5]),
    }
    return Killers(
        PACKAGE, Map({name: Reached(took, {"visitplanner/store/shelf.py": its}) for name, (took, its) in reaches.items()})
    )


def test_the_quickest_of_the_layer_that_reach_the_line_are_asked_first(killers: Killers) -> None:
    first = ["tests/store/b.py::near", "tests/services/a.py::far"]
    assert killers.of(mutant()) == [["tests/store/b.py::near"], ["tests/store/b.py::long", first[1], "tests/store/b.py::other"]]


def test_a_fault_outside_every_function_is_asked_of_all_that_reach_the_file(killers: Killers) -> None:
    assert killers.of(mutant(place=""))[0] == ["tests/store/b.py::other", "tests/store/b.py::near"]


def test_a_fault_nobody_reaches_is_asked_of_nobody() -> None:
    assert Killers(PACKAGE, Map()).of(mutant()) == []


def test_every_accepted_fault_can_still_be_made_and_has_a_reason() -> None:
    entries = ledger.accepted(ROOT / "tests" / "mutants" / "accepted.toml")
    assert ledger.outdated(PACKAGE, entries) == []
    assert [one for one in entries if len(one.why) < 15] == []
    assert len({ledger.key(one) for one in entries}) == len(entries)


def test_an_accepted_fault_whose_line_is_gone_is_named() -> None:
    gone = ledger.Accepted("store/shelf.py", "held", "a < b -> a <= b", "never was")
    elsewhere = ledger.Accepted("store/nowhere.py", "held", "a < b -> a <= b", "never was")
    assert ledger.outdated(PACKAGE, [gone, elsewhere]) == [gone, elsewhere]


def test_a_score_is_of_those_not_accepted() -> None:
    known = [ledger.Accepted("store/shelf.py", "held", "a < b -> a <= b", "the same answers")]
    one, other = mutant(), mutant(place="other")
    found = ledger.scores([(one, True), (one, False), (other, True), (other, False)], known)["store"]
    assert (found.noticed, found.accepted, found.survived, found.drawn, found.percent) == (2, 1, [other], 4, 66)
    assert ledger.Score().percent == 100


def test_a_row_makes_way_for_a_newer_one_of_its_room_and_seed() -> None:
    first = ledger.written("# Measured\n\nWords.\n", ["| store | 1 | 9 |", "| exchange | 1 | 8 |"])
    again = ledger.written(first + "\nMore.\n", ["| store | 1 | 7 |", "| store | 2 | 6 |"])
    rows = [line for line in again.splitlines() if line.startswith(("| store", "| exchange"))]
    assert rows == ["| exchange | 1 | 8 |", "| store | 1 | 7 |", "| store | 2 | 6 |"]
    assert again.startswith("# Measured\n\nWords.\n")
    assert again.endswith("More.\n")


def test_the_line_of_a_room_names_its_aim() -> None:
    found = {"figures": ledger.Score(noticed=9, survived=[mutant()])}
    assert ledger.lines(found, 3) == ["| figures | 3 | 10 | 9 | 1 | 0 | 90 % | 97 % |"]
