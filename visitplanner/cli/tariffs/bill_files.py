"""The files `bill` reads beside a load: a meter reading, a customer's particulars, the variable peak's days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from visitplanner.cli.core.arguments import json_file, number, one_of
from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.domain.core.supply import CUSTOMERS_VOLTAGES, CustomerClass, TariffOption, Voltage
from visitplanner.domain.tariffs.bills.accounts import Account, class_of_sector
from visitplanner.domain.tariffs.books.coefficients import CompanyUse, LargeUse
from visitplanner.domain.tariffs.books.periods import Period
from visitplanner.domain.tariffs.books.readings import Readings, with_choice
from visitplanner.domain.tariffs.books.seasons import Month, Season
from visitplanner.services.tariffs.bills import GivenPrices, MeterReading

OPTION_WORDS = {"batch_production": "batch", "ev_charging": "ev"}
STEPS_KWH = {
    LargeUse.COMPANY: (500_000_000, 5_000_000_000, 10_000_000_000, 15_000_000_000),
    LargeUse.DATA_CENTRE: (50_000_000, 100_000_000, 200_000_000, 300_000_000),
}


def account_of(
    voltage: str,
    option: str,
    contracts: str | list[Any],
    *,
    sector: str | None,
    customer_class: str | None,
    power_factor: Any,
    customer: Mapping[str, Any],
) -> Account:
    """The account of a command line or a reading; every refusal names the field."""
    refuse_unread(customer, CUSTOMER_FIELDS, "customer")
    chosen_class = one_of(CustomerClass, customer_class, "class") if customer_class else class_of_sector(sector)
    kv = customer.get("own_transformer_kv")
    return Account(
        voltage=voltage_of(voltage),
        option=one_of(TariffOption, OPTION_WORDS.get(option, option), "option"),
        contracts=contracts_of(contracts),
        customer_class=chosen_class,
        sector=sector or None,
        power_factor_percent=None if power_factor is None else percent_of(power_factor),
        own_transformer_kv=None if kv is None else int(number(kv, "own_transformer_kv")),
        tax_exempt=bool(customer.get("tax_exempt", False)),
        second_feeder_percent=number(customer.get("second_feeder_percent") or 0, "second_feeder_percent"),
        company=company_of(customer.get("company_kwh_class")),
        low_voltage_metering_kva=number(customer.get("low_voltage_metering_kva") or 0, "low_voltage_metering_kva"),
        option_since=day_or_none(customer.get("option_since")),
    )


def voltage_of(text: str) -> Voltage:
    """HV or EHV; low voltage is refused with the two that are billed here."""
    billed = {voltage.value: voltage for voltage in CUSTOMERS_VOLTAGES}
    if text.upper() not in billed:
        raise Refused(
            said("Only high and extra-high voltage are billed here."),
            where=said("{option}: {text}: ", option="voltage", text=text),
            mend=said("Choose one of: {choices}.", choices=", ".join(billed)),
            field="voltage",
        )
    return billed[text.upper()]


def percent_of(value: Any, field: str = "power_factor") -> Decimal:
    """A power factor; the refusal repeats what was given."""
    found = number(value, field)
    if not 0 <= found <= 100:
        raise Refused(
            said("A power factor is a percentage from 0 to 100."),
            where=said("{option}: {text}: ", option=field, text=str(value)),
            mend=said("Write the month's average, such as 95."),
            field=field,
        )
    return found


def contracts_of(value: str | list[Any]) -> tuple[int, int, int, int]:
    """Four whole kW from `c1,c2,c3,c4` or a list; fewer would be a guess at which ones are zero."""
    parts = value.split(",") if isinstance(value, str) else value
    try:
        whole = [int(str(part).strip()) for part in parts]
    except (TypeError, ValueError):
        whole = []
    if len(whole) != 4:
        raise Refused(
            said("Contracts are four whole numbers of kW, none below zero and not all zero."),
            where=said("{option}: {text}: ", option="contracts", text=str(value)),
            mend=said("Write them as c1,c2,c3,c4."),
            field="contracts",
        )
    c1, c2, c3, c4 = whole
    return c1, c2, c3, c4


def company_of(value: Any) -> CompanyUse | None:
    """`company_kwh_class`: "company_1" to "company_4", "data_centre_1" to "data_centre_4" (the steps of appendix 1), or
    `{"kind": "company" | "data_centre", "annual_kwh": N}`."""
    if value in (None, ""):
        return None
    if isinstance(value, Mapping):
        kind = one_of(LargeUse, str(value.get("kind", "")), "company_kwh_class")
        return CompanyUse(kind, int(number(value.get("annual_kwh"), "company_kwh_class")))
    for kind, steps in STEPS_KWH.items():
        for step, kwh in enumerate(steps, 1):
            if str(value) == f"{kind.value}_{step}":
                return CompanyUse(kind, kwh)
    choices = ", ".join(f"{kind.value}_{step}" for kind in LargeUse for step in (1, 2, 3, 4))
    raise Refused(
        said("{text} is not possible.", text=str(value)),
        where=said("{option}: ", option="company_kwh_class"),
        mend=said("Choose one of: {choices}.", choices=choices),
    )


def day_or_none(value: Any) -> dt.date | None:
    """A day as YYYY-MM-DD, None for nothing; raises `Refused` for anything else."""
    try:
        return dt.date.fromisoformat(str(value)) if value else None
    except ValueError:
        raise Refused(
            said("{text} is not possible.", text=str(value)),
            where=said("{option}: ", option="option_since"),
            mend=said("Write the day as YYYY-MM-DD."),
        ) from None


def monthly(value: Any, months: tuple[Month, ...], field: str) -> tuple[tuple[Month, Decimal], ...]:
    """A figure of the customer file for each month: one number for every month, or an object by month ("2025-05")."""
    if value is None:
        return ()
    if isinstance(value, Mapping):
        return tuple((month_of(key), number(entry, field)) for key, entry in value.items())
    return tuple((month, number(value, field)) for month in months)


def month_of(text: Any) -> Month:
    """A month as YYYY-MM; raises `Refused` for anything else."""
    try:
        day = dt.date.fromisoformat(f"{text}-01")
    except ValueError:
        raise Refused(
            said("{text} is not possible.", text=str(text)),
            where=said("{option}: ", option="month"),
            mend=said("Write the month as YYYY-MM."),
        ) from None
    return Month.of(day)


def days_of(path: Path) -> tuple[dt.date, ...]:
    """The days of a file with one ISO date a line; blank lines and what follows a `#` are passed over."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        raise Refused(said("The file cannot be read."), where=said("{file}: ", file=path.name)) from None
    found = list[dt.date]()
    for place, line in enumerate(lines, 1):
        text = line.split("#")[0].strip()
        if text:
            try:
                found.append(dt.date.fromisoformat(text))
            except ValueError:
                raise Refused(
                    said("Line {line}: {text} is no date.", line=place, text=text),
                    where=said("{file}: ", file=path.name),
                    mend=said("Write the day as YYYY-MM-DD."),
                ) from None
    return tuple(found)


