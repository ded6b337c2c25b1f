"""Specialists and leaders: who is proposed, taking proposals over, and who followed whom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders import Clock, SmallOffice, new_office
from visitplanner.domain.core.errors import Refused
from visitplanner.domain.staff.staff import Role
from visitplanner.services.customers.customers import CustomerOf, SetVisitAnyway
from visitplanner.services.customers.groups import GroupList, GroupNamed
from visitplanner.services.programme.assignments import (
    AcceptAssignments,
    Assign,
    AssignmentList,
    Chosen,
    EndAssignment,
    ProposeAssignments,
)
from visitplanner.services.staff.staff import RemovePerson, StaffList
from visitplanner.store.office import SqlOffice


@pytest.fixture
def small() -> SmallOffice:
    return SmallOffice()


@pytest.fixture
def office(tmp_path: Path, small: SmallOffice) -> Iterator[SqlOffice]:
    opened = new_office(tmp_path / "office", Clock())
    small.keep(opened, assigned=False)
    yield opened
    opened.close()


def proposed(office: SqlOffice) -> dict[str, str]:
    return {row.subject.name: row.proposal.person.name for row in office.ask(ProposeAssignments()).rows}


def test_groups_large_customers_and_parks_get_a_proposal_and_small_ones_none(office: SqlOffice, small: SmallOffice) -> None:
    rows = office.ask(ProposeAssignments()).rows
    subjects = {row.subject.id: row.proposal.charge.role for row in rows}
    assert subjects == {
        small.group.id: Role.LEADER,
        small.sites[0].id: Role.SPECIALIST,
        small.large.id: Role.SPECIALIST,
        small.park.id: Role.SPECIALIST,
    }
    assert {row.proposal.person.name for row in rows if row.subject.id == small.group.id} == {"王經理"}


def test_a_customer_visited_for_a_reason_of_its_own_gets_a_specialist_too(office: SqlOffice, small: SmallOffice) -> None:
    office.do(SetVisitAnyway(small.sites[1].id, "擴建中"))
    assert small.sites[1].id in {row.subject.id for row in office.ask(ProposeAssignments()).rows}


def test_proposals_taken_over_are_in_force_and_leave_nothing_to_propose(office: SqlOffice) -> None:
    rows = office.ask(ProposeAssignments()).rows
    office.do(AcceptAssignments(tuple(Chosen(row.subject.id, row.proposal.person.id) for row in rows)))
    assert proposed(office) == {}
    assert all(row.person is not None for row in office.ask(AssignmentList()))
    assert sum(row.leads + row.looks_after for row in office.ask(StaffList())) == len(rows)


def test_a_proposal_can_be_edited_before_it_is_taken_over(office: SqlOffice, small: SmallOffice) -> None:
    office.do(AcceptAssignments((Chosen(small.large.id, small.manager.id),)))
    (row,) = [row for row in office.ask(AssignmentList()) if row.subject.id == small.large.id]
    assert row.person is not None and row.person.name == "王經理"


def test_nobody_of_too_low_a_rank_can_be_assigned_and_nothing_is_changed(office: SqlOffice, small: SmallOffice) -> None:
    both = (Chosen(small.large.id, small.supervisor.id), Chosen(small.group.id, small.supervisor.id))
    with pytest.raises(Refused):
        office.do(AcceptAssignments(both))
    assert all(row.person is None for row in office.ask(AssignmentList()))


def test_one_specialist_follows_another_and_the_history_stays(office: SqlOffice, small: SmallOffice) -> None:
    office.do(Assign(small.large.id, small.supervisor.id, dt.date(2026, 1, 1)))
    office.do(Assign(small.large.id, small.manager.id, dt.date(2026, 3, 1)))
    history = office.ask(CustomerOf(small.large.id)).assignments
    told = [(row.person.name, row.assignment.begins_on, row.assignment.ends_on) for row in history]
    assert told == [
        ("王經理", dt.date(2026, 3, 1), None),
        ("林課長", dt.date(2026, 1, 1), dt.date(2026, 2, 28)),
    ]


def test_assigning_again_for_the_same_day_replaces_the_first(office: SqlOffice, small: SmallOffice) -> None:
    office.do(Assign(small.large.id, small.supervisor.id))
    office.do(Assign(small.large.id, small.manager.id))
    assert [row.person.name for row in office.ask(CustomerOf(small.large.id)).assignments] == ["王經理"]


def test_an_assignment_is_undone_with_the_former_one_restored(office: SqlOffice, small: SmallOffice) -> None:
    office.do(Assign(small.large.id, small.supervisor.id, dt.date(2026, 1, 1)))
    undo = office.do(Assign(small.large.id, small.manager.id, dt.date(2026, 3, 1))).undo
    assert undo is not None
    office.do(undo)
    (row,) = office.ask(CustomerOf(small.large.id)).assignments
    assert (row.person.name, row.assignment.ends_on) == ("林課長", None)


def test_an_ended_assignment_leaves_the_subject_to_be_proposed_again(office: SqlOffice, small: SmallOffice) -> None:
    (row,) = office.do(Assign(small.large.id, small.supervisor.id, dt.date(2026, 1, 1))).value
    assert row.assignment_id is not None
    office.do(EndAssignment(row.assignment_id, dt.date(2026, 3, 1)))
    assert small.large.id in {one.subject.id for one in office.ask(ProposeAssignments()).rows}
    with pytest.raises(Refused):
        office.do(EndAssignment(row.assignment_id, dt.date(2025, 3, 1)))


def test_the_leader_stands_beside_the_group(office: SqlOffice, small: SmallOffice) -> None:
    group = office.ask(GroupNamed("虛構 集團"))
    office.do(Assign(group.id, small.manager.id))
    (row,) = office.ask(GroupList())
    assert row.leader is not None and row.leader.name == "王經理"
    assert [site.regular_kw for site in row.sites] == [1200, 800]


def test_somebody_who_was_assigned_cannot_be_removed(office: SqlOffice, small: SmallOffice) -> None:
    office.do(Assign(small.large.id, small.supervisor.id))
    (person,) = [row.person for row in office.ask(StaffList()) if row.person.name == "林課長"]
    with pytest.raises(Refused, match="林課長"):
        office.do(RemovePerson(person))


def test_accounts_of_a_group_with_several_people_are_named_with_how_many_each_has(office: SqlOffice, small: SmallOffice) -> None:
    office.do(SetVisitAnyway(small.sites[1].id, "擴建中"))
    found = office.ask(ProposeAssignments())
    assert len({row.proposal.person.id for row in found.rows if row.subject.id in {site.id for site in small.sites}}) == 1
    assert found.remarks == () and sum(one.visits for one in found.loads) == 2 + 2 + 2
    office.do(Assign(small.sites[0].id, small.supervisor.id))
    office.do(Assign(small.sites[1].id, small.manager.id))
    (remark,) = office.ask(ProposeAssignments()).remarks
    assert str(remark).startswith("虛構集團 is with several people (林課長 1, 王經理 1)")
