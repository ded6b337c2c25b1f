"""A person proposed for everybody whom nobody looks after: by rank, one company with one person, township, equal load."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil
from uuid import UUID

from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.core.texts import name_key
from visitplanner.domain.programme.programme import RANK_NAMES
from visitplanner.domain.staff.staff import Person, Rank, Role

SHARES: Mapping[Role, Mapping[Rank, float]] = {
    Role.LEADER: {Rank.MANAGER: 4, Rank.DEPUTY_DIRECTOR: 2, Rank.DIRECTOR: 1},
    Role.SPECIALIST: {Rank.SUPERVISOR: 2, Rank.MANAGER: 1},
}
"""How much of the visits a person of each rank takes, in proportion. Practice, not law: managers lead most groups, the deputy
director and the director some (plan 伍一(二)3); supervisors look after twice as many customers as a manager, who leads groups
besides. Ranks left out are asked only when there is nobody else."""
SENIORS = (Rank.DEPUTY_DIRECTOR, Rank.DIRECTOR)
"""They lead the largest groups, as many as their share allows (plan 伍一(二)3)."""
STRANGER = 0.25
"""What a person who does not go to the township costs, as a share of one visit at a person who has exactly the fair load: loads
are a quarter of the fair one apart at most before somebody from elsewhere is asked."""
FULL = 1.25
"""Who looks after a company already gets its other accounts too, up to this part of a fair load."""
MOST_ROUNDS = 20


@dataclass(frozen=True, slots=True)
class Charge:
    """A subject somebody must look after. visits: how many a year; size_kw: all its contracts, the largest go first.

    company: what it is called on together with, its group or else its company; empty when it stands alone.
    """

    subject_id: UUID
    name: str
    role: Role
    lowest: Rank
    visits: int = 1
    townships: tuple[str, ...] = ()
    size_kw: int = 0
    company: str = ""


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


def goes_to(person: Person, townships: Iterable[str]) -> bool:
    """Whether a person goes to one of the townships; nobody's own townships, or no township known, fits everywhere."""
    wanted = set(map(name_key, townships))
    return not person.townships or not wanted or bool(wanted & set(map(name_key, person.townships)))


def propose(
    charges: Sequence[Charge],
    people: Sequence[Person],
    loads: Mapping[tuple[UUID, Role], int],
    known: Mapping[str, UUID] | None = None,
) -> Proposed:
    """A person for every charge: of sufficient rank, one for all accounts of a company, from the township if that costs no great
    inequality, loads as equal as the shares allow. Always the same for the same input, whatever its order.

    loads: visits a year a person has in a role already, by (person id, role). known: by company who looks after others of its
    accounts already.
    """
    balances = {role: _Balance(role, [one for one in charges if one.role is role], people, loads, known or {}) for role in Role}
    chosen: dict[UUID, Person] = {}
    for balance in balances.values():
        chosen |= balance.settle()
    given = [one for one in charges if one.subject_id in chosen]
    return Proposed(
        tuple(Proposal(one, chosen[one.subject_id], balances[one.role].reasons(one, chosen[one.subject_id])) for one in given),
        tuple(one for one in charges if one.subject_id not in chosen),
    )


@dataclass(frozen=True)
class _Bundle:
    """Charges that go to one person: a company's accounts, or one alone. able: who may take them all, the preferred first.

    parts: into how many a company was cut whose visits are more than one person's share.
    """

    charges: tuple[Charge, ...]
    able: tuple[Person, ...]
    parts: int = 1
    visits: int = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "visits", sum(one.visits for one in self.charges))

    @property
    def company(self) -> str:
        return self.charges[0].company

    def strange(self, person: Person) -> int:
        """Visits to townships to which the person does not go."""
        return sum(one.visits for one in self.charges if not goes_to(person, one.townships))

    def order(self) -> tuple[object, ...]:
        """Those with the most visits first, then the hardest to place, then the largest."""
        homes, first = sum(not self.strange(who) for who in self.able), self.charges[0]
        return -self.visits, homes, -sum(one.size_kw for one in self.charges), first.name, first.subject_id


