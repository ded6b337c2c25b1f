"""A real office on a real database, and the real window on it, off-screen and without threads."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.builders import Clock, SmallOffice, new_office
from tests.small_office import clock, kept, office
from tests.ui.threads import Awaited
from visitplanner import bootstrap, i18n
from visitplanner.domain.follow_ups.follow_ups import Window
from visitplanner.services.follow_ups.follow_ups import Raised, RaiseFollowUp
from visitplanner.services.office.context import Context
from visitplanner.ui.core.jobs import Inline, Runner
from visitplanner.ui.core.style import Theme
from visitplanner.ui.core.window_state import WindowState
from visitplanner.ui.shell.application import Program, application
from visitplanner.ui.shell.main_window import MainWindow

__all__ = ["clock", "kept", "office"]


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    """The program's own application, so that tests see its fonts and style; it may be there already."""
    return application()


@pytest.fixture(autouse=True)
def swept(qapp: object) -> Iterator[None]:
    """A test's windows are gone before the next begins: without an event loop Qt would keep them all, and style them all."""
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def context(tmp_path: Path, clock: Clock) -> Iterator[Context]:
    """An office without any record."""
    folder = tmp_path / "office"
    folder.mkdir()
    office = new_office(folder, clock)
    yield Context(office, bootstrap.known(), bootstrap.files(), folder, office.close, True)
    office.close()


@pytest.fixture
def small(context: Context, clock: Clock) -> SmallOffice:
    """The small office with a case that is overdue and one that is not."""
    small = SmallOffice()
    small.keep(context.office)  # pyright: ignore[reportArgumentType]
    today = clock.today
    clock.today = today - dt.timedelta(days=20)
    context.office.do(RaiseFollowUp(small.large.id, Raised("評估調降契約容量", Window.BUSINESS, small.business.id)))
    clock.today = today
    context.office.do(RaiseFollowUp(small.large.id, Raised("停電通知未收到", Window.TECHNICAL, small.technical.id)))
    return small


@pytest.fixture
def runner(qapp: object) -> Runner:
    """What the window's questions run on: at once, or with WINDOW_TESTS_ON=threads on the program's own threads."""
    return Awaited() if os.environ.get("WINDOW_TESTS_ON") == "threads" else Inline()


@pytest.fixture
def program(qtbot: QtBot, qapp: object, context: Context, runner: Runner) -> Iterator[Program]:
    made = Program(application(), context, i18n.language(), runner)
    yield made
    if made.window is not None:
        made.window.close()
    made.close()


@pytest.fixture
def window(qtbot: QtBot, program: Program) -> MainWindow:
    opened = program.open(replace(WindowState(), theme=Theme.LIGHT))
    qtbot.addWidget(opened)
    opened.show()
    return opened
