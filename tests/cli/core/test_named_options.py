"""Every option a sentence names exists, and where the sentence is said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.main import get_command

from tests.architecture.test_translations import catalogue, sentences
from tests.conftest import ROOT
from visitplanner.bootstrap import tools
from visitplanner.cli.core.app import application

OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*[a-z]")
SOURCES = ROOT / "visitplanner"
READERS = [SOURCES / "exchange" / "load_csv.py", *sorted((SOURCES / "exchange" / "loads").glob("*.py"))]
READ_BY = ("import load", "bill", "advise")


@cache
def options() -> dict[str, frozenset[str]]:
    """The options of each command by its words; those before any command under the empty name."""
    app: typer.Typer = application(tools(), False, [])
    return dict(_options_of(get_command(app), ""))


def _options_of(command: Any, name: str) -> Iterator[tuple[str, frozenset[str]]]:
    own = {word for parameter in command.params for word in (*parameter.opts, *parameter.secondary_opts)}
    yield name, frozenset({*own, "--help", "--json"})
    for word, below in getattr(command, "commands", {}).items():
        yield from _options_of(below, f"{name} {word}".strip())


def named_in(paths: list[Path]) -> set[str]:
    return {word for path in paths for text in sentences(path.read_text(encoding="utf-8")) for word in OPTION.findall(text)}


def test_every_option_a_sentence_names_belongs_to_a_command() -> None:
    known = frozenset[str]().union(*options().values())
    named = {word: text for text in catalogue() for word in OPTION.findall(text)}
    assert named
    assert {word: text for word, text in named.items() if word not in known} == {}


@pytest.mark.parametrize("command", READ_BY)
def test_what_a_refused_load_asks_for_can_be_said_wherever_loads_are_read(command: str) -> None:
    named = named_in(READERS)
    assert {"--stamp", "--unit", "--decimal", "--dates", "--account"} <= named
    assert named <= options()[command]
