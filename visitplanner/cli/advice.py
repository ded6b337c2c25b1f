"""`advise`: every lawful option with its best contracts, what else saves money, how sure it is and from when it may be."""

from __future__ import annotations

from typing import Annotated

import typer

from visitplanner.cli import bill_options as words
from visitplanner.cli.advice_documents import advice_document, advice_lines
from visitplanner.cli.session import Session
from visitplanner.domain.tariffs.choices import Premises
from visitplanner.services.advice import AdviceAsked, advise_load

Production = Annotated[bool | None, typer.Option("--production/--no-production", help="已確認為（不是）生產性質場所 / confirmed")]
Charging = Annotated[bool, typer.Option("--charging", help="專供電動車充換電 / premises that charge vehicles alone")]

FILLED_OPTION, FILLED_CONTRACTS = "two_stage", "100"
"""Stand for a present option and contracts that are not known, and are compared with nothing."""


def register(app: typer.Typer) -> None:
    app.command("advise", help="電費建議：可選電價、最適契約與節省 / options, contracts, savings")(advise)


def advise(
    ctx: typer.Context,
    load: words.LoadFile = None,
    voltage: words.VoltageWord = "HV",
    option: words.OptionWord = "",
    contracts: words.ContractWords = "",
    year: words.Year = None,
    prices_of: words.PricesOf = "",
    sector: words.SectorWord = "",
    customer_class: words.ClassWord = "",
    power_factor: words.PowerFactor = "",
    variable_days: words.VariableFile = None,
    variable_case: words.VariableWord = "",
    customer: words.CustomerFile = None,
    reading: words.ReadingWords = None,
    production: Production = None,
    charging: Charging = False,
) -> None:
    session: Session = ctx.obj
    if load is None:
        raise typer.BadParameter("--load FILE")
    known = bool(option and contracts)
    given = words.LoadWords(
        load=load,
        voltage=voltage,
        option=option if known else FILLED_OPTION,
        contracts=contracts if known else FILLED_CONTRACTS,
        year=year,
        prices_of=prices_of,
        sector=sector,
        customer_class=customer_class,
        power_factor=power_factor,
        variable_days=variable_days,
        variable_case=variable_case,
        customer=customer,
        reading=tuple(reading or ()),
    )
    read, question = words.question_of(session, given)
    asked = AdviceAsked(read, question, session.today, known, Premises(production, charging))
    advised = advise_load(session.known.tariffs(), asked)
    session.show(advice_document(advised, session.language.say), advice_lines(session, advised))
