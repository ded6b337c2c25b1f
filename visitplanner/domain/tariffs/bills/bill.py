"""One month's bill, exactly, by chapter 5 of the tariff book (電價表 2025-11-17).

Basic charge article 5(1), energy 5(1), power factor article 6, over-contract article 7, coefficient appendix 1. Every
amount is a `Decimal`; components are rounded half-up to the step of the readings, the total to 1 NT$, and the difference
stands in `rounding`, so that the parts always add up to the total.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from visitplanner.domain.core.money import CENT, DOLLAR, TENTH
from visitplanner.domain.core.supply import CustomerClass, TariffOption
from visitplanner.domain.tariffs.bills.accounts import OWN_TRANSFORMER_DISCOUNT, Account
from visitplanner.domain.tariffs.bills.contract_year import IDLE_SHARE, Measured, demands_over, measured_demands, period_demands
from visitplanner.domain.tariffs.bills.power_factor import share, whole_percent
from visitplanner.domain.tariffs.bills.surcharge import surcharge_ntd
from visitplanner.domain.tariffs.books.coefficients import Coefficient
from visitplanner.domain.tariffs.books.periods import Period, cell
from visitplanner.domain.tariffs.books.prices import MonthPrices
from visitplanner.domain.tariffs.books.readings import OtherHoursDemand, PowerFactorBase, Readings, Rounding, YesNo
from visitplanner.domain.tariffs.books.seasons import Season
from visitplanner.domain.tariffs.books.use import MonthUse, metered_at_high_voltage
from visitplanner.domain.tariffs.contracts.contract_charge import Excess, month_excesses
from visitplanner.domain.tariffs.contracts.contract_terms import ContractProblem, MonthTerms, cumulative

ZERO = Decimal(0)
HALF = Decimal("0.5")
ICE_STORAGE_PRICE = Decimal("0.6")
OTHER_HOURS_BASIC = Decimal("4.8")
OTHER_HOURS_ENERGY = Decimal("1.6")
WELFARE_SHARE = Decimal("0.85")
TAX_FACTOR = Decimal("1.05")
STEPS = {Rounding.TENTHS: TENTH, Rounding.CENTS: CENT}
OFF_PEAK_PLACES = tuple(cell(season, Period.OFF_PEAK) for season in Season)


class BasicCharge(NamedTuple):
    """The basic charge before rounding, NT$; the idle half and the own transformer's discount are negative."""

    contracts: Decimal
    second_feeder: Decimal
    own_transformer: Decimal
    customer: Decimal
    idle: Decimal
    other_hours: Decimal


class EnergyCharge(NamedTuple):
    """The energy charge before rounding, NT$; ice storage is a discount (article 5(5)), `other_hours` what 1.6 times adds."""

    prices: Decimal
    other_hours: Decimal
    ice_storage: Decimal


class MonthBill(NamedTuple):
    """One bill. basic … rounding add up to `total`; NT$.

    use: as charged (after the conversion of low-voltage metering). power_factor_percent: whole, None when not known.
    power_factor: signed. concession: the welfare discount. tax_exemption: taken off for customers without business tax.
    """

    account: Account
    use: MonthUse
    prices: MonthPrices
    readings: Readings
    coefficient: Coefficient
    power_factor_percent: int | None
    basic_charge: BasicCharge
    energy_charge: EnergyCharge
    basic: Decimal
    energy: Decimal
    surcharge: Decimal
    power_factor: Decimal
    coefficient_amount: Decimal
    concession: Decimal
    tax_exemption: Decimal
    rounding: Decimal
    total: Decimal

    @property
    def measured(self) -> tuple[Measured, ...]:
        """The demands that are held against the contracts."""
        return measured_demands(self.account.option, self.use, self.prices.seasons)

    @property
    def excesses(self) -> tuple[Excess, ...]:
        """Every period over its limit, with how its charge comes about; their charges add up to `surcharge`, unrounded."""
        return month_excesses_of(self.account, self.use, self.prices, self.readings, self.measured)


