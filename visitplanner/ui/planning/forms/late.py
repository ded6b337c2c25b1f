"""補訪: what finds no place within its time and the norms may be made up for; when, by whom, and why it counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtWidgets import QLineEdit, QWidget

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.domain.visits.visits import Slot
from visitplanner.i18n import Language
from visitplanner.services.planning.year_plan import PlannedVisit
from visitplanner.ui.core.letters.letters import caption_of
from visitplanner.ui.core.rows_model import Column
from visitplanner.ui.planning.forms.columns import moment, reasons
from visitplanner.ui.planning.forms.reasons import WithReason
from visitplanner.ui.widgets.parts import EmptyState, column, label, row
from visitplanner.ui.widgets.table import Table


def who_goes(one: PlannedVisit) -> str:
    """Everybody of a planned visit's team, who leads first."""
    return "、".join((one.leader, *one.members))


LATE = (
    Column[PlannedVisit]("subject", said("Customer"), lambda one: one.subject, width=210, tip=lambda one, _: one.subject),
    Column[PlannedVisit]("due", said("By"), lambda one: one.owed.obligation.due, width=110),
    Column[PlannedVisit](
        "day",
        said("Made up for on"),
        lambda one: (one.place.day, one.place.slot),
        lambda one, language: moment((one.place.day, Slot(one.place.slot)), language),
        width=168,
    ),
    Column[PlannedVisit]("who", said("Who goes"), who_goes, stretch=True, tip=lambda one, _: who_goes(one)),
)


class LateVisits(QWidget):
    """The visits that may be made up for, and the field for the reason that is kept with each."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        _ = language.text
        self.table = Table(LATE, language, lambda one: one.place.id, "late")
        self.reason = QLineEdit(_("Made up for: within its time and the norms there was no place left."))
        caption = label(role="muted")
        caption_of(caption, _("Reason &kept with each"), self.reason)
        self.reason.setAccessibleName(caption.text())
        nothing = EmptyState("check", _("Nothing has to be made up for"), "")
        pane = WithReason(language, self.table, nothing, lambda one: reasons(one.reasons, language))
        asked = row(caption, self.reason, spacing=12, margins=(0, 8, 0, 0))
        asked.setStretch(1, 1)
        whole = column(asked, pane, spacing=8)
        whole.setStretchFactor(pane, 1)
        self.setLayout(whole)

    def show_late(self, late: Sequence[PlannedVisit]) -> None:
        """Show other visits; the reason is the one some of them have already, unless another was typed."""
        self.table.set_rows(late)
        given = Counter(one.owed.kept.override for one in late if one.owed.kept is not None and one.owed.kept.override)
        if given and not self.reason.isModified():
            self.reason.setText(given.most_common(1)[0][0])
        if late:
            self.table.show_key(late[0].place.id)

    def given(self) -> str:
        """The reason. Raises `Refused` without one, for without it none of them counts."""
        reason = self.reason.text().strip()
        if not reason:
            raise Refused(
                said("A visit that is made up for counts only with a reason."),
                mend=said("Write the reason, or put the plan into the calendar without these visits."),
                field="reason",
            )
        return reason
