"""The savings are one tree: its parts add up to the whole, whatever the load, and what stands instead of others is in no sum."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.tariffs.advice.advice_loads import advice, factory
from visitplanner.domain.core.supply import TariffOption
from visitplanner.domain.tariffs.advice import contract_table
from visitplanner.domain.tariffs.advice.advice import Advice, Present
from visitplanner.domain.tariffs.advice.contract_table import Shown, contract_lines, surcharge_notes
from visitplanner.domain.tariffs.advice.contract_variants import contract_variants
from visitplanner.domain.tariffs.advice.shifting import shifted
from visitplanner.domain.tariffs.advice.sureness import surenesses
from visitplanner.domain.tariffs.bills.library import Library
from visitplanner.domain.tariffs.findings.savings import Savings, savings_of
from visitplanner.domain.tariffs.findings.verdict import Threshold, headline, recommended, why_recommended
from visitplanner.services.office.demonstration_load import invented_load

PRESENTS = (
    Present(TariffOption.TWO_STAGE, (700, 0, 0, 0)),
    Present(TariffOption.THREE_STAGE_FIXED, (1300, 100, 0, 0)),
    Present(TariffOption.THREE_STAGE_VARIABLE, (900, 0, 50, 0)),
    Present(TariffOption.BATCH, (1000, 0, 0, 0)),
)


def tree(of: Advice, threshold: Threshold) -> Savings:
    sure = surenesses(of)
    own = of.contract_change
    assert own is not None
    return savings_of(of, recommended(of, sure, threshold), sure, contract_variants(of, own))


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("percent", [None, Decimal(88)])
def test_the_parts_add_up_to_what_the_bills_fall_by(library: Library, seed: int, percent: Decimal | None) -> None:
    of = advice(library, factory(seed), present=PRESENTS[seed], power_factor_percent=percent)
    sure = surenesses(of)
    best = recommended(of, sure, Threshold(Decimal(0)))
    found = tree(of, Threshold(Decimal(0)))
    assert of.present_bill is not None
    after = best.total_ntd if best else of.present_bill.total
    improved = found.part("power_factor")
    assert found.total_ntd == of.present_bill.total - after + (improved.ntd if improved else 0)
    assert (improved is not None) == (percent is not None)
    for part in found.besides:
        assert not part.pieces or sum(piece.ntd for piece in part.pieces) == part.ntd
    names = {part.id for part in found.parts}
    for part in found.parts:
        assert set(part.instead_of) <= names, "what it stands instead of is in the tree"


@settings(max_examples=8, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    usual=st.integers(300, 4000),
    held=st.tuples(st.integers(100, 4000), st.integers(0, 600), st.integers(0, 300), st.integers(0, 300)),
    option=st.sampled_from([TariffOption.TWO_STAGE, TariffOption.THREE_STAGE_FIXED, TariffOption.BATCH]),
    percent=st.none() | st.integers(60, 100).map(Decimal),
)
def test_the_parts_add_up_on_any_load_and_under_any_contracts(
    library: Library, seed: int, usual: int, held: tuple[int, int, int, int], option: TariffOption, percent: Decimal | None
) -> None:
    """Total and parts against the bills themselves; no alternative is in the sum, no piece of a part is left out of it."""
    load = invented_load(dt.date(2025, 1, 1), 365, usual, seed)
    of = advice(library, load, present=Present(option, held), power_factor_percent=percent)
    sure = surenesses(of)
    best, found = recommended(of, sure, Threshold(Decimal(0))), tree(of, Threshold(Decimal(0)))
    assert of.present_bill is not None
    forms = sum((part.ntd for part in found.besides if part.id != "power_factor"), Decimal(0))
    assert forms == of.present_bill.total - (best.total_ntd if best else of.present_bill.total)
    improved = found.part("power_factor")
    assert found.total_ntd == forms + (improved.ntd if improved else 0)
    for part in found.parts:
        assert not part.pieces or sum(piece.ntd for piece in part.pieces) == part.ntd
        assert bool(part.instead_of) == (part not in found.besides)


def test_moving_and_demand_response_stand_instead_of_each_other_and_in_no_total(library: Library) -> None:
    of = advice(library, factory(3))
    own = of.contract_change
    assert own is not None
    sure = surenesses(of)
    best = recommended(of, sure)
    moved = shifted(of.comparison, own.weighed, own.contracts, 10)
    alone = savings_of(of, best, sure, (), moved, None)
    assert alone.part("shift") is None, "without a rival it is a finding, not a saving"
    assert alone.total_ntd == savings_of(of, best, sure).total_ntd


def test_every_set_of_contracts_shows_what_it_costs(library: Library) -> None:
    """Basic charge and surcharge of a line are those of its bills; months over are the months billed with a surcharge."""
    of = advice(library, factory(3), present=Present(TariffOption.THREE_STAGE_FIXED, (1300, 100, 0, 0)))
    own = of.contract_change
    assert own is not None and of.present_bill is not None
    lines = {line.shown: line for line in contract_lines(of, own, contract_variants(of, own))}
    for line in lines.values():
        bills = own.weighed.year.bills(line.contracts).months
        assert line.basic_ntd == sum(bill.basic for bill in bills)
        assert line.over.ntd == sum(bill.surcharge for bill in bills)
        assert line.over.count == sum(bill.surcharge > 0 for bill in bills)
        assert line.saving_ntd == of.present_bill.total - line.total_ntd
    assert lines[Shown.PRESENT].over.count == 0 < lines[Shown.BEST].over.count
    never = lines[Shown.WITHOUT_EXCESS]
    assert never.over.count == 0 and never.total_ntd > lines[Shown.BEST].total_ntd
    notes = list(surcharge_notes(tuple(lines.values())))
    assert notes[0].values["more"] == never.total_ntd - lines[Shown.BEST].total_ntd
    assert notes[1].values["best"] == lines[Shown.BEST].hotter.ntd > lines[Shown.PRESENT].hotter.ntd


def test_contracts_that_cost_the_same_stand_on_one_line(library: Library) -> None:
    """An even load needs the regular contract alone: best, regular alone and never exceeded are one and the same."""
    of = advice(library, factory(3), present=Present(TariffOption.THREE_STAGE_FIXED, (1300, 100, 0, 0)))
    own = of.contract_change
    assert own is not None
    variants = contract_variants(of, own)
    alone = [each for each in variants if each.variant.value == "regular_alone"]
    twin = [type(alone[0])(alone[0].variant, own.option, own.contracts, own.total_ntd, own.saving_ntd)]
    lines = contract_lines(of, own, twin)
    assert [(line.shown, line.also) for line in lines][1] == (Shown.BEST, (Shown.REGULAR_ALONE,))


def test_no_line_with_other_contracts_is_called_the_regular_one_alone(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """A kilowatt of Saturday's contract below the regular one may cost nothing: the same sum, but not the regular one alone."""
    of = advice(library, factory(3), present=Present(TariffOption.THREE_STAGE_FIXED, (1300, 100, 0, 0)))
    own = of.contract_change
    assert own is not None
    found = next(line for line in contract_lines(of, own, ()) if line.shown is Shown.BEST)
    best = replace(found, contracts=(found.contracts[0], 0, 5, 0))
    alone = replace(best, shown=Shown.REGULAR_ALONE, contracts=(found.contracts[0], 0, 0, 0))
    for other, also in ((alone, ()), (replace(alone, contracts=best.contracts), (Shown.REGULAR_ALONE,))):
        monkeypatch.setattr(contract_table, "_lines", lambda *_, other=other: iter([best, other]))
        assert [(line.shown, line.also) for line in contract_lines(of, own, ())] == [(Shown.BEST, also)]


