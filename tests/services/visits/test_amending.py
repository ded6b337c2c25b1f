"""A kept record is put right by a new edition; the old ones stay readable."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.builders import Clock, Keep, SmallOffice
from visitplanner.domain.core.errors import Doubted, Refused
from visitplanner.domain.follow_ups.follow_ups import Window
from visitplanner.domain.visits.visits import Visit
from visitplanner.services.follow_ups.follow_ups import FollowUpList, Raised
from visitplanner.services.visits.amending import AmendRecord, EditionsOf
from visitplanner.services.visits.visits import RecordVisit
from visitplanner.store.office import SqlOffice

DAY = dt.date(2026, 3, 18)
RAISED = (Raised("請提供超約明細", Window.BILLING),)


@pytest.fixture
def visit(office: SqlOffice, small: SmallOffice, clock: Clock) -> Visit:
    made = small.visit(day=DAY)
    office.do(Keep((("visits", made),)))
    clock.today = dt.date(2026, 3, 20)
    return made


def test_a_mistyped_day_is_amended_and_both_editions_are_read(office: SqlOffice, visit: Visit) -> None:
    office.do(RecordVisit(visit.id, dt.date(2026, 3, 17), satisfaction=3, notes="初版", raised=RAISED))
    amended = office.do(AmendRecord(RecordVisit(visit.id, DAY, satisfaction=4, notes="廠長接待", raised=RAISED)))
    assert amended.value.counts and amended.value.visit.edition == 2
    first, second = office.ask(EditionsOf(visit.id))
    assert (first.edition.held_on, first.edition.notes, first.in_force) == (dt.date(2026, 3, 17), "初版", False)
    assert (second.edition.held_on, second.edition.satisfaction, second.in_force) == (DAY, 4, True)
    assert second.leader == "林課長" and first.edition.amended_on == dt.date(2026, 3, 20)
    assert len(office.ask(FollowUpList())) == 1, "a case the visit has already is not raised again"
    office.do(amended.undo)
    (only,) = office.ask(EditionsOf(visit.id))
    assert only.edition.notes == "初版"


def test_a_forgotten_case_is_raised_with_the_new_edition(office: SqlOffice, visit: Visit) -> None:
    office.do(RecordVisit(visit.id, DAY, raised=RAISED))
    more = (*RAISED, Raised("新增變壓器", Window.DESIGN))
    assert len(office.do(AmendRecord(RecordVisit(visit.id, DAY, notes="補", raised=more))).value.follow_ups) == 1


def test_what_has_no_record_or_says_nothing_new_is_refused(office: SqlOffice, visit: Visit) -> None:
    with pytest.raises(Refused, match="no record yet"):
        office.do(AmendRecord(RecordVisit(visit.id, DAY)))
    assert office.ask(EditionsOf(visit.id)) == []
    office.do(RecordVisit(visit.id, DAY, notes="一"))
    with pytest.raises(Refused, match="says that already"):
        office.do(AmendRecord(RecordVisit(visit.id, DAY, notes="一")))


def test_a_day_far_from_the_one_agreed_is_asked_about(office: SqlOffice, visit: Visit) -> None:
    far = dt.date(2026, 1, 30)
    with pytest.raises(Doubted, match="47 days from 2026-01-30"):
        office.do(RecordVisit(visit.id, far))
    office.do(RecordVisit(visit.id, far, anyway=True))
    with pytest.raises(Doubted):
        office.do(AmendRecord(RecordVisit(visit.id, far, notes="仍然")))
    assert office.do(AmendRecord(RecordVisit(visit.id, DAY))).value.visit.held_on == DAY
