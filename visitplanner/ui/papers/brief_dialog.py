"""列印簡報: the briefing sheet, looked at before it is saved or opened for printing."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from PySide6.QtWidgets import QWidget

from visitplanner.services.core.ports import Office
from visitplanner.services.papers.briefs import BriefFor
from visitplanner.ui.pages.desk import Desk
from visitplanner.ui.papers.paper_dialog import PaperDialog


class BriefDialog(PaperDialog):
    """The sheet of a subject, or of one of its visits."""

    def __init__(self, desk: Desk, subject_id: UUID, name: str, parent: QWidget, visit_id: UUID | None = None) -> None:
        context = desk.context

        def write(office: Office, path: Path) -> None:
            asked = BriefFor(subject_id, visit_id, advise=context.adviser, demonstration=context.demonstration)
            context.files.write_brief(office.ask(asked), path, desk.language)

        super().__init__(desk, desk.language.text("Briefing sheet: {name}", name=name), name, write, parent)
