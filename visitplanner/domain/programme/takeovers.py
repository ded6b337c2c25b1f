"""Who takes over from somebody whose service ends: one answer for the proposals, the forecast and the mending of a year."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.programme.assignments import in_force
from visitplanner.domain.programme.obligations import Obligation
from visitplanner.domain.programme.proposals import Charge, Proposal, propose
from visitplanner.domain.staff.staff import Assignment, Person, Role

ONE_DAY = dt.timedelta(days=1)
NAMED = 10
"""So many names stand in a sentence before the others are only counted."""


@dataclass(frozen=True, slots=True)
class Takeover:
    """A subject that nobody looks after once its leaver's service is over, and the proposal for it."""

    leaver: Person
    proposal: Proposal

    @property
    def charge(self) -> Charge:
        return self.proposal.charge

    @property
    def taker(self) -> Person:
        return self.proposal.person

    @property
    def on(self) -> dt.date:
        """The first day of the taker."""
        assert self.leaver.leaves_on is not None
        return self.leaver.leaves_on + ONE_DAY


@dataclass(frozen=True)
class Desk:
    """Who looks after what, today and once those are gone who leave.

    loads: visits a year by person and role of those who stay, what they take over among them. known: by company who looks after
    its accounts then. takeovers: in the order of the charges. held: who looks after what today, as `in_force` says.
    """

    held: Mapping[tuple[UUID, Role], Assignment]
    loads: Mapping[tuple[UUID, Role], int]
    known: Mapping[str, UUID]
    takeovers: tuple[Takeover, ...]


def desk_of(charges: Sequence[Charge], assignments: Iterable[Assignment], people: Sequence[Person], today: dt.date) -> Desk:
    """Who looks after the charges, and takes over: somebody of the leaver's rank where there is one, else who may.

    people: all of the office, also those who left. Always the same for the same input.
    """
    by_id, settled = {person.id: person for person in people}, [one for one in assignments if not one.proposed]
    held, leavers = in_force(settled, today, by_id), _leavers(settled, by_id, today)
    staying = [person for person in people if person.leaves_on is None]
    left = [one for one in charges if (one.subject_id, one.role) in leavers]
    loads, companies = Counter[tuple[UUID, Role]](), defaultdict[str, Counter[UUID]](Counter)
    for one in charges:
        caretaker = held.get((one.subject_id, one.role))
        if caretaker is not None and (one.subject_id, one.role) not in leavers:
            loads[caretaker.person_id, one.role] += one.visits
            if one.company:
                companies[one.company][caretaker.person_id] += one.visits
    known = {company: max(who, key=lambda ident: (who[ident], ident)) for company, who in companies.items()}
    found: dict[UUID, Proposal] = {}
    for rank in sorted({leavers[one.subject_id, one.role].rank for one in left}):
        of_rank = [one for one in left if leavers[one.subject_id, one.role].rank is rank]
        _take(of_rank, [person for person in staying if person.rank is rank], loads, known, found)
    _take([one for one in left if one.subject_id not in found], staying, loads, known, found)
    over = (Takeover(leavers[one.subject_id, one.role], found[one.subject_id]) for one in left if one.subject_id in found)
    return Desk(held, loads, known, tuple(over))


def _take(
    charges: Sequence[Charge],
    people: Sequence[Person],
    loads: Counter[tuple[UUID, Role]],
    known: dict[str, UUID],
    found: dict[UUID, Proposal],
) -> None:
    for one in propose(charges, people, loads, known).proposals:
        found[one.charge.subject_id] = one
        loads[one.person.id, one.charge.role] += one.charge.visits
        if one.charge.company:
            known.setdefault(one.charge.company, one.person.id)


def _leavers(assignments: Sequence[Assignment], people: Mapping[UUID, Person], today: dt.date) -> dict[tuple[UUID, Role], Person]:
    """By subject and role who looks after it until the service ends, where nobody else does on the day after."""
    by_subject: dict[tuple[UUID, Role], list[Assignment]] = defaultdict(list)
    for one in assignments:
        by_subject[one.subject_id, one.role].append(one)
    found: dict[tuple[UUID, Role], Person] = {}
    for key, own in by_subject.items():
        for one in sorted(own, key=lambda one: (one.begins_on, str(one.id))):
            person = people.get(one.person_id)
            if person is None or person.leaves_on is None or (one.ends_on and one.ends_on <= person.leaves_on):
                continue
            after = max(person.leaves_on + ONE_DAY, today + ONE_DAY)
            if not any(other.person_id != person.id and other.holds_on(after) for other in own):
                found[key] = person
    return found


@dataclass(frozen=True, slots=True)
class DueHandOver:
    """What somebody who leaves is to hand over to whom, first from the day `on`; why: in a sentence, with the names."""

    leaver: Person
    taker: Person
    on: dt.date
    why: Message


def due_handovers(takeovers: Iterable[Takeover], obligations: Iterable[Obligation], last: dt.date) -> Iterator[DueHandOver]:
    """One for each two people, of those who leave before the year's `last` day: what is to be handed over, and what of it the
    year still owes after the leaver's last day."""
    both: dict[tuple[UUID, UUID], list[Takeover]] = defaultdict(list)
    in_order = sorted(
        takeovers, key=lambda one: (one.on, one.leaver.name, one.taker.name, one.charge.name, one.charge.subject_id)
    )
    for one in in_order:
        if one.leaver.leaves_on is not None and one.leaver.leaves_on < last:
            both[one.leaver.id, one.taker.id].append(one)
    owed = defaultdict[UUID, list[Obligation]](list)
    for each in obligations:
        if not each.done:
            owed[each.subject_id].append(each)
    for group in both.values():
        first = group[0]
        still = sum(each.stands_on is None or each.stands_on >= one.on for one in group for each in owed[one.charge.subject_id])
        why = said(
            "From {day} on nobody looks after {count} subjects of {person}: {names}. Visits still owed after that in this year: "
            "{owed}. {taker} may take them over: hand them over or assign them, else their visits do not count.",
            day=first.on,
            count=len(group),
            person=first.leaver.name,
            names=some_names(one.charge.name for one in group),
            owed=still,
            taker=first.taker.name,
        )
        yield DueHandOver(first.leaver, first.taker, first.on, why)


def some_names(names: Iterable[str], most: int = NAMED) -> Message:
    """Names in their order, the first ones by name and the others counted; at least one name."""
    every = list(names)
    told = Message("{text}", {"text": "、".join(every[:most])})
    if len(every) <= most:
        return told
    return said("{names} and {more} more", names=told, more=len(every) - most)
