"""After a record is kept: whether the same customer is owed another visit that has no day, and the way to give it one at once."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtWidgets import QWidget

from visitplanner.domain.programme.numbers import NOTHING_STANDS
from visitplanner.services.core.ports import Office, Progress, Stop
from visitplanner.services.core.today import Today
from visitplanner.services.programme.obligations import AttainmentOf, DueRow, ProgrammeInForce
from visitplanner.ui.pages.desk import Desk, OwedVisit
from visitplanner.ui.widgets.dialog import FormDialog
from visitplanner.ui.widgets.parts import column, label


def next_owed(office: Office, subject_id: UUID) -> DueRow | None:
    """The next visit a subject is owed this year that stands nowhere yet."""
    year = office.ask(ProgrammeInForce()).year_of(office.ask(Today()))
    owed = [row for row in office.ask(AttainmentOf(year)).due if row.obligation.subject_id == subject_id]
    return next((row for row in owed if row.obligation.state in NOTHING_STANDS), None)


def offer_next(desk: Desk, parent: QWidget, subject_id: UUID) -> None:
    """Open the offer if there is something to offer. parent: who owns the question, and is there when it is answered."""

    def work(office: Office, _progress: Progress, _stop: Stop) -> DueRow | None:
        return next_owed(office, subject_id)

    def told(owed: DueRow | None) -> None:
        if owed is not None:
            NextVisit(desk, parent, owed).open()

    desk.session.of(parent).work(work, told)


class NextVisit(FormDialog):
    """One sentence and two buttons: choose a day now, or later."""

    def __init__(self, desk: Desk, parent: QWidget, owed: DueRow) -> None:
        _ = desk.language.text
        super().__init__(desk.session, desk.language, _("The next visit"), _("&Choose a day now"), parent, 460)
        self._desk, self.owed = desk, owed
        words = _(
            "The record is kept. {name} is owed another visit between {first} and {last}, and it has no day yet.",
            name=owed.subject,
            first=owed.obligation.window.first,
            last=owed.obligation.window.last,
        )
        self.lay_out({}, column(label(words, wrap=True)), _("Later"), about=None)

    def submit(self) -> None:
        """Go where the suitable days are."""
        self.accept()
        self._desk.go("planning", OwedVisit(self.owed.obligation.subject_id, self.owed.obligation.ordinal))
