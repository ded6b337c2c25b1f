"""Findings are ranked by amount, exact where they have one, and silent where nothing is known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.domain.tariffs.advice.advice_loads import PRESENT, advice, comparison, factory
from tests.domain.tariffs.bills.made_loads import flat_load
from visitplanner.domain.core.money import rounded
from visitplanner.domain.core.supply import TariffOption
from visitplanner.domain.tariffs.advice.advice import Advice, Present
from visitplanner.domain.tariffs.advice.contract_variants import Variant, contract_variants
from visitplanner.domain.tariffs.advice.green_power import ended_offer, green_fits
from visitplanner.domain.tariffs.advice.over_contract import over_contract
from visitplanner.domain.tariffs.advice.shifting import shifted
from visitplanner.domain.tariffs.advice.sureness import surenesses
from visitplanner.domain.tariffs.bills.library import Library
from visitplanner.domain.tariffs.findings.findings import Behaviour, Finding, FindingKind, findings
from visitplanner.domain.tariffs.findings.savings import Need, SavingPart, Savings, savings_of
from visitplanner.domain.tariffs.findings.verdict import recommended
from visitplanner.domain.tariffs.response.pledges import PledgePay
from visitplanner.domain.tariffs.response.response import Income
from visitplanner.domain.tariffs.response.response_terms import Family, Terms
from visitplanner.reference.demand_response import green_offers


def found(of: Advice) -> tuple[Finding, ...]:
    sure = surenesses(of)
    best = recommended(of, sure)
    return findings(of, best, savings_of(of, best, sure))


def named(of: Advice, ident: str) -> Finding:
    return next(each for each in found(of) if each.id == ident)


def test_what_a_form_brings_stands_first_and_hints_last(library: Library) -> None:
    all_found = found(advice(library))
    needs = [list(Need).index(each.need) for each in all_found if each.ntd is not None]
    assert needs == sorted(needs) and len(needs) >= 2
    assert all_found[-1].kind is FindingKind.HINT


def test_what_is_paid_over_contract_stands_beside_what_would_be_paid(library: Library) -> None:
    of = advice(library, present=Present(TariffOption.TWO_STAGE, (800, 0, 0, 0)))
    best = recommended(of, surenesses(of))
    assert best is not None
    finding = named(of, "over_contract")
    then = sum((bill.surcharge for bill in best.weighed.bill.months), Decimal(0))
    assert finding.text.values["cost"] == rounded(then) and finding.part_of in ("contracts", "option")


def test_batch_is_worth_no_word_where_it_would_cost_more_than_what_is_recommended(library: Library) -> None:
    """The factory's evening is dear under batch prices: whatever is confirmed, it loses."""
    of = advice(library)
    batch = next(each for each in of.options if each.option is TariffOption.BATCH)
    best = recommended(of, surenesses(of))
    assert batch.saving_if_confirmed_ntd is not None and best is not None and best.saving_ntd is not None
    assert batch.saving_if_confirmed_ntd <= best.saving_ntd
    assert "batch_if_confirmed" not in {each.id for each in found(of)}


def test_the_parts_at_twice_and_three_times_make_the_whole_charge(library: Library) -> None:
    """December 2025 at 1,500 kW and a contract of 1,000 kW: 500 kW over, of them 100 (10 %) at twice and 400 at three
    times 166.90 NT$/kW in the half-peak; Saturday and night add nothing, for they exceed no further."""
    asked = comparison(library, flat_load(date(2025, 12, 1), 31, 375_000))
    bills = asked.under(TariffOption.THREE_STAGE_FIXED).bills((1000, 0, 0, 0)).months
    (part,) = over_contract(bills)
    assert (part.period, part.over_kw, part.double_kw, part.triple_kw) == ("half_peak", 500, 100, 400)
    assert (part.double_ntd, part.triple_ntd) == (Decimal("33380.00"), Decimal("200280.00"))
    assert part.double_ntd + part.triple_ntd == bills[0].surcharge


def test_a_power_factor_of_95_percent_is_worth_one_tenth_of_a_percent_a_step(library: Library) -> None:
    """From 85 % to 95 % one percent more is taken off basic and energy charge: ten steps of 0.1 %."""
    of = advice(library, power_factor_percent=Decimal(85))
    assert of.present_bill is not None
    base = sum((month.basic + month.energy for month in of.present_bill.months), Decimal(0))
    worth = named(of, "power_factor").ntd
    assert worth is not None
    assert abs(worth - base / 100) <= base / 100 / 20, "on the bills of what is recommended, which are lower"


