"""What the open window sees to by itself: a backup every half hour in which something changed."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Slot

from visitplanner.domain.core.errors import Refused
from visitplanner.services.core.ports import Backup, Office, Progress, Stop
from visitplanner.ui.core.style import Tone
from visitplanner.ui.pages.desk import Desk, Watch

EVERY_MS = 30 * 60_000


class BackupWatch(Watch):
    """A backup that cannot be made is said, and tried again after the next half hour."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.back_up)
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    @Slot()
    def back_up(self) -> None:
        """Back up on the store's lane, if anything changed."""

        def make(office: Office, _progress: Progress, _stop: Stop) -> Backup | None:
            return office.back_up_when_changed()

        self._desk.session.of(self).work(make, lambda _made: None, self._refused)

    def _refused(self, refusal: Refused) -> None:
        language = self._desk.language
        told = language.together([language.text("No automatic backup could be made."), language.say_refusal(refusal)])
        self._desk.session.notice(told, Tone.DANGER)
