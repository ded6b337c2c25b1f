"""Menus and shortcuts as data. No action has a bare letter for a shortcut: people type Chinese here."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenuBar, QWidget

from visitplanner.domain.core.messages import Message
from visitplanner.i18n import Language


@dataclass(frozen=True)
class Action:
    """Something a person can ask for. text may hold a mnemonic (`&`); shortcut is portable text such as `Ctrl+K`."""

    name: str
    text: Message
    run: Callable[[], object]
    shortcut: str = ""
    keywords: str = ""


@dataclass(frozen=True)
class Menu:
    """A menu of the bar; None is a separator."""

    title: Message
    actions: tuple[Action | None, ...]

    def entries(self) -> tuple[Action, ...]:
        """The actions without the lines between them."""
        return tuple(action for action in self.actions if action is not None)


def words(action: Action, language: Language) -> str:
    """An action's text without its mnemonic: 匯入(&I) is 匯入."""
    text = language.say(action.text)
    head, _, tail = text.partition("(&")
    return head if tail else text.replace("&", "")


def title(menu: Menu, language: Language) -> str:
    """A menu's title without its letter, which shows while Alt is down: 檔案(&F) is 檔案."""
    text = language.say(menu.title)
    head, _, tail = text.partition("(&")
    return head if tail else text.replace("&", "")


def keys(shortcut: str) -> str:
    """A shortcut as this system writes it."""
    return QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.NativeText)


def fill(bar: QMenuBar, menus: Iterable[Menu], language: Language) -> dict[str, QAction]:
    """Put menus into a menu bar; the Qt actions by name, for enabling."""
    made: dict[str, QAction] = {}
    for menu in menus:
        shown = bar.addMenu(title(menu, language))
        letter = language.say(menu.title).partition("&")[2][:1]
        shown.menuAction().setProperty("letter", letter)
        opening = QShortcut(QKeySequence(f"Alt+{letter}"), bar)
        opening.activated.connect(partial(bar.setActiveAction, shown.menuAction()))
        for action in menu.actions:
            if action is None:
                shown.addSeparator()
                continue
            made[action.name] = qt_action(action, language, bar)
            shown.addAction(made[action.name])
    return made


def qt_action(action: Action, language: Language, parent: QWidget) -> QAction:
    """An action as Qt wants it, with its shortcut."""
    made = QAction(language.say(action.text), parent)
    if action.shortcut:
        made.setShortcut(QKeySequence(action.shortcut))

    def run() -> None:  # takes nothing, so that Qt's `checked` does not become the action's first argument
        action.run()

    made.triggered.connect(run)
    return made


def bind(widget: QWidget, actions: Iterable[Action], language: Language) -> None:
    """Make a page's shortcuts work while the page or something in it has the focus."""
    for action in actions:
        if action.shortcut:
            made = qt_action(action, language, widget)
            made.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            widget.addAction(made)
