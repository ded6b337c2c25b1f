"""A customer's contracts over time, and in which unit a list gives them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import customer
from visitplanner.domain.core.errors import Refused
from visitplanner.domain.customers.contract_changes import written
from visitplanner.domain.customers.contract_units import unit_in, unit_said
from visitplanner.domain.customers.customers import Company, ContractChange, Contracts, Customer

SITE = customer("05123456789", Company(name="虛構電子"), 1000)
DAY = dt.date(2026, 3, 16)


def kw(regular: int) -> Contracts:
    return Contracts(regular, 0, 0, 0)


def history(steps: list[tuple[int, int]]) -> tuple[Customer, list[ContractChange]]:
    """The changes of these (days later, kW) one after the other, as the office would write them down."""
    site, changes, day = SITE, list[ContractChange](), DAY
    for later, regular in steps:
        day += dt.timedelta(days=later)
        what = written(site, kw(regular), day, changes)
        changes = [one for one in changes if one.id not in {each.id for each in (what.correct, what.take_away) if each}]
        changes += [one for one in (what.add, what.correct) if one]
        site = replace(site, regular_kw=regular)
    return site, changes


@given(st.lists(st.tuples(st.integers(0, 2), st.sampled_from([800, 1000, 1200])), max_size=8))
def test_the_changes_tell_the_contracts_of_each_day(steps: list[tuple[int, int]]) -> None:
    """By hand: at the end of a day the last word on it holds; a day that ends as it began has no change."""
    site, changes = history(steps)
    at_end, day = dict[dt.date, int](), DAY
    for later, regular in steps:
        day += dt.timedelta(days=later)
        at_end[day] = regular
    by_hand, before = list[tuple[dt.date, int, int]](), 1000
    for each, regular in sorted(at_end.items()):
        if regular != before:
            by_hand.append((each, before, regular))
        before = regular
    told = [(one.effective_on, one.before.regular_kw, one.after.regular_kw) for one in changes]
    assert sorted(told) == by_hand and site.regular_kw == before
    assert all(one.customer_id == SITE.id for one in changes)


def test_a_change_before_one_that_is_known_is_refused_and_one_on_its_day_corrects_it() -> None:
    known = ContractChange(customer_id=SITE.id, effective_on=DAY, before=kw(800), after=kw(1000))
    for wrong in (known, replace(known, id=SITE.id, effective_on=dt.date(2020, 1, 1))):
        changes = [known, wrong]
        with pytest.raises(Refused) as caught:
            written(SITE, kw(900), DAY - dt.timedelta(days=1), changes)
        assert caught.value.field == "effective_on" and caught.value.mend is not None
        corrected = written(SITE, kw(900), DAY, changes).correct
        assert corrected is not None and (corrected.id, corrected.before, corrected.after) == (known.id, kw(800), kw(900))
        assert written(SITE, kw(800), DAY, changes).take_away == known
        added = written(SITE, kw(900), DAY + dt.timedelta(days=1), changes).add
        assert added is not None and (added.before, added.after) == (kw(1000), kw(900))
    nothing = written(SITE, SITE.contracts, DAY - dt.timedelta(days=9), [known])
    assert (nothing.add, nothing.correct, nothing.take_away) == (None, None, None), "what stays the same is no change"


UNITS = {
    "瓩": 1, "KW": 1, "kw": 1, "ｋＷ": 1, "千瓦": 1, "仟瓦": 1, "kilowatt": 1, "十瓩": 10, "10kW": 10, "百瓩": 100, "佰瓩": 100,
    "100 kW": 100, "千瓩": 1000, "仟瓩": 1000, "MW": 1000, "百萬瓦": 1000, "megawatts": 1000, "萬瓩": 10_000, "GW": 1_000_000,
}  # fmt: skip


@pytest.mark.parametrize(("written_", "factor"), UNITS.items())
@pytest.mark.parametrize("around", ["{}", "經常契約({})", "契約容量 {}", "500 {}"])
def test_a_unit_is_read_as_people_write_it(written_: str, factor: int, around: str) -> None:
    if around.startswith("500") and written_[0].isdecimal():
        return
    assert unit_in(around.format(written_)) == factor


def test_a_watt_is_a_thousandth_and_energy_is_no_power() -> None:
    assert unit_in("W") == unit_in("瓦") == unit_in("瓦特") == Decimal("0.001")
    for text in ("", "契約容量", "1200", "kWh", "MWh", "瓦時", "度", "dew", "500 kwh"):
        assert unit_in(text) is None, text


@pytest.mark.parametrize("text", ["kVA", "500KVA", "馬力", "HP", "安培", "va"])
def test_a_unit_that_is_no_power_is_refused_by_name(text: str) -> None:
    with pytest.raises(Refused, match="no unit of a contracted capacity") as caught:
        unit_in(f"契約 {text}")
    assert text in str(caught.value.what)


@pytest.mark.parametrize(
    ("lines", "factor"),
    [
        (["大用戶名冊", "單位：千瓩"], 1000),
        (["Unit: MW"], 1000),
        (["單位：人", "單位：瓩"], 1),
        (["單位：kVA", "單位：百瓩"], 100),
        (["以千瓩計"], None),
        (["單位：台北南區營業處業務課課長室 千瓩"], None),
        ([], None),
    ],
)
def test_a_line_says_the_unit_of_the_whole_list_only_where_it_speaks_of_units(lines: list[str], factor: int | None) -> None:
    assert unit_said(lines) == factor
