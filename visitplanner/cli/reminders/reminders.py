"""`reminders`: what wants doing today around the visits."""

from __future__ import annotations

import typer

from visitplanner.cli.core.session import Session
from visitplanner.services.reminders.reminders import ReminderRow, Reminders


def register(app: typer.Typer) -> None:
    """Adds `reminders`."""
    app.command("reminders", help="今日提醒（依工作日：前 14、7、1 日，後 3、7 日） / what wants doing today")(show)


def show(ctx: typer.Context) -> None:
    """Lists visits to agree, to brief and to pack for, records to write, cases to answer."""
    session: Session = ctx.obj
    rows = session.office.ask(Reminders())
    documents = [
        {
            "reminder": row.reminder,
            "day": row.day,
            "due": row.due_on,
            "subject": row.subject,
            "person": row.person,
            "text": row.text,
            "visit": str(row.visit_id) if row.visit_id else None,
            "issue": str(row.case_id) if row.case_id else None,
        }
        for row in rows
    ]
    session.show(documents, (line(session, row) for row in rows))


def line(session: Session, row: ReminderRow) -> str:
    """Since when, what, about whom, who does it."""
    due, what = session.language.date(row.due_on), session.language.say(row.name)
    return "  ".join(part for part in (due, what, row.subject, row.text, row.person) if part)
