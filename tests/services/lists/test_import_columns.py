"""What an import keeps of contacts, unused columns and further notes, and what it says of the list as a whole."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.builders import Clock, new_office
from visitplanner.domain.customers.customers import CONTACTS, CUSTOMERS, Contact, Customer
from visitplanner.domain.lists.columns.recognition import headed, map_columns
from visitplanner.domain.lists.customer_import import CUSTOMER_FIELDS, judge_customers
from visitplanner.domain.lists.tables import Table, unused_columns
from visitplanner.services.core.work import Work
from visitplanner.services.lists.imports import ImportCustomers, ImportReport, OnDuplicate, ReadCustomers, Sheets
from visitplanner.services.lists.refused_rows import refused_rows
from visitplanner.services.lists.staff_imports import ReadStaff
from visitplanner.store.office import SqlOffice

HEADER = ("電號", "戶名", "供電電壓", "計費方式", "經常契約容量")
ROW = ("05123456789", "甲電子", "22.8", "二段式時間電價", "1200")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[SqlOffice]:
    opened = new_office(tmp_path / "office", Clock(dt.date(2026, 1, 5)))
    yield opened
    opened.close()


class Kept:
    """The customers' notes and the contacts that are kept."""

    def answer(self, work: Work) -> tuple[list[Customer], list[Contact]]:
        return list(work.shelf(CUSTOMERS).find()), sorted(work.shelf(CONTACTS).find(), key=lambda contact: contact.name)


def sheets(*rows: tuple[str, ...], **more: Any) -> Sheets:
    return Sheets((Table("清冊", rows, source="a.csv"),), **more)


def do(office: SqlOffice, listed: Sheets, **options: Any) -> ImportReport[Any]:
    return office.do(ImportCustomers(listed, **options)).value


def contacts(office: SqlOffice) -> list[tuple[str, str]]:
    return [(contact.name, contact.phone) for contact in office.ask(Kept())[1]]


def test_a_number_without_a_name_is_kept_as_a_contact(office: SqlOffice) -> None:
    do(office, sheets((*HEADER, "聯絡人", "聯絡電話"), (*ROW, "", "02-2550-1111")))
    assert contacts(office) == [("", "02-2550-1111")]


def test_both_contacts_of_a_row_are_kept(office: SqlOffice) -> None:
    header = (*HEADER, "聯絡人", "電話", "聯絡人", "電話")
    do(office, sheets(header, (*ROW, "陳廠長", "02-2550-1111", "林課長", "02-2550-2222")))
    assert contacts(office) == [("林課長", "02-2550-2222"), ("陳廠長", "02-2550-1111")]


def test_a_number_alone_changes_the_only_contact_s(office: SqlOffice) -> None:
    do(office, sheets((*HEADER, "聯絡人", "電話"), (*ROW, "陳廠長", "02-2550-1111")))
    report = do(office, sheets((*HEADER, "聯絡電話"), (*ROW, "02-2550-9999")), on_duplicate=OnDuplicate.UPDATE)
    assert (len(report.updates), contacts(office)) == (1, [("陳廠長", "02-2550-9999")])


def test_a_number_alone_stands_beside_two_contacts(office: SqlOffice) -> None:
    header = (*HEADER, "聯絡人", "電話", "聯絡人", "電話")
    do(office, sheets(header, (*ROW, "陳廠長", "02-2550-1111", "林課長", "02-2550-2222")))
    listed = sheets((*HEADER, "聯絡電話"), (*ROW, "02-2550-9999"))
    do(office, listed, on_duplicate=OnDuplicate.UPDATE)
    assert contacts(office) == [("", "02-2550-9999"), ("林課長", "02-2550-2222"), ("陳廠長", "02-2550-1111")]
    assert len(do(office, listed, on_duplicate=OnDuplicate.UPDATE).updates) == 0


def test_unused_columns_are_reported_before_anything_is_written(office: SqlOffice) -> None:
    report = office.ask(ReadCustomers(sheets((*HEADER, "承辦部門"), (*ROW, "業務組"))))
    assert [(column.column, column.heading, column.filled) for column in report.unused_columns] == [("F", "承辦部門", 1)]


