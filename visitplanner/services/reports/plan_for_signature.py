"""The annual visit plan as it goes through the boxes of 核章: one line a visit, with the sums of its months."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.services.core.work import Work
from visitplanner.services.planning.approvals import ApprovalOf, ApprovalSheet
from visitplanner.services.visits.visits import VisitList, VisitRow


@dataclass(frozen=True, slots=True)
class AnnualPlan:
    """visits: of the year, by day, the called-off left out. approval: how far it is, with who signed."""

    year: int
    visits: Sequence[VisitRow]
    approval: ApprovalSheet
    office: str
    printed_on: dt.date
    demonstration: bool = False


@dataclass(frozen=True)
class AnnualPlanFor:
    """The plan of a western year; raises `Refused` when no visit stands in it."""

    year: int
    demonstration: bool = False

    def answer(self, work: Work) -> AnnualPlan:
        rows = VisitList(with_cancelled=False, year=self.year).answer(work)
        if not rows:
            raise Refused(
                said("There is no visit to print in {year}.", year=self.year),
                mend=said("Choose another year, or plan this one first."),
            )
        approval = ApprovalOf(self.year).answer(work)
        return AnnualPlan(self.year, rows, approval, str(work.setting("office_name", "")), work.today, self.demonstration)
