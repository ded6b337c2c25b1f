"""Every sentence gets what it names."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.architecture.test_translations import placeholders
from tests.conftest import ROOT
from visitplanner.domain.core.messages import said

PACKAGE = ROOT / "visitplanner"
FILLED_LATER = {"session.py": 2, "handover_form.py": 6}
"""Files in which so many sentences at most are patterns that get their values where they are shown."""


def calls(source: str, name: str) -> Iterator[ast.Call]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name:
            yield node


def faulty(source: str) -> list[str]:
    """Sentences whose placeholders are not the arguments they get; `said("…", **values)` is left to the reader."""
    found: list[str] = []
    for call in calls(source, "said"):
        given = {word.arg for word in call.keywords}
        if call.args and isinstance(call.args[0], ast.Constant) and None not in given:
            named = {name.split(".")[0].split("[")[0] for name in placeholders(call.args[0].value)}
            if named != given:
                found.append(f"line {call.lineno}: {call.args[0].value!r} gets {sorted(map(str, given))}")
    return found


def sources() -> dict[Path, str]:
    return {path.relative_to(ROOT): path.read_text(encoding="utf-8") for path in sorted(PACKAGE.rglob("*.py"))}


def test_every_sentence_gets_what_it_names_and_nothing_else() -> None:
    found = {path: wrong for path, source in sources().items() if (wrong := faulty(source))}
    assert {path: wrong for path, wrong in found.items() if len(wrong) > FILLED_LATER.get(path.name, 0)} == {}


@pytest.mark.parametrize(
    ("source", "faults"),
    [
        ('said("{file} is open.", file=path)', 0),
        ('said("{file} is open.")', 1),
        ('said("It is open.", file=path)', 1),
        ('said("{ntd:,.0f} of {file}", ntd=1, files=path)', 1),
        ('said("{a}", **values)', 0),
        ("said(sentence, a=1)", 0),
    ],
)
def test_a_sentence_that_lacks_something_is_noticed(source: str, faults: int) -> None:
    assert len(faulty(source)) == faults


def test_a_sentence_shows_what_it_was_given() -> None:
    values: dict[str, Any] = {"file": "a.csv"}
    assert str(said("{file} is open.", **values)) == "a.csv is open."
