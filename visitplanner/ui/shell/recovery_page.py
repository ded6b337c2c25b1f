"""The page of the start dialog for a database that does not open: what is the matter, and what can be done about it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from visitplanner.i18n import Language
from visitplanner.services.core.ports import Recovery
from visitplanner.ui.widgets.fields import Field, Refusals
from visitplanner.ui.widgets.parts import button, column, label, row

Recover = Callable[[str, Path | None], None]
"""Called with the passphrase and the backup; None: open without the newest changes."""


class RecoveryPage(QWidget):
    """Offers the newest backup that is whole, another one, and where it is possible opening without the newest changes."""

    def __init__(self, language: Language, recover: Recover, leave: Callable[[], None]) -> None:
        super().__init__()
        _ = language.text
        self._language, self._recover = language, recover
        self._backup: Path | None = None
        self._amiss = label(role="refusal", wrap=True)
        self._offer = label(wrap=True)
        self.passphrase = QLineEdit()
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        field = Field(_("&Passphrase, or the recovery key"), self.passphrase)
        below = label(role="refusal", wrap=True)
        self.refusals = Refusals({"passphrase": field}, below, language)
        self.restore = button(_("&Restore this backup"), kind="primary", on=self._restore)
        self.other = button(_("Another &backup…"), on=self._ask)
        self.without = button(_("Open &without the newest changes"), on=self._without)
        leaving = button(_("&Quit"), on=leave)
        kept = label(
            _("Nothing is deleted: the damaged files stay beside the new ones under another name."), "caption", wrap=True
        )
        first, second = row(leaving, None, self.other, self.restore), row(None, self.without)
        self.setLayout(column(self._amiss, self._offer, field, below, kept, None, second, first, spacing=12))

    @property
    def told(self) -> str:
        """What is said to be the matter, and what is offered."""
        return f"{self._amiss.text()} {self._offer.text()}"

    def show_amiss(self, amiss: Recovery) -> None:
        """Say what is the matter and offer what there is."""
        _ = self._language.text
        self._amiss.setText(self._language.together(each for each in (amiss.amiss.where, amiss.amiss.what) if each is not None))
        self._backup = None if amiss.backup is None else amiss.backup.file
        self.restore.setVisible(self._backup is not None)
        self.without.setVisible(amiss.without_log)
        lines = []
        if amiss.passed_over:
            lines.append(_("{count} newer backups are damaged and were passed over.", count=amiss.passed_over))
        if amiss.backup is None:
            lines.append(_("No whole backup lies beside it. If one lies elsewhere, choose it."))
        else:
            made = amiss.backup.made_at
            moment = f"{self._language.date(made.date())} {made:%H:%M}"
            lines.append(_("The newest whole backup: {moment}. What was kept after it is lost.", moment=moment))
        self._offer.setText("\n".join(lines))

    def _restore(self) -> None:
        self._recover(self.passphrase.text(), self._backup)

    def _without(self) -> None:
        self._recover(self.passphrase.text(), None)

    def _ask(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(self, self._language.text("Backup"), "", "*.vpbackup")
        if name:
            self.recover_from(Path(name))

    def recover_from(self, file: Path) -> None:
        """Restore a backup that the person chose."""
        self._recover(self.passphrase.text(), file)
