"""How sure a saving is: every other choice of an open reading is billed anew, by hand here, and nothing else is listed."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.domain.tariffs.advice.advice_loads import PRESENT, advice
from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.supply import TariffOption
from visitplanner.domain.tariffs.advice.advice import Advice, OptionAdvice, Present
from visitplanner.domain.tariffs.advice.sureness import LeastSaving, surenesses
from visitplanner.domain.tariffs.bills.library import Library
from visitplanner.domain.tariffs.bills.variable import VariableCase
from visitplanner.domain.tariffs.books.readings import choices_of, reading_names, with_choice

Moves = dict[tuple[str, str], Decimal]
VARIABLE = TariffOption.THREE_STAGE_VARIABLE


def moves(of: Advice, option: TariffOption) -> Moves:
    return {(move.name, move.choice): move.saving_ntd for move in surenesses(of)[option].moves}


def option_of(of: Advice, option: TariffOption) -> OptionAdvice:
    return next(each for each in of.options if each.option is option)


def by_hand(of: Advice, option: OptionAdvice, name: str, choice: str) -> Decimal:
    """The saving if one thing were read otherwise: both bills from the meter."""
    assert of.present is not None
    comparison = of.comparison
    if name == "power_factor":
        account = replace(comparison.terms.account, power_factor_percent=Decimal(choice))
        comparison, readings = comparison.with_account(account), comparison.terms.readings
    else:
        readings = with_choice(comparison.terms.readings, name, choice)
    totals = []
    for each, contracts in ((option_of(of, of.present.option), of.present.contracts), (option, option.contracts)):
        days = each.weighed.year.question.designated
        totals.append(comparison.under(each.option, days, readings).bills(contracts).total)
    return totals[0] - totals[1]


@pytest.mark.parametrize("percent", [None, Decimal(70)])
@pytest.mark.parametrize("option", [TariffOption.TWO_STAGE, TariffOption.THREE_STAGE_FIXED])
def test_every_move_is_what_the_bills_say_under_that_reading(
    library: Library, option: TariffOption, percent: Decimal | None
) -> None:
    of = advice(library, power_factor_percent=percent)
    own, sure = option_of(of, option), surenesses(of)[option]
    found = moves(of, option)
    assert own.saving_ntd is not None
    readings = of.comparison.terms.readings
    others = {(name, str(choice)) for name in reading_names() for choice in choices_of(name)} - {
        (name, str(getattr(readings, name))) for name in reading_names()
    }
    expected = {key: by_hand(of, own, *key) for key in others if not key[0].startswith("ev_")}
    if percent is None:
        expected["power_factor", "95"] = by_hand(of, own, "power_factor", "95")
    assert found == {key: ntd for key, ntd in expected.items() if ntd != own.saving_ntd}
    assert found, "a plant over its contract is moved by the open readings"
    assert sure.low_ntd == min([*expected.values(), own.saving_ntd])
    assert sure.high_ntd == max([*expected.values(), own.saving_ntd])


def test_the_days_of_the_variable_peak_move_the_variable_peak_alone(library: Library) -> None:
    of = advice(library)
    assert of.present_bill is not None
    assert "variable_days" not in {name for name, _ in moves(of, TariffOption.TWO_STAGE)}
    own, found = option_of(of, VARIABLE), moves(of, VARIABLE)
    for case in (VariableCase.WORST, VariableCase.BEST):
        assert found["variable_days", str(case)] == of.present_bill.total - own.cases[case]
    assert ("variable_days", "expected") not in found, "that is the saving itself"


def test_leaving_a_variable_peak_is_worth_most_on_its_worst_days(library: Library) -> None:
    of = advice(library, present=Present(VARIABLE, PRESENT.contracts, PRESENT.since))
    found, two = moves(of, TariffOption.TWO_STAGE), option_of(of, TariffOption.TWO_STAGE)
    for case in (VariableCase.WORST, VariableCase.BEST):
        assert found["variable_days", str(case)] == of.present_cases[case] - two.total_ntd
    assert found["variable_days", "worst"] > found["variable_days", "best"]


@pytest.mark.parametrize("present", [TariffOption.TWO_STAGE, TariffOption.THREE_STAGE_FIXED, VARIABLE])
def test_the_least_saving_of_the_best_contracts_is_that_of_the_advice(library: Library, present: TariffOption) -> None:
    """Of any contracts, for a slider; of the best ones it must be what advice, list and sheet call "at least"."""
    of = advice(library, present=Present(present, (900, 0, 0, 0)))
    for option in of.options:
        if option.option in (sure := surenesses(of)):
            least = LeastSaving(of, option)
            assert least.of(option.contracts) == sure[option.option].low_ntd
            more = (option.contracts[0] + 400, *option.contracts[1:])
            assert least.of(more) < sure[option.option].low_ntd


def test_where_nothing_may_be_claimed_there_is_no_least_saving(library: Library) -> None:
    of = advice(library, present=None)
    with pytest.raises(Refused, match="No saving is claimed"):
        LeastSaving(of, of.options[0])
