"""Papers of a visit, a case and a person, each shown before it is printed."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from PySide6.QtWidgets import QWidget

from visitplanner.domain.staff.staff import Person
from visitplanner.services.core.ports import Office
from visitplanner.services.follow_ups.follow_ups import FollowUpRow
from visitplanner.services.papers.hand_over_sheet import HandOverPaperFor
from visitplanner.services.papers.record_sheets import RecordPaperFor
from visitplanner.services.papers.reply_letter import ReplyLetterFor
from visitplanner.ui.pages.desk import Desk
from visitplanner.ui.papers.paper_dialog import PaperDialog


def open_record(
    desk: Desk, name: str, parent: QWidget, *, visit_id: UUID | None = None, subject_id: UUID | None = None
) -> PaperDialog:
    """The record of a visit, filled from it or blank; of a subject alone, blank."""
    context = desk.context

    def write(office: Office, path: Path) -> None:
        asked = RecordPaperFor(visit_id, subject_id, context.demonstration)
        context.files.write_record(office.ask(asked), path, desk.language)

    title = desk.language.text("Visit record: {name}", name=name)
    return _opened(PaperDialog(desk, title, title, write, parent))


def open_reply(desk: Desk, case: FollowUpRow, parent: QWidget) -> PaperDialog:
    """The letter that answers a case: what was answered with the documents it takes, or room to write it."""
    context = desk.context

    def write(office: Office, path: Path) -> None:
        asked = ReplyLetterFor(case.follow_up.id, demonstration=context.demonstration)
        context.files.write_reply(office.ask(asked), path, desk.language)

    title = desk.language.text("Reply to {name}", name=case.subject)
    return _opened(PaperDialog(desk, title, title, write, parent))


def open_hand_over_sheet(desk: Desk, person: Person, parent: QWidget) -> PaperDialog:
    """What whoever follows a person must know."""
    context = desk.context

    def write(office: Office, path: Path) -> None:
        asked = HandOverPaperFor(person.id, context.demonstration)
        context.files.write_hand_over(office.ask(asked), path, desk.language)

    title = desk.language.text("Hand-over sheet: {name}", name=person.name)
    return _opened(PaperDialog(desk, title, title, write, parent))


def _opened(dialog: PaperDialog) -> PaperDialog:
    dialog.open()
    return dialog
