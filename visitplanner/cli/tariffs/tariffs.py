"""`bill`: twelve bills from a load, or one from a meter reading, each checkable line by line with `--explain`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from visitplanner.cli.core.session import Session
from visitplanner.cli.loads.load_options import ColumnWord, DatesWord, DecimalWord, StampWord, UnitWord, choices_of
from visitplanner.cli.tariffs import bill_options as words
from visitplanner.cli.tariffs.bill_documents import show_month, show_year
from visitplanner.cli.tariffs.bill_files import meter_reading, readings_of
from visitplanner.services.tariffs.bills import bill_reading, bill_year

MonthFile = Annotated[Path | None, typer.Option(metavar="FILE", help="一個月的抄表資料 (JSON) / one month's reading")]
Explain = Annotated[bool, typer.Option("--explain", help="逐項列式 / every line with formula and clause")]


def register(app: typer.Typer) -> None:
    """Adds `bill`."""
    app.command("bill", help="電費試算 / bills from a load or a meter reading")(bill)


def bill(
    ctx: typer.Context,
    load: words.LoadFile = None,
    month: MonthFile = None,
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
    explain: Explain = False,
) -> None:
    session: Session = ctx.obj
    if month is not None and load is None:
        billed = bill_reading(session.known.tariffs(), meter_reading(month, readings_of(reading or [])))
        show_month(session, billed, explain)
        return
    if load is None or month is not None or not option or not contracts:
        raise typer.BadParameter("--load FILE --option --contracts | --month FILE")
    choices = choices_of(stamp=stamp, dates=dates, unit=unit, decimal=decimal, account=account, column=column)
    given = words.LoadWords(
        load=load,
        voltage=voltage,
        option=option,
        contracts=contracts,
        year=year,
        prices_of=prices_of,
        sector=sector,
        customer_class=customer_class,
        power_factor=power_factor,
        variable_days=variable_days,
        variable_case=variable_case,
        customer=customer,
        reading=tuple(reading or ()),
        choices=choices,
    )
    read, question = words.question_of(session, given, days_needed=True)
    show_year(session, bill_year(session.known.tariffs(), read, question), explain)
