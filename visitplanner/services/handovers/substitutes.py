"""Somebody stands in for a colleague for a while: may lead the colleague's visits then, and not a day longer."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from uuid import UUID

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.domain.programme.assignments import refuse_leaver, refuse_low_rank, stood_in_for
from visitplanner.domain.staff.staff import ASSIGNMENTS, PEOPLE, Assignment, Person
from visitplanner.services.core.outcome import Outcome
from visitplanner.services.core.subjects import Subjects
from visitplanner.services.core.work import Work
from visitplanner.services.programme.assignments import AssignedRow, lowest_rank
from visitplanner.services.programme.counting import assignments_since, programme_of
from visitplanner.services.visits.clashes import coming_visits
from visitplanner.services.visits.visits import VisitRow, rows_of


@dataclass(frozen=True, slots=True)
class StoodIn:
    """rows: the subjects the substitute looks after for a while. visits: those of the person in the calendar in that time;
    who leads them is left to be mended or changed by hand."""

    rows: tuple[AssignedRow, ...]
    visits: tuple[VisitRow, ...]


@dataclass(frozen=True, slots=True)
class Substitution:
    """Who stands in for whom from `first` to `last`, for how many subjects."""

    person: Person
    stand_in: Person
    first: dt.date
    last: dt.date
    count: int


@dataclass(frozen=True)
class Substitutions:
    """The substitutions that last or are to come, the first to end first."""

    def answer(self, work: Work) -> list[Substitution]:
        people, every = {person.id: person for person in work.shelf(PEOPLE).find()}, assignments_since(work, work.today)
        by_subject: dict[UUID, list[Assignment]] = defaultdict(list)
        for one in every:
            by_subject[one.subject_id].append(one)
        counts: Counter[tuple[UUID, UUID, dt.date, dt.date]] = Counter()
        for one in every:
            if one.ends_on is None or one.ends_on < work.today:
                continue
            original = stood_in_for(one, by_subject[one.subject_id])
            if original is not None:
                counts[original.person_id, one.person_id, one.begins_on, one.ends_on] += 1
        rows = [Substitution(people[of], people[by], first, last, n) for (of, by, first, last), n in counts.items()]
        return sorted(rows, key=lambda row: (row.last, row.first, row.person.name, row.stand_in.name))


@dataclass(frozen=True)
class Substitute:
    """`stand_in_id` stands in for `person_id` from `first` to `last`, for all the person looks after or some `subjects`.

    The person's own assignments stay; both may lead in that time. Raises `Refused` for too low a rank, for days in the
    wrong order, and when there is nothing to stand in for.
    """

    person_id: UUID
    stand_in_id: UUID
    first: dt.date
    last: dt.date
    subjects: tuple[UUID, ...] | None = None

    def carry_out(self, work: Work) -> Outcome[StoodIn]:
        person, stand_in = work.shelf(PEOPLE).get(self.person_id), work.shelf(PEOPLE).get(self.stand_in_id)
        self._refuse_nonsense(person, stand_in)
        refuse_leaver(stand_in, self.last)
        subjects, programme = Subjects(work, ()), programme_of(work)
        lent = [self._lent(one) for one in self._held(work, person)]
        subjects.read(one.subject_id for one in lent)
        for one in lent:
            subject = subjects.get(one.subject_id)
            try:
                refuse_low_rank(stand_in, one.role, lowest_rank(programme, subject.kind, one.begins_on))
            except Refused as refusal:
                mend = said("Choose somebody of that rank, or name the subjects the substitute is for.")
                raise Refused(refusal.what, where=said("{subject}: ", subject=subject.name), mend=mend, field="by") from None
        rows = tuple(
            AssignedRow(subjects.get(one.subject_id), one.role, stand_in, one.begins_on, one.id, one.ends_on, person)
            for one in work.shelf(ASSIGNMENTS).add_all(lent)
        )
        led = [visit for visit in coming_visits(work, person.id, self.first, self.last) if visit.leader_id == person.id]
        told = {"stand_in": stand_in.name, "person": person.name, "count": len(rows)}
        message = said("{stand_in} stands in for {person} at {count} subjects until {last}.", **told, last=self.last)
        return Outcome(StoodIn(rows, rows_of(work, led)), message)

    def _refuse_nonsense(self, person: Person, stand_in: Person) -> None:
        if person.id == stand_in.id:
            raise Refused(said("Nobody stands in for himself."), mend=said("Choose two people."), field="by")
        if self.last < self.first:
            raise Refused(said("The last day lies before the first one."), mend=said("Exchange them."), field="last")

    def _held(self, work: Work, person: Person) -> list[Assignment]:
        """The person's assignments in that time that the substitute does not hold in all of it already."""
        wanted = set(self.subjects) if self.subjects is not None else None
        held = [
            one
            for one in assignments_since(work, self.first, person_id=person.id, proposed=False)
            if one.begins_on <= self.last
            if wanted is None or one.subject_id in wanted
        ]
        missing = (wanted or set[UUID]()) - {one.subject_id for one in held}
        if not held or missing:
            raise Refused(
                said("{person} does not look after all of them in that time.", person=person.name)
                if missing
                else said("{person} looks after nobody in that time.", person=person.name),
                mend=said("Look at who looks after whom first."),
                field="for",
            )
        theirs = assignments_since(work, self.first, person_id=self.stand_in_id, proposed=False)
        new = [one for one in held if not any(_covers(other, self._lent(one)) for other in theirs)]
        if not new:
            raise Refused(said("The substitute looks after all of them then already."), field="by")
        return new

    def _lent(self, one: Assignment) -> Assignment:
        return Assignment(
            subject_id=one.subject_id,
            person_id=self.stand_in_id,
            role=one.role,
            begins_on=max(self.first, one.begins_on),
            ends_on=min(self.last, one.ends_on) if one.ends_on else self.last,
        )


def _covers(other: Assignment, lent: Assignment) -> bool:
    same = (other.subject_id, other.role) == (lent.subject_id, lent.role)
    return same and other.holds_on(lent.begins_on) and lent.ends_on is not None and other.holds_on(lent.ends_on)


@dataclass(frozen=True)
class EndSubstitution:
    """`stand_in_id` stands in for `person_id` until `last` only; what would have begun later falls away.

    Raises `Refused` when nothing lasts longer than that.
    """

    person_id: UUID
    stand_in_id: UUID
    last: dt.date

    def carry_out(self, work: Work) -> Outcome[int]:
        every = assignments_since(work, self.last)
        lent = [
            one
            for one in every
            if one.person_id == self.stand_in_id and one.ends_on is not None and one.ends_on > self.last
            if (original := stood_in_for(one, every)) is not None and original.person_id == self.person_id
        ]
        if not lent:
            raise Refused(said("Nobody stands in for that person longer than until {last}.", last=self.last), field="last")
        for one in lent:
            if one.begins_on > self.last:
                work.shelf(ASSIGNMENTS).remove(one)
            else:
                work.shelf(ASSIGNMENTS).change(replace(one, ends_on=self.last))
        return Outcome(len(lent), said("{count} substitutions end on {last}.", count=len(lent), last=self.last))
