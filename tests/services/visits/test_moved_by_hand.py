"""What a move by hand leaves behind: why the visit stands where it stands, and words that say what undoing takes back."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tests.builders import Clock, Keep, SmallOffice, new_office
from visitplanner import i18n
from visitplanner.domain.core.errors import Doubted, Refused
from visitplanner.domain.core.messages import said
from visitplanner.domain.visits.visits import Slot, SubjectKind, Visit, VisitState
from visitplanner.services.core.outcome import Command
from visitplanner.services.visits.arranging import ArrangeVisit, CancelVisit
from visitplanner.services.visits.visits import BookVisit, MoveVisit
from visitplanner.store.office import SqlOffice

THURSDAY = dt.date(2026, 3, 19)
NAME = "虛構食品股份有限公司"


@pytest.fixture
def office(tmp_path: Path) -> SqlOffice:
    return new_office(tmp_path, Clock())


@pytest.fixture
def small(office: SqlOffice) -> SmallOffice:
    small = SmallOffice()
    small.keep(office)
    return small


def planned(office: SqlOffice, small: SmallOffice, state: VisitState = VisitState.SUGGESTED) -> Visit:
    made = small.visit(state=state, reasons=(said("It is the ideal day."),))
    office.do(Keep((("visits", made),)))
    return made


def why(visit: Visit) -> list[str]:
    return [i18n.language().say(kept) for kept in visit.reasons]


def told(office: SqlOffice, command: Command) -> str:
    message = office.do(command).said
    assert message is not None
    return i18n.language().say(message)


def test_after_a_move_by_hand_the_plans_reasons_give_way_to_who_moved_it_and_from_where(
    office: SqlOffice, small: SmallOffice
) -> None:
    visit = planned(office, small)
    moved = office.do(BookVisit(visit.id, THURSDAY, Slot.PM, state=VisitState.TENTATIVE)).value
    assert why(moved) == ["115/03/16 由人改期，原為 115/03/18上午。"]
    again = office.do(MoveVisit(visit.id, dt.date(2026, 3, 20))).value
    assert why(again) == ["115/03/16 由人改期，原為 115/03/19下午。"]


def test_a_visit_that_is_only_agreed_keeps_its_reasons(office: SqlOffice, small: SmallOffice) -> None:
    visit = planned(office, small)
    assert why(office.do(BookVisit(visit.id)).value) == ["就是理想日。"]


def test_a_visit_put_into_the_calendar_by_hand_says_so(office: SqlOffice, small: SmallOffice) -> None:
    arranged = office.do(ArrangeVisit(small.park.id, 2026, 1, THURSDAY, Slot.AM, small.supervisor.id, anyway=True)).value
    assert arranged.subject_kind is SubjectKind.PARK
    assert why(arranged) == ["115/03/16 由人排定。"]


def test_what_was_done_names_the_customer_and_where_the_visit_was(office: SqlOffice, small: SmallOffice) -> None:
    visit = planned(office, small)
    assert told(office, BookVisit(visit.id, THURSDAY, state=VisitState.TENTATIVE)) == (
        f"{NAME}由 115/03/18 改到 115/03/19。暫定，尚未約定。"
    )
    assert told(office, MoveVisit(visit.id, dt.date(2026, 3, 20))) == f"{NAME}由 115/03/19 改到 115/03/20。"
    assert told(office, MoveVisit(visit.id, dt.date(2026, 3, 20), Slot.PM)) == f"{NAME} 115/03/20 改在下午。"
    assert told(office, BookVisit(visit.id)) == f"{NAME}排在 115/03/20下午，已與用戶約定。"
    team = MoveVisit(visit.id, dt.date(2026, 3, 20), leader_id=small.manager.id, anyway=True)
    assert told(office, team) == f"{NAME} 115/03/20 的人員已更換。"
    assert told(office, CancelVisit(visit.id)) == f"{NAME} 115/03/20 的洽訪已取消，仍須洽訪。"


def test_a_holiday_names_itself_when_a_day_is_refused(office: SqlOffice, small: SmallOffice) -> None:
    visit = planned(office, small, VisitState.BOOKED)
    with pytest.raises(Refused) as refused:
        office.do(MoveVisit(visit.id, dt.date(2026, 5, 1)))
    assert "115/05/01 不是上班日（勞動節）。" in i18n.language().say_refusal(refused.value)


def test_a_move_into_the_notice_is_asked_about_once_and_not_of_a_visit_that_is_agreed(
    office: SqlOffice, small: SmallOffice
) -> None:
    """Ten working days from Monday, 16 March: until the 30th nothing comes sooner without a word."""
    far = small.visit(day=dt.date(2026, 6, 3), state=VisitState.SUGGESTED)
    office.do(Keep((("visits", far),)))
    office.do(MoveVisit(far.id, dt.date(2026, 3, 31)))
    for sooner in (BookVisit(far.id, dt.date(2026, 3, 30)), MoveVisit(far.id, dt.date(2026, 3, 30), Slot.PM)):
        with pytest.raises(Doubted, match="2026-03-30 lies within the notice of 10 working days that customers get"):
            office.do(sooner)
    office.do(MoveVisit(far.id, dt.date(2026, 3, 24), anyway=True))
    office.do(BookVisit(far.id, dt.date(2026, 3, 26), state=VisitState.TENTATIVE))
    with pytest.raises(Doubted, match="within the notice"):
        office.do(MoveVisit(far.id, dt.date(2026, 3, 20)))
    office.do(BookVisit(far.id))
    office.do(MoveVisit(far.id, dt.date(2026, 3, 20)))
    with pytest.raises(Doubted, match="within the notice"):
        office.do(ArrangeVisit(small.park.id, 2026, 1, dt.date(2026, 3, 25), Slot.AM, small.supervisor.id))
