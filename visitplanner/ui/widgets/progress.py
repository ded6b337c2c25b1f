"""Long work: what is being done, how far it is, and Cancel. And a bar for parts of a whole."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QProgressBar, QWidget

from visitplanner.i18n import Language
from visitplanner.ui.core import style
from visitplanner.ui.core.guard import guarded
from visitplanner.ui.core.jobs import Job
from visitplanner.ui.core.plain_text import tip
from visitplanner.ui.widgets.parts import button, label, row

LIGHTER = 0.45
"""How strong the colour of what is only booked is against what is done."""


class Progress(QWidget):
    """Shown while a job is under way; `tell` is the job's progress callback. cancelled: the person pressed Cancel.

    cancel: what the button says instead of Cancel.
    keeps: Cancel ends the job early and its answer so far is still wanted; otherwise nobody waits for it any more.
    """

    cancelled = Signal()

    def __init__(self, language: Language, *, keeps: bool = False, cancel: str = "") -> None:
        super().__init__()
        self._keeps = keeps
        self._job: Job | None = None
        self._what = label(role="muted")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._percent = label(role="muted")
        self._percent.setMinimumWidth(style.look().px(40))
        self._cancel = button(cancel or language.text("Cancel"), on=self.cancel)
        layout = row(self._what, self._bar, self._percent, self._cancel, spacing=12)
        layout.setStretchFactor(self._bar, 1)
        self.setLayout(layout)
        self.hide()

    def watch(self, job: Job, what: str) -> None:
        """Show that a job runs, and what it does."""
        self._job = job
        self._what.setText(what)
        self._bar.setRange(0, 0)
        self._percent.setText("")
        self._cancel.setEnabled(True)
        self.show()

    def tell(self, fraction: float) -> None:
        """Show how much is done, 0.0 to 1.0."""
        self._bar.setRange(0, 1000)
        self._bar.setValue(round(fraction * 1000))
        self._percent.setText(f"{fraction:.0%}")

    def done(self) -> None:
        """Hide: nothing runs any more."""
        self._job = None
        self.hide()

    @Slot()
    def cancel(self) -> None:
        """The person pressed Cancel."""
        if self._job is None:
            return
        if self._keeps:
            self._job.cancel()
            self._cancel.setEnabled(False)
        else:
            self._job.drop()
            self.done()
        self.cancelled.emit()


class PartsBar(QWidget):
    """Done and booked out of what is required, with a mark where the year stands: `done` dark, `booked` light."""

    HEIGHT = 14

    def __init__(self) -> None:
        super().__init__()
        self._parts = (0, 0, 0)
        self._elapsed = 0.0
        self.setMinimumWidth(style.look().px(120))

    def show_parts(self, done: int, booked: int, required: int, elapsed: float, words: str) -> None:
        """elapsed: how much of the period is over, 0 to 1. words: the same in words, for a tip and a screen reader."""
        self._parts = (done, booked, required)
        self._elapsed = min(max(elapsed, 0.0), 1.0)
        self.setToolTip(tip(words))
        self.setAccessibleName(words)
        self.update()

    @guarded(QSize(160, 14))
    def sizeHint(self) -> QSize:
        return QSize(style.look().px(160), style.look().px(self.HEIGHT))

    @guarded()
    def paintEvent(self, event: QPaintEvent) -> None:
        look = style.look()
        done, booked, required = self._parts
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        thick = look.px(8)
        whole = QRectF(0, (self.height() - thick) / 2, self.width(), thick)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("border"))
        painter.drawRoundedRect(whole, 4, 4)
        for count, opacity in ((done + booked, LIGHTER), (done, 1.0)):
            share = min(count / required, 1.0) if required else 0.0
            if share > 0:
                colour = look.colour("accent")
                colour.setAlphaF(opacity)
                painter.setBrush(colour)
                painter.drawRoundedRect(QRectF(0, whole.top(), max(whole.width() * share, 8), thick), 4, 4)
        across = whole.width() * self._elapsed
        painter.setPen(QPen(look.colour("text"), 2))
        painter.drawLine(int(across), int(whole.top() - look.px(3)), int(across), int(whole.bottom() + look.px(3)))
        painter.end()
