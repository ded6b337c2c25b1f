"""What a printed day, week or list holds, asked of a real database."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from tests.builders import Clock, Keep, SmallOffice
from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.domain.customers.customers import Contact
from visitplanner.domain.follow_ups.follow_ups import Window
from visitplanner.domain.visits.visits import Slot, SubjectKind, Visit, VisitState
from visitplanner.services.calendar.calendar import AddClosure
from visitplanner.services.follow_ups.follow_ups import Raised, RaiseFollowUp
from visitplanner.services.papers.visit_sheets import Before, DaySheet, Only, VisitListSheet, WeekSheet
from visitplanner.store.office import SqlOffice

WEDNESDAY, FRIDAY, SATURDAY = dt.date(2026, 3, 18), dt.date(2026, 3, 20), dt.date(2026, 3, 21)


@pytest.fixture
def small(office: SqlOffice) -> SmallOffice:
    made = SmallOffice()
    made.large = replace(made.large, last_visit_on=dt.date(2025, 4, 1))
    made.keep(office)
    return made


def keep(office: SqlOffice, *visits: Visit) -> None:
    office.do(Keep(tuple(("visits", visit) for visit in visits)))


def of_group(small: SmallOffice, **changes: object) -> Visit:
    team = {"leader_id": small.manager.id, "member_ids": (small.business.id, small.technical.id)}
    return small.visit(subject_kind=SubjectKind.GROUP, subject_id=small.group.id, slot=Slot.PM, **{**team, **changes})


def test_a_visit_comes_with_all_its_details(office: SqlOffice, small: SmallOffice, clock: Clock) -> None:
    reason = said("Nobody else is free in that week.")
    keep(office, small.visit(reasons=(reason,)))
    office.do(Keep((("contacts", Contact(customer_id=small.large.id, name="陳課長", phone="02-2345-6789")),)))
    today, clock.today = clock.today, dt.date(2026, 2, 24)
    office.do(RaiseFollowUp(small.large.id, Raised("評估調降契約容量", Window.BUSINESS)))
    clock.today = today
    office.do(RaiseFollowUp(small.large.id, Raised("停電通知未收到", Window.TECHNICAL)))
    (visit,) = office.ask(DaySheet(WEDNESDAY)).visits
    assert (visit.row.subject, visit.row.leader) == (small.large.name, "林課長")
    assert [site.customer.account for site in visit.sites] == ["05123456789"]
    assert [(contact.name, contact.phone) for contact in visit.contacts] == [("陳課長", "02-2345-6789")]
    assert [case.follow_up.text for case in visit.cases] == ["評估調降契約容量", "停電通知未收到"]
    assert [case.follow_up.text for case in visit.overdue] == ["評估調降契約容量"]
    assert [str(each) for each in visit.reasons] == [str(reason)]
    assert visit.before == Before(dt.date(2025, 4, 1))


def test_a_group_brings_its_sites_and_their_cases(office: SqlOffice, small: SmallOffice) -> None:
    keep(office, of_group(small))
    office.do(RaiseFollowUp(small.sites[1].id, Raised("詢問小額綠電", Window.BUSINESS)))
    sheet = office.ask(DaySheet(WEDNESDAY))
    (visit,) = sheet.visits
    assert [site.customer.regular_kw for site in visit.sites] == [1200, 800]
    assert [case.follow_up.text for case in visit.cases] == ["詢問小額綠電"]


def test_a_case_of_two_visits_is_counted_once(office: SqlOffice, small: SmallOffice) -> None:
    keep(office, small.visit(), small.visit(day=FRIDAY, ordinal=2))
    office.do(RaiseFollowUp(small.large.id, Raised("停電通知未收到", Window.TECHNICAL)))
    sheet = office.ask(WeekSheet(FRIDAY))
    assert len(sheet.visits) == 2 and len(sheet.cases) == 1


def test_the_last_visit_is_the_newest_one_held_before_the_printed_one(office: SqlOffice, small: SmallOffice) -> None:
    held = small.visit(day=dt.date(2026, 1, 8), state=VisitState.DONE, held_on=dt.date(2026, 1, 9))
    keep(office, held, small.visit(ordinal=2))
    (visit,) = office.ask(DaySheet(WEDNESDAY)).visits
    assert visit.before == Before(dt.date(2026, 1, 9), "林課長")
    (earlier,) = office.ask(DaySheet(held.day)).visits
    assert earlier.before == Before(dt.date(2025, 4, 1)), "not itself, and nothing that came later"


def test_a_week_begins_on_monday_and_has_its_empty_days_but_no_empty_weekend(office: SqlOffice, small: SmallOffice) -> None:
    keep(office, small.visit())
    office.do(AddClosure(FRIDAY, "颱風"))
    sheet = office.ask(WeekSheet(WEDNESDAY))
    assert (sheet.first, sheet.last) == (dt.date(2026, 3, 16), dt.date(2026, 3, 22))
    assert [(day.day.day, day.works, len(day.visits)) for day in sheet.days] == [
        (16, True, 0), (17, True, 0), (18, True, 1), (19, True, 0), (20, False, 0),
    ]  # fmt: skip
    assert sheet.days[-1].remark == "颱風"


def test_a_visit_on_a_saturday_is_not_left_out_of_its_week(office: SqlOffice, small: SmallOffice) -> None:
    keep(office, small.visit(day=SATURDAY))
    assert [day.day for day in office.ask(WeekSheet(WEDNESDAY)).days if day.visits] == [SATURDAY]


@pytest.mark.parametrize("asked", [dt.date(2026, 12, 28), dt.date(2026, 12, 31), dt.date(2027, 1, 3)])
def test_the_week_over_new_year_is_one_week_with_the_visits_of_both_years(
    office: SqlOffice, small: SmallOffice, asked: dt.date
) -> None:
    keep(office, small.visit(day=dt.date(2026, 12, 29)), small.visit(day=dt.date(2026, 12, 31), subject_id=small.sites[0].id))
    sheet = office.ask(WeekSheet(asked))
    assert (sheet.first, sheet.last) == (dt.date(2026, 12, 28), dt.date(2027, 1, 3))
    assert [len(day.visits) for day in sheet.days] == [0, 1, 0, 1, 0]
    assert [day.works for day in sheet.days] == [True, True, True, True, False], "1 January is a day off"


def test_cancelled_visits_stand_in_the_list_alone(office: SqlOffice, small: SmallOffice) -> None:
    keep(office, small.visit(state=VisitState.CANCELLED), of_group(small))
    assert office.ask(DaySheet(WEDNESDAY)).by_state == {VisitState.BOOKED: 1}
    assert office.ask(VisitListSheet(WEDNESDAY, WEDNESDAY)).by_state == {VisitState.BOOKED: 1, VisitState.CANCELLED: 1}


def test_only_the_visits_of_a_person_or_kind_are_printed_when_asked(office: SqlOffice, small: SmallOffice) -> None:
    keep(office, small.visit(), of_group(small))
    mine = office.ask(DaySheet(WEDNESDAY, Only(small.technical.id)))
    assert [visit.row.subject for visit in mine.visits] == ["虛構集團"] and mine.person == "吳電務"
    large = office.ask(DaySheet(WEDNESDAY, Only(kind=SubjectKind.LARGE)))
    assert [visit.row.leader for visit in large.visits] == ["林課長"] and large.person == ""


def test_nothing_to_print_is_refused_in_a_sentence(office: SqlOffice, small: SmallOffice) -> None:
    keep(office, small.visit())
    for query in (DaySheet(FRIDAY), WeekSheet(dt.date(2026, 4, 1)), DaySheet(WEDNESDAY, Only(small.manager.id))):
        with pytest.raises(Refused, match="no visit to print"):
            office.ask(query)
    with pytest.raises(Refused, match="lies before"):
        office.ask(VisitListSheet(FRIDAY, WEDNESDAY))


def test_a_year_without_an_official_calendar_is_marked(office: SqlOffice, small: SmallOffice) -> None:
    keep(office, small.visit(), small.visit(day=dt.date(2031, 3, 18), year=2031))
    assert not office.ask(DaySheet(WEDNESDAY)).provisional
    assert office.ask(DaySheet(dt.date(2031, 3, 18))).provisional


def test_a_case_is_printed_at_one_visit_alone_though_two_concern_it(office: SqlOffice, small: SmallOffice) -> None:
    first, second = small.visit(), small.visit(day=FRIDAY, ordinal=2)
    keep(office, first, second)
    office.do(RaiseFollowUp(small.large.id, Raised("停電通知未收到", Window.TECHNICAL)))
    shown = office.ask(WeekSheet(FRIDAY)).visits
    assert [len(visit.cases) for visit in shown] == [1, 0], "at the first that is still to be held"


def test_the_last_visit_is_never_the_visits_own_day(office: SqlOffice, small: SmallOffice) -> None:
    """The customer list may know the very visit that is printed."""
    held = small.visit(state=VisitState.DONE, held_on=WEDNESDAY)
    keep(office, held, small.visit(day=WEDNESDAY, ordinal=2))
    for visit in office.ask(DaySheet(WEDNESDAY)).visits:
        assert visit.before is None or visit.before.held_on < WEDNESDAY


def test_the_day_tells_what_is_surely_saved_where_there_is_a_load(office: SqlOffice, small: SmallOffice) -> None:
    keep(office, small.visit())
    asked: list[object] = []

    def advise(*question: object) -> None:
        asked.append(question)

    (visit,) = office.ask(DaySheet(WEDNESDAY, advise=advise)).visits
    assert visit.least_ntd is None and asked == [], "nothing is asked where there is no load"
