"""May I change, when and at what cost: each plan worth choosing is told, and what its sum rests on."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.domain.tariffs.advice.advice_loads import PRICES_OF
from tests.domain.tariffs.answers.answer_cases import figures, flat_year
from tests.domain.tariffs.bills.made_loads import account
from visitplanner.bootstrap import known
from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.supply import CustomerClass, TariffOption
from visitplanner.domain.tariffs.answers.dated_figures import Figures
from visitplanner.domain.tariffs.answers.raising import Lowered
from visitplanner.domain.tariffs.bills.year import Question
from visitplanner.domain.tariffs.books.load import Load
from visitplanner.services.answers.changes import ChangeAnswer, ChangeAsked, answer_change, best_plan
from visitplanner.services.tariffs.advice import AdviceAsked

TODAY = dt.date(2026, 3, 16)
FEES = figures(
    line_fee_regular=1000, line_fee_second=0, line_fee_saturday=0, line_fee_off_peak=0, restore_percent=50, upkeep_regular=60,
    restore_months=24, notice_days=7,
)  # fmt: skip


def asked(
    kw: int = 400, contract: int = 1000, load: Load | None = None, known_figures: Figures = FEES, **more: object
) -> ChangeAsked:
    """So many kW day and night under so much of regular contract, batch production unless said otherwise."""
    book = known().tariffs().books.on(PRICES_OF, CustomerClass.GENERAL)
    question = Question(account(TariffOption.TWO_STAGE, (contract, 0, 0, 0)), (), prices_from=book)
    advice = AdviceAsked(load or flat_year(kw), question, TODAY)
    return replace(ChangeAsked(advice, known_figures), **more)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def answer() -> ChangeAnswer:
    return answer_change(known(), asked(wanted=(600, 0, 0, 0)))


def names(found: ChangeAnswer) -> list[str]:
    return [str(each.name) for each in found.plans]


def test_without_the_present_contracts_nothing_can_be_told() -> None:
    question = asked()
    with pytest.raises(Refused) as caught:
        answer_change(known(), replace(question, advice=replace(question.advice, present=False)))
    assert caught.value.field == "contracts" and caught.value.mend is not None


def test_the_present_option_with_better_contracts_with_those_wanted_and_lowered_for_a_while(answer: ChangeAnswer) -> None:
    assert answer.present == (1000, 0, 0, 0) and answer.contract_day.day == dt.date(2026, 3, 23)
    told = names(answer)
    assert "change contracts to 400 / 0 / 0 / 0 kW" in told and "change contracts to 600 / 0 / 0 / 0 kW" in told
    assert [name for name in told if name.startswith("lower to")] == [
        f"lower to 400 / 0 / 0 / 0 kW, after {months} months to 1,000 / 0 / 0 / 0 kW" for months in (3, 6, 12)
    ]
    assert all(each.plan.first.first == dt.date(2026, 4, 1) for each in answer.plans if each.option is TariffOption.TWO_STAGE)


def test_the_sums_are_those_of_the_basic_charge(answer: ChangeAnswer) -> None:
    """600 kW less in a year of 4 summer months, 6 others, May and October at their mean; two years of it."""
    year = 4 * Decimal("223.60") + 6 * Decimal("166.90") + 2 * Decimal("195.25")
    by_name = dict(zip(names(answer), (each.plan for each in answer.plans), strict=True))
    assert by_name["change contracts to 400 / 0 / 0 / 0 kW"].net == 2 * 600 * year
    assert by_name["change contracts to 600 / 0 / 0 / 0 kW"].net == 2 * 400 * year
    lowered = by_name["lower to 400 / 0 / 0 / 0 kW, after 12 months to 1,000 / 0 / 0 / 0 kW"]
    assert lowered.net == 600 * year - 600 * 500, "half the line fee is less than a year of upkeep"
    best = best_plan(answer)
    assert best is not None and best.plan.net == max(each.plan.net or 0 for each in answer.plans)


def test_the_figures_taken_are_named_once_and_none_is_missing(answer: ChangeAnswer) -> None:
    taken = [each.figure.value for each in answer.used]
    assert len(taken) == len(set(taken)) and set(taken) == {
        "notice_days", "line_fee_regular", "restore_percent", "upkeep_regular", "restore_months",
    }  # fmt: skip
    assert answer.missing == () and any("A restored kW" in str(each) for each in answer.notes)
    assert str(answer.notes[0]).endswith("of 2025-01-01 to 2025-12-31 was.")


def test_figures_nobody_has_are_named_once() -> None:
    found = answer_change(known(), asked(known_figures=figures()))
    missing = list(map(str, found.missing))
    assert found.contract_day.day is None and len(missing) == len(set(missing)) == 5 and found.used == ()
    assert sum("line fee, regular" in each for each in missing) == 1


def test_right_contracts_are_not_changed_and_it_is_said() -> None:
    found = answer_change(known(), asked(contract=400, wanted=(400, 0, 0, 0)))
    own = [each for each in found.plans if each.option is TariffOption.TWO_STAGE]
    assert own == [], "neither the contracts it has nor what is lowered to the same"
    if not found.plans:
        assert "nothing is to be changed" in str(found.notes[-1])


def test_what_was_given_up_lately_is_restored_for_less() -> None:
    """700 kW day and night under 500: raising to 700 restores what was lowered half a year ago."""
    lately = Lowered((700, 0, 0, 0), dt.date(2025, 10, 1))
    fees = [
        next(each for each in answer_change(known(), one).plans if "change contracts" in str(each.name)).plan.fees[0]
        for one in (asked(700, 500), asked(700, 500, lowered=lately))
    ]
    assert [fee.ntd for fee in fees] == [200 * 1000, 200 * min(500, 6 * 60)]


def test_contracts_are_raised_when_and_to_what_one_says() -> None:
    found = answer_change(known(), asked(raise_in=(4,), raise_to=(800, 0, 0, 0)))
    (name,) = [name for name in names(found) if name.startswith("lower to")]
    assert name == "lower to 400 / 0 / 0 / 0 kW, after 4 months to 800 / 0 / 0 / 0 kW"


@pytest.mark.parametrize(
    ("last", "day"), [(dt.date(2025, 9, 30), dt.date(2026, 3, 30)), (dt.date(2025, 8, 1), dt.date(2026, 3, 23))]
)
def test_a_change_waits_for_the_pause_after_the_last_one(last: dt.date, day: dt.date) -> None:
    amounts = {each.figure.value: each.amount for each in FEES.known} | {"pause_months": 6}
    found = answer_change(known(), asked(known_figures=figures(**amounts), last_change=last))  # type: ignore[arg-type]
    assert found.contract_day.day == day
