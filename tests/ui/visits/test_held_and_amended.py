"""補登洽訪 and 更正 in the window: entered from the customer's page, the group's and anywhere; amended, old editions readable."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from tests.builders import Keep, SmallOffice
from visitplanner.domain.visits.intelligence import Intelligence
from visitplanner.domain.visits.visits import Slot as HalfDay
from visitplanner.domain.visits.visits import Visit, VisitOutcome, VisitState
from visitplanner.services.office.context import Context
from visitplanner.services.visits.amending import EditionsOf
from visitplanner.services.visits.held_records import HeldSheetFor
from visitplanner.services.visits.visits import VisitList
from visitplanner.ui.customers.page import CustomersPage
from visitplanner.ui.planning.page import PlanningPage
from visitplanner.ui.shell.application import Program
from visitplanner.ui.shell.main_window import MainWindow
from visitplanner.ui.visits.amend_form import AmendForm
from visitplanner.ui.visits.editions import EditionsDialog
from visitplanner.ui.visits.held_form import HeldForm

FEBRUARY, LAST_FRIDAY = dt.date(2026, 2, 12), dt.date(2026, 3, 13)


@pytest.fixture
def recorded(context: Context, small: SmallOffice) -> Visit:
    """A visit of last Friday with its record."""
    made = small.visit(
        day=LAST_FRIDAY,
        state=VisitState.DONE,
        held_on=LAST_FRIDAY,
        outcome=VisitOutcome.DONE,
        notes="今年訂單回溫",
        satisfaction=4,
        intelligence=Intelligence(expansion="擴建第二廠"),
    )
    context.office.do(Keep((("visits", made),)))
    return made


def kept(context: Context, subject: object) -> list[Visit]:
    return [row.visit for row in context.office.ask(VisitList()) if row.visit.subject_id == subject]


def card_of(window: MainWindow, subject: object) -> CustomersPage:
    window.go("customers", subject)
    page = window.page()
    assert isinstance(page, CustomersPage)
    return page


def hand_of(window: MainWindow, visit: Visit) -> PlanningPage:
    window.go("planning", visit.id)
    page = window.page()
    assert isinstance(page, PlanningPage)
    return page


# -- 補登 -----------------------------------------------------------------------------------------------------------


def test_a_held_visit_is_entered_from_the_customer_s_page_and_counts(
    small: SmallOffice, context: Context, window: MainWindow, program: Program
) -> None:
    page = card_of(window, small.large.id)
    assert page.card.held.text() == "補登洽訪" and page.card.held.isVisible()
    form = page.card.open_held()
    assert form is not None
    assert form.subject.value() == small.large.id and form.inputs.leader.text() == "林課長"
    assert form.inputs.held_on.text() == ""
    form.inputs.held_on.setText("115/02/12")
    form.slot.set_value(HalfDay.PM)
    form.inputs.notes.setPlainText("補登")
    form._ask_count()
    assert form.forecast.text() == "本次計列"
    form.submit()
    assert not form.isVisible()
    (visit,) = kept(context, small.large.id)
    assert (visit.state, visit.held_on, visit.slot) == (VisitState.DONE, FEBRUARY, HalfDay.PM)
    assert (visit.leader_id, visit.notes) == (small.supervisor.id, "補登")
    program.session.undo()
    assert kept(context, small.large.id) == []


def test_only_what_was_held_can_be_entered(small: SmallOffice, window: MainWindow) -> None:
    form = card_of(window, small.large.id).card.open_held()
    assert form is not None
    assert form.inputs.outcome.values == [VisitOutcome.DONE, VisitOutcome.PHONE, VisitOutcome.VIDEO]
    form.reject()


def test_a_day_recorded_already_is_refused_beside_the_day(recorded: Visit, small: SmallOffice, window: MainWindow) -> None:
    form = card_of(window, small.large.id).card.open_held()
    assert form is not None
    form.submit()
    assert form.inputs.fields["held_on"].refusal == "尚未填日期。請填實際洽訪的日期。"
    form.inputs.held_on.setText("115/03/13")
    form._ask_count()
    assert "已登錄過" in form.forecast.text()
    form.submit()
    assert "已登錄過" in form.inputs.fields["held_on"].refusal
    form.inputs.held_on.setText("115/03/17")
    form.submit()
    assert "晚於今天" in form.inputs.fields["held_on"].refusal
    form.reject()


def test_a_name_that_was_typed_and_not_taken_is_refused(small: SmallOffice, window: MainWindow) -> None:
    form = card_of(window, small.large.id).card.open_held()
    assert form is not None
    form.inputs.held_on.setText("115/02/12")
    form.inputs.members.picker.setText("無此人")
    form.submit()
    assert "無此人" in form.inputs.fields["members"].refusal
    form.reject()


def test_what_is_half_entered_is_found_again_with_that_customer_alone(
    small: SmallOffice, context: Context, window: MainWindow
) -> None:
    page = card_of(window, small.large.id)
    form = page.card.open_held()
    assert form is not None
    form.inputs.held_on.setText("115/02/12")
    form.slot.set_value(HalfDay.PM)
    form.inputs.notes.setPlainText("寫到一半")
    form.reject()
    other = HeldForm(window._desk, window, small.group.id)
    assert other.inputs.notes.toPlainText() == ""
    other.reject()
    again = page.card.open_held()
    assert again is not None
    assert again.inputs.notes.toPlainText() == "寫到一半" and again.slot.value() is HalfDay.PM
    assert again.taken_up.isVisible()
    again.submit()
    assert context.office.ask(HeldSheetFor(small.large.id)).draft is None
    assert len(kept(context, small.large.id)) == 1


def test_a_group_s_visit_is_entered_from_its_page_with_the_site(small: SmallOffice, context: Context, window: MainWindow) -> None:
    form = card_of(window, small.group.id).card.open_held()
    assert form is not None
    assert form.inputs.leader.text() == "王經理"
    assert form.inputs.fields["site"].isVisibleTo(form)
    form.inputs.held_on.setText("1150212")
    form.inputs.site.set_value(small.sites[0].id)
    form._ask_count()
    assert "業務" in form.forecast.text() and form.inputs.fields["override"].isVisibleTo(form)
    form.inputs.members.set_values((small.business.id, small.technical.id))
    form._ask_count()
    assert form.forecast.text() == "本次計列"
    form.submit()
    (visit,) = kept(context, small.group.id)
    assert (visit.site_id, visit.member_ids) == (small.sites[0].id, (small.business.id, small.technical.id))


def test_anywhere_the_palette_asks_for_the_subject_first(small: SmallOffice, context: Context, window: MainWindow) -> None:
    window.go("home")
    palette = window.open_palette()
    palette.field.setText("補登")
    assert any(found is not None and found.text.startswith("補登洽訪") for found in palette._shown)
    palette.close()
    form = window.open_held()
    form.inputs.notes.setPlainText("先寫的字")
    form.submit()
    assert form.inputs.fields["subject_id"].refusal.startswith("尚未指定")
    form.subject.setText("05123456789")
    form.subject.editingFinished.emit()
    assert form.subject.value() == small.large.id
    assert form.inputs.notes.toPlainText() == "先寫的字" and form.inputs.leader.text() == "林課長"
    form.inputs.held_on.setText("115/02/12")
    form.submit()
    assert [visit.notes for visit in kept(context, small.large.id)] == ["先寫的字"]


def test_a_wrong_subject_is_changed_and_what_was_typed_goes_along(
    small: SmallOffice, context: Context, window: MainWindow
) -> None:
    form = card_of(window, small.large.id).card.open_held()
    assert form is not None
    form.inputs.notes.setPlainText("寫錯用戶")
    form._keep_draft()
    form.subject.setText("虛構集團")
    assert form.inputs.notes.toPlainText() == "寫錯用戶" and form.inputs.leader.text() == "王經理"
    assert len(form.inputs.raised.rows) == 1
    form.reject()
    assert context.office.ask(HeldSheetFor(small.large.id)).draft is None
    assert context.office.ask(HeldSheetFor(small.group.id)).draft is not None


def test_on_the_customer_s_page_the_command_means_that_customer(small: SmallOffice, window: MainWindow) -> None:
    page = card_of(window, small.large.id)
    form = window.open_held()
    assert form.subject.value() == small.large.id
    form.reject()
    page.show_list()
    form = window.open_held()
    assert form.subject.text() == ""
    form.reject()


# -- 更正 -----------------------------------------------------------------------------------------------------------


def test_a_kept_record_is_amended_from_its_panel_and_the_old_edition_stays_readable(
    recorded: Visit, context: Context, window: MainWindow
) -> None:
    page = hand_of(window, recorded)
    assert page.card.buttons["amend"].isVisible() and not page.card.buttons["record"].isVisible()
    page.card.buttons["amend"].click()
    form = page.findChild(AmendForm)
    assert form is not None
    assert form.inputs.notes.toPlainText() == "今年訂單回溫" and form.inputs.satisfaction.value() == 4
    form.inputs.notes.setPlainText("今年訂單下滑")
    form.inputs.held_on.setText("115/03/12")
    form.submit()
    assert not form.isVisible()
    (visit,) = kept(context, recorded.subject_id)
    assert (visit.edition, visit.notes, visit.held_on) == (2, "今年訂單下滑", dt.date(2026, 3, 12))
    assert visit.intelligence.expansion == "擴建第二廠"
    link = next(made for made in page.card.findChildren(QPushButton) if made.text().startswith("第 2 版"))
    assert link.isVisible()
    link.click()
    dialog = page.findChild(EditionsDialog)
    assert dialog is not None
    assert [row.edition.notes for row in dialog.shown] == ["今年訂單回溫", "今年訂單下滑"]
    words = "".join(made.text() for made in dialog.findChildren(QLabel))
    assert "第 1 版（至 115/03/16 止）" in words and "之後更正：洽訪日期、備註" in words
    dialog.reject()


def test_notes_and_a_reason_can_be_taken_away_by_an_amendment(recorded: Visit, context: Context, window: MainWindow) -> None:
    form = hand_of(window, recorded).hand.open_amendment()
    assert form is not None
    form.inputs.notes.setPlainText("")
    form.submit()
    assert [one.edition.notes for one in context.office.ask(EditionsOf(recorded.id))] == ["今年訂單回溫", ""]


def test_an_amendment_that_says_nothing_new_is_refused_and_its_draft_kept(recorded: Visit, window: MainWindow) -> None:
    page = hand_of(window, recorded)
    form = page.hand.open_amendment()
    assert form is not None
    form.submit()
    assert form.general == "更正：紀錄內容並無不同。請修改有誤之處。"
    form.inputs.notes.setPlainText("改到一半")
    form.reject()
    again = page.hand.open_amendment()
    assert again is not None
    assert again.inputs.notes.toPlainText() == "改到一半"
    again.reject()


def test_ctrl_r_writes_an_open_record_and_amends_a_kept_one(recorded: Visit, window: MainWindow) -> None:
    page = hand_of(window, recorded)
    page.hand.write_record()
    form = page.findChild(AmendForm)
    assert form is not None and form.isVisible()
    form.reject()


# -- 人工排定 -------------------------------------------------------------------------------------------------------


def test_a_visit_placed_by_hand_says_so_and_is_released(small: SmallOffice, context: Context, window: MainWindow) -> None:
    pinned = replace(small.visit(), state=VisitState.SUGGESTED, pinned=True)
    context.office.do(Keep((("visits", pinned),)))
    page = hand_of(window, pinned)
    row = page.hand.visit()
    assert row is not None
    assert "人工排定" in page.board.words(row)
    release = page.card.buttons["release"]
    assert release.isVisible()
    QTest.keyClick(release, " ")
    (visit,) = kept(context, small.large.id)
    assert not visit.pinned
    assert not page.card.buttons["release"].isVisible()
