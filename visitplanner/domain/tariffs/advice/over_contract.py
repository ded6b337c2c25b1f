"""Over contract, told one way everywhere: the months billed with a surcharge, how many kW of each were charged, and NT$."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from visitplanner.domain.tariffs.bills.bill import MonthBill
from visitplanner.domain.tariffs.books.seasons import Month


@dataclass(frozen=True, slots=True)
class OverContract:
    """One period of one month over its contract: kW at twice and at three times the price, and what each cost, NT$ before
    the coefficient."""

    month: Month
    period: str
    over_kw: Decimal
    double_kw: Decimal
    triple_kw: Decimal
    double_ntd: Decimal
    triple_ntd: Decimal


@dataclass(frozen=True, slots=True)
class OverMonth:
    """One month billed with a surcharge. kw: charged, no kilowatt counted twice; that is the greatest excess of its periods."""

    month: Month
    kw: Decimal
    ntd: Decimal


@dataclass(frozen=True, slots=True)
class OverYear:
    """The months billed with a surcharge; NT$ before the coefficient, as the bill's line has it."""

    months: tuple[OverMonth, ...] = ()

    @property
    def count(self) -> int:
        return len(self.months)

    @property
    def kw(self) -> Decimal:
        """The charged kW of all months together."""
        return sum((month.kw for month in self.months), Decimal(0))

    @property
    def most_kw(self) -> Decimal:
        return max((month.kw for month in self.months), default=Decimal(0))

    @property
    def ntd(self) -> Decimal:
        return sum((month.ntd for month in self.months), Decimal(0))


def over_year(bills: Sequence[MonthBill]) -> OverYear:
    """Of a year's bills, those with kilowatts over contract."""
    return OverYear(tuple(_months(bills)))


def _months(bills: Sequence[MonthBill]) -> Iterator[OverMonth]:
    for bill in bills:
        kw = sum((excess.net_kw for excess in bill.excesses), Decimal(0)) if bill.surcharge else Decimal(0)
        if kw:
            yield OverMonth(bill.use.month, kw, bill.surcharge)


def over_contract(bills: Sequence[MonthBill]) -> tuple[OverContract, ...]:
    """The parts of every over-contract charge (chapter 5, article 7(2)), in the order of the months."""
    return tuple(
        OverContract(
            month=bill.use.month,
            period=excess.period,
            over_kw=excess.gross_kw,
            double_kw=excess.double_kw,
            triple_kw=excess.triple_kw,
            double_ntd=2 * excess.price_ntd * excess.double_kw,
            triple_ntd=3 * excess.price_ntd * excess.triple_kw,
        )
        for bill in bills
        for excess in bill.excesses
        if excess.net_kw
    )
