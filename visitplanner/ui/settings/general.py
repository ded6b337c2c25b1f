"""一般: the office, how the window looks, and the backup."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QFrame, QWidget

from visitplanner.services.core.ports import Backup
from visitplanner.ui.core import style
from visitplanner.ui.core.style import Theme
from visitplanner.ui.pages.desk import Desk
from visitplanner.ui.safety.backups import BackupsCard
from visitplanner.ui.safety.passphrases import SecretsCard
from visitplanner.ui.settings.office import OfficeCard
from visitplanner.ui.widgets.fields import Choice, Field
from visitplanner.ui.widgets.parts import button, card, column, label, row, selectable

LANGUAGES = (("繁體中文", "zh_TW"), ("English", "en"))
WIDTH = 560


class GeneralTab(QWidget):
    """Language, look, size of type, backup."""

    def __init__(self, desk: Desk, back_up: Callable[[Path, Callable[[Backup], None]], None]) -> None:
        super().__init__()
        _ = desk.language.text
        self._desk = desk
        self._back_up = back_up
        state = desk.state()
        themes = [(_("as the system"), Theme.SYSTEM), (_("light"), Theme.LIGHT), (_("dark"), Theme.DARK)]
        self.theme = Choice(themes, state.theme)
        self.percent = Choice([(f"{percent} %", percent) for percent in style.PERCENTS], style.look().percent)
        self.language = Choice(LANGUAGES, desk.language.code)
        for choice in (self.theme, self.percent, self.language):
            choice.chosen.connect(self._restyle)
        looks = card(
            label(_("Appearance"), "section"),
            row(
                Field(_("&Colours"), self.theme),
                Field(_("&Font size"), self.percent),
                Field(_("&Language"), self.language),
                None,
                spacing=16,
            ),
            spacing=12,
        )
        self.save = button(_("&Back up now"), icon="database", on=self._ask)
        self._made = selectable(role="muted")
        keep = card(
            label(_("Backup"), "section"),
            label(_("A backup is one encrypted file. It is opened and checked before it counts as made."), "muted", wrap=True),
            row(self.save, None),
            self._made,
            label(_("Database: {folder}", folder=str(desk.context.folder)), "caption", wrap=True),
            spacing=10,
        )
        frame = QFrame()
        frame.setFixedWidth(style.look().px(WIDTH))
        frame.setLayout(column(OfficeCard(desk), looks, keep, BackupsCard(desk), SecretsCard(desk), None, spacing=16))
        self.setLayout(row(frame, None, margins=(0, 12, 0, 0)))

    def back_up_to(self, folder: Path) -> None:
        """Write a backup into a folder."""
        self.save.setEnabled(False)
        self._back_up(folder, self._done)

    @property
    def made(self) -> str:
        """What is said of the last backup."""
        return self._made.text()

    def _ask(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self._desk.language.text("Folder for the backup"))
        if name:
            self.back_up_to(Path(name))

    def _done(self, backup: Backup) -> None:
        _ = self._desk.language.text
        self.save.setEnabled(True)
        self._made.setText(_("Backed up and checked: {file} ({rows} rows)", file=str(backup.file), rows=backup.total))

    def _restyle(self, _value: object) -> None:
        state = replace(
            self._desk.state(), theme=self.theme.value(), percent=self.percent.value(), language=self.language.value()
        )
        self._desk.restyle(state)
