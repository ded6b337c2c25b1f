"""The quiet strip at the foot of the page: what was done, with 復原 beside it; what was refused, and how to mend it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Slot
from PySide6.QtWidgets import QFrame, QWidget

from visitplanner.i18n import Language
from visitplanner.ui.core import style
from visitplanner.ui.core.guard import guarded
from visitplanner.ui.core.session import Notice, Session
from visitplanner.ui.core.style import Tone
from visitplanner.ui.widgets.parts import button, row, selectable

STAYS_MS = 9000
WIDEST, EDGE = 720, 12
"""Pixels at 100 %: how wide a notice may be, and how far it stays from the edges of what it lies over."""
ICONS = {Tone.OK: "check", Tone.DANGER: "circle-alert", Tone.WARN: "triangle-alert"}


class NoticeStrip(QFrame):
    """Shows one notice at a time. A refusal stays until it is closed, everything else goes by itself.

    It lies over the foot of another widget and takes no room from it: nothing moves under the hand when it comes or goes.
    """

    def __init__(self, session: Session, language: Language, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        over.installEventFilter(self)
        self.setObjectName("notice")
        self._session = session
        _ = language.text
        self._text = selectable()
        self._icon = selectable(wrap=False)
        self._undo = button(_("&Undo"), kind="quiet", icon="undo-2", on=session.undo, tip=_("Take the last change back (Ctrl+Z)"))
        close = button("", kind="icon", icon="x", on=self.hide, tip=_("Close this notice"))
        layout = row(self._icon, self._text, self._undo, close, spacing=10, margins=(12, 4, 6, 4))
        layout.setStretchFactor(self._text, 1)
        self.setLayout(layout)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(STAYS_MS)
        self._timer.timeout.connect(self.hide)
        session.noticed.connect(self.show_notice)
        self.hide()

    @property
    def text(self) -> str:
        """What the strip says."""
        return self._text.text()

    @Slot(object)
    def show_notice(self, notice: Notice) -> None:
        """Show a notice; only a danger stays until it is closed."""
        side = style.look().px(18)
        colour = "muted" if notice.tone in (Tone.PLAIN, Tone.ACCENT) else notice.tone.value
        self._icon.setPixmap(style.icon(ICONS.get(notice.tone, "info"), colour).pixmap(side, side))
        self._text.setText(notice.text)
        self._undo.setVisible(notice.undoable and self._session.can_undo)
        self.setProperty("tone", notice.tone.value)
        self.style().unpolish(self)
        self.style().polish(self)
        self.place()
        self.show()
        self.raise_()
        self._timer.stop()
        if notice.tone is not Tone.DANGER:
            self._timer.start()

    def place(self) -> None:
        """Lie at the foot of what is shown below, in its middle, as high as the words need."""
        look, room = style.look(), self._over.rect()
        edge = look.px(EDGE)
        width = min(look.px(WIDEST), room.width() - 2 * edge)
        margins = self.contentsMargins()
        self.setFixedWidth(width)
        layout = self.layout()
        if layout is not None:
            layout.activate()
        height = min(self.sizeHint().height() + margins.top(), room.height() - 2 * edge)
        self.setGeometry((room.width() - width) // 2, room.height() - height - edge, width, height)

    @guarded(False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self.place()
        return super().eventFilter(watched, event)
