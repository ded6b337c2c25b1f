"""`story`: what comes next at a customer, what is promised, and everything that happened there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

import typer

from visitplanner.cli.core.session import Session
from visitplanner.cli.customers.wishes import subject_of
from visitplanner.services.story.story import CHAPTER_NAMES, Story, StoryLine, StoryOf


def register(app: typer.Typer) -> None:
    """Adds `story`."""
    app.command("story", help="用戶歷程：下次洽訪、待回復、歷年紀錄 / what comes next at a customer, and what happened")(story)


def story(
    ctx: typer.Context,
    account: Annotated[str, typer.Option(help="電號")] = "",
    group: Annotated[str, typer.Option(help="集團名稱 / name of a group")] = "",
    park: Annotated[str, typer.Option(help="工業區名稱 / name of a park")] = "",
) -> None:
    """The story of one customer, group or park, the newest first."""
    session: Session = ctx.obj
    ident = subject_of(session, account, group, park)
    if ident is None or sum(map(bool, (account, group, park))) > 1:
        raise typer.BadParameter("--account NO | --group NAME | --park NAME")
    told = session.office.ask(StoryOf(ident))
    session.show(document(session, told), lines(session, told))


def document(session: Session, told: Story) -> dict[str, Any]:
    """JSON of a story. least_ntd: NT$ a year, null while nothing sure is known."""
    return {
        "id": told.subject_id,
        "name": told.name,
        "next_visit": told.next_visit.day if told.next_visit else None,
        "weighed": told.weighed,
        "least_ntd": told.least_ntd,
        "last_words": told.last_words,
        "last_words_on": told.last_words_on,
        "promised": [
            {"id": each.case.id, "text": each.case.text, "due": each.case.due_on, "overdue": each.overdue}
            for each in told.promised
        ],
        "lines": [line_document(session, each) for each in told.lines],
    }


def line_document(session: Session, each: StoryLine) -> dict[str, Any]:
    """JSON of a line: day, chapter, sentence, the words written down, whose it is where not the subject's own."""
    return {
        "day": each.day,
        "chapter": each.chapter,
        "told": session.language.say(each.told),
        "words": each.words,
        "whose": each.whose,
        "id": each.ident,
        "to_come": each.to_come,
    }


def lines(session: Session, told: Story) -> Iterator[str]:
    """What comes next and what is promised, then a line each; parted by tabs."""
    language = session.language
    yield told.name
    if told.next_visit is not None:
        yield language.text("Next visit: {day}", day=told.next_visit.day)
    for each in told.promised:
        yield language.text("Promised by {day}: {text}", day=each.case.due_on, text=each.case.text)
    if told.last_words_on is not None:
        yield language.text("Last words, {day}: {words}", day=told.last_words_on, words=told.last_words)
    for each in told.lines:
        cells = (
            language.date(each.day),
            language.say(CHAPTER_NAMES[each.chapter]),
            language.say(each.told),
            each.whose,
            each.words,
        )
        yield "\t".join(cell.replace("\n", " ") for cell in cells).rstrip()
