"""A load is kept for the customer it belongs to, and only for that one."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from tests.builders_memory import MemoryOffice
from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.supply import TariffOption, Voltage
from visitplanner.domain.customers.customers import COMPANIES, CUSTOMERS, Company, Customer
from visitplanner.domain.loads.loads import LOADS
from visitplanner.domain.tariffs.books.load import Load
from visitplanner.services.loads.loads import (
    CheckLoad,
    ImportLoad,
    ImportLoads,
    LoadFile,
    LoadFindings,
    LoadOf,
    Stamp,
    account_digits,
)

OURS, NEIGHBOUR, STRANGER = "05111111111", "05222222222", "05333333333"


@pytest.fixture
def office() -> MemoryOffice:
    office = MemoryOffice()
    company = office.work.shelf(COMPANIES).add(Company(name="遠東精密"))
    for account in (OURS, NEIGHBOUR):
        office.work.shelf(CUSTOMERS).add(
            Customer(
                account=account,
                name=account,
                company_id=company.id,
                voltage=Voltage.HIGH,
                option=TariffOption.TWO_STAGE,
                regular_kw=1000,
            )
        )
    return office


def load_file(account: str | None, first: dt.date = dt.date(2025, 1, 1), days: int = 2, wh: int = 100) -> LoadFile:
    load = Load(first, np.full(days * 96, wh, dtype=np.int64))
    return LoadFile(account, load, Stamp.END, "load.csv", LoadFindings(days * 96))


def kept(office: MemoryOffice) -> Load:
    customer = office.work.shelf(CUSTOMERS).find(account=OURS)[0]
    return office.ask(LoadOf(customer.id)).load


def test_a_load_goes_to_the_customer_its_file_names(office: MemoryOffice) -> None:
    office.do(ImportLoad(load_file(OURS)))
    assert (kept(office).first_day, int(kept(office).wh.sum())) == (dt.date(2025, 1, 1), 19_200)


def test_an_unknown_account_is_refused_with_its_number(office: MemoryOffice) -> None:
    with pytest.raises(Refused, match="05-33-3333-33-3"):
        office.do(ImportLoad(load_file(STRANGER)))


@pytest.mark.parametrize("confirmed", ["", "別人"])
def test_an_account_that_differs_is_refused_with_both_numbers(office: MemoryOffice, confirmed: str) -> None:
    with pytest.raises(Refused, match=r"05-33-3333-33-3.*05-11-1111-11-1"):
        office.do(ImportLoad(load_file(STRANGER), OURS, confirmed))
    assert office.work.shelf(LOADS).find() == []


def test_it_is_kept_where_the_person_says_by_the_customers_name_and_both_numbers_are_told(office: MemoryOffice) -> None:
    name = office.work.shelf(CUSTOMERS).find(account=OURS)[0].name
    outcome = office.do(ImportLoad(load_file(STRANGER), "05-11-1111-11-1", f" {name} "))
    assert outcome.value.customer.account == OURS
    assert "05-33-3333-33-3" in str(outcome.value.notes[0]) and "05-11-1111-11-1" in str(outcome.value.notes[0])


def test_the_load_of_another_customer_is_refused_with_both_numbers(office: MemoryOffice) -> None:
    with pytest.raises(Refused, match=r"05-22-2222-22-2.*05-11-1111-11-1"):
        office.do(ImportLoad(load_file(NEIGHBOUR), account=OURS))


def test_a_given_account_that_nobody_has_is_refused_with_both_numbers(office: MemoryOffice) -> None:
    with pytest.raises(Refused, match=r"05-44-4444-44-4.*05-11-1111-11-1"):
        office.do(ImportLoad(load_file(OURS), account="05444444444"))


def test_a_file_without_an_account_needs_one_said(office: MemoryOffice) -> None:
    with pytest.raises(Refused, match="names no account"):
        office.do(ImportLoad(load_file(None)))
    assert office.do(ImportLoad(load_file(None), account=OURS)).value.customer.account == OURS


@pytest.mark.parametrize("text", ["0511111111", "051111111112", "05-11-1111-11-x", ""])
def test_an_account_has_eleven_digits(text: str) -> None:
    with pytest.raises(Refused):
        account_digits(text)


def test_full_width_digits_and_hyphens_are_the_same_account() -> None:
    assert account_digits("０５-１１-１１１１-１１-１") == OURS


def test_days_that_follow_become_one_load_and_new_readings_win(office: MemoryOffice) -> None:
    office.do(ImportLoad(load_file(OURS, wh=100)))
    office.do(ImportLoad(load_file(OURS, dt.date(2025, 1, 2), 2, wh=300)))
    assert len(office.work.shelf(LOADS).find()) == 1
    assert [int(day.sum()) for day in kept(office).wh.reshape(3, 96)] == [9_600, 28_800, 28_800]


def test_a_gap_in_a_new_file_does_not_erase_what_is_kept(office: MemoryOffice) -> None:
    office.do(ImportLoad(load_file(OURS, wh=100)))
    newer = load_file(OURS, wh=300)
    newer.load.missing[:10] = True
    office.do(ImportLoad(newer))
    assert [int(value) for value in kept(office).wh[[9, 10]]] == [100, 300]
    assert kept(office).missing_count == 0


def test_what_is_missing_stays_missing(office: MemoryOffice) -> None:
    file = load_file(OURS)
    file.load.missing[5] = True
    office.do(ImportLoad(file))
    assert (kept(office).missing_count, int(kept(office).wh[5])) == (1, 0)


def test_taking_an_import_back_leaves_nothing(office: MemoryOffice) -> None:
    office.do(ImportLoad(load_file(OURS)))
    office.work.revert(office.work.change_sets()[0].id)
    assert office.work.shelf(LOADS).find() == []


def notes(office: MemoryOffice, file: LoadFile) -> str:
    return "\n".join(map(str, office.ask(CheckLoad(file)).notes))


def test_a_load_is_checked_before_anything_is_kept(office: MemoryOffice) -> None:
    checked = office.ask(CheckLoad(load_file(OURS, wh=100_000)))
    assert (checked.customer.account, len(office.work.shelf(LOADS).find())) == (OURS, 0)
    with pytest.raises(Refused, match="05-33-3333-33-3"):
        office.ask(CheckLoad(load_file(STRANGER)))


@pytest.mark.parametrize(("kw", "doubted"), [(200, True), (300, False), (1900, False), (2100, True)])
def test_a_demand_far_from_the_contracts_asks_whose_it_is(office: MemoryOffice, kw: int, doubted: bool) -> None:
    assert ("is this the right customer?" in notes(office, load_file(OURS, wh=kw * 250))) is doubted


def test_a_load_of_the_future_or_of_long_ago_asks_for_its_year(office: MemoryOffice) -> None:
    ahead, old = dt.date(2099, 1, 1), dt.date(1925, 1, 1)
    assert "still to come" in notes(office, load_file(OURS, ahead, wh=250_000))
    assert "begins on 1925-01-01" in notes(office, load_file(OURS, old, wh=250_000))
    assert notes(office, load_file(OURS, wh=250_000)) == ""


def test_the_loads_of_a_file_go_to_their_customers_all_or_none(office: MemoryOffice) -> None:
    outcome = office.do(ImportLoads((load_file(OURS), load_file(NEIGHBOUR))))
    assert [imported.customer.account for imported in outcome.value] == [OURS, NEIGHBOUR]
    with pytest.raises(Refused):
        office.do(ImportLoads((load_file(OURS), load_file(STRANGER))))


@pytest.mark.parametrize(("wh", "confirmed"), [(25_000_000, ""), (25_000_250, OURS), (25_000_250, "")])
def test_a_demand_beyond_belief_is_kept_only_when_confirmed_by_name(office: MemoryOffice, wh: int, confirmed: str) -> None:
    """A hundred times the contract of 1,000 kW is 100,000 kW, 25,000 kWh in a quarter of an hour."""
    command = ImportLoad(load_file(OURS, wh=wh), OURS, confirmed)
    if wh > 25_000_000 and not confirmed:
        with pytest.raises(Refused, match="more than a hundred times"):
            office.do(command)
        assert office.work.shelf(LOADS).find() == []
    else:
        office.do(command)
        assert int(kept(office).wh.max()) == wh
