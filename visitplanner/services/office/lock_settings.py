"""After how many idle minutes the window locks itself."""

from __future__ import annotations

from dataclasses import dataclass

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.services.core.outcome import Outcome
from visitplanner.services.core.work import Work

LOCK_AFTER = "lock_after"
USUAL_MINUTES, MOST_MINUTES = 10, 60


@dataclass(frozen=True)
class LockAfter:
    """The minutes without a key or a movement of the mouse."""

    def answer(self, work: Work) -> int:
        return int(work.setting(LOCK_AFTER, USUAL_MINUTES))


@dataclass(frozen=True)
class ChooseLockAfter:
    """Keep another number of minutes; raises `Refused` for one outside 1 to 60."""

    minutes: int

    def carry_out(self, work: Work) -> Outcome[int]:
        if not 1 <= self.minutes <= MOST_MINUTES:
            raise Refused(
                said("{minutes} minutes are not possible.", minutes=self.minutes),
                mend=said("Choose 1 to {minutes}.", minutes=MOST_MINUTES),
                field="minutes",
            )
        work.set_setting(LOCK_AFTER, self.minutes)
        return Outcome(self.minutes, said("The window locks after {minutes} idle minutes.", minutes=self.minutes))
