"""How a person left the window: size, page, theme, font size, column widths. A JSON file of our own, never QSettings."""

from __future__ import annotations

import logging
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from visitplanner.services.core.codec import codec, forgiving, read_json, written
from visitplanner.ui.core.style import PERCENTS, Theme

FILE_NAME = "window.json"
SMALLEST = (400, 300)
"""Width and height below which a window is not opened again."""
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class WindowState:
    """geometry: x, y, width, height. columns: widths in pixels by table name. tray: whether reminders are told in the tray;
    told_on: the day they last were, ISO."""

    geometry: tuple[int, int, int, int] | None = None
    maximized: bool = False
    page: str = "home"
    theme: Theme = Theme.SYSTEM
    percent: int = 100
    language: str = ""
    tray: bool = True
    told_on: str = ""
    columns: dict[str, dict[str, int]] = field(default_factory=dict[str, dict[str, int]])


def load(folder: Path) -> WindowState:
    """The kept state; a missing or damaged file gives the first state again."""
    try:
        kept = read_json((folder / FILE_NAME).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return WindowState()
    except (OSError, ValueError) as fault:
        log.warning("the window's state cannot be read: %s", fault)
        return WindowState()
    return sound(kept) if isinstance(kept, dict) else WindowState()


def sound(kept: dict[str, Any]) -> WindowState:
    """The parts of a kept state that can be used; every other part as on the first day."""
    state: WindowState = forgiving(WindowState).value(kept)
    if state.percent not in PERCENTS:
        state = replace(state, percent=WindowState.percent)
    if state.geometry is None or len(state.geometry) != 4:
        return replace(state, geometry=None)
    x, y, width, height = state.geometry
    return replace(state, geometry=(x, y, max(width, SMALLEST[0]), max(height, SMALLEST[1])))


def save(folder: Path, state: WindowState) -> None:
    """Keep the state; that it cannot be written (a full disk) is logged, not shown: it is a comfort, not a record."""
    path = folder / FILE_NAME
    fresh = path.with_suffix(".new")
    try:
        fresh.touch(mode=0o600)
        fresh.write_text(written(codec(WindowState).plain(state)), encoding="utf-8")
        fresh.replace(path)
    except OSError as fault:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
        log.warning("the window's state cannot be kept: %s", fault)
