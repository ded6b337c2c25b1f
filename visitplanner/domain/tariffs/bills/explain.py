"""A bill line by line: what, by which formula and figures, by which clause; enough to check it on paper."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_CEILING, Decimal
from typing import NamedTuple

from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.core.supply import TariffOption
from visitplanner.domain.tariffs.bills.accounts import OWN_TRANSFORMER_DISCOUNT
from visitplanner.domain.tariffs.bills.bill import (
    ICE_STORAGE_PRICE,
    OTHER_HOURS_BASIC,
    OTHER_HOURS_ENERGY,
    TAX_FACTOR,
    WELFARE_SHARE,
    MonthBill,
    ice_storage_price,
    other_hours_demands,
    other_hours_limits,
    other_hours_periods,
)
from visitplanner.domain.tariffs.bills.contract_year import IDLE_SHARE
from visitplanner.domain.tariffs.bills.power_factor import BEST_PERCENT, NEUTRAL_PERCENT, share
from visitplanner.domain.tariffs.books.names import contract_name, period_name, season_name
from visitplanner.domain.tariffs.books.periods import CELLS, Period
from visitplanner.domain.tariffs.books.readings import PowerFactorBase, SeasonChange, YesNo
from visitplanner.domain.tariffs.books.seasons import Season
from visitplanner.domain.tariffs.contracts.contract_charge import BAND, Excess
from visitplanner.domain.tariffs.contracts.contract_terms import BandBase, DemandRounding


class Line(NamedTuple):
    """what: in words. formula: figures as they are multiplied. amount: NT$, unrounded. clause: of 電價表 2025-11-17.

    step: True for a line that enters the total as printed (a component); the lines above it add up to it.
    """

    what: Message
    formula: str
    amount: Decimal
    clause: Message
    step: bool = False


def explain(bill: MonthBill) -> tuple[Line, ...]:
    """Every line of one bill, in the order of calculation; the component lines add up to the total."""
    return (*_basic(bill), *_energy(bill), *_surcharge(bill), *_after(bill))


def figure(value: Decimal | int) -> str:
    """A number as it is printed in a formula: thousands separated, no needless zeros."""
    text = f"{Decimal(value):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _article_five(option: TariffOption) -> Message:
    if option is TariffOption.EV:
        return said("chapter 5, article 5(1)4")
    if option.three_stage:
        return said("chapter 5, article 5(1)2")
    return said("chapter 5, article 5(1)3") if option is TariffOption.BATCH else said("chapter 5, article 5(1)1")


def _basic(bill: MonthBill) -> Iterator[Line]:
    account, charge, prices = bill.account, bill.basic_charge, bill.prices
    clause = _article_five(account.option)
    for place in (0, 1):
        if account.contracts[place]:
            price = prices.basic[place]
            formula = f"{price_formula(bill, place)} × {figure(account.contracts[place])} kW"
            yield Line(contract_name(place, account.option), formula, price * account.contracts[place], clause)
    c1, c2, c3, c4 = account.contracts
    if c3 + c4:
        beyond = max(Decimal(0), c3 + c4 - Decimal("0.5") * (c1 + c2))
        formula = f"{price_formula(bill, 2)} × max(0, {figure(c3)} + {figure(c4)} − 0.5 × ({figure(c1)} + {figure(c2)})) kW"
        yield Line(said("Saturday half-peak and off-peak contracts"), formula, prices.basic[2] * beyond, clause)
    yield from _basic_extras(bill)
    yield Line(said("Basic charge"), figure(sum(charge, Decimal(0))), bill.basic, clause, step=True)


def _basic_extras(bill: MonthBill) -> Iterator[Line]:
    account, charge, prices = bill.account, bill.basic_charge, bill.prices
    if charge.second_feeder:
        formula = f"{figure(charge.contracts)} × {figure(account.second_feeder_percent)} %"
        yield Line(said("two feeders or closed loop"), formula, charge.second_feeder, said("chapter 5, article 5(7)"))
    if account.own_transformer_kv:
        rate = OWN_TRANSFORMER_DISCOUNT[account.own_transformer_kv]
        formula = f"−{figure(charge.contracts + charge.second_feeder)} × {figure(rate * 100)} %"
        yield Line(said("own transformer"), formula, charge.own_transformer, said("chapter 5, article 5(6)"))
    if charge.customer:
        yield Line(said("charge per customer"), figure(charge.customer), charge.customer, said("chapter 5, article 5(1)4"))
    if bill.use.idle:
        formula = f"−{figure(-charge.idle / IDLE_SHARE)} × {figure(IDLE_SHARE * 100)} %"
        yield Line(said("month without use"), formula, charge.idle, said("chapter 5, article 5(2)"))
    for kw, price, amount in other_hours_demands(prices, bill.readings, bill.measured, other_hours_limits(account)):
        formula = f"{figure(OTHER_HOURS_BASIC)} × {figure(price)} × {figure(kw)} kW"
        yield Line(said("demand outside the contracted hours"), formula, amount, said("chapter 5, article 8(6)"))


def _energy(bill: MonthBill) -> Iterator[Line]:
    clause = {
        TariffOption.TWO_STAGE: said("chapter 5, article 4(1)"),
        TariffOption.BATCH: said("chapter 5, article 4(3)"),
        TariffOption.EV: said("chapter 5, article 4(4)"),
    }.get(bill.account.option, said("chapter 5, article 4(2)"))
    others = other_hours_periods(bill.account)
    for span, row in zip(bill.use.spans, bill.use.energy_wh, strict=True):
        for place, wh in enumerate(row):
            if wh:
                season, period = CELLS[place]
                price, kwh = span.tariff.energy_prices[place], Decimal(wh).scaleb(-3)
                what = said("{season} {period} energy", season=season_name(season), period=period_name(period))
                if len(bill.use.spans) > 1:
                    what = said("{line}, {first} to {last}", line=what, first=span.first, last=span.last)
                factor = f" × {figure(OTHER_HOURS_ENERGY)}" if period in others else ""
                amount = price * kwh * (OTHER_HOURS_ENERGY if factor else 1)
                by = said("chapter 5, article 8(6)") if factor else clause
                yield Line(what, f"{figure(price)} × {figure(kwh)} kWh{factor}", amount, by)
    yield from _ice_storage(bill)
    yield Line(said("Energy charge"), figure(sum(bill.energy_charge, Decimal(0))), bill.energy, clause, step=True)


def _ice_storage(bill: MonthBill) -> Iterator[Line]:
    for season in Season:
        price, kwh = ice_storage_price(bill.use, season), Decimal(bill.use.ice_storage_wh[season]).scaleb(-3)
        if price:
            off = 1 - ICE_STORAGE_PRICE
            formula = f"−{figure(kwh)} kWh × {figure(price)} × {figure(off)}"
            yield Line(said("ice-storage chillers"), formula, -kwh * price * off, said("chapter 5, article 5(5)"))


def _surcharge(bill: MonthBill) -> Iterator[Line]:
    for excess in bill.excesses:
        yield _excess(bill, excess)
    if bill.excesses:
        whole = sum((excess.surcharge_ntd for excess in bill.excesses), Decimal(0))
        yield Line(said("Over-contract charge"), figure(whole), bill.surcharge, said("chapter 5, article 7"), step=True)


def _excess(bill: MonthBill, excess: Excess) -> Line:
    base = bill.account.contracts[0] if bill.readings.band_base is BandBase.REGULAR else excess.limit_kw
    band = BAND * base
    if bill.readings.demand_rounding is DemandRounding.WHOLE_KW:
        band = band.to_integral_value(rounding=ROUND_CEILING)
    netted = f"; {figure(excess.gross_kw)} → {figure(excess.net_kw)} kW" if excess.net_kw != excess.gross_kw else ""
    formula = (
        f"{figure(excess.demand_kw)} − {figure(excess.limit_kw)} = {figure(excess.gross_kw)} kW{netted}; "
        f"10 % × {figure(base)} {'=' if band == BAND * base else '→'} {figure(band)} kW; "
        f"{over_price_formula(bill, excess)} × (2 × {figure(excess.double_kw)} + 3 × {figure(excess.triple_kw)})"
    )
    what = said("{period} demand over contract", period=_over_name(bill, excess.period))
    return Line(what, formula, excess.surcharge_ntd, said("chapter 5, article 7(1) and (2)"))


def _over_name(bill: MonthBill, name: str) -> Message:
    """The period, with its season where both seasons have a limit of their own (two-stage, article 7(1)1)."""
    if name == "peak_non_summer":
        return said("{season} {period}", season=season_name(Season.NON_SUMMER), period=period_name(Period.PEAK))
    period = period_name(Period[name.upper()])
    own = name == "peak" and bill.account.option in (TariffOption.TWO_STAGE, TariffOption.BATCH)
    return said("{season} {period}", season=season_name(Season.SUMMER), period=period) if own else period


OVER_PLACES = {"peak": 0, "half_peak": 1, "saturday_half_peak": 2, "off_peak": 3}


def over_price_formula(bill: MonthBill, excess: Excess) -> str:
    """The price of a kilowatt over contract; the mean of both seasons' prices where it is one."""
    place = OVER_PLACES.get(excess.period)
    pair = None if place is None or bill.account.option is TariffOption.EV else _both_prices(bill, place)
    if pair is None or excess.price_ntd * 2 != sum(pair):
        return figure(excess.price_ntd)
    return f"({figure(pair[0])} + {figure(pair[1])}) / 2 = {figure(excess.price_ntd)}; {figure(excess.price_ntd)}"


