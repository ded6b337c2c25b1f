"""What the office counts, one definition each: 應訪, 完成, 待補登, 已約, 暫定, 建議, 待約, 逾期.

Every visit that is owed (應訪) stands in exactly one place, so the parts add up to the whole:

    應訪 = 完成 + 待補登 + 已約 + 暫定 + 建議 + 待約

待約 is what nothing stands in the calendar for; 逾期 and 應即安排 are parts of it. A visit nobody owes (an extra one) is in no
number here; when its record is missing it is listed with the others all the same (`domain.visits.awaits_record`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from visitplanner.domain.programme.obligations import Obligation, State

NOTHING_STANDS = (State.OVERDUE, State.DUE, State.LEFT)
"""待約: nothing stands in the calendar, or only a suggestion whose day is over."""
TO_ARRANGE_NOW = (State.OVERDUE, State.DUE)
"""應即安排: 待約 whose ideal day is here, whose last day is near, or whose time is over."""
NOT_AGREED = (*NOTHING_STANDS, State.PLANNED)
"""尚未約定: 待約 and 建議."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitNumbers:
    """How many of the visits owed stand where.

    done: 完成, a visit counted. unrecorded: 待補登, agreed or pencilled in, the day over, no record. agreed: 已約. tentative:
    暫定. suggested: 建議, the day not over. to_book: 待約, nothing in the calendar. overdue: 逾期, those of `to_book` whose
    last day is over; urgent: 應即安排, those that should be arranged now, the overdue included.
    """

    done: int = 0
    unrecorded: int = 0
    agreed: int = 0
    tentative: int = 0
    suggested: int = 0
    to_book: int = 0
    overdue: int = 0
    urgent: int = 0

    @property
    def required(self) -> int:
        """應訪: all that is owed."""
        return self.done + self.booked + self.left

    @property
    def booked(self) -> int:
        """What a person stands for: agreed or pencilled in, whether its day is over or not."""
        return self.unrecorded + self.agreed + self.tentative

    @property
    def left(self) -> int:
        """尚未約定: suggested, or nowhere."""
        return self.suggested + self.to_book

    @property
    def by_name(self) -> dict[str, int]:
        """The whole and its parts, for the sentences that name them all."""
        return {
            "required": self.required,
            "done": self.done,
            "unrecorded": self.unrecorded,
            "agreed": self.agreed,
            "tentative": self.tentative,
            "suggested": self.suggested,
            "to_book": self.to_book,
        }


def numbers_of(obligations: Iterable[Obligation]) -> VisitNumbers:
    """The numbers of some obligations."""
    stand = Counter(one.state for one in obligations)
    return VisitNumbers(
        done=stand[State.DONE],
        unrecorded=stand[State.UNRECORDED],
        agreed=stand[State.BOOKED],
        tentative=stand[State.TENTATIVE],
        suggested=stand[State.PLANNED],
        to_book=sum(stand[state] for state in NOTHING_STANDS),
        overdue=stand[State.OVERDUE],
        urgent=sum(stand[state] for state in TO_ARRANGE_NOW),
    )
