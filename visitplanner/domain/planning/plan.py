"""A plan: where each visit stands, and why the others stand nowhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from visitplanner.domain.core.messages import Message

TELLING = 0.05
"""With visits left out, a larger gap says only that the bound is weak."""


class Reached(StrEnum):
    """How far a search came: LAWFUL is the first lawful plan, there was no time to look further; SEARCHED looked and found
    nothing better, IMPROVED was cut short by the time; ENDED found nothing better any more."""

    LAWFUL = "lawful"
    SEARCHED = "searched"
    IMPROVED = "improved"
    ENDED = "ended"


class VisitId(str):
    """The id of a visit among the values of a message, so that whoever shows it can put the customer's name there."""

    __slots__ = ()


class PersonId(str):
    """The id of a person among the values of a message."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Placed:
    """One visit on the calendar: day, slot, who leads and who else goes along; the time, if one is agreed."""

    id: str
    day: date
    slot: str
    leader: str
    members: tuple[str, ...] = ()
    time: str = ""

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
    reached: how far the search came.
    """

    visits: tuple[Placed, ...]
    unplaced: tuple[Unplaced, ...] = ()
    cost: float = 0.0
    bound: float | None = None
    steps: int = 0
    reached: Reached = Reached.LAWFUL

    @property
    def gap(self) -> float | None:
        """How far the cost may lie above the best one, as a share of the bound.

        None without a bound, and when visits are left out and the gap is large: the bound does not know that there is no room
        for them, and the gap would speak of that alone.
        """
        if not self.bound:
            return None
        gap = max(0.0, self.cost / self.bound - 1)
        return None if self.unplaced and gap > TELLING else gap

    def places(self) -> dict[str, Placed]:
        """Where each placed visit stands, by visit."""
        return {p.id: p for p in self.visits}
