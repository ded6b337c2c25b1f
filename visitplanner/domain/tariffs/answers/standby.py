"""Standby power, a second feeder, temporary power (tariff book of 2025-11-17, chapters 5 to 7).

Chapter 7, section 1: a spare feeder costs a share of the contract's basic charge every month, by where it comes from and whose
it is. Sections 2 to 5: own generation kept by Taipower's line costs a quarter of the basic charge in a month without use, 1.15
times basic charge and 1.25 times energy in one with; sections 3 to 5 charge agreed maintenance at the usual prices, by the day.
Section 3 charges a short failure of cogeneration outside the summer by the day too, and an old plant a twentieth when unused.
Chapter 5, article 5(7): two feeders or a loop that always supply pay the share of section 1 on the contract. Chapter 6:
temporary power costs 1.6 times.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.core.supply import Voltage
from visitplanner.domain.tariffs.bills.accounts import OWN_TRANSFORMER_DISCOUNT
from visitplanner.domain.tariffs.bills.bill import MonthBill
from visitplanner.domain.tariffs.bills.power_factor import share

ZERO, HUNDRED = Decimal(0), Decimal(100)
TEMPORARY = Decimal("1.6")
USED_BASIC, UNUSED_BASIC, USED_ENERGY = Decimal("1.15"), Decimal("0.25"), Decimal("1.25")
UNUSED_OLD = Decimal("0.05")
SHORT_FAILURES = 3
"""So many failures of cogeneration a year, each of a day at most, are charged by the day (section 3, article 3(1)1(1))."""


class Feeder(StrEnum):
    """Where a second feeder comes from (section 1, article 3(1)1). At extra-high voltage one share holds for both."""

    SAME_SUBSTATION = "same"
    OTHER_SUBSTATION = "other"


class FeederOwner(StrEnum):
    """Whose the feeder is: Taipower's, the customer's own (kept up too), or the customer's own under ground."""

    TAIPOWER = "taipower"
    CUSTOMER = "own"
    UNDERGROUND = "own_underground"


SHARES = {
    Feeder.SAME_SUBSTATION: {FeederOwner.TAIPOWER: 10, FeederOwner.CUSTOMER: 0, FeederOwner.UNDERGROUND: 5},
    Feeder.OTHER_SUBSTATION: {FeederOwner.TAIPOWER: 15, FeederOwner.CUSTOMER: 5, FeederOwner.UNDERGROUND: 10},
}
"""Percent of the basic charge; underground: where technical reasons ask for it and the customer lays and keeps all of it."""


def feeder_percent(voltage: Voltage, feeder: Feeder, owner: FeederOwner) -> Decimal:
    """The share of the basic charge; extra-high voltage pays that of another substation (3(1)1(3))."""
    where = Feeder.OTHER_SUBSTATION if voltage is Voltage.EXTRA_HIGH else feeder
    return Decimal(SHARES[where][owner])


class StandbyMonth(NamedTuple):
    """NT$ of one month, with the power factor and the coefficient of its bill."""

    basic: Decimal
    energy: Decimal


@dataclass(frozen=True, slots=True)
class StandbyCost:
    """A year's cost, NT$. months: one for each bill. percent: the share taken, None where another rule holds. kw: contracted.
    notes: how the text was read where it is silent, and what of it is not in the sum. always: it supplies always, on all
    contracts."""

    kw: int
    months: tuple[StandbyMonth, ...]
    percent: Decimal | None
    clause: Message
    notes: tuple[Message, ...] = ()
    always: bool = False

    @property
    def basic(self) -> Decimal:
        return sum((month.basic for month in self.months), ZERO)

    @property
    def energy(self) -> Decimal:
        return sum((month.energy for month in self.months), ZERO)

    @property
    def total(self) -> Decimal:
        return self.basic + self.energy


def spare_feeder(bills: Sequence[MonthBill], kw: int, feeder: Feeder, owner: FeederOwner) -> StandbyCost:
    """A feeder that supplies only when the usual one fails, contracted at `kw`: the share of the basic charge at the regular
    contract's price. Refused above the regular contract, which it may not exceed (section 1, article 2(2))."""
    account = bills[0].account
    if not 1 <= kw <= account.contracts[0]:
        raise Refused(
            said("Standby power is agreed at 1 to {most:,} kW, the regular contract.", most=account.contracts[0]),
            mend=said("Chapter 7, section 1, article 2(2)."),
            field="kw",
        )
    percent = feeder_percent(account.voltage, feeder, owner)
    months = tuple(StandbyMonth(_basic(bill, bill.prices.basic[0] * kw * percent / HUNDRED), ZERO) for bill in bills)
    clause = said("chapter 7, section 1, article 3(1)1: {percent} % of the basic charge", percent=percent)
    return StandbyCost(kw, months, percent, clause, tuple(_spare_notes()))


