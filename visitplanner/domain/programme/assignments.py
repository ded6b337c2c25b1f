"""Who looks after whom: a person proposed by rank, township and equal load, and one following another (plan 伍一(二)1)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.core.texts import name_key
from visitplanner.domain.programme.programme import RANK_NAMES
from visitplanner.domain.staff.staff import Assignment, Person, Rank, Role

SHARES: Mapping[Role, Mapping[Rank, float]] = {
    Role.LEADER: {Rank.MANAGER: 4, Rank.DEPUTY_DIRECTOR: 2, Rank.DIRECTOR: 1},
    Role.SPECIALIST: {Rank.SUPERVISOR: 2, Rank.MANAGER: 1},
}
"""How much of the visits a person of each rank takes, in proportion. Practice, not law: managers lead most groups, the deputy
director and the director some (plan 伍一(二)3); supervisors look after twice as many customers as a manager, who leads groups
besides. Ranks left out are asked only when there is nobody else."""
SENIORS = (Rank.DEPUTY_DIRECTOR, Rank.DIRECTOR)
"""They lead the largest groups, as many as their share allows (plan 伍一(二)3)."""
STRANGER = 0.5
"""What a person who does not go to the township costs, as a share of one visit at a person who has exactly the fair load."""
MOST_ROUNDS = 20


@dataclass(frozen=True, slots=True)
class Charge:
    """A subject somebody must look after. visits: how many a year; size_kw: all its contracts, the largest go first."""

    subject_id: UUID
    name: str
    role: Role
    lowest: Rank
    visits: int = 1
    townships: tuple[str, ...] = ()
    size_kw: int = 0


@dataclass(frozen=True, slots=True)
class Proposal:
    """A person for a subject, and why."""

    charge: Charge
    person: Person
    reasons: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class Proposed:
    """Proposals in the order of the charges, and the charges for which nobody holds the rank."""

    proposals: tuple[Proposal, ...]
    nobody: tuple[Charge, ...] = ()


def in_force(
    assignments: Iterable[Assignment], day: dt.date, people: Mapping[UUID, Person] | None = None
) -> dict[tuple[UUID, Role], Assignment]:
    """The confirmed assignment of each subject and role on a day; of two that overlap the later one, or the substitute's.

    people: by id; those of them whose service is over on that day look after nobody.
    """
    gone = {ident for ident, person in (people or {}).items() if not person.serves(day)}
    holding = [one for one in assignments if not one.proposed and one.holds_on(day) and one.person_id not in gone]
    return {(one.subject_id, one.role): one for one in sorted(holding, key=lambda one: (one.begins_on, one.ends_on is not None))}


def stood_in_for(one: Assignment, assignments: Iterable[Assignment]) -> Assignment | None:
    """The assignment whose holder `one` replaces for a while: another person's, of the same subject and role, that holds
    throughout and longer; None when `one` is nobody's substitute."""
    if one.ends_on is None or one.proposed:
        return None
    for other in assignments:
        same = other.subject_id == one.subject_id and other.role is one.role and not other.proposed
        throughout = other.begins_on <= one.begins_on and (other.ends_on is None or other.ends_on >= one.ends_on)
        longer = (other.begins_on, other.ends_on) != (one.begins_on, one.ends_on)
        if same and throughout and longer and other.person_id != one.person_id:
            return other
    return None


def succession(former: Iterable[Assignment], new: Assignment) -> tuple[list[Assignment], list[Assignment]]:
    """What becomes of a subject's earlier assignments in one role when `new` begins: (those that end the day before, those that
    fall away because they would only have begun then or later)."""
    ended: list[Assignment] = []
    void: list[Assignment] = []
    for one in former:
        if one.subject_id != new.subject_id or one.role is not new.role or (one.ends_on and one.ends_on < new.begins_on):
            continue
        if one.begins_on >= new.begins_on:
            void.append(one)
        else:
            ended.append(replace(one, ends_on=new.begins_on - dt.timedelta(days=1)))
    return ended, void


def refuse_low_rank(person: Person, role: Role, lowest: Rank) -> None:
    """Raise `Refused` if the person does not hold the rank the plan asks for (plan 伍一(二)1, 2)."""
    if person.rank < lowest:
        names = {"person": person.name, "rank": RANK_NAMES[person.rank], "lowest": RANK_NAMES[lowest]}
        what = (
            said("{person} is {rank}; a group is led by a {lowest} or above.", **names)
            if role is Role.LEADER
            else said("{person} is {rank}; a service specialist is a {lowest} or above.", **names)
        )
        raise Refused(what, mend=said("Choose somebody of that rank."), field="person")


def refuse_leaver(person: Person, last: dt.date) -> None:
    """Raise `Refused` if the person's service ends before a day on which it would have to serve still."""
    if not person.serves(last):
        raise Refused(
            said("The last day of service of {person} is {last}.", person=person.name, last=person.leaves_on),
            mend=said("Choose somebody who stays."),
            field="person",
        )


def goes_to(person: Person, townships: Iterable[str]) -> bool:
    """Whether a person goes to one of the townships; nobody's own townships, or no township known, fits everywhere."""
    wanted = set(map(name_key, townships))
    return not person.townships or not wanted or bool(wanted & set(map(name_key, person.townships)))


