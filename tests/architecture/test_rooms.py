"""Rooms are small, and their walls stand where import-linter's contracts do not reach."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import grimp
import pytest

from tests.conftest import ROOT

LAYERS = ("domain", "services", "cli", "ui", "store", "reference", "exchange", "documents")
FILES_IN_A_ROOM = 12
HISTORIES = ("versions",)
"""Folders that only grow: the steps of the schema."""
LOWEST = {"core": (), "widgets": ("core",)}
"""Rooms that every other may lean on, and what they may lean on themselves."""


def overfull(root: Path) -> list[str]:
    """Folders of the program and its tests that hold more files than one sees at a glance."""
    folders = [folder for folder in (root / "visitplanner").rglob("*") if folder.is_dir()] + [root / "visitplanner"]
    folders += [folder for folder in (root / "tests").rglob("*") if folder.is_dir()]
    counted = {folder: sum(path.name != "__init__.py" for path in folder.glob("*.py")) for folder in folders}
    full = {folder: count for folder, count in counted.items() if count > FILES_IN_A_ROOM and folder.name not in HISTORIES}
    return [f"{folder.relative_to(root)}: {count} files" for folder, count in sorted(full.items())]


def room(module: str) -> tuple[str, str]:
    """Layer and room of a module."""
    parts = (*module.split("."), "", "")
    return parts[1], parts[2]


def through_walls(imports: Iterable[tuple[str, str]], paged: set[tuple[str, str]]) -> list[str]:
    """Imports that reach from the lowest rooms up, or from one room with a page into another."""
    found = []
    for importer, imported in imports:
        (layer, name), (other_layer, other) = room(importer), room(imported)
        if layer != other_layer or name == other or layer not in LAYERS:
            continue
        upward = name in LOWEST and other not in LOWEST[name]
        if upward or {(layer, name), (layer, other)} <= paged:
            found.append(f"{importer} -> {imported}")
    return found


def test_no_room_holds_more_than_a_dozen_files() -> None:
    assert overfull(ROOT) == []


def test_a_room_with_too_many_files_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "visitplanner" / "domain" / "full"
    folder.mkdir(parents=True)
    (tmp_path / "tests").mkdir()
    for number in range(FILES_IN_A_ROOM + 1):
        (folder / f"file{number}.py").touch()
    assert overfull(tmp_path) == [f"{folder.relative_to(tmp_path)}: 13 files"]


def test_the_lowest_rooms_lean_on_none_and_pages_on_no_other_page() -> None:
    graph = grimp.build_graph("visitplanner", cache_dir=None)
    imports = [(one, other) for one in graph.modules for other in graph.find_modules_directly_imported_by(one)]
    paged = {room(module) for module in graph.modules if module.startswith("visitplanner.ui.") and module.endswith(".page")}
    assert len(paged) > 5
    assert through_walls(imports, paged - {("ui", "pages")}) == []


@pytest.mark.parametrize(
    ("importer", "imported"),
    [
        ("visitplanner.domain.core.money", "visitplanner.domain.visits.visits"),
        ("visitplanner.ui.widgets.table", "visitplanner.ui.pages.page"),
        ("visitplanner.ui.home.columns", "visitplanner.ui.customers.columns"),
    ],
)
def test_a_hole_in_a_wall_is_found(importer: str, imported: str) -> None:
    assert through_walls([(importer, imported)], {("ui", "home"), ("ui", "customers")}) == [f"{importer} -> {imported}"]
