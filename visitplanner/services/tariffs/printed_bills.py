"""The amount printed on a bill against the one computed from the same month's reading, and why they may differ.

A cause is named only where the figures bear it out: the bill computed with it meets the printed amount to NT$ 1.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.core.supply import CLASS_NAMES, OPTION_NAMES, CustomerClass, TariffOption
from visitplanner.domain.customers.customers import ContractChange, Customer
from visitplanner.domain.loads.monthly_readings import MonthlyReading
from visitplanner.domain.tariffs.bills.accounts import Account
from visitplanner.domain.tariffs.bills.bill import MonthBill
from visitplanner.domain.tariffs.bills.library import Library
from visitplanner.domain.tariffs.bills.power_factor import BEST_PERCENT
from visitplanner.domain.tariffs.books.reading_texts import reading_text
from visitplanner.domain.tariffs.books.readings import DEFAULT, Readings, choices_of, reading_names, with_choice
from visitplanner.domain.tariffs.books.seasons import Month
from visitplanner.services.tariffs.bills import bill_reading
from visitplanner.services.tariffs.monthly_readings import AS_USUAL, account_of_month, contracts_on, demand_is_open, four, metered
from visitplanner.services.tariffs.split_months import Bounds, bounds_of

TOLERANCE_NTD = Decimal(1)
"""A difference up to this is none."""
PROBE_KW = 1000
GREEN_WORDS = ("綠電", "轉供", "再生能源", "代輸", "green", "wheel")


@dataclass(frozen=True, slots=True)
class BillDifference:
    """A printed amount that is not ours. computed_ntd: None where the customer's option cannot bill the reading at all.

    bounds: of a month of two seasons, between which the computed amount lies; `computed_ntd` is then the likely one.
    """

    account: str
    month: date
    billed_ntd: Decimal
    computed_ntd: Decimal | None
    cause: Message
    bounds: Bounds | None = None


@dataclass(frozen=True, slots=True)
class WithinBounds:
    """A printed amount of a month of two seasons that lies where it can: nothing speaks against it."""

    account: str
    month: date
    billed_ntd: Decimal
    bounds: Bounds


@dataclass(frozen=True, slots=True)
class NotCompared:
    """A month whose printed amount cannot be compared, and why."""

    account: str
    month: date
    why: Message


Checked = BillDifference | WithinBounds | NotCompared


def check_bill(
    library: Library, customer: Customer, changes: Sequence[ContractChange], reading: MonthlyReading
) -> Checked | None:
    """What is to be said of a reading's printed amount; None where it is ours, or none is printed. changes: the customer's."""
    if reading.billed_ntd is None:
        return None
    probe = _Probe(library, customer, changes, reading, reading.billed_ntd)
    try:
        ours, bounds = probe.bill(probe.account), probe.bounds(probe.account)
    except Refused as refusal:
        other = next(probe.other_options(), None)
        if other is None:
            return NotCompared(customer.account, reading.month, refusal.what)
        return BillDifference(customer.account, reading.month, reading.billed_ntd, None, other)
    if not bounds.is_exact:
        return _within(probe, bounds)
    if abs(ours.total - reading.billed_ntd) <= TOLERANCE_NTD:
        return None
    cause = next(probe.causes(ours), None) or _unknown(reading.billed_ntd - ours.total)
    return BillDifference(customer.account, reading.month, reading.billed_ntd, ours.total, cause)


def _within(probe: _Probe, bounds: Bounds) -> WithinBounds | BillDifference:
    """A month of two seasons. A cause may fit by chance within wide bounds, so it is told as a likely one alone."""
    customer, month, printed = probe.customer, probe.reading.month, probe.printed
    if probe.meets(probe.account):
        return WithinBounds(customer.account, month, printed, bounds)
    likely = next(probe.whole_causes(), None)
    if likely is not None:
        cause = said("Likely, within what the reading leaves open: {cause}", cause=likely)
    else:
        cause = _unknown(printed - (bounds.most if printed > bounds.most else bounds.least))
    return BillDifference(customer.account, month, printed, bounds.likely, cause, bounds)


def bill_words(found: Checked) -> Message:
    """A printed amount that differs or is not compared, in a sentence."""
    month = Month.of(found.month)
    if isinstance(found, NotCompared):
        return said("{month}: not compared. {why}", month=month, why=found.why)
    if found.bounds is not None:
        figures = {"month": month, "billed": found.billed_ntd, "least": found.bounds.least, "most": found.bounds.most}
        if isinstance(found, WithinBounds):
            return said(
                "{month} lies in two seasons: billed NT$ {billed:,}, computed between NT$ {least:,} and {most:,}; it fits.",
                **figures,
            )
        return said(
            "{month} lies in two seasons: billed NT$ {billed:,}, computed between NT$ {least:,} and {most:,}. {cause}",
            **figures,
            cause=found.cause,
        )
    if found.computed_ntd is None:
        return said(
            "{month}: billed NT$ {billed:,}, not computed. {cause}", month=month, billed=found.billed_ntd, cause=found.cause
        )
    return said(
        "{month}: billed NT$ {billed:,}, computed NT$ {computed:,}. {cause}",
        month=month,
        billed=found.billed_ntd,
        computed=found.computed_ntd,
        cause=found.cause,
    )


def _unknown(more: Decimal) -> Message:
    if more > 0:
        return said("Unknown: NT$ {ntd:,} more than computed, and none of the causes tried gives it.", ntd=more)
    return said("Unknown: NT$ {ntd:,} less than computed, and none of the causes tried gives it.", ntd=-more)


@dataclass(frozen=True, slots=True)
class _Probe:
    """One reading billed in other ways, to see which of them meets the printed amount."""

    library: Library
    customer: Customer
    changes: Sequence[ContractChange]
    reading: MonthlyReading
    printed: Decimal

    @property
    def account(self) -> Account:
        return account_of_month(self.customer, contracts_on(self.customer, self.changes, self.reading.month), self.reading)

    def bill(self, account: Account, readings: Readings = AS_USUAL) -> MonthBill:
        """The bill, of a month of two seasons the likely one."""
        return bill_reading(self.library, metered(self.library, account, self.reading, readings)[0]).bill

    def bounds(self, account: Account, readings: Readings = AS_USUAL) -> Bounds:
        ways = metered(self.library, account, self.reading, readings)
        return bounds_of(ways, lambda way: bill_reading(self.library, way).bill.total)

    def meets(self, account: Account, readings: Readings = AS_USUAL) -> bool:
        """Whether this way of billing gives the printed amount; no where it is not possible."""
        try:
            found = self.bounds(account, readings)
            return found.least - TOLERANCE_NTD <= self.printed <= found.most + TOLERANCE_NTD
        except Refused:
            return False

    def whole_causes(self) -> Iterator[Message]:
        """The causes that are a choice of few, not a figure that could be turned until it fits."""
        for way in (self.other_contracts, self.other_options, self.other_charging, self.other_readings):
            yield from way()

    def causes(self, ours: MonthBill) -> Iterator[Message]:
        """The causes that meet the amount, the plainest first; then those which the row itself speaks of."""
        ways: tuple[Callable[[], Iterator[Message]], ...] = (
            self.other_contracts,
            self.other_power_factor,
            self.other_options,
            self.other_charging,
            self.other_readings,
        )
        for way in ways:
            yield from way()
        if not ours.excesses:
            yield from self.other_regular_contract(ours)
        more = self.printed - ours.total
        if more > 0 and demand_is_open(ours.account, self.reading):
            yield said("No demand by period is given: a charge over contract is not computed; NT$ {ntd:,} more.", ntd=more)
        if more < 0 and any(word in self.reading.notes.lower() for word in GREEN_WORDS):
            yield said("Green power: the notes speak of it; NT$ {ntd:,} less than without.", ntd=-more)

    def other_contracts(self) -> Iterator[Message]:
        """The customer's contracts of other times."""
        account = self.account
        known = [self.customer.contracts, *(kept for change in self.changes for kept in (change.before, change.after))]
        for contracts in dict.fromkeys(map(four, known)):
            if contracts != account.contracts and self.meets(replace(account, contracts=contracts)):
                yield said(
                    "Contracts changed: {c1:,}, {c2:,}, {c3:,}, {c4:,} kW give the printed amount.",
                    c1=contracts[0],
                    c2=contracts[1],
                    c3=contracts[2],
                    c4=contracts[3],
                )

    def other_power_factor(self) -> Iterator[Message]:
        """The whole percentage that meets the amount; a bill never rises with its power factor, so it is found by halving."""
        account = self.account
        low, high = 0, BEST_PERCENT
        while low < high:
            middle = (low + high) // 2
            if self.bill(replace(account, power_factor_percent=Decimal(middle))).total > self.printed + TOLERANCE_NTD:
                low = middle + 1
            else:
                high = middle
        if not self.meets(replace(account, power_factor_percent=Decimal(low))):
            return
        given = self.reading.power_factor_percent
        if given is None:
            yield said("Power factor missing: {percent} % gives the printed amount.", percent=low)
        else:
            yield said("Power factor: {percent} % gives the printed amount, not {given} %.", percent=low, given=given)

    def other_options(self) -> Iterator[Message]:
        account = self.account
        for option in TariffOption:
            if option is not account.option and self._meets_option(account, option):
                yield said("Another option: {option} gives the printed amount.", option=OPTION_NAMES[option])

    def _meets_option(self, account: Account, option: TariffOption) -> bool:
        try:
            return self.meets(replace(account, option=option))
        except Refused:
            return False

    def other_charging(self) -> Iterator[Message]:
        """Exemption from business tax, another class of customers, no line of business."""
        account = self.account
        if self.meets(replace(account, tax_exempt=True)):
            yield said("Exempt from business tax: the amount without it is the printed one.")
        for other in CustomerClass:
            if other is not account.customer_class and self.meets(replace(account, customer_class=other)):
                yield said("Another class of customers: {name} gives the printed amount.", name=CLASS_NAMES[other])
        if account.sector and self.meets(replace(account, sector=None)):
            yield said("Line of business: without its coefficient the printed amount results.")

    def other_readings(self) -> Iterator[Message]:
        """The open readings of the tariff book. Rounding alone never moves a bill by more than NT$ 1."""
        for name in reading_names():
            for choice in choices_of(name):
                readings = with_choice(DEFAULT, name, choice)
                if readings != DEFAULT and self.meets(self.account, readings):
                    yield said("The tariff book read otherwise: {text}", text=reading_text(name, choice))

    def other_regular_contract(self, ours: MonthBill) -> Iterator[Message]:
        """The regular contract that would meet the amount, if it is a whole number of kW."""
        account = ours.account
        c1, *others = account.contracts
        more = self.bill(replace(account, contracts=(c1 + PROBE_KW, *others))).total - ours.total
        if not more:
            return
        steps = int(((self.printed - ours.total) * PROBE_KW / more).quantize(Decimal(1), ROUND_HALF_UP))
        if c1 + steps > 0 and steps and self.meets(replace(account, contracts=(c1 + steps, *others))):
            yield said(
                "Contracts changed: a regular contract of {kw:,} kW instead of {present:,} kW gives the printed amount.",
                kw=c1 + steps,
                present=c1,
            )