class _Balance:
    """The charges of one role, dealt out: first the largest and hardest to place, then single moves while they make the whole
    better."""

    def __init__(
        self,
        role: Role,
        charges: Sequence[Charge],
        people: Sequence[Person],
        loads: Mapping[tuple[UUID, Role], int],
        known: Mapping[str, UUID],
    ) -> None:
        self.role, self.known = role, known
        self.people = sorted(people, key=lambda person: (-person.rank, person.name, person.id))
        able = {one.subject_id: self._able(one) for one in charges}
        charges = [one for one in charges if able[one.subject_id]]
        self.loads = Counter({person.id: loads.get((person.id, role), 0) for person in people})
        asked = {who.id: self._share(who) for one in charges for who in able[one.subject_id]}
        self.fair = (sum(self.loads[ident] for ident in asked) + sum(one.visits for one in charges)) / (sum(asked.values()) or 1)
        self.bundles = sorted(self._bundles(charges, able), key=_Bundle.order)
        self.bundle_of = {one.subject_id: bundle for bundle in self.bundles for one in bundle.charges}

    def _able(self, charge: Charge) -> tuple[Person, ...]:
        able = [person for person in self.people if person.rank >= charge.lowest]
        return tuple(person for person in able if person.rank in SHARES[self.role]) or tuple(able)

    def _share(self, person: Person) -> float:
        return SHARES[self.role].get(person.rank, 1)

    def _bundles(self, charges: Sequence[Charge], able: Mapping[UUID, tuple[Person, ...]]) -> Iterator[_Bundle]:
        companies: dict[str, list[Charge]] = defaultdict(list)
        for one in charges:
            companies[one.company or str(one.subject_id)].append(one)
        for accounts in companies.values():
            who = tuple(person for person in self.people if all(person in able[one.subject_id] for one in accounts))
            if not who:
                yield from (_Bundle((one,), able[one.subject_id]) for one in accounts)
                continue
            most = max(1, ceil(self.fair * max(map(self._share, who))))
            in_order = sorted(accounts, key=lambda one: (one.townships, one.name, one.subject_id))
            parts = min(ceil(sum(one.visits for one in accounts) / most), len(accounts))
            size = ceil(len(accounts) / parts)
            for at in range(0, len(accounts), size):
                yield _Bundle(tuple(in_order[at : at + size]), who, parts)

    def _cost(self, bundle: _Bundle, person: Person) -> float:
        """What the bundle costs a person more: the more, the fuller, and more from a strange township."""
        fullness = (self.loads[person.id] + bundle.visits / 2) / self._share(person) / self.fair
        return bundle.visits * fullness + STRANGER * bundle.strange(person)

    def _cheapest(self, bundle: _Bundle) -> Person:
        there = self._caretaker(bundle)
        if there is not None and self.loads[there.id] + bundle.visits <= ceil(FULL * self.fair * self._share(there)):
            return there
        return min(bundle.able, key=lambda person: round(self._cost(bundle, person), 9))

    def _caretaker(self, bundle: _Bundle) -> Person | None:
        """Who looks after other accounts of the company already and may take these."""
        ident = self.known.get(bundle.company)
        return next((person for person in bundle.able if person.id == ident), None)

    def settle(self) -> dict[UUID, Person]:
        """Subject id to person."""
        chosen = self._seniors() if self.role is Role.LEADER else {}
        others = [bundle for bundle in self.bundles if bundle.charges[0].subject_id not in chosen]
        for bundle in others:
            self._give(bundle, chosen)
        for _ in range(MOST_ROUNDS):
            before = dict(chosen)
            for bundle in others:
                self.loads[chosen[bundle.charges[0].subject_id].id] -= bundle.visits
                self._give(bundle, chosen)
            if chosen == before:
                break
        return chosen

    def _seniors(self) -> dict[UUID, Person]:
        """The largest groups for the director and the deputy director."""
        chosen: dict[UUID, Person] = {}
        charges = [one for bundle in self.bundles for one in bundle.charges]
        largest = sorted(charges, key=lambda one: (-one.size_kw, one.name, one.subject_id))
        for person in (person for person in self.people if person.rank in SENIORS):
            for charge in largest:
                full = self.loads[person.id] + charge.visits / 2 > self.fair * self._share(person)
                if not full and charge.subject_id not in chosen and person in self.bundle_of[charge.subject_id].able:
                    chosen[charge.subject_id] = person
                    self.loads[person.id] += charge.visits
        return chosen

    def _give(self, bundle: _Bundle, chosen: dict[UUID, Person]) -> None:
        person = self._cheapest(bundle)
        for charge in bundle.charges:
            chosen[charge.subject_id] = person
        self.loads[person.id] += bundle.visits

    def reasons(self, charge: Charge, person: Person) -> tuple[Message, ...]:
        rank = said("{rank}: the plan asks for {lowest} or above", rank=RANK_NAMES[person.rank], lowest=RANK_NAMES[charge.lowest])
        load = said(
            "{visits} visits a year in all, {fair} would be an equal share",
            visits=self.loads[person.id],
            fair=round(self.fair * self._share(person)),
        )
        if self.role is Role.LEADER and person.rank in SENIORS:
            return (rank, said("the {rank} leads the largest groups", rank=RANK_NAMES[person.rank]), load)
        return (rank, self._township(charge, person), load, *self._company(charge, person))

    def _company(self, charge: Charge, person: Person) -> Iterator[Message]:
        """How the accounts of its company were kept together, or why not."""
        bundle = self.bundle_of[charge.subject_id]
        there = next((one for one in self.people if one.id == self.known.get(bundle.company)), None)
        if there is not None and there is person:
            yield said("looks after its company's other accounts too")
        elif there is not None and there not in bundle.able:
            yield said("{person} looks after its company's other accounts and may not take this one", person=there.name)
        elif there is not None:
            yield said("{person} looks after its company's other accounts and is full", person=there.name)
        elif bundle.parts > 1:
            yield said(
                "its company has more accounts than one person's equal share: {parts} people share them", parts=bundle.parts
            )
        elif len(bundle.charges) > 1:
            yield said("{count} accounts of its company together, for one trip", count=len(bundle.charges))

    def _township(self, charge: Charge, person: Person) -> Message:
        met = [town for town in charge.townships if goes_to(person, (town,))] if person.townships else []
        if met:
            return said("goes to {township}", township=met[0])
        if not person.townships or not charge.townships:
            return said("goes anywhere")
        bundle = self.bundle_of[charge.subject_id]
        if len(bundle.charges) > 1 or bundle.company in self.known:
            return said("does not go to {township}, but to its company", township=charge.townships[0])
        if any(goes_to(other, charge.townships) for other in bundle.able):
            return said("does not go to {township}, but those who do are full", township=charge.townships[0])
        return said("nobody of this rank goes to {township}", township=charge.townships[0])