def _spare_notes() -> Iterator[Message]:
    yield said("Energy costs what it usually does and is no extra cost (article 3(1)2).")
    yield said(
        "Over the standby contract, what is beyond is charged at 2 and 3 times the usual price (article 4(2)); supplied over the "
        "spare feeder without notice, the whole basic charge of that month is due (article 5(2)). Neither is in the sum."
    )


class Generator(StrEnum):
    """Whose generation is kept: one's own (section 2), registered cogeneration (3), a power producer's (4), renewable (5)."""

    OWN = "own"
    COGENERATION = "cogeneration"
    PRODUCER = "producer"
    RENEWABLE = "renewable"


SECTIONS = {
    Generator.OWN: said("section 2"),
    Generator.COGENERATION: said("section 3"),
    Generator.PRODUCER: said("section 4"),
    Generator.RENEWABLE: said("section 5"),
}
SUMMER_BEGINS, SUMMER_ENDS = (5, 15), (10, 16)
"""Of May the days before the summer, of October those after it (chapter 5, article 3)."""


@dataclass(frozen=True, slots=True)
class Plant:
    """What besides its hours decides how a plant is charged. All by calendar month.

    maintenance: days of maintenance that was agreed. maintained_hours: hours of use in them; None where all hours of such a
    month are its. failures: days of cogeneration's short failures outside the summer. highest_kw: the highest demand, for
    what is over contract. old: cogeneration with a permit from before its ordinance, whose units are no newer.
    """

    generator: Generator = Generator.OWN
    maintenance: Mapping[int, int] = field(default_factory=dict[int, int])
    maintained_hours: Mapping[int, Decimal] | None = None
    failures: Mapping[int, int] = field(default_factory=dict[int, int])
    highest_kw: Mapping[int, int] = field(default_factory=dict[int, int])
    old: bool = False


def own_generation(bills: Sequence[MonthBill], kw: int, hours: Mapping[int, Decimal], plant: Plant | None = None) -> StandbyCost:
    """Standby for generation at `kw`. hours: in which calendar months it is used, how many hours each, at full kW; their energy
    is reckoned at the month's mean price. Refused where the section knows no such maintenance, failure or plant, or not in
    that season.

    A month with maintenance and other use: each hour's energy at its own price; the basic charge is that of a month of use,
    for the text shares out the days of maintenance alone and not the rest of the month.
    """
    if kw < 1 or any(each < 0 for each in hours.values()):
        raise Refused(said("A contract is at least 1 kW and hours are not below zero."), field="kw")
    plant = plant or Plant()
    generator, agreed = plant.generator, plant.maintenance
    _refuse_maintenance(generator, agreed)
    _refuse_cogeneration(plant)
    months = [_own_month(bill, kw, hours.get(bill.use.month.month, ZERO), plant) for bill in bills]
    section = SECTIONS[generator]
    clause = said("chapter 7, {section}, article 3(1): unused 25 %; used basic charge +15 %, energy +25 %", section=section)
    if agreed:
        clause = said(
            "chapter 7, {section}, article 3(1): unused 25 %; used basic charge +15 %, energy +25 %; agreed maintenance "
            "at the usual prices, by the day",
            section=section,
        )
    return StandbyCost(kw, tuple(months), None, clause, tuple(_generation_notes(kw, hours, plant)))


def _generation_notes(kw: int, hours: Mapping[int, Decimal], plant: Plant) -> Iterator[Message]:
    """How the text was read where it is silent, as far as this case touches it; and what is not in the sum."""
    maintained = plant.maintained_hours
    if maintained is not None and any(hours.get(month, ZERO) > maintained.get(month, ZERO) for month in plant.maintenance):
        yield said(
            "A month with maintenance and other use: the text shares out the days of maintenance and is silent on the rest of "
            "the month. Read here: the basic charge is that of a month of use (+15 %), each hour's energy at its own price. "
            "Other readings: the days of maintenance on top (dearer), or +15 % for the other days alone (cheaper)."
        )
    if plant.failures:
        yield said(
            "A short failure outside the summer is charged by the day; the text does not say at which price, nor what the rest "
            "of the month costs. Read here: the price of use (+15 %) for its days, nothing for the rest. Another reading adds "
            "the 25 % of a month without use (dearer)."
        )
    if any(each > kw for each in plant.highest_kw.values()):
        yield said(
            "Over contract, article 4 takes 2 and 3 times the price of standby power. Read here: that of a month of use (+15 %), "
            "the usual price where the month has agreed maintenance alone. Another reading takes the usual price (cheaper)."
        )
    if plant.generator in (Generator.OWN, Generator.COGENERATION):
        yield said(
            "Where standby and usual power have no meters of their own, demand and energy of hours of joint use are shared out "
            "(article 5(2)): not reckoned here."
        )
    yield said("With a loop or two feeders the share of section 1 on the standby contract is added (article 5): not in the sum.")


