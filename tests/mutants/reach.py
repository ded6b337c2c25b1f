"""Which test reaches which line: a file of tests is run once under a tracer, and remembered until it or what it reached changes.

The tracer gives a function up that has shown all its lines or was called very often, so a hot loop costs little; a line that is
reached only after that is missed, and the tests that reach anything of the file are asked as well (`rooms.killers`).
"""

from __future__ import annotations

import hashlib
import json
import signal
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import pytest

from tests.mutants.sandbox import FirstFailure, run_tests

OFTEN = 400
"""Calls of a function, or lines of one call without a new one, after which it is no longer watched in this test."""
SLOW = 25.0
"""Seconds, traced, after which a test is of no use where a fault has ten; it is given up."""
LONGEST_FILE = 400.0


@dataclass
class Reached:
    """What one test took and reached: seconds, and the lines of each file."""

    seconds: float
    lines: dict[str, list[int]]


@dataclass
class Map:
    tests: dict[str, Reached] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)
    """Tests that fail without any fault: they can notice nothing."""


def too_slow(*_: object) -> None:
    pytest.skip("too slow to notice faults with")


class Tracer(FirstFailure):
    """A pytest plugin that notes lines of the package while tests run."""

    def __init__(self, root: Path, package: str = "visitplanner") -> None:
        super().__init__()
        self.inside = f"{root / package}/"
        self.cut = len(f"{root}/")
        self.tests: dict[str, dict[str, Any]] = {}
        self.broken: list[str] = []
        self.shared: defaultdict[str, set[int]] = defaultdict(set)
        self.names: dict[CodeType, str] = {}
        self.now: defaultdict[str, set[int]] = defaultdict(set)
        self.calls: defaultdict[CodeType, int] = defaultdict(int)
        self.left: dict[CodeType, set[int]] = {}

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        self.now, self.calls, self.left = defaultdict(set), defaultdict(int), {}
        began = time.perf_counter()
        signal.signal(signal.SIGALRM, too_slow)
        signal.setitimer(signal.ITIMER_REAL, SLOW)
        threading.settrace(self.trace)
        sys.settrace(self.trace)
        try:
            return (yield)
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            sys.settrace(None)
            threading.settrace(None)  # type: ignore[arg-type]
            self.tests[item.nodeid] = {"seconds": time.perf_counter() - began, "lines": self.now}

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: Any) -> Iterator[Any]:
        """What a shared fixture reaches is reached for every test of the file."""
        if fixturedef.scope == "function":
            return (yield)
        kept, self.now = self.now, self.shared
        calls, self.calls, left, self.left = self.calls, defaultdict(int), self.left, {}
        try:
            return (yield)
        finally:
            self.now, self.calls, self.left = kept, calls, left

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.broken.append(report.nodeid)

    def trace(self, frame: FrameType, event: str, arg: object) -> Any:
        del event, arg
        code = frame.f_code
        name = self.names.get(code)
        if name is None:
            path = code.co_filename
            name = self.names[code] = path[self.cut :] if path.startswith(self.inside) else ""
        if not name:
            return None
        calls = self.calls[code] = self.calls[code] + 1
        if calls > OFTEN:
            return None
        left = self.left.get(code)
        if left is None:
            left = self.left[code] = {line for _, _, line in code.co_lines() if line}
        if not left:
            return None
        found, idle = self.now[name], 0

        def local(frame: FrameType, event: str, arg: object) -> Any:
            nonlocal idle
            del event, arg
            line = frame.f_lineno
            if line in left:
                left.discard(line)
                found.add(line)
                idle = 0
            else:
                idle += 1
                if idle > OFTEN:
                    frame.f_trace_lines = False
            return local

        return local(frame, "call", None)

    def result(self, code: int) -> dict[str, Any]:
        for one in self.tests.values():
            for name, lines in self.shared.items():
                one["lines"][name] |= lines
            one["lines"] = {name: sorted(lines) for name, lines in one["lines"].items()}
        return {"code": code, "tests": self.tests, "broken": sorted(set(self.broken))}


def reached(root: Path, files: Iterable[Path], kept: Path, say: Callable[[str], object], package: str = "visitplanner") -> Map:
    """The map of these files of tests, from memory where nothing changed. kept: the folder of what is remembered."""
    found = Map()
    kept.mkdir(parents=True, exist_ok=True)
    stamps: dict[str, str] = {}
    for path in files:
        name = path.relative_to(root).as_posix()
        note = kept / (name.replace("/", "-") + ".json")
        held = json.loads(note.read_text("utf-8")) if note.exists() else None
        if held is None or any(stamp(root, one, stamps) != was for one, was in held["stamps"].items()):
            say(f"  {name}")
            held = fresh(root, name, package)
            held["stamps"] = {one: stamp(root, one, stamps) for one in {name, *files_reached(held)}}
            note.write_text(json.dumps(held), "utf-8")
        found.broken += held["broken"]
        broken = set(held["broken"])
        found.tests |= {test: Reached(**one) for test, one in held["tests"].items() if test not in broken}
    return found


def fresh(root: Path, name: str, package: str) -> dict[str, Any]:
    answer = run_tests(root, [name], plugin=Tracer(root, package), stop=False, seconds=LONGEST_FILE)
    return answer if "tests" in answer else {"tests": {}, "broken": [name]}


def files_reached(held: dict[str, Any]) -> set[str]:
    return {file for one in held["tests"].values() for file in one["lines"]}


def stamp(root: Path, name: str, known: dict[str, str]) -> str:
    if name not in known:
        path = root / name
        known[name] = hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else ""
    return known[name]
