"""A dialog that was closed is gone: opened and closed fifty times, none is left."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QDialog

from tests.builders import SmallOffice
from visitplanner.ui.papers.brief_dialog import BriefDialog
from visitplanner.ui.shell.main_window import MainWindow

Opening = Callable[[MainWindow, SmallOffice], QDialog]


def brief(window: MainWindow, small: SmallOffice) -> QDialog:
    dialog = BriefDialog(window.page().desk, small.large.id, small.large.name, window)
    dialog.open()
    return dialog


OPENINGS: dict[str, tuple[Opening, int]] = {
    "brief": (brief, 5),
    "history": (lambda window, _: window.open_history(), 50),
    "palette": (lambda window, _: window.open_palette(), 50),
    "shortcuts": (lambda window, _: window.open_shortcuts(), 50),
}


@pytest.mark.parametrize("name", OPENINGS)
def test_a_closed_dialog_is_gone(name: str, small: SmallOffice, window: MainWindow) -> None:
    opening, times = OPENINGS[name]
    for _time in range(times):
        opening(window, small).reject()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert window.findChildren(QDialog) == []
