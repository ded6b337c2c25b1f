"""How the states of visits and obligations look, the same on every page: shape, word, colour."""

from __future__ import annotations

from visitplanner.domain.programme.obligations import STATE_NAMES as DUE_NAMES
from visitplanner.domain.programme.obligations import Obligation, State
from visitplanner.domain.visits.times import part_of_day
from visitplanner.domain.visits.visits import OUTCOME_NAMES, STATE_NAMES, VisitOutcome, VisitState
from visitplanner.i18n import Language
from visitplanner.services.visits.visits import VisitRow
from visitplanner.ui.core.chips import Chip, Shape
from visitplanner.ui.core.style import Tone

DUE_SHAPES: dict[State, tuple[Shape, Tone]] = {
    State.OVERDUE: (Shape.ALERT, Tone.DANGER),
    State.DUE: (Shape.HALF, Tone.WARN),
    State.LEFT: (Shape.OUTLINE, Tone.PLAIN),
    State.PLANNED: (Shape.OUTLINE, Tone.ACCENT),
    State.TENTATIVE: (Shape.DASHED, Tone.WARN),
    State.BOOKED: (Shape.SOLID, Tone.ACCENT),
    State.UNRECORDED: (Shape.ALERT, Tone.WARN),
    State.DONE: (Shape.TICK, Tone.OK),
}
VISIT_SHAPES: dict[VisitState, tuple[Shape, Tone]] = {
    VisitState.SUGGESTED: (Shape.OUTLINE, Tone.ACCENT),
    VisitState.TENTATIVE: (Shape.DASHED, Tone.WARN),
    VisitState.BOOKED: (Shape.SOLID, Tone.ACCENT),
    VisitState.DONE: (Shape.TICK, Tone.OK),
    VisitState.CANCELLED: (Shape.STRUCK, Tone.PLAIN),
}


def due_chip(state: State, language: Language) -> Chip:
    """How an obligation stands."""
    shape, tone = DUE_SHAPES[state]
    return Chip(language.say(DUE_NAMES[state]), shape, tone)


def owed_chip(owed: Obligation, language: Language) -> Chip:
    """How an obligation stands; one the customer declined for the year says so, for planning leaves it out."""
    if owed.excused is None:
        return due_chip(owed.state, language)
    return Chip(language.say(OUTCOME_NAMES[VisitOutcome.DECLINED]), Shape.STRUCK, Tone.WARN)


def visit_chip(state: VisitState, language: Language) -> Chip:
    """How firm a visit is."""
    shape, tone = VISIT_SHAPES[state]
    return Chip(language.say(STATE_NAMES[state]), shape, tone)


def row_chip(row: VisitRow, language: Language) -> Chip:
    """How a visit of a list stands: one whose day is over without a record, and one that does not count, say so."""
    shape, tone = DUE_SHAPES[State.UNRECORDED] if row.awaits_record else VISIT_SHAPES[row.visit.state]
    return Chip(language.say(row.state_name), shape, tone if row.counts else Tone.WARN)


def visit_day(row: VisitRow, language: Language) -> str:
    """`115/03/18（三）上午 09:30`."""
    return language.together((language.date(row.visit.day, weekday=True), part_of_day(row.visit)))
