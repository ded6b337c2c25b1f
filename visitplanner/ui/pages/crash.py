"""The one dialog for a fault of the program: says so calmly, keeps the details copyable, writes them into the log."""

from __future__ import annotations

import logging
import platform
import re
import sys
import traceback
from types import TracebackType

from PySide6 import __version__ as qt_version
from PySide6.QtCore import QObject, QThread, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget

from visitplanner.domain.core.errors import Refused
from visitplanner.i18n import Language
from visitplanner.ui.widgets.parts import button, label

log = logging.getLogger(__name__)


DATA = re.compile(r"'(?![a-z_. ]*')[^']*'|\"(?![a-z_. ]*\")[^\"]*\"|[^\x00-\x7f]+|\d[\d -]{5,}\d")
"""What in the text of a fault may be somebody's name or number: other words in quotation marks than the
program's own in small letters, other scripts, long numbers."""


def details(fault: BaseException, trace: TracebackType | None) -> str:
    """What a maintainer needs: versions and the trace. Of a fault's own text what may be somebody's data is left out."""
    head = f"visitplanner · Python {platform.python_version()} · Qt {qt_version} · {platform.platform()}"
    return head + "\n\n" + "".join(told(fault, trace or fault.__traceback__))


def told(fault: BaseException, trace: TracebackType | None) -> list[str]:
    """The traces of a fault and of those it came from, the first of them first."""
    before = fault.__cause__ or (None if fault.__suppress_context__ else fault.__context__)
    lines = [*told(before, before.__traceback__), "\n"] if before is not None else []
    text = fault.what.template if isinstance(fault, Refused) else DATA.sub("…", str(fault))
    return [*lines, "Traceback (most recent call last):\n", *traceback.format_tb(trace), f"{type(fault).__name__}: {text}\n"]


class CrashHook(QObject):
    """Takes `sys.excepthook`; shows one dialog at a time, always on the window's thread."""

    _happened = Signal(str)

    def __init__(self, language: Language, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self.dialog: CrashDialog | None = None
        self._before = sys.excepthook
        self._happened.connect(self._show)
        sys.excepthook = self.report

    def report(self, kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        """Log a fault of the program and show it, from whatever thread; Ctrl+C in the terminal ends the program."""
        if issubclass(kind, KeyboardInterrupt):
            QGuiApplication.quit()
            return
        text = details(fault, trace)
        log.error("a fault of the program\n%s", text)
        if QThread.currentThread() is self.thread():
            self._show(text)
        else:
            self._happened.emit(text)

    def close(self) -> None:
        """Put back the hook that was there before."""
        sys.excepthook = self._before

    @Slot(str)
    def _show(self, text: str) -> None:
        if self.dialog is not None:
            self.dialog.add(text)
            return
        self.dialog = CrashDialog(self._language, text, QApplication.activeWindow())
        self.dialog.finished.connect(self._closed)
        self.dialog.open()

    @Slot()
    def _closed(self) -> None:
        self.dialog = None


class CrashDialog(QDialog):
    """A fault of the program, with details to copy."""

    def __init__(self, language: Language, text: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        _ = language.text
        self.setWindowTitle(_("A fault in the program"))
        self.resize(720, 420)
        explained = label(
            _("Something went wrong that is the program's fault, not yours. What was saved before is safe.")
            + " "
            + _("Copy the details and send them to whoever looks after the program."),
            wrap=True,
        )
        self._text = QPlainTextEdit(text)
        self._text.setReadOnly(True)
        copy = button(_("&Copy the details"), kind="primary", on=self.copy)
        buttons = QDialogButtonBox()
        buttons.addButton(copy, QDialogButtonBox.ButtonRole.ActionRole)
        closing = button(_("C&lose"), on=self.reject)
        buttons.addButton(closing, QDialogButtonBox.ButtonRole.RejectRole)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(12)
        for part in (label(_("A fault in the program"), "section"), explained, self._text, buttons):
            layout.addWidget(part)

    def add(self, text: str) -> None:
        """A further fault while the dialog is open goes below the first."""
        self._text.appendPlainText("\n" + text)

    @property
    def text(self) -> str:
        """The details."""
        return self._text.toPlainText()

    @Slot()
    def copy(self) -> None:
        """Put the details on the clipboard."""
        QGuiApplication.clipboard().setText(self.text)
