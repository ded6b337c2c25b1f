"""達成, 如果…, 陳核: the figures on screen are the office's, names stand behind them, nothing is kept unasked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from time import sleep

import pytest
from pytestqt.qtbot import QtBot

from tests.builders import Clock, Keep, SmallOffice
from visitplanner import i18n
from visitplanner.domain.planning.year.approvals import ApprovalState, Signer
from visitplanner.domain.visits.visits import SubjectKind, Visit, VisitOutcome, VisitState
from visitplanner.services.office.context import Context
from visitplanner.services.planning.approvals import ApprovalOf
from visitplanner.services.programme.obligations import AttainmentOf, Part
from visitplanner.services.visits.visits import MoveVisit, RecordVisit, VisitList
from visitplanner.ui.core.jobs import Commission, Jobs, Lane
from visitplanner.ui.home.page import HomePage
from visitplanner.ui.planning.forms import what_if
from visitplanner.ui.planning.forms.approval import ApprovalDialog
from visitplanner.ui.planning.forms.what_if import WhatIfDialog
from visitplanner.ui.planning.page import PlanningPage
from visitplanner.ui.shell.application import Program
from visitplanner.ui.shell.main_window import MainWindow
from visitplanner.ui.widgets.progress import Progress


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first lawful plans will do here."""
    monkeypatch.setattr(what_if, "SECONDS", 0)


@pytest.fixture
def home(visit: Visit, window: MainWindow) -> HomePage:
    window.go("home", "attainment")
    page = window.page()
    assert isinstance(page, HomePage)
    return page


@pytest.fixture
def planning(visit: Visit, window: MainWindow) -> PlanningPage:
    window.go("planning")
    page = window.page()
    assert isinstance(page, PlanningPage)
    return page


@pytest.fixture
def asked(planning: PlanningPage) -> WhatIfDialog:
    dialog = planning.hand.open_what_if()
    assert dialog is not None
    return dialog


@pytest.fixture
def approval(planning: PlanningPage) -> ApprovalDialog:
    dialog = planning.hand.open_approval()
    assert dialog is not None
    return dialog


# -- 達成 ---------------------------------------------------------------------------------------------------------


def test_attainment_shows_the_parts_and_the_names_behind_them(context: Context, home: HomePage) -> None:
    view = home.attainment
    assert view.isVisible()
    kinds = {row.name: (row.of.required, row.of.booked, row.of.left) for row in view.parts.rows.rows()}
    assert kinds == {"集團": (2, 0, 2), "契約容量達門檻用戶": (2, 1, 1), "工業區": (1, 0, 1)}
    view.parts.show_key("park")
    assert [row.subject for row in view.names.rows.rows()] == ["虛構工業區"]
    assert view.names_title == "工業區：1 次"
    assert "每週" in view.outlook


@pytest.mark.parametrize("part", list(Part))
def test_attainment_is_broken_down_by_everything_the_office_asks(context: Context, home: HomePage, part: Part) -> None:
    home.attainment.by.choose(part)
    standing = context.office.ask(AttainmentOf(2026, part))
    shown = {row.key: row.of for row in home.attainment.parts.rows.rows()}
    assert shown == standing.parts
    assert all(row.name for row in home.attainment.parts.rows.rows())


def test_a_visit_that_is_recorded_moves_the_figures_on_screen(
    context: Context, clock: Clock, visit: Visit, home: HomePage, program: Program
) -> None:
    clock.today = visit.day
    program.session.do(RecordVisit(visit.id, visit.day, VisitOutcome.DONE))
    row = next(row for row in home.attainment.parts.rows.rows() if row.key == "large")
    assert (row.of.done, row.of.booked) == (1, 0)


def test_a_name_leads_to_the_customer(home: HomePage, window: MainWindow) -> None:
    view = home.attainment
    view.names.opened.emit(view.names.rows.row(0))
    assert window.page().title.text() == "用戶"


def test_a_year_without_a_programme_says_so_and_shows_no_figure(home: HomePage) -> None:
    view = home.attainment
    view.year.set_entries([("95 年", 2006)], 2006)
    view.refresh()
    assert view.parts.rows.rowCount() == 0
    assert view.names.rows.rowCount() == 0
    assert view.outlook


def test_today_comes_back_with_one_click(home: HomePage) -> None:
    home.which.choose("today")
    assert not home.attainment.isVisible()
    assert home.week.isVisible()


# -- 如果… --------------------------------------------------------------------------------------------------------


def test_without_the_only_leader_the_group_visits_are_missed(context: Context, small: SmallOffice, asked: WhatIfDialog) -> None:
    before = context.office.ask(VisitList())
    asked.without.set_values((small.manager.id,))
    asked.verb.click()
    assert asked.comparison is not None
    missed = [(one.left.subject, one.already) for one in asked.missed.rows.rows()]
    assert missed == [("虛構集團", False), ("虛構集團", False)]
    assert asked.told == "會多出 2 次排不進：以每週 2 次計，相當於一位領隊 1 週的工作。"
    assert asked.figures["排不進"] == ("0", "2", "+2")
    assert context.office.ask(VisitList()) == before
    asked.reject()


def test_a_lower_threshold_asks_for_more_visits(context: Context, small: SmallOffice, asked: WhatIfDialog) -> None:
    asked.threshold.setText("500")
    asked.verb.click()
    assert asked.comparison is not None
    now, then = asked.comparison.now, asked.comparison.then
    assert len(then.visits) + len(then.unplaced) >= len(now.visits) + len(now.unplaced)
    assert asked.threshold.placeholderText().startswith("目前")
    asked.reject()


