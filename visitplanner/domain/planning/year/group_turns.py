"""Group visits level over the months of their half-year: where the ideal days gather, the visits have their turn one by one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from math import ceil

from visitplanner.domain.planning.problem import GROUP, PlannedVisit
from visitplanner.domain.planning.year.norms import BUSIEST
from visitplanner.domain.planning.year.shares import month_of, month_shares


def spread_groups(visits: Sequence[PlannedVisit], days: Sequence[date], halves: Sequence[int]) -> dict[str, PlannedVisit]:
    """The group visits that have another ideal day, by id. days: on which anything new may stand, ascending. halves: per visit
    in which part of the year it is owed.

    Only in a half whose busiest month would hold `BUSIEST` more than its even share, a visit more at least; visits
    keep the order of their ideal days, and each stays on days that are allowed for it.
    """
    parts: dict[int, list[PlannedVisit]] = defaultdict(list)
    for visit, half in zip(visits, halves, strict=True):
        if visit.kind == GROUP and visit.days and days and visit.ideal >= days[0]:
            parts[half].append(visit)
    found: dict[str, PlannedVisit] = {}
    for own in parts.values():
        shares = month_shares((visit.days for visit in own), days)
        ideals = Counter(month_of(_nearest(visit, visit.ideal)) for visit in own)
        if all(count <= ceil(max((1 + BUSIEST) * shares.get(month, 0.0), 1.0)) for month, count in ideals.items()):
            continue
        common = [day for day in days if shares.get(month_of(day), 0.0) and any(day in visit.days for visit in own)]
        worked = Counter(map(month_of, common))
        weight = [shares[month_of(day)] / worked[month_of(day)] for day in common]
        in_turn = sorted(own, key=lambda visit: (visit.days[0], visit.ideal, visit.id))
        passed, at = 0.0, 0
        for n, visit in enumerate(in_turn):
            while at < len(common) - 1 and passed + weight[at] < n + 0.5:
                passed += weight[at]
                at += 1
            found[visit.id] = _in_turn(visit, _nearest(visit, common[at]))
    return found


def _in_turn(visit: PlannedVisit, day: date) -> PlannedVisit:
    return replace(visit, ideal=day, levelled_from=visit.ideal) if day != visit.ideal else visit


def _nearest(visit: PlannedVisit, day: date) -> date:
    return min(visit.days, key=lambda other: (abs((other - day).days), other))
