"""Climbing from plan to better plan: chains of moves that balance over the months, then kicks and repairs.

The months are kept within a limit. Shifts of one visit between months are edges of a month graph (`months.py`), whose
shortest paths say what any imbalance costs to mend. A move with the price of mending its imbalance below zero is done and
mended.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import permutations
from math import inf
from random import Random

from visitplanner.domain.planning.board.board import Board
from visitplanner.domain.planning.search.monthly_moves import SLACK, Parts
from visitplanner.domain.planning.search.months import TINY, MonthGraph
from visitplanner.domain.planning.search.moves import BASE, loads_of

FAILURES = 60
MENDING_FAILURES = 5
TRIED = 20
KICKS = (1, 1, 2, 3)
"""Numbers of moves in one kick."""


class Climber:
    """A board being improved, the parts it is made of, and the most visits a month may hold."""

    def __init__(self, board: Board, limit: int, prices: list[float], stop: Callable[[], bool]) -> None:
        self.board, self.limit, self.stop = board, limit, stop
        self.parts = Parts(board, prices)

    # -- improving until nothing helps

    def descend(self) -> None:
        """Improve until no single move, chain or mended move helps."""
        failures = 0
        while not self.stop() and failures < FAILURES:
            self.parts.refresh(self.stop)
            if self._free_gain():
                continue
            graph, cycle = self._graph()
            if cycle is not None:
                failures += not self._chain(graph.steps(cycle), must_gain=True)
                continue
            over = [m for m, load in enumerate(self.board.load) if load > self.limit]
            if over:
                steps = relief(graph, over)
                if steps is None:
                    return
                failures += not self._chain(steps, must_gain=False)
                continue
            self.parts.prices = graph.prices()
            if not self._mended_gain(graph):
                return

    def _graph(self) -> tuple[MonthGraph, list[int] | None]:
        graph = MonthGraph(self.parts.edges.min(axis=0, initial=inf), self.board.load, self.limit)
        return graph, graph.solve()

    def _free_gain(self) -> bool:
        """Do a move that costs less and shifts nothing."""
        for k, moves in enumerate(self.parts.moves):
            move = moves.get(0)
            if move is None or move.delta >= -TINY:
                continue
            before = self.board.core
            self.parts.begin()
            if self.parts.do(move) and self.board.core < before - TINY:
                self.parts.accept()
                return True
            self.parts.revert()
            self.parts.ban(k, 0)
        return False

    def _chain(self, steps: list[tuple[int, int]], must_gain: bool) -> bool:
        """Do one single shift after the other; all or nothing."""
        before, used = self.board.core, list[tuple[int, int]]()
        self.parts.begin()
        done = True
        for a, b in steps:
            self.parts.refresh(self.stop)
            k, shift = int(self.parts.edges[:, a, b].argmin()), BASE**b - BASE**a
            used.append((k, shift))
            move = self.parts.moves[k].get(shift)
            if move is None or not self.parts.do(move):
                done, used = False, used[-1:]
                break
        if done and not (must_gain and self.board.core >= before - TINY):
            self.parts.accept()
            return True
        self.parts.revert()
        for k, shift in used:
            self.parts.ban(k, shift)
        return False

    def _mended_gain(self, graph: MonthGraph) -> bool:
        """Do a move whose imbalance, mended along the cheapest chains, still leaves a gain."""
        found: list[tuple[float, int, int]] = []
        prices = self.parts.prices
        for k, moves in enumerate(self.parts.moves):
            for shift, move in moves.items():
                loads = loads_of(shift)
                if move.delta + sum(prices[m] * change for m, change in loads) < -TINY and shift not in self.parts.single:
                    total = move.delta + mending(graph, loads)
                    if total < -TINY:
                        found.append((total, k, shift))
        for _, k, shift in sorted(found)[:TRIED]:
            if self.try_mended(k, shift, self.board.core - TINY):
                return True
            self.parts.ban(k, shift)
        return False

    def try_mended(self, k: int, shift: int, below: float) -> bool:
        """Do a move and mend its imbalance; undone unless the core cost ends below `below`."""
        move = self.parts.moves[k].get(shift)
        self.parts.begin()
        if move is not None and self.parts.do(move):
            self.parts.freeze(k)
            self._mend()
            self.parts.thaw()
            if self.board.core < below and self.keeps_limit():
                self.parts.accept()
                return True
        self.parts.revert()
        return False

    def _mend(self) -> None:
        failures = 0
        while failures < MENDING_FAILURES and not self.stop():
            self.parts.refresh(self.stop)
            graph, cycle = self._graph()
            if cycle is not None:
                failures += not self._chain(graph.steps(cycle), must_gain=True)
                continue
            over = [m for m, load in enumerate(self.board.load) if load > self.limit]
            steps = relief(graph, over) if over else None
            if steps is None:
                return
            failures += not self._chain(steps, must_gain=False)

    def settle_limit(self) -> None:
        """Try a lower and a higher limit of the months while the whole cost falls."""
        for change in (-1, 1):
            while not self.stop():
                before = self.board.total()
                self.parts.begin()
                self.limit += change
                self.descend()
                if self.keeps_limit() and self.board.total() < before - TINY:
                    self.parts.accept()
                    continue
                self.parts.revert()
                self.limit -= change
                break

    def keeps_limit(self) -> bool:
        """Whether no month holds more than it may."""
        return max(self.board.load) <= self.limit

    def all_changed(self) -> None:
        """Ask every part again: the board was changed from outside."""
        self.limit = max(self.limit, max(self.board.load))
        self._ask_all()

    def start_over(self) -> None:
        """Ask every part again, and let no month hold more than the busiest one does: another plan was put on the board."""
        self.limit = max(self.board.load)
        self._ask_all()

    def _ask_all(self) -> None:
        self.parts.dirty.update(range(len(self.parts.parts)))

    def kick(self, random: Random) -> bool:
        """Do moves that cost a little, mend and improve; kept if the plan is no worse for it, True if it is better."""
        self.parts.refresh(self.stop)
        pool = self._pool()
        if not pool:
            return False
        before = self.board.core
        self.parts.begin()
        for _ in range(random.choice(KICKS)):
            k, shift = pool[int(len(pool) * random.random() ** 2)]
            move = self.parts.moves[k].get(shift)
            if move is not None and self.parts.do(move):
                self.parts.freeze(k)
                self.parts.refresh(self.stop)
        self._mend()
        self.parts.thaw()
        self.descend()
        if self.keeps_limit() and self.board.core < before + TINY:
            self.parts.accept()
            return self.board.core < before - TINY
        self.parts.revert()
        return False

    def _pool(self) -> list[tuple[int, int]]:
        prices = self.parts.prices
        ranked: list[tuple[float, int, int]] = []
        for k, moves in enumerate(self.parts.moves):
            for shift, move in moves.items():
                cost = move.delta + sum(prices[m] * change for m, change in loads_of(shift))
                if cost < SLACK:
                    ranked.append((cost, k, shift))
        ranked.sort()
        return [(k, shift) for _, k, shift in ranked]


def relief(graph: MonthGraph, over: list[int]) -> list[tuple[int, int]] | None:
    """The shifts that carry one visit out of an overfull month most cheaply; None if nothing can."""
    best = min(over, key=lambda m: float(graph.away[m, graph.room]))
    return None if graph.away[best, graph.room] == inf else graph.steps(graph.path(best, graph.room))


def mending(graph: MonthGraph, loads: tuple[tuple[int, int], ...]) -> float:
    """About what it costs to carry a shift's surplus to where it left a gap (or to room)."""
    surplus = [m for m, change in loads for _ in range(change)]
    gaps = [m for m, change in loads for _ in range(-change)]
    gaps += [graph.room] * (len(surplus) - len(gaps))
    surplus += [graph.room] * (len(gaps) - len(surplus))
    if len(surplus) > 4:
        return inf
    return min(sum(float(graph.away[a, b]) for a, b in zip(surplus, order, strict=True)) for order in permutations(gaps))
