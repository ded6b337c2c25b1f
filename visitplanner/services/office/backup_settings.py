"""Where the office wants its automatic backups."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.services.core.outcome import Outcome
from visitplanner.services.core.work import Work

BACKUP_FOLDER = "backup_folder"


@dataclass(frozen=True)
class ChosenBackupFolder:
    """The folder the office chose; None: beside the database."""

    def answer(self, work: Work) -> Path | None:
        chosen = work.setting(BACKUP_FOLDER)
        return Path(chosen) if chosen else None


@dataclass(frozen=True)
class ChooseBackupFolder:
    """Keep automatic backups in another folder, or (None) beside the database again; raises `Refused`."""

    folder: Path | None

    def carry_out(self, work: Work) -> Outcome[Path | None]:
        if self.folder is not None and not self.folder.is_dir():
            raise Refused(
                said("There is no such folder."),
                where=said("{folder}: ", folder=str(self.folder)),
                mend=said("Choose a folder in which you may write."),
                field="folder",
            )
        work.set_setting(BACKUP_FOLDER, None if self.folder is None else str(self.folder.resolve()))
        return Outcome(self.folder, said("Automatic backups go into this folder from now on."))
