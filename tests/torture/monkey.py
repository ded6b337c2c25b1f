"""Random hands on the real window with the real threads: clicks, types, picks, opens and closes, and reports every fault once.

    python -m tests.torture.monkey --seed 3 --seconds 120 --language en

works on a fresh demonstration database in a temporary folder. Nothing may be raised and Qt may have nothing to warn of, whatever
is pressed whenever. Exit code 1 when something was found. A seed does nearly the same again: the threads' timing is not in it.
"""

from __future__ import annotations

import argparse
import faulthandler
import os
import random
import sys
import tempfile
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from time import monotonic

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QAbstractTableModel, QEvent, QObject, QPoint, Qt, QTimer, qInstallMessageHandler
from PySide6.QtGui import QAction, QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QDoubleSpinBox,
    QFileDialog,
    QHeaderView,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QSpinBox,
    QTabBar,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

from tests.torture.faults import Faults, Nowhere
from visitplanner import bootstrap, i18n
from visitplanner.services.office.context import Context
from visitplanner.ui.core.jobs import Collector, Jobs
from visitplanner.ui.core.window_state import WindowState
from visitplanner.ui.shell.application import Program, application

BETWEEN_MS = 4
PATIENCE = 50
"""So many moves in one dialog, then it is closed."""
ACTS_KEPT = 8
WORDS = (
    "",
    " ",
    "0",
    "-3",
    "7",
    "99999999999999999999",
    "1,234.5",
    "115/02/30",
    "2026-06-15",
    "115/11/04",
    "09:30",
    "25:61",
    "12345678901",
    "林",
    "虛構測試",
    "𠮷野家😀",
    "é\u0301 \u202e abc",
    "=SUM(1;2)",
    '<img src="/etc/hostname"> & <b>',
    "..",
    "長" * 400,
    "/" + "x" * 300,
    "\t\n",
)
PLAIN_KEYS = (
    "Escape",
    "Return",
    "Tab",
    "Backtab",
    "Up",
    "Down",
    "Left",
    "Right",
    "Home",
    "End",
    "PageDown",
    "Delete",
    "Space",
    "F2",
)
WITH_CONTROL = tuple("ACFGHKLNPRSVXYZ") + tuple("1234567") + ("Return", "Plus", "Minus")
SIZES = ((911, 512), (1024, 600), (1366, 768), (1920, 1080))
BROKEN = {
    "empty.csv": b"",
    "torn.xlsx": b"PK\x03\x04 torn",
    "words.csv": "戶名,電號\n虛構,123\n".encode("big5"),
    "noise.bin": bytes(range(256)),
}
"""Files that are chosen in a file dialog."""


