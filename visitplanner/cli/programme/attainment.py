"""`attainment`: how far the year's visits have come, with the names behind every number."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Any

import typer

from visitplanner.cli.core.arguments import one_of, western
from visitplanner.cli.core.session import Session
from visitplanner.domain.programme.attainment import Attainment
from visitplanner.domain.programme.obligations import STATE_NAMES
from visitplanner.domain.programme.programme import KIND_NAMES
from visitplanner.domain.visits.visits import SubjectKind
from visitplanner.services.programme.obligations import AttainmentOf, DueRow, Part, Standing


class By(StrEnum):
    """By what the numbers are broken down."""

    KIND = "kind"
    PERSON = "person"
    GROUP = "group"
    INDUSTRY = "industry"
    TOWNSHIP = "township"


PARTS = {
    By.KIND: Part.KIND,
    By.PERSON: Part.PERSON,
    By.GROUP: Part.GROUP,
    By.INDUSTRY: Part.SECTOR,
    By.TOWNSHIP: Part.TOWNSHIP,
}


def register(app: typer.Typer) -> None:
    """Adds `attainment`."""
    app.command("attainment", help="達成情形：完成、已約、待約與可達成 / done, booked, left and the forecast")(attainment)


def attainment(
    ctx: typer.Context,
    year: Annotated[int, typer.Option(help="西元年或民國年 / year")],
    by: Annotated[str, typer.Option(help="|".join(By))] = By.KIND.value,
    names: Annotated[bool, typer.Option("--names", help="列出名單 / list the names")] = False,
) -> None:
    """Shows what is owed, done and booked in a year, in all and by part; with --names behind each figure the visits."""
    session: Session = ctx.obj
    part = one_of(By, by, "--by")
    standing = session.office.ask(AttainmentOf(western(year), PARTS[part]))
    session.show(document(session, standing, western(year), part), lines(session, standing, part, names=names))


def document(session: Session, standing: Standing, year: int, by: By) -> dict[str, Any]:
    """JSON of the year: whole, parts with their rows, outlook."""
    return {
        "year": year,
        "from": standing.period.first,
        "to": standing.period.last,
        "by": by,
        "whole": figures(standing.whole),
        "parts": [
            {"name": name, **figures(part), "rows": [row_document(row) for row in standing.rows[name]]}
            for name, part in standing.parts.items()
        ],
        "outlook": [session.language.say(sentence) for sentence in standing.outlook],
    }


def figures(of: Attainment) -> dict[str, Any]:
    """The numbers of one part (`domain.programme.numbers`); percent with one decimal."""
    forecast = of.forecast_percent
    return {
        **of.by_name,
        "booked": of.booked,
        "left": of.left,
        "overdue": of.overdue,
        "urgent": of.urgent,
        "elapsed_percent": round(100 * of.elapsed, 1),
        "done_percent": round(of.done_percent, 1),
        "forecast_percent": None if forecast is None else round(forecast, 1),
    }


def row_document(row: DueRow) -> dict[str, Any]:
    """JSON of a visit that is owed."""
    owed = row.obligation
    return {
        "subject": row.subject,
        "account": row.account,
        "kind": owed.kind,
        "ordinal": owed.ordinal,
        "state": owed.state,
        "due": owed.due,
        "person": row.person,
        "visit": owed.visit_id,
    }


def lines(session: Session, standing: Standing, by: By, *, names: bool) -> Iterator[str]:
    """The same as lines."""
    language = session.language
    yield number_line(session, language.text("All"), standing.whole)
    for name, part in standing.parts.items():
        yield number_line(session, named(session, name, by), part)
        for row in standing.rows[name] if names else ():
            cells = [language.say(STATE_NAMES[row.obligation.state]), language.date(row.obligation.due), row.subject, row.account]
            yield "  " + "\t".join(cells).rstrip()
    yield from (language.say(sentence) for sentence in standing.outlook)


def named(session: Session, name: str, by: By) -> str:
    """The name of a part for people: kinds are translated, a missing name is said."""
    if by is By.KIND:
        return session.language.say(KIND_NAMES[SubjectKind(name)])
    return name or session.language.text("(not stated)")


def number_line(session: Session, name: str, of: Attainment) -> str:
    """Numbers of one part and the share that is done, in %."""
    return session.language.text(
        "{name}: {required} owed = {done} done ({percent:.0f} %) + {unrecorded} without record + {agreed} agreed "
        "+ {tentative} tentative + {suggested} suggested + {to_book} to book ({urgent} to arrange now, {overdue} overdue)",
        name=name,
        **of.by_name,
        percent=of.done_percent,
        urgent=of.urgent,
        overdue=of.overdue,
    )
