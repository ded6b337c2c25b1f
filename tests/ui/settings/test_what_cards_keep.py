"""Cards of settings and the hand-overs that are due: what is shown is what is kept, and what is done is gone."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton

from tests.builders import TODAY, Keep, SmallOffice
from tests.exchange.test_calendar_csv import lines_of
from visitplanner.domain.core.messages import said
from visitplanner.domain.tariffs.findings.verdict import Threshold
from visitplanner.services.calendar.calendar import AddClosure, CalendarOf
from visitplanner.services.handovers.substitutes import Substitutions
from visitplanner.services.office.context import Context
from visitplanner.services.office.office_settings import ChangeOfficeSettings, OfficeSettings, OfficeSettingsInForce
from visitplanner.services.planning.problem.successors import DueHandOver
from visitplanner.services.staff.staff import StaffList
from visitplanner.ui.handovers.due_hand_overs import DueHandOvers
from visitplanner.ui.handovers.substitute_form import SubstituteForm
from visitplanner.ui.settings.office import OfficeCard
from visitplanner.ui.settings.page import SettingsPage
from visitplanner.ui.shell.main_window import MainWindow


@pytest.fixture
def page(window: MainWindow) -> SettingsPage:
    window.go("settings")
    shown = window.page()
    assert isinstance(shown, SettingsPage)
    return shown


# -- 營業處 -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("ntd", "permille"), [(0, 0), (5000, 1), (10_000_000, 100), (12_345, 29)])
def test_the_office_s_card_shows_and_keeps_every_choice(context: Context, page: SettingsPage, ntd: int, permille: int) -> None:
    kept = OfficeSettings("台北南區營業處", 9, Threshold(Decimal(ntd), Decimal(permille) / 1000))
    context.office.do(ChangeOfficeSettings(kept))
    card = OfficeCard(page.desk)
    assert (card.name.text(), card.days.value(), card.least_ntd.value(), card.least_share.value()) == (
        kept.name,
        9,
        ntd,
        permille,
    )
    card.days.setValue(10)
    card.keep()
    assert context.office.ask(OfficeSettingsInForce()) == replace(kept, reply_within=10)
    card.deleteLater()


# -- 行事曆 -------------------------------------------------------------------------------------------------------


def test_the_calendar_tells_weekdays_off_and_its_working_days(context: Context, page: SettingsPage) -> None:
    context.office.do(AddClosure(TODAY + dt.timedelta(days=1), "停電"))
    page.arrive("calendar")
    page.calendar.year.chosen.emit(2026)
    shown = [day for day, _ in page.calendar.days.rows.rows()]
    year = context.office.ask(CalendarOf(2026))
    assert shown == [day for day, _ in year.days_off if day.weekday() < 5] and shown
    assert [reason for _, reason in page.calendar.closures.rows.rows()] == ["停電"]
    assert str(year.working_days) in page.calendar._source.text()


def test_nothing_is_removed_while_no_closure_is_chosen(context: Context, page: SettingsPage) -> None:
    context.office.do(AddClosure(TODAY + dt.timedelta(days=1), "停電"))
    page.arrive("calendar")
    page.calendar.year.chosen.emit(2025)
    page.calendar.remove.click()
    assert context.office.ask(CalendarOf(2026)).closures


def test_an_official_calendar_makes_a_provisional_year_official_and_shows_it(
    context: Context, small: SmallOffice, page: SettingsPage, tmp_path: Path
) -> None:
    """New Year's Day of 2027 is off, a visit stands on it."""
    visit = small.visit(day=dt.date(2027, 1, 1), year=2027)
    context.office.do(Keep((("visits", visit),)))
    page.arrive("calendar")
    page.calendar.year.chosen.emit(2027)
    assert page.calendar.status == "暫定"
    path = tmp_path / "116年辦公日曆表.csv"
    path.write_text("\n".join(lines_of(2027)), encoding="utf-8-sig")
    page.calendar.year.chosen.emit(2026)
    page.calendar.import_file(path)
    assert (page.calendar.status, page.calendar.year.value()) == ("正式", 2027)
    assert [day for day, _ in page.calendar.days.rows.rows()] == [dt.date(2027, 1, 1)]
    assert [clash.visit_id for clash in page.calendar.clashes.rows.rows()] == [visit.id]


