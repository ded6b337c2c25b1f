"""Parts side by side that fold into several lines where there is no room for all of them in one."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from visitplanner.ui.core.guard import guarded
from visitplanner.ui.widgets.parts import column, row


class FoldingRow(QWidget):
    """Who lays it out says how wide it may be (`fit`); it never asks for less room than its widest part. to_right: its lines
    end at the right."""

    def __init__(self, *parts: QWidget, spacing: int = 8, to_right: bool = False) -> None:
        super().__init__()
        self._parts: list[QWidget] = []
        self._spacing = spacing
        self._to_right = to_right
        self._width = 0
        self._lines = column(spacing=spacing)
        self.setLayout(self._lines)
        self._line = self._new_line()
        for part in parts:
            self.addWidget(part)

    def addWidget(self, part: QWidget) -> None:
        """One more part at the end of the last line."""
        self._parts.append(part)
        self._line.addWidget(part)
        if len(self._parts) > 1:
            QWidget.setTabOrder(self._parts[-2], part)  # Tab goes as one reads

    @property
    def lines(self) -> int:
        """In how many lines the parts stand."""
        return self._lines.count()

    def needed(self) -> int:
        """How wide one line of all parts is at least."""
        widths = [self._least(part) for part in self._parts if not part.isHidden()]
        return sum(widths) + self._spacing * max(len(widths) - 1, 0)

    def fit(self, width: int) -> None:
        """Stand in as few lines as a width allows."""
        self._width = width
        lines: list[list[QWidget]] = [[]]
        left = width
        for part in self._parts:
            least = 0 if part.isHidden() else self._least(part)
            if least > left and lines[-1]:
                lines.append([])
                left = width
            lines[-1].append(part)
            left -= least + self._spacing if least else 0
        if lines != self._standing():
            self._stand(lines)

    @staticmethod
    def _least(part: QWidget) -> int:
        """How wide a part must be to be read; what one types into gives way."""
        part.ensurePolished()  # or it asks at first for the room of plain type
        hint = part.minimumSizeHint() if isinstance(part, QLineEdit) else part.sizeHint()
        return max(min(hint.width(), part.maximumWidth()), part.minimumWidth())

    @guarded(False)
    def event(self, event: QEvent) -> bool:
        """Names that arrive later make a part wider: it is laid out anew, as the page does when its own width changes."""
        if event.type() == QEvent.Type.LayoutRequest and self._width:
            self.fit(self._width)
        return super().event(event)

    def _standing(self) -> list[list[QWidget]]:
        found: list[list[QWidget]] = []
        for number in range(self._lines.count()):
            line = self._lines.itemAt(number)
            inside = line.layout() if line is not None else None
            items = [inside.itemAt(place) for place in range(inside.count())] if inside is not None else []
            widgets = [item.widget() for item in items if item is not None]
            found.append([widget for widget in widgets if widget is not None])
        return found

    def _stand(self, lines: list[list[QWidget]]) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            old = item.layout()
            while old is not None and old.takeAt(0) is not None:
                pass
        for parts in lines:
            self._line = self._new_line()
            for part in parts:
                self._line.addWidget(part)
            if not self._to_right:
                self._line.addStretch(1)

    def _new_line(self) -> QHBoxLayout:
        line = row(spacing=self._spacing)
        if self._to_right:
            line.addStretch(1)
        self._lines.addLayout(line)
        return line
