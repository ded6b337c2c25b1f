"""A grid that is typed into like a spreadsheet: Ctrl+V takes its cells, Ctrl+C gives them, Delete empties, Enter goes down."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QSize, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from visitplanner.domain.lists.reading_grid import GRID_KEYS, MONTH, NOTES
from visitplanner.i18n import Language
from visitplanner.ui.core import style
from visitplanner.ui.core.guard import guarded
from visitplanner.ui.core.rows_model import Index
from visitplanner.ui.readings.grid_model import GridModel
from visitplanner.ui.widgets.table import cell_of

ROW_HEIGHT, ICON = 30, 14
WIDTHS = {"month": 62, "kwh": 90, "kw": 74, "power": 46, "amount": 104}
"""Of each column, by the beginning of its key; the notes take what is left."""


class CellEditor(QLineEdit):
    """The input of one cell. pasted: what is pasted holds more than one cell."""

    pasted = Signal(str)

    @guarded()
    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = QGuiApplication.clipboard().text()
        if event.matches(QKeySequence.StandardKey.Paste) and ("\t" in text or "\n" in text.strip()):
            self.pasted.emit(text)
        else:
            super().keyPressEvent(event)


class CellDelegate(QStyledItemDelegate):
    """Gives every cell a plain input."""

    pasted = Signal(str)

    @guarded()
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = CellEditor(parent)
        editor.setProperty("flat", "true")
        editor.setAutoFillBackground(True)
        editor.pasted.connect(self.pasted)
        return editor

    @guarded()
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        ground = index.data(Qt.ItemDataRole.BackgroundRole)
        if ground is not None:
            painter.fillRect(option.rect, ground)
        super().paint(painter, option, index)

    @guarded()
    def setEditorData(self, editor: QWidget, index: Index) -> None:
        assert isinstance(editor, QLineEdit)
        editor.setText(index.data(Qt.ItemDataRole.EditRole))

    @guarded()
    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        assert isinstance(editor, QLineEdit)
        model.setData(index, editor.text())  # pyright: ignore[reportArgumentType]


class ReadingGrid(QTableView):
    """pasted: (row, column, text) from the clipboard, to be put in from that cell on."""

    pasted = Signal(int, int, str)

    def __init__(self, language: Language) -> None:
        super().__init__()
        self.cells = GridModel(language)
        self.setModel(self.cells)
        delegate = CellDelegate(self)
        delegate.pasted.connect(self._paste)
        self.setItemDelegate(delegate)
        self.setAccessibleName(language.text("Monthly readings"))
        self._dress()

    def _dress(self) -> None:
        look = style.look()
        self.setObjectName("cells")
        self.setShowGrid(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setIconSize(QSize(look.px(ICON), look.px(ICON)))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(look.px(ROW_HEIGHT))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(look.px(48))
        for number, key in enumerate(GRID_KEYS):
            self.setColumnWidth(number, look.px(WIDTHS.get(key.partition("_")[0], ICON)))
        header.setSectionResizeMode(NOTES, QHeaderView.ResizeMode.Stretch)

    @guarded()
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.state() == QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)  # a key the cell's input does not take
        elif event.matches(QKeySequence.StandardKey.Paste):
            self._paste(QGuiApplication.clipboard().text())
        elif event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.cells.clear([(index.row(), index.column()) for index in self.selectedIndexes()])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.edit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    @guarded()
    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, hint)
        here = self.currentIndex()
        if hint is QAbstractItemDelegate.EndEditHint.SubmitModelCache and here.row() + 1 < self.cells.rowCount():
            self.setCurrentIndex(self.cells.index(here.row() + 1, here.column()))

    @Slot(str)
    def _paste(self, text: str) -> None:
        """From the upper left cell that is chosen; nothing chosen: from the first one on."""
        chosen = self.selectedIndexes() or [self.currentIndex()]
        row, column = (max(min(places), 0) for places in zip(*((each.row(), each.column()) for each in chosen), strict=True))
        if self.state() == QAbstractItemView.State.EditingState:
            self.setFocus()
        self.pasted.emit(row, max(column, MONTH), text)

    def _copy(self) -> None:
        lines: dict[int, list[str]] = {}
        for index in sorted(self.selectedIndexes(), key=lambda each: (each.row(), each.column())):
            lines.setdefault(index.row(), []).append(index.data())
        QGuiApplication.clipboard().setText("\n".join("\t".join(map(cell_of, line)) for line in lines.values()))
