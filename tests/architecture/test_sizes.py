"""Files, functions and classes stay small enough to be read at one sitting."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.conftest import ROOT

FILE_LINES, FUNCTION_LINES, CLASS_LINES = 400, 50, 250
FOLDERS = ("visitplanner", "tests", "benchmarks")


def oversized(path: Path, source: str) -> list[str]:
    """What in a file is longer than the house allows, as sentences."""
    found = []
    lines = source.count("\n")
    if lines > FILE_LINES:
        found.append(f"{path}: {lines} lines, {FILE_LINES} are allowed")
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            limit = CLASS_LINES if isinstance(node, ast.ClassDef) else FUNCTION_LINES
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > limit:
                found.append(f"{path}:{node.lineno} {node.name}: {length} lines, {limit} are allowed")
    return found


def test_no_file_function_or_class_is_longer_than_the_house_allows() -> None:
    files = [path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*.py"))]
    assert files
    assert [fault for path in files for fault in oversized(path.relative_to(ROOT), path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize(
    ("source", "named"),
    [
        ("x = 1\n" * 401, "401 lines"),
        ("def long():\n" + "    x = 1\n" * 50, "long: 51 lines"),
        ("class Long:\n" + "    x = 1\n" * 250, "Long: 251 lines"),
    ],
)
def test_what_is_too_long_is_named(source: str, named: str) -> None:
    faults = oversized(Path("some.py"), source)
    assert len(faults) == 1
    assert named in faults[0]
