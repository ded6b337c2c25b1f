"""Loads and readings for tests."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import numpy as np
from hypothesis import strategies as st

from visitplanner.domain.core.supply import TariffOption, Voltage
from visitplanner.domain.tariffs.bills.accounts import Account
from visitplanner.domain.tariffs.books.load import SLOTS_PER_DAY, Load
from visitplanner.domain.tariffs.books.periods import CELLS
from visitplanner.domain.tariffs.books.readings import Readings, SeasonChange, SeasonChangeSurcharge
from visitplanner.domain.tariffs.books.seasons import Month
from visitplanner.domain.tariffs.books.use import MonthUse, Span, month_use_of_reading
from visitplanner.domain.tariffs.contracts.contract_terms import BandBase, BandNetting, DemandRounding

BILLED = (TariffOption.TWO_STAGE, TariffOption.THREE_STAGE_FIXED, TariffOption.BATCH, TariffOption.EV)


def noisy_load(first: date, days: int, seed: int = 0, highest_wh: int = 400_000) -> Load:
    """Any energy below `highest_wh` in every quarter of an hour."""
    return Load(first, np.random.default_rng(seed).integers(0, highest_wh, days * SLOTS_PER_DAY))


def flat_load(first: date, days: int, wh: int) -> Load:
    return Load(first, np.full(days * SLOTS_PER_DAY, wh, dtype=np.int64))


def account(
    option: TariffOption = TariffOption.THREE_STAGE_FIXED, contracts: tuple[int, int, int, int] = (1000, 0, 0, 0), **more
) -> Account:
    return Account(Voltage.HIGH, option, contracts, **more)


@st.composite
def accounts(draw: st.DrawFn, options: tuple[TariffOption, ...] = BILLED) -> Account:
    option = draw(st.sampled_from(options))
    kw = st.integers(0, 3000)
    contracts = (draw(st.integers(1, 3000)), draw(kw), draw(kw), draw(kw))
    return account(
        option,
        (contracts[0], 0, 0, 0) if option is TariffOption.EV else contracts,
        sector=draw(st.sampled_from([None, "261", "264", "999"])),
        power_factor_percent=draw(st.none() | st.integers(50, 100).map(Decimal)),
        tax_exempt=draw(st.booleans()),
        second_feeder_percent=draw(st.sampled_from([Decimal(0), Decimal(10)])),
    )


readings = st.builds(
    Readings,
    season_change=st.sampled_from(SeasonChange),
    season_change_surcharge=st.sampled_from(SeasonChangeSurcharge),
    band_base=st.sampled_from(BandBase),
    band_netting=st.sampled_from(BandNetting),
    demand_rounding=st.sampled_from(DemandRounding),
)
months = st.integers(1, 12).map(lambda number: Month(2026, number))


@st.composite
def uses(draw: st.DrawFn, month: Month, spans: tuple[Span, ...]) -> MonthUse:
    """A reading of one month in periods that occur in it."""
    tariff = spans[0].tariff
    days = tariff.summer.days(month.first, month.last)
    codes = {int(code) for code in tariff.hours.codes.flat}
    places = [key for place, key in enumerate(CELLS) if place in codes and days[key[0]]]
    kwh = {key: Decimal(draw(st.integers(0, 10**9))).scaleb(-3) for key in places}
    max_kw = {key: Decimal(draw(st.integers(0, 6 * 10**6))).scaleb(-3) for key in places}
    return month_use_of_reading(month, spans, kwh, max_kw)
