"""洽訪希望, 不在, 代理, 移交, 排程權重: what the forms show becomes what the office keeps, and can be taken back."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QDialog

from tests.builders import Keep, SmallOffice
from visitplanner.domain.customers.wishes import Wish
from visitplanner.domain.staff.staff import Absence, Person
from visitplanner.domain.visits.visits import Visit
from visitplanner.services.customers.wishes import SetWish, WishOf
from visitplanner.services.handovers.substitutes import Substitutions
from visitplanner.services.office.context import Context
from visitplanner.services.planning.weights import Level, WeightsInForce
from visitplanner.services.programme.obligations import DueList
from visitplanner.services.staff.staff import ChangePerson, StaffList
from visitplanner.services.visits.visits import VisitList
from visitplanner.ui.customers.page import CustomersPage
from visitplanner.ui.customers.wish_form import WishBox
from visitplanner.ui.handovers.hit_visits import HitVisits
from visitplanner.ui.settings.page import SettingsPage
from visitplanner.ui.settings.staff import PersonForm, StaffTab
from visitplanner.ui.shell.application import Program
from visitplanner.ui.shell.main_window import MainWindow
from visitplanner.ui.widgets.parts import label

WEDNESDAY = dt.date(2026, 3, 18)
EASTER = (dt.date(2026, 4, 6), dt.date(2026, 4, 10))


@pytest.fixture
def visit(context: Context, small: SmallOffice) -> Visit:
    """The large customer's, on Wednesday, led by the supervisor."""
    made = small.visit()
    context.office.do(Keep((("visits", made),)))
    return made


@pytest.fixture
def staff(small: SmallOffice, window: MainWindow) -> StaffTab:
    window.go("settings", "staff")
    page = window.page()
    assert isinstance(page, SettingsPage)
    return page.staff


def card_of(window: MainWindow, small: SmallOffice) -> WishBox:
    window.go("customers", small.large.id)
    page = window.page()
    assert isinstance(page, CustomersPage)
    return page.card.overview.wish


def kept(context: Context, person: Person) -> Person:
    return next(row.person for row in context.office.ask(StaffList()) if row.person.id == person.id)


def hit_dialogs(staff: StaffTab) -> list[HitVisits]:
    return [each for each in staff.findChildren(QDialog) if isinstance(each, HitVisits)]


# -- 洽訪希望 -----------------------------------------------------------------------------------------------------


def test_a_wish_is_written_on_the_card_and_read_there_again(context: Context, small: SmallOffice, window: MainWindow) -> None:
    box = card_of(window, small)
    assert box.words == "尚無：任何上班日都可以。"
    form = box.open_form()
    assert form is not None
    form.inputs["closed_months"].widget.set_values((5, 8))
    form.inputs["preferred_weekdays"].widget.set_values((1,))
    form.inputs["not_before"].widget.set_day(dt.date(2026, 4, 1))
    form.inputs["notes"].widget.setPlainText("五月歲修")
    form.submit()
    wish = context.office.ask(WishOf(small.large.id))
    assert wish is not None
    assert (wish.closed_months, wish.preferred_weekdays, wish.not_before) == ((5, 8), (1,), dt.date(2026, 4, 1))
    assert box.words.splitlines() == ["5、8 月不便受訪。", "希望排在週二。", "最早 115/04/01 起方便受訪。", "五月歲修"]


def test_a_wish_that_closes_every_month_is_refused_at_the_months(small: SmallOffice, window: MainWindow) -> None:
    form = card_of(window, small).open_form()
    assert form is not None
    form.inputs["closed_months"].widget.set_values(range(1, 13))
    form.submit()
    assert form.fields["closed_months"].refusal
    form.reject()


def test_days_that_cannot_be_read_are_refused_at_their_field(context: Context, small: SmallOffice, window: MainWindow) -> None:
    form = card_of(window, small).open_form()
    assert form is not None
    form.inputs["closed_months"].widget.set_values((5,))
    form.inputs["not_after"].widget.setText("115/13/01")
    form.submit()
    assert form.fields["not_after"].refusal
    assert context.office.ask(WishOf(small.large.id)) is None
    form.reject()


def test_an_emptied_wish_is_cleared_and_comes_back_by_undo(
    context: Context, small: SmallOffice, window: MainWindow, program: Program
) -> None:
    context.office.do(SetWish(Wish(subject_id=small.large.id, closed_months=(2,))))
    box = card_of(window, small)
    form = box.open_form()
    assert form is not None
    assert form.inputs["closed_months"].widget.values() == (2,)
    form.inputs["closed_months"].widget.set_values(())
    form.submit()
    assert context.office.ask(WishOf(small.large.id)) is None
    program.session.undo()
    assert box.words == "2 月不便受訪。"


