"""The card 營業處: what the office is called and how long it takes to answer."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLineEdit, QSpinBox

from visitplanner.services.office.office_settings import (
    LONGEST_NAME,
    LONGEST_REPLY,
    ChangeOfficeSettings,
    OfficeSettings,
    OfficeSettingsInForce,
)
from visitplanner.ui.core import style
from visitplanner.ui.pages.desk import Desk
from visitplanner.ui.widgets.fields import Field, Refusals
from visitplanner.ui.widgets.parts import button, column, label, row


class OfficeCard(QFrame):
    """Asks for the settings when it is made; keeps them with one button."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("card")
        _ = desk.language.text
        self._desk = desk
        self.name = QLineEdit()
        self.name.setMaxLength(LONGEST_NAME)
        self.name.setPlaceholderText(_("such as Taipei South District Office"))
        self.days = QSpinBox()
        self.days.setRange(1, LONGEST_REPLY)
        self.days.setFixedWidth(style.look().px(110))
        self.days.setAlignment(Qt.AlignmentFlag.AlignRight)
        name, days = Field(_("&Name of the office"), self.name), Field(_("Working days to &answer a case"), self.days)
        general = label(role="refusal", wrap=True)
        self._refusals = Refusals({"name": name, "reply_within": days}, general, desk.language)
        keep = button(_("&Keep"), on=self.keep)
        self.setLayout(
            column(
                label(_("Office"), "section"),
                row(name, days, spacing=16),
                general,
                row(keep, None),
                spacing=10,
                margins=(16, 16, 16, 16),
            )
        )
        desk.session.ask(OfficeSettingsInForce(), self._show)

    def keep(self) -> None:
        """Keep name and reply time."""
        self._refusals.clear()
        wanted = OfficeSettings(self.name.text(), self.days.value())
        self._desk.session.do(ChangeOfficeSettings(wanted), refused=self._refusals.show)

    def _show(self, settings: OfficeSettings) -> None:
        self.name.setText(settings.name)
        self.days.setValue(settings.reply_within)
