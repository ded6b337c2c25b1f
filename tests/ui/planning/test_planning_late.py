"""補訪: what finds no place is listed with its day when the year is planned and when it is mended, and kept with a reason."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.builders import Clock, SmallOffice
from visitplanner.domain.visits.visits import Visit
from visitplanner.services.office.context import Context
from visitplanner.services.programme.obligations import DueRow
from visitplanner.services.visits.visits import VisitList
from visitplanner.ui.planning.board.sheet import View
from visitplanner.ui.planning.board.tray import PLANNED
from visitplanner.ui.planning.forms import auto_plan
from visitplanner.ui.planning.forms.auto_plan import LATE, AutoPlanDialog
from visitplanner.ui.planning.forms.reasons import WithReason
from visitplanner.ui.planning.page import PlanningPage
from visitplanner.ui.planning.view_bar import LIST
from visitplanner.ui.shell.main_window import MainWindow

DECEMBER = dt.date(2026, 12, 1)


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(auto_plan, "SECONDS", 0)


@pytest.fixture
def december(clock: Clock) -> None:
    """The first half of the year is over, and with it the time of the group's first visit."""
    clock.today = DECEMBER


@pytest.fixture
def page(small: SmallOffice, december: None, window: MainWindow) -> PlanningPage:
    window.go("planning")
    shown = window.page()
    assert isinstance(shown, PlanningPage)
    return shown


@pytest.fixture(params=["planning", "mending"])
def dialog(page: PlanningPage, request: pytest.FixtureRequest) -> AutoPlanDialog:
    opened = page.hand.open_plan() if request.param == "planning" else page.hand.open_mending()
    assert opened is not None and opened.plan is not None
    return opened


def owed_of(page: PlanningPage, visit: Visit) -> DueRow:
    assert page.hand.facts is not None
    found = page.hand.facts.due_of(visit.subject_id, visit.ordinal)
    assert found is not None
    return found


def made_up(context: Context) -> list[Visit]:
    return [row.visit for row in context.office.ask(VisitList()) if row.visit.override]


def test_what_is_made_up_for_stands_on_a_tab_of_its_own_with_its_day_and_why(dialog: AutoPlanDialog) -> None:
    assert dialog.plan is not None
    late = dialog.plan.late
    assert [one.subject for one in late] == ["虛構集團"]
    days = [one.after for one in dialog.changes.rows.rows() if one.after is not None]
    assert days == sorted(days)
    assert dialog.tabs.isTabVisible(LATE)
    assert dialog.tabs.tabText(LATE) == "補訪（1）"
    assert dialog.after.isVisible() and dialog.after.text() == "連同補訪 1 次"
    (shown,) = dialog.late.table.rows.rows()
    assert (shown.place.day, shown.leader) == (late[0].place.day, late[0].leader)
    dialog.tabs.setCurrentIndex(LATE)
    (pane,) = dialog.late.findChildren(WithReason)
    assert pane.words == (
        "應辦期間已過：補訪，登錄時須填理由。排在 115/12/16 的下一次洽訪之後：在那之前沒有相隔 30 天以上又排得下的日子。"
    )
    dialog.reject()


def test_the_reason_that_is_kept_is_the_persons(dialog: AutoPlanDialog, page: PlanningPage, context: Context) -> None:
    assert dialog.plan is not None
    day = dialog.plan.late[0].place.day
    dialog.late.reason.setText("上半年用戶歲修，改於年底補訪")
    dialog.after.click()
    assert [(visit.day, visit.override) for visit in made_up(context)] == [(day, "上半年用戶歲修，改於年底補訪")]
    assert page.board.view is View.WEEK


def test_without_a_reason_nothing_is_made_up_for_and_the_field_is_gone_to(dialog: AutoPlanDialog, context: Context) -> None:
    dialog.late.reason.setText("  ")
    dialog.after.click()
    assert dialog._refusal.text().startswith("補訪附有理由才計列。")
    assert dialog.tabs.currentIndex() == LATE
    assert context.office.ask(VisitList()) == []
    assert dialog.verb.isEnabled() and dialog.after.isEnabled()
    dialog.verb.click()
    assert context.office.ask(VisitList()) and made_up(context) == []


def test_what_is_made_up_for_is_found_in_list_tray_and_calendar_however_late(
    dialog: AutoPlanDialog, page: PlanningPage, context: Context
) -> None:
    dialog.after.click()
    (visit,) = made_up(context)
    assert visit.day > dt.date(2027, 1, 7)
    page.bar.choose(LIST)
    assert page.table.rows.rows()[-1].visit.id == visit.id
    owed = owed_of(page, visit)
    tray = page.tray.list
    assert visit.day in {tray.item(number).data(PLANNED) for number in range(tray.count())}
    page.bar.choose(View.MONTH)
    page._pick_owed(owed)
    assert (page.board.day, page.hand.visit_id) == (visit.day, visit.id)
    assert page.board.block_of(visit.id) is not None
    assert page.card.isVisible() and not page.board._of_day(dt.date(2027, 1, 31)).works


def test_planning_anew_leaves_what_is_made_up_for_where_it_is_with_its_reason(page: PlanningPage, context: Context) -> None:
    first = page.hand.open_plan()
    assert first is not None
    first.late.reason.setText("上半年用戶歲修")
    first.after.click()
    kept = made_up(context)
    again = page.hand.open_plan()
    assert again is not None
    assert [one.subject for one in again.changes.rows.rows() if one.after is None] == []
    assert again.plan is not None and again.plan.late == () and len(again.plan.put_off) == 1
    assert not again.after.isVisible()
    again.verb.click()
    assert [(visit.id, visit.override) for visit in made_up(context)] == [(kept[0].id, "上半年用戶歲修")]


def test_a_plan_in_which_everything_fits_has_no_such_tab(small: SmallOffice, window: MainWindow) -> None:
    window.go("planning")
    shown = window.page()
    assert isinstance(shown, PlanningPage)
    dialog = shown.hand.open_plan()
    assert dialog is not None
    assert not dialog.tabs.isTabVisible(LATE) and not dialog.after.isVisible()
    dialog.reject()
