"""PySide6 6.12.0 on Python 3.11 loses a reference with every emit and dies; the version we run on does not."""

from __future__ import annotations

import sys

import PySide6
from PySide6.QtCore import QObject, Signal


class Bell(QObject):
    rung = Signal(object)


def test_the_window_library_is_below_the_broken_version() -> None:
    assert tuple(int(part) for part in PySide6.__version__.split(".")[:2]) < (6, 12)


def test_two_thousand_signals_cost_no_reference() -> None:
    bell, heard = Bell(), []
    bell.rung.connect(heard.append)
    before = sys.getrefcount(None)
    for _ in range(2000):
        bell.rung.emit(None)
    assert len(heard) == 2000
    heard.clear()
    assert sys.getrefcount(None) > before - 100
