"""列印: the day, the week or the list of what the 行程 page shows, on paper."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from visitplanner.domain.core.messages import Message, said
from visitplanner.services.core.outcome import Query
from visitplanner.services.core.ports import Office
from visitplanner.services.office.files import Files
from visitplanner.services.papers.visit_sheets import DaySheet, Only, VisitListSheet, VisitSheet, WeekSheet
from visitplanner.ui.pages.desk import Desk
from visitplanner.ui.papers.paper_dialog import PaperDialog


class Paper(StrEnum):
    """What can be printed of the calendar."""

    DAY = "day"
    WEEK = "week"
    LIST = "list"


@dataclass(frozen=True)
class Chosen:
    """What the page shows. day: the one at hand. first, last: the span in view. only: the filters."""

    day: dt.date
    first: dt.date
    last: dt.date
    only: Only


PAPERS: Mapping[Paper, Message] = {
    Paper.DAY: said("The visits of the day at hand"),
    Paper.WEEK: said("The visits of its week"),
    Paper.LIST: said("The list of the days in view"),
}
WRITERS: Mapping[Paper, Callable[[Files], Callable[[VisitSheet, Path, Any], int]]] = {
    Paper.DAY: lambda files: files.write_day,
    Paper.WEEK: lambda files: files.write_week,
    Paper.LIST: lambda files: files.write_list,
}


def month_of(day: dt.date) -> tuple[dt.date, dt.date]:
    """The first and last day of a day's month."""
    first = day.replace(day=1)
    return first, (first + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)


def question(paper: Paper, chosen: Chosen, demonstration: bool) -> Query[VisitSheet]:
    """What is asked of the office for a paper."""
    if paper is Paper.LIST:
        return VisitListSheet(chosen.first, chosen.last, chosen.only, demonstration)
    kind = DaySheet if paper is Paper.DAY else WeekSheet
    return kind(chosen.day, chosen.only, demonstration)


def open_paper(desk: Desk, paper: Paper, chosen: Chosen, parent: QWidget) -> PaperDialog:
    """Show a paper; where there is nothing to print the dialog says so."""
    context = desk.context
    asked = question(paper, chosen, context.demonstration)

    def write(office: Office, path: Path) -> None:
        WRITERS[paper](context.files)(office.ask(asked), path, desk.language)

    title = desk.language.say(PAPERS[paper])
    dialog = PaperDialog(desk, title, f"{title} {chosen.day if paper is not Paper.LIST else chosen.first}", write, parent)
    dialog.open()
    return dialog
