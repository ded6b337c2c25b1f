"""Opens the window on a context, or takes a picture of a page without a screen."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QBuffer, QEvent, QLibraryInfo, QLocale, QObject, QPoint, QSize, Qt, QTranslator
from PySide6.QtGui import QGuiApplication, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from visitplanner import i18n
from visitplanner.domain.core.messages import Message
from visitplanner.i18n import Language
from visitplanner.paths import aside, empty_outside, make_outside
from visitplanner.services.core.today import ClockBehind, Today
from visitplanner.services.office.context import Context
from visitplanner.ui.core import style, window_state
from visitplanner.ui.core.guard import guarded
from visitplanner.ui.core.jobs import Collector, Inline, Jobs, Runner
from visitplanner.ui.core.session import Session
from visitplanner.ui.core.style import Theme
from visitplanner.ui.core.window_state import WindowState
from visitplanner.ui.pages.crash import CrashHook
from visitplanner.ui.pages.desk import Desk
from visitplanner.ui.shell.main_window import MainWindow
from visitplanner.ui.shell.news import Herald
from visitplanner.ui.shell.start import StartDialog, Starter


class MissingWords(QTranslator):
    """What Qt's own catalogue leaves in English in its dialogs: our catalogue has the words."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._said: dict[str, str] = {}

    def speak(self, language: Language) -> None:
        """Say them in a language from now on."""
        _ = language.text
        self._said = {
            "&Look in:": _("&Look in:"),
            "Files of &type:": _("Files of &type:"),
            "Date Modified": _("Date modified"),
        }

    @guarded()
    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str:
        """None, not an empty text, lets the next catalogue answer."""
        return self._said.get(source) if context == "QFileDialog" else None  # pyright: ignore[reportReturnType]

    @guarded(False)
    def isEmpty(self) -> bool:
        return False


class Program:
    """The running program: one session, and the window, which is built anew when theme, type or language change."""

    def __init__(self, app: QApplication, context: Context, language: Language, runner: Runner) -> None:
        self._app = app
        self._context = context
        self._runner = runner
        self._language = language
        self._day = context.office.ask(Today())
        self._translator: QTranslator | None = None
        self._words = MissingWords(app)
        app.installTranslator(self._words)
        self.session = Session(context.office, runner, language)
        self.herald = Herald(self.session, language)
        self.window: MainWindow | None = None
        if context.listen is not None:
            context.listen(self.herald.heard, self.herald.reached)

    def open(self, state: WindowState) -> MainWindow:
        """Dress the program and build its window."""
        if state.language in i18n.LANGUAGES:
            self._language = i18n.language(state.language)
            self.session.speak(self._language)
            self.herald.speak(self._language)
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

    def close(self) -> None:
        """End the jobs; then the window may go."""
        self._runner.close()
        self._app.removeTranslator(self._words)
        self.window = None

    def _translate(self) -> None:
        """Qt's own words (in file dialogs, in menus of fields) in the program's language."""
        if self._translator is not None:
            self._app.removeTranslator(self._translator)
            self._translator = None
        self._words.speak(self._language)
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


def begin(starter: Starter, language: Language) -> Context | None:
    """Ask for what is missing to open a database (a first one, its passphrase); None when the person gives up."""
    app = application()
    state = window_state.load(starter.folder)
    style.apply(app, state.theme, state.percent)
    app.setWindowIcon(style.icon("zap", "accent"))
    runner = Jobs()
    dialog = StartDialog(starter, runner, language)
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


def run(context: Context, language: Language) -> int:
    """Open the window on a context and stay until it is closed; the program's exit code."""
    app = application()
    crash = CrashHook(language)
    collector = Collector()
    make_outside(context.folder)
    program = Program(app, context, language, Jobs())
    state = window_state.load(context.folder)
    window = program.open(state)
    window.showMaximized() if state.maximized else window.show()
    doubt_clock(program.session, language)
    try:
        return app.exec()
    finally:
        program.close()
        empty_outside(context.folder)
        collector.close()
        crash.close()


SETTLED_AFTER = 4
"""So often events are sent until a page rests: what arrives first makes room for what comes after it."""


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
    """Save a page as PNG without a screen. size: of the window, in pixels at 100 %; scale: 1.5 is a screen at 150 %.

    Raises `Refused` when the file cannot be written.
    """
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
    for _pass in range(SETTLED_AFTER):
        QApplication.sendPostedEvents()
    seen = grab(window, scale)
    window.retire()
    window.hide()
    window.deleteLater()
    program.close()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)  # no event loop runs here that would do it
    with aside(out) as part:
        part.write_bytes(png(seen))


def png(picture: QPixmap) -> bytes:
    """A picture as the content of a PNG file: what Qt writes into a file itself, it does not say of that it failed."""
    buffer = QBuffer()
    picture.save(buffer, "PNG")
    return bytes(buffer.data().data())


def grab(window: QWidget, scale: float = 1.0) -> QPixmap:
    """A widget as it looks on a screen of a scale."""
    pixmap = QPixmap(QSize(round(window.width() * scale), round(window.height() * scale)))
    pixmap.setDevicePixelRatio(scale)
    pixmap.fill(Qt.GlobalColor.transparent)
    window.render(pixmap, QPoint(0, 0))
    return pixmap
