"""What the forms of a visit show at a glance: whether it counts, in words and colour; and nothing where nothing is chosen."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.builders import Keep, SmallOffice
from visitplanner.domain.visits.visits import SubjectKind, Visit
from visitplanner.services.office.context import Context
from visitplanner.ui.core import style
from visitplanner.ui.planning.page import PlanningPage
from visitplanner.ui.shell.main_window import MainWindow
from visitplanner.ui.visits.record_form import RecordForm

FRIDAY_BEFORE = dt.date(2026, 3, 13)


@pytest.fixture
def page(small: SmallOffice, window: MainWindow) -> PlanningPage:
    window.go("planning")
    shown = window.page()
    assert isinstance(shown, PlanningPage)
    return shown


def form_of(context: Context, window: MainWindow, visit: Visit) -> RecordForm:
    context.office.do(Keep((("visits", visit),)))
    window.go("planning", visit.id)
    page = window.page()
    assert isinstance(page, PlanningPage)
    form = page.hand.open_record()
    assert form is not None
    return form


def colours(form: RecordForm) -> tuple[bool, bool]:
    """Whether the line about counting has the colour of what is well, and of what is to be looked at."""
    sheet, tokens = form.forecast.styleSheet(), style.look().tokens
    return tokens.ok in sheet, tokens.warn in sheet


def test_what_counts_is_said_in_the_colour_of_what_is_well(context: Context, small: SmallOffice, window: MainWindow) -> None:
    form = form_of(context, window, small.visit(day=FRIDAY_BEFORE))
    assert form.forecast.text() == "本次計列" and colours(form) == (True, False)
    assert form.inputs.fields["override"].isHidden()
    form.reject()


def test_what_does_not_count_is_said_in_another_with_room_for_a_reason(
    context: Context, small: SmallOffice, window: MainWindow
) -> None:
    alone = small.visit(subject_kind=SubjectKind.GROUP, subject_id=small.group.id, day=FRIDAY_BEFORE, leader_id=small.manager.id)
    form = form_of(context, window, alone)
    assert form.forecast.text() not in ("", "本次計列") and colours(form) == (False, True)
    assert not form.inputs.fields["override"].isHidden()
    form.reject()


def test_with_nothing_in_hand_nothing_opens_and_nobody_is_led_away(page: PlanningPage, window: MainWindow) -> None:
    hand = page.hand
    assert hand.visit() is None and hand.subject() is None
    hand.go_subject()
    hand.release()
    assert hand.open_brief() is None and hand.open_record() is None
    assert window.page() is page


def test_a_visit_in_hand_leads_to_its_customer(context: Context, small: SmallOffice, window: MainWindow) -> None:
    visit = small.visit()
    context.office.do(Keep((("visits", visit),)))
    window.go("planning", visit.id)
    page = window.page()
    assert isinstance(page, PlanningPage)
    assert page.hand.subject() == small.large.id
    page.hand.go_subject()
    assert window.page() is not page and window.page().title.text() == "用戶"
