"""Paper, looked at before it is printed or saved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from secrets import token_hex

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QProgressBar, QWidget

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.paths import aside, cannot_be_written, file_name, has_room, outside_folder
from visitplanner.services.core.ports import Office, Progress, Stop
from visitplanner.ui.core import style
from visitplanner.ui.pages.desk import Desk
from visitplanner.ui.papers.pdf_preview import PdfPreview
from visitplanner.ui.papers.printing import office_printer, print_pdf
from visitplanner.ui.widgets.dialog import Dialog
from visitplanner.ui.widgets.parts import allow, button, column, label, row

Write = Callable[[Office, Path], object]
"""Asks the office and writes a PDF; runs off the window's thread, may raise `Refused`."""


def made_pdf(desk: Desk, office: Office, write: Write) -> tuple[bytes, list[str]]:
    """A paper's PDF, and the texts in it that hold a character no font has; raises `Refused`."""
    folder = outside_folder(desk.context.folder)
    path = folder / f"paper-{token_hex(4)}.pdf"
    try:
        if not has_room(folder):
            raise Refused(
                said("There is no room to make the sheet: the disk of the database is full."),
                mend=said("Free some space and try again; nothing was changed."),
            )
        with desk.context.files.unshown() as unshown:
            write(office, path)
        return path.read_bytes(), unshown
    except OSError as fault:
        raise cannot_be_written(path, fault) from fault
    finally:
        path.unlink(missing_ok=True)


class PaperDialog(Dialog):
    """Preview, print, save, open. The PDF shown is the PDF printed and saved."""

    def __init__(self, desk: Desk, title: str, name: str, write: Write, parent: QWidget, choices: Sequence[QWidget] = ()) -> None:
        """title: stands above the preview. name: of the file that is proposed, without its ending. choices: what can be chosen of
        the paper, beside its title; whoever chooses asks `make` again."""
        super().__init__(parent)
        _ = desk.language.text
        self._desk = desk
        self._name = name
        self._write = write
        self.pdf = b""
        self.setWindowTitle(title)
        self.resize(style.look().px(760), style.look().px(680))
        self.preview = PdfPreview()
        self._busy = QProgressBar()
        self._busy.setRange(0, 0)
        self._busy.setTextVisible(False)
        self.refusal = label(role="refusal", wrap=True)
        self.refusal.hide()
        self.unshown = label(role="caption", wrap=True)
        self.unshown.hide()
        self.save = button(_("&Save as PDF"), on=self._save)
        self.open_outside = button(_("&Open outside"), on=self._open_outside)
        self.print = button(_("&Print"), kind="primary", icon="printer", on=self.open_printer)
        foot = row(button(_("C&lose"), on=self.reject), None, self.open_outside, self.save, self.print)
        head = label(title, "section", wrap=bool(choices))
        top = row(head, *choices, spacing=12) if choices else row(head)
        top.setStretch(0, 1)
        parts = (top, self._busy, self.preview, self.unshown, self.refusal, foot)
        body = column(*parts, spacing=12, margins=(24, 20, 24, 16))
        body.setStretchFactor(self.preview, 1)
        self.setLayout(body)
        self.make()

    def make(self) -> None:
        """Make the paper anew as it is chosen now."""
        self._ready(False)
        self.refusal.hide()
        self.unshown.hide()
        self._desk.session.of(self).work(self._make, self._arrived, self._refused)

    def _make(self, office: Office, _progress: Progress, _stop: Stop) -> tuple[bytes, list[str]]:
        return made_pdf(self._desk, office, self._write)

    def _arrived(self, made: tuple[bytes, list[str]]) -> None:
        self.pdf, unshown = made
        self.preview.show_pdf(self.pdf)
        if unshown:
            _ = self._desk.language.text
            self.unshown.setText(_("No font has these characters; paper shows 〓: {names}", names="、".join(unshown)))
            self.unshown.show()
        self._ready(True)

    def _refused(self, refusal: Refused) -> None:
        self._busy.hide()
        self.refusal.setText(self._desk.language.say_refusal(refusal))
        self.refusal.show()

    def _ready(self, ready: bool) -> None:
        self._busy.setVisible(not ready)
        why_not = "" if ready else self._desk.language.text("The sheet is not there yet.")
        for each in (self.save, self.open_outside, self.print):
            allow(each, why_not)

    def open_printer(self) -> QPrintDialog:
        """The system's own dialog: which printer, which pages, how many copies."""
        printer = office_printer()
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
        dialog.setMinMax(1, max(1, self.preview.pages))
        dialog.accepted.connect(lambda: self.print_to(printer))
        QDialog.open(dialog)
        return dialog

    def print_to(self, printer: QPrinter) -> None:
        """Print the PDF that is shown; a printer that does not answer is said in one sentence."""
        try:
            sheets = print_pdf(self.pdf, printer)
        except Refused as refusal:
            self._refused(refusal)
            return
        self._desk.session.notice(self._desk.language.text("Sent to the printer: {count} pages", count=sheets))
        self.accept()

    def _save(self) -> None:
        _ = self._desk.language.text
        name, _kind = QFileDialog.getSaveFileName(self, _("Save as PDF"), f"{file_name(self._name)}.pdf", "PDF (*.pdf)")
        if name:
            self.save_to(Path(name))

    def save_to(self, path: Path) -> None:
        """Write the PDF that is shown; a file that cannot be written is said in one sentence."""
        if self._put(path):
            self._desk.session.notice(self._desk.language.text("Saved: {file}", file=str(path)))
            self.accept()

    def _put(self, path: Path) -> bool:
        """Put the PDF at a path; False when it cannot be written, which was said then."""
        try:
            with aside(path) as part:
                part.write_bytes(self.pdf)
        except Refused as refusal:
            self._refused(refusal)
            return False
        return True

    def _open_outside(self) -> None:
        path = outside_folder(self._desk.context.folder) / f"paper-{token_hex(4)}.pdf"
        if self._put(path):
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
