"""A plan of the office's year in the office's words: names, reasons, what was left out, and how good it is."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.planning.plan import Placed, Reached
from visitplanner.domain.planning.turns import Balance
from visitplanner.domain.planning.year.norms import Fit
from visitplanner.services.planning.problem.facts import OwedVisit


@dataclass(frozen=True)
class PlannedVisit:
    """One visit of a plan in the office's words. id: of the suggestion it keeps or, once applied, of the visit made."""

    id: str
    subject: str
    account: str
    owed: OwedVisit
    place: Placed
    leader: str
    members: tuple[str, ...]
    reasons: tuple[Message, ...]


@dataclass(frozen=True)
class LeftOut:
    """An owed visit the plan could not place, and why."""

    subject: str
    owed: OwedVisit
    reasons: tuple[Message, ...]
    account: str = ""


@dataclass(frozen=True)
class PutOff:
    """A visit that stands in the calendar after its time already (補訪), with the reason that was given."""

    subject: str
    ordinal: int
    day: dt.date
    reason: str


@dataclass(frozen=True)
class YearPlan:
    """A plan of the office's year.

    agreed: visits that were fixed before and stay. provisional: the calendar is 暫定. until: the year's last day.
    leader_week, office_day: visits a leader pays in a week and the office on a day at most. fits: when not everything fits, what
    would at which norms. late: a day after its time for what was left out and finds one, to be recorded with a reason. balance:
    what the plan asks of each person, by name.
    aside: points for calling on one company in one trip, which the bound does not know and the gap leaves out.
    reached: how far the search came. crowded: which months hold much more than their even share, and why. made_up: suggestions
    after their time that stay where they stand, put_off: what they are; they are not among `unplaced`.
    hurried: there was no time to look at every norm.
    """

    year: int
    visits: tuple[PlannedVisit, ...]
    unplaced: tuple[LeftOut, ...]
    agreed: int
    cost: float
    bound: float | None
    seconds: float
    provisional: bool
    until: dt.date
    leader_week: int = 2
    office_day: int = 6
    fits: tuple[Fit, ...] = ()
    late: tuple[PlannedVisit, ...] = ()
    balance: tuple[tuple[str, Balance], ...] = ()
    reached: Reached = Reached.LAWFUL
    gap_percent: float | None = None
    aside: float = 0.0
    crowded: Message | None = None
    made_up: frozenset[UUID] = frozenset()
    put_off: tuple[PutOff, ...] = ()
    hurried: bool = False

    def put_off_in_words(self) -> Message | None:
        """How many visits are put off already and until when; None where none is."""
        if not self.put_off:
            return None
        first, last = self.put_off[0].day, self.put_off[-1].day
        return said(
            "{count} visits are put off already and stay where they stand, from {first} to {last}; recorded then with their "
            "reason they count.",
            count=len(self.put_off),
            first=first,
            last=last,
        )

    def quality(self) -> Message:
        """How good the plan is, in words: how far above the best one at most, or what it was not possible to say and why."""
        if self.gap_percent is not None and self.aside:
            return said(
                "At most {gap} % above the best possible plan, not counting what it takes to call on a company in one trip.",
                gap=f"{self.gap_percent:.2f}",
            )
        if self.gap_percent is not None:
            return said("At most {gap} % above the best possible plan.", gap=f"{self.gap_percent:.2f}")
        if self.unplaced:
            return said(
                "{count} visits found no place; each says why. How far the rest may be from the best is not known.",
                count=len(self.unplaced),
            )
        return said("How far it may be from the best possible plan was not worked out.")

    def fits_in_words(self) -> list[Message]:
        """How much would fit at each norm, in sentences; none while everything has a place."""
        return [
            said(
                "Until {last} {fit} of {owed} visits whose time is not over fit at {norm} a week for each leader.",
                fit=one.fit,
                owed=one.owed,
                last=self.until,
                norm=one.leader_week,
            )
            if one.office_day is None
            else said(
                "Until {last} {fit} of {owed} visits whose time is not over fit at {norm} a week for each leader and {day} a day "
                "for the office.",
                fit=one.fit,
                owed=one.owed,
                last=self.until,
                norm=one.leader_week,
                day=one.office_day,
            )
            for one in self.fits
        ]

    def unlooked_in_words(self) -> Message | None:
        """That other norms were not looked at for want of time; None where they were, or everything has a place."""
        if not (self.hurried and self.unplaced):
            return None
        return said("There was no time to look at every norm; with more seconds the plan says what fits at the others.")

    def uncounted_in_words(self) -> Message | None:
        """What becomes of the visits that find no day for making up either, and how to get them in; None where none is."""
        never = len(self.unplaced) - len(self.late)
        if never <= 0:
            return None
        return said(
            "As planned {never} visits do not count for the year that ends on {until}; the next year's plan takes first what "
            "has waited longest. To get them in: enter what was held already, plan at more visits a week and a day, or agree "
            "days with the customers.",
            never=never,
            until=self.until,
        )

    def rest_in_words(self) -> Message | None:
        """What becomes of the visits left over, in figures that add up; None where nothing is."""
        left = len(self.unplaced)
        if not left:
            return None
        late = len(self.late)
        if late == left:
            return said("All {left} visits left over may be made up for, recorded with a reason.", left=left)
        return said(
            "Of {left} visits left over {late} may be made up for, recorded with a reason; {never} find no day for that, each "
            "says why.",
            left=left,
            late=late,
            never=left - late,
        )

    def how_far(self) -> Message:
        """How far the search came, in words."""
        if self.reached is Reached.ENDED:
            return said("The search came to its end: it found nothing better any more.")
        if self.reached is Reached.IMPROVED:
            return said(
                "The search was improving the plan for {seconds} seconds; more time may find a better one.",
                seconds=f"{self.seconds:.1f}",
            )
        if self.reached is Reached.SEARCHED:
            return said("In {seconds} seconds no better plan was found than the first one.", seconds=f"{self.seconds:.1f}")
        return said(
            "This is the first lawful plan, made in {seconds} seconds; the time was too short to find a better one.",
            seconds=f"{self.seconds:.1f}",
        )
