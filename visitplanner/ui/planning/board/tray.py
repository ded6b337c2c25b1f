"""尚未約定: what nobody agreed to yet, the urgent first; a line can be dragged onto a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from enum import StrEnum
from uuid import UUID

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from visitplanner.domain.programme.numbers import numbers_of
from visitplanner.i18n import Language
from visitplanner.services.programme.obligations import DueRow
from visitplanner.ui.core import style
from visitplanner.ui.core.chips import paint_chip
from visitplanner.ui.core.guard import guarded
from visitplanner.ui.core.plain_text import tip
from visitplanner.ui.core.rows_model import Index
from visitplanner.ui.core.states import owed_chip
from visitplanner.ui.planning.board.offers import Dragged
from visitplanner.ui.planning.board.painting import short_name
from visitplanner.ui.widgets.parts import button, column, label

WIDTH, HEIGHT = 224, 56
OWED = Qt.ItemDataRole.UserRole + 1
PLANNED = Qt.ItemDataRole.UserRole + 2


def what(row: DueRow) -> Dragged:
    owed = row.obligation
    return Dragged(owed.subject_id, owed.ordinal, owed.visit_id, row.subject)


class TrayDelegate(QStyledItemDelegate):
    """Two lines: who, and how it stands with its last day."""

    def __init__(self, parent: TrayList, language: Language) -> None:
        super().__init__(parent)
        self._language = language

    @guarded(QSize(WIDTH, HEIGHT))
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(style.look().px(WIDTH - 40), style.look().px(HEIGHT))

    @guarded()
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look, row = style.look(), index.data(OWED)
        painter.save()
        box = QRectF(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, look.colour("accent_soft"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, look.colour("hover"))
        painter.setPen(look.colour("hairline"))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        inner = box.adjusted(look.px(12), look.px(6), -look.px(8), -look.px(5))
        painter.setFont(look.font(13))
        painter.setPen(look.colour("text"))
        cut = painter.fontMetrics().elidedText(short_name(row.subject), Qt.TextElideMode.ElideRight, int(inner.width()))
        painter.drawText(QRectF(inner.left(), inner.top(), inner.width(), look.px(20)), Qt.AlignmentFlag.AlignVCenter, cut)
        below = QRectF(inner.left(), inner.top() + look.px(22), inner.width(), look.px(22))
        paint_chip(painter, below, owed_chip(row.obligation, self._language))
        painter.setFont(look.font(12))
        painter.setPen(look.colour("muted"))
        side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(below, side, day_words(row, index.data(PLANNED), self._language))
        painter.restore()


def day_words(row: DueRow, planned: dt.date | None, language: Language) -> str:
    """The day that is suggested, `4/28（二）`; where none is, the last possible one, `最遲 6/30`."""
    if planned is not None:
        return language.day_of_year(planned)
    due = row.obligation.due
    return language.text("by {month}/{day}", month=due.month, day=due.day)


class TrayList(QListWidget):
    """carried: a line begins to be dragged. chosen: a line became current. opened: Enter or a double click on one."""

    carried = Signal(object)
    chosen = Signal(object)
    opened = Signal(object)

    def __init__(self, language: Language) -> None:
        super().__init__()
        self.setItemDelegate(TrayDelegate(self, language))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setDragEnabled(True)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(language.text("Not agreed yet"))
        self._language = language
        self.itemClicked.connect(self._choose)
        self.itemDoubleClicked.connect(self._open)

    def show_rows(self, rows: Sequence[DueRow], days: Mapping[UUID, dt.date]) -> None:
        """Show other lines; days: of the visits that are suggested. The current line stays current if it is still there."""
        kept, place = self.current(), self.verticalScrollBar().value()
        self.clear()
        for row in rows:
            item = QListWidgetItem()
            planned = days.get(row.obligation.visit_id) if row.obligation.visit_id else None
            item.setData(OWED, row)
            item.setData(PLANNED, planned)
            state = owed_chip(row.obligation, self._language).text
            said = ", ".join((row.subject, state, day_words(row, planned, self._language)))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, said)
            item.setToolTip(tip("\n".join(part for part in (row.subject, row.township, row.person) if part)))
            self.addItem(item)
            if kept is not None and what(kept) == what(row):
                self.setCurrentItem(item)
        self.verticalScrollBar().setValue(place)

    def current(self) -> DueRow | None:
        item = self.currentItem()
        return item.data(OWED) if item else None

    @guarded()
    def startDrag(self, supported: Qt.DropAction) -> None:
        row = self.current()
        if row is not None:
            self.carried.emit(what(row))

    @guarded()
    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.current()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2) and row is not None:
            self.opened.emit(row)
        else:
            super().keyPressEvent(event)

    @Slot(QListWidgetItem)
    def _choose(self, item: QListWidgetItem) -> None:
        self.chosen.emit(item.data(OWED))

    @Slot(QListWidgetItem)
    def _open(self, item: QListWidgetItem) -> None:
        self.opened.emit(item.data(OWED))


class NothingWaits(StrEnum):
    """Why nothing waits to be agreed though not everything is agreed."""

    CUSTOMERS = "customers"
    NOTHING_OWED = "nothing_owed"
    NONE_CHOSEN = "none_chosen"


class TrayEmpty(QWidget):
    """An empty state as narrow as the tray: what is so, and what to do first."""

    def __init__(self, icon: str, title: str, text: str, action: QPushButton | None = None) -> None:
        super().__init__()
        self.title = title
        side = style.look().px(32)
        picture = label()
        picture.setPixmap(style.icon(icon, "muted").pixmap(side, side))
        heading, explained = label(title, "strong", wrap=True), label(text, "muted", wrap=True)
        for part in (picture, heading, explained):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
        if not text:
            explained.hide()
        parts = [None, picture, heading, explained, *([8, action] if action is not None else []), None]
        self.setLayout(column(*parts, spacing=8, margins=(12, 16, 12, 16)))


class Tray(QFrame):
    """The list with its heading and, when it is empty, a word about that. import_wanted: the customer list."""

    import_wanted = Signal()

    def __init__(self, language: Language) -> None:
        super().__init__()
        _ = language.text
        self.setObjectName("card")
        self.setFixedWidth(style.look().px(WIDTH))
        self._language = language
        self.list = TrayList(language)
        self._title = label(role="section")
        self._hint = label(_("Drag a line onto a day"), "caption")
        no_duty = _("No group, no customer at the threshold and no park has a duty this year.")
        first = _("Import the customer list first; the program then finds who is owed a visit.")
        verb = button(_("&Import the customer list"), icon="upload", on=self.import_wanted.emit)
        everybody = _("Choose everybody and all kinds again.")
        self._states = {
            None: TrayEmpty("check", _("Everything is agreed"), ""),
            NothingWaits.CUSTOMERS: TrayEmpty("users", _("No customer yet"), first, verb),
            NothingWaits.NOTHING_OWED: TrayEmpty("info", _("Nobody is owed a visit"), no_duty),
            NothingWaits.NONE_CHOSEN: TrayEmpty("search", _("No visit of this choice waits"), everybody),
        }
        self._nothing = QStackedWidget()
        for state in self._states.values():
            self._nothing.addWidget(state)
        head = column(self._title, self._hint, spacing=0, margins=(12, 10, 12, 6))
        body = column(head, self.list, self._nothing, spacing=0, margins=(1, 1, 1, 6))
        body.setStretchFactor(self.list, 1)
        self.setLayout(body)
        self.show_rows((), {})

    @property
    def told(self) -> str:
        """What stands there instead of the list; empty while there is one."""
        shown = self._nothing.currentWidget()
        return shown.title if self.list.isHidden() and isinstance(shown, TrayEmpty) else ""

    def show_rows(self, rows: Sequence[DueRow], days: Mapping[UUID, dt.date], step: NothingWaits | None = None) -> None:
        """step: why there are no rows, if not because everything is agreed."""
        self._nothing.setCurrentWidget(self._states[step])
        self.list.show_rows(rows, days)
        _, numbers = self._language.text, numbers_of(row.obligation for row in rows)
        self._title.setText(_("Not agreed yet: {count}", count=numbers.left))
        parts = [_("{suggested} suggested + {to_book} to book", suggested=numbers.suggested, to_book=numbers.to_book)]
        if numbers.urgent:
            parts.append(_("{count} of these to arrange now", count=numbers.urgent))
        self._hint.setText("\n".join([*parts, _("Drag a line onto a day")]))
        self.list.setVisible(bool(rows))
        self._hint.setVisible(bool(rows))
        self._nothing.setVisible(not rows)