@pytest.mark.parametrize(("percent", "kind"), [(None, FindingKind.HINT), (Decimal(94), FindingKind.SAVING)])
def test_an_unknown_power_factor_is_a_hint_without_an_amount(
    library: Library, percent: Decimal | None, kind: FindingKind
) -> None:
    finding = named(advice(library, power_factor_percent=percent), "power_factor")
    assert finding.kind is kind and (finding.ntd is None) == (percent is None)


def test_a_power_factor_that_cannot_improve_is_not_mentioned(library: Library) -> None:
    assert "power_factor" not in {each.id for each in found(advice(library, power_factor_percent=Decimal(97)))}


def test_without_a_recommendation_nothing_is_called_a_saving(library: Library) -> None:
    of = advice(library)
    kinds = {each.id: each.kind for each in findings(of, None, savings_of(of, None, surenesses(of)))}
    assert "contracts" not in kinds and "option" not in kinds
    assert FindingKind.SAVING not in kinds.values()


def test_what_the_best_contracts_save_is_told_with_the_lines_it_comes_from(library: Library) -> None:
    """Basic and over-contract charge of the present bills less those of the same option's best contracts."""
    of = advice(library, present=Present(TariffOption.TWO_STAGE, (1300, 0, 0, 0)))
    own = of.contract_change
    assert own is not None and of.present_bill is not None
    before, after = of.present_bill.months, own.weighed.bill.months
    falls = {
        "basic": sum((old.basic - new.basic for old, new in zip(before, after, strict=True)), Decimal(0)),
        "surcharge": sum((old.surcharge - new.surcharge for old, new in zip(before, after, strict=True)), Decimal(0)),
    }
    values = named(of, "contracts").text.values
    assert values["ntd"] == rounded(own.saving_ntd or Decimal(0)) > 0
    assert {name: values[name] for name in falls} == {name: rounded(ntd) for name, ntd in falls.items()}


def test_another_option_is_told_with_what_it_brings_beyond_the_contracts(library: Library) -> None:
    of = advice(library, present=Present(TariffOption.TWO_STAGE, (1300, 0, 0, 0)))
    best, own = recommended(of, surenesses(of)), of.contract_change
    assert best is not None and own is not None and not best.is_present
    assert best.saving_ntd is not None and own.saving_ntd is not None
    values = named(of, "option").text.values
    if not best.cases:
        assert values["ntd"] == rounded(best.saving_ntd) and values["more"] == rounded(best.saving_ntd - own.saving_ntd)
    assert named(of, "option").ntd == best.saving_ntd - own.saving_ntd


def test_an_unknown_power_factor_is_worth_a_thousandth_of_basic_and_energy_a_percent(library: Library) -> None:
    of = advice(library)
    assert of.present_bill is not None
    base = sum(((month.basic + month.energy) * month.coefficient.factor for month in of.present_bill.months), Decimal(0))
    assert named(of, "power_factor").text.values["ntd"] == rounded(base / 1000)


@pytest.mark.parametrize(("last", "told"), [(Decimal(90), "80–90"), (Decimal(80), "80")])
def test_the_power_factor_of_the_months_is_told_from_the_lowest_to_the_highest(
    library: Library, last: Decimal, told: str
) -> None:
    of = advice(library, power_factor_percent=Decimal(80))
    assert of.present_bill is not None
    *others, month = of.present_bill.months
    bill = replace(of.present_bill, months=(*others, month._replace(power_factor_percent=last)))
    saving = Savings((SavingPart("power_factor", Need.EQUIPMENT, Decimal(1234)),))
    (finding,) = [each for each in findings(replace(of, present_bill=bill), None, saving) if each.id == "power_factor"]
    assert finding.text.values == {"percent": told, "ntd": 1234}


def test_at_95_percent_there_is_nothing_left_to_improve(library: Library) -> None:
    of = advice(library, power_factor_percent=Decimal(95))
    assert "power_factor" not in {each.id for each in found(of)}


@pytest.mark.parametrize(("moving", "told"), [(1, True), (0, False), (-1, False)])
def test_moving_the_evening_is_told_from_the_first_dollar_on(library: Library, moving: int, told: bool) -> None:
    of = advice(library)
    own = of.contract_change
    assert own is not None
    moved = shifted(of.comparison, own.weighed, own.contracts, 10)
    moved = replace(moved, best_ntd=moved.best_ntd + moved.saving_of_moving_ntd - moving)
    assert moved.saving_of_moving_ntd == moving
    ids = {each.id for each in findings(of, None, Savings(), Behaviour(shift=moved))}
    assert ("shift" in ids) == told


def income(ntd: int, confidence: str = "high", noise: int = 3000) -> Income:
    terms = Terms("day_select", "日選時段型", Family.PLANNED, confidence, "a source")
    pledge = PledgePay(200, Decimal(ntd), Decimal(noise), Decimal(20_000), 90, 100)
    return Income(terms, (72, 80), True, 200, 109, Decimal(ntd), pledges=(pledge,))


