"""A constraint that fails becomes a sentence that names the record and the field."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.store.acts import Asking, Doing, accounts, add_customers, company, customer, nobody, person, visit
from visitplanner.domain.core.errors import Refused, Unknown
from visitplanner.domain.customers.customers import COMPANIES, CUSTOMERS, GROUPS, Group
from visitplanner.domain.staff.staff import PEOPLE
from visitplanner.domain.visits.visits import VISITS
from visitplanner.services.core.work import Work
from visitplanner.store.office import SqlOffice


def test_an_account_number_is_kept_once(office: SqlOffice) -> None:
    (site,) = office.do(add_customers(1)).value
    with pytest.raises(Refused, match="05-00-0000-00-1") as refusal:
        office.do(Doing(lambda work: work.shelf(CUSTOMERS).add(customer(site.company_id, name="另一廠"))))
    assert refusal.value.field == "account"


def test_of_a_hundred_new_rows_the_doubled_one_is_named(office: SqlOffice) -> None:
    firm = office.do(Doing(lambda work: work.shelf(COMPANIES).add(company()))).value
    rows = [customer(firm.id, number) for number in range(1, 101)]
    rows[70] = replace(rows[70], account=rows[20].account, name="重複廠")
    with pytest.raises(Refused, match="重複廠"):
        office.do(Doing(lambda work: work.shelf(CUSTOMERS).add_all(rows)))
    assert office.ask(accounts()) == []


def test_a_command_may_go_on_after_a_refusal_and_keeps_nothing_of_the_refused_part(office: SqlOffice) -> None:
    def act(work: Work) -> None:
        firm = work.shelf(COMPANIES).add(company())
        with pytest.raises(Refused):
            work.shelf(CUSTOMERS).add_all([customer(firm.id, 1), customer(firm.id, 1)])

    office.do(Doing(act))
    assert office.ask(accounts()) == []
    assert office.check() == []


def test_a_customer_of_a_company_that_is_not_kept_is_unknown(office: SqlOffice) -> None:
    with pytest.raises(Unknown, match="a company") as refusal:
        office.do(Doing(lambda work: work.shelf(CUSTOMERS).add(customer(nobody()))))
    assert refusal.value.field == "company_id"


def test_a_visit_to_nobody_and_a_visit_led_by_nobody_are_unknown(office: SqlOffice) -> None:
    leader = office.do(Doing(lambda work: work.shelf(PEOPLE).add(person()))).value
    (site,) = office.do(add_customers(1)).value
    with pytest.raises(Unknown, match="a customer, group or park"):
        office.do(Doing(lambda work: work.shelf(VISITS).add(visit(nobody(), leader.id))))
    with pytest.raises(Unknown, match="a person"):
        office.do(Doing(lambda work: work.shelf(VISITS).add(visit(site.id, nobody()))))
    with pytest.raises(Unknown, match="a person"):
        office.do(Doing(lambda work: work.shelf(VISITS).add(visit(site.id, leader.id, member_ids=(nobody(),)))))


def test_a_group_is_visited_like_a_customer_and_not_removed_while_a_visit_names_it(office: SqlOffice) -> None:
    def act(work: Work) -> Group:
        group, leader = work.shelf(GROUPS).add(Group(name="聯華集團")), work.shelf(PEOPLE).add(person())
        work.shelf(VISITS).add(visit(group.id, leader.id))
        return group

    group = office.do(Doing(act)).value
    with pytest.raises(Refused, match="a visit refers to it"):
        office.do(Doing(lambda work: work.shelf(GROUPS).remove(group)))
    office.do(Doing(lambda work: work.shelf(VISITS).remove(work.shelf(VISITS).find(subject_id=group.id)[0])))
    office.do(Doing(lambda work: work.shelf(GROUPS).remove(group)))
    assert office.ask(Asking(lambda work: work.shelf(GROUPS).find())) == []


def test_a_company_is_not_removed_while_a_customer_is_its(office: SqlOffice) -> None:
    (site,) = office.do(add_customers(1)).value
    with pytest.raises(Refused, match="聯華鋼鐵"):
        office.do(Doing(lambda work: work.shelf(COMPANIES).remove(work.shelf(COMPANIES).get(site.company_id))))


def test_a_visit_keeps_its_customer_from_being_taken_back_in_words(office: SqlOffice) -> None:
    firm = office.do(Doing(lambda work: work.shelf(COMPANIES).add(company()))).value
    leader = office.do(Doing(lambda work: work.shelf(PEOPLE).add(person()))).value
    added = office.do(Doing(lambda work: work.shelf(CUSTOMERS).add(customer(firm.id))))
    office.do(Doing(lambda work: work.shelf(VISITS).add(visit(added.value.id, leader.id))))
    assert added.undo is not None
    with pytest.raises(Refused, match="would be left without") as refusal:
        office.do(added.undo)
    assert "{" not in str(refusal.value)
