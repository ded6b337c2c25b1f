"""A clock set back is said once at start, ages never fall below nothing, and the year's last working day is a day."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tests.builders import Clock, Keep, SmallOffice
from visitplanner import bootstrap
from visitplanner.domain.core.messages import Message
from visitplanner.domain.follow_ups.follow_ups import Window
from visitplanner.i18n import language
from visitplanner.services.core.today import ClockBehind
from visitplanner.services.follow_ups.follow_ups import FollowUpList, Raised, RaiseFollowUp, UpdateFollowUp
from visitplanner.services.planning.planning import YearToPlan, plan_year
from visitplanner.services.planning.replanning import YearToMend, mend
from visitplanner.services.records.history import UndoChange
from visitplanner.services.visits.amending import AmendRecord
from visitplanner.services.visits.visits import RecordVisit, VisitList
from visitplanner.store.office import SqlOffice
from visitplanner.ui.core.jobs import Inline
from visitplanner.ui.core.session import Notice, Session
from visitplanner.ui.shell.application import doubt_clock


def test_nothing_is_said_of_an_empty_office_or_of_a_clock_that_is_right(office: SqlOffice, clock: Clock) -> None:
    assert office.ask(ClockBehind()) is None
    office.do(Keep((("people", SmallOffice().manager),)))
    assert office.ask(ClockBehind()) is None
    clock.today += dt.timedelta(days=400)
    assert office.ask(ClockBehind()) is None


def test_a_clock_set_back_is_said_with_both_days(office: SqlOffice, clock: Clock) -> None:
    office.do(Keep((("people", SmallOffice().manager),)))
    last, clock.today = clock.today, clock.today - dt.timedelta(days=365)
    behind = office.ask(ClockBehind())
    assert behind is not None
    assert behind.values == {"newest": last, "today": clock.today}
    clock.today = last - dt.timedelta(days=1)
    assert office.ask(ClockBehind()) is not None


def test_the_window_says_it_at_start(office: SqlOffice, clock: Clock) -> None:
    office.do(Keep((("people", SmallOffice().manager),)))
    session, said = Session(office, Inline(), language("zh_TW")), list[Notice]()
    session.noticed.connect(said.append)
    doubt_clock(session, language("zh_TW"))
    assert said == []
    clock.today -= dt.timedelta(days=365)
    doubt_clock(session, language("zh_TW"))
    assert ["時鐘" in notice.text for notice in said] == [True]


def test_the_command_line_says_it_beside_what_was_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    where = ["--data-dir", str(tmp_path / "office"), "--lang", "en"]
    assert bootstrap.start([*where, "init", "--demo"]) == 0
    capsys.readouterr()
    monkeypatch.setattr(ClockBehind, "answer", lambda _self, _work: Message("The clock is behind."))
    assert bootstrap.start([*where, "customers", "--json"]) == 0
    out, err = capsys.readouterr()
    assert (out[0], err.strip()) == ("[", "The clock is behind.")
    assert bootstrap.start([*where, "--today", "2026-01-01", "customers", "--json"]) == 0
    assert capsys.readouterr().err == ""


def test_ages_never_fall_below_nothing_and_the_log_stays_in_the_order_of_writing(
    office: SqlOffice, small: SmallOffice, clock: Clock
) -> None:
    case = office.do(RaiseFollowUp(small.large.id, Raised("電壓驟降", Window.TECHNICAL))).value
    clock.today -= dt.timedelta(days=365)
    office.do(UpdateFollowUp(case.id, "時鐘撥回後寫的"))
    (row,) = office.ask(FollowUpList())
    assert (row.age_working_days, row.overdue) == (0, False)
    assert [entry.note for entry in row.log] == ["", "時鐘撥回後寫的"]


@pytest.mark.parametrize("day", [dt.date(2026, 12, 30), dt.date(2026, 12, 31)])
def test_the_last_working_days_of_a_year_are_days_like_others(
    office: SqlOffice, small: SmallOffice, clock: Clock, day: dt.date
) -> None:
    clock.today = day
    plan = plan_year(office.ask(YearToPlan(2026)))
    assert plan.visits == ()
    assert len(plan.unplaced) == 5
    assert mend(office.ask(YearToMend(2026))).lines == ()
    if day.day == 31:
        told = {str(reason) for left in plan.unplaced for reason in left.reasons}
        assert any("No working day is left for it until 2026-12-31" in one for one in told)
        assert not any("2026-01-01 to 2026-12-31, is over" in one for one in told)


def test_what_was_written_last_is_taken_back_first_whatever_the_clock_said(
    office: SqlOffice, small: SmallOffice, clock: Clock
) -> None:
    case = office.do(RaiseFollowUp(small.large.id, Raised("電壓驟降", Window.TECHNICAL))).value
    clock.today -= dt.timedelta(days=365)
    office.do(UpdateFollowUp(case.id, "時鐘撥回後寫的"))
    office.do(UndoChange())
    (row,) = office.ask(FollowUpList())
    assert [entry.note for entry in row.log] == [""]
    office.do(UndoChange())
    assert office.ask(FollowUpList()) == []


def test_a_record_of_before_is_amended_although_the_clock_was_set_back(
    office: SqlOffice, small: SmallOffice, clock: Clock
) -> None:
    visit = small.visit(day=clock.today)
    office.do(Keep((("visits", visit),)))
    office.do(RecordVisit(visit.id, visit.day, notes="洽談契約容量"))
    clock.today -= dt.timedelta(days=30)
    office.do(AmendRecord(RecordVisit(visit.id, visit.day, notes="洽談契約容量與功率因數")))
    (row,) = office.ask(VisitList())
    assert (row.visit.notes, row.visit.held_on) == ("洽談契約容量與功率因數", visit.day)
