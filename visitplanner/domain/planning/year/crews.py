"""How many visits a week those who go along can take on: by skill, and by skills together, for one person has several."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, combinations

from visitplanner.domain.planning.problem import Week

MOST_SKILLS = 6
"""With more skills than these only each alone and all of them together are counted, not every choice of them."""

Needs = Mapping[str, int]
Skills = frozenset[str]


class Crews:
    """What the weeks still have of people who go along.

    along: the skills of each of them. norm: visits one person joins in a week; None for no limit. needed: the skills visits need.
    """

    def __init__(self, along: Sequence[Skills], norm: int | None, needed: Iterable[str]) -> None:
        choices = _choices(sorted(set(needed))) if norm is not None and along else ()
        self.most: dict[Skills, int] = {skills: (norm or 0) * sum(bool(skills & own) for own in along) for skills in choices}
        self.taken: dict[Skills, Counter[Week]] = defaultdict(Counter[Week])

    def have_room(self, needs: Needs, week: Week) -> bool:
        """Whether a week has people for visits that need so many members of each skill; as many as there are always go."""
        for skills, most in self.most.items():
            more = _within(needs, skills)
            if more and self.taken[skills][week] + more > max(most, more):
                return False
        return True

    def take(self, needs: Needs, week: Week) -> None:
        """Visits that need these members stand in a week."""
        for skills in self.most:
            self.taken[skills][week] += _within(needs, skills)

    def hold(self, members: Iterable[Skills], week: Week) -> None:
        """People with these skills join an agreed visit in a week."""
        for own in members:
            for skills in self.most:
                self.taken[skills][week] += bool(skills & own)


def _within(needs: Needs, skills: Skills) -> int:
    """The members that can come of nobody but those with one of the skills."""
    return sum(count for skill, count in needs.items() if skill in skills)


def _choices(skills: Sequence[str]) -> Iterable[Skills]:
    sizes = range(1, len(skills) + 1) if len(skills) <= MOST_SKILLS else (1, len(skills))
    return tuple(frozenset(choice) for choice in chain.from_iterable(combinations(skills, size) for size in sizes))
