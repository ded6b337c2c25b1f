"""The annual plan for signature: a line a visit, the sums of its months, who signed."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tests.builders import Keep, SmallOffice, new_office
from tests.documents.pdf import read
from visitplanner.documents.reports.annual_plan import write_annual_plan
from visitplanner.domain.core.errors import Refused
from visitplanner.domain.planning.year.approvals import Signer
from visitplanner.domain.visits.visits import SubjectKind
from visitplanner.i18n import language
from visitplanner.services.planning.approvals import ProposePlan, SignPlan
from visitplanner.services.reports.plan_for_signature import AnnualPlanFor


def test_a_line_a_visit_a_sum_a_month_and_the_boxes(tmp_path: Path) -> None:
    office, small = new_office(tmp_path / "office"), SmallOffice()
    small.keep(office)
    with pytest.raises(Refused, match="no visit to print"):
        office.ask(AnnualPlanFor(2026))
    group = small.visit(
        subject_kind=SubjectKind.GROUP, subject_id=small.group.id, day=dt.date(2026, 5, 6), member_ids=(small.business.id,)
    )
    days = [dt.date(2026, 5, 1 + n) for n in range(4, 29)]
    office.do(Keep(tuple(("visits", one) for one in (small.visit(), group, *(small.visit(day=day) for day in days)))))
    office.do(ProposePlan(2026))
    office.do(SignPlan(2026, Signer.OFFICER, "陳承辦"))
    for code, month in (("zh_TW", "115年5月共26次：集團1、大用戶25"), ("en", "May202626visits:Groups1,Largecustomers25")):
        pages = write_annual_plan(office.ask(AnnualPlanFor(2026)), tmp_path / "plan.pdf", language(code))
        found = "".join(page.solid for page in read(tmp_path / "plan.pdf"))
        assert pages == len(read(tmp_path / "plan.pdf")) and month in found
        assert found.count("虛構食品股份有限公司") == 26 and "陳承辦" in found
    office.close()
