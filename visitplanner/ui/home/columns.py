"""Lists of the home page: who is owed a visit, what stands in the calendar."""

from __future__ import annotations

from visitplanner.domain.messages import said
from visitplanner.domain.obligations import STATE_NAMES, State
from visitplanner.domain.programme import KIND_NAMES
from visitplanner.domain.visits import SLOT_NAMES, VisitState
from visitplanner.domain.visits import STATE_NAMES as VISIT_STATE_NAMES
from visitplanner.i18n import Language
from visitplanner.services.obligations import URGENCY, DueRow
from visitplanner.services.visits import VisitRow
from visitplanner.ui.rows_model import Column
from visitplanner.ui.style import Tone
from visitplanner.ui.widgets.chips import Chip, Shape

DUE_SHAPES: dict[State, tuple[Shape, Tone]] = {
    State.OVERDUE: (Shape.ALERT, Tone.DANGER),
    State.DUE: (Shape.HALF, Tone.WARN),
    State.LEFT: (Shape.OUTLINE, Tone.PLAIN),
    State.PLANNED: (Shape.OUTLINE, Tone.ACCENT),
    State.BOOKED: (Shape.SOLID, Tone.ACCENT),
    State.DONE: (Shape.TICK, Tone.OK),
}
VISIT_SHAPES: dict[VisitState, tuple[Shape, Tone]] = {
    VisitState.SUGGESTED: (Shape.OUTLINE, Tone.PLAIN),
    VisitState.TENTATIVE: (Shape.DASHED, Tone.WARN),
    VisitState.BOOKED: (Shape.SOLID, Tone.ACCENT),
    VisitState.DONE: (Shape.TICK, Tone.OK),
    VisitState.CANCELLED: (Shape.STRUCK, Tone.PLAIN),
}


def due_state(row: DueRow, language: Language) -> Chip:
    shape, tone = DUE_SHAPES[row.obligation.state]
    return Chip(language.say(STATE_NAMES[row.obligation.state]), shape, tone)


def visit_state(row: VisitRow, language: Language) -> Chip:
    shape, tone = VISIT_SHAPES[row.visit.state]
    return Chip(language.say(VISIT_STATE_NAMES[row.visit.state]), shape, tone)


def visit_day(row: VisitRow, language: Language) -> str:
    return f"{language.date(row.visit.day, weekday=True)} {language.say(SLOT_NAMES[row.visit.slot])}"


OWED = (
    Column[DueRow]("state", said("State"), lambda row: URGENCY.index(row.obligation.state), chip=due_state, width=96),
    Column[DueRow]("subject", said("Customer"), lambda row: row.subject, stretch=True, tip=lambda row, _: row.subject),
    Column[DueRow](
        "kind", said("Kind"), lambda row: row.obligation.kind.value, lambda row, say: say.say(KIND_NAMES[row.obligation.kind]), 84
    ),
    Column[DueRow]("due", said("By"), lambda row: row.obligation.due, width=96),
    Column[DueRow]("person", said("In charge"), lambda row: row.person, width=84),
)
VISITS = (
    Column[VisitRow]("day", said("Day"), lambda row: (row.visit.day, row.visit.slot), visit_day, 152),
    Column[VisitRow]("subject", said("Customer"), lambda row: row.subject, stretch=True, tip=lambda row, _: row.subject),
    Column[VisitRow]("leader", said("Leader"), lambda row: row.leader, width=72),
    Column[VisitRow]("state", said("State"), lambda row: row.visit.state.value, chip=visit_state, width=88),
)