@pytest.mark.parametrize("confidence", ["high", "medium"])
def test_what_demand_response_brings_is_an_income_with_its_chance_beside_it(library: Library, confidence: str) -> None:
    made = findings(advice(library), None, Savings(), Behaviour(response=income(10_000, confidence)))
    (finding,) = [each for each in made if each.id == "response"]
    assert (finding.kind, finding.ntd, finding.need) == (FindingKind.INCOME, 10_000, Need.OPERATION)
    values = {name: finding.text.values[name] for name in ("ntd", "kw", "days", "noise")}
    assert values == {"ntd": 10_000, "kw": 200, "days": 109, "noise": 3000}
    assert ("second-hand" in finding.text.template) == (confidence != "high")


@pytest.mark.parametrize("confidence", ["high", "medium"])
@pytest.mark.parametrize("noise", [0, 1])
def test_chance_is_spoken_of_only_where_there_is_some(library: Library, confidence: str, noise: int) -> None:
    made = findings(advice(library), None, Savings(), Behaviour(response=income(10_000, confidence, noise)))
    (text,) = [str(each.text) for each in made if each.id == "response"]
    assert ("1 of it is chance" in text, "chance" in text) == (bool(noise), bool(noise))
    assert ("second-hand" in text) == (confidence != "high")


def test_no_income_is_no_finding(library: Library) -> None:
    ids = {each.id for each in findings(advice(library), None, Savings(), Behaviour(response=income(0)))}
    assert "response" not in ids


def test_nothing_is_found_about_contracts_nobody_knows(library: Library) -> None:
    assert found(advice(library, present=None)) == ()


def test_an_even_year_takes_a_hundred_packs_of_green_power_at_most(library: Library) -> None:
    """8.76 GWh a year: the yearly kinds sell 1,000,000 kWh at most, 100 packs at 6.0; a pair of months 2 × 100,000 kWh."""
    asked = comparison(library, flat_load(date(2025, 1, 1), 365, 250_000))
    uses = asked.under(TariffOption.TWO_STAGE).uses
    day, whole, months = green_fits(green_offers(), uses, date(2026, 1, 5))
    assert (whole.packs, whole.kwh, whole.price_ntd, whole.on_sale) == (100, 1_000_000, 6_000_000, True)
    assert (months.packs, months.price_ntd) == (20, 1_260_000)
    assert len(day.notes) == 2 and len(whole.notes) == 1


def test_an_offer_that_ended_is_gone_and_the_next_is_named_as_unknown(library: Library) -> None:
    asked = comparison(library, flat_load(date(2025, 1, 1), 365, 250_000))
    uses = asked.under(TariffOption.TWO_STAGE).uses
    assert green_fits(green_offers(), uses, date(2026, 2, 28)) and ended_offer(green_offers(), date(2026, 2, 28)) is None
    assert green_fits(green_offers(), uses, date(2026, 3, 1)) == ()
    note = ended_offer(green_offers(), date(2026, 3, 1))
    assert note is not None and note.values["day"] == date(2026, 2, 28)


def test_a_small_use_takes_no_more_packs_than_it_covers(library: Library) -> None:
    """11 kW × 8,760 h = 96,360 kWh a year: nine packs; February and March 15,576 kWh, November and December 16,104: one."""
    asked = comparison(library, flat_load(date(2025, 1, 1), 365, 2_750))
    packs = [fit.packs for fit in green_fits(green_offers(), asked.under(TariffOption.TWO_STAGE).uses, date(2026, 1, 5))]
    assert packs == [9, 9, 1]
    assert green_fits((), (), date(2026, 1, 5)) == ()


def test_variants_cost_more_than_the_best_and_keep_their_word(library: Library) -> None:
    of = advice(library, factory(3), present=Present(TariffOption.THREE_STAGE_FIXED, PRESENT.contracts))
    own = of.contract_change
    assert own is not None and own.saving_ntd is not None and of.present_bill is not None
    variants = {each.variant: each for each in contract_variants(of, own)}
    assert set(variants) == set(Variant)
    for each in variants.values():
        assert each.total_ntd >= own.total_ntd - 12
        assert each.saving_ntd == of.present_bill.total - each.total_ntd
    assert variants[Variant.REGULAR_ALONE].contracts[1:] == (0, 0, 0)
    assert not over_contract(own.weighed.year.bills(variants[Variant.WITHOUT_EXCESS].contracts).months)
    assert sum(variants[Variant.ROBUST].contracts) >= sum(own.contracts)
