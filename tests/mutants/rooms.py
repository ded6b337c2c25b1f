"""Rooms and what is asked of each, the sample that is drawn, and the tests that are asked about a fault."""

from __future__ import annotations

import ast
import random
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from tests.mutants.changes import Mutant, mutants
from tests.mutants.reach import Map

LAYERS = ("domain", "services", "store", "exchange")
FIGURES = (
    "domain/tariffs/bills/bill.py",
    "domain/tariffs/bills/metering.py",
    "domain/tariffs/bills/surcharge.py",
    "domain/tariffs/bills/power_factor.py",
    "domain/tariffs/books/coefficients.py",
    "domain/tariffs/books/prices.py",
    "domain/tariffs/books/periods.py",
    "domain/tariffs/books/seasons.py",
    "domain/tariffs/books/off_peak_days.py",
    "domain/tariffs/contracts/contract_terms.py",
    "domain/programme/obligations.py",
    "domain/programme/programme.py",
    "domain/programme/counting.py",
    "domain/planning/rules.py",
    "domain/planning/score.py",
    "domain/calendar/working_days.py",
    "domain/core/taiwan_dates.py",
    "domain/core/money.py",
)
"""Files whose answers are amounts and duties."""
HEURISTICS = (
    "domain/planning/search/",
    "domain/planning/bounds/",
    "domain/planning/board/",
    "domain/planning/replan.py",
    "domain/tariffs/contracts/contract_search.py",
    "domain/programme/assignments.py",
)
"""Files of which a fault mostly gives another lawful plan, or the same later: `make bench` measures those."""
NOT_PUT_IN = ("store/migrations/",)
"""Alembic reads these from their files itself: a fault in the memory of a process is never there."""
HELD_WHOLE = {
    "store/tables/": "tests/store/migrations/test_migrations.py::test_the_steps_lead_to_the_tables_the_program_declares"
}
"""Declarations that are carried out when they are imported, so that a tracer sees the first test of a file reach them and no
other; this one compares all of them with what the steps make."""
AIMS = {"figures": 97, "search": 80}
AIM = 92
SECONDS = 10.0
"""How long the tests asked about one fault may take together."""
FIRST_ASKED = 2.0


def room_of(file: str) -> str:
    """The room a file of the package is counted in: `figures`, `search`, or layer and folder. file: `domain/core/money.py`."""
    if file in FIGURES:
        return "figures"
    if file.startswith(HEURISTICS):
        return "search"
    parts = file.split("/")
    return "/".join(parts[:2]) if len(parts) > 2 and parts[0] != "store" and parts[0] != "exchange" else parts[0]


def aim_of(room: str) -> int:
    return AIMS.get(room, AIM)


def files_of(package: Path, wanted: Iterable[str] = ()) -> list[str]:
    """The files, within the package, of the rooms or paths wanted (all layers' when none is). Unknown ones: `LookupError`."""
    paths = (path.relative_to(package).as_posix() for layer in LAYERS for path in sorted((package / layer).rglob("*.py")))
    files = [file for file in paths if not file.endswith("__init__.py") and not file.startswith(NOT_PUT_IN)]
    asked = [one.strip("/").removeprefix("visitplanner/") for one in wanted]
    found = {one: [file for file in files if one in (room_of(file), file) or file.startswith(f"{one}/")] for one in asked}
    empty = [one for one, its in found.items() if not its]
    if empty:
        raise LookupError(", ".join(empty))
    chosen = {file for its in found.values() for file in its}
    return [file for file in files if not asked or file in chosen]


def sample(package: Path, files: Iterable[str], seed: int, size: int) -> list[Mutant]:
    """`size` faults of each room, drawn by the seed; every file of the room gets its turn, the longer one no more than others."""
    rooms = defaultdict[str, list[list[Mutant]]](list)
    for file in files:
        drawn = mutants((package / file).read_text("utf-8"), file)
        random.Random(f"{seed} {file}").shuffle(drawn)
        rooms[room_of(file)].append(drawn)
    chosen = []
    for room, piles in sorted(rooms.items()):
        random.Random(f"{seed} {room}").shuffle(piles)
        turns = (pile[n] for n in range(max(map(len, piles))) for pile in piles if n < len(pile))
        chosen += [mutant for mutant, _ in zip(turns, range(size), strict=False)]
    return chosen


@dataclass
class Killers:
    """Which tests are asked about a fault, in which order."""

    package: Path
    reached: Map
    _importers: dict[str, set[str]] = field(default_factory=dict)

    def of(self, mutant: Mutant) -> list[list[str]]:
        """Two rounds of tests: the quickest that reach the line, of the same layer first; then more of them, and those that
        reach the file. Together about `SECONDS`. A fault outside a function: those that reach its file or one importing it."""
        name = f"{self.package.name}/{mutant.file}"
        layer = mutant.file.split("/")[0]
        in_function = bool(mutant.place) and not mutant.place.split(".")[-1][:1].isupper()
        near = self.by_line.get((name, mutant.line), []) if in_function else []
        far = self.by_file.get(name, [])
        if not in_function:
            far = [*far, *(test for file in sorted(self.importers(name)) for test in self.by_file.get(file, []))]

        def rank(test: str) -> tuple[bool, float]:
            return not test.startswith(f"tests/{layer}/"), self.reached.tests[test].seconds

        known = set(near)
        whole = [test for prefix, test in HELD_WHOLE.items() if mutant.file.startswith(prefix) and test in self.reached.tests]
        order = sorted(known, key=rank) + sorted({test for test in far if test not in known}, key=rank)
        order = [*whole, *(test for test in order if test not in whole)]
        rounds, spent = [[], []], 0.0
        for test in order:
            seconds = self.reached.tests[test].seconds
            if spent + seconds > SECONDS and spent:
                continue
            spent += seconds
            rounds[spent > FIRST_ASKED].append(test)
        return [one for one in rounds if one]

    def seconds(self, names: Iterable[str]) -> float:
        return sum(self.reached.tests[name].seconds for name in names)

    @cached_property
    def by_line(self) -> dict[tuple[str, int], list[str]]:
        found = defaultdict[tuple[str, int], list[str]](list)
        for test, one in self.reached.tests.items():
            for file, lines in one.lines.items():
                for line in lines:
                    found[file, line].append(test)
        return dict(found)

    @cached_property
    def by_file(self) -> dict[str, list[str]]:
        found = defaultdict[str, list[str]](list)
        for test, one in self.reached.tests.items():
            for file in one.lines:
                found[file].append(test)
        return dict(found)

    def importers(self, name: str) -> set[str]:
        """Files of the package that import from this one."""
        if not self._importers:
            for path in self.package.rglob("*.py"):
                importer = path.relative_to(self.package.parent).as_posix()
                for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                    if isinstance(node, ast.ImportFrom) and node.module:
                        self._importers.setdefault(node.module.replace(".", "/") + ".py", set()).add(importer)
        return self._importers.get(name, set())
