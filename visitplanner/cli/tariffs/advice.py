"""`advise`: every lawful option with its best contracts, what else saves money, how sure it is and from when it may be."""

from __future__ import annotations

from typing import Annotated

import typer

from visitplanner.cli.core.session import Session
from visitplanner.cli.loads.load_options import ColumnWord, DatesWord, DecimalWord, StampWord, UnitWord, choices_of
from visitplanner.cli.tariffs import bill_options as words
from visitplanner.cli.tariffs.advice_documents import advice_document
from visitplanner.cli.tariffs.advice_lines import advice_lines
from visitplanner.cli.tariffs.reading_advice import advise as advise_readings_of
from visitplanner.cli.tariffs.trials import TrialDraft, TrialOf, TrialPercent, versions_of
from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.domain.tariffs.advice.choices import Premises
from visitplanner.domain.tariffs.advice.shifting import DEFAULT_PERCENTS, ClockHours
from visitplanner.domain.tariffs.books.periods import slot_of
from visitplanner.domain.tariffs.findings.verdict import Threshold
from visitplanner.services.tariffs.advice import AdviceAsked, advise_load

Production = Annotated[bool | None, typer.Option("--production/--no-production", help="已確認為（不是）生產性質場所 / confirmed")]
Charging = Annotated[bool, typer.Option("--charging", help="專供電動車充換電 / premises that charge vehicles alone")]

ShiftTo = Annotated[str, typer.Option(metavar="HH:MM-HH:MM", help="移轉夜尖峰至這些時間 / hours to move to")]
ShiftPercent = Annotated[list[int] | None, typer.Option(metavar="PCT", help="移轉比例 / share of the evening to move")]
ResponsePercent = Annotated[int, typer.Option(metavar="PCT", help="需量反應抑低比例 / share to promise to demand response")]
Pledge = Annotated[int | None, typer.Option(metavar="KW", min=1, help="需量反應約定抑低瓩數 / power promised")]
Least = Annotated[int | None, typer.Option(metavar="NTD", min=0, help="至少節省多少才建議變更 / saving worth a change")]
FromReadings = Annotated[bool, typer.Option("--readings", help="依每月用電紀錄 / from the monthly readings of --account")]

FILLED_OPTION, FILLED_CONTRACTS = "two_stage", "100,0,0,0"
"""Stand for a present option and contracts that are not known, and are compared with nothing."""


def register(app: typer.Typer) -> None:
    """Adds `advise`."""
    app.command("advise", help="電費建議：可選電價、最適契約與節省 / options, contracts, savings")(advise)


def advise(
    ctx: typer.Context,
    load: words.LoadFile = None,
    voltage: words.VoltageWord = "HV",
    option: words.OptionWord = "",
    contracts: words.ContractWords = "",
    year: words.BillYear = None,
    prices_of: words.PricesOf = "",
    sector: words.SectorWord = "",
    customer_class: words.ClassWord = "",
    power_factor: words.PowerFactor = "",
    variable_days: words.VariableFile = None,
    variable_case: words.VariableWord = "",
    customer: words.CustomerFile = None,
    reading: words.ReadingWords = None,
    stamp: StampWord = "",
    dates: DatesWord = "",
    unit: UnitWord = "",
    decimal: DecimalWord = "",
    column: ColumnWord = "",
    account: words.AccountWord = "",
    production: Production = None,
    charging: Charging = False,
    shift: ShiftPercent = None,
    shift_to: ShiftTo = "00:00-06:00",
    response: ResponsePercent = 20,
    pledge: Pledge = None,
    least: Least = None,
    trial_of: TrialOf = "",
    trial_draft: TrialDraft = "",
    trial_percent: TrialPercent = "",
    readings: FromReadings = False,
) -> None:
    session: Session = ctx.obj
    if load is None:
        return _from_readings(readings, ctx, account, trial_of, trial_draft, trial_percent)
    held = (option, contracts) if option and contracts else (FILLED_OPTION, FILLED_CONTRACTS)
    terms = (year, prices_of, sector, customer_class, power_factor, variable_days, variable_case, customer, tuple(reading or ()))
    choices = choices_of(stamp=stamp, dates=dates, unit=unit, decimal=decimal, account=account, column=column)
    read, question = words.question_of(session, words.LoadWords(load, voltage, *held, *terms, choices))
    wished = (Premises(production, charging), tuple(shift or DEFAULT_PERCENTS), hours_of(shift_to), response, pledge)
    versions = versions_of(session, trial_of, trial_draft, trial_percent, prices_of)
    known = bool(option and contracts)
    asked = AdviceAsked(read, question, session.today, known, *wished, Threshold.at(least), versions)
    advised = advise_load(session.known, asked)
    return session.show(advice_document(advised, session.language.say), advice_lines(session, advised))


def _from_readings(wanted: bool, ctx: typer.Context, *asked: str) -> None:
    """The same from monthly readings, which `readings advise` knows; wrong use where neither they nor a load are named."""
    if not wanted:
        raise typer.BadParameter("--load FILE | --readings")
    advise_readings_of(ctx, *asked)


def hours_of(text: str) -> ClockHours:
    """`HH:MM-HH:MM` in quarters of an hour."""
    try:
        start, stop = (slot_of(clock) for clock in text.split("-"))
    except ValueError:
        raise Refused(
            said("{text} is not possible.", text=text),
            where=said("{option}: ", option="--shift-to"),
            mend=said("Write hours as 00:00-06:00."),
        ) from None
    return ClockHours(start, stop)
