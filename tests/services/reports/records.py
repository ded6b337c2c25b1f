"""Records of the half-year report, all fields filled."""

from __future__ import annotations

import datetime as dt

from visitplanner.domain.core.messages import said
from visitplanner.domain.core.records import Record
from visitplanner.domain.planning.year.approvals import Signature, Signer
from visitplanner.domain.reports.editions import HalfYearEdition, ReportChange
from visitplanner.domain.reports.half_year import ChosenAnswer, HalfYearReport, ItemResult, ReportLine
from visitplanner.domain.reports.plan_items import PlanItem, PlanYear
from visitplanner.domain.reports.report_figures import ReportFigure

TODAY = dt.date(2026, 7, 6)


def report_records() -> dict[str, list[Record]]:
    """A year's plan with an item, and a report issued on it, all fields filled."""
    heading = PlanYear(republic_year=115, title="服務計畫", document="115 年 1 月 6 日函", reason="依計畫")
    item = PlanItem(
        republic_year=115,
        place=1,
        clause="伍一(二)1",
        content="關懷服務",
        strategy="專人服務",
        text="每年洽訪二次",
        departments="業務組",
        span="持續辦理",
        figures=(ReportFigure.GROUP_VISITS,),
        first_note="上半年如期",
        second_note="下半年如期",
    )
    line = ReportLine("group_visits.done", said("Held"), amount=3, of=4, told=said("Not known"))
    result = ItemResult(item.clause, item.content, item.strategy, item.text, item.departments, item.span, (line,), "如期")
    answer = ChosenAnswer(said("Does a telephone call count?"), said("no"))
    report = HalfYearReport(
        *(2026, 1, dt.date(2026, 1, 1), dt.date(2026, 6, 30), dt.date(2026, 6, 30), dt.date(2026, 7, 6)),
        *("新營區處", heading.title, heading.document, heading.reason, (result,), (line,), (answer,)),
    )
    change = ReportChange(item.clause, said("Held"), said("no"), said("yes"))
    issued = HalfYearEdition(
        year=2026,
        half=1,
        edition=2,
        issued_on=TODAY,
        issued_by="林專員",
        report=report,
        reason="更正",
        changes=(change,),
        signatures=(Signature(Signer.OFFICER, "林專員", TODAY),),
        published_on=TODAY,
    )
    return {"plan_years": [heading], "plan_items": [item], "half_year_reports": [issued]}