def _own_month(bill: MonthBill, kw: int, used: Decimal, plant: Plant) -> StandbyMonth:
    """One month: unused, in maintenance, failed, or both; with what is over contract."""
    month, price, mean = bill.use.month, bill.prices.basic[0], mean_energy_price(bill)
    length = (month.last - month.first).days + 1
    days, failed = plant.maintenance.get(month.month, 0), plant.failures.get(month.month, 0)
    maintained = used if days else ZERO
    if days and plant.maintained_hours is not None:
        maintained = min(plant.maintained_hours.get(month.month, ZERO), used)
    other = used - maintained
    by_day = price * kw * min(days, length) / length
    if failed:
        basic = by_day + price * kw * USED_BASIC * failed / length
    elif other:
        basic = price * kw * USED_BASIC
    elif days:
        basic = by_day
    else:
        basic = price * kw * (UNUSED_OLD if plant.old else UNUSED_BASIC)
    energy = _charged(bill, kw * (maintained + other * USED_ENERGY) * mean)
    over = _over_contract(kw, plant.highest_kw.get(month.month, 0), price * (1 if days and not other else USED_BASIC))
    return StandbyMonth(_basic(bill, basic) + over * bill.coefficient.factor, energy)


def _over_contract(kw: int, highest_kw: int, price: Decimal) -> Decimal:
    """Article 4: twice the price up to a tenth over the contract, three times above; `price`: that of standby in the month."""
    over = Decimal(max(0, highest_kw - kw))
    twice = min(over, Decimal(kw) / 10)
    return price * (twice * 2 + (over - twice) * 3)


def _refuse_cogeneration(plant: Plant) -> None:
    """Short failures and old plants are known to section 3 alone; the failures outside the summer, three days a year."""
    if (plant.failures or plant.old) and plant.generator is not Generator.COGENERATION:
        raise Refused(said("Section 3 alone, cogeneration, knows short failures by the day and old plants."), field="generator")
    if sum(plant.failures.values()) > SHORT_FAILURES or any(each < 1 for each in plant.failures.values()):
        raise Refused(said("Three failures a year, a day each, are charged by the day."), field="failures")
    if summer := [month for month in plant.failures if 5 < month < 10]:
        raise Refused(
            said("A failure in month {month} is in the summer: it is charged by the month.", month=summer[0]), field="failures"
        )


def _refuse_maintenance(generator: Generator, days: Mapping[int, int]) -> None:
    """Section 2 has none; section 3 has it outside the summer only."""
    if days and generator is Generator.OWN:
        raise Refused(said("Section 2 knows no maintenance at the usual prices: sections 3 to 5 do."), field="maintenance")
    if any(each < 1 for each in days.values()):
        raise Refused(said("Maintenance takes a day or more."), field="maintenance")
    if generator is Generator.COGENERATION:
        most = {5: SUMMER_BEGINS[1], 10: SUMMER_ENDS[1], **dict.fromkeys(range(6, 10), 0)}
        late = [month for month, each in days.items() if each > most.get(month, each)]
        if late:
            raise Refused(
                said("Cogeneration is maintained outside the summer (5/16 to 10/15); month {month} is not.", month=late[0]),
                mend=said("Chapter 7, section 3, article 3(1)1."),
                field="maintenance",
            )


def mean_energy_price(bill: MonthBill) -> Decimal:
    """The month's energy charge for each kWh, before power factor and coefficient; zero where nothing was used."""
    return bill.energy * 1000 / bill.use.total_wh if bill.use.total_wh else ZERO


def _charged(bill: MonthBill, amount: Decimal) -> Decimal:
    """An amount with the power factor and the coefficient of the month's bill (section 1, article 3(2); appendix 1)."""
    return amount * (1 + share(bill.power_factor_percent)) * bill.coefficient.factor


def _basic(bill: MonthBill, amount: Decimal) -> Decimal:
    """A basic charge, which own transformers lower too."""
    kv = bill.account.own_transformer_kv
    return _charged(bill, amount * (1 - OWN_TRANSFORMER_DISCOUNT[kv]) if kv else amount)


class TemporaryCost(NamedTuple):
    """Temporary power for some days, NT$: basic charge by 1/30 a day, energy; both 1.6 times."""

    basic: Decimal
    energy: Decimal

    @property
    def total(self) -> Decimal:
        return self.basic + self.energy


def temporary_power(bill: MonthBill, kw: int, days: int, kwh: Decimal) -> TemporaryCost:
    """`kw` for `days` at the prices of a month's bill (chapter 6, articles 5 and 6); energy at its mean price.

    Refused for fewer than one day or kW.
    """
    if kw < 1 or days < 1 or kwh < 0:
        raise Refused(said("Temporary power is at least 1 kW for one day."), field="days")
    basic = bill.prices.basic[0] * kw * days / 30 * TEMPORARY
    return TemporaryCost(basic * bill.coefficient.factor, mean_energy_price(bill) * kwh * TEMPORARY * bill.coefficient.factor)
