"""Opens the window on a context, or takes a picture of a page without a screen."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEvent, QLibraryInfo, QLocale, QPoint, QSize, Qt, QTranslator
from PySide6.QtGui import QGuiApplication, QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from visitplanner import i18n
from visitplanner.domain.core.messages import Message
from visitplanner.i18n import Language
from visitplanner.paths import empty_outside, make_outside
from visitplanner.services.core.outcome import Topic
from visitplanner.services.core.today import ClockBehind, Today
from visitplanner.services.office.context import Context
from visitplanner.services.office.lock_settings import LockAfter
from visitplanner.ui.core import style, window_state
from visitplanner.ui.core.jobs import Collector, Inline, Jobs, Runner
from visitplanner.ui.core.session import Session
from visitplanner.ui.core.style import Theme
from visitplanner.ui.core.window_state import WindowState
from visitplanner.ui.pages.crash import CrashHook
from visitplanner.ui.pages.desk import Desk
from visitplanner.ui.safety.idle import IdleLock
from visitplanner.ui.shell.main_window import MainWindow
from visitplanner.ui.shell.start import StartDialog, Starter


class Program:
    """The running program: one session, and the window, which is built anew when theme, type or language change."""

    def __init__(self, app: QApplication, context: Context, language: Language, runner: Runner) -> None:
        self._app = app
        self._context = context
        self._runner = runner
        self._language = language
        self._day = context.office.ask(Today())
        self._translator: QTranslator | None = None
        self.locked = False
        """Whether the window went because nobody was there."""
        self._idle: IdleLock | None = None
        self.session = Session(context.office, runner, language)
        self.window: MainWindow | None = None

    def open(self, state: WindowState) -> MainWindow:
        """Dress the program and build its window."""
        if state.language in i18n.LANGUAGES:
            self._language = i18n.language(state.language)
            self.session.speak(self._language)
        self._translate()
        style.apply(self._app, state.theme, state.percent)
        self._app.setWindowIcon(style.icon("zap", "accent"))
        desk = Desk(self._context, self.session, self._language, self._day, lambda: state, restyle=self.restyle)
        self.window = MainWindow(desk, state)
        return self.window

    def restyle(self, state: WindowState) -> None:
        """Build the window anew in another theme, type size or language, at the same place and page."""
        before = self.window
        window_state.save(self._context.folder, state)
        self.open(state).show()
        if before is not None:
            before.retire()
            before.hide()
            before.deleteLater()

    def watch_idle(self) -> None:
        """Lock when nobody touched anything for as long as the office says; demonstration data are not locked."""
        if self._context.demonstration:
            return

        def told(minutes: int) -> None:
            if self._idle is None:
                self._idle = IdleLock(self._app, self.lock, minutes)
            self._idle.minutes = minutes

        def asked(topics: frozenset[str]) -> None:
            if Topic.SETTINGS in topics:
                self.session.of(self.session).ask(LockAfter(), told)

        self.session.changed.connect(asked)
        asked(frozenset({Topic.SETTINGS}))

    def lock(self) -> None:
        """Let every form keep what was typed, and the window go; whoever runs the program closes the database then."""
        self.locked = True
        for widget in QApplication.topLevelWidgets():
            if isinstance(widget, QDialog) and widget.isVisible():
                widget.reject()
        if self.window is not None:
            self.window.close()

    def close(self) -> None:
        """End the jobs; then the window may go."""
        if self._idle is not None:
            self._idle.close()
        self._runner.close()
        self.window = None

    def _translate(self) -> None:
        """Qt's own words (in file dialogs, in menus of fields) in the program's language."""
        if self._translator is not None:
            self._app.removeTranslator(self._translator)
            self._translator = None
        QLocale.setDefault(QLocale(self._language.code))
        translator = QTranslator(self._app)
        if translator.load(f"qtbase_{self._language.code}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
            self._app.installTranslator(translator)
            self._translator = translator


def application(scale: float = 1.0) -> QApplication:
    """The one Qt application of the process, made on first use; later the scale is what it was then."""
    made = QApplication.instance()
    if isinstance(made, QApplication):
        return made
    if scale != 1.0:
        os.environ["QT_SCALE_FACTOR"] = str(scale)
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    app = QApplication(sys.argv[:1])
    app.setApplicationName("visitplanner")
    return app


def begin(starter: Starter, language: Language, *, locked: bool = False) -> Context | None:
    """Ask for what is missing to open a database (a first one, its passphrase); None when the person gives up.

    locked: it was open until nobody was there.
    """
    app = application()
    state = window_state.load(starter.folder)
    if state.language in i18n.LANGUAGES:
        language = i18n.language(state.language)
    style.apply(app, state.theme, state.percent)
    app.setWindowIcon(style.icon("zap", "accent"))
    runner = Jobs()
    dialog = StartDialog(starter, runner, language, locked=locked)
    try:
        dialog.exec()
        return dialog.context
    finally:
        runner.close()
        dialog.deleteLater()


def doubt_clock(session: Session, language: Language) -> None:
    """Say once that the clock stands before the newest change, if it does."""

    def told(behind: Message | None) -> None:
        if behind is not None:
            session.notice(language.say(behind), style.Tone.WARN)

    session.of(session).ask(ClockBehind(), told)


def run(context: Context, language: Language, unlock: Callable[[], Context | None] | None = None) -> int:
    """Open the window on a context and stay until it is closed; the program's exit code.

    unlock: closes the database of a window that locked itself, and gives the one the person opened again, if any.
    """
    while True:
        code, locked = shown_until_closed(context, language)
        again = unlock() if locked and unlock is not None else None
        if again is None:
            return code
        context = again


def shown_until_closed(context: Context, language: Language) -> tuple[int, bool]:
    """One window on a context: (exit code, whether it locked itself)."""
    app = application()
    crash = CrashHook(language)
    collector = Collector()
    make_outside(context.folder)
    program = Program(app, context, language, Jobs())
    state = window_state.load(context.folder)
    window = program.open(state)
    window.showMaximized() if state.maximized else window.show()
    doubt_clock(program.session, language)
    program.watch_idle()
    try:
        code = app.exec()
        return code, program.locked
    finally:
        program.close()
        empty_outside(context.folder)
        collector.close()
        crash.close()


def picture(
    context: Context,
    language: Language,
    out: Path,
    page: str = "home",
    size: tuple[int, int] = (1366, 768),
    scale: float = 1.0,
    dark: bool = False,
    target: object = None,
) -> None:
    """Save a page as PNG without a screen. size: of the window, in pixels at 100 %; scale: 1.5 is a screen at 150 %."""
    if QApplication.instance() is None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    program = Program(application(scale), context, language, Inline())
    state = replace(WindowState(), theme=Theme.DARK if dark else Theme.LIGHT, page=page)
    window = program.open(state)
    window.resize(*size)
    window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    window.show()
    if target is not None:
        window.go(page, target)
    QApplication.sendPostedEvents()
    grab(window, scale).save(str(out), "PNG")
    window.retire()
    window.hide()
    window.deleteLater()
    program.close()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)  # no event loop runs here that would do it


def grab(window: QWidget, scale: float = 1.0) -> QPixmap:
    """A widget as it looks on a screen of a scale."""
    pixmap = QPixmap(QSize(round(window.width() * scale), round(window.height() * scale)))
    pixmap.setDevicePixelRatio(scale)
    pixmap.fill(Qt.GlobalColor.transparent)
    window.render(pixmap, QPoint(0, 0))
    return pixmap
