"""A fault of the program is one calm dialog whose details can be copied; the program goes on."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from visitplanner import i18n
from visitplanner.ui.pages.crash import CrashHook


@pytest.fixture
def hook(qtbot: QtBot) -> Iterator[CrashHook]:
    before = sys.excepthook
    made = CrashHook(i18n.language())
    yield made
    if made.dialog is not None:
        made.dialog.reject()
    made.close()
    assert sys.excepthook == before


def report(fault: Exception) -> None:
    try:
        raise fault
    except type(fault):
        sys.excepthook(*sys.exc_info())  # pyright: ignore[reportArgumentType]


def test_a_fault_opens_one_dialog_and_a_second_joins_it(hook: CrashHook) -> None:
    report(ValueError("first fault"))
    first = hook.dialog
    assert first is not None
    report(KeyError("second fault"))
    assert hook.dialog is first
    assert "first fault" in first.text
    assert "second fault" in first.text


def test_the_details_can_be_copied(hook: CrashHook) -> None:
    report(ValueError("to be copied"))
    assert hook.dialog is not None
    hook.dialog.copy()
    assert "to be copied" in QGuiApplication.clipboard().text()


def test_a_fault_in_a_worker_is_shown_on_the_windows_thread(qtbot: QtBot, hook: CrashHook) -> None:
    worker = threading.Thread(target=report, args=(ValueError("in a worker"),))
    worker.start()
    worker.join()
    qtbot.waitUntil(lambda: hook.dialog is not None, timeout=3000)
    assert hook.dialog is not None
    assert "in a worker" in hook.dialog.text


def test_after_the_dialog_is_closed_the_next_fault_opens_a_new_one(hook: CrashHook) -> None:
    report(ValueError("earlier fault"))
    first = hook.dialog
    assert first is not None
    first.reject()
    assert hook.dialog is None
    report(ValueError("later fault"))
    assert hook.dialog is not None
    assert "earlier fault" not in hook.dialog.text
