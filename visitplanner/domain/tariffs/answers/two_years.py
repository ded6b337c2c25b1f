"""Two years of bills side by side: why the second is higher or lower, in one sentence whose parts add up.

Price: the first year's use at the second year's prices, less what it was billed. Demand: what basic charge and surcharge change
by at equal prices. Amount: the kWh more or less at the first year's mean price. Hours: what is left of the energy charge, that
is other hours and seasons for the same kWh. The rest is power factor, coefficient and rounding. No word of weather or output.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import Message, listed, said
from visitplanner.domain.core.money import rounded
from visitplanner.domain.tariffs.bills.bill import MonthBill
from visitplanner.domain.tariffs.books.seasons import Month

ZERO = Decimal(0)
WORTH_SAYING = Decimal("0.05")
"""A part below so much of the greatest one is not named in the sentence; the table has it."""


@dataclass(frozen=True, slots=True)
class Difference:
    """NT$ by which the second bill is higher, in parts that add up to `total`. kwh, highest_kw: first and second year's."""

    price: Decimal
    demand: Decimal
    amount: Decimal
    hours: Decimal
    rest: Decimal
    kwh: tuple[Decimal, Decimal]
    highest_kw: tuple[Decimal, Decimal]

    @property
    def total(self) -> Decimal:
        return self.price + self.demand + self.amount + self.hours + self.rest


@dataclass(frozen=True, slots=True)
class TwoYears:
    """months: of the second year, each with its difference to the same month a year before. whole: of all together."""

    months: tuple[tuple[Month, Difference], ...]
    whole: Difference


def two_years(before: Sequence[MonthBill], repriced: Sequence[MonthBill], after: Sequence[MonthBill]) -> TwoYears:
    """The same calendar months of two years: as billed, the first year's use at the second one's prices, and the second.

    Refused where there is no month, or the months do not match.
    """
    pairs = list(zip(before, repriced, after, strict=True))
    if not pairs:
        raise Refused(
            said("No month is known in both years."), mend=said("Import loads or readings of the same months of two years.")
        )
    for old, same, new in pairs:
        if not old.use.month.month == same.use.month.month == new.use.month.month:
            raise Refused(said("The months {first} and {second} do not match.", first=old.use.month, second=new.use.month))
    months = tuple((new.use.month, _difference(old, same, new)) for old, same, new in pairs)
    return TwoYears(months, _summed([each for _, each in months]))


def _difference(before: MonthBill, repriced: MonthBill, after: MonthBill) -> Difference:
    first, second = (Decimal(bill.use.total_wh).scaleb(-3) for bill in (before, after))
    energy = after.energy - repriced.energy
    demand = after.basic + after.surcharge - repriced.basic - repriced.surcharge
    amount = rounded((second - first) * repriced.energy / first) if first else energy
    rest = after.total - repriced.total - energy - demand
    highest = [Decimal(max(bill.use.demand_w)).scaleb(-3) for bill in (before, after)]
    price = repriced.total - before.total
    return Difference(price, demand, amount, energy - amount, rest, (first, second), (highest[0], highest[1]))


def _summed(months: Sequence[Difference]) -> Difference:
    """All months together, part by part, so that the table adds up both ways."""

    def both(name: str, of: Callable[[Iterable[Decimal]], Decimal]) -> tuple[Decimal, Decimal]:
        return of([getattr(each, name)[0] for each in months]), of([getattr(each, name)[1] for each in months])

    price, demand, amount, hours, rest = (
        sum((getattr(each, name) for each in months), ZERO) for name in ("price", "demand", "amount", "hours", "rest")
    )
    return Difference(price, demand, amount, hours, rest, both("kwh", _total), both("highest_kw", max))


def _total(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, ZERO)


def difference_words(found: Difference) -> Message:
    """Why the bill is higher or lower, in one sentence: the greatest part first, small ones left to the table."""
    parts = [
        (found.price, said("prices {ntd:+,.0f}", ntd=found.price)),
        (found.demand, said("demand {ntd:+,.0f}", ntd=found.demand)),
        (
            found.amount,
            said(
                "use {ntd:+,.0f} ({percent:+.1f} % kWh)",
                ntd=found.amount,
                percent=100 * (found.kwh[1] / found.kwh[0] - 1) if found.kwh[0] else ZERO,
            ),
        ),
        (found.hours, said("hours {ntd:+,.0f}", ntd=found.hours)),
        (found.rest, said("power factor, coefficient and rounding {ntd:+,.0f}", ntd=found.rest)),
    ]
    parts.sort(key=lambda part: -abs(part[0]))
    least = abs(parts[0][0]) * WORTH_SAYING
    named = [text for ntd, text in parts if ntd and abs(ntd) >= least]
    if not named:
        return said("The bill is what it was a year before.")
    left = found.total - sum((ntd for ntd, _ in parts if ntd and abs(ntd) >= least), ZERO)
    if rounded(left):
        named.append(said("other {ntd:+,.0f}", ntd=left))
    if found.total >= 0:
        return said("{ntd:,.0f} NT$ more than a year before: {parts}.", ntd=found.total, parts=listed(named))
    return said("{ntd:,.0f} NT$ less than a year before: {parts}.", ntd=-found.total, parts=listed(named))
