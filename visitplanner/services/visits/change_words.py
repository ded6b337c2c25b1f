"""What became of a visit that was booked or moved, in words."""

from __future__ import annotations

from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.visits.times import part_of_day
from visitplanner.domain.visits.visits import SLOT_NAMES, Visit, VisitState


def what_was_done(subject: str, before: Visit, after: Visit) -> Message:
    """What became of a visit that was booked or moved, in words that also say what is taken back by undoing it."""
    if after.day != before.day:
        moved = said("{subject}: moved from {before} to {day}.", subject=subject, before=before.day, day=after.day)
        return moved if after.state is before.state else said("{moved} {state}", moved=moved, state=_state_now(after))
    if after.state is not before.state:
        return now_stands(subject, after)
    if after.time != before.time:
        return now_stands(subject, after)
    if after.slot is not before.slot:
        return said("{subject}: {day}, now in the {slot}.", subject=subject, day=after.day, slot=SLOT_NAMES[after.slot])
    return said("{subject}: the team of {day} was changed.", subject=subject, day=after.day)


def now_stands(subject: str, visit: Visit) -> Message:
    """A visit's day and how firm it is."""
    values = {"subject": subject, "day": visit.day, "slot": part_of_day(visit), "state": _state_now(visit)}
    return said("{subject}: {day} {slot}. {state}", **values)


def _state_now(visit: Visit) -> Message:
    return said("Agreed with the customer.") if visit.state is VisitState.BOOKED else said("Tentative, not agreed yet.")
