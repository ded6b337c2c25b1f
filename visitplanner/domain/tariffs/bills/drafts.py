"""Draft tariffs (草案): a book copied, its prices raised by percentages or set one by one; history is never edited."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.kinds import Kind
from visitplanner.domain.core.messages import said
from visitplanner.domain.core.money import CENT, rounded
from visitplanner.domain.core.records import Record
from visitplanner.domain.core.supply import CustomerClass, TariffOption, Voltage
from visitplanner.domain.tariffs.books.book import Book, Draft, Tariff
from visitplanner.domain.tariffs.books.seasons import Season


@dataclass(frozen=True, slots=True)
class PriceKey:
    """One price of a book: `part` is "contracts" (place 0..3: c1..c4), "energy" (place: period) or "customer" (0)."""

    voltage: Voltage
    option: TariffOption
    part: str
    season: Season
    place: int


@dataclass(frozen=True, slots=True)
class Rise:
    """Percent on the energy prices and on the contract prices of one class."""

    energy: Decimal = Decimal(0)
    contracts: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class PriceEdit:
    """One price of one class set by hand, in NT$."""

    customer_class: CustomerClass
    key: PriceKey
    price: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftTariff(Record):
    """A draft as it is kept: the version of `based_on`, raised by class, then single prices set.

    ordinal: counts them in the order in which they were made. first: the day from which it would be in force. dated: when
    it was made. source: where it is from.
    """

    title: str
    ordinal: int = 0
    based_on: date
    first: date
    dated: date
    source: str
    rises: Mapping[CustomerClass, Rise] = field(default_factory=dict[CustomerClass, Rise])
    edits: tuple[PriceEdit, ...] = ()

    @property
    def code(self) -> str:
        """The short name by which a person calls it, beside its title."""
        return self.id.hex[:8]

    def edits_of(self, customer_class: CustomerClass) -> dict[PriceKey, Decimal]:
        return {edit.key: edit.price for edit in self.edits if edit.customer_class is customer_class}


def draft_of(
    book: Book,
    *,
    title: str,
    first: date,
    draft: Draft,
    energy_percent: Decimal = Decimal(0),
    contract_percent: Decimal = Decimal(0),
    edits: Mapping[PriceKey, Decimal] | None = None,
) -> Book:
    """A draft (草案) made from a book: percentages on all prices, rounded half-up to 0.01 NT$, then single prices set.

    The percentages are those of the book's classes; draft each class's book for a decision that differs by class.
    Refused when an edited price does not exist in the book or is below zero, or the draft has no source.
    """
    if not draft.source.strip():
        raise Refused(said("A draft tariff needs a source."), field="source")
    changed = {key: _raised(tariff, 1 + energy_percent / 100, 1 + contract_percent / 100) for key, tariff in book.tariffs.items()}
    for key, price in (edits or {}).items():
        changed[key.voltage, key.option] = _edited(changed.get((key.voltage, key.option)), key, price)
    return replace(
        book,
        name=f"draft-{first.isoformat()}-{book.name}",
        title=title,
        first=first,
        last=None,
        tariffs=changed,
        source=draft.source,
        confidence="draft",
        draft=draft,
    )


def _raised(tariff: Tariff, energy: Decimal, contract: Decimal) -> Tariff:
    def step(price: Decimal, factor: Decimal) -> Decimal:
        return price if factor == 1 else rounded(price * factor, CENT)

    contracts = tuple(tuple(step(price, contract) for price in season) for season in tariff.contracts)
    energies = tuple(tuple(None if p is None else step(p, energy) for p in season) for season in tariff.energy)
    return replace(tariff, contracts=contracts, energy=energies, customer_charge=step(tariff.customer_charge, contract))


def _edited(tariff: Tariff | None, key: PriceKey, price: Decimal) -> Tariff:
    known = tariff is not None and key.part in ("contracts", "energy", "customer") and 0 <= key.place < 4
    if tariff is None or not known or (key.part == "energy" and tariff.energy[key.season][key.place] is None):
        raise Refused(said("The tariff has no such price to edit."), field="price")
    if not price.is_finite() or price < 0:
        raise Refused(said("A price is zero or more."), field="price")
    if key.part == "customer":
        return replace(tariff, customer_charge=price)
    table: list[list[Decimal | None]] = [list(season) for season in getattr(tariff, key.part)]
    table[key.season][key.place] = price
    rows = (tuple(table[0]), tuple(table[1]))
    return replace(tariff, contracts=rows) if key.part == "contracts" else replace(tariff, energy=rows)


TARIFF_DRAFTS = Kind(
    name="tariff_drafts",
    record=DraftTariff,
    noun=said("a draft tariff"),
    label=lambda draft: said("the draft tariff “{title}”", title=draft.title),
    order=("ordinal",),
)
