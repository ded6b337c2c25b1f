"""Finds by measuring what cannot be read: cut words, chips and headings, what lies out of reach or over its neighbour."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFontMetricsF, QRawFont
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QScrollArea,
    QStackedWidget,
    QTabBar,
    QToolButton,
    QWidget,
)

from visitplanner.ui.core import style
from visitplanner.ui.core.chips import ChipLabel, chip_width
from visitplanner.ui.core.rows_model import CHIP_ROLE
from visitplanner.ui.widgets.table import Table

SLACK = 1
"""Pixels by which a hint may be rounded."""
CELL, CHIP = 20, 14
"""What a cell keeps free beside its text or chip."""
OVERLAP, SPARE, ARROW = 3, 6, 44
"""Pixels two neighbours may share; a drop-down may lack of what it asks for before its text is cut, and needs beside its text."""


def shown(root: QWidget) -> Iterator[QWidget]:
    """Every widget in sight or that can be scrolled to."""
    return (each for each in root.findChildren(QWidget) if each.isVisible() and each.window() is root.window())


def faults(root: QWidget) -> list[str]:
    """What is wrong in a window or dialog, a line each; empty when all can be read."""
    found: list[str] = []
    for part in (root, *shown(root)):
        found += [f"cut: {words}" for words in cut(part)]
        if isinstance(part, QLabel | QAbstractButton | QComboBox) and out_of_reach(part, root):
            found.append(f"out of reach: {named(part)}")
        found += [f"one over the other: {pair}" for pair in overlapping(part)]
        found += [f"no such sign in the fonts: {sign!r} in {named(part)}" for sign in strange(text_of(part))]
    return list(dict.fromkeys(found))


def text_of(part: QWidget) -> str:
    """What a widget says."""
    if isinstance(part, QLabel | QAbstractButton | QLineEdit):
        return part.text()
    return part.currentText() if isinstance(part, QComboBox) else ""


def named(part: QWidget) -> str:
    """A widget for a report."""
    return f"{type(part).__name__} “{text_of(part)[:40] or part.accessibleName() or part.objectName()}” {part.size().toTuple()}"


def cut(part: QWidget) -> list[str]:
    """What of a widget's words has no room."""
    if isinstance(part, QLabel):
        return [named(part)] if label_cut(part) else []
    if isinstance(part, QAbstractButton):
        bare = isinstance(part, QToolButton) and part.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonIconOnly
        own = part.text() and not bare and not isinstance(part.parentWidget(), QTabBar | QComboBox)
        return [named(part)] if own and part.width() < part.sizeHint().width() - SLACK else []
    if isinstance(part, QComboBox):
        return [named(part)] if choice_cut(part) else []
    if isinstance(part, QLineEdit):
        inner = isinstance(part.parentWidget(), QAbstractSpinBox | QComboBox)
        return [named(part)] if not inner and placeholder_cut(part) else []
    if isinstance(part, QTabBar):
        return tabs_cut(part)
    if isinstance(part, ChipLabel):
        chip = part._chip
        return [f"chip “{chip.text}”"] if chip is not None and part.width() < chip_width(chip) - SLACK else []
    return table_cut(part) if isinstance(part, Table) else []


def label_cut(part: QLabel) -> bool:
    if not part.text():
        return False
    if part.wordWrap():
        return part.height() < part.heightForWidth(part.width()) - SLACK
    return part.width() < part.sizeHint().width() - SLACK or part.height() < part.fontMetrics().height() - SLACK


def choice_cut(part: QComboBox) -> bool:
    """A longer entry it might show has its whole name in the list; the one that is chosen stands whole."""
    words = QFontMetricsF(part.font()).horizontalAdvance(part.currentText())
    return part.width() < min(part.sizeHint().width() - SPARE, words + ARROW)


def placeholder_cut(part: QLineEdit) -> bool:
    if part.text() or not part.placeholderText():
        return False
    words = QFontMetricsF(part.font()).horizontalAdvance(part.placeholderText())
    icons = 28 if part.actions() else 0
    return words + icons > part.contentsRect().width() - 16 and part.toolTip() != part.placeholderText()


