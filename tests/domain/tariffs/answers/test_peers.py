"""Customers of one line of business side by side, none of whom can be read off."""

from __future__ import annotations

from decimal import Decimal

import pytest

from visitplanner.domain.core.errors import Unknown
from visitplanner.domain.tariffs.answers.peers import FEWEST, PeerYear, peers, quantile


def year(kwh: int, ntd: int | None = None, sector: str = "2611", highest: int | None = None) -> PeerYear:
    return PeerYear(
        sector, Decimal(kwh), None if highest is None else Decimal(highest), 1000, None if ntd is None else Decimal(ntd)
    )


OTHERS = [year(2_000_000), year(3_000_000), year(5_000_000), year(6_000_000)]


def test_quarters_middle_and_rank_of_five() -> None:
    (hours,) = peers(year(4_000_000), OTHERS)
    assert hours.measure == "hours" and hours.own == 4000, "kWh for each kW of 1,000 kW"
    assert (hours.lower, hours.middle, hours.upper) == (3000, 4000, 5000)
    assert (hours.customers, hours.below) == (FEWEST, 2)


def test_between_two_neighbours_in_proportion() -> None:
    assert quantile([Decimal(1), Decimal(2)], Decimal("0.25")) == Decimal("1.25")
    assert quantile([Decimal(7)], Decimal("0.75")) == 7


def test_four_are_too_few_and_another_line_of_business_does_not_count() -> None:
    for others in (OTHERS[1:], [*OTHERS[1:], year(1, sector="2699")]):
        with pytest.raises(Unknown):
            peers(year(4_000_000), others)
    assert peers(year(4_000_000), [*OTHERS[1:], year(1, sector="2613")]), "261 is one line of business"


def test_a_figure_too_few_have_is_not_told() -> None:
    priced = [year(2_000_000, 9_000_000, highest=900) for _ in range(3)]
    told = {rank.measure for rank in peers(year(4_000_000, 16_000_000, highest=800), [*OTHERS, *priced])}
    assert told == {"hours"}
    enough = {rank.measure: rank for rank in peers(year(4_000_000, 16_000_000, highest=800), [*OTHERS, *priced, priced[0]])}
    assert enough["ntd_per_kwh"].own == 4 and enough["ntd_per_kw"].own == 16_000 and enough["used_share"].own == 80
    assert enough["used_share"].customers == 5 and enough["hours"].customers == 9
