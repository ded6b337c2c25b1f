"""`ask capacitors` and `ask merge`: equipment and accounts of one site."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from visitplanner.cli.answers.answer_words import load_asked, said_lines
from visitplanner.cli.answers.change import ABOUT
from visitplanner.cli.core.arguments import number
from visitplanner.cli.core.session import Session
from visitplanner.cli.core.subcommands import group
from visitplanner.cli.tariffs import bill_options as words
from visitplanner.cli.tariffs.reading_advice import customer_of_account
from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.domain.tariffs.answers.accounts_together import AccountYear, Together, together_notes
from visitplanner.domain.tariffs.answers.capacitors import CapacitorAnswer, capacitor_notes
from visitplanner.services.answers.sites import accounts_together, capacitors_of_load, capacitors_of_readings
from visitplanner.services.loads.loads import account_digits
from visitplanner.services.tariffs.reading_advice import ReadingsOf

Loads = Annotated[list[Path] | None, typer.Option("--load", metavar="FILE", help="各電號之負載檔 / a load for each account")]
Contracts = Annotated[list[str] | None, typer.Option("--contracts", metavar="c1,c2,c3,c4", help="各電號之契約 / for each")]


def register(app: typer.Typer) -> None:
    """Adds `ask capacitors` and `ask merge`."""
    asks = group(app, "ask", ABOUT)
    asks.command("capacitors", help="功率因數改善至 95%：千乏、節省、回收年限 / kvar and pay-back")(capacitors)
    asks.command("merge", help="併戶或分戶：合計之電費與電費之合計 / one bill or several")(merge)


def capacitors(
    ctx: typer.Context,
    load: words.LoadFile = None,
    option: words.OptionWord = "two_stage",
    contracts: words.ContractWords = "",
    voltage: words.VoltageWord = "HV",
    prices_of: words.PricesOf = "",
    sector: words.SectorWord = "",
    power_factor: words.PowerFactor = "",
    customer: words.CustomerFile = None,
    account: words.AccountWord = "",
    price: Annotated[str, typer.Option(metavar="NTD", help="每千乏價格 / price of a kvar")] = "",
) -> None:
    """From a load with its power factor or reactive energy, or from the monthly readings of --account."""
    session: Session = ctx.obj
    cost = number(price, "--price") if price else None
    if cost is not None and cost < 0:
        raise Refused(said("It is at least {least}.", least="0"), where=said("{option}: ", option="--price"))
    library = session.known.tariffs()
    if load is not None:
        read, question = load_asked(session, load, voltage, option, contracts, prices_of, sector, power_factor, customer)
        answer = capacitors_of_load(library, read, question, cost)
    elif account:
        whose = customer_of_account(session, account_digits(account))
        kept = session.office.ask(ReadingsOf(whose.id)).get(whose.id, [])
        answer = capacitors_of_readings(library, whose, kept, cost)
    else:
        raise typer.BadParameter("--load FILE | --account NO")
    session.show(capacitor_document(session, answer), capacitor_lines(session, answer))


def capacitor_document(session: Session, answer: CapacitorAnswer) -> dict[str, Any]:
    """JSON: kvar of each month and of all, saving in NT$ of the months, years until it has paid."""
    return {
        "kvar": [answer.least_kvar, answer.most_kvar],
        "exact": answer.exact,
        "saving": answer.saving_ntd,
        "price_per_kvar": answer.price_ntd,
        "pay_back_years": None if answer.years is None else [round(float(each), 2) for each in answer.years],
        "months": [
            {
                "month": str(each.month),
                "power_factor": each.percent,
                "kvar": [each.least_kvar, each.most_kvar],
                "saving": each.saving_ntd,
            }
            for each in answer.months
        ],
        "notes": [session.language.say(each) for each in capacitor_notes(answer)],
    }


def capacitor_lines(session: Session, answer: CapacitorAnswer) -> Iterator[str]:
    """Size, saving and pay-back."""
    say = session.language.say
    count = len(answer.months)
    yield say(
        said(
            "To 95 %: {least:,} to {most:,} kvar; saving {ntd:,} NT$ in {count} months.",
            least=answer.least_kvar,
            most=answer.most_kvar,
            ntd=answer.saving_ntd,
            count=count,
        )
    )
    if answer.years is not None and answer.price_ntd is not None:
        least, most = answer.years
        yield say(
            said(
                "At {price:,} NT$ a kvar (given with the question) it has paid after {least:.1f} to {most:.1f} years.",
                price=answer.price_ntd,
                least=least,
                most=most,
            )
        )
    elif answer.saving_ntd <= 0:
        yield say(said("Nothing is to be saved: the power factor is 95 % or better."))
    elif answer.price_ntd is None:
        yield say(said("Give a price per kvar (--price) for the pay-back."))
    yield from said_lines(session, capacitor_notes(answer))


def merge(
    ctx: typer.Context,
    load: Loads = None,
    contracts: Contracts = None,
    option: words.OptionWord = "two_stage",
    voltage: words.VoltageWord = "HV",
    prices_of: words.PricesOf = "",
    sector: words.SectorWord = "",
    power_factor: words.PowerFactor = "",
) -> None:
    """Accounts of one site as one bill and as several, each with its present and its best contracts."""
    session: Session = ctx.obj
    files, kw = load or [], contracts or []
    if len(files) < 2 or len(files) != len(kw):
        raise typer.BadParameter("--load FILE --contracts c1,c2,c3,c4 --load FILE --contracts c1,c2,c3,c4 …")
    parts = [
        load_asked(session, file, voltage, option, each, prices_of, sector, power_factor)
        for file, each in zip(files, kw, strict=True)
    ]
    answer = accounts_together(session.known.tariffs(), parts)
    session.show(merge_document(session, answer), merge_lines(session, answer))


def merge_document(session: Session, answer: Together) -> dict[str, Any]:
    """JSON: each account and the whole with present and best contracts, NT$ of the months compared."""
    months = answer.whole.present.months
    return {
        "months": [str(bill.use.month) for bill in months],
        "accounts": [_account(part) for part in answer.parts],
        "apart": answer.apart_ntd,
        "apart_best": answer.apart_best_ntd,
        "merged": _account(answer.whole),
        "merging_saves": answer.merging_saves_ntd,
        "coinciding_kw": round(float(answer.coinciding_kw), 3),
        "notes": [session.language.say(each) for each in together_notes(answer)],
    }


def _account(year: AccountYear) -> dict[str, Any]:
    return {
        "contracts": list(year.contracts),
        "total": year.present.total,
        "best_contracts": list(year.best_contracts),
        "best_total": year.best.total,
        "highest_kw": round(float(year.highest_kw), 3),
    }


def merge_lines(session: Session, answer: Together) -> Iterator[str]:
    """Apart, as one, and which is cheaper."""
    say = session.language.say
    for text, present, best in (
        (said("apart"), answer.apart_ntd, answer.apart_best_ntd),
        (said("as one account"), answer.whole.present.total, answer.whole.best.total),
    ):
        yield say(
            said("{what}: {present:,} NT$ with present contracts, {best:,} with the best", what=text, present=present, best=best)
        )
    saved = answer.merging_saves_ntd
    if saved:
        less = said("One account costs {ntd:,} NT$ less.", ntd=saved)
        yield say(less if saved > 0 else said("One account costs {ntd:,} NT$ more.", ntd=-saved))
    else:
        yield say(said("One account costs as much as several."))
    yield say(
        said("Their highest demands together are {kw:,.0f} kW above the highest demand of the sum.", kw=answer.coinciding_kw)
    )
    yield from said_lines(session, together_notes(answer))
