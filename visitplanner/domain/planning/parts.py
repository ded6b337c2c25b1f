"""What each part of a plan offers: the best move of a family or of a loose visit for every shift between months."""

from __future__ import annotations

from collections import defaultdict
from math import inf

import numpy as np

from visitplanner.domain.planning.board import Board
from visitplanner.domain.planning.loose import loose_moves
from visitplanner.domain.planning.moves import BASE, Journal, Move, carry_out, take_back
from visitplanner.domain.planning.trips import Families, family_moves

SLACK = 8.0
"""Moves are remembered that cost at most so much, month prices counted in."""


class Parts:
    """The parts of a board and the moves each of them offers, kept up with every move.

    parts:  lists of visits that are re-arranged together: a family, or one loose visit.
    moves:  per part its best move for each shift between months.
    edges:  [parts, months, months] least cost of carrying one visit from a month to another.
    dirty:  parts to be asked again.  frozen: parts that offer nothing for the time being.
    prices: what a visit more in each month costs; they decide which moves are worth remembering.
    """

    def __init__(self, board: Board, prices: list[float]) -> None:
        self.board, self.prices = board, prices
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
