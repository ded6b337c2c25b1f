"""Like with like: customers of one line of business, for each contracted kW and kWh; no names, none that can be guessed.

Told are the own figure, the quarters and the middle of all, and how many are below; only where enough customers have the figure
that none of them can be read off.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from visitplanner.domain.core.errors import Unknown
from visitplanner.domain.core.messages import Message, said

FEWEST = 5
"""Customers with the figure, the own one among them."""
CODE_LENGTH = 3
"""Signs of an industry code by which lines of business are told apart."""


class PeerYear(NamedTuple):
    """One customer's newest year: energy, highest demand, regular contract, amount of the bills (None where one month has
    none)."""

    sector: str
    kwh: Decimal
    highest_kw: Decimal | None
    contract_kw: int
    ntd: Decimal | None

    @property
    def hours(self) -> Decimal:
        """kWh for each contracted kW: hours a year at full contract."""
        return self.kwh / self.contract_kw

    @property
    def used_share(self) -> Decimal | None:
        """Percent of the contract the highest demand reaches."""
        return None if self.highest_kw is None else 100 * self.highest_kw / self.contract_kw

    @property
    def ntd_per_kwh(self) -> Decimal | None:
        return None if self.ntd is None or not self.kwh else self.ntd / self.kwh

    @property
    def ntd_per_kw(self) -> Decimal | None:
        """NT$ a year for each contracted kW."""
        return None if self.ntd is None else self.ntd / self.contract_kw


PEER_MEASURES: dict[str, Message] = {
    "hours": said("hours of use (kWh for each kW of contract)"),
    "used_share": said("highest demand, % of the contract"),
    "ntd_per_kwh": said("NT$ for each kWh"),
    "ntd_per_kw": said("NT$ a year for each kW of contract"),
}


class PeerRank(NamedTuple):
    """One figure: the own, the quarters of all, how many have it and how many of them are below."""

    measure: str
    own: Decimal
    lower: Decimal
    middle: Decimal
    upper: Decimal
    customers: int
    below: int


def sector_of(code: str) -> str:
    """The line of business of an industry code."""
    return code.strip()[:CODE_LENGTH]


def peers(own: PeerYear, others: Sequence[PeerYear]) -> tuple[PeerRank, ...]:
    """Every figure that enough customers of the line of business have. Unknown where there is none."""
    alike = [own, *(each for each in others if sector_of(each.sector) == sector_of(own.sector))]
    found = list[PeerRank]()
    for measure in PEER_MEASURES:
        mine: Decimal | None = getattr(own, measure)
        values = sorted(value for each in alike if (value := getattr(each, measure)) is not None)
        if mine is None or len(values) < FEWEST:
            continue
        lower, middle, upper = (quantile(values, Decimal(share) / 4) for share in (1, 2, 3))
        found.append(PeerRank(measure, mine, lower, middle, upper, len(values), sum(value < mine for value in values)))
    if not found:
        raise Unknown(
            said("Fewer than {fewest} customers of this line of business have a whole year of readings or load.", fewest=FEWEST),
            mend=said("With fewer, one could be read off the others: nothing is told."),
        )
    return tuple(found)


def quantile(values: Sequence[Decimal], share: Decimal) -> Decimal:
    """A share of sorted values from below, between two neighbours in proportion."""
    place = share * (len(values) - 1)
    low = int(place)
    high = min(low + 1, len(values) - 1)
    return values[low] + (values[high] - values[low]) * (place - low)
