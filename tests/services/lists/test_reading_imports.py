"""Importing monthly readings into a real database: all or nothing, months kept already, taking back, differences."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.builders import Clock, Keep, new_office
from tests.services.tariffs.month_readings import SITE
from visitplanner.domain.core.errors import Refused
from visitplanner.domain.customers.customers import Company, ContractChange, Contracts
from visitplanner.domain.lists.tables import Table
from visitplanner.domain.loads.monthly_readings import MONTHLY_READINGS, MonthlyReading
from visitplanner.services.core.journal import RevertChanges
from visitplanner.services.core.work import Work
from visitplanner.services.lists.imports import ImportNamed, OnDuplicate, RowsRefused, Sheets
from visitplanner.services.lists.reading_imports import ImportReadings, ReadingsReport, ReadReadings
from visitplanner.store.office import SqlOffice

HEADER = ("電號", "年月", "尖峰度數", "週六半尖峰度數", "離峰度數", "尖峰最高需量", "功率因數", "應繳金額")
JULY = ("05-12-3456-78-9", "114/07", "100,000", "15000", "90000", "480", "98", "1,056,166")
AUGUST = ("05123456789", "114/08", "100000", "15000", "90000", "480", "", "1056166")
STRANGER = ("05123456780", "114/07", "1", "1", "1", "1", "98", "5")


class Kept:
    def answer(self, work: Work) -> list[MonthlyReading]:
        return work.shelf(MONTHLY_READINGS).find()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[SqlOffice]:
    opened = new_office(tmp_path / "office", Clock(dt.date(2026, 1, 5)))
    company = Company(name="虛構電子", id=SITE.company_id)
    opened.do(Keep((("companies", company), ("customers", SITE))))
    yield opened
    opened.close()


def sheets(*rows: tuple[str, ...], header: tuple[str, ...] = HEADER) -> Sheets:
    return Sheets((Table("電費", (header, *rows), source="a.csv"),))


def do(office: SqlOffice, *rows: tuple[str, ...], **options: Any) -> ReadingsReport:
    return office.do(ImportReadings(sheets(*rows), **options)).value


def test_a_month_is_kept_as_the_table_says_it_and_compared(office: SqlOffice) -> None:
    report = do(office, JULY, AUGUST)
    assert (len(report.new), report.accounts, report.months, report.not_compared) == (2, 1, 2, ())
    july, august = office.ask(Kept())
    assert (july.customer_id, july.month, july.power_factor_percent) == (SITE.id, dt.date(2025, 7, 1), Decimal(98))
    assert july.kwh == {"peak": 100000, "saturday_half_peak": 15000, "off_peak": 90000}
    assert (july.max_kw, july.billed_ntd, august.power_factor_percent) == ({"peak": 480}, 1056166, None)
    (difference,) = report.differences
    assert (difference.month, difference.computed_ntd) == (dt.date(2025, 8, 1), 1072250)
    assert str(difference.cause).startswith("Power factor missing: 95 %")


def test_the_contracts_of_the_month_are_taken(office: SqlOffice) -> None:
    change = ContractChange(customer_id=SITE.id, effective_on=dt.date(2025, 8, 1), before=Contracts(600), after=Contracts(500))
    office.do(Keep((("contract_changes", change),)))
    (difference,) = do(office, JULY).differences
    assert difference.computed_ntd == 1078191
    assert str(difference.cause).startswith("Contracts changed: 500, 0, 0, 0 kW")


def test_nothing_is_written_while_a_row_is_refused_unless_it_is_skipped(office: SqlOffice) -> None:
    with pytest.raises(RowsRefused) as refusal:
        do(office, JULY, STRANGER)
    (fault,) = refusal.value.report.rejected
    assert (fault.row, str(fault.reason)) == (3, "No customer has the account 05-12-3456-78-0.")
    assert office.ask(Kept()) == []
    assert len(do(office, JULY, STRANGER, skip_rejected=True).new) == len(office.ask(Kept())) == 1


def test_an_import_of_readings_is_taken_back_whole(office: SqlOffice) -> None:
    report = do(office, JULY, AUGUST)
    assert report.import_id is not None
    assert office.ask(ImportNamed(report.import_id)).label == "ImportReadings"
    office.do(RevertChanges(report.import_id))
    assert office.ask(Kept()) == []


def test_a_month_kept_already_is_known_skipped_changed_or_refused(office: SqlOffice) -> None:
    do(office, JULY)
    again = do(office, JULY)
    assert (len(again.new), len(again.duplicates), again.warnings, again.import_id) == (0, 1, (), None)
    other = (*JULY[:-1], "1,060,000")
    skipped = do(office, other)
    assert (len(skipped.duplicates), len(skipped.warnings), office.ask(Kept())[0].billed_ntd) == (1, 1, 1056166)
    with pytest.raises(RowsRefused):
        do(office, other, on_duplicate=OnDuplicate.REFUSE)
    updated = do(office, other, on_duplicate=OnDuplicate.UPDATE)
    (kept,) = office.ask(Kept())
    assert (len(updated.updates), kept.billed_ntd, kept.version) == (1, 1060000, 2)
    assert updated.import_id is not None
    office.do(RevertChanges(updated.import_id))
    assert office.ask(Kept())[0].billed_ntd == 1056166


def test_the_account_is_given_where_the_table_has_none_and_checked_where_it_has(office: SqlOffice) -> None:
    without = sheets(JULY[1:], header=HEADER[1:])
    with pytest.raises(RowsRefused):
        office.do(ImportReadings(without))
    assert len(office.do(ImportReadings(without, account="05-12-3456-78-9")).value.new) == 1
    with pytest.raises(Refused, match="no account number"):
        office.do(ImportReadings(without, account="5"))
    with pytest.raises(RowsRefused) as refusal:
        do(office, AUGUST, account="05123456780")
    assert "05-12-3456-78-9; the readings were to be kept for 05-12-3456-78-0" in str(refusal.value.report.rejected[0].reason)


def test_a_preview_writes_nothing(office: SqlOffice) -> None:
    report = office.ask(ReadReadings(sheets(JULY, AUGUST)))
    assert (len(report.new), len(report.differences), office.ask(Kept())) == (2, 1, [])
