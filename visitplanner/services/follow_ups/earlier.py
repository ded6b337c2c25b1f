"""Which cases come again: earlier ones of the same customer about the same."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from visitplanner.domain.follow_ups.follow_ups import FOLLOW_UPS, FollowUp
from visitplanner.services.core.conditions import Between
from visitplanner.services.core.work import Work

RECURS_WITHIN = dt.timedelta(days=365)
"""A case of the same customer about the same matter so long after another one has come again."""


def earlier_like(work: Work, cases: Sequence[FollowUp]) -> dict[UUID, list[FollowUp]]:
    """For each case the earlier ones of its customer that are about the same, within `RECURS_WITHIN`."""
    if not cases:
        return {}
    raised = [case.raised_on for case in cases]
    within = Between(min(raised) - RECURS_WITHIN, max(raised))
    theirs: dict[UUID, list[FollowUp]] = {}
    for other in work.shelf(FOLLOW_UPS).find(subject_id={case.subject_id for case in cases}, raised_on=within):
        theirs.setdefault(other.subject_id, []).append(other)

    def before(other: FollowUp, case: FollowUp) -> bool:
        first = case.raised_on - RECURS_WITHIN
        return other.id != case.id and first <= other.raised_on and (other.raised_on, other.id) < (case.raised_on, case.id)

    alike = work.known.words.alike
    return {
        case.id: [one for one in theirs.get(case.subject_id, ()) if before(one, case) and alike(one.text, case.text)]
        for case in cases
    }