def test_visits_that_would_move_are_named_with_both_days_and_who_goes_instead(
    context: Context, small: SmallOffice, asked: WhatIfDialog
) -> None:
    asked.without.set_values((small.supervisor.id,))
    asked.verb.click()
    assert asked.comparison is not None
    now, then = asked.comparison.now, asked.comparison.then
    days = {what_if.key_of(one): (one.place.day, one.place.slot, one.place.team) for one in now.visits}
    differs = [
        one for one in then.visits if days.get(what_if.key_of(one)) not in (None, (one.place.day, one.place.slot, one.place.team))
    ]
    moved = asked.moved.rows.rows()
    assert moved and len(moved) == len(differs)
    assert {one.subject for one in moved} == {one.subject for one in differs}
    assert asked.lists.tabText(what_if.MOVED_TAB) == f"異動（{len(moved)}）"
    assert f"{len(moved)} 次會改日期或改派人員。" in asked.told
    assert any("林課長 → " in one.who for one in moved)
    asked.reject()


def test_nothing_different_and_a_threshold_that_is_none_are_refused(asked: WhatIfDialog) -> None:
    asked.verb.click()
    assert asked.general
    asked.threshold.setText("abc")
    asked.verb.click()
    assert asked.fields["threshold"].refusal
    assert asked.comparison is None
    asked.reject()


# -- 陳核 ---------------------------------------------------------------------------------------------------------


def test_a_plan_is_proposed_signed_in_order_and_published(context: Context, approval: ApprovalDialog) -> None:
    assert not approval.publish.isVisible()
    approval.propose.click()
    for signer, name in zip(Signer, ("陳辦", "林課長", "王經理", "李處長"), strict=True):
        turns = [box.signer for box in approval.boxes.values() if box.verb.isVisible()]
        assert turns == [signer]
        approval.boxes[signer].name.setText(name)
        approval.boxes[signer].verb.click()
        assert approval.boxes[signer].signed == name
    assert approval.state == "已核定"
    approval.publish.click()
    assert context.office.ask(ApprovalOf(2026)).state is ApprovalState.PUBLISHED
    assert not approval.publish.isVisible()
    approval.reject()


def test_a_box_without_a_name_is_not_signed(context: Context, approval: ApprovalDialog) -> None:
    approval.propose.click()
    approval.boxes[Signer.OFFICER].verb.click()
    assert approval.refusal
    assert context.office.ask(ApprovalOf(2026)).signatures == ()
    approval.reject()


def test_a_plan_without_visits_cannot_be_proposed(context: Context, small: SmallOffice, window: MainWindow) -> None:
    window.go("planning")
    page = window.page()
    assert isinstance(page, PlanningPage)
    dialog = page.hand.open_approval()
    assert dialog is not None
    dialog.propose.click()
    assert dialog.refusal
    dialog.reject()


def test_what_changes_after_the_proposal_is_listed(
    context: Context, small: SmallOffice, visit: Visit, approval: ApprovalDialog, program: Program
) -> None:
    approval.propose.click()
    assert approval.amendments.rows.rowCount() == 0
    program.session.do(MoveVisit(visit.id, dt.date(2026, 3, 25)))
    (one,) = approval.amendments.rows.rows()
    assert (one.before, one.after) == (visit.day, dt.date(2026, 3, 25))
    program.session.undo()
    assert approval.amendments.rows.rowCount() == 0
    approval.reject()


def test_a_park_visit_that_is_added_is_an_amendment(
    context: Context, small: SmallOffice, approval: ApprovalDialog, program: Program
) -> None:
    approval.propose.click()
    added = small.visit(
        state=VisitState.SUGGESTED, subject_kind=SubjectKind.PARK, subject_id=small.park.id, day=dt.date(2026, 6, 17)
    )
    context.office.do(Keep((("visits", added),)))
    approval._again()
    (one,) = approval.amendments.rows.rows()
    assert (one.subject, one.before) == ("虛構工業區", None)
    approval.reject()


# -- Cancel -------------------------------------------------------------------------------------------------------


def told_of_a_cancelled_job(qtbot: QtBot, progress: Progress) -> list[str]:
    """What arrives of a job that works until it is stopped, once Cancel was pressed."""
    jobs, answers = Jobs(), list[str]()

    def work(_tell: object, stop: Callable[[], bool]) -> str:
        while not stop():
            sleep(0.001)
        return "the best so far"

    try:
        job = jobs.run(Commission(work, answers.append, lambda error: answers.append(repr(error)), progress, Lane.COMPUTE))
        progress.watch(job, "")
        progress.cancel()
        qtbot.waitUntil(lambda: job.finished)
    finally:
        jobs.close()
    return answers


def test_cancelling_a_search_that_keeps_its_best_still_brings_it(qtbot: QtBot) -> None:
    progress = Progress(i18n.language(), keeps=True)
    qtbot.addWidget(progress)
    assert told_of_a_cancelled_job(qtbot, progress) == ["the best so far"]


def test_cancelling_anything_else_throws_its_answer_away(qtbot: QtBot) -> None:
    progress = Progress(i18n.language())
    qtbot.addWidget(progress)
    assert told_of_a_cancelled_job(qtbot, progress) == []
    assert progress.isHidden()
