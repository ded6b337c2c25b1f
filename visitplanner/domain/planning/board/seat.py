"""Where a visit stands on a board: indexes of day, slot and leader, and the members as bits of one number."""

from __future__ import annotations

from typing import NamedTuple


class Seat(NamedTuple):
    """Where a visit stands: indexes of day, slot and leader, and the members as bits."""

    day: int
    slot: int
    leader: int
    members: int


def bits(team: int) -> list[int]:
    """The people of a team, by index."""
    found: list[int] = []
    while team:
        low = team & -team
        found.append(low.bit_length() - 1)
        team ^= low
    return found
