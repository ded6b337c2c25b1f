"""Two records of one company or customer become one: shown first, moved as a whole, taken back as a whole."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from tests.builders import Keep, SmallOffice, customer
from visitplanner.domain.core.errors import Refused, Unknown
from visitplanner.domain.customers.customers import COMPANIES, CUSTOMERS, Company, Contact
from visitplanner.domain.customers.wishes import Wish
from visitplanner.domain.follow_ups.follow_ups import Window
from visitplanner.domain.loads.monthly_readings import MonthlyReading
from visitplanner.domain.visits.visits import VisitOutcome, VisitState
from visitplanner.services.customers.customer_lists import CustomerList
from visitplanner.services.customers.customers import CustomerOf
from visitplanner.services.customers.merging import LikelyTwins, Merge, MergePreview
from visitplanner.services.follow_ups.follow_ups import FollowUpList, Raised, RaiseFollowUp
from visitplanner.services.visits.visits import VisitList
from visitplanner.store.office import SqlOffice


def twin(office: SqlOffice, small: SmallOffice) -> Company:
    made = Company(name="虛構食品（股）公司")
    office.do(Keep((("companies", made), ("customers", customer("05123456770", made, 500)))))
    return made


def test_two_companies_become_one_and_are_two_again(office: SqlOffice, small: SmallOffice) -> None:
    other = twin(office, small)
    plan = office.ask(MergePreview(COMPANIES, small.other.id, other.id))
    assert (plan.moved, plan.left_out) == ({"customers": 1}, {})
    done = office.do(Merge(COMPANIES, small.other.id, other.id))
    assert {row.company.name for row in office.ask(CustomerList("05123456770"))} == {small.other.name}
    assert done.undo is not None
    office.do(done.undo)
    assert {row.company.name for row in office.ask(CustomerList("05123456770"))} == {other.name}


def test_companies_of_two_tax_numbers_or_groups_stay_two(office: SqlOffice, small: SmallOffice) -> None:
    other = Company(name="虛構電子", tax_id="04595257")
    office.do(Keep((("companies", other),)))
    with pytest.raises(Refused):
        office.ask(MergePreview(COMPANIES, small.company.id, other.id))
    with pytest.raises(Refused):
        office.ask(MergePreview(COMPANIES, small.company.id, small.company.id))


def test_companies_of_one_name_are_told(office: SqlOffice, small: SmallOffice) -> None:
    assert office.ask(LikelyTwins()) == []
    again = Company(name=small.other.name)
    office.do(Keep((("companies", again),)))
    assert [{one.id for one in of} for of in office.ask(LikelyTwins())] == [{again.id, small.other.id}]


def test_all_that_belongs_to_a_customer_moves_and_comes_back(office: SqlOffice, small: SmallOffice) -> None:
    wrong, right = small.sites[1], small.large
    held = dt.date(2026, 2, 4)
    done = replace(small.visit(subject_id=wrong.id, day=held), state=VisitState.DONE, held_on=held, outcome=VisitOutcome.DONE)
    month = dt.date(2026, 1, 1)
    kept = (
        ("visits", done),
        ("contacts", Contact(customer_id=wrong.id, name="王小明", phone="02-2345", email="ming@example.com")),
        ("contacts", Contact(customer_id=right.id, name="王小明", phone="022345")),
        ("monthly_readings", MonthlyReading(customer_id=wrong.id, month=month)),
        ("monthly_readings", MonthlyReading(customer_id=right.id, month=month)),
        ("wishes", Wish(subject_id=wrong.id, notes="上午")),
    )
    office.do(Keep(kept))
    office.do(RaiseFollowUp(wrong.id, Raised("夜間壓降", Window.TECHNICAL)))
    plan = office.ask(MergePreview(CUSTOMERS, right.id, wrong.id))
    assert plan.left_out == {"contacts": 1, "monthly_readings": 1}
    assert plan.moved == {"visits": 1, "contacts": 1, "wishes": 1, "follow_ups": 1}
    outcome = office.do(Merge(CUSTOMERS, right.id, wrong.id))
    card = office.ask(CustomerOf(right.id))
    assert [(one.name, one.phone, one.email) for one in card.contacts] == [("王小明", "022345", "ming@example.com")]
    assert [row.visit.id for row in office.ask(VisitList(subject_ids=frozenset({right.id})))] == [done.id]
    assert [row.follow_up.text for row in office.ask(FollowUpList(subject_ids=frozenset({right.id})))] == ["夜間壓降"]
    assert [row.customer.id for row in office.ask(CustomerList("05-12-3456-78-2"))] == [right.id]
    with pytest.raises(Unknown):
        office.ask(CustomerOf(wrong.id))
    assert outcome.undo is not None
    office.do(outcome.undo)
    assert office.ask(CustomerOf(wrong.id)).contacts[0].phone == "02-2345"
    assert office.ask(VisitList(subject_ids=frozenset({right.id}))) == []


def test_two_visits_to_come_are_not_made_one_visit_s_customer(office: SqlOffice, small: SmallOffice) -> None:
    office.do(Keep((("visits", small.visit()), ("visits", small.visit(subject_id=small.sites[1].id)))))
    with pytest.raises(Refused):
        office.do(Merge(CUSTOMERS, small.large.id, small.sites[1].id))