def propose(charges: Sequence[Charge], people: Sequence[Person], loads: Mapping[tuple[UUID, Role], int]) -> Proposed:
    """A person for every charge: of sufficient rank, from the township if that costs no great inequality, loads as equal as
    the shares allow. Always the same for the same input, whatever its order.

    loads: visits a year a person has in a role already, by (person id, role).
    """
    balances = {role: _Balance(role, [one for one in charges if one.role is role], people, loads) for role in Role}
    chosen: dict[UUID, Person] = {}
    for balance in balances.values():
        chosen |= balance.settle()
    given = [one for one in charges if one.subject_id in chosen]
    return Proposed(
        tuple(Proposal(one, chosen[one.subject_id], balances[one.role].reasons(one, chosen[one.subject_id])) for one in given),
        tuple(one for one in charges if one.subject_id not in chosen),
    )


class _Balance:
    """The charges of one role, dealt out: first the hardest to place, then single moves while they make the whole better."""

    def __init__(
        self, role: Role, charges: Sequence[Charge], people: Sequence[Person], loads: Mapping[tuple[UUID, Role], int]
    ) -> None:
        self.role = role
        self.people = sorted(people, key=lambda person: (-person.rank, person.name, person.id))
        self.able = {one.subject_id: self._able(one) for one in charges}
        self.charges = sorted(
            (one for one in charges if self.able[one.subject_id]),
            key=lambda one: (
                sum(goes_to(who, one.townships) for who in self.able[one.subject_id]),
                -one.size_kw,
                one.name,
                one.subject_id,
            ),
        )
        self.loads = Counter({person.id: loads.get((person.id, role), 0) for person in people})
        asked = {who.id: self._share(who) for one in self.charges for who in self.able[one.subject_id]}
        self.fair = (sum(self.loads[ident] for ident in asked) + sum(one.visits for one in self.charges)) / (
            sum(asked.values()) or 1
        )

    def _able(self, charge: Charge) -> list[Person]:
        able = [person for person in self.people if person.rank >= charge.lowest]
        return [person for person in able if person.rank in SHARES[self.role]] or able

    def _share(self, person: Person) -> float:
        return SHARES[self.role].get(person.rank, 1)

    def _cost(self, charge: Charge, person: Person) -> float:
        """What one more charge costs a person: the more, the fuller, and more from a strange township."""
        fullness = (self.loads[person.id] + charge.visits / 2) / self._share(person) / self.fair
        strange = 0 if goes_to(person, charge.townships) else STRANGER
        return charge.visits * (fullness + strange)

    def _cheapest(self, charge: Charge) -> Person:
        return min(self.able[charge.subject_id], key=lambda person: round(self._cost(charge, person), 9))

    def settle(self) -> dict[UUID, Person]:
        """Subject id to person."""
        chosen = self._seniors() if self.role is Role.LEADER else {}
        others = [charge for charge in self.charges if charge.subject_id not in chosen]
        for charge in others:
            self._give(charge, chosen)
        for _ in range(MOST_ROUNDS):
            before = dict(chosen)
            for charge in others:
                self.loads[chosen[charge.subject_id].id] -= charge.visits
                self._give(charge, chosen)
            if chosen == before:
                break
        return chosen

    def _seniors(self) -> dict[UUID, Person]:
        """The largest groups for the director and the deputy director."""
        chosen: dict[UUID, Person] = {}
        largest = sorted(self.charges, key=lambda one: (-one.size_kw, one.name, one.subject_id))
        for person in (person for person in self.people if person.rank in SENIORS):
            for charge in largest:
                full = self.loads[person.id] + charge.visits / 2 > self.fair * self._share(person)
                if not full and charge.subject_id not in chosen and person in self.able[charge.subject_id]:
                    chosen[charge.subject_id] = person
                    self.loads[person.id] += charge.visits
        return chosen

    def _give(self, charge: Charge, chosen: dict[UUID, Person]) -> None:
        person = self._cheapest(charge)
        chosen[charge.subject_id] = person
        self.loads[person.id] += charge.visits

    def reasons(self, charge: Charge, person: Person) -> tuple[Message, ...]:
        rank = said("{rank}: the plan asks for {lowest} or above", rank=RANK_NAMES[person.rank], lowest=RANK_NAMES[charge.lowest])
        load = said(
            "{visits} visits a year in all, {fair} would be an equal share",
            visits=self.loads[person.id],
            fair=round(self.fair * self._share(person)),
        )
        if self.role is Role.LEADER and person.rank in SENIORS:
            return (rank, said("the {rank} leads the largest groups", rank=RANK_NAMES[person.rank]), load)
        return (rank, self._township(charge, person), load)

    def _township(self, charge: Charge, person: Person) -> Message:
        met = [town for town in charge.townships if goes_to(person, (town,))] if person.townships else []
        if met:
            return said("goes to {township}", township=met[0])
        if not person.townships or not charge.townships:
            return said("goes anywhere")
        if any(goes_to(other, charge.townships) for other in self.able[charge.subject_id]):
            return said("does not go to {township}, but those who do are full", township=charge.townships[0])
        return said("nobody of this rank goes to {township}", township=charge.townships[0])
