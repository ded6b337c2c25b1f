"""How much room the norms leave on a board: visits each person may still lead or join in a week, the office on a day."""

from __future__ import annotations

from visitplanner.domain.planning.board.grid import Grid
from visitplanner.domain.planning.board.seat import Seat, bits
from visitplanner.domain.planning.problem import week_of

PLENTY = 1_000_000


class Quota:
    """What the norms leave; numbers go below nothing where agreed visits are more than the norm.

    week: per day its week, as an index. lead, join: [person][week]. day: per day. office: per week.
    """

    def __init__(self, grid: Grid) -> None:
        norms = grid.problem.norms
        assert norms is not None
        weeks = [week_of(day) for day in grid.problem.days]
        names = list(dict.fromkeys(weeks))
        index = {name: w for w, name in enumerate(names)}
        self.week = [index[name] for name in weeks]
        self.days_of: list[list[int]] = [[] for _ in names]
        for d, w in enumerate(self.week):
            self.days_of[w].append(d)
        self.lead = [[_limit(norms.may_lead(person.id, name)) for name in names] for person in grid.order]
        self.join = [[_limit(norms.may_join(person.id, name)) for name in names] for person in grid.order]
        self.day = [_limit(norms.may_hold(day)) for day in grid.problem.days]
        self.office = [norms.weeks.get(name, PLENTY) for name in names]

    def come(self, seat: Seat, by: int = -1) -> None:
        """A visit takes a seat."""
        w = self.week[seat.day]
        self.lead[seat.leader][w] += by
        self.day[seat.day] += by
        self.office[w] += by
        for p in bits(seat.members):
            self.join[p][w] += by

    def go(self, seat: Seat) -> None:
        """A visit leaves its seat."""
        self.come(seat, 1)

    def open(self, d: int) -> bool:
        """Whether the office may have another visit on day d."""
        return self.day[d] > 0 and self.office[self.week[d]] > 0

    def room(self, p: int, d: int) -> int:
        """How many more visits a person may lead on day d, as far as the norms go."""
        w = self.week[d]
        return min(self.lead[p][w], self.day[d], self.office[w])

    def holds(self, seat: Seat) -> bool:
        """Whether a seat may be taken as far as the norms go."""
        w = self.week[seat.day]
        return self.room(seat.leader, seat.day) > 0 and all(self.join[p][w] > 0 for p in bits(seat.members))

    def room_without(self, p: int, d: int, other: int, size: int) -> int:
        """The same after `size` visits of the person left day `other`, of the same week or another."""
        w = self.week[d]
        if w != self.week[other]:
            return self.room(p, d)
        return min(self.lead[p][w] + size, self.day[d] + (size if d == other else 0), self.office[w] + size)

    def full(self, p: int) -> bool:
        """Whether no week is left in which the person may lead another visit."""
        return not any(led > 0 and office > 0 for led, office in zip(self.lead[p], self.office, strict=True))


def _limit(norm: int | None) -> int:
    return PLENTY if norm is None else norm
