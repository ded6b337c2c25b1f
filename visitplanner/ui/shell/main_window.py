"""The shell: rail, pages, notices, status line, menus. What a page shows and does is the page's own affair."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QRect, QSize, QTimer, Slot
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from visitplanner.domain.core.messages import said
from visitplanner.services.core.outcome import Topic
from visitplanner.services.core.today import Today
from visitplanner.services.office.office_settings import OfficeSettingsInForce
from visitplanner.ui.core import actions, style, window_state
from visitplanner.ui.core.actions import Action, Menu
from visitplanner.ui.core.guard import guarded
from visitplanner.ui.core.letters.badges import Badges
from visitplanner.ui.core.window_state import WindowState
from visitplanner.ui.importing.wizard import open_visits
from visitplanner.ui.pages.area import PageArea
from visitplanner.ui.pages.desk import Desk, Page, PageEntry, Panel
from visitplanner.ui.pages.notices import NoticeStrip
from visitplanner.ui.pages.palette import Palette, ShortcutSheet
from visitplanner.ui.records.history import HistoryDialog, history_of
from visitplanner.ui.reports.half_year_dialog import open_half_year
from visitplanner.ui.shell.finders import LookedAt, commands_of, day_finder
from visitplanner.ui.shell.lines import DemonstrationLine, StatusLine
from visitplanner.ui.shell.pages import FINDERS, PAGES, PANELS, WATCHES
from visitplanner.ui.shell.rail import Rail
from visitplanner.ui.visits.held_form import HeldForm
from visitplanner.ui.widgets.parts import column, holder, label, row
from visitplanner.ui.widgets.table import Table

FIRST_SIZE = (1366, 768)
LEAST_SIZE = (911, 512)
"""What a screen of 1366 × 768 has at a scale of 150 %."""
FRAME = (2, 34)
"""Pixels the system's frame and title take of a screen beside and above the window."""
MINUTE_MS = 60_000


def file_menu(desk: Desk, window: QWidget) -> Menu:
    """The reports, and the end."""
    half_year = Action("half_year", said("&Half-year report…"), partial(open_half_year, desk, window))
    return Menu(said("&File"), (half_year, None, Action("quit", said("&Quit"), window.close, "Ctrl+Q")))


def within(size: QSize, screen: QRect) -> QSize:
    """A window's size that fits a screen's room, its frame and the task bar left out; never less than the smallest window.

    screen: what the system leaves to windows; one that has no room for the smallest window says nothing.
    """
    room, least = QSize(screen.width() - FRAME[0], screen.height() - FRAME[1]), QSize(*LEAST_SIZE)
    return size.boundedTo(room).expandedTo(least) if screen.width() >= least.width() else size


