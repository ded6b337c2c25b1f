"""Keeps a fault inside an override of a Qt virtual from ending the process.

Qt calls `paintEvent`, `data` and their like from C++; on Python 3.11 some exceptions raised there are a segmentation
fault. Every override in `visitplanner.ui` therefore carries `@guarded(...)`; `tests/ui/test_guard.py` looks for ones
that do not.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

T = TypeVar("T")


def guarded(default: Any = None) -> Callable[[Callable[..., T]], Callable[..., T]]:
    """Hand an exception to `sys.excepthook` and give Qt `default` instead."""

    def decorate(override: Callable[..., T]) -> Callable[..., T]:
        @wraps(override)
        def safe(*args: Any, **named: Any) -> T:
            try:
                return override(*args, **named)
            except Exception:  # noqa: BLE001  (the crash dialog shows it; beyond this line it would end the process)
                sys.excepthook(*sys.exc_info())  # pyright: ignore[reportArgumentType]
                return default

        setattr(safe, "guarded", True)  # noqa: B010  (a mark on a function)
        return safe

    return decorate


def unguarded(cls: type) -> list[str]:
    """Names of methods of `cls` that override a method of a Qt class without the decorator."""
    return [
        name
        for name, value in vars(cls).items()
        if callable(value)
        and not name.startswith("__")
        and not isinstance(value, type)
        and not getattr(value, "guarded", False)
        and any(name in vars(parent) for parent in cls.__mro__[1:] if parent.__module__.startswith("PySide6"))
    ]
