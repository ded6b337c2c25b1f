"""Moving loads between months: chains of single shifts that end where there is room, found as shortest paths.

Months are nodes; an edge m -> x is the cheapest move that takes one visit from month m to month x. One more node stands for
room: a month below the limit leads there for nothing, and any month can be relieved by one. A cycle of negative cost
is an improvement that keeps every month within the limit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf

import numpy as np

from visitplanner.domain.planning.board.grid import Numbers

TINY = 1e-7


@dataclass
class MonthGraph:
    """Shortest paths between months.

    away: [months + 1, months + 1] least cost of carrying one visit from a month to another; the last is room.
    """

    edges: Numbers
    load: Sequence[int]
    limit: int

    def __post_init__(self) -> None:
        months = len(self.load)
        self.room = months
        cost = np.full((months + 1, months + 1), inf)
        cost[:months, :months] = self.edges
        for m, load in enumerate(self.load):
            cost[m, months] = 0.0 if load < self.limit else inf
            cost[months, m] = 0.0 if load > 0 else inf
        np.fill_diagonal(cost, 0.0)
        self.cost = cost

    def solve(self) -> list[int] | None:
        """Work out `away`; if there is a cycle of negative cost, return its nodes instead."""
        size = self.room + 1
        away = self.cost.copy()
        self.next = np.tile(np.arange(size), (size, 1))
        for k in range(size):
            through = away[:, k, None] + away[k]
            better = through < away - TINY
            if better.any():
                away = np.where(better, through, away)
                self.next = np.where(better, self.next[:, k, None], self.next)
                for m in np.flatnonzero(np.diagonal(away) < -TINY).tolist():
                    return self._walk(m, m)
        self.away = away
        return None

    def path(self, start: int, end: int) -> list[int]:
        """The nodes from start to end."""
        return self._walk(start, end)

    def _walk(self, start: int, end: int) -> list[int]:
        nodes = [start, int(self.next[start, end])]
        while nodes[-1] != end and len(nodes) <= 2 * self.room + 2:
            nodes.append(int(self.next[nodes[-1], end]))
        return nodes

    def steps(self, nodes: Sequence[int]) -> list[tuple[int, int]]:
        """The single shifts (from month, to month) along a walk, room left out."""
        return [(a, b) for a, b in pairwise(nodes) if a != b and self.room not in (a, b)]

    def prices(self) -> list[float]:
        """What it costs to relieve each month of one visit."""
        return [min(price, 1e6) for price in self.away[: self.room, self.room].tolist()]
