"""輪流 and 如果…: turns per person on the year's sheet and in a list; the visits freed when somebody leaves."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.builders import Keep, SmallOffice
from visitplanner.domain.visits.visits import SubjectKind, VisitState
from visitplanner.services.office.context import Context
from visitplanner.services.planning.year_overview import By
from visitplanner.ui.core.rows_model import written
from visitplanner.ui.planning.forms import what_if
from visitplanner.ui.planning.page import PlanningPage
from visitplanner.ui.planning.view_bar import YEAR
from visitplanner.ui.shell.main_window import MainWindow


@pytest.fixture
def page(context: Context, small: SmallOffice, window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> PlanningPage:
    """A large customer's visit agreed, another suggested, two group visits with the same member."""
    monkeypatch.setattr(what_if, "SECONDS", 0)
    group = {"subject_kind": SubjectKind.GROUP, "subject_id": small.group.id, "leader_id": small.manager.id}
    visits = (
        small.visit(),
        small.visit(subject_id=small.sites[0].id, day=dt.date(2026, 4, 15), state=VisitState.SUGGESTED),
        small.visit(day=dt.date(2026, 4, 20), member_ids=(small.business.id,), **group),
        small.visit(day=dt.date(2026, 9, 21), ordinal=2, member_ids=(small.business.id,), **group),
    )
    context.office.do(Keep(tuple(("visits", visit) for visit in visits)))
    window.go("planning")
    shown = window.page()
    assert isinstance(shown, PlanningPage)
    return shown


def test_the_year_measures_who_goes_along_by_an_even_share(page: PlanningPage, small: SmallOffice) -> None:
    page.bar.choose(YEAR)
    page.year_view.by.set_value(By.MEMBER)
    page.year_view.by.chosen.emit(By.MEMBER)
    fair = page.year_view.sheet.shown.fair
    assert fair == {small.business.id: 1.0, small.technical.id: 1.0}
    assert "平均份額" in page.year_view._told.text()
    page.kind.set_value(SubjectKind.GROUP)
    page.kind.chosen.emit(SubjectKind.GROUP)
    assert page.year_view.sheet.shown.fair == {}


def test_who_leads_is_measured_by_the_rank(page: PlanningPage, small: SmallOffice) -> None:
    page.bar.choose(YEAR)
    assert page.year_view.sheet.shown.fair == {small.manager.id: 2.0, small.supervisor.id: 2.0}


def test_the_list_of_turns_marks_who_is_far_from_fair(page: PlanningPage) -> None:
    dialog = page.hand.open_turns()
    assert dialog is not None
    rows = {row.person.name: row for row in dialog.table.rows.rows()}
    assert (rows["陳業務"].joined, rows["吳電務"].joined) == (2, 0)
    assert written(rows["陳業務"].joined, page.language) == "2"
    assert dialog.table.rows.rowCount() == 4
    dialog.reject()


def test_the_visits_freed_when_somebody_leaves_are_listed(page: PlanningPage, small: SmallOffice) -> None:
    dialog = page.hand.open_what_if()
    assert dialog is not None
    dialog.without.set_values([small.supervisor.id])
    dialog.submit()
    assert [row.subject for row in dialog.freed.rows.rows()] == ["虛構食品股份有限公司"]
    assert dialog.lists.tabText(1) == "須改派（1）"
    assert "已約定的洽訪有 1 次須改派他人。" in dialog.told
    dialog.without.set_values([])
    dialog.threshold.setText("900")
    dialog.submit()
    assert dialog.lists.tabText(1) == "須改派（0）" and "須改派" not in dialog.told
    dialog.reject()