def bill_month(account: Account, use: MonthUse, prices: MonthPrices, coefficient: Coefficient, readings: Readings) -> MonthBill:
    """The bill of one month's readings at the prices of its spans (`month_prices`)."""
    if account.low_voltage_metering_kva:
        use = metered_at_high_voltage(use, account.low_voltage_metering_kva)
    basic_charge = _basic_charge(account, use, prices, readings)
    energy_charge = _energy_charge(account, use)
    percent = whole_percent(account, use, readings)
    step = STEPS[readings.rounding]
    basic = sum(basic_charge, ZERO).quantize(step, ROUND_HALF_UP)
    energy = sum(energy_charge, ZERO).quantize(step, ROUND_HALF_UP)
    surcharge = _surcharge(account, use, prices, readings).quantize(step, ROUND_HALF_UP)
    power_factor = _power_factor(percent, basic_charge, basic + energy, surcharge, readings, use).quantize(step, ROUND_HALF_UP)
    multiplied = basic + energy + power_factor
    whole = multiplied + surcharge
    factor = coefficient.factor - 1
    on_all = readings.coefficient_on_surcharge is YesNo.YES
    coefficient_amount = ((whole if on_all else multiplied) * factor).quantize(step, ROUND_HALF_UP) if factor else ZERO
    concession = tax_exemption = ZERO
    if account.customer_class is CustomerClass.WELFARE:
        concession = (multiplied * (WELFARE_SHARE - 1)).quantize(step, ROUND_HALF_UP)
    subtotal = payable = whole + coefficient_amount + concession
    if account.tax_exempt:
        payable = subtotal / TAX_FACTOR
        tax_exemption = payable.quantize(step, ROUND_HALF_UP) - subtotal
    total = payable.quantize(DOLLAR, ROUND_HALF_UP)
    return MonthBill(
        account,
        use,
        prices,
        readings,
        coefficient,
        percent,
        basic_charge,
        energy_charge,
        basic,
        energy,
        surcharge,
        power_factor,
        coefficient_amount,
        concession,
        tax_exemption,
        total - subtotal - tax_exemption,
        total,
    )


def contract_charge(prices: MonthPrices, contracts: tuple[int, int, int, int]) -> Decimal:
    """Article 5(1): p1·c1 + p2·c2 + p3·max(0, c3 + c4 − 0.5·(c1 + c2)), NT$."""
    c1, c2, c3, c4 = contracts
    regular, second, off_peak, _ = prices.basic
    beyond = c3 + c4 - HALF * (c1 + c2)
    amount = regular * c1 + second * c2
    return amount + off_peak * beyond if beyond > 0 else amount


def other_hours_limits(account: Account) -> frozenset[int]:
    """The limits whose hours are "other hours" (article 8(6)): with Saturday contracts peak and half-peak, with off-peak
    contracts alone Saturday half-peak too; none for everybody else."""
    if not account.off_hours_only:
        return frozenset()
    return frozenset({1, 2}) if account.contracts[2] else frozenset({1, 2, 3})


def _basic_charge(account: Account, use: MonthUse, prices: MonthPrices, readings: Readings) -> BasicCharge:
    contracts = contract_charge(prices, account.contracts)
    feeder = contracts * account.second_feeder_percent / 100 if account.second_feeder_percent else ZERO
    discount = idle = other = ZERO
    if account.own_transformer_kv:
        discount = -(contracts + feeder) * OWN_TRANSFORMER_DISCOUNT[account.own_transformer_kv]
    if use.idle:
        idle = -(contracts + feeder + discount + prices.customer_charge) * IDLE_SHARE
    if account.off_hours_only:
        measured = measured_demands(account.option, use, prices.seasons)
        amounts = other_hours_demands(prices, readings, measured, other_hours_limits(account))
        other = sum((amount for _, _, amount in amounts), ZERO)
    return BasicCharge(contracts, feeder, discount, prices.customer_charge, idle, other)


