"""What is told: each branch says what it should, and the sums in a sentence add up."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tests.domain.tariffs.answers.answer_cases import figures
from visitplanner.domain.core.messages import said
from visitplanner.domain.core.supply import TariffOption, Voltage
from visitplanner.domain.tariffs.answers.capacitors import CapacitorAnswer, KvarNeed
from visitplanner.domain.tariffs.answers.change_plan import ContractStep, PlannedChange
from visitplanner.domain.tariffs.answers.dated_figures import Figure
from visitplanner.domain.tariffs.answers.green_supply import CarbonAnswer, WheelingAnswer
from visitplanner.domain.tariffs.answers.measure_value import ValueParts
from visitplanner.domain.tariffs.answers.peers import PeerRank
from visitplanner.domain.tariffs.answers.raising import ContractDay, RaiseFee, raise_fee
from visitplanner.domain.tariffs.answers.standby import StandbyCost, StandbyMonth, TemporaryCost
from visitplanner.domain.tariffs.books.seasons import Month
from visitplanner.services.answers.changes import ChangeAnswer, NamedPlan, best_plan
from visitplanner.services.answers.told import (
    Told,
    capacitors_told,
    carbon_told,
    change_told,
    parts_words,
    peers_told,
    standby_told,
    temporary_told,
    wheeling_told,
)

TODAY = dt.date(2026, 3, 16)
amounts = st.decimals(-9_999_999, 9_999_999, places=0)


def numbers(text: object) -> list[int]:
    """The whole numbers of a sentence, signs and commas read."""
    return [int(one.replace(",", "")) for one in re.findall(r"[+-]?\d[\d,]*", str(text).replace(".0 ", " "))]


def texts(told: Told) -> list[str]:
    return [str(line.text) for line in told.lines]


@given(amounts, amounts, amounts, amounts)
def test_the_parts_of_a_saving_add_up_in_the_sentence(energy: Decimal, basic: Decimal, surcharge: Decimal, rest: Decimal) -> None:
    total, *parts = numbers(parts_words(ValueParts(energy, basic, surcharge, rest)))
    assert total == sum(parts) and parts == [energy, basic, surcharge, rest]


def need(saving: int, kvar: int = 100) -> CapacitorAnswer:
    months = tuple(KvarNeed(Month(2025, number), 90, kvar, 2 * kvar, Decimal(saving)) for number in range(1, 13))
    return CapacitorAnswer(months, kvar, 2 * kvar, 12 * Decimal(saving), None, False)


def priced(answer: CapacitorAnswer, ntd: int) -> CapacitorAnswer:
    return CapacitorAnswer(answer.months, answer.least_kvar, answer.most_kvar, answer.saving_ntd, Decimal(ntd), answer.exact)


def test_a_size_with_a_price_has_paid_after_price_through_saving() -> None:
    assert texts(capacitors_told(priced(need(1000), 600))) == [
        "To 95 %: 100 to 200 kvar; saving 12,000 NT$ in 12 months.",
        "At 600 NT$ a kvar (given with the question) it has paid after 5.0 to 10.0 years.",
    ]


def test_without_a_price_one_is_asked_for_and_without_a_saving_none_is() -> None:
    assert texts(capacitors_told(need(1)))[1:] == ["Give a price per kvar for the pay-back."]
    nothing = ["Nothing is to be saved: the power factor is 95 % or better."]
    assert texts(capacitors_told(need(0, 0)))[1:] == nothing
    assert texts(capacitors_told(priced(need(0, 0), 600)))[1:] == nothing


def test_fewer_than_twelve_months_tell_no_years_and_ask_for_no_price_that_is_there() -> None:
    year = priced(need(1000), 600)
    half = CapacitorAnswer(year.months[:11], 100, 200, Decimal(11_000), Decimal(600), False)
    assert texts(capacitors_told(half)) == ["To 95 %: 100 to 200 kvar; saving 11,000 NT$ in 11 months."]


@given(st.lists(st.tuples(st.integers(0, 99_999), st.integers(0, 99_999)), min_size=1, max_size=12), st.integers(1, 9999))
def test_standby_power_costs_its_basic_charge_and_its_energy(months: list[tuple[int, int]], kw: int) -> None:
    cost = StandbyCost(kw, tuple(StandbyMonth(Decimal(b), Decimal(e)) for b, e in months), Decimal(10), said("chapter"))
    (sentence,) = texts(standby_told(cost))
    found = numbers(sentence)
    if not cost.energy:
        assert found == [kw, sum(b for b, _ in months), len(months)]
        return
    told_kw, total, count, basic, energy = found
    assert (told_kw, count) == (kw, len(months))
    assert (basic, energy) == (sum(b for b, _ in months), sum(e for _, e in months)) and total == basic + energy


def test_temporary_power_costs_its_basic_charge_and_its_energy() -> None:
    told = temporary_told(300, 10, TemporaryCost(Decimal(1200), Decimal(34)))
    assert numbers(texts(told)[0]) == [300, 10, 1234, 1200, 34]
    assert "chapter 6" in str(told.notes[0])


def wheeled(green: str | None) -> WheelingAnswer:
    fee = figures(wheeling="0.3").on(Figure.WHEELING, TODAY)
    assert fee is not None
    return WheelingAnswer(
        Decimal("4.00"), Decimal("2.71"), Decimal("9.39"), fee, None if green is None else Decimal(green), Decimal(1000)
    )


def test_wheeled_power_pays_below_the_present_price_less_the_fee() -> None:
    (line,) = texts(wheeling_told(wheeled(None)))
    assert line == "A kWh now costs 4.00 NT$; wheeled green power is cheaper below 3.70 NT$/kWh of the producer's."
    assert texts(wheeling_told(wheeled("5.2")))[1].endswith("1,000 kWh cost 1,500 NT$ more than bought.")
    assert texts(wheeling_told(wheeled("3.7")))[1].endswith("1,000 kWh cost as much as bought.")
    assert texts(wheeling_told(wheeled("3.2")))[1].endswith("1,000 kWh cost 500 NT$ less than bought.")
    assert not any("all that was used" in str(note) for note in wheeling_told(wheeled("3.2")).notes)
    assert "all that was used" in str(wheeling_told(replace(wheeled("3.2"), whole=True)).notes[-1])


def test_carbon_names_each_factor_once() -> None:
    factor = figures(carbon="0.474").on(Figure.CARBON, TODAY)
    assert factor is not None
    told = carbon_told(CarbonAnswer(Decimal(2000), Decimal(948), (factor,)), 2)
    assert texts(told) == ["2,000 kWh in 2 months: 948 kg CO2e."] and [str(each) for each in told.notes] == [str(factor.words)]


def test_each_figure_among_its_like_is_a_line_of_its_own() -> None:
    ranks = [
        PeerRank(name, Decimal(own), Decimal(1), Decimal(2), Decimal(3), 7, 4) for name, own in (("hours", 4), ("used_share", 80))
    ]
    first, second = texts(peers_told(ranks))
    assert first.startswith("hours of use (kWh for each kW of contract): 4.00; half of 7 customers lie between 1.00 and 3.00")
    assert "the middle is 2.00; 4 are below" in first and second.startswith("highest demand, % of the contract: 80.00")


def plan(saved: int, *, to: tuple[int, int] = (500, 0), fee: str | None = "0", too_soon: bool = False) -> NamedPlan:
    """A plan that saves so much each month; to: contracts from the first month, and from the seventh on where above zero."""
    first, later = to
    paid = None if fee is None else Decimal(fee)
    steps = [ContractStep(0, (first, 0, 0, 0))] + ([ContractStep(6, (later, 0, 0, 0))] if later else [])
    fees = [RaiseFee(Decimal(0), (), (), ())]
    if later:
        known = figures() if paid is None else figures(line_fee_regular=fee or 0)
        fees.append(raise_fee((first, 0, 0, 0), (later, 0, 0, 0), known, TODAY, Voltage.HIGH))
    made = PlannedChange(Month(2026, 4), tuple(steps), (Decimal(saved),) * 24, tuple(fees), too_soon)
    return NamedPlan(said("a plan"), TariffOption.TWO_STAGE, None, made)


def answer(*plans: NamedPlan, day: dt.date | None = TODAY) -> ChangeAnswer:
    return ChangeAnswer((600, 0, 0, 0), ContractDay(day, (), ()), plans, (), (), ())


@given(st.lists(st.tuples(st.integers(-100, 100), st.sampled_from(["0", "7", None]), st.booleans()), max_size=6))
def test_the_best_plan_leaves_most_of_those_that_keep_their_times(drawn: list[tuple[int, str | None, bool]]) -> None:
    """Told another way: no possible plan may leave more, an unknown fee is taken as nothing, and doing nothing leaves zero."""
    plans = [plan(saved, to=(500, 600), fee=fee, too_soon=soon) for saved, fee, soon in drawn]
    found = best_plan(answer(*plans))
    hopes = [24 * saved - (int(fee) * 100 if fee else 0) for saved, fee, soon in drawn if not soon]
    known = [24 * saved - int(fee) * 100 for saved, fee, soon in drawn if not soon and fee is not None]
    if found is None:
        assert not known or max(known) <= 0 or max(hopes) > max(known)
    else:
        assert found.plan.net == max(known) > 0 and max(hopes) == max(known) and not found.plan.too_soon


def test_of_two_that_leave_the_same_the_first_is_best_and_one_alone_is_marked() -> None:
    first, second = plan(5), plan(5)
    assert best_plan(answer(first, second)) is first
    told = change_told(answer(plan(3), first, second))
    assert [line.best for line in told.lines] == [False, False, True, False]


def test_a_day_nobody_knows_is_called_unknown_and_one_too_soon_says_so() -> None:
    told = change_told(answer(plan(5, to=(500, 600), fee="7", too_soon=True), day=None))
    assert texts(told)[0] == "Contracts may change from unknown."
    assert [str(each) for each in told.lines[1].below] == [
        "Raising 100 kW, of it 0 restored: 700 NT$ at once.",
        "Sooner than contracts may change again.",
    ]
    assert texts(change_told(answer(plan(5))))[0] == "Contracts may change from 2026-03-16."
    assert change_told(answer(plan(5))).lines[1].below == (), "nothing is raised: no fee is told"


def test_a_fee_nobody_knows_is_told_as_what_it_may_be() -> None:
    (_, line) = change_told(answer(plan(5, to=(500, 600), fee=None))).lines
    assert "before the fee of raising 100 kW: it pays below 1 NT$ a kW" in str(line.text), "24 times 5 through 100 kW"
    assert [str(each) for each in line.below] == ["Raising 100 kW: the fee is not known."]


def test_a_figure_that_is_not_sure_says_so() -> None:
    fee = figures(wheeling="0.3").on(Figure.WHEELING, TODAY)
    assert fee is not None
    assert str(fee._replace(confidence="medium").words).endswith("medium confidence)")
    assert str(fee._replace(confidence="low").words).endswith("low confidence)")
    assert "confidence" not in str(fee._replace(confidence="high").words) + str(fee._replace(confidence="").words)


def test_no_energy_is_told_where_none_was_reckoned() -> None:
    """A spare feeder and a loop cost basic charge alone: a zero beside it would look like a figure."""
    spare = StandbyCost(500, (StandbyMonth(Decimal(900), Decimal(0)),), Decimal(10), said("x"))
    assert texts(standby_told(spare)) == ["500 kW of standby power cost 900 NT$ of basic charge in 1 months."]
    assert texts(standby_told(replace(spare, always=True)))[0].startswith("Two feeders or a loop on 500 kW cost 900 NT$")
    used = replace(spare, months=(StandbyMonth(Decimal(900), Decimal(70)),))
    assert sorted(numbers(texts(standby_told(used))[0])) == [1, 70, 500, 900, 970]
