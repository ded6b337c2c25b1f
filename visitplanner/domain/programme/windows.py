"""Which visit stands for which of a year's windows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from visitplanner.domain.programme.programme import DateRange
from visitplanner.domain.visits.visits import Visit, VisitState


def when(visit: Visit) -> dt.date:
    return visit.held_on or visit.day


def firmness(visit: Visit) -> int:
    return (VisitState.SUGGESTED, VisitState.TENTATIVE, VisitState.BOOKED).index(visit.state)


def fill(windows: Sequence[DateRange], visits: Sequence[Visit], taken: Mapping[int, Visit]) -> dict[int, Visit]:
    """Give each visit the first free window that holds its day, then, with a stated reason, any free window.

    A visit that is made up for in the time of another, with a reason, leaves that window to one that was made for it.
    """
    filled: dict[int, Visit] = {}
    over: list[Visit] = []
    for visit in sorted(visits, key=lambda one: made_up_for(one, windows)):
        free = [n for n, window in enumerate(windows, 1) if n not in filled and n not in taken and when(visit) in window]
        if free:
            filled[free[0]] = visit
        elif visit.override.strip():
            over.append(visit)
    for visit in over:
        free = [n for n in range(1, len(windows) + 1) if n not in filled and n not in taken]
        if free:
            filled[visit.ordinal if visit.ordinal in free else free[0]] = visit
    return filled


def made_up_for(visit: Visit, windows: Sequence[DateRange]) -> bool:
    """Whether a visit stands, with a stated reason, after the window it was made for."""
    return bool(visit.override.strip()) and visit.ordinal <= len(windows) and when(visit) > windows[visit.ordinal - 1].last


def held_fast(visit: Visit) -> bool:
    """Placed by a person and still to come: it belongs to the year it was owed in, wherever it stands."""
    return visit.is_open and visit.pinned


def moved_out(visit: Visit, windows: Sequence[DateRange]) -> bool:
    """A person placed it outside the time that owes it."""
    return held_fast(visit) and visit.ordinal <= len(windows) and visit.day not in windows[visit.ordinal - 1]


def moved_in(windows: Sequence[DateRange], visits: Sequence[Visit], taken: Mapping[int, Visit]) -> dict[int, Visit]:
    """Give each visit that was moved out of its time the obligation it was made for, if that is free."""
    filled: dict[int, Visit] = {}
    for visit in visits:
        if visit.ordinal <= len(windows) and visit.ordinal not in taken:
            filled.setdefault(visit.ordinal, visit)
    return filled
