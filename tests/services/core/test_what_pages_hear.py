"""What a command and its undo announce is what they wrote, for every command there is."""

from __future__ import annotations

import importlib
import pkgutil
from typing import Any

import pytest

from tests.builders import SmallOffice
from tests.services.core.commands import CASES
from visitplanner import services
from visitplanner.domain.records.kinds import KINDS
from visitplanner.services.core.outcome import Command, Topic
from visitplanner.store import sql
from visitplanner.store.office import SqlOffice

Rows = dict[str, set[tuple[Any, ...]]]


def commands() -> set[type]:
    """Every class of the services that carries something out."""
    modules = [
        importlib.import_module(found.name) for found in pkgutil.walk_packages(services.__path__, "visitplanner.services.")
    ]
    classes = {one for module in modules for one in vars(module).values() if isinstance(one, type)}
    return {one for one in classes if hasattr(one, "carry_out") and one is not Command}


def rows(office: SqlOffice) -> Rows:
    """All rows of every kind without their versions, read past the shelves."""
    found: Rows = {}
    with sql.reading(office._engine) as connection:
        for kind in KINDS:
            names = ", ".join(f'"{name}"' for name in kind.names if name != "version")
            found[kind.name] = set(map(tuple, connection.exec_driver_sql(f"SELECT {names} FROM {kind.name}")))
    return found


def written(before: Rows, after: Rows) -> frozenset[str]:
    """What the pages that show the differing rows listen to."""
    return frozenset(topic for kind in KINDS if before[kind.name] != after[kind.name] for topic in kind.topics)


def test_every_command_has_a_case() -> None:
    assert {one.__name__ for one in commands()} == {one.__name__ for one in CASES}
    assert len(CASES) > 50


def test_a_command_without_a_case_would_be_found(monkeypatch: pytest.MonkeyPatch) -> None:
    class Forgotten:
        def carry_out(self, work: object) -> None: ...

    module = importlib.import_module("visitplanner.services.core.today")
    monkeypatch.setattr(module, "Forgotten", Forgotten, raising=False)
    assert Forgotten in commands() - CASES.keys()


@pytest.mark.parametrize("command", CASES, ids=lambda one: one.__name__)
def test_a_command_its_undo_and_its_redo_announce_what_they_wrote(command: type, office: SqlOffice, small: SmallOffice) -> None:
    asked = CASES[command](office, small)
    assert type(asked) is command
    before = rows(office)
    done = office.do(asked)
    after = rows(office)
    assert after != before, "the case changes nothing"
    assert done.changed == written(before, after)
    drafts_only = {name for name in before if before[name] != after[name]} == {"form_drafts"}
    assert (done.undo is None) is drafts_only
    if done.undo is None:
        return
    undone = office.do(done.undo)
    assert rows(office) == {**before, "form_drafts": after["form_drafts"]}
    assert undone.changed == done.changed
    assert undone.undo is not None
    assert office.do(undone.undo).changed == done.changed
    assert rows(office) == after


def test_every_kind_says_what_listens_to_it_but_drafts_of_forms() -> None:
    assert [kind.name for kind in KINDS if not kind.topics] == ["form_drafts"]
    by_own_name = {kind.name for kind in KINDS if not kind.topic}
    heard = {topic for kind in KINDS for topic in kind.topics}
    assert set(Topic) <= heard <= set(Topic) | by_own_name
