"""How a person left the window: size, page, theme, font size, column widths. A JSON file of our own, never QSettings."""

from __future__ import annotations

import json
import logging
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from visitplanner.ui.core.style import PERCENTS, Theme

FILE_NAME = "window.json"
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class WindowState:
    """geometry: x, y, width, height. columns: widths in pixels by table name."""

    geometry: tuple[int, int, int, int] | None = None
    maximized: bool = False
    page: str = "home"
    theme: Theme = Theme.SYSTEM
    percent: int = 100
    language: str = ""
    columns: dict[str, dict[str, int]] = field(default_factory=dict[str, dict[str, int]])


def load(folder: Path) -> WindowState:
    """The kept state; a missing or damaged file gives the first state again."""
    try:
        kept = json.loads((folder / FILE_NAME).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return WindowState()
    except (OSError, ValueError) as fault:
        log.warning("the window's state cannot be read: %s", fault)
        return WindowState()
    return sound(kept) if isinstance(kept, dict) else WindowState()


def sound(kept: dict[str, Any]) -> WindowState:
    """The parts of a kept state that can be used; every other part as on the first day."""
    state = WindowState()
    geometry = kept.get("geometry")
    if isinstance(geometry, list) and len(geometry) == 4 and all(isinstance(value, int) for value in geometry):
        state = replace(state, geometry=(geometry[0], geometry[1], max(geometry[2], 400), max(geometry[3], 300)))
    if kept.get("theme") in set(Theme):
        state = replace(state, theme=Theme(kept["theme"]))
    if kept.get("percent") in PERCENTS:
        state = replace(state, percent=kept["percent"])
    texts = {name: kept[name] for name in ("page", "language") if isinstance(kept.get(name), str)}
    columns = {
        table: {key: width for key, width in widths.items() if isinstance(width, int)}
        for table, widths in mapping(kept.get("columns")).items()
        if isinstance(widths, dict)
    }
    return replace(state, maximized=kept.get("maximized") is True, columns=columns, **texts)


def mapping(value: object) -> dict[str, Any]:
    """The value if it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


def save(folder: Path, state: WindowState) -> None:
    """Keep the state; that it cannot be written (a full disk) is logged, not shown: it is a comfort, not a record."""
    path = folder / FILE_NAME
    fresh = path.with_suffix(".new")
    try:
        fresh.touch(mode=0o600)
        fresh.write_text(json.dumps(asdict(state), ensure_ascii=False, indent=1), encoding="utf-8")
        fresh.replace(path)
    except OSError as fault:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
        log.warning("the window's state cannot be kept: %s", fault)
