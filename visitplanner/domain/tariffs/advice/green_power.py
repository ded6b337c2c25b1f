"""Small packs of green power (小額綠電) that fit a load: how many, at which price, while they are sold.

What a pack takes off the ordinary bill, and which hours the daytime kind counts, is not published where it could be had;
so a number of packs is told and their price, never a saving.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.tariffs.books.use import MonthUse


class Product(NamedTuple):
    """One kind of pack. most_kwh: for the year, or for each month of `months` (pairs of months, empty for the year)."""

    name: str
    ntd_per_kwh: Decimal
    most_kwh: int
    months: tuple[tuple[int, int], ...] = ()
    daytime: bool = False


@dataclass(frozen=True, slots=True)
class GreenOffer:
    """What was on sale from `first` to `last`."""

    name: str
    first: date
    last: date
    pack_kwh: int
    products: tuple[Product, ...]
    source: str
    confidence: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class GreenFit:
    """How many packs of a product this load uses up. price_ntd: of them all. on_sale: on the day of asking, else later."""

    offer: GreenOffer
    product: Product
    packs: int
    kwh: int
    price_ntd: Decimal
    on_sale: bool
    notes: tuple[Message, ...]


def green_fits(offers: Sequence[GreenOffer], uses: Sequence[MonthUse], today: date) -> tuple[GreenFit, ...]:
    """The products of the newest offer that has not ended, each with the packs that twelve months of this use cover."""
    lasting = [offer for offer in offers if offer.last >= today]
    return tuple(_fits(max(lasting, key=lambda each: each.last), uses, today)) if lasting else ()


def ended_offer(offers: Sequence[GreenOffer], today: date) -> Message | None:
    """Where to look for the next offer, once the newest is over."""
    newest = max(offers, key=lambda each: each.last, default=None)
    if newest is None or newest.last >= today:
        return None
    return said(
        "{offer} was sold until {day}: it is not proposed. Look for the next one among Taipower's announcements.",
        offer=newest.name,
        day=newest.last,
    )


def _fits(offer: GreenOffer, uses: Sequence[MonthUse], today: date) -> Iterator[GreenFit]:
    by_month = {use.month.month: use.total_wh // 1000 for use in uses}
    on_sale = offer.first <= today
    for product in offer.products:
        usable = _usable_kwh(product, by_month)
        packs = min(usable, product.most_kwh * (2 if product.months else 1)) // offer.pack_kwh
        notes = list[Message]()
        notes.append(said("Sold from {first} to {last}.", first=offer.first, last=offer.last))
        if product.daytime:
            notes.append(said("Which hours count as daytime is not recorded; the whole use is the upper limit."))
        kwh = packs * offer.pack_kwh
        yield GreenFit(offer, product, packs, kwh, kwh * product.ntd_per_kwh, on_sale, tuple(notes))


def _usable_kwh(product: Product, by_month: dict[int, int]) -> int:
    """The use a product can cover: the year's, or the best pair of months, each month up to its limit."""
    if not product.months:
        return sum(by_month.values())
    pairs = (sum(min(by_month.get(month, 0), product.most_kwh) for month in pair) for pair in product.months)
    return max(pairs)