def tabs_cut(part: QTabBar) -> list[str]:
    every = range(part.count())
    return [f"tab “{part.tabText(n)}”" for n in every if part.isTabVisible(n) and part.tabRect(n).width() < hint_of(part, n)]


def hint_of(part: QTabBar, number: int) -> float:
    return QFontMetricsF(part.font()).horizontalAdvance(part.tabText(number)) + 2 * 14 - SLACK


def table_cut(table: Table) -> list[str]:
    """Headings and chips are never cut; another cell may be, if its tip has the whole text."""
    header, found = table.horizontalHeader(), list[str]()
    columns = [n for n in range(table.rows.columnCount()) if not table.isColumnHidden(n)]
    for number in columns:
        if header.sectionSizeFromContents(number).width() > header.sectionSize(number) + SLACK:
            found.append(f"heading “{table.rows.headerData(number, Qt.Orientation.Horizontal)}” of {table.objectName()}")
    for line in range(min(table.rows.rowCount(), 40)):
        for number in columns:
            found += cell_cut(table, line, number)
    return found


def cell_cut(table: Table, line: int, number: int) -> list[str]:
    index, room = table.rows.index(line, number), table.columnWidth(number)
    chip = index.data(CHIP_ROLE)
    where = f"{table.objectName()}.{table.rows.columns[number].key}"
    if chip is not None:
        return [f"chip “{chip.text}” in {where}"] if chip_width(chip) > room - CHIP + SLACK else []
    text = index.data(Qt.ItemDataRole.DisplayRole) or ""
    if QFontMetricsF(table.font()).horizontalAdvance(text) <= room - CELL + SLACK:
        return []
    tip = str(index.data(Qt.ItemDataRole.ToolTipRole) or "")
    return [] if text in tip else [f"“{text[:40]}” in {where} without a tip"]


def out_of_reach(part: QWidget, root: QWidget) -> bool:
    """Whether a part lies where no scrolling leads."""
    above = part.parentWidget()
    while above is not None and above is not root and not isinstance(above, QAbstractScrollArea):
        above = above.parentWidget()
    inside = above.widget() if isinstance(above, QScrollArea) else above
    if inside is None:
        return False
    box = QRect(part.mapTo(inside, QPoint(0, 0)), part.size())
    return not inside.rect().adjusted(-SLACK, -SLACK, SLACK, SLACK).contains(box)


def overlapping(parent: QWidget) -> list[str]:
    """Neighbours in one layout of which one lies over the other."""
    layout = parent.layout()
    if layout is None or isinstance(parent, QStackedWidget | QAbstractScrollArea) or "Stacked" in type(layout).__name__:
        return []
    parts = [each for each in parent.children() if isinstance(each, QWidget) and each.isVisible() and not each.isWindow()]
    laid = [each for each in parts if layout.indexOf(each) >= 0 or within(layout, each)]
    pairs = ((one, other, one.geometry() & other.geometry()) for one, other in combinations(laid, 2))
    return [f"{named(one)} and {named(other)}" for one, other, both in pairs if min(both.width(), both.height()) > OVERLAP]


def within(layout: object, part: QWidget) -> bool:
    """Whether a widget stands in a layout inside a layout."""
    for number in range(layout.count()):  # pyright: ignore[reportAttributeAccessIssue]
        item = layout.itemAt(number)  # pyright: ignore[reportAttributeAccessIssue]
        inner = item.layout() if item is not None else None
        if inner is not None and (inner.indexOf(part) >= 0 or within(inner, part)):
            return True
    return False


def strange(text: str) -> list[str]:
    """The signs none of the program's fonts has."""
    fonts = []
    for family in (style.FAMILY, style.RARE_FAMILY):
        font = style.look().font()
        font.setFamilies([family])
        fonts.append(QRawFont.fromFont(font))
    signs = {sign for sign in text if not sign.isspace() and sign.isprintable()}
    return [sign for sign in sorted(signs) if not any(font.supportsCharacter(ord(sign)) for font in fonts)]
