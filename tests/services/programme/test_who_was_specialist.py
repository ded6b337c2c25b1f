"""Who looked after a subject on the day of a visit: the first and the last day are in, proposals and leaders out."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import TODAY, Keep, SmallOffice, assignment, person
from visitplanner.domain.core.errors import Refused
from visitplanner.domain.customers.customers import Park
from visitplanner.domain.staff.staff import Assignment, Rank, Role
from visitplanner.domain.visits.visits import VisitOutcome, VisitState
from visitplanner.services.papers.names import NamesOnPaper
from visitplanner.services.papers.year_sheets import YearSheetFor, after
from visitplanner.services.planning.year_overview import YearMonths
from visitplanner.services.programme.counting import assignments_since, specialists_of
from visitplanner.services.programme.obligations import DueList
from visitplanner.services.visits.visits import RecordVisit
from visitplanner.store.office import SqlOffice

DAY = dt.timedelta(days=1)
PEOPLE = [person(name, Rank.SUPERVISOR) for name in "甲乙"]
PLACES = [Park(name=name) for name in "丙丁"]

drawn = st.tuples(
    st.integers(0, 1), st.integers(0, 1), st.integers(0, 9), st.none() | st.integers(0, 9), st.booleans(), st.sampled_from(Role)
)


def made(lines: list[tuple[int, int, int, int | None, bool, Role]]) -> list[Assignment]:
    return [
        replace(
            assignment(PLACES[place].id, PEOPLE[who], role),
            begins_on=TODAY + first * DAY,
            ends_on=None if last is None else TODAY + last * DAY,
            proposed=proposed,
        )
        for place, who, first, last, proposed, role in lines
    ]


@given(st.lists(drawn, max_size=6), st.integers(-1, 10))
def test_day_by_day_those_whose_span_holds_it(lines: list[tuple[int, int, int, int | None, bool, Role]], at: int) -> None:
    """Told by listing the days of each span one by one."""
    named = specialists_of(made(lines))
    for place in (0, 1):
        by_hand = {
            PEOPLE[who].id
            for where, who, first, last, proposed, role in lines
            if where == place
            and not proposed
            and role is Role.SPECIALIST
            and at in range(first, 11 if last is None else last + 1)
        }
        assert named(PLACES[place].id, TODAY + at * DAY) == by_hand
    assert named(PEOPLE[0].id, TODAY) == frozenset()


@pytest.mark.parametrize(("begins", "ends", "counts"), [(0, None, True), (1, None, False), (-9, 0, True), (-9, -1, False)])
def test_a_visit_counts_when_its_leader_looked_after_the_customer_on_its_day(
    office: SqlOffice, small: SmallOffice, begins: int, ends: int | None, counts: bool
) -> None:
    other = replace(
        assignment(small.large.id, small.manager, Role.SPECIALIST),
        begins_on=TODAY + begins * DAY,
        ends_on=None if ends is None else TODAY + ends * DAY,
    )
    visit = small.visit(day=TODAY, leader_id=small.manager.id)
    office.do(Keep((("assignments", other), ("visits", visit))))
    done = office.do(RecordVisit(visit.id, TODAY, VisitOutcome.DONE)).value
    assert done.counts == counts and bool(done.why_not) != counts
    (owed,) = (row for row in office.ask(DueList(2026)) if row.obligation.subject_id == small.large.id)
    assert owed.obligation.done == counts


class Since:
    def __init__(self, day: dt.date) -> None:
        self.day = day

    def answer(self, work: object) -> set[object]:
        return {one.id for one in assignments_since(work, self.day)}  # type: ignore[arg-type]


def test_what_ended_the_day_before_is_left_aside(office: SqlOffice, small: SmallOffice) -> None:
    ends = [TODAY - DAY, TODAY, TODAY + DAY]
    kept = [replace(assignment(small.sites[1].id, small.manager, Role.SPECIALIST), ends_on=end) for end in ends]
    office.do(Keep(tuple(("assignments", one) for one in kept)))
    found: set[object] = office.ask(Since(TODAY))  # type: ignore[arg-type]
    assert {one.id for one in kept} & found == {kept[1].id, kept[2].id} and len(found) == 6


# -- papers of the year -------------------------------------------------------------------------------------------


def test_the_sheet_of_a_year_counts_what_stands_in_it_once(office: SqlOffice, small: SmallOffice) -> None:
    """On its last day, on the first day after it, and one called off."""
    last, late = small.visit(day=dt.date(2026, 12, 31)), small.visit(day=dt.date(2027, 1, 1), ordinal=2)
    off = small.visit(day=dt.date(2026, 5, 4), ordinal=3, state=VisitState.CANCELLED)
    other = small.visit(day=dt.date(2026, 5, 5), ordinal=1, year=2025)
    office.do(Keep(tuple(("visits", one) for one in (last, late, off, other))))
    sheet = office.ask(YearSheetFor(2026))
    assert after(office.ask(YearMonths(2026))) == dt.date(2027, 1, 1)
    assert (sheet.whole.count, sheet.late, sum(load.count for load in sheet.whole.loads)) == (1, 1, 1)
    assert [line.count for line in sheet.kinds] == [1] and [line.count for line in sheet.leaders] == [1]
    assert sheet.name(small.supervisor.id) == "林課長" and sheet.name(small.large.id) == ""
    assert not sheet.demonstration and sheet.printed_on == TODAY and sheet.office == ""


def test_a_year_without_a_visit_is_not_printed(office: SqlOffice, small: SmallOffice) -> None:
    office.do(Keep((("visits", small.visit(state=VisitState.CANCELLED)),)))
    with pytest.raises(Refused, match="no visit to print in 2026") as caught:
        office.ask(YearSheetFor(2026))
    assert caught.value.mend is not None


def test_every_name_that_can_be_printed_is_named_once(office: SqlOffice, small: SmallOffice) -> None:
    names = office.ask(NamesOnPaper())
    assert len(names) == len(set(names))
    assert set(names) == {
        "虛構電子股份有限公司", "虛構食品股份有限公司", "虛構集團", "虛構工業區", "王經理", "林課長", "陳業務", "吳電務",
    }  # fmt: skip
