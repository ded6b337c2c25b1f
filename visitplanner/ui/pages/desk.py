"""What every page is given (a desk) and what every page does: a header, asking again when its topics changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import UUID

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from visitplanner.domain.core.messages import Message
from visitplanner.i18n import Language
from visitplanner.services.office.context import Context
from visitplanner.ui.core.actions import Action
from visitplanner.ui.core.guard import guarded
from visitplanner.ui.core.session import Session
from visitplanner.ui.core.window_state import WindowState
from visitplanner.ui.pages.folding import FoldingRow
from visitplanner.ui.widgets.parts import label

MARGIN = 24


@dataclass(frozen=True)
class Panel:
    """A part of a page that another feature provides: a tab of the customer's page, a card of the home page."""

    title: str
    widget: QWidget


class OwedVisit(NamedTuple):
    """A visit that is owed and wants a day: where the page of the calendar can be asked to go."""

    subject_id: UUID
    ordinal: int


@dataclass
class Desk:
    """What the shell gives to its pages.

    day: today, for the office. go: shows a page by its key, at a record if one is given. panels: what other features
    provide for a place and a subject. restyle: takes a changed window state (theme, font size,
    language) and dresses the window anew. keep_state: takes a changed state that shows nowhere.
    """

    context: Context
    session: Session
    language: Language
    day: dt.date
    state: Callable[[], WindowState]
    go: Callable[..., None] = field(default=lambda *_: None)
    panels: Callable[[str, UUID], list[Panel]] = field(default=lambda _place, _subject: [])
    restyle: Callable[[WindowState], None] = field(default=lambda _: None)
    keep_state: Callable[[WindowState], None] = field(default=lambda _: None)


class Page(QWidget):
    """A page of the window: title and one line of state on the left, filter and actions on the right, then content."""

    TOPICS: frozenset[str] = frozenset()

    def __init__(self, desk: Desk, title: str) -> None:
        super().__init__()
        self.desk = desk
        self.language = desk.language
        self.setObjectName("page")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.title = label(title, "title")
        self.state_line = label(role="muted", wrap=True)
        self.tools = FoldingRow(to_right=True)
        self.breadth = 0
        above = QHBoxLayout()
        above.addWidget(self.title, 1, Qt.AlignmentFlag.AlignTop)
        above.addWidget(self.tools)
        header = QVBoxLayout()
        header.setSpacing(4)
        header.addLayout(above)
        header.addWidget(self.state_line)  # below the tools, which leave no room for it in a narrow window
        self.content = QVBoxLayout(self)
        self.content.setContentsMargins(MARGIN, 16, MARGIN, 16)
        self.content.setSpacing(16)
        self.content.addLayout(header)
        self._stale = True
        desk.session.changed.connect(self._something_changed)

    def fit(self, breadth: int) -> None:
        """Lay out for a room so many pixels wide: beside the title the tools stand in as many lines as they need."""
        self.breadth = breadth
        self.tools.fit(self.tools_room(breadth))

    def tools_room(self, breadth: int) -> int:
        """How many pixels a page so many pixels wide leaves beside its title."""
        return breadth - 2 * MARGIN - self.title.sizeHint().width() - MARGIN

    def refresh(self) -> None:
        """Ask the page's queries again; every page says how."""

    def arrive(self, target: object) -> None:
        """The page is opened at a record: a customer, a case."""

    def subject(self) -> UUID | None:
        """The customer, group or park the page is about just now; None when it is about none."""
        return None

    def take_focus(self) -> None:
        """The page is gone to: keys go to it from now on, not to the button that led here."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_filter(self) -> None:
        """Ctrl+F: go to the page's filter, if it has one."""

    def chosen_record(self) -> tuple[UUID, str] | None:
        """The record chosen on the page and what it is called, for its history; None where nothing is."""
        return None

    def offered(self) -> tuple[Action, ...]:
        """What can be done on this page, for Ctrl+K and the list of shortcuts."""
        return ()

    def _something_changed(self, topics: frozenset[str]) -> None:
        if self.TOPICS & topics:
            self._stale = True
            if self.isVisible():
                self._freshen()

    def _freshen(self) -> None:
        self._stale = False
        self.refresh()

    @guarded()
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._freshen()


class Watch(QObject):
    """Something that works in the background as long as the window is there, whatever page is shown."""

    def stop(self) -> None:
        """Begin nothing any more: the window goes."""


@dataclass(frozen=True)
class PageEntry:
    """A page in the rail; built when it is first shown."""

    key: str
    title: Message
    icon: str
    build: Callable[[Desk], Page]


@dataclass(frozen=True)
class PanelEntry:
    """A panel that a feature offers for a place ("customer", "home"); `build` gets the subject's id."""

    place: str
    title: Message
    build: Callable[[Desk, UUID], QWidget]
