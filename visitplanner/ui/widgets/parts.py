"""The small parts every page is made of: labels, buttons, rows, cards, empty states."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLabel, QLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from visitplanner.ui.core import plain_text, style
from visitplanner.ui.core.guard import guarded
from visitplanner.ui.core.letters.letters import bare, leads

MUCH = 1000
"""A stretch that leaves nothing to others before it is satisfied."""
L = TypeVar("L", QHBoxLayout, QVBoxLayout)


class WrappedLabel(QLabel):
    """A label that asks for the height its lines need at its width; Qt by itself cuts them in dialogs."""

    @guarded()
    def setText(self, text: str) -> None:
        super().setText(text)
        policy = self.sizePolicy()
        policy.setHeightForWidth(False)  # Qt sets it with every text, and layouts then reserve room at a width it never has
        self.setSizePolicy(policy)
        self._claim()

    @guarded(QSize(0, 0))
    def sizeHint(self) -> QSize:
        """No higher than its lines at the width it has; Qt by itself asks for those at a width it guesses."""
        return self._no_higher(super().sizeHint())

    @guarded(QSize(0, 0))
    def minimumSizeHint(self) -> QSize:
        return self._no_higher(super().minimumSizeHint())

    def _no_higher(self, hint: QSize) -> QSize:
        return QSize(hint.width(), min(hint.height(), self.minimumHeight()) if self.minimumHeight() else hint.height())

    @guarded()
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._claim()

    def _claim(self) -> None:
        self.setMinimumHeight(0)  # Qt counts what was claimed before into the height for a width
        self.setMinimumHeight(max(self.heightForWidth(self.width()), 0) if self.text() else 0)


def label(text: str = "", role: str = "body", *, wrap: bool = False) -> QLabel:
    """A plain-text label; `role` is one of the style sheet's: title, section, figure, strong, caption, muted, refusal."""
    made = WrappedLabel() if wrap else QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
    made.setWordWrap(wrap)
    policy = made.sizePolicy()
    policy.setHeightForWidth(False)
    made.setSizePolicy(policy)
    made.setText(text)
    return made


def selectable(text: str = "", role: str = "body", *, wrap: bool = True) -> QLabel:
    """A label whose text can be marked and copied."""
    made = label(text, role, wrap=wrap)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


class Button(QPushButton):
    """A button that Enter presses when it has the focus, as the space bar does; Qt does so only for default buttons. The
    letter marked in its text is not written on it: it shows while Alt is down."""

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self.setText(text)

    @guarded()
    def setText(self, text: str) -> None:
        words, letter = bare(text)
        super().setText(words)
        leads(self, letter)

    @guarded()
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.click()
        else:
            super().keyPressEvent(event)


def button(
    text: str, *, kind: str = "plain", icon: str = "", on: Callable[..., object] | None = None, tip: str = ""
) -> QPushButton:
    """A button with a verb on it. kind: primary (one a page), plain, quiet, link, icon."""
    made = Button(text)
    made.setProperty("kind", kind)
    made.setAutoDefault(False)
    if kind == "primary":
        made.setDefault(False)
    if icon:
        colour = {"primary": "on_accent", "quiet": "accent", "link": "accent"}.get(kind, "text")
        made.setIcon(style.icon(icon, colour))
        side = style.look().px(18)
        made.setIconSize(QSize(side, side))
    if tip:
        made.setToolTip(plain_text.tip(tip))
        made.setAccessibleName(tip)
    if on is not None:
        made.clicked.connect(on)
    return made


def allow(part: QWidget, why_not: str = "") -> None:
    """Let a part be used, or say in its tip, and to a screen reader, why it cannot be: a grey button never stands alone."""
    if part.property("own_tip") is None:
        part.setProperty("own_tip", plain_text.told_by(part.toolTip()))
    part.setEnabled(not why_not)
    part.setToolTip(plain_text.tip(why_not or str(part.property("own_tip"))))
    part.setAccessibleDescription(why_not)


def tick_box(text: str) -> QCheckBox:
    """A box to tick; the letter marked in its text works with Alt."""
    words, letter = bare(text)
    made = QCheckBox(words)
    leads(made, letter)
    return made


def row(
    *parts: QWidget | QLayout | int | None, spacing: int = 8, margins: tuple[int, int, int, int] = (0, 0, 0, 0)
) -> QHBoxLayout:
    """Parts side by side; None stretches, a number is a gap."""
    return _filled(QHBoxLayout(), parts, spacing, margins)


