"""How the office spreads its year: what the program brings, with the norms it settled; and the notice that follows from them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from visitplanner.domain.planning.year.norms import Practice
from visitplanner.services.calendar.calendar import calendars_of
from visitplanner.services.core.work import Work

NORMS = "planning_norms"
MOST = {"notice_days": 60, "leader_week": 10, "member_week": 10, "office_day": 50, "ahead_percent": 100}
"""The most a norm may be; the least is 1, of the notice 0."""


def practice_of(work: Work) -> Practice:
    """The office's practice, with the norms it settled."""
    known = work.known.practice
    kept = {name: value for name, value in work.setting(NORMS, {}).items() if name in MOST}
    return replace(known, norms=replace(known.norms, **kept))


def notice_until(work: Work) -> dt.date:
    """The last day of the notice that customers get: nothing new is suggested up to it."""
    return calendars_of(work).add(work.today, practice_of(work).norms.notice_days)
