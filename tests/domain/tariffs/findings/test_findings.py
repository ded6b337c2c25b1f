"""Findings are ranked by amount, exact where they have one, and silent where nothing is known."""

from __future__ import annotations

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
from visitplanner.domain.tariffs.advice.sureness import surenesses
from visitplanner.domain.tariffs.bills.library import Library
from visitplanner.domain.tariffs.findings.findings import Finding, FindingKind, findings
from visitplanner.domain.tariffs.findings.savings import Need, savings_of
from visitplanner.domain.tariffs.findings.verdict import recommended
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
