"""A plan: where each visit stands, and why the others stand nowhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from visitplanner.domain.core.messages import Message


@dataclass(frozen=True, slots=True)
class Placed:
    """One visit on the calendar: day, slot, who leads and who else goes along."""

    id: str
    day: date
    slot: str
    leader: str
    members: tuple[str, ...] = ()

    @property
    def team(self) -> tuple[str, ...]:
        return (self.leader, *self.members)


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A visit for which no place was found, and the reason in words."""

    id: str
    reason: Message


@dataclass(frozen=True, slots=True)
class Plan:
    """The year's visits, placed or not.

    cost:  the whole cost (`score.cost`).
    bound: no plan of this problem can cost less; None when it was not worked out.
    steps: how many steps of search led here; the same number and seed lead to the same plan.
    """

    visits: tuple[Placed, ...]
    unplaced: tuple[Unplaced, ...] = ()
    cost: float = 0.0
    bound: float | None = None
    steps: int = 0

    @property
    def gap(self) -> float | None:
        """How far the cost may lie above the best one, as a share of the bound; None without a bound."""
        if not self.bound:
            return None
        return max(0.0, self.cost / self.bound - 1)

    def places(self) -> dict[str, Placed]:
        """Where each placed visit stands, by visit."""
        return {p.id: p for p in self.visits}
