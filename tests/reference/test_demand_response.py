"""What is recorded of demand response and green power is read exactly, and refused without a source."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.tariffs.response.response_terms import DaySelect, Guaranteed, Terms
from visitplanner.reference.demand_response import green_offers, measures, read_green_offers, read_measures

NAMED = """[[measure]]
id = "flexible"
kind = "unknown"
name = "彈性反應型"
family = "immediate"
confidence = "low"
"""


def test_the_recorded_rates_are_those_of_their_sources() -> None:
    day_select = next(each for each in measures() if isinstance(each, DaySelect))
    assert [str(window.rate_ntd_per_kwh) for window in day_select.windows] == ["2.47", "1.84", "1.69"]
    guaranteed = next(each for each in measures() if isinstance(each, Guaranteed))
    assert guaranteed.rates == ((30, Decimal(93)), (60, Decimal(84)), (120, Decimal(78)))
    assert [each.ntd_per_kwh for each in green_offers()[0].products] == [Decimal("5.8"), Decimal("6.0"), Decimal("6.3")]


def test_everything_recorded_says_where_it_comes_from_and_how_sure_it_is() -> None:
    for measure in measures():
        terms = measure if isinstance(measure, Terms) else measure.terms
        assert terms.source and terms.confidence in ("high", "medium", "low")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (NAMED, "names no source"),
        (NAMED.replace('kind = "unknown"', 'kind = "guaranteed"') + 'source = "x"', "lacks least_contract_kw"),
        (NAMED.replace("immediate", "sudden") + 'source = "x"', "cannot be read"),
        ("[[measure", "cannot be read"),
    ],
)
def test_a_faulty_file_is_refused_by_name(tmp_path: Path, text: str, fault: str) -> None:
    path = tmp_path / "measures.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Refused, match=fault) as refusal:
        read_measures(path)
    assert "measures.toml" in f"{refusal.value.where} {refusal.value.what}"


def test_an_offer_without_a_source_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "green.toml"
    path.write_text(
        '[[offer]]\nname = "x"\nfirst = 2026-01-02\nlast = 2026-02-28\npack_kwh = 1\nproducts = []\n', encoding="utf-8"
    )
    with pytest.raises(Refused, match="names no source"):
        read_green_offers(path)
