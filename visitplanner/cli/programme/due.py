"""`due`: what is owed in a year, done, booked and left."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

import typer

from visitplanner.cli.core.arguments import western
from visitplanner.cli.core.session import Session
from visitplanner.cli.programme.attainment import number_line
from visitplanner.domain.programme.obligations import STATE_NAMES, State
from visitplanner.domain.programme.programme import KIND_NAMES
from visitplanner.domain.visits.visits import SubjectKind
from visitplanner.services.programme.obligations import AttainmentOf, DueRow, Standing


def register(app: typer.Typer) -> None:
    """Adds `due`."""
    app.command("due", help="應洽訪清單 / the visits owed in a year")(due)


def due(ctx: typer.Context, year: Annotated[int, typer.Option(help="西元年 / year, such as 2026")]) -> None:
    """Lists the visits a year owes, each with its clause."""
    session: Session = ctx.obj
    standing = session.office.ask(AttainmentOf(western(year)))
    rows = list(standing.due)
    session.show([document(session, row) for row in rows], lines(session, rows, standing))


def document(session: Session, row: DueRow) -> dict[str, Any]:
    """JSON of a visit that is owed: clause, window of days, counts, reasons."""
    owed = row.obligation
    return {
        "subject": row.subject,
        "subject_id": owed.subject_id,
        "account": row.account,
        "kind": owed.kind,
        "clause": owed.clause,
        "ordinal": owed.ordinal,
        "window": [owed.window.first, owed.window.last],
        "required": owed.required,
        "done": owed.done,
        "booked": owed.booked,
        "left": owed.left,
        "state": owed.state,
        "ready": owed.ready,
        "ideal": owed.ideal,
        "due": owed.due,
        "visit": owed.visit_id,
        "person": row.person,
        "person_proposed": row.proposed,
        "stands_in_for": row.stands_in_for,
        "reasons": [session.language.say(reason) for reason in owed.reasons],
    }


def lines(session: Session, rows: list[DueRow], standing: Standing) -> Iterator[str]:
    """For people: the sum by kind, the outlook, then one line an obligation that is not done."""
    language = session.language
    for kind, part in standing.parts.items():
        yield number_line(session, language.say(KIND_NAMES[SubjectKind(kind)]), part)
    yield from (language.say(sentence) for sentence in standing.outlook)
    yield from (line(session, row) for row in rows if row.obligation.state is not State.DONE)


def line(session: Session, row: DueRow) -> str:
    """State, due day, subject, kind and ordinal, the clause it is owed under, person, reasons; parted by tabs."""
    owed, language = row.obligation, session.language
    cells = [
        language.say(STATE_NAMES[owed.state]),
        language.date(owed.due),
        f"{row.subject} {row.account}".strip(),
        f"{language.say(KIND_NAMES[owed.kind])} {owed.ordinal}",
        language.text("plan {clause}", clause=owed.clause),
        row.person,
        language.together(owed.reasons),
    ]
    return "\t".join(cells).rstrip()
