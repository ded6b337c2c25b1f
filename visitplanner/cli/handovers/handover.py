"""`handover`: who follows whom, and the sheet of what is handed over."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from visitplanner.cli.core.arguments import day_of, person_named
from visitplanner.cli.core.session import Session
from visitplanner.cli.handovers.affected_visits import (
    case_document,
    case_line,
    clash_document,
    subject_line,
    visit_document,
    visit_line,
)
from visitplanner.cli.programme.assignments import assigned
from visitplanner.domain.customers.customers import account_printed
from visitplanner.domain.customers.wishes import in_words
from visitplanner.services.handovers.handover import HandedOver, HandOver, HandOverPreview, HandOverRow, HandOverSheet, Sheet


def register(app: typer.Typer) -> None:
    """Adds `handover`."""
    app.command("handover", help="業務移交；只給 --from 則列移交清冊 / hand customers over; --from alone lists them")(handover)


def handover(
    ctx: typer.Context,
    giver: Annotated[str, typer.Option("--from", metavar="NAME", help="移交人 / who hands over")],
    taker: Annotated[str, typer.Option("--to", metavar="NAME", help="接辦人 / who takes over")] = "",
    on: Annotated[str, typer.Option(metavar="D", help="接辦日 / from this day on")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只列出，不移交 / list only")] = False,
) -> None:
    """Hands one person's customers, visits and cases to another from a day on; without another, lists what there is."""
    session: Session = ctx.obj
    if bool(taker) != bool(on):
        raise typer.BadParameter("--to NAME --on D")
    person = session.office.ask(person_named(giver))
    if not taker:
        sheet = session.office.ask(HandOverSheet(person.id))
        session.show(sheet_document(sheet), sheet_lines(session, sheet))
        return
    follower, day = session.office.ask(person_named(taker)), day_of(on, "--on")
    if dry_run:
        told, handed = list[str](), session.office.ask(HandOverPreview(person.id, follower.id, day))
    else:
        outcome = session.office.do(HandOver(person.id, follower.id, day))
        told, handed = session.told(outcome), outcome.value
    session.show(handed_document(session, handed, applied=not dry_run), [*told, *handed_lines(session, handed)])


def handed_document(session: Session, handed: HandedOver, *, applied: bool) -> dict[str, Any]:
    """JSON of what went over, or would: assignments, visits, clashes, cases."""
    return {
        "applied": applied,
        "assigned": [assigned(row) for row in handed.rows],
        "visits": [visit_document(row) for row in handed.visits],
        "clashes": [clash_document(session, clash) for clash in handed.clashes],
        "joined": [visit_document(row) for row in handed.joined],
        "members": [visit_document(row) for row in handed.members],
        "issues": [case.id for case in handed.cases],
        "drafts": list(handed.drafts),
        "entering": [subject.name for subject in handed.entering],
    }


def handed_lines(session: Session, handed: HandedOver) -> list[str]:
    """The same as lines; visits that stay as they are bear their reasons."""
    text = session.language.text
    lines = [subject_line(row) for row in handed.rows]
    if handed.visits:
        lines += [text("Visits with a new leader:"), *(visit_line(session, row) for row in handed.visits)]
    if handed.members:
        lines += [text("Visits with a new member:"), *(visit_line(session, row) for row in handed.members)]
    if handed.clashes:
        lines.append(text("Visits that stay as they are; mend them or agree anew:"))
        lines += [f"✕ {visit_line(session, one.row)}  {session.language.together(one.reasons)}" for one in handed.clashes]
    if handed.joined:
        lines += [text("Visits at which the former person is a member:"), *(visit_line(session, row) for row in handed.joined)]
    if handed.cases:
        lines.append(text("{count} open cases go along.", count=len(handed.cases)))
    if handed.drafts:
        lines.append(text("{count} records begun and not kept go along.", count=len(handed.drafts)))
    if handed.entering:
        lines.append(f"{text('Visits begun to be entered:')} {session.language.listed(one.name for one in handed.entering)}")
    return lines


def sheet_document(sheet: Sheet) -> dict[str, Any]:
    """JSON of 移交清冊: every subject of a person with its last visit, coming visits and open cases."""
    return {
        "person": sheet.person.name,
        "subjects": [
            {
                "subject": row.subject.name,
                "subject_id": row.subject.id,
                "account": row.subject.account,
                "kind": row.subject.kind,
                "role": row.role,
                "from": row.begins_on,
                "until": row.ends_on,
                "last_visit": row.last_visit_on,
                "issues": [case_document(case) for case in row.cases],
                "visits": [{"id": one.id, "day": one.day, "slot": one.slot, "state": one.state} for one in row.visits],
            }
            for row in sheet.rows
        ],
        "joined": [visit_document(row) for row in sheet.joined],
        "visits": [visit_document(row) for row in sheet.others],
        "issues": [{"subject": one.subject, **case_document(one.case)} for one in sheet.cases],
        "unrecorded": [visit_document(row) for row in sheet.unrecorded],
        "drafts": [visit_document(row) for row in sheet.drafts],
        "entering": [subject.name for subject in sheet.entering],
    }


def sheet_lines(session: Session, sheet: Sheet) -> list[str]:
    """The same as lines."""
    text = session.language.text
    lines = [text("{person} looks after {count} subjects.", person=sheet.person.name, count=len(sheet.rows))]
    for row in sheet.rows:
        lines += [f"{row.subject.name}\t{account_printed(row.subject.account)}".rstrip(), *sheet_details(session, row)]
    parts = (
        (text("Visits to come as a member:"), sheet.joined),
        (text("Visits to come at others:"), sheet.others),
        (text("Visits without a record:"), sheet.unrecorded),
        (text("Records begun and not kept:"), sheet.drafts),
    )
    for heading, rows in parts:
        lines += [heading, *(visit_line(session, row) for row in rows)] if rows else []
    if sheet.entering:
        lines += [text("Visits begun to be entered:"), *(subject.name for subject in sheet.entering)]
    if sheet.cases:
        lines.append(text("Open cases of others:"))
        lines += [f"{one.subject}  {case_line(session, one.case)}" for one in sheet.cases]
    return lines


def sheet_details(session: Session, row: HandOverRow) -> list[str]:
    """Below a subject: last visit, coming visits, open cases, wish."""
    language = session.language
    last = language.date(row.last_visit_on) if row.last_visit_on else "—"
    lines = ["  " + language.text("Last visit: {day}", day=last)]
    lines += ["  " + language.text("Coming: {day}", day=language.date(one.day, weekday=True)) for one in row.visits]
    lines += ["  " + case_line(session, case) for case in row.cases]
    if row.wish is not None:
        lines.append("  " + language.together([*in_words(row.wish), row.wish.notes]))
    return lines
