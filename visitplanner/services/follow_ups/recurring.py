"""Cases that come again (plan 伍一(二)2, (四)5): the same customer with the same matter, one matter with many customers."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from visitplanner.domain.core.texts import name_key
from visitplanner.domain.follow_ups.follow_ups import FOLLOW_UPS, FollowUp
from visitplanner.domain.follow_ups.word_list import CaseSubject
from visitplanner.services.core.conditions import Between
from visitplanner.services.core.work import Work
from visitplanner.services.follow_ups.earlier import RECURS_WITHIN, earlier_like
from visitplanner.services.follow_ups.follow_ups import FollowUpRow, rows_of


@dataclass(frozen=True)
class EarlierCases:
    """The cases of the same customer within a year before one that are about the same, the newest first."""

    follow_up_id: UUID

    def answer(self, work: Work) -> list[FollowUpRow]:
        case = work.shelf(FOLLOW_UPS).get(self.follow_up_id)
        found = earlier_like(work, [case])[case.id]
        return rows_of(work, sorted(found, key=lambda one: one.raised_on, reverse=True))


@dataclass(frozen=True, slots=True)
class Recurrence:
    """One matter within a period. about: None for cases that only say the same; text: of the newest. cases, customers: how many;
    again: how many of the cases were not the first of their customer."""

    about: CaseSubject | None
    text: str
    cases: int
    customers: int
    again: int
    newest_id: UUID


@dataclass(frozen=True)
class RecurringCases:
    """Matters that were raised more than once in a period, the most frequent first: what a review looks at."""

    first: dt.date
    last: dt.date

    def answer(self, work: Work) -> list[Recurrence]:
        groups: dict[str, list[FollowUp]] = defaultdict(list)
        for case in work.shelf(FOLLOW_UPS).find(raised_on=Between(self.first, self.last)):
            about = work.known.words.subject(case.text)
            groups[about.id if about else name_key(case.text)].append(case)
        found = [self._of(work, cases) for cases in groups.values() if len(cases) > 1]
        return sorted(found, key=lambda one: (-one.cases, -one.again, one.text))

    def _of(self, work: Work, cases: list[FollowUp]) -> Recurrence:
        newest, customers = max(cases, key=lambda case: case.raised_on), {case.subject_id for case in cases}
        about = work.known.words.subject(newest.text)
        return Recurrence(about, newest.text, len(cases), len(customers), len(cases) - len(customers), newest.id)


@dataclass(frozen=True)
class UsualPeriod:
    """The period a review looks at when none is named: the year that ends today."""

    def answer(self, work: Work) -> tuple[dt.date, dt.date]:
        return work.today - RECURS_WITHIN, work.today
