"""A draft's prices: which may be set, to what, and what else stays as it was."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.supply import CustomerClass, TariffOption, Voltage
from visitplanner.domain.tariffs.bills.drafts import PriceKey, draft_of
from visitplanner.domain.tariffs.bills.library import Library
from visitplanner.domain.tariffs.books.book import Book, Draft, Tariff
from visitplanner.domain.tariffs.books.seasons import Season

FIXED = TariffOption.THREE_STAGE_FIXED


def key(part: str, place: int = 0, season: Season = Season.SUMMER) -> PriceKey:
    return PriceKey(Voltage.HIGH, FIXED, part, season, place)


def drafted(library: Library, edits: dict[PriceKey, Decimal]) -> tuple[Book, Book]:
    book = library.books.on(date(2026, 1, 1), CustomerClass.GENERAL)
    draft = Draft(date(2026, 11, 22), "a press release")
    return book, draft_of(book, title="116 年 1 月草案", first=date(2027, 1, 1), draft=draft, edits=edits)


def tables(book: Book) -> dict[tuple[Voltage, TariffOption], tuple[object, object, Decimal]]:
    return {place: (each.contracts, each.energy, each.customer_charge) for place, each in book.tariffs.items()}


def test_a_draft_has_a_name_of_its_own_in_every_list(library: Library) -> None:
    book, draft = drafted(library, {})
    assert draft.name == f"draft-2027-01-01-{book.name}" != book.name


@pytest.mark.parametrize("price", ["0", "0.5", "11.25"])
@pytest.mark.parametrize(
    ("part", "place", "season"),
    [
        ("contracts", 0, Season.SUMMER),
        ("contracts", 2, Season.NON_SUMMER),
        ("energy", 0, Season.SUMMER),
        ("energy", 3, Season.NON_SUMMER),
    ],
)
def test_one_price_is_set_and_every_other_price_stays(
    library: Library, part: str, place: int, price: str, season: Season
) -> None:
    book, draft = drafted(library, {key(part, place, season): Decimal(price)})

    def table(of: Tariff) -> list[list[Decimal | None]]:
        return [list(row) for row in getattr(of, part)]

    expected, found = table(book.tariff(Voltage.HIGH, FIXED)), table(draft.tariff(Voltage.HIGH, FIXED))
    expected[season][place] = Decimal(price)
    assert found == expected
    before, after = tables(book), tables(draft)
    own = before.pop((Voltage.HIGH, FIXED)), after.pop((Voltage.HIGH, FIXED))
    assert before == after
    untouched = 1 if part == "contracts" else 0
    assert own[0][untouched] == own[1][untouched] and own[0][2] == own[1][2]


@pytest.mark.parametrize(
    ("edited", "price", "sentence"),
    [
        (key("contracts", 4), "1", "no such price"),
        (key("energy", -1), "1", "no such price"),
        (key("hours", 0), "1", "no such price"),
        (key("energy", 0, Season.NON_SUMMER), "1", "no such price"),
        (key("energy", 0), "-0.01", "zero or more"),
        (key("contracts", 0), "NaN", "zero or more"),
        (key("customer", 0), "Infinity", "zero or more"),
    ],
)
def test_a_price_that_is_not_there_or_below_zero_is_refused_beside_the_price(
    library: Library, edited: PriceKey, price: str, sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence) as refusal:
        drafted(library, {edited: Decimal(price)})
    assert refusal.value.field == "price"
