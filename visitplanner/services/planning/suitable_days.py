"""A suitable day for one visit, while on the phone with the customer: every working day graded, with the reason."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.customers.wishes import Wish, in_words
from visitplanner.domain.planning.find_day import Grade, GradedDay, find_days
from visitplanner.domain.planning.plan import Placed, Plan
from visitplanner.domain.visits.visits import VISITS, Slot, Visit
from visitplanner.services.core.work import Work
from visitplanner.services.customers.wishes import wish_of
from visitplanner.services.planning.planning import ONE_DAY, YearToPlan
from visitplanner.services.planning.problem.office_problem import OfficeProblem


@dataclass(frozen=True)
class Seat:
    """A half-day and a team that could pay the visit."""

    slot: Slot
    leader_id: UUID
    member_ids: tuple[UUID, ...]
    leader: str
    members: tuple[str, ...]


@dataclass(frozen=True)
class SuitableDay:
    """One working day. seats: empty when the grade is NOT. words: why not, or what makes it worse than the best day.
    wished: the half of the day the customer asks for. extra: points above the best day; inf when the grade is NOT.
    soon: sooner than the days on which new visits are suggested."""

    day: dt.date
    grade: Grade
    seats: tuple[Seat, ...]
    words: tuple[Message, ...]
    wished: Slot | None = None
    extra: float = 0.0
    soon: bool = False


@dataclass(frozen=True)
class SuitableDays:
    """Graded days for a visit of the calendar, or for an obligation (subject and ordinal) nothing stands for yet.

    A day sooner than the office's notice is poor. Empty when nobody may lead it. Raises `Unknown` for a visit that does not
    exist.
    """

    visit_id: UUID | None = None
    subject_id: UUID | None = None
    ordinal: int = 1
    year: int | None = None

    def answer(self, work: Work) -> list[SuitableDay]:
        visit = work.shelf(VISITS).get(self.visit_id) if self.visit_id else None
        year = visit.year if visit else (self.year or work.today.year)
        prepared = YearToPlan(year, free=visit.id if visit else self.subject_id).answer(work)
        key = self._key(visit, prepared.office)
        if key is None:
            return []
        problem = prepared.office.problem
        plan = Plan(tuple(place for place in (*problem.previous.values(), *problem.fixed) if place.id != key))
        names = {ident: person.name for ident, person in prepared.office.people.items()}
        since = work.today + ONE_DAY
        wish = wish_of(work, prepared.office.subject_of(key))
        passed, noticed = problem.visit(key).passed, frozenset(prepared.office.open_days)
        return [
            with_notice(
                SuitableDay(
                    graded.day,
                    graded.grade,
                    tuple(seat_of(place, names) for place in graded.places),
                    from_true_ideal(said_of(graded, wish), graded.day, passed),
                    wish.slot if wish is not None else None,
                    graded.extra,
                ),
                noticed,
            )
            for graded in find_days(problem, plan, key, since=since)
        ]

    def _key(self, visit: Visit | None, office: OfficeProblem) -> str | None:
        if visit is not None:
            held = [key for key, one in office.owed.items() if one.obligation.visit_id == visit.id]
            key = held[0] if held else f"{visit.subject_id}:{visit.ordinal}"
        else:
            key = f"{self.subject_id}:{self.ordinal}"
        return key if key in office.owed else None


def said_of(graded: GradedDay, wish: Wish | None) -> tuple[Message, ...]:
    """The words of a day; on a day the customer does not wish its wish, in place of the planner's own words."""
    if wish is None or graded.grade is not Grade.NOT or wish.allows(graded.day):
        return graded.words
    closed = graded.day.month in wish.closed_months
    return in_words(replace(wish, preferred_weekdays=(), **({"not_before": None, "not_after": None} if closed else {})))


def with_notice(day: SuitableDay, noticed: frozenset[dt.date]) -> SuitableDay:
    """The day, poor when it is sooner than the days on which new visits are suggested. noticed: those days; none is asked
    where there are none."""
    if day.grade is Grade.NOT or not noticed or day.day >= min(noticed):
        return day
    soon = said("New visits are suggested from {day} on: ask whether the customer can so soon.", day=min(noticed))
    return replace(day, grade=Grade.POOR, words=(soon, *day.words), soon=True)


def best_first(days: Iterable[SuitableDay]) -> list[SuitableDay]:
    """The days on which the visit may be held, those that suit it best before the others."""
    order = list(Grade)
    open_days = (day for day in days if day.grade is not Grade.NOT)
    return sorted(open_days, key=lambda day: (order.index(day.grade), day.soon, day.extra, day.day))


LATER, SOONER = "{days} days after the ideal day.", "{days} days before the ideal day."


def from_true_ideal(words: tuple[Message, ...], day: dt.date, passed: dt.date | None) -> tuple[Message, ...]:
    """The words on a day, its distance measured from the ideal day that is over, if there is one."""
    if passed is None:
        return words
    return (said(LATER, days=(day - passed).days), *(word for word in words if word.template not in (LATER, SOONER)))


def seat_of(place: Placed, names: Mapping[str, str]) -> Seat:
    return Seat(
        slot=Slot(place.slot),
        leader_id=UUID(place.leader),
        member_ids=tuple(UUID(ident) for ident in place.members),
        leader=names[place.leader],
        members=tuple(names[ident] for ident in place.members),
    )
