"""Mending a plan after a disruption: what is agreed stays, the next weeks stay, and as few others move as can be."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import date

from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.planning.board.board import Board
from visitplanner.domain.planning.board.grid import Grid
from visitplanner.domain.planning.case import Breach
from visitplanner.domain.planning.plan import Placed, Plan, VisitId
from visitplanner.domain.planning.problem import GROUP, Problem, week_of
from visitplanner.domain.planning.rules import judge
from visitplanner.domain.planning.search.chains import DEPTH, fill, insert, left_out
from visitplanner.domain.planning.search.climb import Climber
from visitplanner.domain.planning.search.moves import restore
from visitplanner.domain.planning.search.search import board_of, plan_of

Standing = dict[str, Placed]

MOVED = 40.0
"""What moving one visit costs at least: more than two trips, so that only a disruption moves it."""
MOST_MOVED = 0.05
"""Share of the untouched visits that may move for the sake of the others."""


OF_THE_LIST = ("known_and_once", "placed_or_explained")
"""Rules about which visits a plan names; a plan of before may not know what is owed now."""


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the before/after list: a visit that stands elsewhere now, nowhere, or with other people, and why."""

    visit: str
    before: Placed | None
    after: Placed | None
    why: Message


@dataclass(frozen=True, slots=True)
class Mended:
    """The plan after the disruption.

    changes: the before/after list.  clashes: agreed visits the disruption hits; people must agree anew about them.
    """

    plan: Plan
    changes: tuple[Change, ...]
    clashes: tuple[Breach, ...]


def replan(problem: Problem, before: Plan, *, leave_until: date | None = None, stop: Callable[[], bool] | None = None) -> Mended:
    """Mend `before`, a plan that was lawful, for `problem`, which says how things are now.

    leave_until: visits before this day stay as they are, if they can.
    """
    asked = stop or (lambda: False)
    breaches = sorted(judge(problem, before), key=_telling)
    hit = {b.visit: b.what for b in reversed(breaches) if b.rule not in OF_THE_LIST}
    board = board_of(Grid(_with_memory(problem, before, hit, leave_until)), before)
    kept = {n for n, seat in enumerate(board.seat) if seat is not None}
    lost = [n for n in left_out(board) if n in board.grid.before]
    for n in sorted(lost, key=lambda n: (-len(board.grid.wanted[n]), n)):
        insert(board, n, {n}, DEPTH)
    fill(board, asked)
    _improve(board, kept, asked)
    plan = plan_of(board_of(Grid(problem), Plan(board.placed())))
    agreed = {p.id for p in problem.fixed}
    return Mended(plan, tuple(_changes(problem, before, plan, hit)), tuple(b for b in judge(problem, plan) if b.visit in agreed))


def _telling(breach: Breach) -> int:
    """Where a breach stands among those of its visit: somebody away says most, a day that is not allowed least."""
    return {"nobody_away": 0, "day_allowed": 2}.get(breach.rule, 1)


def _with_memory(problem: Problem, before: Plan, hit: Collection[str], leave_until: date | None) -> Problem:
    """The problem that remembers where visits stood, and holds those of the next weeks that are not hit.

    A visit that has its turn in the plan before keeps it: a level year made anew would give it another one. So does any group
    visit, for mending does not know whose ideal days gathered in one month then.
    """
    places = before.places()
    agreed = {p.id for p in problem.fixed}
    owed = {v.id for v in problem.visits}
    held = [
        p
        for p in before.visits
        if leave_until is not None and p.day < leave_until and p.id in owed and p.id not in hit and p.id not in agreed
    ]
    prices = replace(problem.prices, moved=max(MOVED, problem.prices.moved))
    visits = tuple(
        replace(visit, ideal=places[visit.id].day)
        if (visit.passed is not None or visit.kind == GROUP) and visit.id in places
        else visit
        for visit in problem.visits
    )
    return replace(problem, visits=visits, fixed=(*problem.fixed, *held), prices=prices, previous=places)


def _improve(board: Board, kept: Collection[int], stop: Callable[[], bool]) -> None:
    """Look for better places; taken back if more than one and `MOST_MOVED` of the kept visits would move."""
    if not board.load:
        return
    seats, total = list(board.seat), board.total()
    climber = Climber(board, max(board.load), [0.0] * board.grid.months, stop)
    climber.descend()
    moved = [n for n in kept if board.seat[n] != seats[n]]
    if len(moved) > max(1, MOST_MOVED * len(kept)) or board.total() > total:
        restore(board, seats)


def _changes(problem: Problem, before: Plan, after: Plan, hit: dict[str, Message]) -> list[Change]:
    ideal = {visit.id: visit.ideal for visit in problem.visits}
    old, new = before.places(), after.places()
    out, named = {u.id: u.reason for u in after.unplaced}, {u.id for u in before.unplaced}
    found: list[Change] = []
    for ident in sorted(old.keys() | new.keys() | out.keys(), key=lambda i: (old[i].day if i in old else date.max, i)):
        was, now = old.get(ident), new.get(ident)
        if was == now or (was and now and _same(was, now)):
            continue
        why = hit.get(ident) or out.get(ident) or _cause((ident, was, now), old, new, ident in named, ideal.get(ident))
        found.append(Change(ident, was, now, why))
    return found


def _cause(
    change: tuple[str, Placed | None, Placed | None], old: Standing, new: Standing, known: bool, ideal: date | None
) -> Message:
    """Why a visit that nothing hit stands elsewhere. known: it was named before, as one that found no place."""
    ident, was, now = change
    if was is None:
        return said("Found a place that became free.") if known else said("Newly owed; it had no day before.")
    if now is not None and (was.day, was.slot, was.leader) == (now.day, now.slot, now.leader):
        return said("Others go along: whoever joined before has another visit then, or has gone more often.")
    for other, place in new.items():
        came = other != ident and old.get(other) != place and (place.day, place.slot) == (was.day, was.slot)
        if came and set(place.team) & set(was.team):
            return said("Moved so that {visit} finds its place.", visit=VisitId(other))
    nearer = ideal is not None and now is not None and abs(now.day - ideal) < abs(was.day - ideal)
    if now is not None and not nearer and (other := _came_instead(ident, was, now, old, new)):
        return said("Moved so that {visit} finds its place.", visit=VisitId(other))
    return said("A better place became free for it.")


def _came_instead(ident: str, was: Placed, now: Placed, old: Standing, new: Standing) -> str | None:
    """The visit that came into the week another one left, within the norm of its leader, else within that of the office."""
    left = week_of(was.day)
    if week_of(now.day) == left:
        return None
    came = [
        (place.leader != was.leader, place.id in old, place.day, place.id)
        for place in new.values()
        if place.id != ident and week_of(place.day) == left and (place.id not in old or week_of(old[place.id].day) != left)
    ]
    return min(came)[-1] if came else None


def _same(one: Placed, other: Placed) -> bool:
    return (one.day, one.slot, one.leader, set(one.members)) == (other.day, other.slot, other.leader, set(other.members))
