"""The command line reads only the features a call names, and knows all of them."""

from __future__ import annotations

import ast
import gc
import importlib
import pkgutil
import subprocess
import sys

import pytest
import typer

import visitplanner.cli
from tests.conftest import ROOT
from visitplanner import bootstrap
from visitplanner.cli.core.app import FEATURES, features_of


def commands_of(module: str) -> set[str]:
    """The words a feature's module really adds."""
    app = typer.Typer()
    importlib.import_module(f"visitplanner.cli.{module}").register(app)
    return {command.name or command.callback.__name__ for command in app.registered_commands if command.callback} | {
        str(group.name) for group in app.registered_groups
    }


def test_every_feature_with_commands_is_listed() -> None:
    prefix = "visitplanner.cli."
    modules = [found.name.removeprefix(prefix) for found in pkgutil.walk_packages(visitplanner.cli.__path__, prefix)]
    with_commands = {name for name in modules if hasattr(importlib.import_module(f"visitplanner.cli.{name}"), "register")}
    assert with_commands == set(FEATURES)


@pytest.mark.parametrize("module", FEATURES)
def test_a_feature_adds_the_commands_it_is_listed_with(module: str) -> None:
    assert commands_of(module) == set(FEATURES[module])


def test_only_the_features_a_call_names_are_read() -> None:
    assert features_of(["--data-dir", "x", "due", "--year", "2026"]) == ["programme.due"]
    assert features_of(["--help"]) == list(FEATURES)
    assert "visits.visits" in features_of(["visit", "days"])
    assert "planning.suitable_days" in features_of(["visit", "days"])


def test_a_bill_needs_neither_the_window_nor_the_store_nor_paper() -> None:
    code = "import sys; from visitplanner.bootstrap import start; start(['bill', '--help']); print(sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = done.stdout.splitlines()[-1]
    assert "'visitplanner.domain.tariffs.bills.bill'" in loaded
    for heavy in ("PySide6", "sqlalchemy", "reportlab", "openpyxl"):
        assert f"'{heavy}'" not in loaded


def test_everything_bootstrap_reads_late_is_there() -> None:
    source = (ROOT / "visitplanner" / "bootstrap.py").read_text(encoding="utf-8")
    named = [
        [argument.value for argument in node.args if isinstance(argument, ast.Constant)]
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("late", "written")
    ]
    assert len(named) > 8
    for module, name in filter(None, named):
        assert callable(getattr(importlib.import_module(f"visitplanner.{module}"), name))


def test_garbage_is_looked_for_seldom_while_a_command_runs_and_as_usual_afterwards() -> None:
    usual = gc.get_threshold()
    with bootstrap.collecting_seldom():
        assert gc.get_threshold() == bootstrap.SELDOM
    assert gc.get_threshold() == usual
