"""文件: what can be printed for a customer, and which leaflets are to be taken along."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from visitplanner.domain.care.leaflets import Leaflet
from visitplanner.domain.core.messages import said
from visitplanner.services.care.leaflets import LeafletsFor
from visitplanner.services.core.ports import Office, Progress, Stop
from visitplanner.services.follow_ups.follow_ups import FollowUpList, FollowUpRow
from visitplanner.services.papers.reply_letter import ReplyLetterFor
from visitplanner.services.visits.visits import VisitList, VisitRow
from visitplanner.ui.core.rows_model import Column
from visitplanner.ui.pages.desk import Desk
from visitplanner.ui.papers.brief_dialog import BriefDialog
from visitplanner.ui.papers.paper_dialog import PaperDialog
from visitplanner.ui.widgets.parts import button, column, label, quiet_empty, row
from visitplanner.ui.widgets.table import Table, TablePane


@dataclass(frozen=True)
class Printable:
    """A paper: its key, what it is called, what it is about, and what opens it."""

    key: str
    title: str
    about: str
    open: Callable[[], PaperDialog]


PAPERS = (
    Column[Printable]("title", said("Paper"), lambda each: each.title, width=220),
    Column[Printable]("about", said("What it is about"), lambda each: each.about, stretch=True),
)
LEAFLETS = (
    Column[Leaflet]("name", said("Leaflet"), lambda each: each.name, stretch=True),
    Column[Leaflet]("until", said("Valid until"), lambda each: each.last_on, width=110),
)
Known = tuple[Sequence[VisitRow], Sequence[FollowUpRow], Sequence[Leaflet]]


class PapersTab(QWidget):
    """The papers of one subject; Enter or the button opens one, looked at before it is printed."""

    def __init__(self, desk: Desk, subject_id: UUID, name: str) -> None:
        super().__init__()
        _ = desk.language.text
        self._desk, self._subject_id, self._name = desk, subject_id, name
        self.papers = Table(PAPERS, desk.language, lambda each: each.key, "papers")
        self.papers.opened.connect(self.open_paper)
        self.leaflets = Table(LEAFLETS, desk.language, lambda each: each.id, "leaflets_for")
        shown = button(_("&Show and print"), icon="printer", on=self._open_current)
        body = column(
            row(label(_("Papers for this customer"), "section"), None, shown),
            TablePane(self.papers, quiet_empty(_("Nothing here"))),
            label(_("Leaflets to take along"), "section"),
            TablePane(self.leaflets, quiet_empty(_("No leaflet valid today fits."))),
            spacing=10,
        )
        body.setStretch(1, 3)
        body.setStretch(3, 2)
        self.setLayout(body)
        desk.session.of(self).work(self._ask, self._arrived)

    def _ask(self, office: Office, _progress: Progress, _stop: Stop) -> Known:
        subject = frozenset({self._subject_id})
        return (
            office.ask(VisitList(first=self._desk.day, subject_ids=subject, only_open=True)),
            office.ask(FollowUpList(subject_ids=subject, only_open=True)),
            office.ask(LeafletsFor(self._subject_id)),
        )

    def _arrived(self, known: Known) -> None:
        language = self._desk.language
        _ = language.text
        visits, cases, leaflets = known
        papers = [Printable("brief", _("Briefing sheet"), _("for whenever somebody goes"), self._brief(None))]
        papers += [
            Printable(
                f"brief {one.visit.id}", _("Briefing sheet"), _("visit of {day}", day=one.visit.day), self._brief(one.visit.id)
            )
            for one in visits
        ]
        papers += [
            Printable(f"reply {one.follow_up.id}", _("Reply letter"), one.follow_up.text, self._reply(one)) for one in cases
        ]
        self.papers.set_rows(papers)
        self.leaflets.set_rows(leaflets)

    def _brief(self, visit_id: UUID | None) -> Callable[[], PaperDialog]:
        return lambda: BriefDialog(self._desk, self._subject_id, self._name, self, visit_id)

    def _reply(self, case: FollowUpRow) -> Callable[[], PaperDialog]:
        context, language, ident = self._desk.context, self._desk.language, case.follow_up.id

        def write(office: Office, path: Path) -> None:
            context.files.write_reply(office.ask(ReplyLetterFor(ident, demonstration=context.demonstration)), path, language)

        title = language.text("Reply letter")
        return lambda: PaperDialog(self._desk, title, f"{title} {case.subject}", write, self)

    @Slot(object)
    def open_paper(self, paper: Printable) -> PaperDialog:
        """The preview of a paper."""
        dialog = paper.open()
        dialog.open()
        return dialog

    def _open_current(self) -> None:
        paper = self.papers.current()
        if paper is not None:
            self.open_paper(paper)
