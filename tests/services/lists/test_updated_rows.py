"""A list read a second time: what it says anew is taken over with all it leans on, and a third time it says nothing."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders_memory import MemoryOffice
from visitplanner.domain.customers.customers import COMPANIES, CONTACTS, CUSTOMERS, GROUPS
from visitplanner.domain.lists.tables import Table
from visitplanner.services.core.work import Work
from visitplanner.services.customers.customer_lists import CustomerList, CustomerRow
from visitplanner.services.customers.customers import CustomerOf
from visitplanner.services.lists.imports import ImportCustomers, ImportReport, OnDuplicate, ReadCustomers, RowsRefused, Sheets
from visitplanner.store.office import SqlOffice

HEADER = ("電號", "戶名", "統一編號", "供電電壓", "計費方式", "經常契約容量(瓩)", "所屬集團", "工業區", "聯絡人", "聯絡電話")
FIRST = ("05123456789", "甲電子", "", "22.8", "二段式時間電價", "1200", "", "", "", "")
SECOND = ("05123456790", "乙食品", "", "22.8", "二段式時間電價", "800", "", "", "", "")
AT = {name: place for place, name in enumerate(HEADER)}
UPDATE = OnDuplicate.UPDATE


def but(row: tuple[str, ...], **changes: str) -> tuple[str, ...]:
    cells = list(row)
    for name, text in changes.items():
        cells[AT[next(each for each in HEADER if each.startswith(name))]] = text
    return tuple(cells)


def sheets(*rows: tuple[str, ...]) -> Sheets:
    return Sheets((Table("清冊", (HEADER, *rows), source="a.csv"),))


def do(office: Any, *rows: tuple[str, ...], on: OnDuplicate = UPDATE, **more: Any) -> ImportReport[Any]:
    return office.do(ImportCustomers(sheets(*rows), on_duplicate=on, **more)).value


def row(office: SqlOffice, account: str) -> CustomerRow:
    (found,) = office.ask(CustomerList(account))
    return found


@pytest.mark.parametrize(
    ("changes", "reads"),
    [
        ({"工業區": "瑞溪工業區"}, lambda found: found.park and found.park.name),
        ({"所屬集團": "甲集團"}, lambda found: found.group and found.group.name),
        ({"統一編號": "12345675"}, lambda found: found.company.tax_id),
        ({"戶名": "甲電子二廠"}, lambda found: found.customer.name),
        ({"供電電壓": "特高壓 69kV"}, lambda found: found.customer.supply_kv),
    ],
    ids=["park", "group", "company", "name", "voltage"],
)
def test_what_a_kept_customer_newly_belongs_to_is_made_first(office: SqlOffice, changes: dict[str, str], reads: Any) -> None:
    do(office, FIRST, SECOND)
    before, other = row(office, FIRST[0]), row(office, SECOND[0])
    done = office.do(ImportCustomers(sheets(but(FIRST, **changes), SECOND), on_duplicate=UPDATE))
    assert (len(done.value.new), len(done.value.updates), len(done.value.duplicates)) == (0, 1, 1)
    after = row(office, FIRST[0])
    (said,) = changes.values()
    assert str(reads(after)) in said and reads(after) != reads(before)
    assert row(office, SECOND[0]) == other
    again = office.do(ImportCustomers(sheets(but(FIRST, **changes), SECOND), on_duplicate=UPDATE))
    assert again.value.updates == () and again.undo is None and "nothing new" in str(again.said)
    assert done.undo is not None
    office.do(done.undo)
    assert reads(row(office, FIRST[0])) == reads(before) and row(office, FIRST[0]).company.id == before.company.id


def test_two_rows_may_lean_on_one_new_park_and_one_new_group(office: SqlOffice) -> None:
    do(office, FIRST, SECOND)
    both = {"工業區": "瑞溪工業區", "所屬集團": "甲集團"}
    do(office, but(FIRST, **both), but(SECOND, **both), but(FIRST, 電號="05123456801", 戶名="丙紙業", **both))
    rows = office.ask(CustomerList())
    assert len({found.park.id for found in rows if found.park}) == len({found.group.id for found in rows if found.group}) == 1
    assert len(rows) == 3 and all(found.park and found.group for found in rows)


@pytest.mark.parametrize(("effective_on", "day"), [(None, dt.date(2026, 3, 16)), (dt.date(2026, 2, 1), dt.date(2026, 2, 1))])
def test_another_contract_is_asked_about_and_written_down_with_its_day(
    office: SqlOffice, effective_on: dt.date | None, day: dt.date
) -> None:
    do(office, FIRST)
    changed = but(FIRST, 經常契約="1500")
    told = office.ask(ReadCustomers(sheets(changed), UPDATE)).warnings
    assert [str(each.reason) for each in told] == ["The contract changes: 1,200 → 1,500 kW."]
    far = office.ask(ReadCustomers(sheets(but(FIRST, 經常契約="12")), UPDATE)).warnings
    assert any("is the unit the same?" in str(each.reason) for each in far)
    do(office, changed, effective_on=effective_on)
    card = office.ask(CustomerOf(row(office, FIRST[0]).customer.id))
    assert [(one.effective_on, one.before.regular_kw, one.after.regular_kw) for one in card.changes] == [(day, 1200, 1500)]


def test_what_is_to_become_of_rows_that_are_kept_is_the_person_s_choice(office: SqlOffice) -> None:
    do(office, FIRST)
    changed = but(FIRST, 戶名="甲電子二廠")
    skipped = do(office, changed, SECOND, on=OnDuplicate.SKIP)
    assert (len(skipped.new), len(skipped.duplicates), len(skipped.warnings)) == (1, 1, 1)
    with pytest.raises(RowsRefused) as caught:
        do(office, changed, but(SECOND, 電號="05123456801"), on=OnDuplicate.REFUSE)
    assert [fault.row for fault in caught.value.report.rejected] == [2] and len(office.ask(CustomerList())) == 2
    left = do(office, changed, but(SECOND, 電號="05123456801"), on=OnDuplicate.REFUSE, skip_rejected=True)
    assert len(left.new) == 1 and row(office, FIRST[0]).customer.name == "甲電子"


def test_a_contact_is_known_by_name_and_the_only_one_by_a_number_alone(office: SqlOffice) -> None:
    def contacts() -> list[tuple[str, str]]:
        card = office.ask(CustomerOf(row(office, FIRST[0]).customer.id))
        return [(one.name, one.phone) for one in card.contacts]

    do(office, but(FIRST, 聯絡人="陳廠長", 聯絡電話="02-5550-0101"))
    assert contacts() == [("陳廠長", "02-5550-0101")]
    do(office, but(FIRST, 聯絡電話="02-5550-0202"))
    assert contacts() == [("陳廠長", "02-5550-0202")]
    do(office, but(FIRST, 聯絡人="林組長", 聯絡電話="02-5550-0303"))
    assert sorted(contacts()) == sorted([("陳廠長", "02-5550-0202"), ("林組長", "02-5550-0303")])
    do(office, but(FIRST, 聯絡人="林組長"))
    assert len(contacts()) == 2, "an empty cell leaves what is kept"


class Kept:
    """The office by names alone."""

    def answer(self, work: Work) -> set[tuple[Any, ...]]:
        groups = {one.id: one.name for one in work.shelf(GROUPS).find()}
        companies = {one.id: (one.tax_id, groups.get(one.group_id or one.id, "")) for one in work.shelf(COMPANIES).find()}
        people = {(one.customer_id, one.name, one.phone) for one in work.shelf(CONTACTS).find()}
        return {
            (
                one.account,
                one.name,
                one.regular_kw,
                companies[one.company_id],
                frozenset(each[1:] for each in people if each[0] == one.id),
            )
            for one in work.shelf(CUSTOMERS).find()
        }


lines = st.tuples(
    st.sampled_from(["05123456789", "05123456790", "05123456801"]),
    st.sampled_from(["甲電子", "乙食品"]),
    st.sampled_from(["", "12345675"]),
    st.sampled_from(["800", "1200"]),
    st.sampled_from([("", ""), ("陳廠長", "02-5550-0101"), ("", "02-5550-0202")]),
)


some_lines = st.lists(lines, min_size=1, max_size=3, unique_by=lambda line: line[0])
group = st.sampled_from(["", "甲集團"])


@settings(max_examples=40)
@given(st.tuples(some_lines, group), st.tuples(some_lines, group))
def test_a_list_that_was_taken_over_says_nothing_new(first: tuple[list[Any], str], second: tuple[list[Any], str]) -> None:
    """One group is named here: whoever gives a company another one asks for a change, also when it was doubted before."""
    office = MemoryOffice(today=dt.date(2026, 3, 16))
    rows = list[tuple[str, ...]]()
    for listed, of in (first, second):
        rows = [(ident, name, tax, "22.8", "二段式時間電價", kw, of, "", *person) for ident, name, tax, kw, person in listed]
        do(office, *rows, skip_rejected=True)
    kept = office.ask(Kept())
    again = do(office, *rows, skip_rejected=True)
    assert office.ask(Kept()) == kept
    assert again.new == () and len({one[0] for one in kept}) == len(kept)
