"""列印簡報: the briefing sheet, looked at before it is printed or saved: which sheets, with or without annexes."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from visitplanner.services.core.ports import Office
from visitplanner.services.papers.briefs import Annex, Brief, BriefFor, BriefPrint, BriefSheet
from visitplanner.ui.pages.desk import Desk
from visitplanner.ui.papers.paper_dialog import PaperDialog
from visitplanner.ui.widgets.fields import Choice
from visitplanner.ui.widgets.parts import tick_box


class BriefDialog(PaperDialog):
    """The sheets of a subject, or of one of its visits."""

    def __init__(self, desk: Desk, subject_id: UUID, name: str, parent: QWidget, visit_id: UUID | None = None) -> None:
        _ = desk.language.text
        context = desk.context
        self.sheets = Choice(
            [
                (_("Both sheets"), BriefSheet.BOTH),
                (_("Customer's sheet"), BriefSheet.CUSTOMER),
                (_("Visitor's sheet"), BriefSheet.VISITOR),
            ],
            BriefSheet.BOTH,
        )
        self.sheets.setAccessibleName(_("Which sheets"))
        self.annexes = tick_box(_("With &annexes"))
        chosen = [BriefPrint()]
        asked: list[Brief] = []

        def write(office: Office, path: Path) -> None:
            if not asked:  # what is printed is asked once, however often another sheet is chosen
                asked.append(office.ask(BriefFor(subject_id, visit_id, context.adviser, context.demonstration)))
            context.files.write_brief(asked[0], path, desk.language, chosen[0])

        self._chosen = chosen
        super().__init__(desk, _("Briefing sheet: {name}", name=name), name, write, parent, (self.sheets, self.annexes))
        self.sheets.chosen.connect(self._choose)
        self.annexes.toggled.connect(self._choose)

    @Slot(object)
    def _choose(self, _what: object) -> None:
        self._chosen[0] = BriefPrint(self.sheets.value(), tuple(Annex) if self.annexes.isChecked() else ())
        self.make()