class MainWindow(QMainWindow):
    """The window on one office. Pages are built when they are first shown."""

    def __init__(self, desk: Desk, state: WindowState, entries: Sequence[PageEntry] = PAGES) -> None:
        super().__init__()
        self._desk = desk
        self._entries = tuple(entries)
        self._pages: dict[str, Page] = {}
        self._areas: dict[str, PageArea] = {}
        self._looked = LookedAt(desk)
        self._state = state
        desk.go, desk.panels, desk.state, desk.keep_state = self.go, self.panels, self.state, partial(setattr, self, "_state")
        _ = desk.language.text
        self.setWindowTitle(_("Customer visits"))
        self.setMinimumSize(*LEAST_SIZE)
        self._stack = QStackedWidget()
        self._rail = Rail(self._entries, self.go, desk.language)
        self.badges = Badges(self, label)
        self.notices = NoticeStrip(desk.session, desk.language, self._stack)
        self._lay_out()
        self.menus = self._menus()
        self._qt_actions = actions.fill(self.menuBar(), self.menus, desk.language)
        desk.session.history_changed.connect(self._show_history)
        self._show_history()
        self._clock = QTimer(self)
        self._clock.timeout.connect(self._ask_day)
        self._clock.start(MINUTE_MS)
        self.watches = [make(desk, self) for make in WATCHES]
        desk.session.changed.connect(self._something_changed)
        self._something_changed(frozenset({Topic.SETTINGS}))
        self._restore()

    # -- going places ---------------------------------------------------------------------------------------------

    def go(self, key: str, target: object = None) -> None:
        """Show a page; with a target, at that record."""
        page = self._page(key)
        if page is None:
            return
        if self._stack.currentWidget() is not None:
            self._looked.at(self.page())
        self._stack.setCurrentWidget(self._areas[key])
        self._rail.show_place(key)
        focus = self.focusWidget()
        if focus is None or not page.isAncestorOf(focus):
            page.take_focus()
        self._state = replace(self._state, page=key)
        if target is not None:
            page.arrive(target)

    def page(self) -> Page:
        """The page that is shown."""
        current = self._stack.currentWidget()
        assert isinstance(current, PageArea)
        return current.page

    def panels(self, place: str, subject: UUID) -> list[Panel]:
        """What features offer for a place, built for a subject."""
        say = self._desk.language.say
        return [Panel(say(entry.title), entry.build(self._desk, subject)) for entry in PANELS if entry.place == place]

    def state(self) -> WindowState:
        """Size, page, language and look, as they are kept between sessions."""
        return self._state

    def _page(self, key: str) -> Page | None:
        if key not in self._pages:
            entry = next((entry for entry in self._entries if entry.key == key), None)
            if entry is None:
                return None
            page = entry.build(self._desk)
            actions.bind(page, page.offered(), self._desk.language)
            self._pages[key] = page
            for table in page.findChildren(Table):
                table.set_widths(self._state.columns.get(table.objectName(), {}))
            self._areas[key] = PageArea(page)
            self._stack.addWidget(self._areas[key])
        return self._pages[key]

    # -- the frame around the pages -------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._status = StatusLine(self._desk)
        parts: list[QWidget] = [self._stack, self._status]
        if self._desk.context.demonstration:
            parts.insert(0, DemonstrationLine(self._desk))
        right = column(*parts, spacing=0)
        right.setStretchFactor(self._stack, 1)
        body = holder(row(self._rail, holder(right), spacing=0))
        self.setCentralWidget(body)

    # -- menus ----------------------------------------------------------------------------------------------------

    def _menus(self) -> tuple[Menu, ...]:
        session = self._desk.session
        places = tuple(
            Action(f"go_{entry.key}", entry.title, lambda key=entry.key: self.go(key), f"Ctrl+{number}")
            for number, entry in enumerate(self._entries, 1)
        )
        return (
            file_menu(self._desk, self),
            Menu(
                said("&Edit"),
                (
                    Action("undo", said("&Undo"), session.undo, "Ctrl+Z"),
                    Action("redo", said("&Redo"), session.redo, "Ctrl+Y"),
                    None,
                    Action("enter_held", said("&Enter a visit that was held…"), self.open_held, "Ctrl+Shift+H"),
                    Action("import_visits", said("&Import visits held or agreed…"), partial(open_visits, self._desk, self)),
                    None,
                    Action("find", said("&Filter this list"), self._find, "Ctrl+F"),
                    None,
                    Action("history", said("&History of the office…"), self.open_history, "Ctrl+Alt+H"),
                    Action("record_history", said("History of what is &chosen…"), self.open_record_history, "Ctrl+H"),
                ),
            ),
            Menu(said("&Go"), (*places, None, Action("palette", said("Go to &anything…"), self.open_palette, "Ctrl+K"))),
            Menu(
                said("&View"),
                (
                    Action("again", said("Re&ad again"), self._again, "F5"),
                    Action("larger", said("&Larger type"), lambda: self._resize_type(1), "Ctrl++"),
                    Action("smaller", said("&Smaller type"), lambda: self._resize_type(-1), "Ctrl+-"),
                ),
            ),
            Menu(said("&Help"), (Action("shortcuts", said("&Shortcuts"), self.open_shortcuts, "F1"),)),
        )

    def _find(self) -> None:
        self.page().focus_filter()

    def _again(self) -> None:
        self.page().refresh()

    def _resize_type(self, step: int) -> None:
        place = style.PERCENTS.index(style.look().percent) + step
        if 0 <= place < len(style.PERCENTS):
            self._desk.restyle(replace(self.kept_state(), percent=style.PERCENTS[place]))

    def open_held(self) -> HeldForm:
        """The form for a visit that was held already, to whom the page is about."""
        form = HeldForm(self._desk, self, self.page().subject())
        form.open()
        return form

    def open_palette(self) -> Palette:
        """Ctrl+K over the page."""
        language = self._desk.language
        every = [action for menu in self.menus for action in menu.entries() if action.name != "palette"]
        every += self.page().offered()
        finders = [finder(self._desk) for finder in FINDERS]
        self._looked.at(self.page())
        palette = Palette(commands_of(every, language), finders, language, self, self._looked.found(), day_finder(self._desk))
        palette.move(self.mapToGlobal(self.rect().center()) - palette.rect().center())
        palette.open()
        return palette

    def open_history(self) -> HistoryDialog:
        """What was done in the office."""
        dialog = HistoryDialog(self._desk, self)
        dialog.open()
        return dialog

    def open_record_history(self) -> HistoryDialog | None:
        """What was done to the record chosen on the page."""
        return history_of(self._desk, self.page())

    def open_shortcuts(self) -> ShortcutSheet:
        """The sheet of shortcuts, those of the page first."""
        language = self._desk.language
        sections: list[tuple[str, Sequence[Any]]] = [(self.page().title.text(), self.page().offered())]
        sections += [(actions.title(menu, language), menu.entries()) for menu in self.menus]
        sheet = ShortcutSheet(sections, language, self)
        sheet.open()
        return sheet

    @Slot()
    def _show_history(self) -> None:
        self._qt_actions["undo"].setEnabled(self._desk.session.can_undo)
        self._qt_actions["redo"].setEnabled(self._desk.session.can_redo)

    # -- the day, and how the window was left ---------------------------------------------------------------------

    @Slot()
    def _ask_day(self) -> None:
        self._desk.session.of(self).ask(Today(), self._take_day)

    def _take_day(self, day: dt.date) -> None:
        if day != self._desk.day:
            self._desk.day = day
            self._status.show_day()
            self._desk.session.changed.emit(frozenset(Topic))

    @Slot(object)
    def _something_changed(self, topics: frozenset[Topic]) -> None:
        if Topic.SETTINGS in topics:
            self._desk.session.of(self).ask(OfficeSettingsInForce(), lambda settings: self._rail.name_office(settings.name))

    @guarded()
    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.badges.pressed(event)
        super().keyPressEvent(event)

    @guarded()
    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        self.badges.released(event)
        super().keyReleaseEvent(event)

    @guarded()
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._rail.narrow(self.width() < style.WIDE_ENOUGH)
        super().resizeEvent(event)

    def _restore(self) -> None:
        room = QGuiApplication.primaryScreen().availableGeometry()
        self.resize(within(QSize(*FIRST_SIZE), room))
        if self._state.geometry is not None:
            x, y, width, height = self._state.geometry
            self.resize(within(QSize(width, height), room))
            if any(screen.availableGeometry().contains(x + 40, y + 10) for screen in QGuiApplication.screens()):
                self.move(x, y)
        known = {entry.key for entry in self._entries}
        self.go(self._state.page if self._state.page in known else self._entries[0].key)

    def kept_state(self) -> WindowState:
        """How the window is now, to be found again next time."""
        box = self.normalGeometry() if self.isMaximized() else self.geometry()
        tables = {table.objectName(): table.widths() for page in self._pages.values() for table in page.findChildren(Table)}
        named = {name: widths for name, widths in tables.items() if name}
        return replace(
            self._state,
            geometry=(box.x(), box.y(), box.width(), box.height()),
            maximized=self.isMaximized(),
            columns={**self._state.columns, **named},
        )

    def retire(self) -> None:
        """Stop asking: another window takes this one's place, or the office is about to be closed."""
        self._clock.stop()
        for watch in self.watches:
            watch.stop()

    @guarded()
    def closeEvent(self, event: QCloseEvent) -> None:
        window_state.save(self._desk.context.folder, self.kept_state())
        self.retire()
        event.accept()
