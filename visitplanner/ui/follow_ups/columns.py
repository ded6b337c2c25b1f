"""How a case looks in a list: its state, what was raised, by whom, until when, how old."""

from __future__ import annotations

from visitplanner.domain.core.messages import said
from visitplanner.domain.follow_ups.follow_ups import ORDER, STATE_NAMES, FollowUpState, waits_for_office
from visitplanner.i18n import Language
from visitplanner.services.follow_ups.follow_ups import FollowUpRow
from visitplanner.ui.core.chips import Chip, Shape
from visitplanner.ui.core.rows_model import Column
from visitplanner.ui.core.style import Tone

SHAPES: dict[FollowUpState, tuple[Shape, Tone]] = {
    FollowUpState.NEW: (Shape.OUTLINE, Tone.ACCENT),
    FollowUpState.IN_PROGRESS: (Shape.HALF, Tone.ACCENT),
    FollowUpState.WAITING_FOR_CUSTOMER: (Shape.DASHED, Tone.WARN),
    FollowUpState.REPLIED: (Shape.SOLID, Tone.OK),
    FollowUpState.CLOSED: (Shape.TICK, Tone.PLAIN),
}
SOON = 3
"""Working days before the due day from which a case is marked."""


def state_chip(row: FollowUpRow, language: Language) -> Chip:
    """How far a case is."""
    state = row.follow_up.state
    shape, tone = SHAPES[state]
    return Chip(language.say(STATE_NAMES[state]), shape, tone)


def due_chip(row: FollowUpRow, language: Language) -> Chip:
    """The due day, with the alert shape when it is past."""
    day = language.date(row.follow_up.due_on)
    if row.overdue:
        return Chip(language.text("{day} overdue {days}", day=day, days=-row.left_working_days), Shape.ALERT, Tone.DANGER)
    if waits_for_office(row.follow_up) and row.left_working_days <= SOON:
        return Chip(language.text("{day} {days} left", day=day, days=row.left_working_days), Shape.HALF, Tone.WARN)
    return Chip(day, Shape.OUTLINE if waits_for_office(row.follow_up) else Shape.TICK, Tone.PLAIN)


def mark_chips(row: FollowUpRow, language: Language) -> list[Chip]:
    """What a case bears: a petition, a risk to public opinion, that it comes again."""
    chips = [Chip(language.text("petition"), Shape.ALERT, Tone.DANGER)] if row.follow_up.petition else []
    chips += [Chip(language.text("public opinion"), Shape.ALERT, Tone.WARN)] if row.follow_up.public_opinion else []
    return chips + ([Chip(again_text(row, language), Shape.HALF, Tone.WARN)] if row.again else [])


def again_text(row: FollowUpRow, language: Language) -> str:
    """That a case comes again, and the how manieth time it is."""
    return language.text("again: no. {count}", count=row.again + 1)


def case_text(row: FollowUpRow, language: Language) -> str:
    """What was raised, behind the marks the case bears."""
    marks = [chip.text for chip in mark_chips(row, language)]
    return "".join(f"[{mark}] " for mark in marks) + row.follow_up.text


def age_tone(row: FollowUpRow) -> Tone:
    """The colour of how long a case has lain; the due day beside it says the same by its shape."""
    soon = waits_for_office(row.follow_up) and row.left_working_days <= SOON
    return Tone.DANGER if row.overdue else Tone.WARN if soon else Tone.PLAIN


def age_text(row: FollowUpRow, language: Language) -> str:
    """How many working days a case has lain with the office."""
    return language.text("{days} days", days=row.age_working_days)


STATE = Column[FollowUpRow]("state", said("State"), lambda row: ORDER.index(row.follow_up.state), chip=state_chip, width=92)
TEXT = Column[FollowUpRow]("text", said("Case"), lambda row: row.follow_up.text, case_text, stretch=True, tip=case_text)
SUBJECT = Column[FollowUpRow](
    "subject", said("Customer"), lambda row: row.subject, width=184, tip=lambda row, _: row.subject, spare=1
)
OWNER = Column[FollowUpRow]("owner", said("Owner"), lambda row: row.owner, width=70, spare=2)
DUE = Column[FollowUpRow]("due", said("Due day"), lambda row: row.follow_up.due_on, chip=due_chip, width=152)
AGE = Column[FollowUpRow]("age", said("Age"), lambda row: row.age_working_days, age_text, 66, right=True, tone=age_tone, spare=3)

REGISTER = (STATE, TEXT, SUBJECT, OWNER, DUE, AGE)
OF_ONE_CUSTOMER = (STATE, TEXT, OWNER, DUE, AGE)
