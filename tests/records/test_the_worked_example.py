"""The example in `docs/new-record.md` is true: it runs, its table fits its record, its sentences are translated."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import polib
import pytest

from tests.architecture.test_translations import catalogue, sentences
from tests.conftest import ROOT
from tests.store.test_records import table_faults
from visitplanner.domain.core.kinds import Kind
from visitplanner.store.tables import METADATA
from visitplanner.store.tables.care import lists as tables

STEP = re.compile(r"^## .*`([^`]+)`\n(?:(?!^## ).*\n)*?```\w+\n((?:.*\n)*?)```", re.MULTILINE)


def blocks() -> dict[str, str]:
    """The example's files, by path."""
    return dict(STEP.findall((ROOT / "docs" / "new-record.md").read_text(encoding="utf-8")))


def file(name: str) -> str:
    (text,) = (text for path, text in blocks().items() if path.endswith(name))
    return text


@pytest.fixture
def example() -> Iterator[ModuleType]:
    made = sys.modules["example"] = ModuleType("example")
    yield made
    del sys.modules["example"]


@pytest.fixture
def seminars(example: ModuleType) -> Kind[Any]:
    exec(compile(file("domain/care/seminars.py"), "seminars.py", "exec"), example.__dict__)
    found = example.__dict__["SEMINARS"]
    assert isinstance(found, Kind)
    return found


def test_the_example_has_every_file_it_speaks_of() -> None:
    assert len(blocks()) == 7
    assert sum(text.count("\n") for text in blocks().values()) < 200


def test_its_table_fits_its_record(example: ModuleType, seminars: Kind[Any]) -> None:
    beside = file("care/lists.py").replace("SeminarRow", "ExampleRow").replace('"seminars"', '"example"')
    exec(compile(beside, "lists.py", "exec"), example.__dict__ | vars(tables))
    table = METADATA.tables["example"]
    METADATA.remove(table)
    assert table_faults(seminars.record, table) == []
    columns = set(re.findall(r'sa\.Column\("(\w+)"', file("versions/0042_seminars.py")))
    assert columns == set(table.c.keys())
    assert set(re.findall(r"\w+", file(".sql").partition("(")[2].partition(")")[0])) == columns


def test_its_sentences_are_translated(seminars: Kind[Any]) -> None:
    translated = {entry.msgid for entry in polib.pofile(file(".po")) if entry.msgstr}
    spoken = set(sentences(file("domain/care/seminars.py")))
    assert spoken - translated - set(catalogue()) == set()
    assert translated <= spoken
