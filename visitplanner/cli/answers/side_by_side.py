"""`ask last-year` and `ask peers`: against oneself a year ago, and against one's like."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from visitplanner.cli.answers.answer_words import load_asked, told_lines
from visitplanner.cli.answers.change import ABOUT
from visitplanner.cli.core.session import Session
from visitplanner.cli.core.subcommands import group
from visitplanner.cli.tariffs import bill_options as words
from visitplanner.cli.tariffs.reading_advice import customer_of_account
from visitplanner.domain.tariffs.answers.peers import PeerRank, sector_of
from visitplanner.domain.tariffs.answers.two_years import Difference, difference_words
from visitplanner.services.answers.likes import PeersOf
from visitplanner.services.answers.told import peers_told, years_told
from visitplanner.services.answers.years import ReadingsWithChanges, YearsAnswer, years_of_loads, years_of_readings
from visitplanner.services.loads.loads import ReadingChoices, account_digits

Earlier = Annotated[Path | None, typer.Option("--before", metavar="FILE", help="前一年之負載檔 / the year before")]


def register(app: typer.Typer) -> None:
    """Adds `ask last-year` and `ask peers`."""
    asks = group(app, "ask", ABOUT)
    asks.command("last-year", help="與去年相比：電費為何增減 / why the bill changed")(last_year)
    asks.command("peers", help="與同業比（不列名） / among one's like, no names")(of_peers)


def last_year(
    ctx: typer.Context,
    load: words.LoadFile = None,
    before: Earlier = None,
    option: words.OptionWord = "",
    contracts: words.ContractWords = "",
    voltage: words.VoltageWord = "HV",
    sector: words.SectorWord = "",
    power_factor: words.PowerFactor = "",
    account: words.AccountWord = "",
) -> None:
    """From a load of two years, a load and that of the year before, or the monthly readings of --account."""
    session: Session = ctx.obj
    library = session.known.tariffs()
    if load is not None and option and contracts:
        read, question = load_asked(session, load, voltage, option, contracts, "", sector, power_factor)
        earlier = read if before is None else session.files.read_load(before, ReadingChoices()).load
        answer = years_of_loads(library, earlier, read, question)
    elif load is None and account:
        customer = customer_of_account(session, account_digits(account))
        readings, changes = session.office.ask(ReadingsWithChanges(customer.id))
        answer = years_of_readings(library, customer, readings, changes)
    else:
        raise typer.BadParameter("--load FILE [--before FILE] --option … --contracts … | --account NO")
    session.show(years_document(session, answer), told_lines(session, years_told(answer)))


def years_document(session: Session, answer: YearsAnswer) -> dict[str, Any]:
    """JSON: the difference of all months and of each, NT$, its parts adding up to it."""
    say = session.language.say
    return {
        **difference_document(answer.years.whole),
        "sentence": say(difference_words(answer.years.whole)),
        "months": [{"month": str(month), **difference_document(each)} for month, each in answer.years.months],
        "notes": [say(each) for each in answer.notes],
    }


def difference_document(found: Difference) -> dict[str, Any]:
    """JSON of a difference; positive where the second year is dearer."""
    return {
        "difference": found.total,
        "parts": {
            "price": found.price,
            "demand": found.demand,
            "use": found.amount,
            "hours": found.hours,
            "rest": found.rest,
        },
        "kwh": [float(each) for each in found.kwh],
        "highest_kw": [float(each) for each in found.highest_kw],
    }


def of_peers(ctx: typer.Context, account: Annotated[str, typer.Option("--account", metavar="NO", help="電號 / whose")]) -> None:
    """How a customer stands among those of its line of business: quarters and middle, no names."""
    session: Session = ctx.obj
    customer = customer_of_account(session, account_digits(account))
    ranks = session.office.ask(PeersOf(customer))
    document = {"account": customer.account, "sector": sector_of(customer.sector), "measures": [_rank(each) for each in ranks]}
    session.show(document, told_lines(session, peers_told(ranks)))


def _rank(rank: PeerRank) -> dict[str, Any]:
    return {
        "measure": rank.measure,
        "own": str(round(rank.own, 2)),
        "quarters": [str(round(each, 2)) for each in (rank.lower, rank.middle, rank.upper)],
        "customers": rank.customers,
        "below": rank.below,
    }
