"""What holds for all rows of a customer list, and whom the list puts in charge."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.builders import Clock, new_office
from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.supply import Voltage
from visitplanner.domain.lists.customer_import import CUSTOMER_FIELDS
from visitplanner.domain.lists.tables import Table
from visitplanner.domain.staff.staff import PEOPLE, Person, Rank, Skill
from visitplanner.services.core.outcome import Outcome
from visitplanner.services.core.work import Work
from visitplanner.services.customers.customer_lists import CustomerList
from visitplanner.services.lists.imports import ImportCustomers, ImportReport, OnDuplicate, ReadCustomers, Sheets
from visitplanner.services.lists.refused_rows import refused_rows
from visitplanner.store.office import SqlOffice

BARE = ("電號", "戶名", "契約容量")
ONE, TWO = ("05123456789", "甲電子", "1200"), ("05123456790", "乙食品", "900")
HEADER = ("電號", "戶名", "供電電壓", "計費方式", "契約容量", "承辦人")
ROW = ("05123456789", "甲電子", "22.8", "二段式時間電價", "1200")
OTHER = ("05123456790", "乙食品", "22.8", "二段式時間電價", "900")
OPTION = ("全部:二段式", "option")


class Staffed:
    """Two supervisors and one of the staff."""

    def carry_out(self, work: Work) -> Outcome[None]:
        ranks = (("王課長", Rank.SUPERVISOR), ("李股長", Rank.SUPERVISOR), ("陳專員", Rank.STAFF))
        work.shelf(PEOPLE).add_all([Person(name=name, rank=rank, skills=frozenset({Skill.BUSINESS})) for name, rank in ranks])
        return Outcome(None)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[SqlOffice]:
    opened = new_office(tmp_path / "office", Clock(dt.date(2026, 1, 5)))
    opened.do(Staffed())
    yield opened
    opened.close()


def sheets(*rows: tuple[str, ...], sheet: str = "清冊", source: str = "a.csv", **more: Any) -> Sheets:
    return Sheets((Table(sheet, rows, source=source),), **more)


def do(office: SqlOffice, listed: Sheets, **options: Any) -> ImportReport[Any]:
    return office.do(ImportCustomers(listed, **options)).value


def in_charge(office: SqlOffice) -> dict[str, str]:
    return {row.customer.name: row.specialist.name if row.specialist else "" for row in office.ask(CustomerList())}


def told(report: ImportReport[Any]) -> str:
    return " ".join(map(str, report.told))


def test_one_value_said_for_all_rows_is_that_of_every_row(office: SqlOffice) -> None:
    named = (("全部:特高壓", "voltage"), ("all: 二段式", "option"), ("全部：烏來區", "township"))
    report = do(office, sheets(BARE, ONE, TWO, named=named))
    assert {(line.voltage, line.township) for line in report.new} == {(Voltage.EXTRA_HIGH, "烏來區")}
    assert report.mapping.by_heading()["voltage"] == "全部：特高壓"


def test_a_value_for_all_rows_goes_before_a_column_which_is_then_named_as_unused(office: SqlOffice) -> None:
    listed = sheets((*BARE, "電壓"), (*ONE, "22.8"), (*TWO, "22.8"), named=(("全部:69kV", "voltage"), OPTION))
    report = office.ask(ReadCustomers(listed))
    assert {line.supply_kv for line in report.new} == {"69"}
    assert [(one.heading, one.filled) for one in report.unused_columns] == [("電壓", 2)]


def test_a_value_for_all_rows_that_is_none_refuses_the_rows_and_comes_back_in_with_them(office: SqlOffice) -> None:
    listed = sheets(BARE, ONE, named=(("全部:低壓", "voltage"), OPTION))
    report = office.ask(ReadCustomers(listed))
    assert [(fault.column, fault.value) for fault in report.rejected] == [("全部：低壓", "低壓")]
    out = refused_rows(report, CUSTOMER_FIELDS, str)
    mended = [tuple(cell.replace("低壓", "高壓") for cell in row) for row in out]
    assert len(do(office, sheets(*mended)).new) == 1


def test_an_unknown_field_for_all_rows_is_refused(office: SqlOffice) -> None:
    with pytest.raises(Refused, match="colour"):
        office.ask(ReadCustomers(sheets(BARE, ONE, named=(("全部:紅", "colour"),))))


@pytest.mark.parametrize(
    ("sheet", "source", "rows", "voltage"),
    [
        ("特高壓", "名冊.xlsx", (), Voltage.EXTRA_HIGH),
        ("Sheet1", "高壓用戶.xlsx", (), Voltage.HIGH),
        ("Sheet1", "名冊.xlsx", (("115年特高壓用戶清冊",),), Voltage.EXTRA_HIGH),
    ],
)
def test_the_voltage_is_guessed_from_title_sheet_or_file_and_told(
    office: SqlOffice, sheet: str, source: str, rows: tuple[tuple[str, ...], ...], voltage: Voltage
) -> None:
    report = office.ask(ReadCustomers(sheets(*rows, BARE, ONE, TWO, sheet=sheet, source=source, named=(OPTION,))))
    assert {line.voltage for line in report.new} == {voltage}
    assert "is it right?" in told(report)


@pytest.mark.parametrize("source", ["高壓及特高壓用戶.xlsx", "高壓以上用戶.xlsx", "用戶.xlsx"])
def test_a_name_of_both_voltages_or_none_is_no_guess(office: SqlOffice, source: str) -> None:
    with pytest.raises(Refused, match="供電電壓") as refusal:
        office.ask(ReadCustomers(sheets(BARE, ONE, TWO, source=source, named=(OPTION,))))
    assert "all:VALUE=FIELD" in str(refusal.value.mend)


@pytest.mark.parametrize("heading", ["承辦人", "經辦", "服務專員", "負責人員", "Account Manager"])
def test_whom_the_list_names_is_put_in_charge(office: SqlOffice, heading: str) -> None:
    report = do(office, sheets((*HEADER[:5], heading), (*ROW, "王課長"), (*OTHER, "")))
    assert in_charge(office) == {"甲電子": "王課長", "乙食品": ""}
    assert "1 customers got the specialist" in told(report)


def test_a_name_nobody_bears_or_of_too_low_a_rank_is_named_and_puts_nobody_in_charge(office: SqlOffice) -> None:
    third = ("05123456781", "丙紙業", *OTHER[2:])
    report = do(office, sheets(HEADER, (*ROW, "王課長"), (*OTHER, "趙先生"), (*third, "陳專員")))
    assert [(fault.row, fault.value) for fault in report.warnings] == [(3, "趙先生"), (4, "陳專員")]
    assert in_charge(office) == {"甲電子": "王課長", "乙食品": "", "丙紙業": ""}


def test_a_column_that_names_none_of_the_staff_is_named_as_unused_and_can_be_assigned(office: SqlOffice) -> None:
    rows = (HEADER, (*ROW, "趙先生"), (*OTHER, "錢小姐"))
    report = office.ask(ReadCustomers(sheets(*rows)))
    assert ([one.heading for one in report.unused_columns], report.warnings) == (["承辦人"], ())
    by_hand = office.ask(ReadCustomers(sheets(*rows, named=(("承辦人", "specialist"),))))
    assert [fault.value for fault in by_hand.warnings] == ["趙先生", "錢小姐"]
    noted = office.ask(ReadCustomers(sheets(*rows, named=(("承辦人", "notes"),))))
    assert [line.notes for line in noted.new] == ["趙先生", "錢小姐"]


def test_another_specialist_of_a_kept_customer_counts_as_a_change(office: SqlOffice) -> None:
    do(office, sheets(HEADER, (*ROW, "王課長")))
    changed = sheets(HEADER, (*ROW, "李股長"))
    (warned,) = office.ask(ReadCustomers(changed)).warnings
    assert (warned.row, in_charge(office)) == (2, {"甲電子": "王課長"})
    assert len(do(office, changed, on_duplicate=OnDuplicate.UPDATE).updates) == 1
    assert in_charge(office) == {"甲電子": "李股長"}
    assert do(office, changed, on_duplicate=OnDuplicate.UPDATE).updates == ()


def test_company_and_plant_in_two_columns_make_one_name_and_one_company(office: SqlOffice) -> None:
    header = ("電號", "公司名", "廠別", "供電電壓", "計費方式", "契約容量")
    rows = ((ROW[0], "永裕電子", "一廠", *ROW[2:]), (OTHER[0], "永裕電子", "二廠", *OTHER[2:]))
    report = do(office, sheets(header, *rows))
    kept = office.ask(CustomerList())
    assert sorted(row.customer.name for row in kept) == ["永裕電子 一廠", "永裕電子 二廠"]
    assert len({row.customer.company_id for row in kept}) == 1
    assert (report.unused_columns, report.warnings) == ((), ())
    assert len(do(office, sheets(header, *rows)).duplicates) == 2
