"""What card and sheet say of a customer: the months over contract, which option is recommended, what no saving is claimed of."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders_memory import MemoryOffice
from tests.domain.tariffs.bills.made_loads import flat_load
from tests.services.tariffs.month_readings import SITE, D, july
from visitplanner.bootstrap import known
from visitplanner.domain.core.supply import TariffOption
from visitplanner.domain.customers.customers import Contracts
from visitplanner.domain.loads.monthly_readings import MonthlyReading
from visitplanner.domain.tariffs.bills.library import Library
from visitplanner.domain.tariffs.books.load import Load
from visitplanner.domain.tariffs.books.seasons import Month
from visitplanner.domain.tariffs.findings.verdict import Threshold
from visitplanner.reference.tariff_books import tariff_library
from visitplanner.services.advice.over_contract import BilledPictureOf, over_of_customer
from visitplanner.services.advice.reading_block import readings_block
from visitplanner.services.advice.sheet_advice import AdviceRow

TODAY = dt.date(2026, 3, 16)
CONTRACTS = Contracts(500, 0, 0, 0)


@pytest.fixture(scope="module")
def library() -> Library:
    return tariff_library()


# -- the months over contract -------------------------------------------------------------------------------------


def with_peak(kw: int, day: str = "2025-07-15") -> Load:
    """400 kW from January 2025 to January 2026, and so many at noon of one day, a Tuesday unless said otherwise."""
    load = flat_load(dt.date(2025, 1, 1), 396, 400 * 250)
    wh = load.wh.copy()
    wh[(dt.date.fromisoformat(day) - load.first_day).days * 96 + 48] = kw * 250
    return replace(load, wh=wh)


def asked(load: Load, **changes: object) -> BilledPictureOf:
    return BilledPictureOf(replace(SITE, **changes), load)  # type: ignore[arg-type]


@pytest.mark.parametrize(("kw", "over"), [(500, 0), (501, 1), (600, 100)])
def test_a_month_is_over_contract_from_the_first_kilowatt_on(kw: int, over: int) -> None:
    picture = MemoryOffice(known(), TODAY).ask(asked(with_peak(kw)))
    assert picture.contracts == CONTRACTS and len(picture.months) == 12 and picture.highest.max_kw == kw
    assert [(month.year, month.month) for month in picture.over_contract] == ([(2025, 7)] if over else [])
    assert picture.over is not None and (picture.over.kw, picture.over.most_kw) == (over, over)
    # a tenth of 500 kW at twice, what is above at three times 223.60
    assert picture.over.ntd == D("223.60") * (2 * min(over, 50) + 3 * max(0, over - 50))


def test_only_the_newest_twelve_months_are_told() -> None:
    """A demand in January 2025 is thirteen months old."""
    office = MemoryOffice(known(), TODAY)
    assert office.ask(asked(with_peak(900, "2025-01-14"))).over_contract == ()
    assert len(office.ask(asked(with_peak(900, "2026-01-13"))).over_contract) == 1


def test_a_variable_peak_is_over_contract_where_a_fixed_one_is_and_no_contract_tells_nothing() -> None:
    def over(option: TariffOption, contracts: Contracts = CONTRACTS) -> object:
        site = replace(SITE, option=option, regular_kw=contracts.regular_kw)
        return over_of_customer(known(), site, with_peak(600), [Month(2025, 7)], TODAY)

    assert over(TariffOption.THREE_STAGE_VARIABLE) == over(TariffOption.THREE_STAGE_FIXED) != None  # noqa: E711
    assert over(TariffOption.TWO_STAGE, Contracts(0, 0, 0, 0)) is None
    assert over_of_customer(known(), SITE, with_peak(600), [Month(2027, 7)], TODAY) is None, "no such month to bill"


# -- what is recommended from readings ----------------------------------------------------------------------------


def year(peak: int = 480, percent: int = 80) -> list[MonthlyReading]:
    demands = {"peak": D(peak), "off_peak": D(peak)}
    months = (dt.date(2025, month, 1) for month in range(1, 13))
    return [july(month=month, max_kw=demands, power_factor_percent=D(percent)) for month in months]


def test_the_present_contracts_stand_first_and_the_cheapest_row_below(library: Library) -> None:
    block = readings_block(library, SITE, year(), TODAY)
    assert block is not None and block.present is not None and block.present.is_present
    assert (block.present.option, block.present.contracts) == (SITE.option, CONTRACTS)
    assert block.present.saving_ntd is None and not any(row.is_present for row in block.rows)
    assert [row.year_ntd for row in block.rows] == sorted(row.year_ntd for row in block.rows)
    best = block.rows[0]
    assert best.saving_ntd == block.present.year_ntd - best.year_ntd and best.contracts.regular_kw == 480
    assert block.prices_of <= TODAY and block.draft == "" and "2025-01 to 2025-12" in str(block.assumptions[0])


def test_a_saving_is_recommended_from_exactly_the_threshold_on(library: Library) -> None:
    block = readings_block(library, SITE, year(), TODAY)
    assert block is not None and block.present is not None
    sure = block.rows[0].sure_ntd
    assert sure is not None and sure > 5000
    for least, marked in ((sure - 1, True), (sure, True), (sure + 1, False)):
        told = readings_block(library, SITE, year(), TODAY, Threshold(Decimal(least), Decimal(0)))
        assert told is not None and [row.recommended for row in told.rows] == [marked]


def test_a_better_power_factor_is_told_where_it_saves_and_not_where_a_concession_is_unknown(library: Library) -> None:
    block = readings_block(library, SITE, year(percent=80), TODAY)
    assert block is not None
    (finding,) = block.findings
    assert finding.ntd is not None and finding.ntd > 0 and f"{finding.ntd:,}" in str(finding.text)
    best = readings_block(library, SITE, year(percent=95), TODAY)
    assert best is not None and best.findings == ()
    water = readings_block(library, replace(SITE, sector="360"), year(), TODAY)
    assert water is not None and water.findings == ()
    assert [(row.saving_ntd, row.sure_ntd, row.recommended) for row in water.rows] == [(None, None, False)]


def test_no_block_of_less_than_a_year(library: Library) -> None:
    assert readings_block(library, SITE, year()[1:], TODAY) is None
    assert readings_block(library, SITE, [], TODAY) is None
    bare = replace(year()[5], kwh={}, kwh_total=D(1000))
    assert readings_block(library, SITE, [*year()[:5], bare, *year()[6:]], TODAY) is None


amounts = st.none() | st.integers(-9999, 9999).map(Decimal)


@given(amounts, amounts)
def test_what_may_be_counted_on_is_the_worse_of_the_two_figures(saving: Decimal | None, low: Decimal | None) -> None:
    row = AdviceRow(TariffOption.TWO_STAGE, CONTRACTS, Decimal(1), saving, low_ntd=low)
    known_ = [each for each in (saving, low) if each is not None]
    assert row.sure_ntd == (None if saving is None else sorted(known_)[0])


def test_a_load_of_one_quarter_more_is_no_other_picture() -> None:
    """Demands are of whole quarters: 600 kW for two quarters are charged once."""
    load = with_peak(600)
    twice = replace(load, wh=np.where(np.roll(load.wh, 1) == 600 * 250, 600 * 250, load.wh))
    office = MemoryOffice(known(), TODAY)
    assert office.ask(asked(twice)).over == office.ask(asked(load)).over
