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
from PySide6.QtWidgets import QDialog

from tests.builders import SmallOffice
from visitplanner import ui
from visitplanner.ui.papers.brief_dialog import BriefDialog
from visitplanner.ui.shell.main_window import MainWindow

Opening = Callable[[MainWindow, SmallOffice], QDialog | None]


def brief(window: MainWindow, small: SmallOffice) -> QDialog:
    dialog = BriefDialog(window.page().desk, small.large.id, small.large.name, window)
    dialog.open()
    return dialog


OPENINGS: dict[str, tuple[Opening, int]] = {
    "brief": (brief, 5),
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


@pytest.mark.parametrize("name", OPENINGS)
def test_a_closed_dialog_is_gone(name: str, small: SmallOffice, window: MainWindow) -> None:
    opening, times = OPENINGS[name]
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
