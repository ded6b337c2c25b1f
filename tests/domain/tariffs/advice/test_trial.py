"""A change of prices is calculated on the same load and contracts, and a draft always says that it is one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.domain.tariffs.advice.advice_loads import PRESENT, comparison, factory
from tests.domain.tariffs.bills.made_loads import flat_load
from visitplanner.domain.core.errors import Unknown
from visitplanner.domain.core.supply import CustomerClass, TariffOption
from visitplanner.domain.tariffs.advice.advice import Present
from visitplanner.domain.tariffs.advice.trial import trial, version_on
from visitplanner.domain.tariffs.bills.library import Library
from visitplanner.services.tariffs.drafts import rise_all

TODAY = date(2025, 12, 1)


def test_five_percent_on_energy_is_worked_by_hand(library: Library) -> None:
    """December 2025 at 1,000 kW, high voltage, three-stage: 330 half-peak hours on 22 weekdays (15 each), 60 hours of
    Saturday half-peak on 4 Saturdays, 354 off-peak hours. 5.47 → 5.74, 2.41 → 2.53, 2.32 → 2.44 (half-up to 0.01):
    330,000 × 0.27 + 60,000 × 0.12 + 354,000 × 0.12 = 138,780."""
    present = Present(TariffOption.THREE_STAGE_FIXED, (1000, 0, 0, 0))
    before, after = version_on(library, TODAY), rise_all(library, Decimal(5), TODAY)
    found = trial(comparison(library, flat_load(date(2025, 12, 1), 31, 250_000)), present, before, after)
    assert found.parts_after.energy - found.parts_before.energy == 138_780
    assert found.effect_ntd == 138_780
    assert found.parts_after.basic == found.parts_before.basic
    assert found.effect_percent == (Decimal(13_878_000) / found.parts_before.total).quantize(Decimal("0.01"))


def test_a_draft_is_marked_wherever_it_is_calculated_with(library: Library) -> None:
    before, after = version_on(library, TODAY), rise_all(library, Decimal(3), TODAY)
    found = trial(comparison(library, factory()), PRESENT, before, after)
    assert [draft.source for draft in found.drafts] == ["+3 %"]
    assert all(book.draft is not None for book in after.books)
    assert before.draft is None


@pytest.mark.parametrize("option", list(TariffOption)[:4])
def test_no_change_of_prices_changes_nothing(library: Library, option: TariffOption) -> None:
    now = version_on(library, TODAY)
    found = trial(comparison(library, factory()), PRESENT._replace(option=option), now, now)
    assert found.effect_ntd == 0 == found.effect_percent
    assert found.best_after_ntd <= found.parts_after.total


def test_every_class_has_its_own_table_in_a_version(library: Library) -> None:
    now, draft = version_on(library, TODAY), rise_all(library, Decimal(5), TODAY)
    for each in CustomerClass:
        assert each in now.of(each).classes
        assert draft.of(each).classes == {each}
    with pytest.raises(Unknown, match="no prices for this class"):
        replace(now, books=now.books[:0]).of(CustomerClass.GENERAL)


def test_prices_that_nobody_knows_cannot_be_tried(library: Library) -> None:
    now, past = version_on(library, TODAY), version_on(library, date(2024, 5, 1))
    with pytest.raises(Unknown, match="unknown"):
        trial(comparison(library, factory()), PRESENT, now, past)
