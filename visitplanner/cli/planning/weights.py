"""`weights`: what planning gives weight to, in words."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Annotated

import typer

from visitplanner.cli.core.arguments import one_of
from visitplanner.cli.core.session import Session
from visitplanner.services.planning.weights import LEVEL_NAMES, WEIGHT_NAMES, ChooseWeights, Level, Weights, WeightsInForce

LEVELS = "|".join(Level)


def register(app: typer.Typer) -> None:
    """Adds `weights`."""
    app.command("weights", help="排程考量的輕重 / what planning gives weight to")(weights)


def weights(
    ctx: typer.Context,
    overdue_cases: Annotated[str, typer.Option(metavar=LEVELS, help="有逾期案件者優先 / overdue cases come earlier")] = "",
    large_saving: Annotated[str, typer.Option(metavar=LEVELS, help="可節省較多者優先 / large savings come earlier")] = "",
    preferred_weekday: Annotated[str, typer.Option(metavar=LEVELS, help="用戶希望的星期 / preferred weekdays")] = "",
    balance: Annotated[str, typer.Option(metavar=LEVELS, help="各月平均 / months as equal as possible")] = "",
    trips: Annotated[str, typer.Option(metavar=LEVELS, help="鄰近併同一趟 / neighbours on one trip")] = "",
) -> None:
    """Without options: the weights as they are. Those left out stay."""
    session: Session = ctx.obj
    given = {
        "overdue_cases": overdue_cases,
        "large_saving": large_saving,
        "preferred_weekday": preferred_weekday,
        "balance": balance,
        "trips": trips,
    }
    chosen = {name: one_of(Level, text, "--" + name.replace("_", "-")) for name, text in given.items() if text}
    now, told = session.office.ask(WeightsInForce()), list[str]()
    if chosen:
        outcome = session.office.do(ChooseWeights(replace(now, **chosen)))
        now, told = outcome.value, session.told(outcome)
    session.show(asdict(now), [*told, *lines(session, now)])


def lines(session: Session, now: Weights) -> list[str]:
    """What planning gives weight to, and how much, in words."""
    say = session.language.say
    return [f"{say(name)}\t{say(LEVEL_NAMES[getattr(now, field)])}" for field, name in WEIGHT_NAMES.items()]
