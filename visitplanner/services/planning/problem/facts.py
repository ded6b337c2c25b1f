"""What the planning of a year starts from, read in one transaction; and one visit that is owed in it."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from uuid import UUID

from visitplanner.domain.calendar.working_days import Calendars
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.customers.wishes import Wish
from visitplanner.domain.planning import problem as planning
from visitplanner.domain.planning.year.norms import Practice
from visitplanner.domain.programme.obligations import Obligation
from visitplanner.domain.programme.programme import Programme
from visitplanner.domain.staff.staff import Assignment, Person
from visitplanner.domain.visits.visits import Visit, VisitState, lapsed
from visitplanner.services.core.subjects import Subjects
from visitplanner.services.planning.weights import Urgency


@dataclass(frozen=True)
class OwedVisit:
    """One visit of the problem. key: its id there; kept: the suggestion that stood for it before, if any."""

    key: str
    obligation: Obligation
    kept: Visit | None


@dataclass
class Facts:
    """What the problem is made of, read in one transaction.

    today: the office's. first_day: of the days of the year that are left. notice_until: nothing new is suggested up to this day.
    """

    year: int
    today: dt.date
    first_day: dt.date
    notice_until: dt.date
    programme: Programme
    calendars: Calendars
    subjects: Subjects
    obligations: Sequence[Obligation]
    visits: Sequence[Visit]
    people: Sequence[Person]
    assignments: Sequence[Assignment]
    prices: planning.Prices = field(default_factory=planning.Prices)
    wishes: Mapping[UUID, Wish] = field(default_factory=dict[UUID, Wish])
    urgencies: Mapping[UUID, Urgency] = field(default_factory=dict[UUID, Urgency])
    practice: Practice = field(default_factory=Practice)
    mending: bool = False
    """Whether what stands in the calendar to be made up for stays there."""
    free: UUID | None = None
    """A visit or subject whose every possible day is wanted, though its visit may be agreed."""

    @cached_property
    def standing(self) -> Mapping[UUID, Sequence[Visit]]:
        """Open visits of other years, by subject."""
        found: dict[UUID, list[Visit]] = defaultdict(list)
        for visit in self.visits:
            if visit.is_open and visit.year != self.year:
                found[visit.subject_id].append(visit)
        return found

    def called_off(self, subject_id: UUID) -> dict[dt.date, Message]:
        """Days for which a subject called a visit off, each with what was said: nothing near them is proposed again."""
        return {
            visit.day: said("Called off for {day}: {reason}", day=visit.day, reason=visit.notes or "—")
            for visit in self._cancelled.get(subject_id, ())
        }

    @cached_property
    def _cancelled(self) -> Mapping[UUID, list[Visit]]:
        found: dict[UUID, list[Visit]] = defaultdict(list)
        since = self.first_day - dt.timedelta(days=planning.APART_DAYS)
        for visit in self.visits:
            if visit.state is VisitState.CANCELLED and visit.day > since:
                found[visit.subject_id].append(visit)
        return found

    @cached_property
    def missed(self) -> frozenset[tuple[UUID, int]]:
        """Subjects and ordinals whose suggestion went by without a visit, while the year is mended."""
        over = (visit for visit in self.visits if self.mending and visit.year == self.year and lapsed(visit, self.today))
        return frozenset((visit.subject_id, visit.ordinal) for visit in over)

    @cached_property
    def joined(self) -> Counter[UUID]:
        """How many visits held this year each person joined as a member."""
        held = (visit for visit in self.visits if visit.year == self.year and visit.state is VisitState.DONE)
        return Counter(ident for visit in held for ident in visit.member_ids)
