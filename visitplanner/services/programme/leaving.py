"""What the year still owes of somebody who leaves, in the same words and with the same people as the proposals and mending."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID

from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.programme.obligations import Obligation
from visitplanner.domain.programme.takeovers import desk_of, due_handovers, some_names
from visitplanner.domain.staff.staff import PEOPLE
from visitplanner.domain.visits.visits import OPEN_STATES, VISITS, Visit
from visitplanner.services.core.subjects import Subjects
from visitplanner.services.core.work import Work
from visitplanner.services.programme.charges import charge_of
from visitplanner.services.programme.counting import assignments_since, programme_of


def orphans_of(work: Work) -> Mapping[UUID, Visit]:
    """The visits still to come whose leader has left by their day, by id."""
    gone = {person.id: person for person in work.shelf(PEOPLE).find() if person.leaves_on is not None}
    if not gone:
        return {}
    standing = work.shelf(VISITS).find(leader_id=list(gone), state=OPEN_STATES)
    return {visit.id: visit for visit in standing if visit.day >= work.today and not gone[visit.leader_id].serves(visit.day)}


def leaving_told(work: Work, year: int, obligations: Sequence[Obligation], orphans: Mapping[UUID, Visit]) -> Iterator[Message]:
    """Who leaves, what nobody looks after then and who may take it over, and which visits in the calendar have lost their
    leader; nothing while nobody leaves."""
    people, programme = work.shelf(PEOPLE).find(), programme_of(work)
    period, gone = programme.period(year), [person.id for person in people if person.leaves_on is not None]
    if work.today > period.last or not gone:
        return
    if not orphans and not assignments_since(work, work.today, person_id=gone):
        return  # what was handed over has ended: nothing more is read
    subjects = Subjects(work)
    firsts = {one.subject_id: one for one in reversed(obligations)}
    charges = [
        charge_of(subjects.get(ident), one.kind, programme.rule(one.kind, one.window.first), subjects)
        for ident, one in firsts.items()
    ]
    ready = desk_of(charges, assignments_since(work, work.today), people, work.today)
    yield from (one.why for one in due_handovers(ready.takeovers, obligations, period.last))
    owed = {one.visit_id for one in obligations if not one.done}
    alone = sorted((visit for visit in orphans.values() if visit.id in owed), key=lambda visit: (visit.day, visit.slot, visit.id))
    if alone:
        yield said(
            "{count} visits stand in the calendar after the last day of service of their leader and are not counted on until "
            "somebody takes them over: {names}.",
            count=len(alone),
            names=some_names(subjects.name(visit.subject_id) for visit in alone),
        )
