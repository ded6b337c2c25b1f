"""The options `bill` and `advise` share: whose load, by which prices and readings."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from visitplanner.cli.core.arguments import day_of, json_file, one_of
from visitplanner.cli.core.session import Session
from visitplanner.cli.tariffs.bill_files import account_of, days_of, monthly, readings_of
from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.domain.core.supply import TariffOption
from visitplanner.domain.customers.customers import account_printed
from visitplanner.domain.tariffs.bills.variable import VariableCase
from visitplanner.domain.tariffs.bills.year import Question, months_of_load, months_of_year
from visitplanner.domain.tariffs.books.load import Load
from visitplanner.services.loads.loads import ReadingChoices, account_digits
from visitplanner.services.tariffs.bills import designated_cases, version_of

AccountWord = Annotated[str, typer.Option(metavar="NO", help="檔內多個電號時的電號 / which account of the file")]
LoadFile = Annotated[Path | None, typer.Option(metavar="FILE", help="15 分鐘負載檔 / file with a 15-minute load")]
VoltageWord = Annotated[str, typer.Option(help="HV | EHV")]
OptionWord = Annotated[str, typer.Option(help="two_stage | three_stage_fixed | three_stage_variable | batch | ev")]
ContractWords = Annotated[str, typer.Option(help="c1,c2,c3,c4 (kW)")]
BillYear = Annotated[int | None, typer.Option(help="西元年 / calendar year")]
PricesOf = Annotated[str, typer.Option(help="採用這一天的電價版本 / the version of prices in force on this day")]
SectorWord = Annotated[str, typer.Option(help="行業代碼 / industry code")]
ClassWord = Annotated[str, typer.Option("--class", help="general | agriculture_fishery | school_k12 | …")]
PowerFactor = Annotated[str, typer.Option(help="功率因數 % / power factor, percent")]
VariableFile = Annotated[Path | None, typer.Option(metavar="FILE", help="尖峰可變動的 30 日，每行一日 / its 30 days")]
VariableWord = Annotated[str, typer.Option(help="worst | expected | best：尚未指定日期時 / before days are named")]
CustomerFile = Annotated[Path | None, typer.Option(metavar="FILE", help="用戶資料 (JSON) / the customer's particulars")]
ReadingWords = Annotated[list[str] | None, typer.Option(metavar="NAME=CHOICE", help="計費讀法 / an open reading")]

FILE_TELLS = ReadingChoices()
CASE_WORDS = f"--variable-case {'|'.join(case.value for case in VariableCase)}"


@dataclass(frozen=True, slots=True)
class LoadWords:
    """The words of a command line about one load, not yet read."""

    load: Path
    voltage: str
    option: str
    contracts: str
    year: int | None = None
    prices_of: str = ""
    sector: str = ""
    customer_class: str = ""
    power_factor: str = ""
    variable_days: Path | None = None
    variable_case: str = ""
    customer: Path | None = None
    reading: tuple[str, ...] = ()
    choices: ReadingChoices = FILE_TELLS


def question_of(session: Session, words: LoadWords, *, days_needed: bool = False) -> tuple[Load, Question]:
    """The load in its file and the question about it; `Refused` names the option that is wrong. days_needed: without its 30
    days or a case for them the variable peak is refused."""
    details = json_file(words.customer) if words.customer else {}
    account = account_of(
        words.voltage,
        words.option,
        words.contracts,
        sector=words.sector or None,
        customer_class=words.customer_class or None,
        power_factor=words.power_factor or None,
        customer=details,
    )
    library = session.known.tariffs()
    day = day_of(words.prices_of, "--prices-of") if words.prices_of else None
    book = version_of(library, day, account.customer_class) if day else None
    load = _load_of(session, words.load, words.choices)
    if account.option is TariffOption.THREE_STAGE_VARIABLE and not (words.variable_days or words.variable_case) and days_needed:
        raise _days_are_missing()
    months = months_of_year(words.year) if words.year else months_of_load(load)
    days = days_of(words.variable_days) if words.variable_days else ()
    if words.variable_case and account.option is TariffOption.THREE_STAGE_VARIABLE:
        case = one_of(VariableCase, words.variable_case, "--variable-case")
        years = sorted({month.year for month in months})
        days = tuple(day for year in years for day in designated_cases(library, load, account, year, book).of(case))
    return load, Question(
        account=account,
        months=months,
        readings=readings_of(list(words.reading)),
        prices_from=book,
        designated=days,
        ice_storage_kwh=monthly(details.get("ice_storage_off_peak_kwh"), months, "ice_storage_off_peak_kwh"),
        lagging_kvarh=monthly(details.get("kvarh"), months, "kvarh"),
    )


def _load_of(session: Session, path: Path, choices: ReadingChoices) -> Load:
    """The load in a file; refused where it is another account's than the one asked for."""
    file = session.files.read_load(path, choices)
    if choices.account and file.account not in (None, account_digits(choices.account)):
        own, asked = account_printed(file.account or ""), account_printed(account_digits(choices.account))
        raise Refused(
            said("The file names the account {file}, not {asked}.", file=own, asked=asked),
            mend=said("Leave --account out, or choose the file of the other customer."),
            field="account",
        )
    return file.load


def _days_are_missing() -> Refused:
    return Refused(
        said("The variable peak cannot be billed without the 30 days that are named for it."),
        mend=said("Give them with {file}, one date a line, or take {case}.", file="--variable-days FILE", case=CASE_WORDS),
        field="variable_days",
    )
