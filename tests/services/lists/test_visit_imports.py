"""The office's own list of visits: held ones are recorded and count, those to come are agreed, and the whole is taken back."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.builders import Keep, SmallOffice
from visitplanner.domain.lists.tables import Table
from visitplanner.domain.programme.obligations import State
from visitplanner.domain.visits.visits import VisitOutcome, VisitState
from visitplanner.services.core.journal import RevertChanges
from visitplanner.services.lists.imports import RowsRefused, Sheets
from visitplanner.services.lists.visit_imports import ImportVisits, ReadVisits
from visitplanner.services.programme.obligations import DueList
from visitplanner.services.visits.visits import VisitList
from visitplanner.store.office import SqlOffice

HELD, COMING = dt.date(2026, 2, 4), dt.date(2026, 5, 6)
HEADER = ("電號", "用戶名稱", "集團", "洽訪日期", "領隊", "隊員", "結果", "備註")


def sheets(*lines: tuple[str, ...]) -> Sheets:
    rows = tuple((*line, *[""] * (len(HEADER) - len(line))) for line in (HEADER, *lines))
    return Sheets((Table("洽訪", rows, source="今年洽訪.xlsx"),))


def line(subject: str, day: dt.date | str = HELD, leader: str = "", members: str = "", outcome: str = "", notes: str = "") -> Any:
    group = subject if subject.endswith("集團") else ""
    account = subject if subject[:2] == "05" else ""
    name = "" if group or account else subject
    return (account, name, group, day if isinstance(day, str) else day.isoformat(), leader, members, outcome, notes)


def test_held_visits_count_and_coming_ones_are_agreed_and_all_is_taken_back(office: SqlOffice, small: SmallOffice) -> None:
    asked = sheets(
        line("05-12-3456-78-9", notes="廠長接待"),
        line("虛構集團", "115/2/4", members="陳業務、吳電務"),
        line("虛構工業區", COMING),
    )
    preview = office.ask(ReadVisits(asked))
    assert (len(preview.new), preview.rejected, office.ask(VisitList())) == (3, (), [])
    done = office.do(ImportVisits(asked)).value
    kept = {row.subject: row.visit for row in office.ask(VisitList())}
    assert kept["虛構工業區"].state is VisitState.BOOKED and kept["虛構集團"].leader_id == small.manager.id
    assert kept["虛構食品股份有限公司"].notes == "廠長接待"
    states = [row.obligation.state for row in office.ask(DueList(2026))]
    assert (states.count(State.DONE), states.count(State.BOOKED)) == (2, 1)
    office.do(RevertChanges(done.import_id))
    assert office.ask(VisitList()) == []


def test_a_visit_that_stands_in_the_calendar_for_that_day_gets_its_record(office: SqlOffice, small: SmallOffice) -> None:
    agreed = small.visit(day=dt.date(2026, 3, 10))
    office.do(Keep((("visits", agreed),)))
    report = office.do(ImportVisits(sheets(line(small.large.account, agreed.day, outcome="電話訪問")))).value
    assert (len(report.new), len(report.updates)) == (0, 1)
    (row,) = office.ask(VisitList())
    assert (row.visit.id, row.visit.state, row.visit.outcome) == (agreed.id, VisitState.DONE, VisitOutcome.PHONE)


def test_a_row_that_says_what_is_kept_already_is_a_duplicate(office: SqlOffice, small: SmallOffice) -> None:
    asked = sheets(line(small.large.account), line("虛構食品股份有限公司"))
    report = office.do(ImportVisits(asked)).value
    assert (len(report.new), [fault.row for fault in report.duplicates]) == (1, [3])
    again = office.do(ImportVisits(asked))
    assert again.value.import_id is None and len(office.ask(VisitList())) == 1


@pytest.mark.parametrize(
    ("row", "column", "told"),
    [
        (line("沒有這家"), "用戶名稱", "No customer, group or park"),
        (line("虛構電子股份有限公司"), "用戶名稱", "2 customers are called"),
        (line("虛構集團", leader="某某"), "領隊", "Nobody called 某某"),
        (line("虛構集團", members="某某"), "隊員", "Nobody called 某某"),
        (line("虛構集團", COMING, outcome="完成"), "洽訪日期", "cannot have taken place"),
        (line("虛構集團", dt.date(2025, 11, 5)), "洽訪日期", "2025 is closed"),
        (line("虛構集團", "#N/A"), "洽訪日期", ""),
    ],
)
def test_a_row_that_cannot_be_taken_is_named_with_its_column_and_nothing_is_written(
    office: SqlOffice, small: SmallOffice, row: Any, column: str, told: str
) -> None:
    good = line(small.large.account)
    with pytest.raises(RowsRefused) as refusal:
        office.do(ImportVisits(sheets(row, good)))
    (fault,) = refusal.value.report.rejected
    assert (fault.row, fault.column) == (2, column) and told in str(fault.reason)
    assert office.ask(VisitList()) == []
    assert len(office.do(ImportVisits(sheets(row, good), skip_rejected=True)).value.new) == 1


def test_a_visit_that_was_called_off_is_passed_over_with_its_reason(office: SqlOffice, small: SmallOffice) -> None:
    report = office.do(ImportVisits(sheets(line("虛構集團", outcome="取消"), line(small.large.account)))).value
    assert len(report.new) == 1 and ["Not held" in str(fault.reason) for fault in report.passed] == [True]


def test_a_visit_not_held_waits_for_its_record_and_an_unclear_one_is_refused(office: SqlOffice, small: SmallOffice) -> None:
    report = office.do(ImportVisits(sheets(line(small.large.account, "115/1/3", outcome="未完成")))).value
    (row,) = office.ask(VisitList())
    assert (row.visit.state, row.visit.outcome) == (VisitState.BOOKED, None)
    told = " ".join(map(str, report.told))
    assert "they wait for a record" in told and "name no half-day" in told
    assert "Saturday" in str(report.warnings[0].reason)
    with pytest.raises(RowsRefused):
        office.do(ImportVisits(sheets(line("虛構集團", outcome="不明"))))


def test_a_company_s_form_may_be_shortened_and_a_near_name_is_suggested(office: SqlOffice, small: SmallOffice) -> None:
    for name in ("虛構食品(股)公司", "虛構食品（股）有限公司", "虛構食品股份公司"):
        assert len(office.ask(ReadVisits(sheets(line(name)))).new) == 1
    (fault,) = office.ask(ReadVisits(sheets(line("虛構食品有限公司")))).rejected
    assert "虛構食品股份有限公司" in str(fault.reason)


def test_where_nobody_leads_the_first_named_does_and_it_is_told(office: SqlOffice, small: SmallOffice) -> None:
    alone = small.sites[1].account
    (refused,) = office.ask(ReadVisits(sheets(line(alone)))).rejected
    assert "all:NAME=leader" in str(refused.reason)
    report = office.do(ImportVisits(sheets(line(alone, members="林課長、陳業務")))).value
    (row,) = office.ask(VisitList())
    assert (row.visit.leader_id, row.visit.member_ids) == (small.supervisor.id, (small.business.id,))
    assert any("first named" in str(fault.reason) for fault in report.warnings)


def test_a_leader_said_for_all_rows_leads_them(office: SqlOffice, small: SmallOffice) -> None:
    rows = (HEADER[:4], (small.sites[1].account, "", "", "2/4"))
    listed = Sheets((Table("115年", rows, source="今年洽訪.xlsx"),), (("全部:林課長", "leader"),))
    office.do(ImportVisits(listed))
    (row,) = office.ask(VisitList())
    assert (row.visit.leader_id, row.visit.held_on) == (small.supervisor.id, HELD)
