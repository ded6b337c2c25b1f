"""Tests run in a process of their own, whose memory holds one module with a fault; no file is changed.

Works where a process can be forked (Linux, macOS). The parent never imports the program, so a child does it anew.
"""

from __future__ import annotations

import contextlib
import importlib
import importlib.abc
import importlib.machinery
import json
import os
import select
import signal
import sys
import time
import warnings
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

import pytest

from tests.mutants.changes import mutated

HEAVY = ("numpy", "hypothesis.strategies", "sqlmodel", "alembic.command", "sqlcipher3", "PySide6.QtWidgets", "reportlab.platypus")
HEAVY += (
    "typer",
    "openpyxl",
    "python_calamine",
    "networkx",
    "holidays",
    "cryptography.fernet",
    "argon2",
    "polib",
    "scipy.optimize",
    "PySide6.QtTest",
)
OPTIONS = (
    "-o",
    "addopts=",
    "-p",
    "no:cacheprovider",
    "-p",
    "no:xdist",
    "-q",
    "--hypothesis-seed=0",
    "-W",
    "ignore::pytest.PytestAssertRewriteWarning",
)


@dataclass(frozen=True)
class Fault:
    """A module by its dotted name, and the number of the fault to put into it."""

    module: str
    number: int


def warm_up() -> None:
    """Import what is slow and not the program's, once for all children."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    for name in HEAVY:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)


class FaultyLoader(importlib.machinery.SourceFileLoader):
    """Loads a module from its file with one fault in it."""

    number = 0

    def get_code(self, fullname: str) -> CodeType:
        source = self.get_data(self.path).decode("utf-8")
        return compile(mutated(source, self.number), self.path, "exec", dont_inherit=True)


class FaultyFinder(importlib.abc.MetaPathFinder):
    def __init__(self, fault: Fault) -> None:
        self.fault = fault

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname != self.fault.module:
            return None
        spec = importlib.machinery.PathFinder.find_spec(fullname, path, target)
        if spec is None or spec.origin is None:
            return None
        spec.loader = FaultyLoader(fullname, spec.origin)
        spec.loader.number = self.fault.number
        return spec


class FirstFailure:
    """A pytest plugin: few drawn examples, always the same; the name of the test that failed first."""

    def __init__(self) -> None:
        self.failed = ""

    def pytest_collection(self) -> None:
        from hypothesis import Phase, settings

        settings.register_profile(
            "mutants", deadline=None, derandomize=True, database=None, phases=[Phase.explicit, Phase.generate], print_blob=False
        )
        settings.load_profile("mutants")

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed and not self.failed:
            self.failed = report.nodeid

    def result(self, code: int) -> dict[str, Any]:
        return {"code": code, "failed": self.failed}


class EveryFailure(FirstFailure):
    """The names of all tests that failed."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.names.append(report.nodeid)

    def result(self, code: int) -> dict[str, Any]:
        return {"code": code, "names": self.names}


def in_a_child(work: Callable[[], dict[str, Any]], seconds: float) -> dict[str, Any]:
    """What `work` gives in a forked process; `{"code": "time"}` when it takes too long, `{"code": "crash"}` when it dies."""
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if not child:
        os.close(reading)
        os.setsid()
        answer = {"code": "crash", "failed": ""}
        with contextlib.suppress(BaseException):
            silent = os.open(os.devnull, os.O_RDWR)
            for stream in (0, 1, 2):
                os.dup2(silent, stream)
            answer = work()
        with contextlib.suppress(BaseException):
            write_all(writing, json.dumps(answer).encode())
        os._exit(0)
    os.close(writing)
    said, ended = b"", time.monotonic() + seconds
    try:
        while True:
            left = ended - time.monotonic()
            if left <= 0 or not select.select([reading], [], [], left)[0]:
                return {"code": "time", "failed": ""}
            part = os.read(reading, 1 << 16)
            if not part:
                return json.loads(said) if said else {"code": "crash", "failed": ""}
            said += part
    finally:
        os.close(reading)
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(child, signal.SIGKILL)
        os.waitpid(child, 0)


def write_all(stream: int, data: bytes) -> None:
    while data:
        data = data[os.write(stream, data) :]


def run_tests(
    root: Path, names: Iterable[str], *, fault: Fault | None = None, plugin: Any = None, stop: bool = True, seconds: float
) -> dict[str, Any]:
    """Run the tests of these names (pytest's) in a child; code 0: all passed, 1 or 2: noticed, "time", "crash"."""
    noted = plugin or FirstFailure()

    def work() -> dict[str, Any]:
        os.chdir(root)
        sys.path.insert(0, str(root))
        sys.dont_write_bytecode = fault is not None
        if fault is not None:
            sys.meta_path.insert(0, FaultyFinder(fault))
        scratch = root / "build" / "mutants" / "scratch"
        scratch.parent.mkdir(parents=True, exist_ok=True)
        more = ["-x"] if stop else []
        code = pytest.main([*OPTIONS, *more, f"--basetemp={scratch}", f"--rootdir={root}", *names], plugins=[noted])
        return noted.result(int(code))

    return in_a_child(work, seconds)
