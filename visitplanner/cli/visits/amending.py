"""`visit amend` and `visit editions`: a kept record is put right; every edition of it stays readable."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from visitplanner.cli.core.arguments import identity
from visitplanner.cli.core.session import Session
from visitplanner.cli.core.subcommands import group
from visitplanner.cli.visits.visit_records import record_in
from visitplanner.cli.visits.visits import Anyway, recorded_document
from visitplanner.domain.visits.intelligence import Intelligence
from visitplanner.domain.visits.visits import OUTCOME_NAMES
from visitplanner.services.core.codec import codec
from visitplanner.services.visits.amending import AmendRecord, EditionRow, EditionsOf


def register(app: typer.Typer) -> None:
    """Adds `visit amend` and `visit editions`."""
    visit = group(app, "visit", "一次洽訪：約定、改期、取消、紀錄 / one visit: book, move, cancel, record")
    visit.command("amend", help="更正已登錄的紀錄，舊版保留 / a new edition of a kept record; the old one stays")(amend)
    visit.command("editions", help="一次洽訪紀錄的各版 / every edition of a visit's record")(editions)


def amend(
    ctx: typer.Context,
    ident: Annotated[str, typer.Argument(metavar="ID")],
    file: Annotated[Path, typer.Option(help="洽訪紀錄 JSON / the record")],
    anyway: Anyway = False,
) -> None:
    """Keeps the record in a JSON file instead of the one that is kept; tells whether the visit counts now."""
    session: Session = ctx.obj
    outcome = session.office.do(AmendRecord(record_in(session, ident, file), anyway))
    payload = {**recorded_document(session, outcome.value), "edition": outcome.value.visit.edition}
    session.show(payload, [*session.told(outcome), *payload["why_not"]])


def editions(ctx: typer.Context, ident: Annotated[str, typer.Argument(metavar="ID")]) -> None:
    """Lists every edition of a visit's record, the oldest first."""
    session: Session = ctx.obj
    rows = session.office.ask(EditionsOf(identity(ident)))
    session.show([edition_document(row) for row in rows], [edition_line(session, row) for row in rows])


def edition_document(row: EditionRow) -> dict[str, Any]:
    """The JSON of one edition; `amended_on` is null for the one in force."""
    one = row.edition
    return {
        "edition": one.number,
        "amended_on": None if row.in_force else one.amended_on,
        "held_on": one.held_on,
        "outcome": one.outcome,
        "leader": row.leader,
        "members": list(row.members),
        "topics": list(one.topics),
        "satisfaction": one.satisfaction,
        "notes": one.notes,
        "override": one.override,
        "intelligence": codec(Intelligence).plain(one.intelligence),
    }


def edition_line(session: Session, row: EditionRow) -> str:
    """Number, whether it is in force, day held, outcome, people, notes."""
    one, language = row.edition, session.language
    amended = language.text("kept until {day}", day=one.amended_on)
    stands = language.text("in force now") if row.in_force else amended
    held = language.date(one.held_on, weekday=True) if one.held_on else "—"
    outcome = language.say(OUTCOME_NAMES[one.outcome]) if one.outcome else "—"
    cells = (str(one.number), stands, held, outcome, language.listed((row.leader, *row.members)), one.notes)
    return "\t".join(cells).rstrip()
