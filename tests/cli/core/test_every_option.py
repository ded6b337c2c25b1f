"""No command and no option of the command line stands there unheld: a test names each of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from tests.conftest import ROOT
from visitplanner import bootstrap
from visitplanner.cli.core.app import application


def commands(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], set[str]]]:
    """Every command below one, with its long options."""
    if hasattr(command, "commands"):
        for name, part in command.commands.items():
            yield from commands(part, (*path, name))
    else:
        options = (max(each.opts, key=len) for each in command.params if each.param_type_name == "option")
        yield path, {option for option in options if option.startswith("--")} - {"--help"}


def unheld(found: Iterator[tuple[tuple[str, ...], set[str]]], text: str) -> set[str]:
    """Commands whose words, and options that stand nowhere in a text of tests as a command line's words do."""
    missing = set[str]()
    for path, options in found:
        *groups, name = path
        if not re.search(rf'"{re.escape(name)}"', text) or not all(f'"{group}"' in text for group in groups):
            missing.add(" ".join(path))
        missing |= {f"{' '.join(path)} {option}" for option in options if not re.search(rf"{option}(?![\w-])", text)}
    return missing


@pytest.fixture(scope="module")
def text() -> str:
    return "\n".join(path.read_text("utf-8") for path in (ROOT / "tests").rglob("*.py") if path != Path(__file__))


def test_every_command_and_option_is_named_by_a_test(text: str) -> None:
    whole = typer.main.get_command(application(bootstrap.tools(), False, []))
    assert unheld(commands(whole), text) == set()


def test_an_option_nobody_names_is_found() -> None:
    found = iter([(("office",), {"--name", "--seal"}), (("parks", "close"), {"--name-of"})])
    assert unheld(found, 'ask("office", "--name-of", "x")') == {"office --name", "office --seal", "parks close"}
