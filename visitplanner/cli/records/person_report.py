"""`person-report`: all that is kept on one person."""

from __future__ import annotations

from collections import Counter
from typing import Annotated, Any

import typer

from visitplanner.cli.core.session import Session
from visitplanner.services.records.subject_report import Mention, SubjectReport


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("person-report", help="某人的全部個人資料（查詢權） / all that is kept on one person")(report)


def report(
    ctx: typer.Context,
    words: Annotated[list[str], typer.Argument(help="姓名、電話、信箱 / name, telephone number, address")],
) -> None:
    """Records, drafts and journal entries in which one of the words stands."""
    session: Session = ctx.obj
    found = session.office.ask(SubjectReport(tuple(words)))
    text = session.language.text
    counts = Counter(each.kind for each in found.records)
    lines = [text("{count} records, {changes} journal entries.", count=len(found.records), changes=len(found.changes))]
    lines += [f"  {kind}: {count}" for kind, count in sorted(counts.items())]
    lines += [f"  {each.kind} {each.ident}: {', '.join(each.fields)}" for each in found.records]
    payload = {
        "words": found.words,
        "records": [document(each) for each in found.records],
        "journal": [document(each) for each in found.changes],
        "changes_made": found.by,
    }
    session.show(payload, lines)


def document(mention: Mention) -> dict[str, Any]:
    """JSON of a record in which the person stands."""
    return {"kind": mention.kind, "id": mention.ident, "fields": mention.fields, "record": mention.record}
