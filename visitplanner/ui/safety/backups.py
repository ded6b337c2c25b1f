"""The card 自動備份: when the last was made, where they lie, and trying out that one can be restored."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QFrame

from visitplanner.domain.core.errors import Refused
from visitplanner.services.core.ports import Backup, KeptBackup, Office, Progress, Rehearsal, Stop
from visitplanner.services.office.backup_settings import ChooseBackupFolder, ChosenBackupFolder
from visitplanner.ui.core.style import Tone
from visitplanner.ui.pages.desk import Desk
from visitplanner.ui.widgets.parts import button, column, label, row, selectable

MEGABYTE = 1_000_000


@dataclass(frozen=True)
class BackupState:
    """kept: the newest first. chosen: the folder the office named; missing: it is not there at the moment."""

    kept: tuple[KeptBackup, ...]
    chosen: Path | None
    missing: bool


def backup_state(office: Office) -> BackupState:
    """What the card shows, asked on the store's lane."""
    chosen = office.ask(ChosenBackupFolder())
    return BackupState(tuple(office.backups()), chosen, chosen is not None and not chosen.is_dir())


class BackupsCard(QFrame):
    """Asks when it is made and after each of its own buttons."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("card")
        _ = desk.language.text
        self._desk = desk
        self._kept: tuple[KeptBackup, ...] = ()
        self._state = selectable(role="muted")
        self._told = selectable(role="muted")
        self.make = button(_("Back up in &addition"), icon="database", on=self._make)
        self.choose = button(_("Another &folder…"), on=self._ask)
        self.rehearse = button(_("&Try a restore"), icon="undo-2", on=self._rehearse)
        about = _(
            "The program backs up by itself: every 30 minutes in which something changed, and before every import. It keeps all "
            "of two days, and the last of 7 days, 4 weeks and 6 months."
        )
        self.setLayout(
            column(
                label(_("Automatic backups"), "section"),
                label(about, "muted", wrap=True),
                self._state,
                row(self.make, self.choose, self.rehearse, None),
                self._told,
                spacing=10,
                margins=(16, 16, 16, 16),
            )
        )
        if desk.context.demonstration:
            for each in (self.make, self.choose, self.rehearse):
                each.setEnabled(False)
            self._state.setText(_("Demonstration data are not backed up by themselves."))
        else:
            self.refresh()

    def refresh(self) -> None:
        """Ask again."""
        self._desk.session.of(self).work(lambda office, _progress, _stop: backup_state(office), self.show_state)

    def show_state(self, state: BackupState) -> None:
        """Say when the last was made, and how many are kept where."""
        _ = self._desk.language.text
        self._kept = state.kept
        self.rehearse.setEnabled(bool(state.kept))
        lines = [_("The chosen folder is not there now: {folder}", folder=str(state.chosen))] if state.missing else []
        if not state.kept:
            lines.append(_("None was made yet."))
        else:
            size = sum(each.size for each in state.kept) / MEGABYTE
            lines.append(_("The last one: {moment}", moment=self._moment(state.kept[0].made_at)))
            folder = str(state.kept[0].file.parent)
            lines.append(_("{count} are kept ({size} MB): {folder}", count=len(state.kept), size=f"{size:,.1f}", folder=folder))
        self._state.setText("\n".join(lines))

    @property
    def told(self) -> str:
        """What is said of the last try."""
        return self._told.text()

    @property
    def state(self) -> str:
        """What is said of the backups there are."""
        return self._state.text()

    def choose_folder(self, folder: Path) -> None:
        """Keep automatic backups in a folder from now on."""
        self._desk.session.of(self).do(ChooseBackupFolder(folder), lambda _outcome: self.refresh())

    def _ask(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self._desk.language.text("Folder for automatic backups"))
        if name:
            self.choose_folder(Path(name))

    def _make(self) -> None:
        def made(backup: Backup | None) -> None:
            _ = self._desk.language.text
            self._told.setText(_("Nothing changed since the last.") if backup is None else _("Backed up and checked."))
            self.refresh()

        def make(office: Office, _progress: Progress, _stop: Stop) -> Backup | None:
            return office.back_up_when_changed()

        self._desk.session.of(self).work(make, made, self._refused)

    def _rehearse(self) -> None:
        newest = self._kept[0].file
        self.rehearse.setEnabled(False)

        def rehearse(office: Office, _progress: Progress, _stop: Stop) -> Rehearsal:
            return office.rehearse(newest)

        self._desk.session.of(self).work(rehearse, self._rehearsed, self._refused)

    def _rehearsed(self, done: Rehearsal) -> None:
        _ = self._desk.language.text
        self.rehearse.setEnabled(True)
        since = _("Nothing was changed since.") if done.unchanged else _("What was changed since is not in it.")
        said = _(
            "The backup of {moment} was restored for a trial, checked and compared: {rows} rows, {seconds} s.",
            moment=self._moment(done.made_at.astimezone()),
            rows=f"{done.rows:,}",
            seconds=f"{done.seconds:.1f}",
        )
        self._told.setText(self._desk.language.together([said, since]))

    def _refused(self, refusal: Refused) -> None:
        self.refresh()
        self._told.setText(self._desk.language.say_refusal(refusal))
        self._desk.session.notice(self._desk.language.say_refusal(refusal), Tone.DANGER)

    def _moment(self, at: dt.datetime) -> str:
        return f"{self._desk.language.date(at.date())} {at:%H:%M}"
