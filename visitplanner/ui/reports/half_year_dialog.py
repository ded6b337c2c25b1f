"""半年報告: choose the half, look at it, save it as PDF, Word or Excel; issue it, record its signatures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFileDialog, QProgressBar, QWidget

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.reports.editions import HalfYearEdition
from visitplanner.paths import file_name
from visitplanner.services.core.outcome import Outcome, Topic
from visitplanner.services.core.ports import Office, Progress, Stop
from visitplanner.services.reports.editions import HalfYearEditions
from visitplanner.services.reports.half_year import HalfToReport, HalfYearSheetFor, ReportedHalf
from visitplanner.services.reports.plan_items import BeginPlanYear, PlanOf
from visitplanner.ui.core import style
from visitplanner.ui.pages.desk import Desk
from visitplanner.ui.papers.paper_dialog import made_pdf
from visitplanner.ui.papers.pdf_preview import PdfPreview
from visitplanner.ui.reports.way_bar import WayBar
from visitplanner.ui.widgets.dialog import Dialog, fitted
from visitplanner.ui.widgets.fields import Choice
from visitplanner.ui.widgets.parts import allow, button, column, label, row
from visitplanner.ui.widgets.segments import Segments

YEARS_BACK = 3
Shown = tuple[tuple[HalfYearEdition, ...], bytes, list[str]]


class HalfYearDialog(Dialog):
    """The report as it stands now or as it was issued; what is shown is what is saved."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        _ = desk.language.text
        self._desk, self._asked = desk, 0
        self.setWindowTitle(_("Half-year report"))
        self.resize(*fitted(900, 680))
        self.year = Choice()
        self.half = Segments([(_("First half"), 1), (_("Second half"), 2)], 1)
        self.edition = Choice([(_("Draft of today"), None)])
        self.audience = Segments([(_("For the files"), False), (_("Public"), True)], False)
        for part, name in ((self.year, _("Year")), (self.edition, _("Edition"))):
            part.setAccessibleName(name)
            part.chosen.connect(self._again)
        self.half.chosen.connect(self._again)
        self.audience.chosen.connect(self._again)
        self.preview = PdfPreview()
        self._busy = QProgressBar()
        self._busy.setRange(0, 0)
        self._busy.setTextVisible(False)
        self._refusal = label(role="refusal", wrap=True)
        self._unshown = label(role="caption", wrap=True)
        self.way = WayBar(desk, self._refused)
        self.items = button(
            _("Plan &items"), icon="list-checks", on=self._open_items, tip=_("The rows of the plan, and your own words")
        )
        self.as_pdf = button(_("Save as &PDF"), kind="primary", on=partial(self._save, "pdf"))
        self.as_word = button(_("Save as &Word"), on=partial(self._save, "docx"))
        self.as_excel = button(_("Save as &Excel"), on=partial(self._save, "xlsx"))
        self._lay_out()
        desk.session.changed.connect(self._something_changed)
        self._ready(False)
        desk.session.of(self).ask(HalfToReport(), self._begin, self._refused)

    def _lay_out(self) -> None:
        chosen = row(self.year, self.half, self.edition, None, self.audience, spacing=12)
        close = button(self._desk.language.text("C&lose"), on=self.reject)
        foot = row(close, self.items, None, self.as_excel, self.as_word, self.as_pdf)
        head = label(self.windowTitle(), "section")
        parts = (head, chosen, self._busy, self.preview, self._unshown, self._refusal, self.way, foot)
        body = column(*parts, spacing=10, margins=(24, 16, 24, 14))
        body.setStretchFactor(self.preview, 1)
        self.setLayout(body)
        self.preview.setMinimumHeight(style.look().px(120))
        self._refusal.hide()
        self._unshown.hide()

    @property
    def refusal(self) -> str:
        """Why there is no report to see, or the last step was refused; empty while all is well."""
        return "" if self._refusal.isHidden() else self._refusal.text()

    def choose(self, year: int, half: int) -> None:
        """Show another half."""
        self.year.set_value(year)
        self.half.set_value(half)
        self._again()

    def _begin(self, due: ReportedHalf) -> None:
        years = range(self._desk.day.year - YEARS_BACK, self._desk.day.year + 1)
        self.year.set_entries([(self._desk.language.year(year), year) for year in years], due.year)
        self.half.set_value(due.half)
        self._again()

    @Slot(object)
    def _something_changed(self, topics: frozenset[str]) -> None:
        if self.year.value() is not None and topics & {Topic.HALF_YEAR_REPORTS, Topic.PLAN_ITEMS, Topic.VISITS, Topic.FOLLOW_UPS}:
            self._again()

    @Slot()
    @Slot(object)
    def _again(self, _value: object = None) -> None:
        """Make what is chosen; only the answer to the last question is shown."""
        self._asked += 1
        self._refusal.hide()
        self._ready(False)
        asked = partial(self._arrived, self._asked)
        self._desk.session.of(self).work(partial(self._make, self._question(), self._halves()), asked, self._refused)

    def _halves(self) -> HalfYearEditions:
        return HalfYearEditions(self.year.value(), self.half.value())

    def _question(self) -> HalfYearSheetFor:
        demonstration = self._desk.context.demonstration
        return HalfYearSheetFor(self.year.value(), self.half.value(), self.audience.value(), self.edition.value(), demonstration)

    def _make(
        self, asked: HalfYearSheetFor, of_half: HalfYearEditions, office: Office, _progress: Progress, _stop: Stop
    ) -> Shown:
        kept = office.ask(of_half)
        if asked.edition is not None and asked.edition not in {one.edition for one in kept}:
            asked = HalfYearSheetFor(asked.year, asked.half, asked.public, None, asked.demonstration)
        return (kept, *made_pdf(self._desk, office, self._writer(asked)))

    def _writer(self, asked: HalfYearSheetFor) -> Callable[[Office, Path], None]:
        files, language = self._desk.context.files, self._desk.language

        def write(office: Office, path: Path) -> None:
            files.write_half_year(office.ask(asked), path, language)

        return write

    def _arrived(self, number: int, shown: Shown) -> None:
        if number != self._asked:
            return
        kept, pdf, unshown = shown
        self._offer(kept)
        self.preview.show_pdf(pdf)
        self.preview.verticalScrollBar().setValue(0)
        _ = self._desk.language.text
        self._unshown.setText(_("No font has these characters; paper shows 〓: {names}", names="、".join(unshown)))
        self._unshown.setVisible(bool(unshown))
        self.way.show_way(self.year.value(), self.half.value(), kept, self.edition.value())
        self._ready(True)

    def _offer(self, kept: Sequence[HalfYearEdition]) -> None:
        """Today's draft and every edition, the newest first."""
        _ = self._desk.language.text
        entries: list[tuple[str, int | None]] = [(_("Draft of today"), None)]
        entries += [
            (_("Edition {edition}, {day}", edition=one.edition, day=one.issued_on), one.edition) for one in reversed(kept)
        ]
        self.edition.set_entries(entries, self.edition.value())

    def _refused(self, refusal: Refused) -> None:
        self._busy.hide()
        self._refusal.setText(self._desk.language.say_refusal(refusal))
        self._refusal.show()

    def _ready(self, ready: bool) -> None:
        self._busy.setVisible(not ready)
        for part in (self.as_pdf, self.as_word, self.as_excel):
            allow(part, "" if ready else self._desk.language.text("The report is not ready yet."))

    # -- files, and the plan's rows -------------------------------------------------------------------------------

    def _save(self, ending: str) -> None:
        _ = self._desk.language.text
        kind = (self.audience.value() and _("public version")) or _("for the business department's files")
        name = f"{self._desk.language.year(self.year.value())} {self.half.value()} {_('Half-year report')} {kind}"
        chosen, _kind = QFileDialog.getSaveFileName(self, _("Half-year report"), f"{file_name(name)}.{ending}", f"*.{ending}")
        if chosen:
            self.save_to(Path(chosen))

    def save_to(self, path: Path) -> None:
        """Write what is shown, by the ending of the name; a file that cannot be written is said in one sentence."""
        write, told = self._writer(self._question()), self._desk.language.text("Saved: {file}", file=str(path))

        def job(office: Office, _progress: Progress, _stop: Stop) -> None:
            write(office, path)

        self._desk.session.of(self).work(job, lambda _done: self._desk.session.notice(told), self._refused)

    def _open_items(self) -> None:
        """To the rows of the year's plan; they are kept first where the program only brought them."""
        self._desk.session.of(self).ask(PlanOf(self.year.value()), lambda now: self._to_items(now.kept), self._refused)

    def _to_items(self, kept: bool) -> None:
        if kept:
            self._show_items()
        else:
            self._desk.session.of(self).do(BeginPlanYear(self.year.value()), self._begun, self._refused)

    def _begun(self, _outcome: Outcome[object]) -> None:
        self._show_items()

    def _show_items(self) -> None:
        self.reject()
        self._desk.go("registers", "plan_items")


def open_half_year(desk: Desk, parent: QWidget) -> HalfYearDialog:
    """Open the report over a window."""
    dialog = HalfYearDialog(desk, parent)
    dialog.open()
    return dialog