def _both_prices(bill: MonthBill, place: int) -> tuple[Decimal, Decimal] | None:
    """Summer and other price of a contract in a month of both seasons; None where there is but one, or versions change too."""
    spans = bill.use.spans
    first = spans[0].tariff.contracts
    if not all(bill.prices.seasons) or any(span.tariff.contracts != first for span in spans):
        return None
    return first[Season.SUMMER][place], first[Season.NON_SUMMER][place]


def price_formula(bill: MonthBill, place: int) -> str:
    """The price of a contract; in a month of two seasons both prices and what was made of them."""
    price, spans, pair = bill.prices.basic[place], bill.use.spans, _both_prices(bill, place)
    if pair is None:
        return figure(price)
    summer, rest = pair
    if bill.readings.season_change is SeasonChange.MEAN:
        return f"({figure(summer)} + {figure(rest)}) / 2 = {figure(price)}; {figure(price)}"
    days = [span.tariff.summer.days(span.first, span.last) for span in spans]
    hot, cold = (sum(each[season] for each in days) for season in Season)
    return f"({figure(summer)} × {hot} + {figure(rest)} × {cold}) / {hot + cold} = {price:.4f}; {price:.4f}"


def _after(bill: MonthBill) -> Iterator[Line]:
    if bill.power_factor_percent is not None:
        yield _power_factor(bill)
    if bill.coefficient.factor != 1:
        with_surcharge = bill.readings.coefficient_on_surcharge is YesNo.YES
        base = bill.basic + bill.energy + bill.power_factor + (bill.surcharge if with_surcharge else 0)
        formula = f"{figure(base)} × ({figure(bill.coefficient.factor)} − 1)"
        yield Line(said("Coefficient"), formula, bill.coefficient_amount, said("appendix 1, article 2"), step=True)
    if bill.concession:
        formula = f"{figure(bill.basic + bill.energy + bill.power_factor)} × ({figure(WELFARE_SHARE)} − 1)"
        yield Line(said("Welfare concession"), formula, bill.concession, said("chapter 5, article 5(3)"), step=True)
    if bill.account.tax_exempt:
        subtotal = bill.total - bill.rounding - bill.tax_exemption
        formula = f"{figure(subtotal)} / {figure(TAX_FACTOR)} − {figure(subtotal)}"
        yield Line(said("Tax exemption"), formula, bill.tax_exemption, said("chapter 5, article 8(1)"), step=True)
    formula = f"{figure(bill.total - bill.rounding)} → {figure(bill.total)}"
    yield Line(said("Rounding to 1 NT$"), formula, bill.rounding, _unwritten(), step=True)


def _power_factor(bill: MonthBill) -> Line:
    percent = bill.power_factor_percent
    adjustment = share(percent)
    base = bill.basic + bill.energy - bill.basic_charge.customer * (IDLE_SHARE if bill.use.idle else 1)
    raised = adjustment > 0 and bill.readings.low_power_factor_raises_surcharge is YesNo.YES
    if raised or bill.readings.power_factor_base is PowerFactorBase.WITH_SURCHARGE:
        base += bill.surcharge
    formula = f"{figure(base)} × {_steps(percent or 0)} = {figure(base)} × {figure(adjustment * 100)} %"
    what = said("Power factor {percent} %", percent=percent)
    return Line(what, formula, bill.power_factor, said("chapter 5, article 6"), step=True)


def _steps(percent: int) -> str:
    """The steps of 0.1 % from 80 % (article 6); above 95 % none is added."""
    if percent < NEUTRAL_PERCENT:
        return f"({NEUTRAL_PERCENT} − {percent}) × 0.1 %"
    return f"−({min(percent, BEST_PERCENT)} − {NEUTRAL_PERCENT}) × 0.1 %"


def _unwritten() -> Message:
    return said("no clause; a reading named in the assumptions")
