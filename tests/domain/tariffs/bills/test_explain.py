"""A bill is explained to the last step: both prices of a split month, the 10 % band, the power factor's steps, the rounding."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tests.domain.tariffs.bills.made_loads import account, flat_load
from visitplanner.domain.core.supply import TariffOption
from visitplanner.domain.tariffs.bills.accounts import Account
from visitplanner.domain.tariffs.bills.assumptions import assumptions_of
from visitplanner.domain.tariffs.bills.explain import Line, explain
from visitplanner.domain.tariffs.bills.library import Library
from visitplanner.domain.tariffs.bills.year import Question, bill_load
from visitplanner.domain.tariffs.books.seasons import Month


def lines(library: Library, customer: Account, month: int, kw: int = 600) -> tuple[Line, ...]:
    load = flat_load(date(2026, month, 1), 31 if month != 6 else 30, kw * 250)
    return explain(bill_load(library, load, Question(customer, (Month(2026, month),))).months[0])


def formulas(found: tuple[Line, ...], word: str) -> list[str]:
    return [line.formula for line in found if word in str(line.what)]


def test_a_month_of_two_seasons_shows_both_prices_and_their_mean(library: Library) -> None:
    """HV three-stage, May: (223.60 + 166.90) / 2 = 195.25 NT$/kW."""
    found = lines(library, account(contracts=(480, 0, 0, 0)), 5)
    assert formulas(found, "regular contract") == ["(223.6 + 166.9) / 2 = 195.25; 195.25 × 480 kW"]
    (peak,) = [line for line in found if str(line.what).startswith("peak demand over contract")]
    assert "(223.6 + 166.9) / 2 = 195.25; 195.25 × (2 × 48 + 3 × 72)" in peak.formula


def test_the_band_is_shown_as_ten_percent_of_the_contract(library: Library) -> None:
    """600 kW over 480: 120 kW, of them 10 % × 480 = 48 at twice and 72 at three times the price."""
    found = lines(library, account(contracts=(480, 0, 0, 0)), 7)
    (peak,) = [line for line in found if str(line.what).startswith("peak demand over contract")]
    assert peak.formula == "600 − 480 = 120 kW; 10 % × 480 = 48 kW; 223.6 × (2 × 48 + 3 × 72)"


def test_the_power_factor_shows_its_steps(library: Library) -> None:
    for percent, steps in ((92, "−(92 − 80) × 0.1 %"), (99, "−(95 − 80) × 0.1 %"), (77, "(80 − 77) × 0.1 %")):
        found = lines(library, account(contracts=(700, 0, 0, 0), power_factor_percent=Decimal(percent)), 7)
        (formula,) = formulas(found, "Power factor")
        assert steps in formula


def test_the_rounding_shows_sum_and_result(library: Library) -> None:
    found = lines(library, account(contracts=(480, 0, 0, 0)), 7)
    assert found[-1].formula == "2,289,355.2 → 2,289,355" and found[-1].amount == Decimal("-0.2")


def test_lines_that_look_alike_name_their_season(library: Library) -> None:
    found = lines(library, account(TariffOption.TWO_STAGE, (480, 10, 0, 0)), 5)
    named = [str(line.what) for line in found if "demand over contract" in str(line.what)]
    assert named[0].startswith("summer peak") and named[1].startswith("non-summer peak")
    assert len({str(line.what) for line in found}) == len(found)


def test_the_sentence_about_may_says_what_a_two_stage_bill_does(library: Library) -> None:
    load = flat_load(date(2026, 5, 1), 31, 150_000)
    customer = account(TariffOption.TWO_STAGE, (480, 10, 0, 0))
    texts = {
        each.id: str(each.text)
        for each in assumptions_of(library, bill_load(library, load, Question(customer, (Month(2026, 5),))))
    }
    assert "half its price" in texts["season_change"] and "its own dates" in texts["season_change_surcharge"]
