"""The quiet lines around the pages: that this is a demonstration; which day it is, where the data lie, which keys help."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QLabel

from visitplanner.ui.core import style
from visitplanner.ui.core.plain_text import tip
from visitplanner.ui.pages.desk import Desk
from visitplanner.ui.widgets.parts import label, row


class DemonstrationLine(QFrame):
    """Above every page of an invented office."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        _ = desk.language.text
        self.setObjectName("banner")
        icon = label()
        icon.setPixmap(style.icon("info", "warn").pixmap(style.look().px(16)))
        words = label(_("Demonstration: all customers, people and loads are invented. Nothing here is kept secret."))
        self.setLayout(row(icon, words, None, spacing=8, margins=(24, 5, 24, 5)))


class StatusLine(QFrame):
    """Below every page."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        _ = desk.language.text
        self._desk = desk
        self.setObjectName("status")
        self._today = label()
        self.show_day()
        place = place_of(desk)
        hint = _("Ctrl+K: go to anything · F1: shortcuts")
        self.setLayout(row(self._today, place, None, label(hint), spacing=24, margins=(24, 4, 24, 4)))

    def show_day(self) -> None:
        """Say which day the desk stands on."""
        language = self._desk.language
        self._today.setText(language.text("Today {day}", day=language.date(self._desk.day, weekday=True)))


def place_of(desk: Desk) -> QLabel:
    """Where the records lie, for the status line."""
    joining, _ = desk.context.joining, desk.language.text
    server = joining.server if joining is not None else ""
    shown = label(
        _("Database: the office's server, {server}", server=server) if server else _("Database: this computer, encrypted")
    )
    shown.setToolTip(tip(server or str(desk.context.folder)))
    return shown
