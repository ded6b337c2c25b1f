"""Lists of the home page: who is owed a visit, what stands in the calendar."""

from __future__ import annotations

from visitplanner.domain.core.messages import said
from visitplanner.domain.programme.programme import KIND_NAMES
from visitplanner.i18n import Language
from visitplanner.services.programme.obligations import URGENCY, DueRow
from visitplanner.services.visits.visits import VisitRow
from visitplanner.ui.core.rows_model import Column
from visitplanner.ui.core.states import owed_chip, row_chip, visit_day


def subject_tip(row: DueRow, language: Language) -> str:
    """The whole name, and why the customer wants no visit this year."""
    excused = row.obligation.excused
    return row.subject if excused is None else "\n".join((row.subject, language.say(excused)))


OWED = (
    Column[DueRow](
        "state",
        said("State"),
        lambda row: URGENCY.index(row.obligation.state),
        chip=lambda row, say: owed_chip(row.obligation, say),
        width=112,
    ),
    Column[DueRow](
        "subject", said("Customer"), lambda row: row.subject, stretch=True, tip=lambda row, say: subject_tip(row, say)
    ),
    Column[DueRow](
        "kind",
        said("Kind"),
        lambda row: row.obligation.kind.value,
        lambda row, say: say.say(KIND_NAMES[row.obligation.kind]),
        144,
        spare=2,
    ),
    Column[DueRow]("due", said("By"), lambda row: row.obligation.due, width=92),
    Column[DueRow]("person", said("In charge"), lambda row: row.person, width=72, spare=1),
)
VISITS = (
    Column[VisitRow]("day", said("Day"), lambda row: (row.visit.day, row.visit.slot), visit_day, 158),
    Column[VisitRow]("subject", said("Customer"), lambda row: row.subject, stretch=True, tip=lambda row, _: row.subject),
    Column[VisitRow]("leader", said("Leader"), lambda row: row.leader, width=76, spare=1),
    Column[VisitRow](
        "state",
        said("State"),
        lambda row: row.visit.state.value,
        chip=lambda row, say: row_chip(row, say),
        width=92,
    ),
)