def test_an_empty_wish_that_was_none_before_changes_nothing(small: SmallOffice, window: MainWindow, program: Program) -> None:
    form = card_of(window, small).open_form()
    assert form is not None
    form.submit()
    assert form.isHidden()
    assert not program.session.can_undo


# -- 不在 ---------------------------------------------------------------------------------------------------------


def test_editing_a_person_keeps_the_reasons_of_days_away(context: Context, small: SmallOffice, staff: StaffTab) -> None:
    absences = (Absence(*EASTER, "受訓"), Absence(WEDNESDAY, WEDNESDAY, "休假"))
    context.office.do(ChangePerson(replace(small.business, version=1, absences=absences)))
    form = PersonForm(staff._desk, kept(context, small.business), staff)
    form.department.setText("業務課")
    form.submit()
    after = kept(context, small.business)
    assert after.department == "業務課"
    assert after.absences == tuple(sorted(absences, key=lambda one: one.first))


def test_days_away_are_added_and_taken_out_line_by_line(context: Context, small: SmallOffice, staff: StaffTab) -> None:
    form = PersonForm(staff._desk, kept(context, small.business), staff)
    for first, reason in ((WEDNESDAY, "休假"), (EASTER[0], "受訓")):
        line = form.away.add_line()
        line.first.set_day(first)
        line.reason.setText(reason)
    form.away.lines[0].remove.click()
    form.submit()
    assert kept(context, small.business).absences == (Absence(EASTER[0], EASTER[0], "受訓"),)


def test_a_line_without_a_first_day_is_refused_and_an_empty_one_is_not(
    context: Context, small: SmallOffice, staff: StaffTab
) -> None:
    form = PersonForm(staff._desk, kept(context, small.business), staff)
    line = form.away.add_line()
    line.reason.setText("休假")
    form.submit()
    assert form.fields["absences"].refusal
    line.reason.setText("")
    form.submit()
    assert form.isHidden()
    assert kept(context, small.business).absences == ()


def test_days_away_name_the_visits_they_hit_and_lead_to_them(
    context: Context, visit: Visit, small: SmallOffice, staff: StaffTab, window: MainWindow
) -> None:
    staff.table.show_key(small.supervisor.id)
    form = staff.open_away()
    assert form is not None
    form.first.set_day(WEDNESDAY)
    form.reason.setText("公假")
    form.submit()
    assert kept(context, small.supervisor).absences == (Absence(WEDNESDAY, WEDNESDAY, "公假"),)
    (dialog,) = hit_dialogs(staff)
    assert [clash.row.visit.id for clash in dialog.table.rows.rows()] == [visit.id]
    dialog.verb.click()
    assert window.page().title.text() == "行程"


def test_days_away_that_hit_nothing_open_no_dialog(visit: Visit, small: SmallOffice, staff: StaffTab) -> None:
    staff.table.show_key(small.supervisor.id)
    form = staff.open_away()
    assert form is not None
    form.submit()
    assert form.fields["first"].refusal
    form.first.set_day(EASTER[0])
    form.last.set_day(EASTER[1])
    form.submit()
    assert hit_dialogs(staff) == []


def test_nothing_can_be_done_with_a_person_before_one_is_chosen(staff: StaffTab) -> None:
    assert not staff.hand_over.isEnabled()
    assert staff.open_hand_over() is None
    staff.table.show_key(staff.table.rows.row(0).person.id)
    assert staff.hand_over.isEnabled()


# -- 代理 ---------------------------------------------------------------------------------------------------------


def test_a_substitute_is_named_for_a_while_and_ended_earlier(
    context: Context, visit: Visit, small: SmallOffice, staff: StaffTab
) -> None:
    assert staff.substitutions.rows.rowCount() == 0
    staff.table.show_key(small.supervisor.id)
    form = staff.open_substitute()
    assert form is not None
    form.stand_in.set_value(small.manager.id)
    form.last.set_day(EASTER[1])
    form.submit()
    (row,) = context.office.ask(Substitutions())
    assert (row.person.id, row.stand_in.id, row.last, row.count) == (small.supervisor.id, small.manager.id, EASTER[1], 3)
    assert [clash.row.visit.id for clash in hit_dialogs(staff)[0].table.rows.rows()] == [visit.id]
    owed = next(each for each in context.office.ask(DueList(2026)) if each.obligation.subject_id == small.large.id)
    assert (owed.person, owed.stands_in_for) == ("王經理", "林課長")
    ending = staff.open_end()
    assert ending is not None
    ending.last.set_day(WEDNESDAY)
    ending.submit()
    assert [one.last for one in staff.substitutions.rows.rows()] == [WEDNESDAY]


