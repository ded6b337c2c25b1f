"""What is removed takes its own things along and nobody else's; and comes back with them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from tests.builders import Keep, SmallOffice, assignment
from visitplanner.domain.core.errors import Refused
from visitplanner.domain.customers.customers import PARKS, Contact, ContractChange, Contracts, Customer
from visitplanner.domain.customers.wishes import Wish
from visitplanner.domain.staff.staff import Role
from visitplanner.services.core.outcome import Command
from visitplanner.services.customers.customer_lists import CustomerList, CustomerPageOf, WhichCustomers
from visitplanner.services.customers.customers import ChangeCustomer, CustomerOf, RemoveCustomer, SetVisitAnyway
from visitplanner.services.customers.groups import (
    AddGroup,
    ChangeGroup,
    GroupList,
    GroupNamed,
    GroupsFound,
    ParkNamed,
    RemoveGroup,
)
from visitplanner.services.customers.wishes import WishList, WishOf
from visitplanner.services.records.records import RemoveRecord
from visitplanner.store.office import SqlOffice

DAY = dt.date(2026, 1, 1)


@pytest.fixture
def full(office: SqlOffice, small: SmallOffice) -> SmallOffice:
    """A wish of everybody; a contact, a change and a specialist of every customer."""
    sites = [*small.sites, small.large]
    kept: list[tuple[str, Any]] = [
        ("wishes", Wish(subject_id=one.id, closed_months=(2,))) for one in (*sites, small.group, small.park)
    ]
    kept += [("contacts", Contact(customer_id=one.id, name=f"聯絡人{n}", phone="")) for n, one in enumerate(sites)]
    before, after = Contracts(900, 0, 0, 0), Contracts(1000, 0, 0, 0)
    kept += [
        ("contract_changes", ContractChange(customer_id=one.id, effective_on=DAY, before=before, after=after)) for one in sites
    ]
    kept += [("assignments", assignment(small.sites[1].id, small.supervisor, Role.SPECIALIST))]
    office.do(Keep(tuple(kept)))
    return small


def gone(office: SqlOffice, command: Command) -> Command:
    done = office.do(command)
    assert done.undo is not None
    return done.undo


def site(office: SqlOffice, customer: Customer) -> Customer:
    return office.ask(CustomerOf(customer.id)).customer


def picture(office: SqlOffice, small: SmallOffice, *customers: Customer) -> list[tuple[Any, ...]]:
    cards = [office.ask(CustomerOf(one.id)) for one in customers]
    return [(card.contacts, card.changes, card.assignments, card.wish) for card in cards]


def test_a_removed_customer_leaves_the_others_theirs(office: SqlOffice, full: SmallOffice) -> None:
    before = picture(office, full, *full.sites, full.large)
    assert all(len(contacts) == len(changes) == 1 and wish for contacts, changes, _, wish in before)
    undo = gone(office, RemoveCustomer(site(office, full.large)))
    assert picture(office, full, *full.sites) == before[:2]
    assert {row.subject.id for row in office.ask(WishList())} == {one.id for one in (*full.sites, full.group, full.park)}
    office.do(undo)
    for was, now in zip(before, picture(office, full, *full.sites, full.large), strict=True):
        assert [len(each) if isinstance(each, tuple) else each and each.subject_id for each in now] == [
            len(each) if isinstance(each, tuple) else each and each.subject_id for each in was
        ]


def test_a_dissolved_group_leaves_its_companies_and_the_sites_their_wishes(office: SqlOffice, full: SmallOffice) -> None:
    (row,) = office.ask(GroupList())
    assert (row.regular_kw, [one.id for one in row.sites]) == (2000, [one.id for one in full.sites])
    assert row.leader is not None and row.leader.id == full.manager.id
    undo = gone(office, RemoveGroup(row.group))
    assert office.ask(GroupList()) == [] and office.ask(WishOf(full.group.id)) is None
    card = office.ask(CustomerOf(full.sites[0].id))
    assert card.group is None and card.company.group_id is None and card.wish is not None and len(card.assignments) == 1
    assert len(office.ask(WishList())) == 4
    office.do(undo)
    (again,) = office.ask(GroupList())
    assert again.leader is not None and [one.id for one in again.sites] == [one.id for one in full.sites]
    assert office.ask(WishOf(full.group.id)) is not None


def test_a_removed_park_leaves_the_customers(office: SqlOffice, full: SmallOffice) -> None:
    office.do(ChangeCustomer(replace(site(office, full.large), park_id=full.park.id)))
    gone(office, RemoveRecord(PARKS, replace(full.park, version=1)))
    assert site(office, full.large).park_id is None and office.ask(WishOf(full.park.id)) is None
    assert len(office.ask(WishList())) == 4


def test_a_customer_with_a_visit_stays_whole(office: SqlOffice, full: SmallOffice) -> None:
    office.do(Keep((("visits", full.visit()),)))
    before = picture(office, full, full.large)
    with pytest.raises(Refused):
        office.do(RemoveCustomer(site(office, full.large)))
    assert picture(office, full, full.large) == before


def test_the_figures_above_a_list_are_of_all_customers(office: SqlOffice, full: SmallOffice) -> None:
    for text, which, fitting in (("", WhichCustomers.ALL, 3), ("食品", WhichCustomers.ALL, 1), ("", WhichCustomers.LARGE, 2)):
        page = office.ask(CustomerPageOf(CustomerList(text, 1, which=which)))
        assert (page.fitting, page.kept, page.large, len(page.rows)) == (fitting, 3, 2, 1)


@pytest.mark.parametrize(("kw", "words"), [(999, "drops below 1,000 kW"), (1000, ""), (1001, "")])
def test_crossing_the_threshold_is_told_from_exactly_the_threshold_on(
    office: SqlOffice, full: SmallOffice, kw: int, words: str
) -> None:
    told = office.do(ChangeCustomer(replace(site(office, full.large), regular_kw=kw))).said
    assert (str(told) if told else "")[len(full.large.name) + 1 :].startswith(words)
    told = office.do(ChangeCustomer(replace(site(office, full.large), regular_kw=1000))).said
    assert ("reaches 1,000 kW" in str(told)) == (kw < 1000)


def test_a_reason_is_kept_without_its_blanks_and_an_empty_one_ends_it(office: SqlOffice, full: SmallOffice) -> None:
    assert office.do(SetVisitAnyway(full.sites[1].id, " 重要用戶 ")).value.visit_anyway == "重要用戶"
    assert office.do(SetVisitAnyway(full.sites[1].id, " ")).value.visit_anyway == ""


# -- names of groups ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["虛構集團", " 虛構 集團", "虚構集團"])
def test_a_group_is_found_and_taken_under_every_spelling_of_its_name(office: SqlOffice, full: SmallOffice, name: str) -> None:
    assert office.ask(GroupNamed(name)).id == full.group.id
    with pytest.raises(Refused) as caught:
        office.do(AddGroup(name))
    assert caught.value.field == "name"
    assert office.ask(GroupNamed(str(full.group.id))).id == full.group.id


def test_a_group_may_keep_its_name_and_not_take_another_s(office: SqlOffice, full: SmallOffice) -> None:
    other = office.do(AddGroup("第二集團")).value
    kept = office.do(ChangeGroup(replace(other, name="第二 集團"))).value
    with pytest.raises(Refused):
        office.do(ChangeGroup(replace(kept, name="虛構集團")))
    assert [group.name for group in office.ask(GroupsFound("集團"))] == sorted([kept.name, "虛構集團"])
    assert [group.id for group in office.ask(GroupsFound("集團", 1))] == [min((kept, full.group), key=lambda one: one.name).id]
    assert [group.id for group in office.ask(GroupsFound("二 集"))] == [kept.id] and office.ask(GroupsFound("二 虛")) == []


@pytest.mark.parametrize(("asked", "field"), [(GroupNamed("沒有"), "group"), (ParkNamed("沒有"), "park")])
def test_a_name_nobody_bears_is_refused_with_what_to_do(office: SqlOffice, asked: GroupNamed | ParkNamed, field: str) -> None:
    with pytest.raises(Refused) as caught:
        office.ask(asked)
    assert caught.value.field == field and caught.value.mend is not None and "沒有" in str(caught.value.what)
