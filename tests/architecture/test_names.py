"""One word, one thing: within a layer a public class or type has a name of its own."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.conftest import ROOT


def named_types(source: str) -> Iterator[str]:
    """Public classes and type aliases at the top of a module; a `TypeVar` is none."""
    for node in ast.parse(source).body:
        name, value = "", None
        if isinstance(node, ast.ClassDef):
            name = node.name
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            name, value = node.targets[0].id, node.value
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            name, value = node.target.id, node.value
        is_variable = isinstance(value, ast.Call) and ast.unparse(value.func) == "TypeVar"
        if name[:1].isupper() and not name.isupper() and "_" not in name and not is_variable:
            yield name


def ambiguous(files: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Names that stand for two things in one layer, with the files that give them. files: (path in the package, source)."""
    homes = defaultdict[tuple[str, str], list[str]](list)
    for path, source in files:
        for name in named_types(source):
            homes[Path(path).parts[0], name].append(path)
    return {name: places for (_, name), places in homes.items() if len(places) > 1}


def test_a_layer_calls_no_two_things_by_one_name() -> None:
    package = ROOT / "visitplanner"
    files = [(path.relative_to(package).as_posix(), path.read_text("utf-8")) for path in sorted(package.rglob("*.py"))]
    assert ambiguous(files) == {}


def test_a_second_meaning_is_found() -> None:
    one, other = "class Clash:\n    x: int\n", 'Clash = Callable[[], bool]\nT = TypeVar("T")\n'
    places = ["services/a.py", "services/b/c.py"]
    assert ambiguous([(places[0], one), (places[1], other), ("ui/d.py", one), ("ui/e.py", 'T = TypeVar("T")')]) == {
        "Clash": places
    }
