"""Which held visits do not count, for lists that show many: a few questions for all of them together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from visitplanner.domain.core.errors import Unknown
from visitplanner.domain.programme.counting import Judge
from visitplanner.domain.programme.obligations import Claimant, verdict
from visitplanner.domain.programme.windows import when
from visitplanner.domain.staff.staff import Role
from visitplanner.domain.visits.visits import VISITS, Visit, VisitState
from visitplanner.services.core.work import Work
from visitplanner.services.programme.counting import assignments_since, specialists_of
from visitplanner.services.programme.year_book import judge_of


def uncounted(work: Work, visits: Iterable[Visit]) -> frozenset[UUID]:
    """Those of some visits that were held and fail a clause, or add nothing to what is owed; by their ids."""
    held = [visit for visit in visits if visit.state is VisitState.DONE]
    if not held:
        return frozenset()
    judge = judge_of(work)
    days, subjects = [when(visit) for visit in held], {visit.subject_id for visit in held}
    years = {visit.year for visit in held} | {judge.programme.year_of(day) for day in days}
    near: dict[UUID, list[Visit]] = defaultdict(list)
    for visit in work.shelf(VISITS).find(subject_id=subjects, state=VisitState.DONE, year=years):
        near[visit.subject_id].append(visit)
    assigned = assignments_since(work, min(days), subject_id=subjects, role=Role.SPECIALIST)
    judge = replace(judge, specialists=specialists_of(assigned))
    return frozenset(visit.id for visit in held if not _counts(visit, near[visit.subject_id], judge))


def _counts(visit: Visit, others: list[Visit], judge: Judge) -> bool:
    """Whether a held visit counts; one of before the first programme is judged by none."""
    if not judge.programme.has_rule(visit.subject_kind, when(visit)):
        return True
    try:
        return verdict(visit, Claimant(visit.subject_id, visit.subject_kind, str(visit.subject_id)), others, judge).counts
    except Unknown:
        return True