def test_a_substitute_may_be_for_some_customers_only(context: Context, small: SmallOffice, staff: StaffTab) -> None:
    staff.table.show_key(small.supervisor.id)
    form = staff.open_substitute()
    assert form is not None
    form.stand_in.set_value(small.manager.id)
    form.last.set_day(EASTER[1])
    form.subjects.set_values((small.park.id,))
    form.submit()
    assert [one.count for one in context.office.ask(Substitutions())] == [1]


def test_a_substitute_of_too_low_a_rank_is_refused_beside_the_name(context: Context, small: SmallOffice, staff: StaffTab) -> None:
    staff.table.show_key(small.supervisor.id)
    form = staff.open_substitute()
    assert form is not None
    form.stand_in.set_value(small.business.id)
    form.submit()
    assert form.fields["last"].refusal
    form.last.set_day(EASTER[1])
    form.submit()
    assert form.fields["by"].refusal
    assert context.office.ask(Substitutions()) == []
    form.reject()


# -- 移交 ---------------------------------------------------------------------------------------------------------


def test_a_hand_over_is_previewed_carried_out_and_undone(
    context: Context, visit: Visit, small: SmallOffice, staff: StaffTab, program: Program
) -> None:
    staff.table.show_key(small.supervisor.id)
    form = staff.open_hand_over()
    assert form is not None
    assert not form.verb.isEnabled()
    form.taker.set_value(small.manager.id)
    form.preview()
    counts = {part: table.rows.rowCount() for part, table in form.tables.items()}
    assert counts == {"rows": 3, "visits": 1, "clashes": 0, "joined": 0, "cases": 0}
    assert form.tabs.tabText(0) == "用戶與集團（3）"
    assert context.office.ask(VisitList())[0].leader == "林課長"
    form.submit()
    assert context.office.ask(VisitList())[0].leader == "王經理"
    program.session.undo()
    assert context.office.ask(VisitList())[0].leader == "林課長"
    leads = {row.person.name: row.looks_after for row in context.office.ask(StaffList())}
    assert (leads["林課長"], leads["王經理"]) == (3, 0)


def test_a_visit_that_cannot_go_along_is_listed_with_its_reason(
    context: Context, visit: Visit, small: SmallOffice, staff: StaffTab
) -> None:
    context.office.do(ChangePerson(replace(small.manager, version=1, absences=(Absence(WEDNESDAY, WEDNESDAY),))))
    staff.table.show_key(small.supervisor.id)
    form = staff.open_hand_over()
    assert form is not None
    form.taker.set_value(small.manager.id)
    form.preview()
    (clash,) = form.tables["clashes"].rows.rows()
    assert clash.row.visit.id == visit.id
    assert form.tables["visits"].rows.rowCount() == 0
    form.reject()


def test_a_hand_over_that_is_not_lawful_cannot_be_carried_out(context: Context, small: SmallOffice, staff: StaffTab) -> None:
    staff.table.show_key(small.supervisor.id)
    form = staff.open_hand_over()
    assert form is not None
    form.taker.set_value(small.business.id)
    form.preview()
    assert form.fields["to"].refusal
    assert not form.verb.isEnabled()
    form.submit()
    assert {row.person.name: row.looks_after for row in context.office.ask(StaffList())}["林課長"] == 3
    form.reject()


# -- 排程權重 -----------------------------------------------------------------------------------------------------


def test_weights_are_chosen_in_words_and_taken_back(
    context: Context, small: SmallOffice, window: MainWindow, program: Program
) -> None:
    window.go("settings", "weights")
    page = window.page()
    assert isinstance(page, SettingsPage)
    page.weights.inputs["trips"].choose(Level.MUCH)
    assert context.office.ask(WeightsInForce()).trips is Level.MUCH
    program.session.undo()
    assert page.weights.inputs["trips"].value() is Level.SOME
    page.weights.inputs["balance"].choose(Level.NONE)
    page.weights.usual.click()
    assert page.weights.weights() == context.office.ask(WeightsInForce())


def test_every_weight_says_what_it_does(window: MainWindow) -> None:
    window.go("settings", "weights")
    page = window.page()
    assert isinstance(page, SettingsPage)
    muted = [each.text() for each in page.weights.findChildren(type(label())) if each.property("role") == "muted"]
    assert len(muted) >= len(page.weights.inputs)
    assert any("同一行政區" in text for text in muted)
