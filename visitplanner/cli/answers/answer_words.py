"""The words the answers share: whose load, which figures, and how a figure with its source is printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any

import typer

from visitplanner.cli.core.arguments import number, one_of
from visitplanner.cli.core.session import Session
from visitplanner.cli.tariffs import bill_options as words
from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.tariffs.answers.dated_figures import Figure, Figures, KnownFigure
from visitplanner.domain.tariffs.bills.year import Question
from visitplanner.domain.tariffs.books.load import Load
from visitplanner.services.answers.figures import OfficeFigures, figures_in_force

GivenFigures = Annotated[
    list[str] | None, typer.Option("--figure", metavar="NAME=AMOUNT", help="自行提供之數值 / a figure of one's own")
]
FromOffice = Annotated[bool, typer.Option("--office", help="採用區處登錄之數值 / with the figures the office entered")]
NeededLoad = Annotated[Path, typer.Option("--load", metavar="FILE", help="15 分鐘負載檔 / file with a 15-minute load")]


def figures_asked(session: Session, given: Iterable[str] | None, office: bool) -> Figures:
    """The program's figures, those of the office where asked for, and the person's own; `Refused` names the word."""
    own = dict[Figure, tuple[Decimal, str]]()
    for text in given or ():
        name, _, amount = text.partition("=")
        source = session.language.say(said("given with the question"))
        own[one_of(Figure, name, "--figure")] = number(amount, "--figure"), source
        if own[Figure(name)][0] < 0:
            raise Refused(said("It is at least {least}.", least="0"), where=said("{option}: ", option="--figure"))
    kept = session.office.ask(OfficeFigures()) if office else ()
    return figures_in_force(session.known, kept, own)


def load_asked(
    session: Session,
    load: Path,
    voltage: str,
    option: str,
    contracts: str,
    prices_of: str,
    sector: str,
    power_factor: str,
    customer: Path | None = None,
) -> tuple[Load, Question]:
    """The load and the question about it, its months all it has; refused as `bill` refuses."""
    asked = words.LoadWords(
        load, voltage, option, contracts, prices_of=prices_of, sector=sector, power_factor=power_factor, customer=customer
    )
    return words.question_of(session, asked)


def figure_document(figure: KnownFigure) -> dict[str, Any]:
    """JSON of a dated figure with its source."""
    return {
        "figure": figure.figure.value,
        "amount": str(figure.amount),
        "voltage": figure.voltage,
        "from": None if figure.first.year == 1 else figure.first,
        "until": figure.last,
        "source": figure.source,
        "confidence": figure.confidence or None,
    }


def said_lines(session: Session, *groups: Iterable[Message]) -> Iterator[str]:
    """Sentences as lines below an answer."""
    for group in groups:
        yield from (f"  · {session.language.say(each)}" for each in group)
