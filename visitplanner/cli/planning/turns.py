"""`turns`: visits led and joined per person in a year, against what would be fair."""

from __future__ import annotations

from typing import Any

import typer

from visitplanner.cli.core.arguments import Year, western
from visitplanner.cli.core.session import Session
from visitplanner.services.planning.turns import PersonTurns, TurnsOf, share_text


def register(app: typer.Typer) -> None:
    """Adds `turns`."""
    app.command("turns", help="各人領隊、隨行次數與公平份額 / visits led and joined per person, and the fair share")(turns)


def turns(ctx: typer.Context, year: Year) -> None:
    """Counts as the calendar stands; visits called off are left out."""
    session: Session = ctx.obj
    found = session.office.ask(TurnsOf(western(year)))
    session.show([document(one) for one in found], [line(session, one) for one in found])


def document(one: PersonTurns) -> dict[str, Any]:
    """The JSON of a person's turns; a share is null where it is not that person's turn."""
    return {
        "name": one.person.name,
        "led": one.led,
        "led_fair": rounded(one.led_fair),
        "joined": one.joined,
        "joined_fair": rounded(one.joined_fair),
        "busiest_week": one.week,
    }


def rounded(share: float | None) -> float | None:
    """A share with two decimals."""
    return None if share is None else round(share, 2)


def line(session: Session, one: PersonTurns) -> str:
    """A person's turns in words."""
    led = session.language.text("led {count} (rank: {fair})", count=one.led, fair=share_text(one.led_fair))
    joined = session.language.text("joined {count} (fair: {fair})", count=one.joined, fair=share_text(one.joined_fair))
    return f"{one.person.name}\t{led}\t{joined}"
