"""Packs of green power: how many a use covers, to the kWh, and on which days they are sold."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from visitplanner.domain.tariffs.advice.green_power import GreenOffer, Product, green_fits
from visitplanner.domain.tariffs.books.seasons import Month
from visitplanner.domain.tariffs.books.use import MonthUse

YEARLY = Product("whole year", Decimal(6), 1_000_000)
PAIRS = Product("two months", Decimal("6.3"), 100_000, months=((2, 3), (11, 12)))
FIRST, LAST = date(2025, 12, 1), date(2026, 1, 31)


def offer(*products: Product, name: str = "offer", first: date = FIRST, last: date = LAST) -> GreenOffer:
    return GreenOffer(name, first, last, 100, products or (YEARLY,), "台電公告", "high")


def use(month: int, kwh: str) -> MonthUse:
    wh = int(Decimal(kwh) * 1000)
    return MonthUse(Month(2025, month), (), ((wh, 0, 0, 0, 0, 0, 0, 0),), (0, 0, 0, 0, 0, 0, 0, 0))


@pytest.mark.parametrize(("kwh", "packs"), [("99.999", 0), ("100", 1), ("199.999", 1), ("200", 2), ("1000100", 10_000)])
def test_a_pack_is_covered_from_its_last_kwh_on(kwh: str, packs: int) -> None:
    (fit,) = green_fits([offer()], [use(1, kwh)], FIRST)
    assert (fit.packs, fit.kwh, fit.price_ntd) == (packs, packs * 100, packs * 600)


def test_a_product_is_for_the_whole_day_unless_it_says_otherwise() -> None:
    assert (YEARLY.daytime, YEARLY.months) == (False, ())


def test_a_pair_of_months_covers_what_both_use_and_a_month_without_use_nothing() -> None:
    """99 kWh in February alone are no pack; with one more in March they are; the better pair counts."""

    def packs(*uses: MonthUse) -> int:
        return green_fits([offer(PAIRS)], uses, FIRST)[0].packs

    assert packs(use(2, "99")) == 0
    assert packs(use(2, "99"), use(3, "1")) == 1
    assert packs(use(2, "99"), use(3, "1"), use(11, "150"), use(12, "60")) == 2
    assert packs(use(2, "250000"), use(3, "50000")) == 1500


@pytest.mark.parametrize(
    ("today", "on_sale"), [(date(2025, 11, 30), False), (FIRST, True), (date(2026, 1, 15), True), (LAST, True)]
)
def test_an_offer_is_on_sale_from_its_first_day_to_its_last(today: date, on_sale: bool) -> None:
    assert green_fits([offer()], [use(1, "100")], today)[0].on_sale is on_sale


def test_of_two_offers_the_newer_one_is_told() -> None:
    older, newer = offer(name="older"), offer(name="newer", first=date(2026, 2, 1), last=date(2026, 3, 31))
    for offers in ([older, newer], [newer, older]):
        assert [fit.offer.name for fit in green_fits(offers, [use(1, "100")], date(2026, 3, 1))] == ["newer"]


def test_of_two_offers_that_both_last_the_one_that_ends_later_is_told() -> None:
    older, newer = offer(name="older"), offer(name="newer", first=date(2026, 1, 20), last=date(2026, 3, 31))
    for offers in ([older, newer], [newer, older]):
        assert [fit.offer.name for fit in green_fits(offers, [use(1, "100")], date(2026, 1, 25))] == ["newer"]
