"""登記不在: one person is away for some days; the visits that hits are shown at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QLineEdit, QWidget

from visitplanner.domain.staff.staff import Person
from visitplanner.services.core.outcome import Outcome
from visitplanner.services.handovers.absences import Away, SetAway
from visitplanner.services.visits.clashes import Clash
from visitplanner.ui.pages.desk import Desk
from visitplanner.ui.widgets.date_field import DateField, day_in, needed_day
from visitplanner.ui.widgets.dialog import FormDialog
from visitplanner.ui.widgets.fields import Field
from visitplanner.ui.widgets.parts import column, row


class AwayForm(FormDialog):
    """Days on which a person is away; visits that are hit are shown afterwards."""

    def __init__(self, desk: Desk, person: Person, parent: QWidget, hit: Callable[[str, Sequence[Clash]], object]) -> None:
        """hit: is told what was done and the visits that are hit, if there are any."""
        _ = desk.language.text
        super().__init__(desk.session, desk.language, _("{name} is away", name=person.name), _("&Keep"), parent, 460)
        self._person, self._hit = person, hit
        self.first = DateField(desk.language, desk.day)
        self.last = DateField(desk.language, desk.day)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(_("Reason, such as 休假、受訓"))
        fields = {
            "first": Field(_("&First day"), self.first),
            "last": Field(_("&Last day"), self.last, _("Empty: that day only.")),
            "reason": Field(_("&Reason"), self.reason),
        }
        self.lay_out(
            fields, column(row(fields["first"], fields["last"], spacing=12), fields["reason"], spacing=12), about=person.id
        )
        self.first.setFocus()

    def submit(self) -> None:
        """Keep the absence; without a last day it is one day."""
        command = self.given(self._command)
        if command is not None:
            self.session.do(command, self._kept, self.refused)

    def _command(self) -> SetAway:
        first = needed_day(self.first, "first")
        return SetAway(self._person.id, first, day_in(self.last, "last") or first, self.reason.text().strip())

    def _kept(self, outcome: Outcome[Away]) -> None:
        self.accept()
        if outcome.value.clashes and outcome.said is not None:
            self._hit(self.language.say(outcome.said), outcome.value.clashes)
