"""What a front end offers to other modules says what it is: four of five public classes and functions have a docstring."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

import pytest

from tests.conftest import ROOT

LEAST = 0.8


def public(body: Iterable[ast.stmt]) -> Iterator[ast.ClassDef | ast.FunctionDef]:
    """Public classes, functions and methods; overrides of Qt's own (`@guarded`) are described by Qt."""
    for node in body:
        if not isinstance(node, ast.ClassDef | ast.FunctionDef) or node.name.startswith("_"):
            continue
        if not any("guarded" in ast.unparse(decorator) for decorator in node.decorator_list):
            yield node
        if isinstance(node, ast.ClassDef):
            yield from public(node.body)


def share(sources: Iterable[str]) -> float:
    """The share of public things that have a docstring."""
    found = [node for source in sources for node in public(ast.parse(source).body)]
    return sum(ast.get_docstring(node) is not None for node in found) / len(found)


@pytest.mark.parametrize("layer", ["ui", "cli"])
def test_a_front_end_describes_what_it_offers(layer: str) -> None:
    assert share(path.read_text(encoding="utf-8") for path in (ROOT / "visitplanner" / layer).rglob("*.py")) >= LEAST


def test_what_is_not_described_is_counted() -> None:
    source = 'class A:\n    """A."""\n    def b(self): ...\n    def _c(self): ...\n    @guarded()\n    def paintEvent(self): ...'
    assert share([source]) == 0.5
