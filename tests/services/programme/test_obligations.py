"""The due list with names, attainment, thresholds and the programme's choices, asked of an office."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from tests.builders_memory import MemoryOffice
from tests.builders_programme import BUSINESS, MANAGER, PROGRAMME, SUPERVISOR, TECHNICAL, held, named
from visitplanner.domain.calendar.working_days import Calendars, weekday_calendar
from visitplanner.domain.core.errors import Refused, Unknown
from visitplanner.domain.core.supply import TariffOption, Voltage
from visitplanner.domain.customers.customers import (
    COMPANIES,
    CONTRACT_CHANGES,
    CUSTOMERS,
    GROUPS,
    PARKS,
    Company,
    ContractChange,
    Contracts,
    Customer,
    Group,
    Park,
)
from visitplanner.domain.programme.obligations import Claimant, State
from visitplanner.domain.programme.programme import Choices
from visitplanner.domain.staff.staff import ASSIGNMENTS, PEOPLE, Assignment, Role
from visitplanner.domain.visits.visits import VISITS, SubjectKind, Visit
from visitplanner.services.core.reference_data import ReferenceData
from visitplanner.services.programme.counting import programme_of
from visitplanner.services.programme.obligations import AttainmentOf, ChooseProgramme, DueList, DueRow, Part, ThresholdList
from visitplanner.services.programme.year_book import failures_of

MAY = dt.date(2026, 5, 20)
LARGE, SMALL = "05111111111", "05222222222"


def customer(account: str, kw: int, **facts: object) -> Customer:
    made = Customer(
        id=named(account),
        account=account,
        name=f"用戶{account[:4]}",
        company_id=named("company"),
        voltage=Voltage.HIGH,
        option=TariffOption.TWO_STAGE,
        regular_kw=kw,
        sector="241",
        township="土城區",
    )
    return replace(made, **facts)


@pytest.fixture
def office() -> MemoryOffice:
    calendars = Calendars([weekday_calendar(2026, {}, {}, source="x")])
    office = MemoryOffice(ReferenceData(programme=PROGRAMME, calendars=calendars), today=dt.date(2026, 7, 1))
    work = office.work
    work.shelf(GROUPS).add(Group(id=named("group"), name="祥新集團"))
    work.shelf(COMPANIES).add(Company(id=named("company"), name="公司", group_id=named("group")))
    work.shelf(PARKS).add(Park(id=named("park"), name="土城工業區"))
    work.shelf(CUSTOMERS).add_all([customer(LARGE, 1000), customer(SMALL, 999, off_peak_kw=1)])
    work.shelf(PEOPLE).add_all([MANAGER, SUPERVISOR, BUSINESS, TECHNICAL])
    work.shelf(ASSIGNMENTS).add(
        Assignment(subject_id=named(LARGE), person_id=SUPERVISOR.id, role=Role.SPECIALIST, begins_on=dt.date(2026, 1, 1))
    )
    return office


def add_visit(office: MemoryOffice, kind: SubjectKind, name: str, *team: object, **facts: object) -> Visit:
    leader, *members = team
    return office.work.shelf(VISITS).add(held(Claimant(named(name), kind, name), MAY, leader, *members, **facts))


def due(office: MemoryOffice) -> dict[tuple[str, int], DueRow]:
    return {(row.subject, row.obligation.ordinal): row for row in office.ask(DueList(2026))}


def test_the_due_list_names_subject_account_and_who_looks_after_it(office: MemoryOffice) -> None:
    rows = due(office)
    assert rows.keys() == {("祥新集團", 1), ("祥新集團", 2), ("用戶0511", 1), ("土城工業區", 1)}
    large = rows["用戶0511", 1]
    assert (large.account, large.person, large.township, large.groups) == (LARGE, "課長", "土城區", ("祥新集團",))
    assert rows["祥新集團", 1].account == "" and rows["祥新集團", 1].person == ""


def test_the_most_urgent_stands_first(office: MemoryOffice) -> None:
    add_visit(office, SubjectKind.LARGE, LARGE, SUPERVISOR)
    states = [row.obligation.state for row in office.ask(DueList(2026))]
    assert (states[0], states[-1]) == (State.OVERDUE, State.DONE)


def test_a_substitute_is_named_while_the_cover_lasts(office: MemoryOffice) -> None:
    cover = Assignment(
        subject_id=named(LARGE),
        person_id=MANAGER.id,
        role=Role.SPECIALIST,
        begins_on=dt.date(2026, 6, 15),
        ends_on=dt.date(2026, 7, 15),
    )
    office.work.shelf(ASSIGNMENTS).add(cover)
    assert due(office)["用戶0511", 1].person == "經理"
    office.work.today = dt.date(2026, 7, 16)
    assert due(office)["用戶0511", 1].person == "課長"


def test_a_visit_by_somebody_else_than_the_specialist_stays_owed(office: MemoryOffice) -> None:
    visit = add_visit(office, SubjectKind.LARGE, LARGE, MANAGER)
    assert due(office)["用戶0511", 1].obligation.done == 0
    assert "specialist" in str(failures_of(office.work, visit)[0])


def test_a_proposed_specialist_binds_nobody_yet(office: MemoryOffice) -> None:
    [assigned] = office.work.shelf(ASSIGNMENTS).find()
    office.work.shelf(ASSIGNMENTS).change(replace(assigned, proposed=True))
    visit = add_visit(office, SubjectKind.LARGE, LARGE, MANAGER)
    assert failures_of(office.work, visit) == []
    row = due(office)["用戶0511", 1]
    assert (row.person, row.proposed, row.obligation.done) == ("課長", True, 1)


def test_a_stated_reason_leaves_no_failures(office: MemoryOffice) -> None:
    visit = add_visit(office, SubjectKind.LARGE, LARGE, MANAGER, override="專員調職")
    assert failures_of(office.work, visit) == []


def test_an_answer_to_an_open_question_changes_what_is_owed(office: MemoryOffice) -> None:
    add_visit(office, SubjectKind.GROUP, "group", MANAGER, BUSINESS, TECHNICAL)
    assert due(office)["用戶0511", 1].obligation.done == 0
    office.do(ChooseProgramme(Choices(group_settles_sites=True, threshold_kw=800)))
    rows = due(office)
    assert rows["用戶0511", 1].obligation.done == 1
    assert ("用戶0522", 1) in rows
    assert programme_of(office.work).choices == Choices(group_settles_sites=True, threshold_kw=800)


def test_a_threshold_of_nothing_is_refused(office: MemoryOffice) -> None:
    with pytest.raises(Refused, match="0 kW"):
        office.do(ChooseProgramme(Choices(threshold_kw=0)))


def test_who_came_in_dropped_out_and_would_enter_is_listed(office: MemoryOffice) -> None:
    office.work.shelf(CONTRACT_CHANGES).add(
        ContractChange(customer_id=named(LARGE), effective_on=dt.date(2026, 3, 1), before=Contracts(900), after=Contracts(1000))
    )
    found = office.ask(ThresholdList(2026))
    assert [change.customer.account for change in found.entered] == [LARGE]
    assert (found.dropped, [one.account for one in found.by_sum_only], found.kw) == ((), [SMALL], 1000)


def test_attainment_is_broken_down_by_name(office: MemoryOffice) -> None:
    add_visit(office, SubjectKind.LARGE, LARGE, SUPERVISOR)
    by_kind = office.ask(AttainmentOf(2026))
    assert (by_kind.whole.required, by_kind.whole.done) == (4, 1)
    assert {name: part.required for name, part in by_kind.parts.items()} == {"group": 2, "large": 1, "park": 1}
    assert "2 group visits lack a leader." in [str(sentence) for sentence in by_kind.outlook]
    names = {part: set(office.ask(AttainmentOf(2026, part)).parts) for part in (Part.PERSON, Part.GROUP, Part.SECTOR)}
    assert names == {Part.PERSON: {"", "課長"}, Part.GROUP: {"祥新集團"}, Part.SECTOR: {"241"}}
    assert office.ask(AttainmentOf(2026, Part.TOWNSHIP)).parts["土城區"].done == 1


def test_a_year_before_the_programme_is_an_error_that_names_it(office: MemoryOffice) -> None:
    with pytest.raises(Unknown, match="2024"):
        office.ask(DueList(2024))
