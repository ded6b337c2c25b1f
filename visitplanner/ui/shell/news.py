"""What other people of the office change while the window is open: pages hear of it as of one's own changes."""

from __future__ import annotations

from contextlib import suppress

from PySide6.QtCore import QObject, Qt, Signal, Slot

from visitplanner.domain.core.messages import said
from visitplanner.i18n import Language
from visitplanner.services.core.outcome import Topic
from visitplanner.ui.core.session import Session
from visitplanner.ui.core.style import Tone

GONE = said("The office's server cannot be reached. What you typed stays; the program goes on trying.")
BACK = said("The office's server is there again.")


class Herald(QObject):
    """Takes news on the thread that hears them, and tells them on the window's."""

    _arrived = Signal(object)
    _turned = Signal(bool)

    def __init__(self, session: Session, language: Language) -> None:
        super().__init__(session)
        self._session = session
        self._language = language
        self._gone = False
        self._arrived.connect(self._pass_on, Qt.ConnectionType.QueuedConnection)
        self._turned.connect(self._say, Qt.ConnectionType.QueuedConnection)

    def speak(self, language: Language) -> None:
        """Say what is to be said in another language from now on."""
        self._language = language

    def heard(self, topics: frozenset[str] | None) -> None:
        """Somebody changed these; None: something may have been missed. On any thread."""
        with suppress(RuntimeError):  # the window is gone already
            self._arrived.emit(topics)

    def reached(self, there: bool) -> None:
        """The server went, or is there. On any thread."""
        with suppress(RuntimeError):
            self._turned.emit(there)

    @Slot(object)
    def _pass_on(self, topics: frozenset[str] | None) -> None:
        self._session.changed.emit(frozenset(Topic) if topics is None else topics)

    @Slot(bool)
    def _say(self, there: bool) -> None:
        if not there:
            self._gone = True
            self._session.notice(self._language.say(GONE), Tone.DANGER)
        elif self._gone:
            self._gone = False
            self._session.notice(self._language.say(BACK))
