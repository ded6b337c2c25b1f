"""A dialog that was closed is gone: opened and closed again and again, none is left, neither Qt's part nor Python's."""

from __future__ import annotations

import gc
import importlib
import pkgutil
import weakref
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QDialog

from tests.builders import SmallOffice
from tests.ui.openings import OPENINGS, Scene
from visitplanner import ui
from visitplanner.ui.papers.brief_dialog import BriefDialog
from visitplanner.ui.planning.forms import auto_plan, what_if
from visitplanner.ui.planning.forms.auto_plan import AutoPlanDialog
from visitplanner.ui.planning.forms.what_if import WhatIfDialog
from visitplanner.ui.shell.main_window import MainWindow
from visitplanner.ui.tariffs.at_table.talk import AtTable

Opening = Callable[[MainWindow, SmallOffice], QDialog | None]


FROM_PAGES: dict[str, tuple[Opening, int]] = {
    "history": (lambda window, _: window.open_history(), 50),
    "palette": (lambda window, _: window.open_palette(), 50),
    "shortcuts": (lambda window, _: window.open_shortcuts(), 50),
    "held": (lambda window, _: window.open_held(), 50),
    "case": (lambda window, _: gone_to(window, "follow_ups").open_new(), 50),
    "import": (lambda window, _: gone_to(window, "customers").open_import(), 50),
    "assignments": (lambda window, _: gone_to(window, "customers").open_assignments(), 50),
    "turns": (lambda window, _: gone_to(window, "planning").hand.open_turns(), 50),
    "what if": (lambda window, _: gone_to(window, "planning").hand.open_what_if(), 50),
    "approval": (lambda window, _: gone_to(window, "planning").hand.open_approval(), 50),
    "register": (lambda window, _: gone_to(window, "registers").open_new(), 50),
}


def gone_to(window: MainWindow, key: str) -> Any:
    """The page of a key; gone to once."""
    if getattr(window, "_gone_to", "") != key:
        window.go(key)
        window._gone_to = key  # pyright: ignore[reportAttributeAccessIssue]
    return window.page()


@pytest.mark.parametrize("name", FROM_PAGES)
def test_a_closed_dialog_is_gone(name: str, small: SmallOffice, window: MainWindow) -> None:
    opening, times = FROM_PAGES[name]
    opened: list[weakref.ref[QDialog]] = []
    for _time in range(times):
        dialog = opening(window, small)
        assert dialog is not None
        opened.append(weakref.ref(dialog))
        dialog.reject()
        del dialog
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
    assert window.findChildren(QDialog) == []
    assert [each for each in opened if each() is not None] == []


SLOW = {AtTable, AutoPlanDialog, BriefDialog, WhatIfDialog}
"""What they show takes a second to draw or find; what leaks does so at the first time as well."""


@pytest.mark.parametrize("kind", OPENINGS, ids=lambda kind: kind.__name__)
def test_every_dialog_leaves_nothing_behind(
    kind: type[QDialog], small: SmallOffice, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither itself nor a widget of another: the window has as many after as before."""
    monkeypatch.setattr(auto_plan, "SECONDS", 0)
    monkeypatch.setattr(what_if, "SECONDS", 0)
    scene = Scene(window, small)
    opened: list[weakref.ref[QDialog]] = []

    def once() -> None:
        dialog = OPENINGS[kind](scene)
        dialog.open()
        opened.append(weakref.ref(dialog))
        dialog.reject()
        del dialog
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    once()
    gc.collect()
    before = len(QApplication.allWidgets())
    for _time in range(3 if kind in SLOW else 50):
        once()
    gc.collect()
    assert [each for each in opened if each() is not None] == []
    assert len(QApplication.allWidgets()) == before


def dialogs(of: type[QDialog] = QDialog) -> Iterator[type[QDialog]]:
    """Every class of dialog of the window's modules."""
    for made in of.__subclasses__():
        if made.__module__.startswith(f"{ui.__name__}."):
            yield made
        yield from dialogs(made)


STAY = {"CrashDialog", "StartDialog"}
"""The first is one for the whole program, the second is taken away by whoever shows it."""


def test_every_dialog_is_deleted_when_it_is_closed() -> None:
    for module in pkgutil.walk_packages(ui.__path__, f"{ui.__name__}."):
        importlib.import_module(module.name)
    kept = [
        made.__name__
        for made in set(dialogs())
        if made.__name__ not in STAY and not {"WA_DeleteOnClose", "deleteLater"} & set().union(*map(names_of, made.__mro__))
    ]
    assert kept == []


def names_of(made: type) -> set[str]:
    """The names the methods of a class speak of."""
    if not made.__module__.startswith(f"{ui.__name__}."):
        return set()
    return {name for part in vars(made).values() if hasattr(part, "__code__") for name in part.__code__.co_names}
