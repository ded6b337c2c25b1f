"""Readings typed into the grid: kept, changed, removed, refused; nobody's later work is written over."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from tests.builders import Clock, Keep, new_office
from tests.services.tariffs.month_readings import SITE
from visitplanner.domain.core.errors import Stale
from visitplanner.domain.customers.customers import Company
from visitplanner.domain.lists.reading_grid import GRID_KEYS, Cells
from visitplanner.domain.tariffs.books.seasons import Month
from visitplanner.services.core.journal import RevertChanges
from visitplanner.services.lists.imports import RowsRefused
from visitplanner.services.lists.typed_readings import KeepReadings, KeptReadings, ReadingsToType
from visitplanner.services.tariffs.printed_bills import BillDifference
from visitplanner.store.office import SqlOffice


def cells(**figures: str) -> Cells:
    return tuple(figures.get(key, "") for key in GRID_KEYS)


JULY = cells(
    month="114/07", kwh_peak="100,000", kwh_saturday="15000", kwh_off_peak="90000", kw_peak="480", power_factor="98",
    amount="1,056,166",
)  # fmt: skip
AUGUST = cells(month="2025-08", kwh_total="5000", kw_highest="300", notes="停工")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[SqlOffice]:
    opened = new_office(tmp_path / "office", Clock(dt.date(2026, 1, 5)))
    opened.do(Keep((("companies", Company(name="虛構電子", id=SITE.company_id)), ("customers", SITE))))
    yield opened
    opened.close()


def kept(office: SqlOffice) -> KeptReadings:
    return office.ask(ReadingsToType(SITE.id))


def written(month: Month) -> str:
    return str(month)


def test_the_months_that_are_over_are_offered_where_nothing_is_kept(office: SqlOffice) -> None:
    rows = kept(office).rows(written)
    assert [row[0] for row in rows if row[0]] == [f"2025-{month:02}" for month in range(1, 13)]
    assert not any(any(row[1:]) for row in rows)
    assert office.do(KeepReadings(SITE.id, rows)).value.new == ()


def test_what_was_typed_stands_there_again(office: SqlOffice) -> None:
    office.do(KeepReadings(SITE.id, (JULY, AUGUST, cells())))
    found = kept(office)
    july, august = found.readings
    assert july.kwh == {"peak": 100000, "saturday_half_peak": 15000, "off_peak": 90000}
    assert (july.max_kw, july.power_factor_percent, july.billed_ntd) == ({"peak": 480}, 98, 1056166)
    assert (august.kwh_total, august.highest_kw, august.notes, august.kwh) == (5000, 300, "停工", {})
    first, second, *_ = found.rows(written)
    assert first == cells(
        month="2025-07", kwh_peak="100,000", kwh_saturday="15,000", kwh_off_peak="90,000", kw_peak="480", power_factor="98",
        amount="1,056,166",
    )  # fmt: skip
    assert second == cells(month="2025-08", kwh_total="5,000", kw_highest="300", notes="停工")
    assert found.bills == {}


def test_a_cell_that_was_emptied_is_empty_and_a_row_that_was_emptied_is_gone(office: SqlOffice) -> None:
    office.do(KeepReadings(SITE.id, (JULY, AUGUST)))
    shown = kept(office).readings
    without = cells(month="114/07", kwh_off_peak="90000")
    outcome = office.do(KeepReadings(SITE.id, (without,), shown))
    (july,) = kept(office).readings
    assert (july.kwh, july.max_kw, july.billed_ntd) == ({"off_peak": Decimal(90000)}, {}, None)
    assert str(outcome.said) == "1 months changed, 1 months removed."
    assert outcome.undo is not None
    office.do(outcome.undo)
    assert [reading.kwh for reading in kept(office).readings] == [reading.kwh for reading in shown]


def test_one_refused_cell_keeps_everything_back(office: SqlOffice) -> None:
    with pytest.raises(RowsRefused) as refused:
        office.do(KeepReadings(SITE.id, (JULY, cells(month="114/08", kwh_peak="12o"))))
    (fault,) = refused.value.report.rejected
    assert (fault.row, fault.column, fault.value, str(fault.reason)) == (2, "尖峰度數", "12o", "This is not a number.")
    assert kept(office).readings == ()


def test_a_month_kept_or_changed_by_somebody_else_meanwhile_is_not_written_over(office: SqlOffice) -> None:
    office.do(KeepReadings(SITE.id, (JULY,)))
    with pytest.raises(Stale, match="2025-07 was kept by somebody else"):
        office.do(KeepReadings(SITE.id, (cells(month="114/07", kwh_total="1"),)))
    shown = kept(office).readings
    office.do(KeepReadings(SITE.id, (cells(month="114/07", kwh_total="2"),), shown))
    with pytest.raises(Stale):
        office.do(KeepReadings(SITE.id, (cells(month="114/07", kwh_total="3"),), shown))
    assert [reading.kwh_total for reading in kept(office).readings] == [2]


def test_a_printed_amount_that_is_not_ours_is_told_with_its_month(office: SqlOffice) -> None:
    outcome = office.do(KeepReadings(SITE.id, ((*JULY[:-2], "1,056,169", ""),)))
    found = kept(office).bills[dt.date(2025, 7, 1)]
    assert isinstance(found, BillDifference)
    assert (found.billed_ntd, found.computed_ntd) == (1056169, 1056166)
    assert outcome.undo is not None and isinstance(outcome.undo, RevertChanges)