def test_a_saving_below_the_threshold_is_no_recommendation_but_good_news(library: Library) -> None:
    first = advice(library, factory(3), present=Present(TariffOption.THREE_STAGE_FIXED, (900, 0, 0, 0)))
    own = first.contract_change
    assert own is not None
    c1, c2, c3, c4 = own.contracts
    of = advice(library, factory(3), present=Present(TariffOption.THREE_STAGE_FIXED, (c1 + 1, c2, c3, c4)))
    sure = surenesses(of)
    assert of.contract_change is not None and 0 < (of.contract_change.saving_ntd or 0) < 5000
    assert recommended(of, sure) is None
    told = headline(of, sure, None, Threshold())
    assert "are right" in told.template and of.present_bill is not None
    assert told.values["ntd"] == max(5000, round(of.present_bill.total / 1000))
    assert savings_of(of, None, sure).parts == ()


def test_why_the_recommended_one_stands_above_a_larger_figure(library: Library) -> None:
    of = advice(library, factory(2), present=Present(TariffOption.THREE_STAGE_FIXED, (1300, 100, 0, 0)))
    sure = surenesses(of)
    best = recommended(of, sure)
    assert best is not None and best.saving_ntd is not None
    larger = [o for o in of.options if o.saving_ntd is not None and o.saving_ntd > best.saving_ntd]
    reasons = list(why_recommended(of, sure, best))
    assert len(reasons) == len(larger)
    assert all(sure[option.option].low_ntd < sure[best.option].low_ntd for option in larger)