class Monkey(QObject):
    """One pair of hands on a program's window. `finished` is called once the time is over and every dialog is closed."""

    def __init__(self, program: Program, folder: Path, seed: int, seconds: float) -> None:
        super().__init__()
        self.acts: deque[str] = deque(maxlen=ACTS_KEPT)
        self.faults = Faults(self.acts)
        self.moves = 0
        self._program = program
        self._folder = folder
        self._dice = random.Random(seed)
        self._end = monotonic() + seconds
        self._dialog: QWidget | None = None
        self._in_dialog = 0
        self._ways: list[tuple[int, Callable[[QWidget], object]]] = [
            (70, self._touch),
            (8, self._press_key),
            (8, self._press_with_control),
            (5, self._choose_action),
            (3, self._hurry),
            (2, self._resize),
            (1, self._paste),
            (1, self._shut),
        ]

    # -- the loop -------------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Go on until the time is over."""
        QTimer.singleShot(BETWEEN_MS, self, self._move)

    def _move(self) -> None:
        """The next move is set up first: this one may open a dialog whose loop ends much later."""
        top = self._top()
        if monotonic() > self._end:
            if top is self._program.window:
                QApplication.exit()
            else:
                self._leave(top)
                self.begin()
            return
        self.begin()
        self.moves += 1
        if isinstance(top, QFileDialog):
            self._answer_file(top)
        elif isinstance(top, QMenu):
            self._pick(top)
        elif self._bored(top):
            self._leave(top)
        else:
            ways, chances = [way for _, way in self._ways], [chance for chance, _ in self._ways]
            self._dice.choices(ways, chances)[0](top)

    def _top(self) -> QWidget:
        window = self._program.window
        assert window is not None
        if not window.isVisible():
            self._reopen()
        return QApplication.activePopupWidget() or QApplication.activeModalWidget() or self._program.window or window

    def _reopen(self) -> None:
        """The window was closed: the program is started again on the same data."""
        self._act("open the program again")
        before = self._program.window
        self._program.open(replace(WindowState(), page=self._dice.choice(("home", "customers", "planning", "follow_ups")))).show()
        if before is not None:
            before.deleteLater()

    def _bored(self, top: QWidget) -> bool:
        self._in_dialog = self._in_dialog + 1 if top is self._dialog else 0
        self._dialog = top
        return top is not self._program.window and self._in_dialog > PATIENCE

    def _leave(self, top: QWidget) -> None:
        self._act(f"leave {name(top)}")
        top.reject() if isinstance(top, QDialog) else top.close()

    def _act(self, what: str) -> None:
        self.acts.append(what[:60].replace("\n", "⏎"))

    # -- dialogs of Qt's own --------------------------------------------------------------------------------------

    def _answer_file(self, dialog: QFileDialog) -> None:
        """Sometimes a file that is broken, sometimes a new name, mostly nothing."""
        names = [*BROKEN, "new.pdf", "", "no/such/folder/file.csv"]
        if self._dice.random() < 0.6:
            self._leave(dialog)
            return
        wanted = self._dice.choice(names)
        self._act(f"file {wanted}")
        dialog.setDirectory(str(self._folder))
        dialog.selectFile(str(self._folder / wanted))
        dialog.accept()
        if dialog.isVisible():
            dialog.reject()

    def _pick(self, menu: QMenu) -> None:
        offered = [action for action in menu.actions() if action.isEnabled() and not action.isSeparator()]
        menu.close()
        if offered and self._dice.random() < 0.8:
            self._trigger(self._dice.choice(offered))

    def _trigger(self, action: QAction) -> None:
        self._act(f"action {action.text()}")
        QTimer.singleShot(0, action, action.trigger)

    # -- moves ----------------------------------------------------------------------------------------------------

    def _touch(self, top: QWidget) -> None:
        kinds = (QAbstractButton, QLineEdit, QComboBox, QAbstractItemView, QAbstractSpinBox, QAbstractSlider, QTabBar)
        shown = [each for each in top.findChildren(QWidget) if each.isVisible() and each.isEnabled() and each.width() > 3]
        inputs = [each for each in shown if isinstance(each, (*kinds, QPlainTextEdit, QTextEdit))]
        if not shown:
            self._leave(top)
            return
        widget = self._dice.choice(inputs if inputs and self._dice.random() < 0.9 else shown)
        self._act(name(widget))
        self._use(widget)

    def _use(self, widget: QWidget) -> None:
        dice = self._dice
        if isinstance(widget, QHeaderView):
            self._click(widget.viewport())
        elif isinstance(widget, QAbstractItemView):
            self._use_cell(widget)
        elif isinstance(widget, QLineEdit):
            widget.setFocus()
            widget.setText(dice.choice(WORDS))
            QTest.keyClick(widget, dice.choice((Qt.Key.Key_End, Qt.Key.Key_Space, Qt.Key.Key_Tab)))
        elif isinstance(widget, (QPlainTextEdit, QTextEdit)):
            widget.setPlainText(dice.choice(WORDS))
        elif isinstance(widget, QComboBox) and widget.count():
            place = dice.randrange(widget.count())
            widget.setCurrentIndex(place)
            widget.activated.emit(place)
        elif isinstance(widget, QSpinBox):
            widget.setValue(dice.randint(widget.minimum(), min(widget.maximum(), widget.minimum() + 10_000)))
        elif isinstance(widget, QDoubleSpinBox):
            widget.setValue(dice.uniform(widget.minimum(), min(widget.maximum(), 1e6)))
        elif isinstance(widget, QAbstractSlider):
            widget.setValue(dice.randint(widget.minimum(), widget.maximum()))
        elif isinstance(widget, QTabBar) and widget.count():
            widget.setCurrentIndex(dice.randrange(widget.count()))
        elif isinstance(widget, QAbstractButton):
            QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
        else:
            self._click(widget)

    def _click(self, widget: QWidget) -> None:
        """Anywhere in it, once or twice."""
        point = QPoint(self._dice.randrange(max(1, widget.width())), self._dice.randrange(max(1, widget.height())))
        click = self._dice.choice((QTest.mouseClick, QTest.mouseClick, QTest.mouseDClick))
        click(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, point)

    def _use_cell(self, view: QAbstractItemView) -> None:
        model = view.model()
        rows = model.rowCount() if model is not None else 0
        if not rows:
            return
        columns = model.columnCount() if isinstance(model, QAbstractTableModel) else 1
        index = model.index(self._dice.randrange(rows), self._dice.randrange(max(1, columns)))
        view.scrollTo(index)
        place, port = view.visualRect(index).center(), view.viewport()
        way = self._dice.random()
        if way < 0.6:
            QTest.mouseClick(port, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
        elif way < 0.85:
            QTest.mouseDClick(port, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
        else:
            QTimer.singleShot(0, view, lambda: view.customContextMenuRequested.emit(place))

    def _press_key(self, top: QWidget) -> None:
        self._press(top, self._dice.choice(PLAIN_KEYS), Qt.KeyboardModifier.NoModifier)

    def _press_with_control(self, top: QWidget) -> None:
        self._press(top, self._dice.choice(WITH_CONTROL), Qt.KeyboardModifier.ControlModifier)

    def _press(self, top: QWidget, key: str, modifier: Qt.KeyboardModifier) -> None:
        at = QApplication.focusWidget() or top
        self._act(f"{'Ctrl+' if modifier is Qt.KeyboardModifier.ControlModifier else ''}{key} in {name(at)}")
        QTest.keyClick(at, getattr(Qt.Key, f"Key_{key}"), modifier)

    def _choose_action(self, top: QWidget) -> None:
        offered = [each for each in top.findChildren(QAction) if each.isEnabled() and each.text() and each.menu() is None]
        if offered:
            self._trigger(self._dice.choice(offered))

    def _hurry(self, top: QWidget) -> None:
        """Press and go away at once, before anything could be answered."""
        buttons = [each for each in top.findChildren(QAbstractButton) if each.isVisible() and each.isEnabled()]
        if buttons:
            button = self._dice.choice(buttons)
            self._act(f"hurry {name(button)}")
            QTimer.singleShot(0, button, button.click)
            QTimer.singleShot(1, self, self._turn_away)

    def _turn_away(self) -> None:
        top = self._top()
        if isinstance(top, (QDialog, QMenu)):
            self._leave(top)
        elif self._program.window is not None and self._dice.random() < 0.5:
            self._program.window.go(self._dice.choice(("home", "customers", "planning", "follow_ups", "tariffs", "settings")))

    def _resize(self, _top: QWidget) -> None:
        if self._program.window is not None:
            self._program.window.resize(*self._dice.choice(SIZES))

    def _paste(self, top: QWidget) -> None:
        QGuiApplication.clipboard().setText("\t".join(self._dice.choices(WORDS, k=4)) + "\n" + self._dice.choice(WORDS))
        self._press(top, "V", Qt.KeyboardModifier.ControlModifier)

    def _shut(self, top: QWidget) -> None:
        if self._dice.random() < 0.2 and top is self._program.window:
            self._act("close the window")
            top.close()


def name(widget: QWidget) -> str:
    """What a widget is and says, for the trail of a fault."""
    words = widget.text() if isinstance(widget, (QAbstractButton, QLineEdit)) else widget.accessibleName()
    return f"{type(widget).__name__} {words or widget.objectName()}".strip()


def torment(context: Context, language: str, seed: int, seconds: float) -> Monkey:
    """Let a monkey at the window of an office for so long; it says what it found."""
    app = application()
    app.setQuitOnLastWindowClosed(False)
    nowhere, collector = Nowhere(), Collector()
    for scheme in ("file", "mailto", "http", "https"):
        QDesktopServices.setUrlHandler(scheme, nowhere, "take")  # pyright: ignore[reportArgumentType]  (bytes are refused)
    program = Program(app, context, i18n.language(language), Jobs())
    program.open(replace(WindowState(), language=language)).show()
    folder = context.folder.parent / "files"
    folder.mkdir()
    for file, content in BROKEN.items():
        (folder / file).write_bytes(content)
    monkey = Monkey(program, folder, seed, seconds)
    sys.excepthook = monkey.faults.raised
    sys.unraisablehook = lambda what: monkey.faults.raised(what.exc_type, what.exc_value or Exception(what.err_msg), None)
    qInstallMessageHandler(monkey.faults.warned)
    monkey.begin()
    app.exec()
    window = program.window
    if window is not None and isValid(window):
        window.close()
        window.deleteLater()
    program.close()
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    collector.close()
    return monkey


def main() -> int:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--seconds", type=float, default=120)
    words.add_argument("--language", default="zh_TW", choices=i18n.LANGUAGES)
    given = words.parse_args()
    faulthandler.enable()
    with tempfile.TemporaryDirectory() as place:
        context = bootstrap.fill_demonstration(Path(place) / "office")
        faulthandler.dump_traceback_later(given.seconds + 90, exit=True)
        monkey = torment(context, given.language, given.seed, given.seconds)
        context.close()
    print(f"seed {given.seed}, {given.language}: {monkey.moves} moves, {len(monkey.faults)} kinds of fault", flush=True)
    return 1 if monkey.faults else 0


if __name__ == "__main__":
    sys.exit(main())
