"""What each part of a plan offers: the best move of a family or of a loose visit for every shift between months."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from math import inf

import numpy as np

from visitplanner.domain.planning.board.board import Board
from visitplanner.domain.planning.search.loose import loose_moves
from visitplanner.domain.planning.search.months import Numbers
from visitplanner.domain.planning.search.moves import BASE, Journal, Move, carry_out, take_back
from visitplanner.domain.planning.search.trips import Families, family_moves

LARGEST = 40
"""Visits that are re-arranged together; every two of their trips are looked at."""
SLACK = 8.0
"""Moves are remembered that cost at most so much, month prices counted in."""


@dataclass
class Trial:
    """What brings board and parts back if a trial fails: seats, what was asked since, and the marks at its begin."""

    dirty: set[int]
    frozen: set[int]
    banned: set[tuple[int, int]]
    journal: Journal = field(default_factory=Journal)
    asked: dict[int, tuple[dict[int, Move], Numbers]] = field(default_factory=dict[int, "tuple[dict[int, Move], Numbers]"])


class Parts:
    """The parts of a board and the moves each of them offers, kept up with every move.

    parts:  lists of visits that are re-arranged together: a family, or one loose visit.
    moves:  per part its best move for each shift between months.
    edges:  [parts, months, months] least cost of carrying one visit from a month to another.
    dirty:  parts to be asked again.  frozen: parts that offer nothing for the time being.
    banned: (part, shift) of moves that did not hold what they promised.
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
        plain = [part for family in families.values() for part in self._pieces(family)]
        self.parts = [*plain, *loose]
        self.plain = len(plain)
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
        self.banned: set[tuple[int, int]] = set()
        self.trials: list[Trial] = []

    def _pieces(self, family: list[int]) -> list[list[int]]:
        """A family, in pieces of visits wanted at about the same time where it is large."""
        if len(family) <= LARGEST:
            return [family]
        visits = self.board.grid.problem.visits
        kind = self.board.grid.family[family[0]]
        assert kind is not None
        self.families.joined.add(kind)
        ranked = sorted(family, key=lambda n: (visits[n].ideal, n))
        return [ranked[start : start + LARGEST] for start in range(0, len(ranked), LARGEST)]

    def refresh(self, stop: Callable[[], bool]) -> None:
        """Ask the parts again that changed; what `stop` leaves unasked stays dirty."""
        for k in sorted(self.dirty):
            if stop():
                return
            self._ask(k)
            self.dirty.discard(k)

    def _ask(self, k: int) -> None:
        if self.trials:
            self.trials[-1].asked.setdefault(k, (self.moves[k], self.edges[k].copy()))
        part, moves = self.parts[k], dict[int, Move]()
        if k in self.frozen:
            pass
        elif k < self.plain:
            moves = family_moves(self.families, self.board, part, self.prices, SLACK)
        else:
            moves = loose_moves(self.board, part[0], self.prices, SLACK)
        self.edges[k] = inf
        self.moves[k] = moves
        for shift in [shift for shift in moves if (k, shift) in self.banned]:
            del moves[shift]
        for shift, move in moves.items():
            at = self.single.get(shift)
            if at is not None:
                self.edges[k][at] = move.delta

    def ban(self, k: int, shift: int) -> None:
        """Forget a move that did not hold what it promised, until another trial succeeds."""
        self.banned.add((k, shift))
        self.moves[k].pop(shift, None)
        at = self.single.get(shift)
        if at is not None:
            self.edges[k][at] = inf

    def freeze(self, k: int) -> None:
        """Let a part offer nothing until `thaw`."""
        self.frozen.add(k)
        self.dirty.add(k)

    def thaw(self) -> None:
        """Let every part offer moves again."""
        self.dirty |= self.frozen
        self.frozen.clear()

    def begin(self) -> None:
        """Begin a trial; `accept` or `revert` ends it. Trials may stand within trials."""
        self.trials.append(Trial(set(self.dirty), set(self.frozen), set(self.banned)))

    def accept(self) -> None:
        """Keep what the trial did."""
        trial = self.trials.pop()
        if self.trials:
            outer = self.trials[-1]
            outer.journal += trial.journal
            for k, known in trial.asked.items():
                outer.asked.setdefault(k, known)
        self.dirty.update(k for k, _ in self.banned)
        self.banned.clear()

    def revert(self) -> None:
        """Bring board and moves back to where the trial began."""
        trial = self.trials.pop()
        take_back(self.board, trial.journal)
        for k, (moves, edges) in trial.asked.items():
            self.moves[k] = moves
            self.edges[k] = edges
        self.dirty, self.frozen, self.banned = trial.dirty, trial.frozen, trial.banned

    def do(self, move: Move) -> bool:
        """Carry a move out, within a trial, and mark what it touches; False, and nothing changed, if a visit finds no seat."""
        leaders = self._leaders(move)
        journal = carry_out(self.board, move)
        if journal is None:
            return False
        self.trials[-1].journal += journal
        self.dirty.update(self.part_of[n] for n, _ in move.days)
        for p in leaders | self._leaders(move):
            self.dirty.update(self.led[p])
        return True

    def _leaders(self, move: Move) -> set[int]:
        found: set[int] = set()
        for n, _ in move.days:
            seat = self.board.seat[n]
            found |= set(self.board.grid.leaders[n]) if seat is None else {seat.leader}
        return found
