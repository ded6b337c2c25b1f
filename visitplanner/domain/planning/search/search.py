"""From a problem to a plan: a lawful one at once, then a better one for as long as is wanted.

The way: where time is short, the first plan is improved at once for a share of it. Month prices that prove a lower bound
(`bound.py`) draw a plan that is nearly the best but for clashes (`draft.py`); chains place what found no place
(`chains.py`); chains of moves balanced over the months improve the better of the two until none helps, then kicks and
repairs go on (`climb.py`). Whatever comes out is judged by the rules before anybody sees it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import inf
from random import Random

from visitplanner.domain.planning.board.blocks import left_out_reasons
from visitplanner.domain.planning.board.board import Board
from visitplanner.domain.planning.board.grid import Grid
from visitplanner.domain.planning.bounds.bound import Bound, lower_bound
from visitplanner.domain.planning.plan import Plan, Reached, Unplaced
from visitplanner.domain.planning.problem import Problem
from visitplanner.domain.planning.rules import judge
from visitplanner.domain.planning.search.chains import fill, left_out, rattle
from visitplanner.domain.planning.search.clerk import first_board
from visitplanner.domain.planning.search.climb import Climber
from visitplanner.domain.planning.search.draft import draft_board
from visitplanner.domain.planning.search.even import even_out
from visitplanner.domain.planning.search.months import TINY
from visitplanner.domain.planning.search.moves import restore
from visitplanner.domain.planning.search.spread import spread

ROUNDS = 300
"""Steps of the bound; more sharpen it by less than 0.01 %."""

SHAKES = 400
"""Shakes when visits are left out, before the descent; a quarter of them after every `SHAKEN_EVERY` kicks."""
SHAKEN_EVERY = 10
SETTLED_EVERY = 50
"""Kicks after which other limits of the months are tried."""
PATIENCE = 500
"""A search without a number of steps ends after so many kicks that found nothing better."""


DESCENT, PROOF, RATTLED = 0.1, 0.6, 0.7
"""The share of the time after which the first descent ends, the bound does, and the shaking of visits that were left out."""


class Unlawful(Exception):  # noqa: N818
    """The search made a plan that breaks a rule: a fault of the program, never shown as a plan."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a search is.

    steps: kicks so far.  cost: of the best plan so far.  bound: no plan costs less, None while that is being worked out.
    """

    steps: int
    cost: float
    bound: float | None
    unplaced: int


def first_plan(problem: Problem, grid: Grid | None = None) -> Plan:
    """A lawful plan at once, as a careful clerk would make it. grid: of the problem, if it is made already."""
    board = first_board(grid or Grid(problem))
    spread(board)
    return plan_of(board)


def improve(
    problem: Problem,
    start: Plan | None = None,
    *,
    steps: int | None = None,
    seed: int = 0,
    progress: Callable[[Progress], None] | None = None,
    stop: Callable[[], bool] | None = None,
    spent: Callable[[], float] | None = None,
    grid: Grid | None = None,
) -> Plan:
    """A better lawful plan, never worse than `start` (a lawful plan of this problem).

    steps: kicks after the first descent; None means until `stop` says so, the cost meets the bound, or `PATIENCE` kicks found
    nothing better. The same problem, start, seed and steps give the same plan unless `stop` cuts the search short; then the
    best so far is returned.
    spent: the share of the time that is gone, 1 and more when it is over; each part of the search keeps to its own share.
    grid: of the problem, if it is made already.
    """
    asked = stop or (lambda: False)

    def over() -> bool:
        return asked() or (spent is not None and spent() >= 1)

    search = _Search(grid or Grid(problem), Random(seed), progress or (lambda _: None), over, spent)
    return search.run(start, steps)


class _Search:
    """One search: its grid, the bound found first, and what it tells on its way."""

    def __init__(
        self,
        grid: Grid,
        random: Random,
        progress: Callable[[Progress], None],
        stop: Callable[[], bool],
        spent: Callable[[], float] | None,
    ) -> None:
        self.grid, self.random, self.progress, self.stop, self.spent = grid, random, progress, stop, spent
        self.bound: Bound | None = None
        self.steps, self.told = 0, inf

    def run(self, start: Plan | None, steps: int | None) -> Plan:
        board = board_of(self.grid, start) if start is not None else first_board(self.grid)
        self.tell(board)
        if self.stop() or not self.grid.days or not self.grid.cost:
            return plan_of(board)  # as it was handed in: the first plan is spread already
        first, ended, searched = board.total(), False, False
        self._descend_at_once(board)
        short = self.spent is not None and board.quota is not None and None in board.seat
        if not short:
            self.bound = lower_bound(self.grid, ROUNDS, self.stop, self._proving())
        if not self.stop():
            board = self._begin(board)
            ended, searched = self._climb(board, steps), True
        even_out(board, self.stop)
        spread(board)
        self.tell(board)
        reached = Reached.ENDED if ended else Reached.SEARCHED if searched else Reached.LAWFUL
        if board.total() < first - TINY and not ended:
            reached = Reached.IMPROVED
        return plan_of(board, self.bound.value if self.bound else None, self.steps, reached)

    def _until(self, share: float) -> Callable[[], bool]:
        """Says when the search is to stop or that share of its time is gone."""
        return lambda: self.stop() or (self.spent is not None and self.spent() >= share)

    def _proving(self) -> Callable[[], float] | None:
        """How much of the bound's time is gone; None where time is not limited."""
        spent = self.spent
        if spent is None:
            return None
        began = min(spent(), PROOF - 0.01)
        return lambda: (spent() - began) / (PROOF - began)

    def _descend_at_once(self, board: Board) -> None:
        """Where time is limited, improve the first plan for a share of it, so that there is something to show for any budget."""
        if self.spent is None:
            return
        stop = self._until(DESCENT)
        if left_out(board):
            fill(board, stop)
        best = Kept(board)

        def look() -> bool:
            best.look()
            return stop()

        if board.grid.months:
            Climber(board, max(board.load), [0.0] * board.grid.months, look).descend()
        best.bring_back()
        self.tell(board)

    def tell(self, board: Board) -> None:
        """Report the plan if it is better than any told before."""
        if board.total() < self.told - TINY:
            self.told = board.total()
            self.progress(Progress(self.steps, self.told, self.bound.value if self.bound else None, board.seat.count(None)))

    def _begin(self, first: Board) -> Board:
        """The better of the first plan and one drawn from the month prices, filled with what was left out."""
        boards = [draft_board(self.grid, self.bound), first] if self.bound else [first]
        for board in boards:
            if left_out(board):
                fill(board, self.stop)
        board = min(boards, key=Board.total)
        self.tell(board)
        rattle(board, SHAKES, self.random, self._until(RATTLED))
        return board

    def _climb(self, board: Board, steps: int | None) -> bool:
        """Descend, then kick; the board ends as the best one seen. Returns whether the search came to its end."""
        best, proven = Kept(board), self.bound.value if self.bound else -inf

        def stop() -> bool:
            self.tell(board)
            best.look()
            return self.stop()

        prices = self.bound.prices if self.bound else [0.0] * self.grid.months
        climber = Climber(board, limit_of(board, self.bound), prices, stop)
        climber.descend()
        self._settle(climber, best)
        self._in_turn(climber)
        since, ended = self.steps, False
        while True:
            if best.look():
                since = self.steps
            ended = best.total <= proven + TINY or self.steps - since >= PATIENCE
            if (ended and steps is None) or best.total <= proven + TINY:
                break
            if stop() or (steps is not None and self.steps >= steps):
                break
            self.steps += 1
            climber.kick(self.random)
            if None in board.seat and self.steps % SHAKEN_EVERY == 0:
                rattle(board, SHAKES // 4, self.random, self.stop)
                climber.all_changed()
            if self.steps % SETTLED_EVERY == 0:
                self._settle(climber, best)
                self._in_turn(climber)
        best.bring_back()
        return ended

    def _in_turn(self, climber: Climber) -> None:
        """Even out turns where somebody goes more often than is fair; the climber then looks at the board anew."""
        before = climber.board.total()
        even_out(climber.board, self.stop)
        if climber.board.total() < before - TINY:
            climber.all_changed()

    def _settle(self, climber: Climber, best: Kept) -> None:
        """Settle the limit of the months, again and again from the best plan seen on the way if it was lost."""
        while not self.stop():
            if best.bring_back() or not climber.keeps_limit():
                climber.start_over()
            climber.settle_limit()
            if not best.lost():
                break


class Kept:
    """The best of the plans that a board went through."""

    def __init__(self, board: Board) -> None:
        self.board, self.total, self.seats = board, board.total(), list(board.seat)

    def look(self) -> bool:
        """Keep the plan on the board if it is the best so far."""
        total = self.board.total()
        if total >= self.total - TINY:
            return False
        self.total, self.seats = total, list(self.board.seat)
        return True

    def lost(self) -> bool:
        """Whether the plan on the board costs more than the best one."""
        return self.board.total() > self.total + TINY

    def bring_back(self) -> bool:
        """Put the best plan back on the board if it was lost; False if it was not."""
        if self.look() or not self.lost():
            return False
        restore(self.board, self.seats)
        return True


def limit_of(board: Board, bound: Bound | None) -> int:
    """The most visits a month may hold while descending: what the bound proposes, while everything is placed."""
    return bound.limit if bound is not None and None not in board.seat else max(board.load)


def board_of(grid: Grid, plan: Plan) -> Board:
    """A board with the plan's visits; those that have lost their day or their people are left out."""
    board = Board(grid)
    keep(board, plan)
    return board


def keep(board: Board, plan: Plan) -> None:
    """Put the plan's visits on a board where they stood; those that have lost their day or their people are left out."""
    grid = board.grid
    for place in plan.visits:
        n = grid.visit_at.get(place.id)
        if n is None or board.seat[n] is not None or not set(place.team) <= grid.person_at.keys():
            continue
        if place.day in grid.day_at and place.slot in grid.problem.slots and board.holds(n, board.seat_of(place)):
            board.place(n, board.seat_of(place))


def plan_of(board: Board, bound: float | None = None, steps: int = 0, reached: Reached = Reached.LAWFUL) -> Plan:
    """The plan on a board, judged by the rules; raises `Unlawful` if it breaks one.

    What people agreed among themselves against the rules (a leader who is away, two visits at one time) stays as agreed.
    """
    problem = board.grid.problem
    why = left_out_reasons(board, left_out(board))
    unplaced = tuple(Unplaced(problem.visits[n].id, reason) for n, reason in why.items())
    plan = Plan(board.placed(), unplaced, board.total(), bound, steps, reached)
    agreed = {p.id for p in problem.fixed}
    breaches = [b for b in judge(problem, plan) if b.visit not in agreed]
    if breaches:
        raise Unlawful("; ".join(str(b.what) for b in breaches[:5]))
    return plan