def test_a_column_assigned_by_hand_is_remembered_for_the_same_headings(office: SqlOffice) -> None:
    header = (*HEADER, "備註", "承辦部門")
    do(office, sheets(header, (*ROW, "先電話", "業務組"), named=(("承辦部門", "notes"),)))
    assert office.ask(Kept())[0][0].notes == "先電話；承辦部門：業務組"
    other = ("05123456780", *ROW[1:])
    report = do(office, sheets(header, (*other, "", "電務組")))
    assert report.unused_columns == ()
    assert {customer.notes for customer in office.ask(Kept())[0]} == {"先電話；承辦部門：業務組", "承辦部門：電務組"}


def test_a_list_without_the_other_contracts_says_so(office: SqlOffice) -> None:
    told = office.ask(ReadCustomers(sheets(HEADER, ROW))).told
    assert ["only the regular one is known" in str(message) for message in told] == [True]
    assert office.ask(ReadCustomers(sheets((*HEADER, "離峰契約"), (*ROW, "0")))).told == ()


def test_merged_cells_are_counted(office: SqlOffice) -> None:
    table = Table("清冊", ((*HEADER, "離峰契約"), (*ROW, "0")), merged=frozenset({(2, 4)}))
    assert "1 cells got the value" in str(office.ask(ReadCustomers(Sheets((table,)))).told[0])


def test_a_staff_list_says_what_it_passes_over_and_mends(office: SqlOffice) -> None:
    rows = (("姓名", "職級", "專業", "分機"), ("方其\u202e岳", "課長", "業務", "12"), ("製表：王", "", "115/1/5"))
    report = office.ask(ReadStaff(sheets(*rows)))
    assert [line.person.name for line in report.new] == ["方其岳"]
    assert (len(report.repairs), len(report.passed), [column.heading for column in report.unused_columns]) == (1, 1, ["分機"])


def test_refused_rows_come_back_in_with_every_column_known() -> None:
    """The reasons' column is no unused one, and a further column for the notes keeps its name."""
    header = (*["電號", "戶名", "供電電壓", "計費方式", "經常契約容量", "樓層", "座落", "退回原因"],)
    rows = (header, ("05123456789", "虛構電子", "高壓", "二段式", "-5", "3F", "東", "舊的原因"))
    named = (("樓層", "notes"), ("座落", "notes"))
    table, _ = headed(Table("清冊", rows), CUSTOMER_FIELDS)
    mapping = map_columns(table, CUSTOMER_FIELDS, named=named)
    assert unused_columns(table, mapping) == ()
    judged = judge_customers(table, mapping, today=dt.date(2026, 1, 5))
    report = ImportReport(table, mapping, 1, (), (), (), judged.rejected, ())
    out = refused_rows(report, CUSTOMER_FIELDS, str)
    assert out[0][-3:] == ("備註", "備註(座落)", "Why it was refused")
    mended = (out[0], (*out[1][:4], "500", *out[1][5:]))
    again, _ = headed(Table("退回", mended), CUSTOMER_FIELDS)
    back = map_columns(again, CUSTOMER_FIELDS)
    assert unused_columns(again, back) == ()
    (line,) = judge_customers(again, back, today=dt.date(2026, 1, 5)).lines
    assert (line.contracts.regular_kw, line.notes) == (500, "3F；座落：東")


class Everyone:
    def answer(self, work: Work) -> list[Customer]:
        return work.shelf(CUSTOMERS).find()


def test_it_is_kept_whether_a_list_tells_of_other_contracts_than_the_regular_one(office: SqlOffice) -> None:
    office.do(ImportCustomers(Sheets((Table("清冊", (HEADER, ROW)),))))
    assert [each.only_regular_known for each in office.ask(Everyone())] == [True]
    more = Table("清冊", ((*HEADER, "離峰契約"), (*ROW, "0")))
    office.do(ImportCustomers(Sheets((more,)), on_duplicate=OnDuplicate.UPDATE))
    assert [each.only_regular_known for each in office.ask(Everyone())] == [False]
    office.do(ImportCustomers(Sheets((Table("清冊", (HEADER, (*ROW[:4], "1300"))),)), on_duplicate=OnDuplicate.UPDATE))
    assert [(each.regular_kw, each.only_regular_known) for each in office.ask(Everyone())] == [(1300, False)]
