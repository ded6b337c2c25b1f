"""Whom a visit is paid to: however the records are read, and in whatever order, it is the same."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import TODAY, Keep, SmallOffice, customer, person
from tests.builders_memory import MemoryOffice
from visitplanner.domain.core.errors import Unknown
from visitplanner.domain.customers.customers import COMPANIES, CUSTOMERS, GROUPS, PARKS, Company, Customer, Group, Park
from visitplanner.domain.staff.staff import PEOPLE, Rank
from visitplanner.domain.visits.visits import SubjectKind
from visitplanner.services.core.directory import Beginnings, BeginningsMade, Directory, People
from visitplanner.services.core.form_drafts import KeepTyped, TypedSoFar
from visitplanner.services.core.subjects import AccountSubject, Subjects, SubjectsOfAccount
from visitplanner.store.office import SqlOffice


class Drawn:
    """Two groups, three companies (the last of none), two parks, and customers here and there."""

    def __init__(self, sites: Sequence[tuple[int, int | None, int]]) -> None:
        self.office = MemoryOffice()
        shelf = self.office.work.shelf
        self.groups = shelf(GROUPS).add_all([Group(name="甲集團"), Group(name="乙集團")])
        self.companies = shelf(COMPANIES).add_all(
            [Company(name=str(n), group_id=self.groups[n].id if n < 2 else None) for n in range(3)]
        )
        self.parks = shelf(PARKS).add_all([Park(name="甲園區", township="新店區"), Park(name="乙園區")])
        self.customers = shelf(CUSTOMERS).add_all(
            [
                customer(
                    f"05{n:09d}",
                    self.companies[company],
                    kw,
                    park_id=None if park is None else self.parks[park].id,
                    township=str(n),
                )
                for n, (company, park, kw) in enumerate(sites)
            ]
        )

    @property
    def everybody(self) -> list[UUID]:
        return [one.id for one in (*self.groups, *self.parks, *self.customers)]

    def sites_of(self, ident: UUID) -> list[Customer]:
        """By their definition: the largest contract first, of equals the lower 電號."""
        company = {one.id: one for one in self.companies}
        mine = [one for one in self.customers if ident in (one.id, one.park_id, company[one.company_id].group_id)]
        return sorted(mine, key=lambda one: (-one.regular_kw, one.account))

    def around(self, ident: UUID) -> set[UUID]:
        """Everybody whose visits concern this one, by definition."""
        single = next((one for one in self.customers if one.id == ident), None)
        if single is None:
            return {ident, *(one.id for one in self.sites_of(ident))}
        group = next(one.group_id for one in self.companies if one.id == single.company_id)
        return {each for each in (ident, group, single.park_id) if each is not None}


drawn_sites = st.lists(st.tuples(st.integers(0, 2), st.none() | st.integers(0, 1), st.sampled_from([100, 200, 200])), max_size=7)


@settings(max_examples=60)
@given(drawn_sites, st.data())
def test_sites_names_and_relations_are_what_the_records_say(
    sites: list[tuple[int, int | None, int]], data: st.DataObject
) -> None:
    drawn = Drawn(sites)
    asked = data.draw(st.permutations(drawn.everybody))
    at_once = data.draw(st.integers(0, len(asked)))
    work = drawn.office.work
    for subjects in (Subjects(work), Subjects(work, asked[:at_once]), Subjects(work, (), known=drawn.customers[:2])):  # type: ignore[arg-type]
        for ident in asked:
            found = subjects.get(ident)
            assert [one.id for one in found.sites] == [one.id for one in drawn.sites_of(ident)]
            assert found.account == next((one.account for one in drawn.sites_of(ident)), "")
            assert subjects.related(ident) == drawn.around(ident)


@given(drawn_sites)
def test_a_park_lies_where_it_says_and_a_group_where_its_largest_site_is(sites: list[tuple[int, int | None, int]]) -> None:
    drawn = Drawn(sites)
    subjects = Subjects(drawn.office.work, ())  # type: ignore[arg-type]
    towns = [subjects.get(one.id).township for one in (*drawn.parks, *drawn.groups)]
    largest = [next((one.township for one in drawn.sites_of(each.id)), "") for each in (*drawn.parks, *drawn.groups)]
    assert towns == ["新店區", *largest[1:]]
    kinds = [subjects.get(ident).kind for ident in drawn.everybody]
    assert kinds == [SubjectKind.GROUP] * 2 + [SubjectKind.PARK] * 2 + [SubjectKind.LARGE] * len(drawn.customers)
    for one in drawn.customers:
        company = next(each for each in drawn.companies if each.id == one.company_id)
        assert subjects.called_on_together(one.id) == str(company.group_id or company.id)
        group, park = subjects.group_of(one), subjects.park_of(one)
        assert (group and group.id, park and park.id) == (company.group_id, one.park_id)
    assert subjects.called_on_together(drawn.parks[0].id) == ""
    assert subjects.get(drawn.groups[0].id) and subjects.called_on_together(drawn.groups[0].id) == str(drawn.groups[0].id)


def test_somebody_who_is_gone_is_named_by_its_id_and_refused_where_it_is_needed() -> None:
    drawn, gone = Drawn([]), uuid4()
    subjects = Subjects(drawn.office.work, [gone])  # type: ignore[arg-type]
    assert subjects.find(gone) is None and subjects.name(gone) == str(gone)
    for asked in (subjects.get, subjects.related):
        with pytest.raises(Unknown, match=str(gone)):
            asked(gone)


def test_an_account_number_leads_to_its_customer_and_all_it_belongs_to(office: SqlOffice, small: SmallOffice) -> None:
    site = small.sites[0]
    written = f"{site.account[:2]}-{site.account[2:4]}-{site.account[4:8]}-{site.account[8:10]}-{site.account[10:]}"
    for account in (site.account, written, f" {written} "):
        assert office.ask(AccountSubject(account)) == site.id
        assert office.ask(SubjectsOfAccount(account)) == {site.id, small.group.id}
    assert office.ask(SubjectsOfAccount(small.large.account)) == {small.large.id}
    with pytest.raises(Unknown) as caught:
        office.ask(AccountSubject("0512"))
    assert caught.value.mend is not None


# -- what forms offer ---------------------------------------------------------------------------------------------


def test_forms_offer_groups_then_parks_then_customers_each_by_name_and_tell_sites_apart(
    office: SqlOffice, small: SmallOffice
) -> None:
    other = Group(name="一集團")
    office.do(Keep((("groups", other),)))
    entries = office.ask(Directory())
    groups = sorted((other, small.group), key=lambda one: one.name)
    assert [entry.id for entry in entries[:3]] == [*(one.id for one in groups), small.park.id]
    names = [entry.name for entry in entries[3:]]
    assert names == sorted(names) and len({entry.label for entry in entries}) == len(entries) == 6
    assert all(entry.label.startswith(entry.name) and (entry.account == "") == (entry.label == entry.name) for entry in entries)


BEGINNERS = [(GROUPS, Group(name="甲")), (PARKS, Park(name="甲")), (PEOPLE, person("甲", Rank.STAFF))]


@pytest.mark.parametrize(("kind", "record"), BEGINNERS)
def test_an_office_has_begun_with_anybody_to_visit_and_anybody_to_do_it(office: SqlOffice, kind: object, record: object) -> None:
    assert office.ask(BeginningsMade()) == Beginnings(False, False)
    office.do(Keep(((kind.name, record),)))  # type: ignore[attr-defined, arg-type]
    assert office.ask(BeginningsMade()) == Beginnings(kind is not PEOPLE, kind is PEOPLE)


def test_who_left_is_offered_only_where_everybody_is_asked_for(office: SqlOffice, small: SmallOffice) -> None:
    last = replace(person("甲", Rank.STAFF), leaves_on=TODAY)
    gone = replace(person("乙", Rank.STAFF), leaves_on=TODAY - dt.timedelta(days=1))
    office.do(Keep((("people", last), ("people", gone))))
    serving = {one.name for one in office.ask(People())}
    assert "甲" in serving and "乙" not in serving
    everybody = office.ask(People(everybody=True))
    assert {one.name for one in everybody} == serving | {"乙"}
    assert [(-one.rank, one.name) for one in everybody] == sorted((-one.rank, one.name) for one in everybody)


def test_a_draft_waits_for_its_form_and_its_record_alone_and_leaves_no_change_to_take_back(
    office: SqlOffice, small: SmallOffice
) -> None:
    one, other = small.large.id, small.sites[0].id
    first = office.do(KeepTyped("visit", one, {"notes": "甲"}))
    assert first.undo is None
    office.do(KeepTyped("visit", one, {"notes": "乙"}))
    office.do(KeepTyped("visit", one, {"notes": "乙"}))
    assert office.ask(TypedSoFar("visit", one)) == {"notes": "乙"}
    assert office.ask(TypedSoFar("visit", other)) is None and office.ask(TypedSoFar("case", one)) is None
    office.do(KeepTyped("visit", other, {}))
    office.do(KeepTyped("visit", one, None))
    office.do(KeepTyped("visit", one, None))
    assert office.ask(TypedSoFar("visit", one)) is None and office.ask(TypedSoFar("visit", other)) == {}