def readings_of(choices: list[str]) -> Readings:
    """Open readings chosen as `NAME=CHOICE`."""
    readings = Readings()
    for choice in choices:
        name, _, value = choice.partition("=")
        readings = with_choice(readings, name.strip(), value.strip())
    return readings


def meter_reading(path: Path, readings: Readings) -> MeterReading:
    """The month in a file (see the command line's description)."""
    document = json_file(path)
    refuse_unread(document, MONTH_FIELDS, path.name)
    lacking = sorted({"month", "voltage", "option", "contracts"} - set(document))
    if lacking:
        raise Refused(
            said("The field {name} is missing.", name=lacking[0]), where=said("{file}: ", file=path.name), mend=said("Add it.")
        )
    customer = document.get("customer") or {}
    kvarh, ice = customer.get("kvarh"), customer.get("ice_storage_off_peak_kwh")
    account = account_of(
        str(document["voltage"]),
        str(document["option"]),
        document["contracts"],
        sector=text_or_none(document.get("sector")),
        customer_class=text_or_none(document.get("class")),
        power_factor=document.get("power_factor_percent"),
        customer=customer,
    )
    return MeterReading(
        account=account,
        month=month_of(document["month"]),
        kwh=figures(document.get("kwh"), "kwh"),
        max_kw=figures(document.get("max_kw"), "max_kw"),
        prices=given_prices(document.get("prices")),
        ice_storage_kwh=number(ice or 0, "ice_storage_off_peak_kwh"),
        lagging_kvarh=None if kvarh is None else number(kvarh, "kvarh"),
        readings=readings,
    )


def refuse_unread(document: Mapping[str, Any], known: Collection[str], where: str) -> None:
    """Raises `Refused` for a field nobody reads, such as a misspelt one that would change the money without a word."""
    unread = sorted(set(document) - set(known))
    if unread:
        raise Refused(
            said("Nobody reads the field {name}.", name=", ".join(unread)),
            where=said("{file}: ", file=where),
            mend=said("Choose one of: {choices}.", choices=", ".join(sorted(known))),
        )


CUSTOMER_FIELDS = {
    *("own_transformer_kv", "tax_exempt", "ice_storage_off_peak_kwh", "kvarh", "second_feeder_percent"),
    *("company_kwh_class", "option_since", "low_voltage_metering_kva"),
}
MONTH_FIELDS = {
    *("month", "voltage", "option", "contracts", "kwh", "max_kw", "power_factor_percent", "sector", "class", "customer"),
    "prices",
}


def text_or_none(value: Any) -> str | None:
    """A text; None for nothing."""
    return None if value in (None, "") else str(value)


def figures(document: Any, field: str) -> dict[tuple[Season, Period], Decimal]:
    """Numbers by season and period; a season or period that does not exist is refused."""
    found = dict[tuple[Season, Period], Decimal]()
    for season, entries in _seasons(document, field).items():
        for name, value in (entries or {}).items():
            period = {period.key: period for period in Period}.get(name)
            if period is None:
                raise _no_such(name, field)
            if value is not None:
                found[season, period] = number(value, f"{field}, {season.key}, {name}")
    return found


def given_prices(document: Any) -> GivenPrices | None:
    """Prices a file brings with it, NT$ per kW and per kWh, instead of a tariff book; None for none."""
    if document is None:
        return None
    contracts = dict[Season, tuple[Decimal, Decimal, Decimal, Decimal]]()
    for season, prices in _seasons(document.get("contracts"), "prices").items():
        p1, p2, p3, p4 = (*(number(price or 0, "prices") for price in prices), *(Decimal(0),) * 4)[:4]
        contracts[season] = p1, p2, p3, p4
    charge = number(document.get("customer_charge") or 0, "prices")
    return GivenPrices(contracts, figures(document.get("energy"), "prices"), charge)


def _seasons(document: Any, field: str) -> dict[Season, Any]:
    if document is None:
        return {}
    known = {season.key: season for season in Season}
    if not isinstance(document, Mapping):
        raise _no_such(str(document), field)
    for name in document:
        if name not in known:
            raise _no_such(name, field)
    return {known[name]: entry for name, entry in document.items()}


def _no_such(name: str, field: str) -> Refused:
    return Refused(
        said("{text} is not possible.", text=name),
        where=said("{option}: ", option=field),
        mend=said("See the command's description for what it holds."),
        field=field,
    )
