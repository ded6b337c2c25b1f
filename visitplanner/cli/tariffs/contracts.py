"""`contracts`: the cheapest contracts for a year of demands, with proof."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from visitplanner.cli.core.arguments import day_of, json_file, number, one_of
from visitplanner.cli.core.session import Session
from visitplanner.cli.tariffs.bill_documents import money
from visitplanner.cli.tariffs.bill_files import OPTION_WORDS, contracts_of, percent_of, readings_of, voltage_of
from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.domain.core.supply import CustomerClass, TariffOption
from visitplanner.domain.tariffs.books.periods import Period
from visitplanner.domain.tariffs.books.seasons import Season
from visitplanner.domain.tariffs.contracts.contract_charge import ContractCost
from visitplanner.domain.tariffs.contracts.contracts import BestContracts, RobustContracts
from visitplanner.services.tariffs.contracts import ContractAdvice, Demands, MonthDemand, advise_contracts

FIELDS = {"voltage", "option", "prices_of", "power_factor_percent", "contracts", "months", "class"}
NEEDED = ("option", "prices_of", "months")
SUFFIXES = {Season.SUMMER: "_summer", Season.NON_SUMMER: "_non_summer"}
MONTH_FIELDS = {"month", *(period.key + end for period in Period for end in ("", *SUFFIXES.values()))}

DemandsFile = Annotated[
    Path, typer.Option("--demands", metavar="FILE", help="十二個月的最高需量 (JSON) / a year of highest demands")
]
Growth = Annotated[bool, typer.Option("--growth", help="加列需量成長 0-10 % 的穩健契約 / also the robust best for growth")]
ReadingChoices = Annotated[list[str] | None, typer.Option("--reading", metavar="NAME=CHOICE", help="解讀選項 / an open reading")]


def register(app: typer.Typer) -> None:
    """Adds `contracts`."""
    app.command("contracts", help="最適契約容量 / the cheapest contracts, proven")(contracts)


def contracts(ctx: typer.Context, demands: DemandsFile, growth: Growth = False, reading: ReadingChoices = None) -> None:
    """The cheapest contracts for a year of demands in a file, proven; with --growth those of least regret too."""
    session: Session = ctx.obj
    asked = demands_of(json_file(demands), reading or [])
    advice = advise_contracts(session.known.tariffs(), asked, with_growth=growth)
    document = advice_document(advice) | {"notes": [session.language.say(note) for note in advice.notes]}
    session.show(document, advice_lines(session, advice))


def demands_of(document: dict[str, Any], choices: list[str]) -> Demands:
    """The demands of a file (see the command line's description). Refused with the field that is wrong."""
    _refuse_unknown_fields(document)
    option = str(document["option"])
    factor, present = document.get("power_factor_percent"), document.get("contracts")
    return Demands(
        voltage=voltage_of(str(document.get("voltage", "HV"))),
        option=one_of(TariffOption, OPTION_WORDS.get(option, option), "option"),
        prices_of=day_of(str(document["prices_of"]), "prices_of"),
        months=tuple(_month(entry) for entry in document["months"]),
        power_factor_percent=None if factor is None else percent_of(factor, "power_factor_percent"),
        present=None if present is None else contracts_of(present),
        customer_class=one_of(CustomerClass, str(document.get("class", "general")), "class"),
        readings=readings_of(choices),
    )


def _refuse_unknown_fields(document: dict[str, Any]) -> None:
    lacking = [name for name in NEEDED if document.get(name) in (None, "")]
    if lacking:
        raise Refused(said("The field {name} is missing.", name=lacking[0]), mend=said("Add it."), field=lacking[0])
    unread = sorted(set(document) - FIELDS)
    if unread:
        raise Refused(
            said("The file of demands has fields that are not known: {fields}.", fields=", ".join(unread)),
            mend=said("It has voltage, option, prices_of, power_factor_percent, contracts and months."),
        )
    if not isinstance(document["months"], list):
        raise Refused(said("The field months is no list."), mend=said("Give each month from 1 to 12 once."), field="months")


def _month(entry: Any) -> MonthDemand:
    unread = sorted(set(entry) - MONTH_FIELDS) if isinstance(entry, dict) else [str(entry)]
    if unread or type(entry.get("month")) is not int:
        raise Refused(
            said("A month of the demands cannot be read: {fields}.", fields=", ".join(unread) or "month"),
            mend=said("Each has month (1 to 12), peak, half_peak, saturday_half_peak and off_peak in kW."),
            field="months",
        )
    kw = {
        key: number(value, f"month {entry['month']}, {key}")
        for key, value in entry.items()
        if key != "month" and value is not None
    }
    return MonthDemand(
        entry["month"],
        {period: kw[period.key] for period in Period if period.key in kw},
        {(season, p): kw[p.key + end] for season, end in SUFFIXES.items() for p in Period if p.key + end in kw},
    )


def advice_document(advice: ContractAdvice) -> dict[str, Any]:
    """The JSON of `contracts`; amounts are the year's, in NT$, before the sector's coefficient."""
    return {
        **_best(advice.best),
        "milliseconds": round(advice.search_seconds * 1000, 3),
        "current": None if advice.present is None else _present(advice.present) | {"saving": advice.saving_ntd},
        "regular_alone": _best(advice.regular_alone),
        "without_excess": _best(advice.without_excess),
        "growth": None if advice.robust is None else _robust(advice.robust),
    }


def _best(best: BestContracts) -> dict[str, Any]:
    return {
        "contracts": list(best.contracts),
        "cost": best.cost_ntd,
        "lower_bound": best.lower_bound_ntd,
        "proof": best.proof,
    }


def _present(cost: ContractCost) -> dict[str, Any]:
    return {
        "contracts": list(cost.contracts),
        "cost": cost.total_ntd,
        "basic": cost.basic_ntd,
        "surcharge": cost.surcharge_ntd,
        "months_over": [month.month for month in cost.months if month.excesses],
    }


def _robust(robust: RobustContracts) -> dict[str, Any]:
    return {
        "contracts": list(robust.best.contracts),
        "mean_cost": robust.mean_ntd,
        "worst_regret": robust.worst_regret_ntd,
        "costs": [{"percent": p, "cost": cost} for p, cost in zip(robust.growths_percent, robust.costs_ntd, strict=True)],
    }


def advice_lines(session: Session, advice: ContractAdvice) -> list[str]:
    """Best contracts in kW, their cost and the saving in NT$ a year, notes."""
    say = session.language.say
    c1, c2, c3, c4 = (f"{kw:,}" for kw in advice.best.contracts)
    cost = money(advice.best.cost_ntd)
    lines = [
        say(said("Best contracts: {c1}, {c2}, {c3}, {c4} kW; {cost} NT$ a year, proven.", c1=c1, c2=c2, c3=c3, c4=c4, cost=cost))
    ]
    if advice.present is not None and advice.saving_ntd is not None:
        lines.append(
            say(said("The present contracts cost {cost} NT$; a change saves {saving} NT$ a year.",
                     cost=money(advice.present.total_ntd), saving=money(advice.saving_ntd)))
        )  # fmt: skip
    return [*lines, *(say(note) for note in advice.notes)]
