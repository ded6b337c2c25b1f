"""設定: open questions with their choice, working days and closures, people, imports, backup."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tests.builders import SmallOffice
from visitplanner.domain.staff.staff import Absence, Rank, Skill
from visitplanner.services.office.context import Context
from visitplanner.services.programme.obligations import ProgrammeInForce
from visitplanner.services.staff.staff import StaffList
from visitplanner.ui.settings.page import SettingsPage
from visitplanner.ui.settings.staff import PersonForm
from visitplanner.ui.shell.application import Program
from visitplanner.ui.shell.main_window import MainWindow


@pytest.fixture
def page(window: MainWindow) -> SettingsPage:
    window.go("settings")
    shown = window.page()
    assert isinstance(shown, SettingsPage)
    return shown


def test_an_open_question_is_answered_and_undone(context: Context, page: SettingsPage, program: Program) -> None:
    page.arrive("programme")
    page.programme.inputs["video_counts"].set_value(True)  # pyright: ignore[reportAttributeAccessIssue]
    page.programme.apply()
    assert context.office.ask(ProgrammeInForce()).choices.video_counts
    program.session.undo()
    assert not context.office.ask(ProgrammeInForce()).choices.video_counts
    assert page.programme.inputs["video_counts"].value() is False  # pyright: ignore[reportAttributeAccessIssue]


@pytest.mark.parametrize("text", ["-5", "abc", "0"])
def test_a_threshold_that_is_none_is_refused(context: Context, page: SettingsPage, text: str) -> None:
    page.arrive("programme")
    page.programme.inputs["threshold_kw"].setText(text)  # pyright: ignore[reportAttributeAccessIssue]
    page.programme.apply()
    assert page.programme.refusal
    assert context.office.ask(ProgrammeInForce()).choices.threshold_kw is None


def test_a_year_without_an_official_calendar_is_called_provisional(page: SettingsPage) -> None:
    page.arrive("calendar")
    page.calendar.year.set_value(2027)
    page.calendar.year.chosen.emit(2027)
    assert page.calendar.status == "暫定"
    page.calendar.year.chosen.emit(2026)
    assert page.calendar.status == "正式"


def test_an_official_calendar_is_imported(page: SettingsPage, shared: Path) -> None:
    files = sorted((shared / "reference" / "calendar").glob("*.csv"))
    assert files
    page.calendar.import_file(files[0])
    assert page.calendar.status == "正式"


def test_a_typhoon_day_is_closed_and_opened_again(page: SettingsPage) -> None:
    page.arrive("calendar")
    form = page.calendar.open_closure()
    form.day.set_day(dt.date(2026, 7, 15))
    form.submit()
    assert form.fields["reason"].refusal
    form.reason.setText("颱風停止上班")
    form.submit()
    assert [day for day, _ in page.calendar.closures.rows.rows()] == [dt.date(2026, 7, 15)]
    page.calendar.closures.show_key(dt.date(2026, 7, 15))
    page.calendar.remove.click()
    assert page.calendar.closures.rows.rowCount() == 0


def test_a_closure_on_a_sunday_is_refused_at_the_day(page: SettingsPage) -> None:
    form = page.calendar.open_closure()
    form.day.set_day(dt.date(2026, 3, 15))
    form.reason.setText("施工")
    form.submit()
    assert form.fields["day"].refusal
    form.reject()


def test_a_person_is_edited_with_days_away(context: Context, small: SmallOffice, page: SettingsPage, window: MainWindow) -> None:
    person = next(row.person for row in context.office.ask(StaffList()) if row.person.id == small.business.id)
    form = PersonForm(page.desk, person, window)
    form.rank.set_value(Rank.SUPERVISOR)
    form.skills[Skill.TECHNICAL].setChecked(True)
    week, day = form.away.add_line(), form.away.add_line()
    week.first.setText("115/13/01")
    form.submit()
    assert form.fields["absences"].refusal
    week.first.setText("115/03/02")
    week.last.setText("115/03/01")
    form.submit()
    assert form.fields["absences"].refusal
    week.last.setText("115/03/06")
    day.first.setText("1150504")
    form.submit()
    after = next(row.person for row in context.office.ask(StaffList()) if row.person.id == small.business.id)
    assert after.rank is Rank.SUPERVISOR
    assert after.skills == {Skill.BUSINESS, Skill.TECHNICAL}
    assert after.absences == (
        Absence(dt.date(2026, 3, 2), dt.date(2026, 3, 6)),
        Absence(dt.date(2026, 5, 4), dt.date(2026, 5, 4)),
    )


def test_the_staff_list_is_imported_and_taken_back(context: Context, page: SettingsPage, tmp_path: Path) -> None:
    path = tmp_path / "staff.csv"
    path.write_text("姓名,職級,專業\n林課長,課長,業務\n王經理,經理,電務\n", encoding="utf-8-sig")
    page.arrive("staff")
    wizard = page.staff.open_import()
    wizard.open_file(path)
    wizard.next.click()
    wizard.next.click()
    assert page.staff.table.rows.rowCount() == 2
    page.arrive("imports")
    page.imports.table.show_key(page.imports.table.rows.row(0).id)
    page.imports.revert.click()
    assert page.staff.table.rows.rowCount() == 0
    assert not page.imports.revert.isEnabled()


def test_a_backup_is_made_and_named(page: SettingsPage, tmp_path: Path) -> None:
    folder = tmp_path / "backup"
    folder.mkdir()
    page.general.back_up_to(folder)
    assert "已備份" in page.general.made or "備份" in page.general.made
    assert len(list(folder.iterdir())) == 1
    assert page.general.save.isEnabled()
