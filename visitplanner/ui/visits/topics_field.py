"""What was talked about: a list to tick, what was not told last time first; one stop of the Tab key."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem

from visitplanner.domain.programme.topics import TalkingPoint
from visitplanner.i18n import Language
from visitplanner.ui.core import style

TOPIC = Qt.ItemDataRole.UserRole + 1


class TopicsField(QListWidget):
    """changed: a topic was ticked or not. Arrows move, Space ticks."""

    changed = Signal()

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language = language
        self.setObjectName("ticks")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFlow(QListWidget.Flow.TopToBottom)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumHeight(style.look().px(150))
        self.setTabKeyNavigation(False)
        self.itemChanged.connect(self._changed)

    def show_topics(self, fresh: Sequence[TalkingPoint], told: Sequence[TalkingPoint]) -> None:
        """Offer topics, those of last time marked."""
        self.blockSignals(True)
        self.clear()
        for points, before in ((fresh, False), (told, True)):
            for point in points:
                name = point.name_in(self._language.code)
                text = self._language.text("{topic} (told last time)", topic=name) if before else name
                item = QListWidgetItem(text)
                item.setData(TOPIC, point.id)
                item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
                item.setCheckState(Qt.CheckState.Unchecked)
                self.addItem(item)
        if self.count():
            self.setCurrentRow(0)
        self.blockSignals(False)

    def values(self) -> tuple[str, ...]:
        """The ids of those ticked."""
        items = [self.item(number) for number in range(self.count())]
        return tuple(item.data(TOPIC) for item in items if item.checkState() is Qt.CheckState.Checked)

    def set_values(self, ids: Sequence[str]) -> None:
        """Tick the topics of these ids and no others."""
        for number in range(self.count()):
            item = self.item(number)
            ticked = item.data(TOPIC) in ids
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)

    @Slot()
    def _changed(self) -> None:
        self.changed.emit()
