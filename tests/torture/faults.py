"""What goes wrong under random hands, each kind once; and a place for what would leave the program."""

from __future__ import annotations

import traceback
from collections import deque
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Slot

OF_THE_HANDS = ("This plugin does not support", "Mouse event ")
"""What the off-screen platform says of windows, and QTest of a click nobody takes (the margin beside a scroll bar)."""


class Faults(dict[str, str]):
    """What went wrong, each kind once, with what was done before it."""

    def __init__(self, acts: deque[str]) -> None:
        super().__init__()
        self._acts = acts

    def add(self, kind: str, told: str) -> None:
        """Remember a fault; the same again is not told again."""
        if kind not in self:
            self[kind] = told
            print(f"--- {kind}\nafter: {' | '.join(self._acts)}\n{told}", flush=True)

    def raised(self, kind: type[BaseException], error: BaseException, trace: object) -> None:
        """Stands in for `sys.excepthook`."""
        frames = traceback.extract_tb(error.__traceback__)
        inside = [frame for frame in frames if "visitplanner" in frame.filename] or frames
        where = f"{Path(inside[-1].filename).name}:{inside[-1].name}" if inside else "?"
        self.add(f"{kind.__name__} in {where}", "".join(traceback.format_exception(error)))

    def warned(self, _mode: object, _context: object, text: str) -> None:
        """Stands in for Qt's own messages."""
        if not text.startswith(OF_THE_HANDS):
            self.add(f"Qt: {text[:80]}", text)


class Nowhere(QObject):
    """Takes what would be opened in another program."""

    @Slot(QUrl)
    def take(self, _url: QUrl) -> None:
        """Open nothing."""
