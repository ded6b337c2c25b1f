"""An office whose data are real, and its window."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.store.acts import TODAY, add_customers
from visitplanner import bootstrap, i18n
from visitplanner.services.office.context import Context
from visitplanner.store.office import create_office
from visitplanner.store.safekeeping.envelope import MINIMUM
from visitplanner.ui.core.jobs import Runner
from visitplanner.ui.core.window_state import WindowState
from visitplanner.ui.shell.application import Program, application
from visitplanner.ui.shell.main_window import MainWindow

PHRASE = "通行碼通行碼"


@pytest.fixture
def real(tmp_path: Path) -> Iterator[Context]:
    """It is backed up and locked, unlike a demonstration."""
    folder = tmp_path / "office"
    office = create_office(folder, PHRASE, demonstration=False, known=bootstrap.known(), today=lambda: TODAY, cost=MINIMUM)
    office.do(add_customers(3))
    yield Context(office, bootstrap.known(), bootstrap.files(), folder, office.close, False)
    office.close()


@pytest.fixture
def running(real: Context, runner: Runner, qapp: object) -> Iterator[Program]:
    program = Program(application(), real, i18n.language(), runner)
    yield program
    program.close()


@pytest.fixture
def opened(qtbot: QtBot, running: Program) -> Iterator[MainWindow]:
    window = running.open(replace(WindowState(), page="settings"))
    qtbot.addWidget(window)
    window.show()
    yield window
    window.close()
