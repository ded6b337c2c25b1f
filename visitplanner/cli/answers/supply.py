"""`ask standby`, `ask temporary`, `ask wheeling` and `ask carbon`."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from visitplanner.cli.answers.answer_words import (
    FromOffice,
    GivenFigures,
    NeededLoad,
    figure_document,
    figures_asked,
    load_asked,
    told_lines,
)
from visitplanner.cli.answers.change import ABOUT
from visitplanner.cli.core.arguments import number, one_of
from visitplanner.cli.core.session import Session
from visitplanner.cli.core.subcommands import group
from visitplanner.cli.tariffs import bill_options as words
from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.domain.tariffs.answers.green_supply import wheeling_notes
from visitplanner.domain.tariffs.answers.standby import (
    Feeder,
    FeederOwner,
    Generator,
    Plant,
    StandbyCost,
    own_generation,
    spare_feeder,
)
from visitplanner.domain.tariffs.bills.year import YearBill
from visitplanner.services.answers.supply import bills_compared, carbon_of_load, loop_cost, temporary_cost, wheeling_of
from visitplanner.services.answers.told import carbon_told, standby_told, temporary_told, wheeling_told


class StandbyKind(StrEnum):
    """What kind of second supply is asked about."""

    SPARE = "spare"
    LOOP = "loop"
    GENERATION = "generation"


Kw = Annotated[int, typer.Option("--kw", metavar="KW", help="備用契約容量 / standby contract")]
KindWord = Annotated[str, typer.Option("--kind", help="spare 備用饋線 | loop 環路或兩回線經常供電 | generation 自用發電備用")]
FeederWord = Annotated[str, typer.Option("--feeder", help="same 同一變電所 | other 不同變電所 / same or other substation")]
OwnerWord = Annotated[str, typer.Option("--owner", help="taipower | own 自備 | own_underground 自備地下")]
UsedWord = Annotated[
    list[str] | None, typer.Option("--used", metavar="MONTH=HOURS", help="使用月份與時數 / when own generation fails")
]


def register(app: typer.Typer) -> None:
    """Adds the four questions about supply."""
    asks = group(app, "ask", ABOUT)
    asks.command("standby", help="備用電力、第二饋線（電價表第七章） / standby power")(standby)
    asks.command("temporary", help="臨時用電（第六章） / temporary power")(temporary)
    asks.command("wheeling", help="綠電轉供與現行電價 / wheeled green power")(wheeled)
    asks.command("carbon", help="用電排碳量 / carbon of what is bought")(emitted)


def standby(
    ctx: typer.Context,
    load: NeededLoad,
    option: words.OptionWord,
    contracts: words.ContractWords,
    kind: KindWord,
    kw: Kw = 0,
    feeder: FeederWord = "same",
    owner: OwnerWord = "taipower",
    used: UsedWord = None,
    generator: Annotated[str, typer.Option(help="own | cogeneration | producer | renewable：第七章第二至五節")] = "own",
    maintenance: Annotated[list[str] | None, typer.Option(metavar="MONTH=DAYS", help="同意之定期檢修日數 / agreed days")] = None,
    maintained: Annotated[list[str] | None, typer.Option(metavar="MONTH=HOURS", help="其中檢修用電時數 / hours of it")] = None,
    failure: Annotated[list[str] | None, typer.Option(metavar="MONTH=DAYS", help="汽電共生非夏月故障日 / short failures")] = None,
    highest: Annotated[list[str] | None, typer.Option(metavar="MONTH=KW", help="當月最高需量 / highest demand")] = None,
    old_plant: Annotated[bool, typer.Option(help="辦法發布前之汽電共生，未用電月 5% / permit before the ordinance")] = False,
    voltage: words.VoltageWord = "HV",
    prices_of: words.PricesOf = "",
    sector: words.SectorWord = "",
    power_factor: words.PowerFactor = "",
) -> None:
    """A spare feeder, two feeders that always supply, or standby for own generation: its cost over the months of the load."""
    session: Session = ctx.obj
    what, where = one_of(StandbyKind, kind, "--kind"), one_of(Feeder, feeder, "--feeder")
    whose = one_of(FeederOwner, owner, "--owner")
    read, question = load_asked(session, load, voltage, option, contracts, prices_of, sector, power_factor)
    library = session.known.tariffs()
    if what is StandbyKind.LOOP:
        cost = loop_cost(library, read, question, where, whose)
    else:
        bills = bills_compared(library, read, question).months
        if what is StandbyKind.SPARE:
            cost = spare_feeder(bills, kw, where, whose)
        else:
            made = one_of(Generator, generator, "--generator")
            plant = Plant(
                made,
                whole(maintenance, "--maintenance"),
                hours_of_use(maintained, "--maintained") if maintained else None,
                whole(failure, "--failure"),
                whole(highest, "--highest"),
                old_plant,
            )
            cost = own_generation(bills, kw, hours_of_use(used or []), plant)
    session.show(standby_document(session, what, cost), told_lines(session, standby_told(cost)))


def whole(texts: list[str] | None, option: str) -> dict[int, int]:
    """Days or kW by calendar month, of words such as 2=10."""
    return {month: int(days) for month, days in hours_of_use(texts or [], option).items()}


def hours_of_use(texts: list[str], option: str = "--used") -> dict[int, Decimal]:
    """Hours by calendar month, of words such as 7=20."""
    found = dict[int, Decimal]()
    for text in texts:
        month, _, hours = text.partition("=")
        if month not in map(str, range(1, 13)):
            raise Refused(said("{text} is not possible.", text=text), where=said("{option}: ", option=option))
        found[int(month)] = number(hours, option)
    return found


def standby_document(session: Session, kind: StandbyKind, cost: StandbyCost) -> dict[str, Any]:
    """JSON: NT$ of the months of the load, the share, the clause it stands on."""
    return {
        "kind": kind,
        "kw": cost.kw,
        "months": len(cost.months),
        "percent": cost.percent,
        "basic": cost.basic,
        "energy": cost.energy,
        "total": cost.total,
        "clause": session.language.say(cost.clause),
        "notes": [session.language.say(each) for each in cost.notes],
    }


def _bills(session: Session, load: Path, *asked: str) -> YearBill:
    voltage, option, contracts, prices_of, sector, power_factor = asked
    read, question = load_asked(session, load, voltage, option, contracts, prices_of, sector, power_factor)
    return bills_compared(session.known.tariffs(), read, question)


def temporary(
    ctx: typer.Context,
    load: NeededLoad,
    option: words.OptionWord,
    contracts: words.ContractWords,
    kw: Kw,
    days: Annotated[int, typer.Option(metavar="DAYS", help="使用日數 / days of use")],
    kwh: Annotated[str, typer.Option(metavar="KWH", help="預計度數 / energy expected")],
    month: Annotated[int, typer.Option(metavar="MONTH", help="月份 / month of use")],
    voltage: words.VoltageWord = "HV",
    prices_of: words.PricesOf = "",
    sector: words.SectorWord = "",
) -> None:
    """So many kW for some days at 1.6 times the prices of a month of the load."""
    session: Session = ctx.obj
    year = _bills(session, load, voltage, option, contracts, prices_of, sector, "")
    cost = temporary_cost(year, month, kw, days, number(kwh, "--kwh"))
    told = temporary_told(kw, days, cost)
    document = {
        "kw": kw,
        "days": days,
        "basic": cost.basic,
        "energy": cost.energy,
        "total": cost.total,
        "clause": session.language.say(told.notes[0]),
    }
    session.show(document, told_lines(session, told))


def wheeled(
    ctx: typer.Context,
    load: NeededLoad,
    option: words.OptionWord,
    contracts: words.ContractWords,
    price: Annotated[str, typer.Option(metavar="NTD", help="綠電每度價格 / the producer's price of a kWh")] = "",
    kwh: Annotated[str, typer.Option(metavar="KWH", help="轉供度數 / energy wheeled")] = "",
    voltage: words.VoltageWord = "HV",
    prices_of: words.PricesOf = "",
    sector: words.SectorWord = "",
    power_factor: words.PowerFactor = "",
    figure: GivenFigures = None,
    office: FromOffice = False,
) -> None:
    """Below which price of a producer a wheeled kWh is cheaper than a bought one."""
    session: Session = ctx.obj
    year = _bills(session, load, voltage, option, contracts, prices_of, sector, power_factor)
    green, energy = (number(text, word) if text else None for text, word in ((price, "--price"), (kwh, "--kwh")))
    answer = wheeling_of(year, figures_asked(session, figure, office), session.today, green, energy)
    say, notes = session.language.say, wheeling_notes(answer)
    document = {
        "present_price": str(round(answer.present, 4)),
        "between": [str(round(answer.cheapest, 4)), str(round(answer.dearest, 4))],
        "wheeling_fee": figure_document(answer.fee),
        "pays_below": str(round(answer.pays_below, 4)),
        "price": answer.green,
        "kwh": float(answer.kwh),
        "more": answer.more_ntd,
        "notes": [say(each) for each in notes],
    }
    session.show(document, told_lines(session, wheeling_told(answer)))


def emitted(
    ctx: typer.Context,
    load: NeededLoad,
    option: words.OptionWord = "two_stage",
    contracts: words.ContractWords = "100,0,0,0",
    voltage: words.VoltageWord = "HV",
    figure: GivenFigures = None,
    office: FromOffice = False,
) -> None:
    """kg of CO2e of the months of the load, by a dated factor of the office or one that is given."""
    session: Session = ctx.obj
    year = _bills(session, load, voltage, option, contracts, "", "", "")
    answer = carbon_of_load(year, figures_asked(session, figure, office))
    document = {
        "kwh": float(answer.kwh),
        "kg_co2e": float(answer.kg),
        "months": [str(bill.use.month) for bill in year.months],
        "factors": [figure_document(each) for each in answer.factors],
    }
    session.show(document, told_lines(session, carbon_told(answer, len(year.months))))
