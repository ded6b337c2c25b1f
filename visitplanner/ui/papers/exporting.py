"""A list or a calendar written into a file that a person chooses: what is filtered on screen is what is written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.paths import file_name
from visitplanner.services.core.outcome import Query
from visitplanner.services.core.ports import Office
from visitplanner.services.exports.list_tables import Encoding, ListTable
from visitplanner.services.exports.visit_calendars import PersonCalendar
from visitplanner.ui.core.jobs import Progress, Stop
from visitplanner.ui.pages.desk import Desk

LIST_KINDS = "Excel (*.xlsx);;CSV (*.csv)"
CALENDAR_KINDS = "iCalendar (*.ics)"
MakeFile = Callable[[Office], object]


def export_list(desk: Desk, parent: QWidget, asked: Query[ListTable], path: Path) -> None:
    """Write a list; the strip says where it is, or why it cannot be written."""
    files, language = desk.context.files, desk.language
    _written(desk, parent, lambda office: files.write_list_file(office.ask(asked), path, language, Encoding.UTF8), path)


def export_calendar(desk: Desk, parent: QWidget, asked: PersonCalendar, path: Path) -> None:
    """Write a person's visits from today on."""
    files, language = desk.context.files, desk.language
    _written(desk, parent, lambda office: files.write_calendar(office.ask(asked), path, language), path)


def where_to(desk: Desk, parent: QWidget, title: str, name: str, kinds: str) -> Path | None:
    """The file a person chooses; None when nothing is to be written."""
    first = kinds.partition("*")[2].partition(")")[0]
    chosen, _kind = QFileDialog.getSaveFileName(parent, title, file_name(name) + first, kinds)
    return Path(chosen) if chosen else None


def nobody_chosen() -> Refused:
    """A calendar is one person's."""
    return Refused(said("A calendar is exported for one person."), mend=said("Choose above whose visits are shown."))


def _written(desk: Desk, parent: QWidget, write: MakeFile, path: Path) -> None:
    session = desk.session.of(parent)

    def make(office: Office, _progress: Progress, _stop: Stop) -> Path:
        write(office)
        return path

    session.work(make, lambda out: session.notice(desk.language.text("Saved: {file}", file=str(out))))
