"""`due`: what is owed in a year, done, booked and left."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

import typer

from visitplanner.cli.core.arguments import western
from visitplanner.cli.core.session import Session
from visitplanner.cli.programme.attainment import number_line
from visitplanner.domain.customers.customers import account_printed
from visitplanner.domain.programme.obligations import STATE_NAMES, State
from visitplanner.domain.programme.programme import KIND_NAMES
from visitplanner.domain.programme.thresholds import ThresholdChange
from visitplanner.domain.visits.visits import SubjectKind
from visitplanner.services.programme.obligations import AttainmentOf, DueRow, Standing, ThresholdList, Thresholds


def register(app: typer.Typer) -> None:
    """Adds `due`."""
    app.command("due", help="應洽訪清單 / the visits owed in a year")(due)


def due(
    ctx: typer.Context,
    year: Annotated[int, typer.Option(help="西元年 / year, such as 2026")],
    changes: Annotated[
        bool, typer.Option("--changes", help="因契約容量異動新增或退出者 / who entered or left as capacity changed")
    ] = False,
) -> None:
    """Lists the visits a year owes, each with its clause; or who came over the threshold and who dropped below it, and when."""
    session: Session = ctx.obj
    if changes:
        found = session.office.ask(ThresholdList(western(year)))
        session.show(changes_document(found), change_lines(session, found))
        return
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


def changes_document(found: Thresholds) -> dict[str, Any]:
    """JSON of the threshold's comings and goings: kW as the threshold is measured, `on` the day the contract holds from."""
    return {
        "threshold_kw": found.kw,
        "measure": found.measure,
        "entered": [change_document(change) for change in found.entered],
        "left": [change_document(change) for change in found.dropped],
        "by_sum_only": [customer.account for customer in found.by_sum_only],
    }


def change_document(change: ThresholdChange) -> dict[str, Any]:
    """JSON of one customer that entered or left."""
    customer = change.customer
    return {
        "id": customer.id,
        "account": customer.account,
        "name": customer.name,
        "on": change.on,
        "before_kw": change.before_kw,
        "after_kw": change.after_kw,
    }


def change_lines(session: Session, found: Thresholds) -> Iterator[str]:
    """Those newly in, then those that left, a line each; parted by tabs."""
    language = session.language
    yield language.text(
        "Threshold {kw:,} kW: {entered} entered, {left} left.", kw=found.kw, entered=len(found.entered), left=len(found.dropped)
    )
    for change in (*found.entered, *found.dropped):
        state = language.text("entered") if change.entered else language.text("left the programme")
        span = f"{language.number(change.before_kw)} → {language.number(change.after_kw)} kW"
        yield "\t".join((language.date(change.on), state, account_printed(change.customer.account), change.customer.name, span))
