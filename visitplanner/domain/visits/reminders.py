"""What wants doing around a visit, counted in working days: agree it, brief for it, pack for it; record it, answer for it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from visitplanner.domain.core.messages import Message, said


class Reminder(StrEnum):
    """The steps around a visit, in the order of time."""

    AGREE = "agree"
    BRIEF = "brief"
    PACK = "pack"
    RECORD = "record"
    REPLY = "reply"


WORKING_DAYS: Mapping[Reminder, int] = {
    Reminder.AGREE: -14,
    Reminder.BRIEF: -7,
    Reminder.PACK: -1,
    Reminder.RECORD: 3,
    Reminder.REPLY: 7,
}
"""When each is due, in working days from the visit: before it, after it."""
REMINDER_NAMES: Mapping[Reminder, Message] = {
    Reminder.AGREE: said("agree the day"),
    Reminder.BRIEF: said("prepare the briefing"),
    Reminder.PACK: said("get ready to go"),
    Reminder.RECORD: said("write the record"),
    Reminder.REPLY: said("answer what was raised"),
}


def before(left: int, agreed: bool) -> Reminder | None:
    """What wants doing for a visit so many working days ahead, 0 for one of today; None while nothing does.

    A day that the customer has not agreed to comes before everything else.
    """
    if left > -WORKING_DAYS[Reminder.AGREE] or left < 0:
        return None
    if not agreed:
        return Reminder.AGREE
    if left <= -WORKING_DAYS[Reminder.PACK]:
        return Reminder.PACK
    return Reminder.BRIEF if left <= -WORKING_DAYS[Reminder.BRIEF] else None
