"""`readings advise`: what the monthly readings of a customer allow, without a load."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Any

import typer

from visitplanner.cli.core.session import Session
from visitplanner.cli.core.subcommands import group
from visitplanner.cli.tariffs.contracts import advice_document, advice_lines
from visitplanner.cli.tariffs.trials import TrialDraft, TrialOf, TrialPercent, versions_of
from visitplanner.domain.core.errors import Unknown
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.core.supply import OPTION_NAMES
from visitplanner.domain.customers.customers import Customer, account_printed
from visitplanner.services.customers.customers import CustomerList
from visitplanner.services.loads.loads import account_digits
from visitplanner.services.tariffs.reading_advice import (
    OptionOfReadings,
    PartialSum,
    ReadingAdvice,
    ReadingsOf,
    advise_readings,
    claims_no_saving,
)


def register(app: typer.Typer) -> None:
    """Adds `readings advise`."""
    readings = group(app, "readings", "每月用電紀錄 / monthly readings")
    readings.command("advise", help="由每月用電紀錄建議契約容量 / advice from monthly readings")(advise)


def advise(
    ctx: typer.Context,
    account: Annotated[str, typer.Option(help="電號 / whose readings")],
    trial_of: TrialOf = "",
    trial_draft: TrialDraft = "",
    trial_percent: TrialPercent = "",
) -> None:
    """Best contracts, over contract, power factor and other prices from a customer's newest twelve monthly readings."""
    session: Session = ctx.obj
    customer = customer_of_account(session, account_digits(account))
    kept = session.office.ask(ReadingsOf(customer.id)).get(customer.id, [])
    versions = versions_of(session, trial_of, trial_draft, trial_percent)
    found = advise_readings(session.known.tariffs(), customer, kept, session.today, versions)
    session.show(document(session, customer, found), lines(session, customer, found))


def customer_of_account(session: Session, account: str) -> Customer:
    """The customer of a 電號; Unknown when there is none."""
    found = [row.customer for row in session.office.ask(CustomerList(account)) if row.customer.account == account]
    if not found:
        raise Unknown(said("No customer has the account {account}.", account=account_printed(account)), field="account")
    return found[0]


def document(session: Session, customer: Customer, found: ReadingAdvice) -> dict[str, Any]:
    """JSON: months, the contracts as `contracts` gives them, months over contract, and sums of the months they name."""
    say, advice = session.language.say, found.contracts
    contracts = None if advice is None else advice_document(advice)
    if contracts is not None and contracts["current"] and claims_no_saving(customer):
        contracts["current"]["saving"] = "unknown"
    return {
        "account": customer.account,
        "months": [str(month) for month in found.months],
        "contracts": contracts,
        "contracts_why_not": None if found.contracts_why is None else say(found.contracts_why),
        "over": over_document(found),
        "present": _sum(found.present),
        "options": [
            {
                "option": each.option.value,
                "contracts": list(each.contracts),
                "total": _sum(each.total),
                "saving": "unknown" if claims_no_saving(customer) else _sum(each.saving),
            }
            for each in found.options
        ],
        "power_factor": _sum(found.to_best_power_factor),
        "trial": None if found.trial is None else _sum(found.trial),
        "notes": [say(note) for note in found.notes],
    }


def over_document(found: ReadingAdvice) -> list[dict[str, Any]]:
    """JSON of every month over the present contracts: the kW charged and the surcharge at today's prices."""
    present = found.contracts.present if found.contracts else None
    return [
        {
            "month": month.month,
            "over_kw": float(sum((each.net_kw for each in month.excesses), Decimal(0))),
            "surcharge": month.surcharge_ntd,
        }
        for month in (present.months if present else ())
        if month.excesses
    ]


def _option_line(each: OptionOfReadings, silent: bool) -> Message:
    figures = {"option": OPTION_NAMES[each.option], "total": each.total.ntd, "count": len(each.total.months)}
    figures["contracts"] = ", ".join(f"{kw:,}" for kw in each.contracts)
    if silent:
        return said("{option}, contracts {contracts} kW: NT$ {total:,} in {count} months.", **figures)
    return said(
        "{option}, contracts {contracts} kW: NT$ {total:,} in {count} months, {ntd:+,} saved (between {least:+,} and {most:+,}).",
        **figures,
        ntd=each.saving.ntd,
        least=each.saving.least,
        most=each.saving.most,
    )


def _sum(part: PartialSum) -> dict[str, Any]:
    return {"months": [str(month) for month in part.months], "ntd": part.ntd, "between": [part.least, part.most]}


def lines(session: Session, customer: Customer, found: ReadingAdvice) -> Iterator[str]:
    """The same as lines for people."""
    say = session.language.say
    if found.contracts is not None and not claims_no_saving(customer):
        yield from advice_lines(session, found.contracts)
    elif found.contracts_why is not None:
        yield say(found.contracts_why)
    for each in over_document(found):
        yield say(
            said(
                "Month {month}: {kw:,.1f} kW over contract, NT$ {ntd:,.0f}.",
                month=each["month"],
                kw=each["over_kw"],
                ntd=each["surcharge"],
            )
        )
    for each in found.options:
        yield say(_option_line(each, claims_no_saving(customer)))
    gain = found.to_best_power_factor
    yield say(said("A power factor of 95 % would save NT$ {ntd:,} in {count} months.", ntd=gain.ntd, count=len(gain.months)))
    if found.trial is not None:
        trial = found.trial
        yield say(said("The other prices: {ntd:+,} NT$ in {count} months.", ntd=trial.ntd, count=len(trial.months)))
    yield from map(say, found.notes)
