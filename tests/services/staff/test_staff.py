"""The staff list: who stands where, how much each looks after today, and what a person's entry may not be."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from tests.builders import TODAY, Keep, SmallOffice, assignment, person
from visitplanner.domain.core.errors import Refused
from visitplanner.domain.staff.staff import Absence, Person, Rank, Role
from visitplanner.services.staff.staff import AddPerson, ChangePerson, RemovePerson, StaffList, StaffRow
from visitplanner.store.office import SqlOffice

DAY = dt.timedelta(days=1)


def rows(office: SqlOffice) -> dict[str, StaffRow]:
    return {row.person.name: row for row in office.ask(StaffList())}


def refused(office: SqlOffice, command: object) -> Refused:
    """Why a command is refused; the list is the same afterwards."""
    before = office.ask(StaffList())
    with pytest.raises(Refused) as caught:
        office.do(command)  # type: ignore[arg-type]
    assert office.ask(StaffList()) == before
    return caught.value


def test_the_highest_rank_stands_first_then_department_and_name(office: SqlOffice) -> None:
    people = [
        Person(name=name, rank=rank, department=department)
        for name, rank, department in (
            ("甲", Rank.STAFF, "電務課"),
            ("乙", Rank.STAFF, "業務課"),
            ("丙", Rank.DIRECTOR, "電務課"),
            ("丁", Rank.STAFF, "業務課"),
            ("戊", Rank.SUPERVISOR, "乙課"),
        )
    ]
    office.do(Keep(tuple(("people", one) for one in people)))
    listed = [row.person for row in office.ask(StaffList())]
    assert [one.rank for one in listed] == [Rank.DIRECTOR, Rank.SUPERVISOR, *[Rank.STAFF] * 3]
    assert [(one.department, one.name) for one in listed[2:]] == sorted((one.department, one.name) for one in listed[2:])


@pytest.mark.parametrize(
    ("begins", "ends", "proposed", "counts"),
    [
        (TODAY, None, False, 1),
        (TODAY + DAY, None, False, 0),
        (TODAY - DAY, TODAY, False, 1),
        (TODAY - 9 * DAY, TODAY - DAY, False, 0),
        (TODAY, None, True, 0),
    ],
    ids=["first day", "tomorrow", "last day", "over yesterday", "only proposed"],
)
def test_what_somebody_looks_after_counts_on_its_days_alone(
    office: SqlOffice, small: SmallOffice, begins: dt.date, ends: dt.date | None, proposed: bool, counts: int
) -> None:
    one = assignment(small.sites[1].id, small.technical, Role.SPECIALIST)
    office.do(Keep((("assignments", replace(one, begins_on=begins, ends_on=ends, proposed=proposed)),)))
    found = rows(office)
    assert (found["吳電務"].leads, found["吳電務"].looks_after) == (0, counts)
    assert (found["王經理"].leads, found["王經理"].looks_after) == (1, 0)
    assert (found["林課長"].leads, found["林課長"].looks_after) == (0, 3)


@pytest.mark.parametrize("name", ["王經理", " 王 經理", "王經理　"])
def test_a_name_is_taken_whatever_its_blanks(office: SqlOffice, small: SmallOffice, name: str) -> None:
    why = refused(office, AddPerson(person(name, Rank.STAFF)))
    assert why.field == "name" and "王" in str(why.what) and why.mend is not None
    why = refused(office, ChangePerson(replace(small.technical, version=1, name=name)))
    assert why.field == "name"


def test_a_person_keeps_its_own_name_when_it_is_changed(office: SqlOffice, small: SmallOffice) -> None:
    kept = office.do(ChangePerson(replace(small.manager, version=1, department=" 業務課 "))).value
    assert (kept.name, kept.department) == ("王經理", "業務課")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " 　"}, "name"),
        ({"visits_a_day": 0}, "visits_a_day"),
        ({"visits_a_day": 3}, "visits_a_day"),
        ({"absences": (Absence(TODAY, TODAY), Absence(TODAY, TODAY - DAY))}, "absences"),
    ],
    ids=["no name", "no visit a day", "three visits a day", "the second absence ends before it begins"],
)
def test_an_entry_that_cannot_be_is_refused_beside_its_field(
    office: SqlOffice, small: SmallOffice, changes: dict[str, object], field: str
) -> None:
    assert refused(office, AddPerson(replace(person("新人", Rank.STAFF), **changes))).field == field  # type: ignore[arg-type]
    assert refused(office, ChangePerson(replace(small.business, version=1, **changes))).field == field  # type: ignore[arg-type]


@pytest.mark.parametrize("visits", [1, 2])
def test_one_or_two_visits_and_a_single_day_away_are_taken(office: SqlOffice, visits: int) -> None:
    new = replace(person("新人", Rank.STAFF), visits_a_day=visits, absences=(Absence(TODAY, TODAY),))
    office.do(AddPerson(new))
    assert rows(office)["新人"].person == replace(new, version=1)


def test_somebody_who_was_ever_assigned_stays_and_is_told_how_often(office: SqlOffice, small: SmallOffice) -> None:
    past = [replace(assignment(site.id, small.technical, Role.SPECIALIST), ends_on=dt.date(2025, 6, 30)) for site in small.sites]
    office.do(Keep(tuple(("assignments", one) for one in past)))
    why = refused(office, RemovePerson(replace(small.technical, version=1)))
    assert why.what.values == {"name": "吳電務", "count": 2} and why.mend is not None
    assert rows(office)["吳電務"].looks_after == 0


def test_somebody_never_assigned_goes_and_comes_back_with_the_undo(office: SqlOffice, small: SmallOffice) -> None:
    done = office.do(RemovePerson(replace(small.technical, version=1)))
    assert "吳電務" not in rows(office) and done.undo is not None
    office.do(done.undo)
    assert rows(office)["吳電務"].person.skills == small.technical.skills


def test_somebody_who_was_at_a_visit_stays(office: SqlOffice, small: SmallOffice) -> None:
    office.do(Keep((("visits", small.visit(member_ids=(small.technical.id,))),)))
    refused(office, RemovePerson(replace(small.technical, version=1)))
