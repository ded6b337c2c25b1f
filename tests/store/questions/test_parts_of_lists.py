"""A part asked of the encrypted store is the part one would have taken from all records; and no more is read for it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders_memory import MemoryShelf
from tests.store.questions.past import KNOWN, TODAY, Records, office_of, within
from visitplanner.domain.core.kinds import Kind
from visitplanner.domain.core.texts import name_key
from visitplanner.domain.customers.customers import account_printed
from visitplanner.domain.follow_ups import follow_ups as rules
from visitplanner.domain.programme.assignments import in_force
from visitplanner.domain.programme.counting import Judge
from visitplanner.domain.programme.obligations import Obligation, obligations, verdict
from visitplanner.domain.programme.programme import CapacityMeasure, Choices
from visitplanner.domain.programme.thresholds import Register, claimants
from visitplanner.domain.records import kinds
from visitplanner.domain.staff.staff import Role
from visitplanner.domain.visits.times import day_in_order
from visitplanner.domain.visits.visits import VISITS, Visit, VisitState
from visitplanner.services.core.codec import codec
from visitplanner.services.core.conditions import AnyOf, Between, Containing, Not
from visitplanner.services.core.pages import Page
from visitplanner.services.core.subjects import Subjects
from visitplanner.services.customers.customer_lists import CustomerList, CustomerOrder, CustomerPageOf, WhichCustomers
from visitplanner.services.follow_ups.follow_ups import FollowUpList
from visitplanner.services.follow_ups.register import CaseOrder, CasesOf, WhichCases
from visitplanner.services.programme.counting import specialists_of
from visitplanner.services.programme.obligations import DueList
from visitplanner.services.programme.year_book import verdict_of, year_book
from visitplanner.services.visits.visits import VisitList
from visitplanner.store.office import SqlOffice

SEEDS = st.integers(0, 1_000_000)
CHOICES = st.builds(Choices, group_settles_sites=st.booleans(), phone_counts=st.booleans(), one_in_each_half=st.booleans(),
                    year_begins_month=st.sampled_from([1, 1, 4]))  # fmt: skip
WORDS = st.sampled_from(
    ["", "公司1", "集團", "集團0 善化", "05-00", "０５０", "工業區1", "課長", "經理 聯華", "12345", "查無此人"]
)
few = settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
unruly = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])


def read_whole(records: Records, choices: Choices) -> tuple[Register, Judge, list[Visit]]:
    """Everything that is kept, as each question once read it."""
    register = Register(
        groups=records[kinds.GROUPS],
        companies=records[kinds.COMPANIES],
        customers=records[kinds.CUSTOMERS],
        parks=records[kinds.PARKS],
        changes=records[kinds.CONTRACT_CHANGES],
    )
    people = {person.id: person for person in records[kinds.PEOPLE]}
    specialists = specialists_of(records[kinds.ASSIGNMENTS])
    visits = sorted(records[kinds.VISITS], key=lambda visit: (visit.day, visit.slot, visit.id))
    return register, Judge(KNOWN.programme.with_choices(choices), people, specialists, TODAY), visits


def by_subject(owed: list[Obligation]) -> list[tuple[UUID, int, Obligation]]:
    return sorted(((one.subject_id, one.ordinal, one) for one in owed), key=lambda each: each[:2])


@given(SEEDS, CHOICES, st.sampled_from([2025, 2026, 2027]))
@unruly
def test_what_is_owed_in_a_year_is_what_all_visits_of_all_years_say(
    office: SqlOffice, seed: int, choices: Choices, year: int
) -> None:
    records = office_of(seed)
    register, judge, visits = read_whole(records, choices)
    owed = obligations(claimants(register, judge.programme, year), year, visits, judge)
    with within(office, records) as work:
        work.set_setting("programme_choices", codec(Choices).plain(choices))
        assert by_subject(year_book(work, year).obligations()) == by_subject(owed)
        assert by_subject([row.obligation for row in DueList(year).answer(work)]) == by_subject(owed)
        some = frozenset(one.subject_id for one in owed[::3])
        asked = [row.obligation for row in DueList(year, some).answer(work)]
        assert by_subject(asked) == by_subject([one for one in owed if one.subject_id in some])


@given(SEEDS, CHOICES)
@unruly
def test_whether_a_visit_counts_is_what_all_visits_of_all_years_say(office: SqlOffice, seed: int, choices: Choices) -> None:
    records = office_of(seed, visits=25)
    register, judge, visits = read_whole(records, choices)
    with within(office, records) as work:
        work.set_setting("programme_choices", codec(Choices).plain(choices))
        for visit in visits:
            if judge.programme.has_rule(visit.subject_kind, judge.programme.period(visit.year).first):
                owed = {one.id: one for one in claimants(register, judge.programme, visit.year)}
                if visit.subject_id in owed:
                    others = [other for other in visits if other.subject_id == visit.subject_id]
                    assert verdict_of(work, visit) == verdict(visit, owed[visit.subject_id], others, judge)


@given(SEEDS, st.integers(1, 25))
@unruly
def test_the_pages_of_the_register_joined_are_the_whole_of_it_in_its_order(office: SqlOffice, seed: int, size: int) -> None:
    records = office_of(seed)
    cases = sorted(records[kinds.FOLLOW_UPS], key=lambda case: (case.due_on, case.raised_on, str(case.id)))
    cases.sort(key=lambda case: rules.urgency(case, TODAY))
    one = frozenset({cases[0].subject_id})
    with within(office, records) as work:
        for wanted, only in (
            (cases, {}),
            ([case for case in cases if rules.is_open(case)], {"only_open": True}),
            ([case for case in cases if rules.is_overdue(case, TODAY)], {"only_overdue": True}),
            ([case for case in cases if case.subject_id in one], {"subject_ids": one}),
        ):
            assert _ids(row.follow_up for row in FollowUpList(**only).answer(work)) == _ids(cases for cases in wanted)
            pages = [FollowUpList(**only, limit=size, offset=at).answer(work) for at in range(0, len(wanted) + 1, size)]
            assert _ids(row.follow_up for page in pages for row in page) == _ids(wanted)
        assert [row.log[0].follow_up_id for row in FollowUpList().answer(work)] == _ids(cases)


CASE_VALUES = {
    CaseOrder.STATE: lambda row: rules.ORDER.index(row.follow_up.state),
    CaseOrder.TEXT: lambda row: row.follow_up.text,
    CaseOrder.SUBJECT: lambda row: row.subject,
    CaseOrder.OWNER: lambda row: row.owner,
    CaseOrder.DUE: lambda row: row.follow_up.due_on,
    CaseOrder.AGE: lambda row: row.age_working_days,
}
CASES_SIFTED = {
    WhichCases.OPEN: lambda row: rules.is_open(row.follow_up),
    WhichCases.OVERDUE: lambda row: row.overdue,
    WhichCases.ALL: lambda row: True,
}


@pytest.mark.parametrize("sort", [None, *CaseOrder])
@given(
    SEEDS,
    st.sampled_from(WhichCases),
    st.booleans(),
    st.sampled_from(["", "集團", "課長", "工業區1", "closed"]),
    st.integers(5, 30),
)
@few
def test_cases_chosen_sorted_and_cut_by_the_store_are_those_one_would_take_from_all(
    office: SqlOffice, sort: CaseOrder | None, seed: int, which: WhichCases, down: bool, text: str, size: int
) -> None:
    with within(office, office_of(seed)) as work:
        every = FollowUpList().answer(work)
        shown = {row.follow_up.id: f"{row.follow_up.text} {row.subject} {row.owner} {row.follow_up.state.value}" for row in every}
        wanted = [row for row in every if CASES_SIFTED[which](row) and name_key(text) in name_key(shown[row.follow_up.id])]
        asked = CasesOf(which, text, sort, down)
        pages = [replace(asked, limit=size, offset=at).answer(work) for at in range(0, len(wanted) + 1, size)]
        joined = [row for page in pages for row in page.rows]
        assert sorted(_ids(row.follow_up for row in joined)) == sorted(_ids(row.follow_up for row in wanted))
        if sort is None:
            assert joined == wanted
        else:
            held = [row for row in joined if sort is not CaseOrder.AGE or rules.is_open(row.follow_up)]
            values = [CASE_VALUES[sort](row) for row in held]
            filled = [value for value in values if value != ""]
            assert values == [*sorted(filled, reverse=down), *[""] * (len(values) - len(filled))]
            assert held == joined[: len(held)]
        figures = (
            len(wanted),
            len(every),
            sum(CASES_SIFTED[WhichCases.OPEN](row) for row in every),
            sum(r.overdue for r in every),
        )
        assert {(page.fitting, page.kept, page.open, page.overdue) for page in pages} == {figures}


@given(SEEDS, st.integers(1, 25), st.integers(-900, 100), st.integers(0, 400), st.booleans())
@unruly
def test_visits_of_days_are_those_that_stand_on_them(
    office: SqlOffice, seed: int, size: int, begin: int, length: int, cancelled: bool
) -> None:
    records = office_of(seed)
    first = TODAY + dt.timedelta(days=begin)
    last = first + dt.timedelta(days=length)
    names = {each.id: each.name for kind in (kinds.GROUPS, kinds.PARKS, kinds.CUSTOMERS) for each in records[kind]}
    kept = [visit for visit in records[kinds.VISITS] if cancelled or visit.state is not VisitState.CANCELLED]
    wanted = [visit for visit in kept if first <= visit.day <= last]
    leaders = {person.id: person.name for person in records[kinds.PEOPLE]}
    wanted.sort(key=lambda visit: (leaders[visit.leader_id], names[visit.subject_id], str(visit.id)))
    with within(office, records) as work:
        subjects = Subjects(work)
        wanted = day_in_order(
            wanted, lambda visit: visit, lambda visit: subjects.get(visit.subject_id).township, work.known.practice.neighbours
        )
        rows = VisitList(first, last, with_cancelled=cancelled).answer(work)
        assert _ids(row.visit for row in rows) == _ids(wanted)
        assert [row.subject for row in rows] == [names[visit.subject_id] for visit in wanted]
        parts = [VisitList(first, last, None, cancelled, False, size, at) for at in range(0, len(wanted) + 1, size)]
        pages = [part.answer(work) for part in parts]
        joined = [row.visit for page in pages for row in page]
        assert [(v.day, v.slot) for v in joined] == [(v.day, v.slot) for v in wanted]
        assert sorted(_ids(joined)) == sorted(_ids(wanted))
        open_ones = VisitList(last=last, only_open=True).answer(work)
        assert sorted(_ids(row.visit for row in open_ones)) == sorted(_ids(v for v in kept if v.is_open and v.day <= last))


@given(SEEDS, WORDS, st.integers(1, 6))
@unruly
def test_customers_are_found_by_every_word_wherever_it_stands(office: SqlOffice, seed: int, text: str, size: int) -> None:
    records = office_of(seed)
    firms = {firm.id: firm for firm in records[kinds.COMPANIES]}
    names = {each.id: each.name for kind in (kinds.GROUPS, kinds.PARKS, kinds.PEOPLE) for each in records[kind]}
    held = in_force(records[kinds.ASSIGNMENTS], TODAY)

    def all_of(site: Any) -> str:
        firm, charge = firms[site.company_id], held.get((site.id, Role.SPECIALIST))
        behind = [firm.name, firm.tax_id, names.get(firm.group_id, ""), names.get(site.park_id, "")]
        own = [site.account, account_printed(site.account), site.name, site.township, site.address, site.sector]
        return "\n".join(name_key(each) for each in (*own, *behind, names[charge.person_id] if charge else ""))

    wanted = [site for site in records[kinds.CUSTOMERS] if all(name_key(word) in all_of(site) for word in text.split())]
    wanted.sort(key=lambda site: (-site.regular_kw, site.account))
    with within(office, records) as work:
        rows = CustomerList(text).answer(work)
        assert _ids(row.customer for row in rows) == _ids(wanted)
        assert [row.specialist.id if row.specialist else None for row in rows] == [
            held[site.id, Role.SPECIALIST].person_id if (site.id, Role.SPECIALIST) in held else None for site in wanted
        ]
        assert [(row.company, row.group and row.group.id) for row in rows] == [
            (firms[site.company_id], firms[site.company_id].group_id) for site in wanted
        ]
        pages = [CustomerList(text, size, at).answer(work) for at in range(0, len(wanted) + 1, size)]
        assert [row for page in pages for row in page] == rows


def _ids(records: Any) -> list[UUID]:
    return [record.id for record in records]


CONDITIONS: tuple[tuple[Kind[Any], tuple[AnyOf, ...], dict[str, Any]], ...] = (
    (kinds.VISITS, (), {"day": Between(dt.date(2025, 1, 1), TODAY)}),
    (kinds.VISITS, (), {"held_on": Between(None, TODAY, or_none=True), "state": Not(VisitState.CANCELLED)}),
    (kinds.VISITS, (), {"held_on": Between()}),
    (kinds.VISITS, (AnyOf(year=2026, held_on=Between(dt.date(2025, 6, 1))),), {"state": VisitState.DONE}),
    (kinds.VISITS, (AnyOf({"year": 2025, "state": VisitState.DONE}, year=2024), AnyOf(ordinal=1)), {}),
    (kinds.ASSIGNMENTS, (), {"ends_on": Between(TODAY, or_none=True)}),
    (kinds.FOLLOW_UPS, (), {"owner_id": Not(None)}),
    (kinds.FOLLOW_UPS, (AnyOf(),), {}),
    (kinds.CUSTOMERS, (), {"sought": Containing("鋼鐵第1")}),
    (kinds.CUSTOMERS, (AnyOf(sought=Containing("善化"), park_id=None),), {"regular_kw": Between(1000, 2000)}),
    (kinds.CUSTOMERS, (), {"sought": Containing("%")}),
)


@pytest.mark.parametrize(("kind", "any_of", "fields"), CONDITIONS, ids=range(len(CONDITIONS)))
def test_a_condition_means_on_the_store_what_it_means_in_memory(
    office: SqlOffice, kind: Kind[Any], any_of: tuple[AnyOf, ...], fields: dict[str, Any]
) -> None:
    records = office_of(7)
    memory = MemoryShelf[Any](kind.name, [])
    memory.add_all(records[kind])
    with within(office, records) as work:
        shelf = work.shelf(kind)
        found = shelf.find(*any_of, **fields)
        assert sorted(_ids(found)) == sorted(_ids(memory.find(*any_of, **fields)))
        assert shelf.count(*any_of, **fields) == len(found)
        assert shelf.values("id", *any_of, **fields) == set(_ids(found))
        page = Page((f"-{kind.order[0]}",), limit=4, offset=2)
        assert shelf.find(*any_of, page=page, **fields) == memory.find(*any_of, page=page, **fields)


def test_the_newest_of_each_is_the_one_of_the_latest_day(office: SqlOffice) -> None:
    records = office_of(3)
    memory = MemoryShelf[Any]("visits", [])
    memory.add_all(records[kinds.VISITS])
    ids = _ids([*records[kinds.GROUPS], *records[kinds.CUSTOMERS]])
    asked = {"state": VisitState.DONE, "held_on": Between(None, dt.date(2025, 12, 31))}
    with within(office, records) as work:
        newest = work.shelf(VISITS).newest("subject_id", ids, "held_on", **asked)
        assert {visit.subject_id: visit.held_on for visit in newest} == {
            visit.subject_id: visit.held_on for visit in memory.newest("subject_id", ids, "held_on", **asked)
        }
        assert newest


PLAIN_ORDERS = {
    CustomerOrder.ACCOUNT: lambda row: row.customer.account,
    CustomerOrder.NAME: lambda row: row.customer.name,
    CustomerOrder.GROUP: lambda row: row.group.name if row.group else "",
    CustomerOrder.TOWNSHIP: lambda row: row.customer.township,
    CustomerOrder.KW: lambda row: row.customer.regular_kw,
    CustomerOrder.LARGE: lambda row: 2 * row.is_large + row.large_by_sum,
    CustomerOrder.VOLTAGE: lambda row: row.customer.voltage.value,
    CustomerOrder.OPTION: lambda row: row.customer.option.value,
    CustomerOrder.SPECIALIST: lambda row: row.specialist.name if row.specialist else "",
    CustomerOrder.LAST_VISIT: lambda row: row.last_visit_on or "",
    CustomerOrder.NEXT_VISIT: lambda row: row.next_visit.day if row.next_visit else "",
}
SIFTED = {
    WhichCustomers.ALL: lambda row: True,
    WhichCustomers.LARGE: lambda row: row.is_large,
    WhichCustomers.BY_SUM: lambda row: row.large_by_sum,
    WhichCustomers.GROUPS: lambda row: row.group is not None,
    WhichCustomers.PARKS: lambda row: row.park is not None,
    WhichCustomers.UNASSIGNED: lambda row: row.is_large and row.specialist is None,
}


@pytest.mark.parametrize("sort", CustomerOrder)
@given(SEEDS, st.sampled_from(WhichCustomers), st.sampled_from(CapacityMeasure), st.booleans(), st.integers(1, 6))
@few
def test_customers_chosen_sorted_and_cut_by_the_store_are_those_one_would_take_from_all(
    office: SqlOffice, sort: CustomerOrder, seed: int, which: WhichCustomers, measure: CapacityMeasure, down: bool, size: int
) -> None:
    with within(office, office_of(seed, sites=14)) as work:
        work.set_setting("programme_choices", codec(Choices).plain(Choices(capacity=measure)))
        every = CustomerList().answer(work)
        wanted = sorted((row for row in every if SIFTED[which](row)), key=lambda row: row.customer.account)
        value = PLAIN_ORDERS[sort]
        filled = sorted((row for row in wanted if value(row) != ""), key=value, reverse=down)
        wanted = [*filled, *(row for row in wanted if value(row) == "")]
        asked = CustomerList(which=which, sort=sort, descending=down)
        assert _ids(row.customer for row in asked.answer(work)) == _ids(row.customer for row in wanted)
        pages = [CustomerPageOf(replace(asked, limit=size, offset=at)).answer(work) for at in range(0, len(wanted) + 1, size)]
        assert [row for page in pages for row in page.rows] == wanted
        assert {page.fitting for page in pages} == {len(wanted)}
        figures = (len(every), sum(row.is_large for row in every), sum(row.large_by_sum for row in every))
        assert {(page.kept, page.large, page.by_sum) for page in pages} == {figures}
