"""Climbing from plan to better plan: chains of moves that balance over the months, then kicks and repairs.

The months are kept within a limit. Each family of annual visits and each loose visit names its best move for every shift
between months; shifts of one visit are edges of a month graph (`months.py`), whose shortest paths say what any imbalance
costs to mend. A move with the price of mending its imbalance below zero is done and mended.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from itertools import permutations
from math import inf
from random import Random

import numpy as np

from visitplanner.domain.planning.board import Board
from visitplanner.domain.planning.loose import loose_moves
from visitplanner.domain.planning.months import TINY, MonthGraph
from visitplanner.domain.planning.moves import BASE, Journal, Move, carry_out, loads_of, take_back
from visitplanner.domain.planning.trips import Families, family_moves

SLACK = 8.0
"""Moves are remembered that cost at most so much, month prices counted in."""


class Climber:
    """A board, the moves each part of it offers, and the limit of the months.

    parts: lists of visits that are re-arranged together: a family, or one loose visit.
    """

    def __init__(self, board: Board, limit: int, prices: list[float], stop: Callable[[], bool]) -> None:
        self.board, self.limit, self.prices, self.stop = board, limit, prices, stop
        grid = board.grid
        self.families = Families(grid)
        families: dict[tuple[int, int], list[int]] = defaultdict(list)
        loose: list[list[int]] = []
        for n, family in enumerate(grid.family):
            if n in grid.fixed:
                continue
            if family is not None:
                families[family].append(n)
            else:
                loose.append([n])
        self.parts = [*families.values(), *loose]
        self.plain = len(families)
        self.led: dict[int, list[int]] = defaultdict(list)
        self.part_of: dict[int, int] = {}
        for k, part in enumerate(self.parts):
            for leader in grid.leaders[part[0]]:
                self.led[leader].append(k)
            for n in part:
                self.part_of[n] = k
        months = grid.months
        self.single = {BASE**b - BASE**a: (a, b) for a in range(months) for b in range(months) if a != b}
        self.edges = np.full((len(self.parts), months, months), inf)
        self.moves: list[dict[int, Move]] = [{} for _ in self.parts]
        self.dirty = set(range(len(self.parts)))
        self.frozen: set[int] = set()

    # -- what the parts offer

    def refresh(self) -> None:
        """Ask the parts again that changed."""
        for k in sorted(self.dirty):
            self._ask(k)
        self.dirty.clear()

    def _ask(self, k: int) -> None:
        part = self.parts[k]
        self.edges[k] = inf
        if k in self.frozen:
            self.moves[k] = {}
            return
        if k < self.plain:
            moves = family_moves(self.families, self.board, part, self.prices, SLACK)
        else:
            moves = loose_moves(self.board, part[0], self.prices, SLACK)
        self.moves[k] = moves
        for shift, move in moves.items():
            at = self.single.get(shift)
            if at is not None:
                self.edges[k][at] = move.delta

    def ban(self, k: int, shift: int) -> None:
        """Forget a move that did not hold what it promised, until the part is asked again."""
        self.moves[k].pop(shift, None)
        at = self.single.get(shift)
        if at is not None:
            self.edges[k][at] = inf

    def do(self, move: Move) -> Journal | None:
        """Carry a move out and mark what it touches."""
        touched = self._people(move)
        journal = carry_out(self.board, move)
        if journal is not None:
            self._mark(touched | self._people(move))
        return journal

    def undo(self, journal: Journal) -> None:
        """Take back what a journal says and mark what that touches."""
        for n, _ in journal:
            self._mark(self._leader_of(n))
        take_back(self.board, journal)
        for n, _ in journal:
            self._mark(self._leader_of(n))
            self.dirty.add(self.part_of[n])

    def _people(self, move: Move) -> set[int]:
        found: set[int] = set()
        for n, _ in move.days:
            found |= self._leader_of(n)
            self.dirty.add(self.part_of[n])
        return found

    def _leader_of(self, n: int) -> set[int]:
        seat = self.board.seat[n]
        if seat is None:
            return set(self.board.grid.leaders[n])
        return {seat.leader}

    def _mark(self, people: set[int]) -> None:
        for p in people:
            self.dirty.update(self.led[p])

    # -- improving until nothing helps

    def descend(self, journal: Journal) -> None:
        """Improve until no single move, chain or mended move helps; what is done is added to the journal."""
        failures = 0
        while not self.stop() and failures < 60:
            self.refresh()
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
            self.prices = graph.prices()
            if not self._mended_gain(graph, journal):
                return

    def _graph(self) -> tuple[MonthGraph, list[int] | None]:
        graph = MonthGraph(self.edges.min(axis=0), self.board.load, self.limit)
        return graph, graph.solve()

    def _free_gain(self, journal: Journal) -> bool:
        """Do a move that costs less and shifts nothing."""
        for k, moves in enumerate(self.moves):
            move = moves.get(0)
            if move is None or move.delta >= -TINY:
                continue
            before = self.board.core
            done = self.do(move)
            if done is not None and self.board.core < before - TINY:
                journal += done
                return True
            if done is not None:
                self.undo(done)
            self.refresh_after_failure(k, 0)
        return False

    def refresh_after_failure(self, k: int, shift: int) -> None:
        self.refresh()
        self.ban(k, shift)

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
            self.refresh()
            k = int(self.edges[:, a, b].argmin())
            move = self.moves[k].get(BASE**b - BASE**a)
            part = self.do(move) if move is not None else None
            if part is None:
                self.undo(done)
                self.refresh_after_failure(k, BASE**b - BASE**a)
                return False
            done += part
        if must_gain and self.board.core >= before - TINY:
            self.undo(done)
            self.refresh()
            for a, b in steps:
                self.ban(int(self.edges[:, a, b].argmin()), BASE**b - BASE**a)
            return False
        journal += done
        return True

    def _mended_gain(self, graph: MonthGraph, journal: Journal) -> bool:
        """Do a move whose imbalance, mended along the cheapest chains, still leaves a gain."""
        found: list[tuple[float, int, int]] = []
        prices = self.prices
        for k, moves in enumerate(self.moves):
            for shift, move in moves.items():
                loads = loads_of(shift)
                if move.delta + sum(prices[m] * change for m, change in loads) < -TINY and shift not in self.single:
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
        move = self.moves[k].get(shift)
        done = self.do(move) if move is not None else None
        if done is None:
            return False
        self.frozen.add(k)
        self.dirty.add(k)
        self._mend(done)
        self.frozen.discard(k)
        self.dirty.add(k)
        if self.board.core < below and max(self.board.load) <= self.limit:
            journal += done
            return True
        self.undo(done)
        return False

    def _mend(self, journal: Journal) -> None:
        failures = 0
        while failures < 5:
            self.refresh()
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
                self.undo(journal)
                self.limit -= change
                break

    def all_changed(self) -> None:
        """Ask every part again: the board was changed from outside."""
        self.limit = max(self.limit, max(self.board.load))
        self.dirty.update(range(len(self.parts)))

    # -- leaving a plan that nothing improves

    def kick(self, random: Random) -> bool:
        """Do a move that costs a little, mend and improve; kept if the plan is no worse for it."""
        self.refresh()
        pool = self._pool()
        if not pool:
            return False
        before = self.board.core
        journal: Journal = []
        for _ in range(random.choice((1, 1, 2, 3))):
            k, shift = pool[int(len(pool) * random.random() ** 2)]
            move = self.moves[k].get(shift)
            done = self.do(move) if move is not None else None
            if done is not None:
                journal += done
                self.frozen.add(k)
                self.dirty.add(k)
                self.refresh()
        self._mend(journal)
        self.dirty |= self.frozen
        self.frozen.clear()
        self.descend(journal)
        if max(self.board.load) <= self.limit and self.board.core < before + TINY:
            return self.board.core < before - TINY
        self.undo(journal)
        return False

    def _pool(self) -> list[tuple[int, int]]:
        prices = self.prices
        ranked: list[tuple[float, int, int]] = []
        for k, moves in enumerate(self.moves):
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
