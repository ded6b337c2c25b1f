"""No exception in an override of a Qt virtual reaches C++."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import sys

import pytest
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QSortFilterProxyModel
from PySide6.QtWidgets import QWidget

import visitplanner.ui
from visitplanner.ui.core.guard import guarded, unguarded


def classes() -> list[type]:
    """Every class defined in the window's package."""
    names = [info.name for info in pkgutil.walk_packages(visitplanner.ui.__path__, "visitplanner.ui.")]
    modules = [importlib.import_module(name) for name in names]
    return [
        cls for module in modules for _, cls in inspect.getmembers(module, inspect.isclass) if cls.__module__ == module.__name__
    ]


def test_every_override_of_a_qt_method_is_guarded() -> None:
    found = {f"{cls.__module__}.{cls.__name__}": unguarded(cls) for cls in classes()}
    assert len(found) > 40
    assert {name: methods for name, methods in found.items() if methods} == {}


def test_an_unguarded_override_is_noticed() -> None:
    class Careless(QWidget):
        def paintEvent(self, event: object) -> None:
            raise IndexError

        def something_of_its_own(self) -> None: ...

    assert unguarded(Careless) == ["paintEvent"]


def test_a_fault_in_an_override_is_reported_and_qt_gets_the_default(monkeypatch: pytest.MonkeyPatch, qapp: object) -> None:
    reported: list[type] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, *_: reported.append(kind))

    class Model(QAbstractTableModel):
        @guarded(0)
        def rowCount(self, parent: object = None) -> int:
            return 1

        @guarded(0)
        def columnCount(self, parent: object = None) -> int:
            return 1

        @guarded("nothing")
        def data(self, index: QModelIndex, role: int = 0) -> object:
            return [][1]

    model, proxy = Model(), QSortFilterProxyModel()
    proxy.setSourceModel(model)
    assert proxy.data(proxy.index(0, 0)) == "nothing"
    assert reported == [IndexError]