# -- 代理, 移交 ---------------------------------------------------------------------------------------------------


def test_who_stands_in_is_kept_the_form_goes_and_nothing_is_told_where_nothing_is_hit(
    context: Context, small: SmallOffice, page: SettingsPage, window: MainWindow
) -> None:
    told: list[object] = []
    people = [row.person for row in context.office.ask(StaffList())]
    form = SubstituteForm(page.desk, small.supervisor, people, window, lambda words, clashes: told.append((words, clashes)))
    form.open()
    assert small.supervisor.id not in form.stand_in.values and form.stand_in.value() is None
    form.last.set_day(TODAY)
    form.submit()
    assert form.fields["by"].refusal and context.office.ask(Substitutions()) == [] and not form.isHidden()
    form.stand_in.set_value(small.manager.id)
    form.submit()
    assert form.isHidden() and told == []
    (one,) = context.office.ask(Substitutions())
    assert (one.first, one.last, one.count) == (TODAY, TODAY, 3)


def test_visits_still_led_in_that_time_are_told_with_their_reason(
    context: Context, small: SmallOffice, page: SettingsPage, window: MainWindow
) -> None:
    visit = small.visit(day=TODAY)
    context.office.do(Keep((("visits", visit),)))
    told: list[tuple[str, list[object]]] = []
    people = [row.person for row in context.office.ask(StaffList())]
    form = SubstituteForm(page.desk, small.supervisor, people, window, lambda words, hit: told.append((words, list(hit))))
    form.open()
    form.stand_in.set_value(small.manager.id)
    form.last.set_day(TODAY)
    form.submit()
    ((words, (clash,)),) = told
    assert "王經理" in words and clash.row.visit.id == visit.id  # type: ignore[attr-defined]
    assert "林課長" in page.desk.language.say(clash.reasons[0])  # type: ignore[attr-defined]


def due(leaver: object, taker: object, why: str) -> DueHandOver:
    return DueHandOver(leaver, taker, TODAY + dt.timedelta(days=9), said("{text}", text=why))  # type: ignore[arg-type]


def test_hand_overs_that_are_due_are_lines_and_go_when_none_is(context: Context, small: SmallOffice, page: SettingsPage) -> None:
    lines = DueHandOvers(page.desk, [small.supervisor])
    lines.setParent(page)
    assert lines.isHidden()
    lines.show_due([due(small.supervisor, small.manager, "甲")])
    one = lines.height()
    assert not lines.isHidden() and len(buttons(lines)) == 1
    lines.show_due([due(small.supervisor, small.manager, each) for each in "甲乙丙"])
    assert len(buttons(lines)) == 3 and one < lines.height() == 2 * one, "two lines stand in full, more are scrolled to"
    lines.show_due([])
    assert lines.isHidden() and buttons(lines) == []


def buttons(lines: DueHandOvers) -> list[object]:
    rows = [lines._lines.itemAt(n) for n in range(lines._lines.count())]
    held = [row.widget() for row in rows if row is not None]
    return [one.findChild(QPushButton) for one in held if one is not None]


def test_its_form_is_filled_in_with_both_people_and_the_day_and_tells_when_it_is_done(
    context: Context, small: SmallOffice, page: SettingsPage, window: MainWindow
) -> None:
    lines = DueHandOvers(page.desk, [])
    lines.setParent(page)
    heard: list[bool] = []
    lines.done.connect(lambda: heard.append(True))
    one = due(small.supervisor, small.manager, "甲")
    form = lines.open(one)
    assert (form.day.day(), form.taker.value()) == (one.on, small.manager.id)
    assert form.tables["rows"].rows.rowCount() == 3
    form.submit()
    assert heard == [True]
