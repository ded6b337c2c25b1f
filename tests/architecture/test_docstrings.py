"""What a layer offers to other modules says what it is: four of five public classes and functions have a docstring.

Not counted is what is described where it is promised: Qt's own (`@guarded`), and what a protocol of the program asks of its
classes (`answer` of a query, a shelf's `find`); nor a step of migration and the table of a record: the module and the record
describe them.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

import pytest

from tests.conftest import ROOT

LEAST = 0.8


PACKAGE = ROOT / "visitplanner"
LAYERS = ["cli", "documents", "domain", "exchange", "reference", "services", "store", "ui"]


def promised(sources: Iterable[str]) -> set[str]:
    """Methods that a protocol asks for."""
    classes = (node for source in sources for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ClassDef))
    protocols = (node for node in classes if any("Protocol" in ast.unparse(base) for base in node.bases))
    return {part.name for protocol in protocols for part in protocol.body if isinstance(part, ast.FunctionDef)}


def public(body: Iterable[ast.stmt]) -> Iterator[ast.ClassDef | ast.FunctionDef]:
    """Public classes, functions and methods; overrides of Qt's own (`@guarded`) are described by Qt."""
    for node in body:
        if not isinstance(node, ast.ClassDef | ast.FunctionDef) or node.name.startswith("_"):
            continue
        if not any("guarded" in ast.unparse(decorator) for decorator in node.decorator_list):
            yield node
        if isinstance(node, ast.ClassDef):
            yield from public(node.body)


def share(sources: Iterable[str], elsewhere: Iterable[str] = ()) -> float:
    """The share of public things that have a docstring. elsewhere: names that are described in another place."""
    found = [node for source in sources for node in public(ast.parse(source).body)]
    found = [node for node in found if node.name not in elsewhere]
    return sum(ast.get_docstring(node) is not None for node in found) / len(found)


@pytest.fixture(scope="module")
def methods_of_protocols() -> set[str]:
    return promised(path.read_text("utf-8") for path in PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("layer", LAYERS)
def test_a_layer_describes_what_it_offers(layer: str, methods_of_protocols: set[str]) -> None:
    files = [path for path in (PACKAGE / layer).rglob("*.py") if not {"versions", "tables"} & set(path.parts)]
    assert share((path.read_text("utf-8") for path in files), methods_of_protocols) >= LEAST


def test_what_is_not_described_is_counted() -> None:
    source = 'class A:\n    """A."""\n    def b(self): ...\n    def _c(self): ...\n    @guarded()\n    def paintEvent(self): ...'
    assert share([source]) == 0.5
    protocol = "class Asked(Protocol):\n    def b(self): ..."
    assert share([source], promised([source, protocol])) == 1.0
