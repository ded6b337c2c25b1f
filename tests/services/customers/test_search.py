"""Who calls back is known by name or number: customers are found by contacts, notes and the words that are shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.builders import SmallOffice, new_office
from visitplanner import i18n
from visitplanner.domain.core.supply import Voltage
from visitplanner.domain.customers.customers import CONTACTS, Contact
from visitplanner.services.customers.customer_lists import CustomerList
from visitplanner.services.customers.customers import ChangeCustomer
from visitplanner.services.customers.groups import ChangeGroup
from visitplanner.services.records.records import AddRecord
from visitplanner.store.office import SqlOffice


class Searched:
    def __init__(self, office: SqlOffice, small: SmallOffice) -> None:
        self.office, self.small = office, small

    def __call__(self, text: str) -> set[str]:
        say = i18n.language().say
        return {row.customer.account for row in self.office.ask(CustomerList(text, say=say))}


@pytest.fixture
def search(tmp_path: Path) -> Iterator[Searched]:
    office, small = new_office(tmp_path / "office"), SmallOffice()
    small.keep(office)
    office.do(AddRecord(CONTACTS, Contact(customer_id=small.large.id, name="慕廠長", phone="02-5550-1003", email="a3@ex.tw")))
    kept = next(row.customer for row in office.ask(CustomerList()) if row.customer.id == small.large.id)
    changed = replace(kept, notes="門禁：先換證", voltage=Voltage.EXTRA_HIGH, supply_kv="69", sector="242")
    office.do(ChangeCustomer(changed))
    yield Searched(office, small)
    office.close()


@pytest.mark.parametrize(
    "text", ["慕廠長", "02-5550-1003", "0255501003", "5550-1003", "a3@ex.tw", "A3@", "門禁", "特高壓", "鋁製造業", "慕廠長 門禁"]
)
def test_a_customer_is_found_by_contact_number_mail_notes_and_shown_words(search: Searched, text: str) -> None:
    assert search(text) == {search.small.large.account}


def test_a_word_found_nowhere_finds_nobody(search: Searched) -> None:
    assert search("慕廠長 沒有") == search("0255509999") == set()


@pytest.mark.parametrize(("code", "text"), [("241", "鋼鐵業"), ("241", "鋼鐵製造"), ("242", "鋁業"), ("220", "塑膠業")])
def test_a_line_of_business_is_found_by_its_everyday_name(search: Searched, code: str, text: str) -> None:
    kept = next(row.customer for row in search.office.ask(CustomerList()) if row.customer.id == search.small.large.id)
    search.office.do(ChangeCustomer(replace(kept, sector=code)))
    assert search(text) == {search.small.large.account}


def test_signs_that_are_one_to_a_reader_find_each_other(search: Searched) -> None:
    search.office.do(ChangeGroup(replace(search.small.group, version=1, name="臺峯電子集團")))
    assert search("台峰") == search("臺峯") == {site.account for site in search.small.sites}
