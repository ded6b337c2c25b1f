"""What if: one leader fewer, another threshold, one more specialist: what the year would cost and which visits be missed."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.programme.counting import Judge
from visitplanner.domain.staff.staff import Assignment, Person, Rank, Role, Skill
from visitplanner.domain.visits.visits import VISITS, Visit, VisitState, stands_fast
from visitplanner.services.core.work import Work
from visitplanner.services.planning.planning import Prepared, facts_of, prepared
from visitplanner.services.planning.problem.facts import Facts
from visitplanner.services.planning.problem.successors import proposed
from visitplanner.services.programme.year_book import judge_of, year_book
from visitplanner.services.visits.visits import VisitRow, rows_of


@dataclass(frozen=True)
class WhatIf:
    """A year under other circumstances, ready for `plan_year`; nothing is kept.

    without: people who are not there; their subjects go to others by the usual proposal. threshold_kw: instead of the
    plan's. more_specialists: invented supervisors who take their fair share of the yearly visits.
    """

    year: int
    without: tuple[UUID, ...] = ()
    threshold_kw: int | None = None
    more_specialists: int = 0

    def answer(self, work: Work) -> Prepared:
        judge = judge_of(work)
        choices = judge.programme.choices
        if self.threshold_kw is not None:
            choices = replace(choices, threshold_kw=self.threshold_kw)
        people = {ident: person for ident, person in judge.people.items() if ident not in self.without}
        more = [stand_in(number) for number in range(1, self.more_specialists + 1)]
        people |= {person.id: person for person in more}
        judge = replace(judge, programme=judge.programme.with_choices(choices), people=people)
        facts = freed(work, facts_of(work, self.year, judge=judge), judge, self.without)
        held = [one for one in facts.assignments if one.person_id in people]
        if more:
            held = shared_out(held, more)
        return prepared(replace(facts, assignments=[*held, *proposed(facts, held)]))

    def describe(self, work_people: Iterable[Person] = ()) -> list[Message]:
        """The circumstances in words. work_people: the staff, for the names of those left out."""
        names = {person.id: person.name for person in work_people}
        told = [said("{person} is not there", person=names.get(ident, "?")) for ident in self.without]
        if self.threshold_kw is not None:
            told.append(said("threshold {kw:,} kW", kw=self.threshold_kw))
        if self.more_specialists:
            told.append(said("{count} more specialists", count=self.more_specialists))
        return told


def freed(work: Work, facts: Facts, judge: Judge, without: Sequence[UUID]) -> Facts:
    """The facts in which the visits still to come of people who are not there are owed again, free for others to pay."""
    hit = {visit.id for visit in hit_by(facts.visits, without, facts.first_day)}
    if not hit:
        return facts
    book = year_book(work, facts.year, judge=judge, subjects=facts.subjects)
    owed = replace(book, visits=[visit for visit in book.visits if visit.id not in hit]).obligations()
    return replace(facts, visits=[visit for visit in facts.visits if visit.id not in hit], obligations=owed)


def hit_by(visits: Iterable[Visit], without: Sequence[UUID], first: dt.date) -> list[Visit]:
    """Visits from a day on to which somebody goes who is not there, in their order."""
    absent = set(without)
    found = [visit for visit in visits if visit.is_open and visit.day >= first and absent & set(visit.team_ids)]
    return sorted(found, key=lambda visit: (visit.day, visit.slot, str(visit.id)))


@dataclass(frozen=True)
class HitVisits:
    """Agreed and pencilled-in visits, and those placed by hand, that somebody else would have to go to."""

    year: int
    without: tuple[UUID, ...]

    def answer(self, work: Work) -> tuple[VisitRow, ...]:
        fast = [visit for visit in work.shelf(VISITS).find(year=self.year) if stands_fast(visit)]
        return rows_of(work, hit_by(fast, self.without, work.today))


@dataclass(frozen=True)
class SuggestionsOf:
    """The suggestions of a year as they stand in the calendar, by subject and which of its visits."""

    year: int

    def answer(self, work: Work) -> dict[tuple[UUID, int], Visit]:
        found = work.shelf(VISITS).find(year=self.year, state=VisitState.SUGGESTED)
        return {(visit.subject_id, visit.ordinal): visit for visit in found}


def stand_in(number: int) -> Person:
    """An invented supervisor."""
    return Person(name=f"+{number}", rank=Rank.SUPERVISOR, skills=frozenset({Skill.BUSINESS}), invented=True)


def shared_out(held: Sequence[Assignment], more: Sequence[Person]) -> list[Assignment]:
    """The specialists' subjects with an even share taken from the busiest by the people who come in addition."""
    kept = list(held)
    special = [one for one in kept if one.role is Role.SPECIALIST]
    load = Counter(one.person_id for one in special)
    share = len(special) // (len(load) + len(more)) if special else 0
    for person in more:
        for _ in range(share):
            busiest = max(sorted(load, key=str), key=lambda ident: load[ident])
            at = next(n for n, one in enumerate(kept) if one.role is Role.SPECIALIST and one.person_id == busiest)
            kept[at] = replace(kept[at], person_id=person.id)
            load[busiest] -= 1
    return kept
