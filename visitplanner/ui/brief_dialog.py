"""列印簡報: the briefing sheet, looked at before it is saved or opened for printing."""

from __future__ import annotations

import tempfile
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QFileDialog, QProgressBar, QWidget

from visitplanner.domain.errors import Refused
from visitplanner.services.briefs import BriefFor
from visitplanner.services.ports import Office, Progress, Stop
from visitplanner.ui import style
from visitplanner.ui.page import Desk
from visitplanner.ui.widgets.parts import button, column, label, row
from visitplanner.ui.widgets.pdf_preview import PdfPreview


class BriefDialog(QDialog):
    """Preview, save, open. The sheet is made off the window's thread; the PDF shown is the PDF saved."""

    def __init__(self, desk: Desk, subject_id: UUID, name: str, parent: QWidget, visit_id: UUID | None = None) -> None:
        super().__init__(parent)
        _ = desk.language.text
        self._desk = desk
        self._name = name
        self._subject_id = subject_id
        self._visit_id = visit_id
        self.pdf = b""
        self.setWindowTitle(_("Briefing sheet"))
        self.resize(style.look().px(760), style.look().px(680))
        self.preview = PdfPreview()
        self._busy = QProgressBar()
        self._busy.setRange(0, 0)
        self._busy.setTextVisible(False)
        self._refusal = label(role="refusal", wrap=True)
        self._refusal.hide()
        self.save = button(_("&Save as PDF"), kind="primary", on=self._save)
        self.open_outside = button(_("&Open for printing"), icon="printer", on=self._open_outside)
        foot = row(button(_("C&lose"), on=self.reject), None, self.open_outside, self.save)
        head = label(_("Briefing sheet: {name}", name=name), "section")
        body = column(head, self._busy, self.preview, self._refusal, foot, spacing=12, margins=(24, 20, 24, 16))
        body.setStretchFactor(self.preview, 1)
        self.setLayout(body)
        self._ready(False)
        self._job = desk.session.work(self._make, self._arrived, self._refused)
        self.finished.connect(self._drop)

    def _make(self, office: Office, _progress: Progress, _stop: Stop) -> bytes:
        context = self._desk.context
        brief = office.ask(
            BriefFor(self._subject_id, self._visit_id, advise=context.adviser, demonstration=context.demonstration)
        )
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "brief.pdf"
            context.files.write_brief(brief, path, self._desk.language)
            return path.read_bytes()

    def _arrived(self, pdf: bytes) -> None:
        self.pdf = pdf
        self.preview.show_pdf(pdf)
        self._ready(True)

    def _refused(self, refusal: Refused) -> None:
        self._busy.hide()
        self._refusal.setText(self._desk.language.say_refusal(refusal))
        self._refusal.show()

    def _ready(self, ready: bool) -> None:
        self._busy.setVisible(not ready)
        self.save.setEnabled(ready)
        self.open_outside.setEnabled(ready)

    def _drop(self) -> None:
        self._job.drop()

    def _save(self) -> None:
        _ = self._desk.language.text
        name, _kind = QFileDialog.getSaveFileName(self, _("Save as PDF"), f"{self._name}.pdf", "PDF (*.pdf)")
        if name:
            self.save_to(Path(name))

    def save_to(self, path: Path) -> None:
        """Write the PDF that is shown; a file that cannot be written is said in one sentence."""
        _ = self._desk.language.text
        try:
            path.write_bytes(self.pdf)
        except OSError as fault:
            self._refusal.setText(_("{file} cannot be written: {why}", file=path.name, why=fault.strerror or ""))
            self._refusal.show()
            return
        self._desk.session.notice(_("Saved: {file}", file=str(path)))
        self.accept()

    def _open_outside(self) -> None:
        path = Path(tempfile.mkdtemp(prefix="visitplanner-")) / "brief.pdf"
        path.write_bytes(self.pdf)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
