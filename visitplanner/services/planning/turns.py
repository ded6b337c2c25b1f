"""Who takes how many turns in a year as the calendar stands: visits led and joined, against what would be fair."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from visitplanner.domain.staff.staff import Person
from visitplanner.domain.visits.visits import VisitState
from visitplanner.services.core.directory import People
from visitplanner.services.core.work import Work
from visitplanner.services.visits.visits import VisitList, VisitRow


@dataclass(frozen=True, slots=True)
class PersonTurns:
    """One person's year. led, joined: visits, those called off left out. led_fair: the average of those of the same rank who
    lead; joined_fair: an even share of all places beside the leader, for those whose turn it is. None: no turn of theirs.
    week: the most led and joined in one week."""

    person: Person
    led: int
    joined: int
    led_fair: float | None
    joined_fair: float | None
    week: int


@dataclass(frozen=True)
class TurnsOf:
    """Everybody's turns in a plan year."""

    year: int

    def answer(self, work: Work) -> list[PersonTurns]:
        return turns(VisitList(with_cancelled=False, year=self.year).answer(work), People().answer(work))


def turns(rows: Iterable[VisitRow], people: Sequence[Person]) -> list[PersonTurns]:
    """The turns of everybody who leads, joins or could join, in the order of the people.

    Those go along in turn who have a skill and lead no visit themselves; where everybody leads, all who have a skill. People
    who do lead and join as well take a turn that was another's.
    """
    held = [row.visit for row in rows if row.visit.state is not VisitState.CANCELLED]
    led = Counter(visit.leader_id for visit in held)
    joined = Counter(ident for visit in held for ident in visit.member_ids)
    weeks: dict[UUID, Counter[tuple[int, int]]] = {}
    for visit in held:
        for ident in visit.team_ids:
            weeks.setdefault(ident, Counter())[visit.day.isocalendar()[:2]] += 1
    able = [person for person in people if person.skills]
    pool = {person.id for person in able if not led[person.id]} or {person.id for person in able}
    share = joined.total() / len(pool) if pool else 0.0
    ranks = Counter(person.rank for person in people if led[person.id])
    by_rank = Counter[object]()
    for person in people:
        by_rank[person.rank] += led[person.id]
    return [
        PersonTurns(
            person=person,
            led=led[person.id],
            joined=joined[person.id],
            led_fair=by_rank[person.rank] / ranks[person.rank] if led[person.id] else None,
            joined_fair=share if person.id in pool else None,
            week=max(weeks.get(person.id, Counter()).values(), default=0),
        )
        for person in people
        if led[person.id] or joined[person.id] or person.id in pool
    ]


def share_text(share: float | None) -> str:
    """A share the way it is read; a dash where there is none."""
    return "—" if share is None else f"{share:.1f}"
