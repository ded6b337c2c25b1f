"""A person's customers, coming visits and open cases go over to another in one step, and come back in one."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from tests.builders import Keep, SmallOffice, person
from visitplanner.domain.core.errors import Refused
from visitplanner.domain.customers.customers import Park
from visitplanner.domain.customers.wishes import Wish
from visitplanner.domain.follow_ups.follow_ups import FOLLOW_UPS, FollowUp, Window
from visitplanner.domain.records.kinds import kind_named
from visitplanner.domain.staff.staff import ASSIGNMENTS, PEOPLE, Absence, Assignment, Person, Rank, Role
from visitplanner.domain.visits.visits import VISITS, Slot, SubjectKind, Visit, VisitOutcome, VisitState
from visitplanner.services.core.outcome import Outcome
from visitplanner.services.core.work import Work
from visitplanner.services.customers.customers import ChangeCustomer
from visitplanner.services.customers.wishes import SetWish
from visitplanner.services.follow_ups.follow_ups import FollowUpList
from visitplanner.services.handovers.handover import HandOver, HandOverPreview, HandOverSheet
from visitplanner.services.handovers.substitutes import Substitute
from visitplanner.services.visits.visits import VisitList
from visitplanner.store.office import SqlOffice

ON = dt.date(2026, 4, 1)


@pytest.fixture
def taker(office: SqlOffice, small: SmallOffice) -> Person:
    made = person("張課長", Rank.SUPERVISOR)
    office.do(Keep((("people", made),)))
    return made


class Everything:
    """All assignments, visits and cases without their versions."""

    def answer(self, work: Work) -> dict[str, Any]:
        shelves = ("assignments", "visits", "follow_ups")
        return {name: {repr(replace(one, version=0)) for one in work.shelf(kind_named(name)).find()} for name in shelves}


class Record:
    """One record of a shelf."""

    def __init__(self, shelf: str, ident: Any) -> None:
        self.shelf, self.ident = shelf, ident

    def answer(self, work: Work) -> Any:
        return work.shelf(kind_named(self.shelf)).get(self.ident)


class Held:
    """(begins, ends) of every assignment of a subject by person."""

    def __init__(self, subject_id: Any) -> None:
        self.subject_id = subject_id

    def answer(self, work: Work) -> dict[str, tuple[dt.date, dt.date | None]]:
        names = {one.id: one.name for one in work.shelf(PEOPLE).find()}
        return {
            names[one.person_id]: (one.begins_on, one.ends_on) for one in work.shelf(ASSIGNMENTS).find(subject_id=self.subject_id)
        }


def keep_visits(office: SqlOffice, *visits: Visit) -> None:
    office.do(Keep(tuple(("visits", one) for one in visits)))


def leaders(office: SqlOffice) -> dict[Any, str]:
    return {row.visit.id: row.leader for row in office.ask(VisitList())}


def test_assignments_end_the_day_before_and_begin_with_the_new_person(
    office: SqlOffice, small: SmallOffice, taker: Person
) -> None:
    outcome = office.do(HandOver(small.supervisor.id, taker.id, ON))
    assert {row.subject.id for row in outcome.value.rows} == {small.sites[0].id, small.large.id, small.park.id}
    held = office.ask(Held(small.large.id))
    assert held == {"林課長": (dt.date(2025, 1, 1), dt.date(2026, 3, 31)), "張課長": (ON, None)}


def test_coming_visits_get_the_new_leader_and_earlier_ones_keep_theirs(
    office: SqlOffice, small: SmallOffice, taker: Person
) -> None:
    before = small.visit(day=dt.date(2026, 3, 31))
    states = (VisitState.SUGGESTED, VisitState.TENTATIVE, VisitState.BOOKED)
    coming = [small.visit(day=dt.date(2026, 4, 8 + n), state=state) for n, state in enumerate(states)]
    over = small.visit(day=dt.date(2026, 4, 20), state=VisitState.CANCELLED, outcome=VisitOutcome.CANCELLED)
    keep_visits(office, before, *coming, over)
    outcome = office.do(HandOver(small.supervisor.id, taker.id, ON))
    assert [row.visit.id for row in outcome.value.visits] == [one.id for one in coming]
    assert {row.leader for row in outcome.value.visits} == {"張課長"}
    shown = leaders(office)
    assert {shown[one.id] for one in coming} == {"張課長"}
    assert {shown[before.id], shown[over.id]} == {"林課長"}


def test_visits_the_new_person_cannot_lead_are_listed_with_the_reason_and_stay(office: SqlOffice, small: SmallOffice) -> None:
    away = Absence(dt.date(2026, 4, 8), dt.date(2026, 4, 8))
    taker = replace(person("張課長", Rank.SUPERVISOR), absences=(away,))
    office.do(Keep((("people", taker),)))
    hit = small.visit(day=dt.date(2026, 4, 8))
    own = small.visit(subject_id=small.sites[1].id, day=dt.date(2026, 4, 9), leader_id=taker.id)
    same_time = small.visit(subject_id=small.sites[0].id, day=dt.date(2026, 4, 9))
    member = small.visit(
        subject_id=small.park.id, subject_kind=SubjectKind.PARK, day=dt.date(2026, 4, 10), member_ids=(taker.id,)
    )
    group = small.visit(subject_id=small.group.id, subject_kind=SubjectKind.GROUP, day=dt.date(2026, 4, 13))
    keep_visits(office, hit, own, same_time, member, group)
    outcome = office.do(HandOver(small.supervisor.id, taker.id, ON))
    reasons = {clash.row.visit.id: [str(reason) for reason in clash.reasons] for clash in outcome.value.clashes}
    assert reasons == {
        hit.id: ["張課長 is away on 2026-04-08."],
        same_time.id: ["張課長 already has a visit at that time on 2026-04-09."],
        member.id: ["A person stands in the team twice."],
        group.id: ["張課長 does not hold the rank to lead this visit (plan 伍一(二)1)."],
    }
    assert outcome.value.visits == ()
    shown = leaders(office)
    assert all(shown[one.id] == "林課長" for one in (hit, same_time, member, group))


def test_two_visits_that_go_over_do_not_meet_in_one_half_day(office: SqlOffice, small: SmallOffice, taker: Person) -> None:
    taken = small.visit(subject_id=small.sites[1].id, day=dt.date(2026, 4, 9), slot=Slot.AM, leader_id=taker.id)
    morning = small.visit(day=dt.date(2026, 4, 9), slot=Slot.AM)
    afternoon = small.visit(subject_id=small.sites[0].id, day=dt.date(2026, 4, 9), slot=Slot.PM)
    keep_visits(office, taken, morning, afternoon)
    outcome = office.do(HandOver(small.supervisor.id, taker.id, ON))
    assert [row.visit.id for row in outcome.value.visits] == [afternoon.id]
    assert [clash.row.visit.id for clash in outcome.value.clashes] == [morning.id]


def test_every_open_case_goes_along_wherever_it_is(office: SqlOffice, small: SmallOffice, taker: Person) -> None:
    def case(subject_id: Any, owner: Person) -> FollowUp:
        return FollowUp(
            subject_id=subject_id,
            visit_id=None,
            text="電壓驟降",
            window=Window.TECHNICAL,
            owner_id=owner.id,
            raised_on=dt.date(2026, 3, 2),
            due_on=dt.date(2026, 3, 11),
        )

    mine, others, elsewhere = (
        case(small.large.id, small.supervisor),
        case(small.large.id, small.technical),
        case(small.sites[1].id, small.supervisor),
    )
    office.do(Keep(tuple(("follow_ups", one) for one in (mine, others, elsewhere))))
    outcome = office.do(HandOver(small.supervisor.id, taker.id, ON))
    assert {one.id for one in outcome.value.cases} == {mine.id, elsewhere.id}
    owners = {row.follow_up.id: row.owner for row in office.ask(FollowUpList())}
    assert owners == {mine.id: "張課長", others.id: "吳電務", elsewhere.id: "張課長"}


def test_a_hand_over_is_taken_back_whole_and_its_preview_changes_nothing(
    office: SqlOffice, small: SmallOffice, taker: Person
) -> None:
    keep_visits(office, small.visit(day=dt.date(2026, 4, 8)))
    before = office.ask(Everything())
    preview = office.ask(HandOverPreview(small.supervisor.id, taker.id, ON))
    assert len(preview.rows) == 3 and len(preview.visits) == 1
    assert office.ask(Everything()) == before
    outcome = office.do(HandOver(small.supervisor.id, taker.id, ON))
    assert office.ask(Everything()) != before
    office.do(outcome.undo)
    assert office.ask(Everything()) == before


def test_a_substitute_who_takes_over_for_good_is_no_substitute_any_more(
    office: SqlOffice, small: SmallOffice, taker: Person
) -> None:
    office.do(Substitute(small.supervisor.id, taker.id, dt.date(2026, 3, 20), dt.date(2026, 4, 30)))
    office.do(HandOver(small.supervisor.id, taker.id, ON))

    class Periods:
        def answer(self, work: Work) -> list[tuple[dt.date, dt.date | None]]:
            found = work.shelf(ASSIGNMENTS).find(subject_id=small.large.id, person_id=taker.id)
            return sorted((one.begins_on, one.ends_on) for one in found)

    assert office.ask(Periods()) == [(dt.date(2026, 3, 20), dt.date(2026, 3, 31)), (ON, None)]


def test_a_group_goes_over_only_to_somebody_of_the_rank(office: SqlOffice, small: SmallOffice, taker: Person) -> None:
    with pytest.raises(Refused, match="a group is led by a") as refusal:
        office.do(HandOver(small.manager.id, taker.id, ON))
    assert refusal.value.field == "to"
    with pytest.raises(Refused, match="same person"):
        office.do(HandOver(taker.id, taker.id, ON))
    with pytest.raises(Refused, match="nothing to hand over"):
        office.do(HandOver(small.business.id, taker.id, ON))


def test_the_hand_over_list_tells_whoever_follows_what_there_is(office: SqlOffice, small: SmallOffice) -> None:
    held = small.visit(day=dt.date(2026, 3, 4), held_on=dt.date(2026, 3, 5), state=VisitState.DONE, outcome=VisitOutcome.DONE)
    coming = small.visit(day=dt.date(2026, 4, 8))
    joined = small.visit(
        subject_id=small.group.id,
        subject_kind=SubjectKind.GROUP,
        day=dt.date(2026, 4, 9),
        leader_id=small.manager.id,
        member_ids=(small.supervisor.id,),
    )
    case = FollowUp(
        subject_id=small.large.id,
        visit_id=None,
        text="申請增設",
        window=Window.BUSINESS,
        owner_id=None,
        raised_on=dt.date(2026, 3, 5),
        due_on=dt.date(2026, 3, 16),
    )

    class Fill:
        def carry_out(self, work: Work) -> Outcome[None]:
            work.shelf(VISITS).add_all([held, coming, joined])
            work.shelf(FOLLOW_UPS).add(case)
            return Outcome(None)

    office.do(Fill())
    office.do(SetWish(Wish(subject_id=small.large.id, closed_months=(8,))))
    sheet = office.ask(HandOverSheet(small.supervisor.id))
    rows = {row.subject.id: row for row in sheet.rows}
    assert rows.keys() == {small.sites[0].id, small.large.id, small.park.id}
    large = rows[small.large.id]
    assert (large.role, large.last_visit_on) == (Role.SPECIALIST, dt.date(2026, 3, 5))
    assert [one.id for one in large.cases] == [case.id]
    assert [one.id for one in large.visits] == [coming.id]
    assert large.wish is not None and large.wish.closed_months == (8,)
    assert [row.visit.id for row in sheet.joined] == [joined.id]


def test_the_last_visit_on_the_list_is_the_latest_that_is_known(office: SqlOffice, small: SmallOffice) -> None:
    """Recorded here or named by the customer list: the later of them, of two that were recorded the second."""
    known = replace(office.ask(Record("customers", small.large.id)), last_visit_on=dt.date(2025, 9, 9))

    def last() -> dt.date | None:
        (row,) = (row for row in office.ask(HandOverSheet(small.supervisor.id)).rows if row.subject.id == small.large.id)
        return row.last_visit_on

    assert last() is None
    office.do(ChangeCustomer(known))
    assert last() == dt.date(2025, 9, 9)
    for day in (dt.date(2025, 3, 4), dt.date(2026, 1, 6), dt.date(2026, 3, 5)):
        held = small.visit(day=day, held_on=day, state=VisitState.DONE, outcome=VisitOutcome.DONE, year=day.year)
        keep_visits(office, held)
        assert last() == max(day, dt.date(2025, 9, 9))


def test_what_has_ended_stays_and_what_has_not_begun_goes_over_whole(
    office: SqlOffice, small: SmallOffice, taker: Person
) -> None:
    """An assignment that would begin on the day of the hand-over or later falls away: none ends before it begins."""
    other = Park(name="另一個工業區", township="新店區")
    office.do(Keep((("parks", other),)))
    long_ago = Assignment(
        subject_id=small.sites[1].id, person_id=small.supervisor.id, role=Role.SPECIALIST,
        begins_on=dt.date(2024, 1, 1), ends_on=dt.date(2024, 12, 31),
    )  # fmt: skip
    later = [
        Assignment(subject_id=ident, person_id=small.supervisor.id, role=Role.SPECIALIST, begins_on=day)
        for ident, day in ((small.sites[1].id, ON), (other.id, ON + dt.timedelta(days=40)))
    ]
    office.do(Keep(tuple(("assignments", one) for one in (long_ago, *later))))
    office.do(HandOver(small.supervisor.id, taker.id, ON))
    assert office.ask(Record("assignments", long_ago.id)) == replace(long_ago, version=1)
    assert office.ask(Held(small.sites[1].id))["張課長"] == (ON, None)
    of_other = office.ask(Held(other.id))
    assert of_other["張課長"] == (ON + dt.timedelta(days=40), None)
    assert "林課長" not in of_other
    every = office.ask(Held(small.large.id)) | office.ask(Held(small.sites[0].id)) | of_other
    assert all(ends is None or begins <= ends for begins, ends in every.values())


def test_what_already_stood_against_a_visit_does_not_keep_it_back(office: SqlOffice, small: SmallOffice, taker: Person) -> None:
    sunday = small.visit(day=dt.date(2026, 4, 12))
    keep_visits(office, sunday)
    outcome = office.do(HandOver(small.supervisor.id, taker.id, ON))
    assert (outcome.value.clashes, leaders(office)[sunday.id]) == ((), "張課長")
