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
from visitplanner.services.papers.visit_sheets import DaySheet, Only, VisitListSheet, WeekSheet
from visitplanner.services.papers.year_sheets import YearSheetFor
from visitplanner.ui.pages.desk import Desk
from visitplanner.ui.papers.paper_dialog import PaperDialog


class Paper(StrEnum):
    """What can be printed of the calendar."""

    DAY = "day"
    WEEK = "week"
    LIST = "list"
    YEAR = "year"


PRINTS = {
    Paper.DAY: said("Print the day"),
    Paper.WEEK: said("Print the week"),
    Paper.YEAR: said("Print the year"),
    Paper.LIST: said("Print the list of visits"),
}
"""What printing each is called in menus and palette."""


@dataclass(frozen=True)
class Chosen:
    """What the page shows. day: the one at hand. first, last: the span in view. only: the filters. year: of the plan."""

    day: dt.date
    first: dt.date
    last: dt.date
    only: Only
    year: int


PAPERS: Mapping[Paper, Message] = {
    Paper.DAY: said("The visits of the day at hand"),
    Paper.WEEK: said("The visits of its week"),
    Paper.LIST: said("The list of the days in view"),
    Paper.YEAR: said("The year, month by month"),
}
WRITERS: Mapping[Paper, Callable[[Files], Callable[[Any, Path, Any], int]]] = {
    Paper.DAY: lambda files: files.write_day,
    Paper.WEEK: lambda files: files.write_week,
    Paper.LIST: lambda files: files.write_list,
    Paper.YEAR: lambda files: files.write_year,
}


def month_of(day: dt.date) -> tuple[dt.date, dt.date]:
    """The first and last day of a day's month."""
    first = day.replace(day=1)
    return first, (first + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)


def question(paper: Paper, chosen: Chosen, demonstration: bool) -> Query[Any]:
    """What is asked of the office for a paper."""
    if paper is Paper.YEAR:
        return YearSheetFor(chosen.year, demonstration)
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
    when = {Paper.LIST: chosen.first, Paper.YEAR: chosen.year}.get(paper, chosen.day)
    dialog = PaperDialog(desk, title, f"{title} {when}", write, parent)
    dialog.open()
    return dialog
