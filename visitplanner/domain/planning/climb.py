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

from visitplanner.domain.planning.board import Board
from visitplanner.domain.planning.months import TINY, MonthGraph
from visitplanner.domain.planning.moves import BASE, Journal, loads_of
from visitplanner.domain.planning.parts import SLACK, Parts


class Climber:
    """A board being improved, the parts it is made of, and the most visits a month may hold."""

    def __init__(self, board: Board, limit: int, prices: list[float], stop: Callable[[], bool]) -> None:
        self.board, self.limit, self.stop = board, limit, stop
        self.parts = Parts(board, prices)

    # -- improving until nothing helps

    def descend(self, journal: Journal) -> None:
        """Improve until no single move, chain or mended move helps; what is done is added to the journal."""
        failures = 0
        while not self.stop() and failures < 60:
            self.parts.refresh()
            if self._free_gain(journal):
                continue
            graph, cycle = self._graph()
            if cycle is not None:
                done = self._chain(graph.steps(cycle), journal, must_gain=True)
                failures += not done
                continue
            over = [m for m, load in enumerate(self.board.load) if load > self.limit]
            if over:
                if not self._relieve(graph, over, journal):
                    return
                continue
            self.parts.prices = graph.prices()
            if not self._mended_gain(graph, journal):
                return

    def _graph(self) -> tuple[MonthGraph, list[int] | None]:
        graph = MonthGraph(self.parts.edges.min(axis=0, initial=inf), self.board.load, self.limit)
        return graph, graph.solve()

    def _free_gain(self, journal: Journal) -> bool:
        """Do a move that costs less and shifts nothing."""
        for k, moves in enumerate(self.parts.moves):
            move = moves.get(0)
            if move is None or move.delta >= -TINY:
                continue
            before = self.board.core
            done = self.parts.do(move)
            if done is not None and self.board.core < before - TINY:
                journal += done
                return True
            if done is not None:
                self.parts.undo(done)
            self.refresh_after_failure(k, 0)
        return False

    def refresh_after_failure(self, k: int, shift: int) -> None:
        self.parts.refresh()
        self.parts.ban(k, shift)

    def _relieve(self, graph: MonthGraph, over: list[int], journal: Journal) -> bool:
        """Carry one visit out of an overfull month along the cheapest chain."""
        best = min(over, key=lambda m: float(graph.away[m, graph.room]))
        if graph.away[best, graph.room] == inf:
            return False
        return self._chain(graph.steps(graph.path(best, graph.room)), journal, must_gain=False)

    def _chain(self, steps: list[tuple[int, int]], journal: Journal, must_gain: bool) -> bool:
        """Do one single shift after the other; all or nothing."""
        before, done = self.board.core, Journal()
        for a, b in steps:
            self.parts.refresh()
            k = int(self.parts.edges[:, a, b].argmin())
            move = self.parts.moves[k].get(BASE**b - BASE**a)
            part = self.parts.do(move) if move is not None else None
            if part is None:
                self.parts.undo(done)
                self.refresh_after_failure(k, BASE**b - BASE**a)
                return False
            done += part
        if must_gain and self.board.core >= before - TINY:
            self.parts.undo(done)
            self.parts.refresh()
            for a, b in steps:
                self.parts.ban(int(self.parts.edges[:, a, b].argmin()), BASE**b - BASE**a)
            return False
        journal += done
        return True

    def _mended_gain(self, graph: MonthGraph, journal: Journal) -> bool:
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
        for _, k, shift in sorted(found)[:20]:
            if self.try_mended(k, shift, journal, self.board.core - TINY):
                return True
            self.refresh_after_failure(k, shift)
        return False

    def try_mended(self, k: int, shift: int, journal: Journal, below: float) -> bool:
        """Do a move and mend its imbalance; undone unless the core cost ends below `below`."""
        move = self.parts.moves[k].get(shift)
        done = self.parts.do(move) if move is not None else None
        if done is None:
            return False
        self.parts.frozen.add(k)
        self.parts.dirty.add(k)
        self._mend(done)
        self.parts.frozen.discard(k)
        self.parts.dirty.add(k)
        if self.board.core < below and max(self.board.load) <= self.limit:
            journal += done
            return True
        self.parts.undo(done)
        return False

    def _mend(self, journal: Journal) -> None:
        failures = 0
        while failures < 5:
            self.parts.refresh()
            graph, cycle = self._graph()
            if cycle is not None:
                failures += not self._chain(graph.steps(cycle), journal, must_gain=True)
                continue
            over = [m for m, load in enumerate(self.board.load) if load > self.limit]
            if not over or not self._relieve(graph, over, journal):
                return

    def settle_limit(self) -> None:
        """Try a lower and a higher limit of the months while the whole cost falls."""
        for change in (-1, 1):
            while not self.stop():
                before, journal = self.board.total(), Journal()
                self.limit += change
                self.descend(journal)
                if max(self.board.load) <= self.limit and self.board.total() < before - TINY:
                    continue
                self.parts.undo(journal)
                self.limit -= change
                break

    def all_changed(self) -> None:
        """Ask every part again: the board was changed from outside."""
        self.limit = max(self.limit, max(self.board.load))
        self.parts.dirty.update(range(len(self.parts.parts)))

    # -- leaving a plan that nothing improves

    def kick(self, random: Random) -> bool:
        """Do a move that costs a little, mend and improve; kept if the plan is no worse for it."""
        self.parts.refresh()
        pool = self._pool()
        if not pool:
            return False
        before = self.board.core
        journal: Journal = []
        for _ in range(random.choice((1, 1, 2, 3))):
            k, shift = pool[int(len(pool) * random.random() ** 2)]
            move = self.parts.moves[k].get(shift)
            done = self.parts.do(move) if move is not None else None
            if done is not None:
                journal += done
                self.parts.frozen.add(k)
                self.parts.dirty.add(k)
                self.parts.refresh()
        self._mend(journal)
        self.parts.dirty |= self.parts.frozen
        self.parts.frozen.clear()
        self.descend(journal)
        if max(self.board.load) <= self.limit and self.board.core < before + TINY:
            return self.board.core < before - TINY
        self.parts.undo(journal)
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


def mending(graph: MonthGraph, loads: tuple[tuple[int, int], ...]) -> float:
    """About what it costs to carry a shift's surplus to where it left a gap (or to room)."""
    surplus = [m for m, change in loads for _ in range(change)]
    gaps = [m for m, change in loads for _ in range(-change)]
    gaps += [graph.room] * (len(surplus) - len(gaps))
    surplus += [graph.room] * (len(gaps) - len(surplus))
    if len(surplus) > 4:
        return inf
    return min(sum(float(graph.away[a, b]) for a, b in zip(surplus, order, strict=True)) for order in permutations(gaps))
