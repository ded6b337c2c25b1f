"""The card 營業處: what the office is called and how long it takes to answer."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from visitplanner.domain.tariffs.findings.verdict import Threshold
from visitplanner.services.advice.advice_settings import MOST_NTD, MOST_PERMILLE
from visitplanner.services.office.office_settings import (
    LONGEST_NAME,
    LONGEST_REPLY,
    ChangeOfficeSettings,
    OfficeSettings,
    OfficeSettingsInForce,
)
from visitplanner.ui.core import style
from visitplanner.ui.pages.desk import Desk
from visitplanner.ui.settings.editor import Editor
from visitplanner.ui.widgets.fields import Field, NumberBox, Refusals
from visitplanner.ui.widgets.parts import column, label, row


class OfficeCard(Editor):
    """Asks for the settings when it is made; keeps each change at once."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.setObjectName("card")
        _ = desk.language.text
        self.name = QLineEdit()
        self.name.setMaxLength(LONGEST_NAME)
        self.name.setPlaceholderText(_("such as Taipei South District Office"))
        self.days = NumberBox()
        self.days.setRange(1, LONGEST_REPLY)
        self.days.setFixedWidth(style.look().px(110))
        self.days.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.least_ntd = NumberBox()
        self.least_ntd.setRange(0, MOST_NTD)
        self.least_ntd.setSingleStep(1000)
        self.least_ntd.setGroupSeparatorShown(True)
        self.least_share = NumberBox()
        self.least_share.setRange(0, MOST_PERMILLE)
        self.least_share.setSuffix(" ‰")
        self.petition_days = NumberBox()
        self.petition_days.setRange(0, LONGEST_REPLY)
        self.petition_days.setSpecialValueText(_("not entered"))
        for box in (self.least_ntd, self.least_share, self.petition_days):
            box.setFixedWidth(style.look().px(130))
            box.setAlignment(Qt.AlignmentFlag.AlignRight)
        petition = Field(_("Working days for a &petition, as your rule says"), self.petition_days)
        name, days = Field(_("&Name of the office"), self.name), Field(_("Working days to &answer a case"), self.days)
        least = Field(_("Propose a change from a saving of (NT$ a &year)"), self.least_ntd)
        share = Field(_("and from a share of the &bill"), self.least_share)
        general = label(role="refusal", wrap=True)
        fields = {"name": name, "reply_within": days, "petition_within": petition, "least_ntd": least, "least_percent": share}
        self._refusals = Refusals(fields, general, desk.language)
        inputs = {"name": self.name, "days": self.days, "least_ntd": self.least_ntd, "least_share": self.least_share}
        inputs["petition"] = self.petition_days
        self.setLayout(
            column(
                label(_("Office"), "section"),
                self.taken_up,
                row(name, days, spacing=16),
                row(petition, None, spacing=16),
                row(least, share, None, spacing=16),
                general,
                self.told_at_once(),
                spacing=10,
                margins=(16, 16, 16, 16),
            )
        )
        self.wait_for("office_card", inputs)
        self.keep_at_once(inputs, self.keep)
        desk.session.of(self).ask(OfficeSettingsInForce(), lambda settings: self.typed.shown(lambda: self._show(settings)))

    def keep(self) -> None:
        """Keep name and reply time."""
        self._refusals.clear()
        least = Threshold(Decimal(self.least_ntd.value()), Decimal(self.least_share.value()) / 1000)
        wanted = OfficeSettings(self.name.text(), self.days.value(), least, self.petition_days.value() or None)
        self._desk.session.of(self).do(ChangeOfficeSettings(wanted), self.applied, self._refusals.show)

    def _show(self, settings: OfficeSettings) -> None:
        self.name.setText(settings.name)
        self.days.setValue(settings.reply_within)
        self.petition_days.setValue(settings.petition_within or 0)
        self.least_ntd.setValue(int(settings.threshold.ntd))
        self.least_share.setValue(round(settings.threshold.share * 1000))
