"""Everything that bears a person's name from a day on: whom it looks after, visits, open cases, records not written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, replace
from uuid import UUID

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.form_drafts import FORM_DRAFTS, FormDraft
from visitplanner.domain.core.messages import said
from visitplanner.domain.follow_ups.follow_ups import FOLLOW_UPS, OPEN_STATES, FollowUp
from visitplanner.domain.staff.staff import PEOPLE, Person, Role
from visitplanner.domain.visits.visits import FIRM_STATES, VISITS
from visitplanner.services.core.conditions import AnyOf, Between
from visitplanner.services.core.outcome import Outcome
from visitplanner.services.core.subjects import Subject, Subjects
from visitplanner.services.core.work import Work
from visitplanner.services.programme.counting import assignments_since
from visitplanner.services.staff.staff import ChangePerson
from visitplanner.services.visits.clashes import coming_visits
from visitplanner.services.visits.held_records import HELD_FORM
from visitplanner.services.visits.visits import RECORD_FORM, VisitRow, rows_of

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class OwnCase:
    """An open case a person sees to, with the name of whose it is."""

    subject: str
    case: FollowUp


@dataclass(frozen=True, slots=True)
class NameBearing:
    """What bears a person's name from a day on.

    subjects: whom it looks after, with its role; proposed ones too. visits: still to come, leading or going along. cases: all
    open ones it sees to, wherever. unrecorded: visits it went to that have no record yet. drafts: records begun and not kept,
    of all these visits.
    """

    person: Person
    subjects: tuple[tuple[Subject, Role], ...]
    visits: tuple[VisitRow, ...]
    cases: tuple[OwnCase, ...]
    unrecorded: tuple[VisitRow, ...]
    drafts: tuple[VisitRow, ...]
    entering: tuple[Subject, ...] = ()

    @property
    def groups(self) -> tuple[Subject, ...]:
        return tuple(subject for subject, role in self.subjects if role is Role.LEADER)

    @property
    def customers(self) -> tuple[Subject, ...]:
        """Customers and parks."""
        return tuple(subject for subject, role in self.subjects if role is Role.SPECIALIST)


def own_cases(work: Work, person_id: UUID) -> list[FollowUp]:
    """The open cases a person sees to or watches over as a petition's controller, the first due first."""
    found = work.shelf(FOLLOW_UPS).find(AnyOf(owner_id=person_id, controller_id=person_id), state=OPEN_STATES)
    return sorted(found, key=lambda case: (case.due_on, case.text))


def begun_for(work: Work, person_id: UUID, looked_after: Collection[UUID]) -> list[FormDraft]:
    """Visits somebody began to enter and did not keep: of subjects looked after, or led by the person."""
    found = work.shelf(FORM_DRAFTS).find(form=HELD_FORM)
    return [draft for draft in found if draft.about_id in looked_after or draft.content.get("leader") == str(person_id)]


def bearing(work: Work, person: Person, first: dt.date) -> NameBearing:
    held = {(one.subject_id, one.role) for one in assignments_since(work, first, person_id=person.id)}
    cases = own_cases(work, person.id)
    entering = [draft.about_id for draft in begun_for(work, person.id, {ident for ident, _ in held})]
    subjects = Subjects(work, {*(ident for ident, _ in held), *(case.subject_id for case in cases), *entering})
    looked_after = sorted(((subjects.get(ident), role) for ident, role in held), key=lambda pair: (pair[1], pair[0].name))
    over = work.shelf(VISITS).find(state=FIRM_STATES, day=Between(None, work.today - ONE_DAY))
    late = [one for one in over if person.id in one.team_ids]
    coming = coming_visits(work, person.id, first)
    about = {one.id: one for one in (*late, *coming)}
    begun = [about[draft.about_id] for draft in work.shelf(FORM_DRAFTS).find(form=RECORD_FORM, about_id=set(about))]
    return NameBearing(
        person=person,
        subjects=tuple(looked_after),
        visits=rows_of(work, coming),
        cases=tuple(OwnCase(subjects.name(case.subject_id), case) for case in cases),
        unrecorded=rows_of(work, sorted(late, key=lambda one: (one.day, one.slot))),
        drafts=rows_of(work, begun),
        entering=tuple(sorted((subjects.get(ident) for ident in entering), key=lambda subject: subject.name)),
    )


@dataclass(frozen=True)
class LeaveService:
    """Set a person's last day of service; None takes it back. What bears the name after it is listed and stays as it is.

    From the day after nobody offers, plans or assigns the person; `HandOver` passes on what is listed. Raises `Refused` when
    the day is the one that is kept already.
    """

    person_id: UUID
    last: dt.date | None

    def carry_out(self, work: Work) -> Outcome[NameBearing]:
        person = work.shelf(PEOPLE).get(self.person_id)
        if person.leaves_on == self.last:
            raise Refused(
                said("{person} stays until further notice.", person=person.name)
                if self.last is None
                else said("{person} leaves on {day} already.", person=person.name, day=self.last),
                field="on",
            )
        changed = ChangePerson(replace(person, leaves_on=self.last)).carry_out(work).value
        if self.last is None:
            found = NameBearing(changed, (), (), (), (), ())
            return Outcome(found, said("{person} stays until further notice.", person=person.name))
        found = bearing(work, changed, self.last + ONE_DAY)
        message = said(
            "{day} is the last day of service of {person}; after it {subjects} subjects, {visits} visits and {cases} open cases "
            "still bear the name.",
            day=self.last,
            person=person.name,
            subjects=len(found.subjects),
            visits=len(found.visits),
            cases=len(found.cases),
        )
        return Outcome(found, message)