def other_hours_demands(
    prices: MonthPrices, readings: Readings, measured: tuple[Measured, ...], other_limits: frozenset[int]
) -> list[tuple[Decimal, Decimal, Decimal]]:
    """Article 8(6): (kW, price, 4.8 × price × kW) of every period outside the contracted hours."""
    found, charged = list[tuple[Decimal, Decimal, Decimal]](), 0
    for limit, watts, place in measured:
        if limit in other_limits and watts:
            net = watts
            if readings.other_hours_demand is OtherHoursDemand.NOT_TWICE:
                net, charged = max(0, watts - charged), max(watts, charged)
            kw, price = Decimal(net).scaleb(-3), prices.over_price(limit, Season(place // 4), readings)
            found.append((kw, price, OTHER_HOURS_BASIC * price * kw))
    return found


def other_hours_periods(account: Account) -> frozenset[Period]:
    """The periods whose energy costs 1.6 times (article 8(6))."""
    if not account.off_hours_only:
        return frozenset()
    most = {Period.PEAK, Period.HALF_PEAK}
    return frozenset(most if account.contracts[2] else {*most, Period.SATURDAY_HALF_PEAK})


def _energy_charge(account: Account, use: MonthUse) -> EnergyCharge:
    total = dear = ice = ZERO
    for span, row in zip(use.spans, use.energy_wh, strict=True):
        for wh, price in zip(row, span.tariff.energy_prices, strict=True):
            if wh:
                total += wh * price
    if account.off_hours_only:
        dear = _other_hours_energy(account, use)
    if any(use.ice_storage_wh):
        paid = sum((use.ice_storage_wh[season] * ice_storage_price(use, season) for season in Season), ZERO)
        ice = (-paid * (1 - ICE_STORAGE_PRICE)).scaleb(-3)
    return EnergyCharge(total.scaleb(-3), dear, ice)


def _other_hours_energy(account: Account, use: MonthUse) -> Decimal:
    """Article 8(6): what 1.6 times adds to the price of energy outside the contracted hours, NT$."""
    others = other_hours_periods(account)
    amounts = (
        wh * span.tariff.energy_prices[place]
        for span, row in zip(use.spans, use.energy_wh, strict=True)
        for place, wh in enumerate(row)
        if place % 4 in others
    )
    return (sum(amounts, ZERO) * (OTHER_HOURS_ENERGY - 1)).scaleb(-3)


def ice_storage_price(use: MonthUse, season: Season) -> Decimal:
    """The off-peak price that ice storage is taken off, NT$/kWh; over several versions, in the measure of their energy."""
    place = OFF_PEAK_PLACES[season]
    whole = use.energy(place)
    if not use.ice_storage_wh[season] or not whole:
        return ZERO
    paid = (row[place] * span.tariff.energy_prices[place] for span, row in zip(use.spans, use.energy_wh, strict=True))
    return sum(paid, ZERO) / whole


def _surcharge(account: Account, use: MonthUse, prices: MonthPrices, readings: Readings) -> Decimal:
    """Article 7; other hours of off-peak contracts are charged 4.8 times instead."""
    limits = cumulative(account.contracts)
    if max(use.demand_w) <= limits[0] * 1000:
        return ZERO
    charged = demands_over(account.option, use, limits)
    if account.off_hours_only:
        others = other_hours_limits(account)
        charged = [entry for entry in charged if entry.limit not in others]
    return surcharge_ntd(charged, limits, prices, readings) if charged else ZERO


def month_excesses_of(
    account: Account, use: MonthUse, prices: MonthPrices, readings: Readings, measured: tuple[Measured, ...]
) -> tuple[Excess, ...]:
    """Article 7 in full: what `_surcharge` charges, period by period."""
    others = other_hours_limits(account)
    charged = [entry for entry in measured if entry.limit not in others]
    regular, second, off_peak, _ = prices.basic
    terms = MonthTerms(use.month.month, regular, second, off_peak, period_demands(charged, prices, readings))
    return month_excesses(ContractProblem((), readings.surcharge), terms, account.contracts)


def _power_factor(
    percent: int | None,
    charge: BasicCharge,
    base: Decimal,
    surcharge: Decimal,
    readings: Readings,
    use: MonthUse,
) -> Decimal:
    """Article 6, not on the charge per customer (5(1)4b); the surcharge is raised or lowered only where a reading says so."""
    adjustment = share(percent)
    if charge.customer:
        base -= charge.customer * (IDLE_SHARE if use.idle else 1)
    raised = adjustment > 0 and readings.low_power_factor_raises_surcharge is YesNo.YES
    if raised or readings.power_factor_base is PowerFactorBase.WITH_SURCHARGE:
        base += surcharge
    return base * adjustment


def charged_over_kw(bill: MonthBill) -> dict[int, Decimal]:
    """Charged kW over contract by the place of `CELLS` where the demand occurred."""
    names = {"peak": 1, "half_peak": 2, "peak_non_summer": 2, "saturday_half_peak": 3, "off_peak": 4}
    places = {entry.limit: entry.place for entry in bill.measured}
    ev = bill.account.option is TariffOption.EV
    return {places[1 if ev else names[excess.period]]: excess.net_kw for excess in bill.excesses}
