"""One text box first: what the notes seem to say is proposed, and nothing stands in the record that was not taken over."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.builders import Keep, SmallOffice
from visitplanner.domain.customers.customers import Contact
from visitplanner.domain.follow_ups.follow_ups import Window
from visitplanner.domain.visits.visits import Answer, SubjectKind, Visit
from visitplanner.services.follow_ups.follow_ups import FollowUpList
from visitplanner.services.office.context import Context
from visitplanner.services.visits.visits import VisitList
from visitplanner.ui.planning.page import PlanningPage
from visitplanner.ui.shell.main_window import MainWindow
from visitplanner.ui.visits.next_visit import NextVisit
from visitplanner.ui.visits.record_form import RecordForm

NOTES = "產能滿載。夜間電壓驟降，希望3月底前協助量測，請吳電務聯絡。居民陳情，要求說明。"


@pytest.fixture
def form(context: Context, small: SmallOffice, window: MainWindow) -> RecordForm:
    made = small.visit(day=dt.date(2026, 3, 13))
    context.office.do(Keep((("visits", made), ("contacts", Contact(customer_id=small.large.id, name="陳廠長")))))
    window.show()
    return opened(window, made)


def opened(window: MainWindow, visit: Visit) -> RecordForm:
    window.go("planning", visit.id)
    page = window.page()
    assert isinstance(page, PlanningPage)
    form = page.hand.open_record()
    assert form is not None
    return form


def test_nothing_is_taken_unasked(form: RecordForm, context: Context) -> None:
    form.inputs.notes.setPlainText(NOTES)
    form._read_notes()
    assert not form.inputs.proposals.isHidden()
    form.submit()
    raised = [row for row in context.office.ask(FollowUpList()) if row.follow_up.visit_id == form.visit.visit.id]
    (kept,) = [row.visit for row in context.office.ask(VisitList()) if row.visit.id == form.visit.visit.id]
    assert (raised, kept.topics, kept.notes) == ([], (), NOTES)


def test_what_is_ticked_is_taken_by_keyboard_with_window_owner_and_day(
    form: RecordForm, context: Context, small: SmallOffice
) -> None:
    form.inputs.notes.setPlainText(NOTES)
    form._read_notes()
    listed = form.inputs.proposals.list
    words = [listed.item(number).text() for number in range(listed.count())]
    assert words[0] == "案件：夜間電壓驟降，希望3月底前協助量測，請吳電務聯絡（電務 · 吳電務 · 115/03/31）"
    assert words[1].endswith("· 陳情）") and words[2].startswith("宣導事項：經營狀況")
    listed.setCurrentRow(2)
    QTest.keyClick(listed, Qt.Key.Key_Space)
    QTest.keyClick(listed, Qt.Key.Key_Return)
    assert form.inputs.proposals.isHidden() and form.inputs.topics.values() == ()
    first, second = form.inputs.raised.values()
    assert (first.window, first.owner_id, first.due_on) == (Window.TECHNICAL, small.technical.id, dt.date(2026, 3, 31))
    assert second.marks.petition and not first.marks.petition
    form._read_notes()
    left = [form.inputs.proposals.list.item(number).text() for number in range(form.inputs.proposals.list.count())]
    assert all("案件" not in text for text in left), "what stands there is not proposed again"
    form.submit()
    raised = [row.follow_up for row in context.office.ask(FollowUpList()) if row.follow_up.visit_id == form.visit.visit.id]
    assert {case.petition for case in raised} == {True, False}


def test_whom_they_met_and_what_the_customer_says_are_kept_and_survive_as_a_draft(
    form: RecordForm, context: Context, window: MainWindow
) -> None:
    visit = form.visit.visit
    form.inputs.met.picker.setText("陳廠長")
    QTest.keyClick(form.inputs.met.picker, Qt.Key.Key_Return)
    form.inputs.met.picker.setText("王小姐")
    form.inputs.answers.choices["solving"].set_value(4)
    form._changed()
    form.reject()
    again = opened(window, visit)
    assert (again.inputs.met.whole(), again.inputs.answers.values()) == (("陳廠長", "王小姐"), (Answer("solving", 4),))
    again.submit()
    (kept,) = [row.visit for row in context.office.ask(VisitList()) if row.visit.id == visit.id]
    assert (kept.met, kept.answers) == (("陳廠長", "王小姐"), (Answer("solving", 4),))


def test_the_next_visit_is_offered_at_once(context: Context, small: SmallOffice, window: MainWindow) -> None:
    first = small.visit(
        subject_kind=SubjectKind.GROUP,
        subject_id=small.group.id,
        day=dt.date(2026, 3, 13),
        leader_id=small.manager.id,
        member_ids=(small.business.id, small.technical.id),
    )
    context.office.do(Keep((("visits", first),)))
    window.show()
    opened(window, first).submit()
    (offer,) = window.findChildren(NextVisit)
    assert offer.owed.obligation.subject_id == small.group.id and offer.owed.obligation.ordinal == 2
    offer.submit()
    page = window.page()
    assert isinstance(page, PlanningPage) and page.hand.owed is not None
    assert page.hand.owed.obligation.subject_id == small.group.id


def test_preparation_opens_for_a_visit_to_come_only(context: Context, small: SmallOffice, window: MainWindow) -> None:
    coming = small.visit()
    context.office.do(Keep((("visits", coming),)))
    window.show()
    window.go("planning", coming.id)
    page = window.page()
    assert isinstance(page, PlanningPage)
    dialog = page.hand.open_preparation()
    assert dialog is not None and dialog.preparation is not None
    assert dialog.preparation.row.visit.id == coming.id