def column(
    *parts: QWidget | QLayout | int | None, spacing: int = 8, margins: tuple[int, int, int, int] = (0, 0, 0, 0)
) -> QVBoxLayout:
    """Parts below each other; None stretches, a number is a gap."""
    return _filled(QVBoxLayout(), parts, spacing, margins)


def _filled(layout: L, parts: tuple[QWidget | QLayout | int | None, ...], spacing: int, margins: tuple[int, int, int, int]) -> L:
    layout.setContentsMargins(*margins)
    layout.setSpacing(spacing)
    for part in parts:
        if part is None:
            layout.addStretch(1)
        elif isinstance(part, int):
            layout.addSpacing(part)
        elif isinstance(part, QLayout):
            layout.addLayout(part)
        else:
            layout.addWidget(part)
    return layout


def put(layout: QHBoxLayout | QVBoxLayout, part: QWidget) -> None:
    """Add a part to a layout that is on screen; Qt by itself shows it one turn of the event loop later."""
    layout.addWidget(part)
    part.show()


def empty(layout: QLayout) -> None:
    """Take everything out of a layout."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()


def holder(layout: QLayout) -> QWidget:
    """A bare widget that carries a layout."""
    made = QWidget()
    made.setLayout(layout)
    return made


def card(*parts: QWidget | QLayout | int | None, spacing: int = 8, padding: int = 16) -> QFrame:
    """A white card with a hairline."""
    made = QFrame()
    made.setObjectName("card")
    made.setLayout(column(*parts, spacing=spacing, margins=(padding, padding, padding, padding)))
    return made


def line() -> QFrame:
    """A hairline across."""
    made = QFrame()
    made.setObjectName("line")
    made.setFixedHeight(1)
    return made


def scrolled(content: QWidget) -> QScrollArea:
    """Content that scrolls when the window is too small for it."""
    area = QScrollArea()
    area.setObjectName("plain")
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidget(content)
    content.setAutoFillBackground(False)
    area.viewport().setAutoFillBackground(False)
    return area


def at_most(part: QWidget, width: int) -> QHBoxLayout:
    """A part at the left, so many pixels wide, narrower where the window is."""
    part.setMaximumWidth(width)
    whole = row(column(part, None), None, margins=(0, 12, 0, 0))
    whole.setStretch(0, MUCH)
    return whole


class Steady(QWidget):
    """A widget whose height is the room it is given: its wrapped texts do not ask a scroll area for more."""

    @guarded(False)
    def hasHeightForWidth(self) -> bool:
        return False


class AtLeast(QWidget):
    """A widget that asks for the room its parts need, and never for less than a size in pixels."""

    def __init__(self, inside: QLayout, least: QSize) -> None:
        super().__init__()
        self._least = least
        self.setLayout(inside)

    @guarded(QSize(0, 0))
    def minimumSizeHint(self) -> QSize:
        return super().minimumSizeHint().expandedTo(self._least)


def roomy(inside: QLayout, width: int, height: int) -> QVBoxLayout:
    """What needs room (pixels at 100 %) to be read: it keeps that room and scrolls both ways in a smaller window."""
    look = style.look()
    steady = Steady()
    steady.setLayout(inside)
    content = AtLeast(column(steady, spacing=0), QSize(look.px(width), look.px(height)))
    return column(scrolled(content), spacing=0)


def quiet_empty(text: str) -> QWidget:
    """The empty state of a small box: one muted line."""
    made = label(text, "muted")
    made.setContentsMargins(16, 12, 16, 12)
    return holder(column(made, None))


class EmptyState(QWidget):
    """What to do first when there is nothing to show: one sentence, one explanation, one button."""

    def __init__(self, icon: str, title: str, text: str, action: QWidget | None = None) -> None:
        super().__init__()
        picture = label()
        side = style.look().px(40)
        picture.setPixmap(style.icon(icon, "muted").pixmap(side, side))
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        heading, explained = label(title, "section"), label(text, "muted", wrap=True)
        explained.setFixedWidth(style.look().px(380))
        for part in (heading, explained):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout = column(None, picture, heading, spacing=12, margins=(24, 32, 24, 32))
        layout.addWidget(explained, 0, Qt.AlignmentFlag.AlignHCenter)
        if action is not None:
            layout.addSpacing(8)
            layout.addWidget(action, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(2)
        self.setLayout(layout)
