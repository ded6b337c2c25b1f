"""Customers, contacts, groups, parks and people changed by hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from tests.builders import Clock, SmallOffice, new_office
from visitplanner.domain.core.errors import Refused, Stale, Unknown
from visitplanner.domain.customers.customers import CONTACTS, PARKS, Company, Contact, Customer, Park
from visitplanner.domain.staff.staff import Absence, Person, Rank
from visitplanner.services.customers.customer_lists import CustomerList
from visitplanner.services.customers.customers import (
    AddCustomer,
    ChangeCustomer,
    CustomerCard,
    CustomerOf,
    CustomerWithAccount,
    RemoveCustomer,
    SetVisitAnyway,
)
from visitplanner.services.customers.groups import (
    AddGroup,
    ChangeCompany,
    ChangeGroup,
    GroupList,
    GroupNamed,
    ParkList,
    RemoveGroup,
)
from visitplanner.services.records.records import AddRecord, ChangeRecord, RemoveRecord
from visitplanner.services.staff.staff import AddPerson, ChangePerson, RemovePerson, StaffList
from visitplanner.store.office import SqlOffice


@pytest.fixture
def small() -> SmallOffice:
    return SmallOffice()


@pytest.fixture
def office(tmp_path: Path, small: SmallOffice) -> Iterator[SqlOffice]:
    opened = new_office(tmp_path / "office", Clock())
    small.keep(opened)
    yield opened
    opened.close()


def card(office: SqlOffice, customer: Customer) -> CustomerCard:
    return office.ask(CustomerOf(customer.id))


def accounts(office: SqlOffice, text: str) -> list[str]:
    return [row.customer.account for row in office.ask(CustomerList(text))]


def test_the_list_is_searched_by_every_word_of_every_name(office: SqlOffice, small: SmallOffice) -> None:
    assert accounts(office, "") == ["05123456781", "05123456789", "05123456782"]
    assert accounts(office, "05-12-3456-78-9") == ["05123456789"]
    assert accounts(office, "虛構集團 81") == ["05123456781"]
    assert accounts(office, "林課長") == ["05123456781", "05123456789"]
    assert accounts(office, "板橋區") == []


def test_the_list_says_who_is_large_at_exactly_the_threshold(office: SqlOffice, small: SmallOffice) -> None:
    large = {row.customer.account: row.is_large for row in office.ask(CustomerList())}
    assert large == {"05123456781": True, "05123456789": True, "05123456782": False}


def test_who_would_be_large_under_the_sum_of_contracts_is_shown(office: SqlOffice, small: SmallOffice) -> None:
    kept = card(office, small.sites[1]).customer
    office.do(ChangeCustomer(replace(kept, half_peak_kw=200)))
    shown = card(office, small.sites[1])
    assert (shown.is_large, shown.large_by_sum, shown.threshold_kw) == (False, True, 1000)


def test_an_account_is_found_with_hyphens_and_an_unknown_one_is_said(office: SqlOffice, small: SmallOffice) -> None:
    assert office.ask(CustomerWithAccount("05-12-3456-78-9")).id == small.large.id
    with pytest.raises(Unknown):
        office.ask(CustomerWithAccount("05999999999"))


def test_other_contracts_are_written_down_and_crossing_the_threshold_is_said(office: SqlOffice, small: SmallOffice) -> None:
    kept = card(office, small.sites[1]).customer
    outcome = office.do(ChangeCustomer(replace(kept, regular_kw=1000), dt.date(2026, 4, 1)))
    assert outcome.said is not None and "owed" in str(outcome.said)
    (change,) = card(office, small.sites[1]).changes
    assert (change.effective_on, change.before.regular_kw, change.after.regular_kw) == (dt.date(2026, 4, 1), 800, 1000)
    down = office.do(ChangeCustomer(replace(outcome.value, regular_kw=999), dt.date(2026, 5, 1)))
    assert down.said is not None and "drops below" in str(down.said)
    assert len(card(office, small.sites[1]).changes) == 2


def test_a_second_change_on_one_day_corrects_the_first_and_back_again_leaves_none(office: SqlOffice, small: SmallOffice) -> None:
    day = dt.date(2026, 4, 1)
    first = office.do(ChangeCustomer(replace(card(office, small.large).customer, regular_kw=1100), day)).value
    second = office.do(ChangeCustomer(replace(first, regular_kw=1200), day)).value
    (change,) = card(office, small.large).changes
    assert (change.before.regular_kw, change.after.regular_kw) == (1000, 1200)
    office.do(ChangeCustomer(replace(second, regular_kw=1000), day))
    assert card(office, small.large).changes == ()


def test_a_change_before_a_later_known_one_is_refused_and_nothing_is_kept(office: SqlOffice, small: SmallOffice) -> None:
    kept = office.do(ChangeCustomer(replace(card(office, small.large).customer, regular_kw=1100), dt.date(2026, 4, 1))).value
    with pytest.raises(Refused) as refusal:
        office.do(ChangeCustomer(replace(kept, regular_kw=1300), dt.date(2026, 3, 1)))
    assert refusal.value.field == "effective_on"
    assert card(office, small.large).customer.regular_kw == 1100


def test_a_customer_somebody_changed_meanwhile_is_stale(office: SqlOffice, small: SmallOffice) -> None:
    kept = card(office, small.large).customer
    office.do(ChangeCustomer(replace(kept, notes="先到")))
    with pytest.raises(Stale):
        office.do(ChangeCustomer(replace(kept, notes="後到")))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "name"),
        ({"account": "1234"}, "account"),
        ({"regular_kw": 0}, "regular_kw"),
        ({"off_peak_kw": -1}, "off_peak_kw"),
        ({"sector": "半導體"}, "sector"),
    ],
)
def test_a_faulty_customer_is_refused_beside_its_field(
    office: SqlOffice, small: SmallOffice, changes: dict[str, object], field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        office.do(ChangeCustomer(replace(card(office, small.large).customer, **changes)))
    assert refusal.value.field == field


def test_a_customer_is_added_by_hand_and_a_second_of_its_account_is_refused(office: SqlOffice, small: SmallOffice) -> None:
    new = replace(small.large, id=UUID(int=7), account="05-99-0000-00-1")
    office.do(AddCustomer(new))
    assert accounts(office, "05990000001") == ["05990000001"]
    with pytest.raises(Refused):
        office.do(AddCustomer(replace(new, id=UUID(int=8))))


def test_a_removed_customer_takes_its_contacts_along_and_comes_back_with_them(office: SqlOffice, small: SmallOffice) -> None:
    office.do(AddRecord(CONTACTS, Contact(customer_id=small.large.id, name="陳廠長")))
    undo = office.do(RemoveCustomer(card(office, small.large).customer)).undo
    assert accounts(office, "05123456789") == []
    assert undo is not None
    office.do(undo)
    assert [contact.name for contact in card(office, small.large).contacts] == ["陳廠長"]


def test_contacts_are_added_changed_and_removed(office: SqlOffice, small: SmallOffice) -> None:
    contact = office.do(
        AddRecord(CONTACTS, Contact(customer_id=small.large.id, name=" 陳廠長 ", email="a@example.invalid"))
    ).value
    assert contact.name == "陳廠長"
    changed = office.do(ChangeRecord(CONTACTS, replace(contact, phone="02-5550-0101"))).value
    with pytest.raises(Refused) as refusal:
        office.do(ChangeRecord(CONTACTS, replace(changed, email="沒有小老鼠")))
    assert refusal.value.field == "email"
    office.do(RemoveRecord(CONTACTS, changed))
    assert card(office, small.large).contacts == ()


def test_a_customer_below_the_threshold_is_visited_for_a_stated_reason(office: SqlOffice, small: SmallOffice) -> None:
    office.do(SetVisitAnyway(small.sites[1].id, " 擴建中 "))
    assert card(office, small.sites[1]).customer.visit_anyway == "擴建中"
    office.do(SetVisitAnyway(small.sites[1].id, ""))
    assert card(office, small.sites[1]).customer.visit_anyway == ""


def test_a_company_joins_a_group_and_a_dissolved_group_lets_it_go(office: SqlOffice, small: SmallOffice) -> None:
    group = office.do(AddGroup("新 集團")).value
    assert group.name == "新集團"
    company = card(office, small.large).company
    office.do(ChangeCompany(replace(company, group_id=group.id)))
    assert card(office, small.large).group == group
    office.do(RemoveGroup(group))
    assert card(office, small.large).group is None


def test_a_wrong_uniform_number_is_refused_beside_its_field(office: SqlOffice, small: SmallOffice) -> None:
    with pytest.raises(Refused) as refusal:
        office.do(ChangeCompany(Company(name="甲", tax_id="12345678")))
    assert refusal.value.field == "tax_id"


def test_names_of_groups_and_parks_are_given_once(office: SqlOffice, small: SmallOffice) -> None:
    with pytest.raises(Refused):
        office.do(AddGroup("虛構 集團"))
    with pytest.raises(Refused):
        office.do(AddRecord(PARKS, Park(name="虛構工業區")))
    renamed = office.do(ChangeGroup(replace(office.ask(GroupNamed("虛構集團")), name="改名集團"))).value
    assert [row.group for row in office.ask(GroupList())] == [renamed]


def test_a_park_knows_its_customers_and_lets_them_go(office: SqlOffice, small: SmallOffice) -> None:
    office.do(ChangeCustomer(replace(card(office, small.large).customer, park_id=small.park.id)))
    (row,) = office.ask(ParkList())
    assert [site.account for site in row.sites] == ["05123456789"]
    assert row.specialist is not None and row.specialist.name == "林課長"
    office.do(RemoveRecord(PARKS, office.do(ChangeRecord(PARKS, replace(row.park, township="土城區"))).value))
    assert (office.ask(ParkList()), card(office, small.large).park) == ([], None)


def test_people_are_added_changed_and_removed(office: SqlOffice, small: SmallOffice) -> None:
    person = office.do(AddPerson(Person(name=" 新人 ", rank=Rank.STAFF))).value
    changed = office.do(ChangePerson(replace(person, rank=Rank.SUPERVISOR))).value
    assert ("新人", Rank.SUPERVISOR) in {(row.person.name, row.person.rank) for row in office.ask(StaffList())}
    office.do(RemovePerson(changed))
    assert "新人" not in {row.person.name for row in office.ask(StaffList())}


@pytest.mark.parametrize(
    ("person", "field"),
    [
        (Person(name=" ", rank=Rank.STAFF), "name"),
        (Person(name="林 課長", rank=Rank.STAFF), "name"),
        (Person(name="甲", rank=Rank.STAFF, visits_a_day=3), "visits_a_day"),
        (Person(name="甲", rank=Rank.STAFF, absences=(Absence(dt.date(2026, 2, 2), dt.date(2026, 2, 1)),)), "absences"),
    ],
)
def test_a_faulty_person_is_refused_beside_its_field(office: SqlOffice, person: Person, field: str) -> None:
    with pytest.raises(Refused) as refusal:
        office.do(AddPerson(person))
    assert refusal.value.field == field
