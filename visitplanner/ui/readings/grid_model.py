"""The cells of the readings' grid: their texts, and what is to be said of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt, Signal

from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.lists.reading_grid import GRID_KEYS, MONTH, NOTES, Cells, Pasted
from visitplanner.i18n import Language
from visitplanner.ui.core import style
from visitplanner.ui.core.guard import guarded
from visitplanner.ui.core.rows_model import Index
from visitplanner.ui.core.style import Tone

ROOT = QModelIndex()
HEADINGS: dict[str, tuple[Message, Message]] = {
    "month": (said("Month"), said(" ")),
    "kwh_peak": (said("Peak"), said("kWh")),
    "kwh_half_peak": (said("Half-peak"), said("kWh")),
    "kwh_saturday": (said("Saturday"), said("kWh")),
    "kwh_off_peak": (said("Off-peak"), said("kWh")),
    "kwh_total": (said("Total"), said("kWh")),
    "kw_peak": (said("Peak"), said("kW")),
    "kw_half_peak": (said("Half-peak"), said("kW")),
    "kw_saturday": (said("Saturday"), said("kW")),
    "kw_off_peak": (said("Off-peak"), said("kW")),
    "kw_highest": (said("Highest"), said("kW")),
    "power_factor": (said("PF"), said("%")),
    "amount": (said("Amount"), said("NT$")),
    "notes": (said("Notes"), said(" ")),
}
"""The name of each column, and its unit in the line below."""
TONES = {
    Tone.DANGER: ("danger_soft", "circle-alert", "danger"),
    Tone.WARN: ("warn_soft", "triangle-alert", "warn"),
    Tone.OK: ("surface", "info", "muted"),
}


@dataclass(frozen=True, slots=True)
class CellMark:
    """What is said of a cell. tone: `DANGER` where it cannot be kept, `WARN` where it is doubtful, `OK` else."""

    tone: Tone
    text: str


CellMarks = Mapping[tuple[int, int], CellMark]


class GridModel(QAbstractTableModel):
    """Rows are months, columns as `GRID_KEYS`; every cell is a text that can be changed. edited: a person changed cells."""

    edited = Signal()

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language = language
        self._rows: list[list[str]] = []
        self._marks: CellMarks = {}

    @property
    def cells(self) -> tuple[Cells, ...]:
        return tuple(tuple(row) for row in self._rows)

    def set_cells(self, rows: Sequence[Cells]) -> None:
        self.beginResetModel()
        self._rows = [list(row) for row in rows]
        self._marks = {}
        self.endResetModel()

    def set_marks(self, marks: CellMarks) -> None:
        """Say something else of the cells."""
        self._marks = marks
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, NOTES))

    def take(self, pasted: Pasted) -> None:
        """Show the grid as it is after a paste."""
        self.set_cells(pasted.rows)
        self.edited.emit()

    def clear(self, places: Sequence[tuple[int, int]]) -> None:
        """Empty some cells."""
        for row, column in places:
            self._rows[row][column] = ""
        self.edited.emit()

    @guarded(0)
    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @guarded(0)
    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(GRID_KEYS)

    @guarded(Qt.ItemFlag.NoItemFlags)
    def flags(self, index: Index) -> Qt.ItemFlag:
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEditable

    @guarded()
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        place = index.row(), index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self._rows[place[0]][place[1]]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft if place[1] in (MONTH, NOTES) else Qt.AlignmentFlag.AlignRight
            return side | Qt.AlignmentFlag.AlignVCenter
        mark = self._marks.get(place)
        return None if mark is None else _look(mark, role)

    @guarded(False)
    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or self._rows[index.row()][index.column()] == str(value):
            return False
        self._rows[index.row()][index.column()] = str(value)
        self.edited.emit()
        return True

    @guarded()
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return str(section + 1) if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft if section in (MONTH, NOTES) else Qt.AlignmentFlag.AlignRight
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        name, unit = HEADINGS[GRID_KEYS[section]]
        return f"{self._language.say(name)}\n{self._language.say(unit)}"


def _look(mark: CellMark, role: int) -> Any:
    ground, icon, colour = TONES[mark.tone]
    if role == Qt.ItemDataRole.BackgroundRole:
        return style.look().colour(ground)
    if role == Qt.ItemDataRole.DecorationRole:
        return style.icon(icon, colour)
    return mark.text if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole) else None
