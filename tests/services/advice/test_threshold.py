"""From which saving on the office proposes a change: the usual, another, and what it may not be."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.tariffs.findings.verdict import USUAL_THRESHOLD, Threshold
from visitplanner.services.advice.advice_settings import ThresholdInForce
from visitplanner.services.office.office_settings import ChangeOfficeSettings, OfficeSettingsInForce
from visitplanner.store.office import SqlOffice


def choose(office: SqlOffice, threshold: Threshold) -> object:
    return office.do(ChangeOfficeSettings(replace(office.ask(OfficeSettingsInForce()), threshold=threshold)))


def test_an_office_that_chose_nothing_has_the_usual_one(office: SqlOffice) -> None:
    assert office.ask(ThresholdInForce()) == USUAL_THRESHOLD == Threshold(Decimal(5000), Decimal("0.001"))


@pytest.mark.parametrize("ntd", [0, 1, 10_000_000])
@pytest.mark.parametrize("share", ["0", "0.0005", "0.1"])
def test_what_is_chosen_is_in_force_after_it_was_written_down(office: SqlOffice, ntd: int, share: str) -> None:
    choose(office, Threshold(Decimal(ntd), Decimal(share)))
    assert office.ask(ThresholdInForce()) == Threshold(Decimal(ntd), Decimal(share))


@pytest.mark.parametrize(
    ("threshold", "field"),
    [
        (Threshold(Decimal(-1), Decimal(0)), "least_ntd"),
        (Threshold(Decimal(10_000_001), Decimal(0)), "least_ntd"),
        (Threshold(Decimal(0), Decimal("-0.001")), "least_percent"),
        (Threshold(Decimal(0), Decimal("0.101")), "least_percent"),
    ],
)
def test_one_beyond_either_end_is_refused_beside_its_field(office: SqlOffice, threshold: Threshold, field: str) -> None:
    with pytest.raises(Refused) as caught:
        choose(office, threshold)
    assert caught.value.field == field and caught.value.mend is not None
    assert str(caught.value.mend) == {"least_ntd": "Choose 0 to 10,000,000.", "least_percent": "Choose 0 to 10 %."}[field]
    assert office.ask(ThresholdInForce()) == USUAL_THRESHOLD


def test_the_share_alone_may_change(office: SqlOffice) -> None:
    choose(office, replace_share("0.002"))
    assert office.ask(ThresholdInForce()) == replace_share("0.002")
    choose(office, USUAL_THRESHOLD)
    assert office.ask(ThresholdInForce()) == USUAL_THRESHOLD


def replace_share(share: str) -> Threshold:
    return USUAL_THRESHOLD._replace(share=Decimal(share))


@given(st.integers(0, 20_000), st.integers(0, 100), st.integers(0, 30_000_000))
def test_the_greater_of_the_two_counts(ntd: int, permille: int, bill: int) -> None:
    least = Threshold(Decimal(ntd), Decimal(permille) / 1000).of(Decimal(bill))
    assert least * 1000 == (ntd * 1000 if ntd * 1000 > bill * permille else bill * permille)
