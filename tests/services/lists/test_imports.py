"""Importing the customer and staff lists: preview, writing, refusing, updating, taking back."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.builders import Clock, new_office
from tests.conftest import ROOT
from visitplanner.domain.core.errors import Refused, Stale, Unknown
from visitplanner.domain.customers.customers import Contracts, Customer
from visitplanner.domain.lists.tables import Table
from visitplanner.domain.records.kinds import kind_named
from visitplanner.exchange.spreadsheets import read_tables
from visitplanner.services.core.journal import RevertChanges
from visitplanner.services.core.work import Work
from visitplanner.services.customers.customer_lists import CustomerList
from visitplanner.services.customers.customers import ChangeCustomer, CustomerOf
from visitplanner.services.lists.imports import (
    ImportCustomers,
    ImportNamed,
    ImportReport,
    OnDuplicate,
    ReadCustomers,
    RowsRefused,
    Sheets,
)
from visitplanner.services.lists.staff_imports import ImportStaff
from visitplanner.services.staff.staff import StaffList
from visitplanner.store.office import SqlOffice

HEADER = (
    "電號",
    "戶名",
    "統一編號",
    "供電電壓",
    "計費方式",
    "經常契約容量(瓩)",
    "所屬集團",
    "工業區",
    "聯絡人",
    "聯絡電話",
    "行政區",
)
ONE = ("05123456789", "甲電子", "", "22.8", "二段式時間電價", "1200", "甲集團", "瑞溪工業區", "陳廠長", "02-5550-0101", "板橋區")
TWO = ("05123456780", "乙食品", "", "特高壓 69kV", "批次生產時間電價", "9000", "", "", "", "", "土城區")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[SqlOffice]:
    opened = new_office(tmp_path / "office", Clock(dt.date(2026, 1, 5)))
    yield opened
    opened.close()


class Everything:
    """All records an import may make."""

    def answer(self, work: Work) -> dict[str, list[Any]]:
        shelves = ("groups", "companies", "parks", "customers", "contacts", "contract_changes", "people")
        return {name: work.shelf(kind_named(name)).find() for name in shelves}


def sheets(*rows: tuple[str, ...], header: tuple[str, ...] = HEADER, **more: Any) -> Sheets:
    return Sheets((Table("清冊", (header, *rows), source="a.csv"),), **more)


def altered(row: tuple[str, ...], heading: str, text: str) -> tuple[str, ...]:
    at = HEADER.index(heading)
    return (*row[:at], text, *row[at + 1 :])


def do(office: SqlOffice, listed: Sheets, **options: Any) -> ImportReport[Any]:
    return office.do(ImportCustomers(listed, **options)).value


def customer(office: SqlOffice, account: str) -> Customer:
    (row,) = office.ask(CustomerList(account))
    return row.customer


@pytest.mark.parametrize("name", ["customers.xlsx", "customers.cp950.csv"])
def test_nothing_of_the_office_s_list_is_written_while_rows_are_refused(shared: Path, office: SqlOffice, name: str) -> None:
    with pytest.raises(RowsRefused) as refusal:
        office.do(ImportCustomers(Sheets(read_tables(shared / "data" / name))))
    assert not any(office.ask(Everything()).values())
    report = refusal.value.report
    assert (report.rows, len(report.new), len(report.duplicates), len(report.rejected)) == (228, 221, 1, 6)
    assert len(refusal.value.faults) == 7


@pytest.mark.parametrize("name", ["customers.xlsx", "customers.cp950.csv"])
def test_the_good_rows_of_the_office_s_list_are_exactly_the_true_ones(shared: Path, office: SqlOffice, name: str) -> None:
    report = do(office, Sheets(read_tables(shared / "data" / name)), skip_rejected=True)
    assert (len(report.new), [fault.value for fault in report.warnings]) == (221, ["999 不存在的行業"])
    truth = json.loads((shared / "data" / "customers.truth.json").read_text(encoding="utf-8"))["clean_customers"]
    kept = {row.customer.account: row for row in office.ask(CustomerList())}
    assert len(truth) == 220 == len(kept) - 1
    contacts = {contact.customer_id: contact for contact in office.ask(Everything())["contacts"]}
    for true in truth:
        row = kept[true["account"]]
        one = row.customer
        assert (one.name, row.company.tax_id, row.group.name if row.group else "") == (
            true["name"],
            true["tax_id"],
            true["group"],
        )
        assert one.contracts == Contracts(true["regular_kw"], true["half_peak_kw"], true["sat_kw"], true["off_kw"])
        assert (one.voltage.value, one.sector, one.township) == (true["voltage"], true["sector"], true["town"])
        assert (one.address, row.park.name if row.park else "") == (true["address"], true["park"])
        assert (contacts[one.id].name, contacts[one.id].phone) == (true["contact"], true["phone"])
        assert (one.last_visit_on.isoformat() if one.last_visit_on else "") == (true["last"] or "")


def test_a_preview_writes_nothing(office: SqlOffice) -> None:
    report = office.ask(ReadCustomers(sheets(ONE, TWO)))
    assert (len(report.new), report.import_id) == (2, None)
    assert not any(office.ask(Everything()).values())


def test_an_import_makes_group_company_park_and_contact(office: SqlOffice) -> None:
    do(office, sheets(ONE, TWO))
    card = office.ask(CustomerOf(customer(office, "05123456789").id))
    assert card.group is not None and card.group.name == "甲集團"
    assert card.park is not None and card.park.name == "瑞溪工業區"
    assert [(contact.name, contact.phone) for contact in card.contacts] == [("陳廠長", "02-5550-0101")]
    assert card.company.name == "甲電子"


def test_rows_of_one_uniform_number_are_one_company(office: SqlOffice) -> None:
    first = altered(ONE, "統一編號", "92373147")
    second = altered(altered(TWO, "統一編號", "92373147"), "戶名", "甲電子二廠")
    do(office, sheets(first, second))
    assert len(office.ask(Everything())["companies"]) == 1
    assert {row.group.name for row in office.ask(CustomerList()) if row.group} == {"甲集團"}


def test_an_import_is_taken_back_whole(office: SqlOffice) -> None:
    report = do(office, sheets(ONE, TWO))
    assert report.import_id is not None
    assert office.ask(ImportNamed(report.import_id)).detail["file"] == "a.csv"
    reverted = office.do(RevertChanges(report.import_id)).value
    assert reverted.removed > 2
    assert not any(office.ask(Everything()).values())


def test_an_update_is_taken_back_to_what_was_kept_before(office: SqlOffice) -> None:
    do(office, sheets(ONE, TWO))
    before = office.ask(Everything())
    report = do(office, sheets(altered(ONE, "經常契約容量(瓩)", "1500")), on_duplicate=OnDuplicate.UPDATE)
    assert report.import_id is not None
    office.do(RevertChanges(report.import_id))
    after = office.ask(Everything())
    plain = {name: {dataclasses.replace(one, version=0) for one in records} for name, records in before.items()}
    assert {name: {dataclasses.replace(one, version=0) for one in records} for name, records in after.items()} == plain


def test_taking_back_is_refused_once_a_customer_was_changed_by_hand(office: SqlOffice) -> None:
    report = do(office, sheets(ONE))
    office.do(ChangeCustomer(dataclasses.replace(customer(office, "05123456789"), notes="改過")))
    assert report.import_id is not None
    with pytest.raises(Stale):
        office.do(RevertChanges(report.import_id))


def test_the_same_list_again_says_nothing_new(office: SqlOffice) -> None:
    do(office, sheets(ONE, TWO))
    report = do(office, sheets(ONE, TWO))
    assert (report.new, report.updates, len(report.duplicates), report.import_id) == ((), (), 2, None)
    assert report.warnings == ()


def test_a_kept_customer_that_differs_is_left_alone_with_a_warning(office: SqlOffice) -> None:
    do(office, sheets(ONE))
    report = do(office, sheets(altered(ONE, "經常契約容量(瓩)", "1500")))
    assert (len(report.duplicates), len(report.warnings)) == (1, 1)
    assert customer(office, "05123456789").regular_kw == 1200


def test_a_kept_customer_that_differs_is_refused_if_asked_so(office: SqlOffice) -> None:
    do(office, sheets(ONE))
    with pytest.raises(RowsRefused):
        do(office, sheets(altered(ONE, "戶名", "甲光電")), on_duplicate=OnDuplicate.REFUSE)


def test_an_update_of_contracts_is_written_down_with_its_date(office: SqlOffice) -> None:
    do(office, sheets(ONE))
    day = dt.date(2026, 2, 1)
    changed = altered(ONE, "經常契約容量(瓩)", "1500")
    report = do(office, sheets(changed), on_duplicate=OnDuplicate.UPDATE, effective_on=day)
    assert len(report.updates) == 1
    (change,) = office.ask(CustomerOf(customer(office, "05123456789").id)).changes
    assert (change.effective_on, change.before, change.after) == (day, Contracts(1200), Contracts(1500))


def test_an_update_leaves_what_the_list_does_not_say(office: SqlOffice) -> None:
    do(office, sheets(ONE))
    kept = dataclasses.replace(customer(office, "05123456789"), off_peak_kw=300, notes="停電通知請提前一週")
    office.do(ChangeCustomer(kept))
    report = do(office, sheets(altered(altered(ONE, "聯絡人", ""), "行政區", "")), on_duplicate=OnDuplicate.UPDATE)
    assert report.updates == ()
    do(office, sheets(altered(ONE, "戶名", "甲光電")), on_duplicate=OnDuplicate.UPDATE)
    after = customer(office, "05123456789")
    assert (after.name, after.off_peak_kw, after.notes, after.township) == ("甲光電", 300, "停電通知請提前一週", "板橋區")


def test_an_update_moves_a_company_into_the_group_the_list_names(office: SqlOffice) -> None:
    do(office, sheets(ONE, TWO))
    do(office, sheets(altered(TWO, "所屬集團", "甲 集團")), on_duplicate=OnDuplicate.UPDATE)
    (row,) = office.ask(CustomerList("乙食品"))
    assert row.group is not None and row.group.name == "甲集團"
    assert len(office.ask(Everything())["groups"]) == 1


def test_what_a_person_said_about_a_column_is_remembered(office: SqlOffice) -> None:
    header = ("編碼", *HEADER[1:])
    with pytest.raises(Refused):
        do(office, sheets(ONE, header=header))
    do(office, sheets(ONE, header=header, named=(("編碼", "account"),)))
    assert len(do(office, sheets(TWO, header=header)).new) == 1


def test_only_an_import_can_be_named_for_taking_back(office: SqlOffice) -> None:
    do(office, sheets(ONE))
    undo = office.do(ChangeCustomer(dataclasses.replace(customer(office, "05123456789"), notes="改過"))).undo
    assert isinstance(undo, RevertChanges)
    with pytest.raises(Unknown):
        office.ask(ImportNamed(undo.change_set_id))


def test_the_invented_sample_lists_can_be_imported_without_a_refusal(office: SqlOffice) -> None:
    sample = ROOT / "data" / "sample"
    report = do(office, Sheets(read_tables(sample / "customers.csv")))
    assert 60 <= len(report.new) <= 80
    rows = office.ask(CustomerList())
    assert all(row.customer.notes == "虛構" for row in rows)
    assert 8 <= len({row.group.name for row in rows if row.group}) <= 10
    office.do(ImportStaff(Sheets(read_tables(sample / "staff.csv"))))
    people = [row.person for row in office.ask(StaffList())]
    assert 12 <= len(people) <= 20
    assert {person.rank for person in people} == {1, 2, 3, 4, 5}
    assert all(person.invented for person in people)


def test_a_staff_list_imported_again_updates_only_if_asked(office: SqlOffice) -> None:
    header, row = ("姓名", "職級", "專業"), ("王經理", "經理", "業務")
    office.do(ImportStaff(sheets(row, header=header)))
    changed = sheets(("王經理", "副處長", "業務"), header=header)
    assert len(office.do(ImportStaff(changed)).value.warnings) == 1
    assert len(office.do(ImportStaff(changed, on_duplicate=OnDuplicate.UPDATE)).value.updates) == 1
    assert [row.person.rank.name for row in office.ask(StaffList())] == ["DEPUTY_DIRECTOR"]


def test_the_sheet_a_person_chose_is_the_one_imported(office: SqlOffice) -> None:
    """Two lists in one file: the wizard's choice of sheet and columns decides, not which looks better."""
    tables = (Table("清冊", (HEADER, ONE), source="a.xlsx"), Table("新增", (HEADER, TWO), source="a.xlsx"))
    understood = office.ask(ReadCustomers(Sheets(tables[:1]))).mapping
    chosen = Sheets(tables, sheet="新增", mapping=understood)
    assert [line.account for line in office.ask(ReadCustomers(chosen)).new] == [TWO[0]]
    assert [line.account for line in do(office, chosen).new] == [TWO[0]]


def test_a_named_column_finds_the_sheet_that_has_it(office: SqlOffice) -> None:
    strange = ("編碼", *HEADER[1:])
    notes = Table("說明", (("項次", "說明"), ("1", "本表每季更新")), source="a.xlsx")
    listed = Table("清冊", (strange, ONE), source="a.xlsx")
    report = do(office, Sheets((notes, listed), named=(("編碼", "account"),)))
    assert [line.account for line in report.new] == [ONE[0]]


def test_a_later_word_about_a_column_replaces_an_earlier_one(office: SqlOffice) -> None:
    """Told first that 行政區 is no township, then that it is, which the program would have guessed itself."""
    given = ReadCustomers(sheets(ONE))
    guessed = office.ask(given).mapping
    without = dataclasses.replace(guessed, columns={name: at for name, at in guessed.columns.items() if name != "township"})
    do(office, sheets(ONE, mapping=without))
    assert "township" not in office.ask(given).mapping.columns
    do(office, sheets(TWO, mapping=guessed))
    assert office.ask(given).mapping.columns == guessed.columns
