"""People leave: nobody offers, plans or assigns them afterwards, and what bears their name is listed and passed on."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import pytest

from tests.builders import Clock, Keep, SmallOffice, customer, person
from visitplanner.domain.core.errors import Refused
from visitplanner.domain.follow_ups.follow_ups import Window
from visitplanner.domain.staff.staff import ASSIGNMENTS, Assignment, Person, Rank, Skill
from visitplanner.domain.visits.visits import SubjectKind, VisitState
from visitplanner.services.core.directory import People
from visitplanner.services.core.work import Work
from visitplanner.services.customers.customer_lists import CustomerList
from visitplanner.services.follow_ups.follow_ups import FollowUpList, Raised, RaiseFollowUp, UpdateFollowUp
from visitplanner.services.handovers.absences import SetAway
from visitplanner.services.handovers.bearing import LeaveService
from visitplanner.services.handovers.handover import HandOver, HandOverSheet
from visitplanner.services.handovers.substitutes import Substitute
from visitplanner.services.planning.planning import YearToPlan, plan_year
from visitplanner.services.planning.replanning import YearToMend, mend
from visitplanner.services.programme.assignments import AcceptAssignments, Assign, Chosen, ProposeAssignments
from visitplanner.services.programme.obligations import AttainmentOf, DueList
from visitplanner.services.visits.held_records import HELD_FORM, HeldSheetFor
from visitplanner.services.visits.visit_records import KeepDraft, RecordSheetFor
from visitplanner.services.visits.visits import BookVisit, VisitList
from visitplanner.store.office import SqlOffice

LAST = dt.date(2026, 3, 31)


@pytest.fixture
def taker(office: SqlOffice, small: SmallOffice) -> Person:
    made = person("張課長", Rank.SUPERVISOR, Skill.BUSINESS)
    office.do(Keep((("people", made),)))
    return made


def test_what_bears_the_name_after_the_last_day_is_listed(office: SqlOffice, small: SmallOffice) -> None:
    before, after = small.visit(day=dt.date(2026, 3, 25)), small.visit(day=dt.date(2026, 4, 8), subject_id=small.sites[0].id)
    office.do(Keep((("visits", before), ("visits", after))))
    office.do(RaiseFollowUp(small.sites[1].id, Raised("電壓驟降", Window.TECHNICAL, small.supervisor.id)))
    found = office.do(LeaveService(small.supervisor.id, LAST)).value
    assert {subject.name for subject in found.customers} == {"虛構食品股份有限公司", "虛構電子股份有限公司", "虛構工業區"}
    assert found.groups == () and [row.visit.id for row in found.visits] == [after.id]
    assert [(one.subject, one.case.text) for one in found.cases] == [("虛構電子股份有限公司", "電壓驟降")]
    with pytest.raises(Refused, match="leaves on 2026-03-31 already"):
        office.do(LeaveService(small.supervisor.id, LAST))
    assert office.do(LeaveService(small.supervisor.id, None)).value.person.leaves_on is None


def test_nobody_without_service_is_offered_planned_or_assigned(
    office: SqlOffice, small: SmallOffice, taker: Person, clock: Clock
) -> None:
    visit = small.visit(day=dt.date(2026, 3, 25))
    office.do(Keep((("visits", visit), ("customers", customer("05200000001", small.other, 1500)))))
    office.do(LeaveService(small.supervisor.id, LAST))
    assert "林課長" not in {row.proposal.person.name for row in office.ask(ProposeAssignments()).rows}, "not even for a while"
    assert all(one.place.day <= LAST for one in plan_year(office.ask(YearToPlan(2026))).visits if one.leader == "林課長")
    with pytest.raises(Refused, match="The last day of service of 林課長 is 2026-03-31"):
        office.do(BookVisit(visit.id, dt.date(2026, 4, 8)))
    with pytest.raises(Refused, match="last day of service"):
        office.do(Substitute(small.manager.id, small.supervisor.id, LAST, dt.date(2026, 4, 3)))
    clock.today = dt.date(2026, 4, 1)
    assert small.supervisor.id not in {one.id for one in office.ask(People())}
    assert small.supervisor.id in {one.id for one in office.ask(People(everybody=True))}
    proposed = {row.proposal.person.name for row in office.ask(ProposeAssignments()).rows}
    assert proposed and "林課長" not in proposed
    assert {row.specialist for row in office.ask(CustomerList())} == {None}
    assert {row.person for row in office.ask(DueList(2026)) if row.obligation.kind is not SubjectKind.GROUP} == {""}
    with pytest.raises(Refused, match="last day of service"):
        office.do(Assign(small.large.id, small.supervisor.id))
    case = office.do(RaiseFollowUp(small.large.id, Raised("帳單", Window.BILLING, small.technical.id))).value
    with pytest.raises(Refused, match="last day of service"):
        office.do(UpdateFollowUp(case.id, owner_id=small.supervisor.id))


def test_everything_that_bears_the_name_goes_over(office: SqlOffice, small: SmallOffice, taker: Person, clock: Clock) -> None:
    team = (small.business.id, small.technical.id)
    group = {"subject_kind": SubjectKind.GROUP, "subject_id": small.group.id, "leader_id": small.manager.id, "member_ids": team}
    joined, alone = (
        small.visit(day=dt.date(2026, 4, 8), **group),
        small.visit(day=dt.date(2026, 4, 9), subject_id=small.sites[1].id),
    )
    alone = small.visit(id=alone.id, day=alone.day, subject_id=alone.subject_id, leader_id=small.business.id)
    late = small.visit(day=dt.date(2026, 3, 10), leader_id=small.business.id)
    office.do(Keep((("visits", joined), ("visits", alone), ("visits", late))))
    office.do(KeepDraft(late.id, {"raised": [{"text": "帳單", "owner": str(small.business.id)}]}))
    office.do(RaiseFollowUp(small.large.id, Raised("電壓驟降", Window.TECHNICAL, small.business.id)))
    sheet = office.ask(HandOverSheet(small.business.id))
    assert [row.visit.id for row in sheet.joined] == [joined.id] and [row.visit.id for row in sheet.others] == [alone.id]
    assert [one.case.text for one in sheet.cases] == ["電壓驟降"]
    assert [row.visit.id for row in sheet.unrecorded] == [row.visit.id for row in sheet.drafts] == [late.id]
    handed = office.do(HandOver(small.business.id, taker.id, dt.date(2026, 4, 1))).value
    assert [row.visit.id for row in handed.members] == [joined.id] and [row.visit.id for row in handed.visits] == [alone.id]
    assert handed.drafts == (late.id,) and handed.joined == ()
    kept = {row.visit.id: row for row in office.ask(VisitList())}
    assert kept[joined.id].members == ("張課長", "吳電務") and kept[alone.id].leader == "張課長"
    assert kept[late.id].leader == "陳業務", "who went to a visit that is over stays"
    assert office.ask(FollowUpList())[0].owner == "張課長"


def test_visits_begun_to_be_entered_and_records_begun_are_listed_and_go_along(
    office: SqlOffice, small: SmallOffice, taker: Person
) -> None:
    late = small.visit(day=dt.date(2026, 3, 10))
    office.do(Keep((("visits", late),)))
    office.do(KeepDraft(late.id, {"notes": "寫到一半"}))
    case = {"text": "帳單", "owner": str(small.supervisor.id)}
    office.do(KeepDraft(small.large.id, {"leader": str(small.business.id), "raised": [case]}, HELD_FORM))
    office.do(KeepDraft(small.sites[1].id, {"leader": str(small.supervisor.id)}, HELD_FORM))
    office.do(KeepDraft(small.group.id, {"leader": str(small.manager.id)}, HELD_FORM))
    names = [small.sites[1].name, small.large.name]
    assert {one.name for one in office.ask(HandOverSheet(small.supervisor.id)).entering} == set(names)
    assert {one.name for one in office.do(LeaveService(small.supervisor.id, LAST)).value.entering} == set(names)
    handed = office.do(HandOver(small.supervisor.id, taker.id, LAST + dt.timedelta(days=1))).value
    assert handed.drafts == (late.id,) and {one.name for one in handed.entering} == set(names)
    kept = office.ask(HeldSheetFor(small.large.id)).draft
    assert kept is not None and [one["owner"] for one in kept["raised"]] == [str(taker.id)]
    assert kept["leader"] == str(small.business.id), "who went stays"


def test_a_member_whose_skill_the_taker_lacks_stays_and_is_named(office: SqlOffice, small: SmallOffice, taker: Person) -> None:
    team = (small.business.id, small.technical.id)
    group = {"subject_kind": SubjectKind.GROUP, "subject_id": small.group.id, "leader_id": small.manager.id, "member_ids": team}
    joined = small.visit(day=dt.date(2026, 4, 8), **group)
    office.do(Keep((("visits", joined),)))
    office.do(RaiseFollowUp(small.large.id, Raised("電壓驟降", Window.TECHNICAL, small.technical.id)))
    handed = office.do(HandOver(small.technical.id, taker.id, dt.date(2026, 4, 1))).value
    assert [row.visit.id for row in handed.joined] == [joined.id] and handed.members == ()


def test_an_absence_names_the_cases_due_in_it(office: SqlOffice, small: SmallOffice) -> None:
    for text, due in (("在期間內", dt.date(2026, 4, 8)), ("之後", dt.date(2026, 5, 8))):
        office.do(RaiseFollowUp(small.large.id, Raised(text, Window.TECHNICAL, small.technical.id, due)))
    away = office.do(SetAway(small.technical.id, dt.date(2026, 4, 1), dt.date(2026, 4, 30)))
    assert [case.text for case in away.value.cases] == ["在期間內"]
    assert "1 open cases fall due" in str(away.said)


def test_a_visit_agreed_before_is_recorded_with_the_person_who_left(office: SqlOffice, small: SmallOffice, clock: Clock) -> None:
    visit = small.visit(day=dt.date(2026, 3, 25), state=VisitState.BOOKED)
    office.do(Keep((("visits", visit),)))
    office.do(LeaveService(small.supervisor.id, LAST))
    clock.today = dt.date(2026, 4, 2)
    assert small.supervisor.id in {one.id for one in office.ask(RecordSheetFor(visit.id)).people}


def test_proposals_forecast_and_mending_name_the_same_people_for_what_somebody_leaves(
    office: SqlOffice, small: SmallOffice, taker: Person
) -> None:
    other = person("李課長", Rank.SUPERVISOR, Skill.BUSINESS)
    after = small.visit(day=dt.date(2026, 4, 8))
    office.do(Keep((("people", other), ("visits", after), ("customers", customer("05200000002", small.other, 1500)))))
    before = office.ask(AttainmentOf(2026))
    assert not any("林課長" in str(sentence) for sentence in before.outlook)
    office.do(LeaveService(small.supervisor.id, LAST))
    rows = [row for row in office.ask(ProposeAssignments()).rows if row.leaver is not None]
    assert {row.subject.name for row in rows} >= {"虛構食品股份有限公司", "虛構電子股份有限公司", "虛構工業區"}
    assert {row.begins_on for row in rows} == {LAST + dt.timedelta(days=1)}
    due = mend(office.ask(YearToMend(2026))).handovers
    standing = office.ask(AttainmentOf(2026))
    told = [str(sentence) for sentence in standing.outlook]
    assert {(one.taker.name) for one in due} == {row.proposal.person.name for row in rows}
    for one in due:
        own = [row.subject.name for row in rows if row.proposal.person.name == one.taker.name]
        assert f"nobody looks after {len(own)} subjects of 林課長: " in str(one.why) and str(one.why) in told
        assert all(name in str(one.why) for name in own)
    assert told[-1].startswith("1 visits stand in the calendar after the last day") and "虛構食品" in told[-1]
    assert standing.whole.orphaned == 1 and standing.whole.in_calendar_percent < before.whole.in_calendar_percent
    office.do(AcceptAssignments(tuple(Chosen(row.subject.id, row.proposal.person.id, row.begins_on) for row in rows)))
    held = {one.subject_id: one for one in office.ask(AssignmentsOf(small.supervisor.id))}
    assert {one.ends_on for one in held.values()} == {LAST}, "the leaver looks after them until the last day"
    assert mend(office.ask(YearToMend(2026))).handovers == ()
    assert not any("nobody looks after" in str(sentence) for sentence in office.ask(AttainmentOf(2026)).outlook)


class AssignmentsOf:
    def __init__(self, person_id: UUID) -> None:
        self.person_id = person_id

    def answer(self, work: Work) -> list[Assignment]:
        return work.shelf(ASSIGNMENTS).find(person_id=self.person_id)


def test_nobody_stands_in_for_others_after_the_last_day(office: SqlOffice, small: SmallOffice, taker: Person) -> None:
    office.do(LeaveService(taker.id, LAST))
    first, last = LAST - dt.timedelta(days=10), LAST + dt.timedelta(days=10)
    with pytest.raises(Refused, match="last day of service"):
        office.do(Substitute(small.supervisor.id, taker.id, first, last))
    office.do(Substitute(small.supervisor.id, taker.id, first, LAST))


def test_a_case_that_is_due_after_its_owner_s_last_day_says_so(office: SqlOffice, small: SmallOffice, taker: Person) -> None:
    office.do(LeaveService(small.supervisor.id, LAST))
    late = Raised("夜間電壓驟降", Window.TECHNICAL, small.supervisor.id, LAST + dt.timedelta(days=20))
    raised = office.do(RaiseFollowUp(small.large.id, late))
    words = "after the last day of service of 林課長"
    assert raised.said is not None and words in str(raised.said)
    given = office.do(UpdateFollowUp(raised.value.id, owner_id=taker.id))
    assert given.said is not None and words not in str(given.said)
    back = office.do(UpdateFollowUp(raised.value.id, owner_id=small.supervisor.id))
    assert back.said is not None and words in str(back.said)
    noted = office.do(UpdateFollowUp(raised.value.id, "已聯絡"))
    assert noted.said is not None and words not in str(noted.said), "said once, when it came about"
