"""A plan before its judges: what they look up, and what they answer with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from visitplanner.domain.core.messages import Message
from visitplanner.domain.planning.plan import Placed, Plan
from visitplanner.domain.planning.problem import Norms, PlannedVisit, Problem, Visitor


@dataclass(frozen=True, slots=True)
class Breach:
    """A rule that a plan breaks, at which visit, in words; people and visits stand in the words by `PersonId` and `VisitId`."""

    rule: str
    visit: str
    what: Message


@dataclass(frozen=True)
class Case:
    """A plan before its judges, with what they look up again and again."""

    problem: Problem
    plan: Plan
    visits: dict[str, PlannedVisit] = field(init=False)
    people: dict[str, Visitor] = field(init=False)
    places: dict[str, Placed] = field(init=False)

    @property
    def norms(self) -> Norms:
        """The norms that bind; none at all when they do not."""
        norms = self.problem.norms
        return norms if norms is not None and norms.binding else Norms()

    def __post_init__(self) -> None:
        object.__setattr__(self, "visits", {v.id: v for v in self.problem.visits})
        object.__setattr__(self, "people", {p.id: p for p in self.problem.people})
        object.__setattr__(self, "places", {p.id: p for p in self.plan.visits if p.id in self.visits})


PlanRule = Callable[[Case], Iterator[Breach]]
