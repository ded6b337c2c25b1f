"""`ask solar` and `ask battery`: the load minus a profile, a battery that shaves peaks, and what they save."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any

import typer

from visitplanner.cli.answers.answer_words import NeededLoad, load_asked, said_lines
from visitplanner.cli.answers.change import ABOUT
from visitplanner.cli.core.arguments import number
from visitplanner.cli.core.session import Session
from visitplanner.cli.core.subcommands import group
from visitplanner.cli.tariffs import bill_options as words
from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.tariffs.answers.battery import Battery, battery_of
from visitplanner.domain.tariffs.answers.generation import MONTHS, SimpleSun
from visitplanner.domain.tariffs.answers.measure_value import ValueParts
from visitplanner.services.answers.behind_meter import BehindMeter, BehindMeterAnswer, behind_meter
from visitplanner.services.loads.loads import ReadingChoices

Kwp = Annotated[str, typer.Option("--kwp", metavar="KW", help="裝置容量（峰瓩） / installed power")]
Yield = Annotated[
    str, typer.Option("--yield", metavar="KWH[,…]", help="每峰瓩每日度數：一值或十二值 / kWh per kWp and day, one or twelve")
]
ProfileFile = Annotated[Path | None, typer.Option("--profile", metavar="FILE", help="實測發電檔 / measured generation")]
BatteryKw = Annotated[str, typer.Option("--battery-kw", metavar="KW", help="儲能功率 / power of the battery")]
BatteryKwh = Annotated[str, typer.Option("--battery-kwh", metavar="KWH", help="儲能可用容量 / usable energy")]
Efficiency = Annotated[int, typer.Option(metavar="PCT", help="充放電來回效率 % / there and back")]


def register(app: typer.Typer) -> None:
    """Adds `ask solar` and `ask battery`."""
    asks = group(app, "ask", ABOUT)
    asks.command("solar", help="太陽能自用：節省之流動電費、契約與附加費 / generation of one's own")(solar)
    asks.command("battery", help="儲能削峰：節省 / a battery that shaves peaks")(battery)


def solar(
    ctx: typer.Context,
    load: NeededLoad,
    option: words.OptionWord,
    contracts: words.ContractWords,
    voltage: words.VoltageWord = "HV",
    prices_of: words.PricesOf = "",
    sector: words.SectorWord = "",
    power_factor: words.PowerFactor = "",
    kwp: Kwp = "",
    yields: Yield = "",
    profile: ProfileFile = None,
    battery_kw: BatteryKw = "",
    battery_kwh: BatteryKwh = "",
    efficiency: Efficiency = 0,
) -> None:
    """A simple profile by kWp and yield, or a measured one; with a battery behind it where one is named."""
    session: Session = ctx.obj
    if profile is None and not (kwp and yields):
        raise typer.BadParameter("--kwp KW --yield KWH | --profile FILE")
    made = None if profile is None else session.files.read_load(profile, ReadingChoices()).load
    sun = None if profile is not None else SimpleSun(number(kwp, "--kwp"), yields_of(yields))
    put = BehindMeter(sun, made, stored(battery_kw, battery_kwh, efficiency))
    _answer(session, put, load, voltage, option, contracts, prices_of, sector, power_factor)


def battery(
    ctx: typer.Context,
    load: NeededLoad,
    option: words.OptionWord,
    contracts: words.ContractWords,
    battery_kw: BatteryKw,
    battery_kwh: BatteryKwh,
    efficiency: Efficiency,
    voltage: words.VoltageWord = "HV",
    prices_of: words.PricesOf = "",
    sector: words.SectorWord = "",
    power_factor: words.PowerFactor = "",
) -> None:
    """Power and usable energy of a battery, and how many percent of what it takes it gives back."""
    session: Session = ctx.obj
    put = BehindMeter(battery=stored(battery_kw, battery_kwh, efficiency))
    _answer(session, put, load, voltage, option, contracts, prices_of, sector, power_factor)


def yields_of(text: str) -> tuple[Decimal, ...]:
    """Twelve yields of a text with one or twelve numbers."""
    found = tuple(number(each, "--yield") for each in text.split(","))
    if len(found) not in (1, MONTHS):
        raise Refused(
            said("{text} is not possible.", text=text),
            where=said("{option}: ", option="--yield"),
            mend=said("Give one yield, or twelve, January first."),
        )
    return found * MONTHS if len(found) == 1 else found


def stored(kw: str, kwh: str, efficiency: int) -> Battery | None:
    """The battery of three words; None where none of them is given. Refused where some are."""
    if not (kw or kwh or efficiency):
        return None
    if not (kw and kwh and efficiency):
        raise Refused(
            said("A battery is told by power, usable energy and efficiency."),
            mend=said("Give kW, usable kWh and the efficiency there and back."),
        )
    return battery_of(number(kw, "--battery-kw"), number(kwh, "--battery-kwh"), efficiency)


def _answer(session: Session, put: BehindMeter, load: Path, *asked: str) -> None:
    voltage, option, contracts, prices_of, sector, power_factor = asked
    read, question = load_asked(session, load, voltage, option, contracts, prices_of, sector, power_factor)
    answer = behind_meter(session.known.tariffs(), read, question, put)
    session.show(document(session, put, answer), lines(session, put, answer))


def document(session: Session, put: BehindMeter, answer: BehindMeterAnswer) -> dict[str, Any]:
    """JSON: kWh, kW of each month, NT$ saved by part; `at_least` only where the simple profile may flatter the demand."""
    value, made, storage = answer.value, answer.generation, answer.storage
    return {
        "months": [str(month) for month in answer.months],
        "used_kwh": None if made is None else made.used_wh / 1000,
        "surplus_kwh": None if made is None else made.surplus_wh / 1000,
        "battery": None
        if storage is None
        else {
            "discharged_kwh": storage.discharged_wh / 1000,
            "charged_kwh": storage.charged_wh / 1000,
            "highest_kw": [
                {"month": str(month), "before": before * 4 / 1000, "after": after * 4 / 1000}
                for month, before, after in storage.months
            ],
        },
        "contracts": {"best_without": list(value.best_before), "best_with": list(value.best_after)},
        "saving": parts_document(value.own),
        "saving_at_present_contracts": parts_document(value.at_present),
        "at_least": parts_document(value.least) if put.sun is not None else None,
        "notes": [session.language.say(each) for each in answer.notes],
    }


def parts_document(parts: ValueParts) -> dict[str, Any]:
    """JSON of a saving and its parts, NT$."""
    return {**parts._asdict(), "total": parts.total}


def parts_words(parts: ValueParts) -> Message:
    """A saving with its parts in one sentence."""
    return said(
        "{total:+,.0f} NT$: energy {energy:+,.0f}, basic charge {basic:+,.0f}, surcharge {surcharge:+,.0f}, rest {rest:+,.0f}",
        total=parts.total,
        **parts._asdict(),
    )


def lines(session: Session, put: BehindMeter, answer: BehindMeterAnswer) -> Iterator[str]:
    """The same for people."""
    say, value = session.language.say, answer.value
    count = len(answer.months)
    if answer.generation is not None:
        yield say(said("{kwh:,.0f} kWh generated and used in {count} months.", kwh=answer.generation.used_wh / 1000, count=count))
    if answer.storage is not None:
        cut = max(answer.storage.months, key=lambda month: month.before_wh - month.after_wh)
        yield say(
            said(
                "The battery lowers the highest demand by {kw:,.0f} kW at most (month {month}); {out:,.0f} kWh out, "
                "{bought:,.0f} in.",
                kw=(cut.before_wh - cut.after_wh) * 4 / 1000,
                month=cut.month,
                out=answer.storage.discharged_wh / 1000,
                bought=answer.storage.charged_wh / 1000,
            )
        )
    yield say(
        said("Saved in {count} months, best contracts with and without: {parts}", count=count, parts=parts_words(value.own))
    )
    if put.sun is not None:
        yield say(said("At least, with demand as it was: {parts}", parts=parts_words(value.least)))
    yield say(said("With the present contracts: {parts}", parts=parts_words(value.at_present)))
    before, after = (" / ".join(f"{kw:,}" for kw in each) for each in (value.best_before, value.best_after))
    yield say(said("Best contracts: {before} kW without, {after} kW with.", before=before, after=after))
    yield from said_lines(session, answer.notes)
