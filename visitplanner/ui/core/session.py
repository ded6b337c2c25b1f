"""The window's only way to the office: asks queries, carries out commands, keeps the one undo stack.

Whoever asks owns the answer: `session.of(self)` is what a page or form asks with; without an owner there is no asking.
Every change goes one path: command -> job -> outcome -> `changed` with its topics; visible pages then ask again.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal

from visitplanner.domain.core.errors import Refused, Stopped
from visitplanner.domain.core.messages import Message, said
from visitplanner.i18n import Language
from visitplanner.services.core.outcome import Command, Outcome, Query
from visitplanner.services.core.ports import Office, Progress, Stop
from visitplanner.ui.core.jobs import Commission, Job, Lane, Runner, Task, gone
from visitplanner.ui.core.style import Tone

T = TypeVar("T")
DEPTH = 100
"""How many steps can be undone."""


@dataclass(frozen=True)
class Notice:
    """One quiet line for the person: what happened, and how to take it back or put it right."""

    text: str
    tone: Tone = Tone.OK
    undoable: bool = False


@dataclass(frozen=True)
class Step:
    """A change that can be undone or done again by one command."""

    command: Command
    label: Message


class Session(QObject):
    """changed: the topics of a finished change. noticed: a Notice. history_changed: undo or redo became (im)possible."""

    changed = Signal(object)
    noticed = Signal(object)
    history_changed = Signal()

    def __init__(self, office: Office, runner: Runner, language: Language, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._runner = runner
        self._language = language
        self._undo: list[Step] = []
        self._redo: list[Step] = []

    def speak(self, language: Language) -> None:
        """Say notices in another language from now on."""
        self._language = language

    def of(self, owner: QObject) -> Owned:
        """Asks for somebody: the answer belongs to the owner and is dropped when the owner is gone."""
        return Owned(self, self._office, self._runner, owner)

    # -- changing -------------------------------------------------------------------------------------------------

    def do(self, command: Command) -> Job:
        """Carry out a command for which nobody waits: a refusal is told like its outcome."""
        return self.of(self).do(command)

    def put_by(self, command: Command) -> Job:
        """Keep what is nobody's change yet (a draft): neither told nor undone, whoever has gone meanwhile."""
        office, failed = self._office, self.failure(self.refuse)
        return self._runner.run(
            Commission(lambda _tell, _stop: office.do(command), lambda _outcome: None, failed, self, sure=True)
        )

    def acknowledge(self, outcome: Outcome[Any]) -> None:
        """Tell a change that was made; from now on it can be undone."""
        if outcome.undo is not None:
            self._undo = [*self._undo[1 - DEPTH :], Step(outcome.undo, outcome.said or said("Last change"))]
            self._redo.clear()
        self._told(outcome, undoable=outcome.undo is not None)

    def undo(self) -> None:
        """Take the last change back."""
        self._step(self._undo, self._redo, said("Taken back: {what}"))

    def redo(self) -> None:
        """Do again what was taken back last."""
        self._step(self._redo, self._undo, said("Done again: {what}"))

    @property
    def can_undo(self) -> bool:
        """Whether a change of this session can be taken back."""
        return bool(self._undo)

    @property
    def can_redo(self) -> bool:
        """Whether a change taken back can be done again."""
        return bool(self._redo)

    def notice(self, text: str, tone: Tone = Tone.OK) -> None:
        """Say something in the strip."""
        self.noticed.emit(Notice(text, tone))

    def refuse(self, refusal: Refused) -> None:
        """Say a refusal in the strip, for those that belong beside no field."""
        faults: list[Refused] = list(getattr(refusal, "faults", ())) or [refusal]
        self.notice("\n".join(self._language.say_refusal(fault) for fault in faults[:3]), Tone.DANGER)

    def _step(self, source: list[Step], target: list[Step], label: Message) -> None:
        if not source:
            return
        step = source.pop()

        def done(outcome: Outcome[Any]) -> None:
            if outcome.undo is not None:
                target.append(Step(outcome.undo, step.label))
            self.notice(self._language.say(said(label.template, what=step.label)))
            self._told(outcome, undoable=False, silent=True)

        failed = self.failure(self.refuse)
        self._runner.run(Commission(lambda _progress, _stop: self._office.do(step.command), done, failed, self, sure=True))
        self.history_changed.emit()

    def _told(self, outcome: Outcome[Any], *, undoable: bool, silent: bool = False) -> None:
        self.history_changed.emit()
        if not silent and (outcome.said is not None or undoable):
            self.noticed.emit(Notice(self._language.say(outcome.said or said("Kept.")), undoable=undoable))
        if outcome.changed:
            self.changed.emit(outcome.changed)

    def failure(self, refused: Callable[[Refused], None]) -> Callable[[Exception], None]:
        """What becomes of an error: a refusal is handed on, stopped work is said calmly, all else is the program's fault."""

        def failed(error: Exception) -> None:
            if isinstance(error, Refused):
                refused(error)
            elif isinstance(error, Stopped):
                self.notice(self._language.text("Cancelled. Nothing was changed."), Tone.PLAIN)
            else:
                sys.excepthook(type(error), error, error.__traceback__)

        return failed


class Owned:
    """A session as one owner uses it: what it asks is answered to it alone, and to nobody once it is gone (`jobs.gone`)."""

    def __init__(self, session: Session, office: Office, runner: Runner, owner: QObject) -> None:
        self.session = session
        self._office = office
        self._runner = runner
        self._owner = owner

    def of(self, owner: QObject) -> Owned:
        """The same for another owner: a form that a page's presenter asks for."""
        return self.session.of(owner)

    def ask(self, query: Query[T], then: Callable[[T], None], otherwise: Callable[[Refused], None] | None = None) -> Job:
        """Answer a query off the window's thread; a refusal is shown as a notice unless `otherwise` takes it."""
        return self.work(lambda office, _progress, _stop: office.ask(query), then, otherwise)

    def work(
        self,
        task: Callable[[Office, Progress, Stop], T],
        then: Callable[[T], None],
        otherwise: Callable[[Refused], None] | None = None,
    ) -> Job:
        """Several questions to the office in one go, on the store's lane (reading a file and asking about it)."""
        office, failed = self._office, self.session.failure(otherwise or self.session.refuse)
        return self._runner.run(Commission(lambda tell, stop: task(office, tell, stop), then, failed, self._owner))

    def compute(
        self,
        task: Task[T],
        then: Callable[[T], None],
        otherwise: Callable[[Refused], None] | None = None,
        progress: Callable[[float], None] | None = None,
    ) -> Job:
        """Long work that does not touch the store; `task(progress, stop)` may raise `Stopped`."""
        failed = self.session.failure(otherwise or self.session.refuse)
        return self._runner.run(Commission(task, then, failed, self._owner, Lane.COMPUTE, progress))

    def do(
        self,
        command: Command,
        then: Callable[[Outcome[Any]], None] | None = None,
        refused: Callable[[Refused], None] | None = None,
    ) -> Job:
        """Carry out a command; its outcome is told, can be undone and makes the pages that show it ask again.

        Also when the owner is gone by then: the change was made all the same, or was refused, and is said in the strip.
        """
        session, office, owner = self.session, self._office, self._owner

        def done(outcome: Outcome[Any]) -> None:
            session.acknowledge(outcome)
            if then is not None and not gone(owner):
                then(outcome)

        def not_done(refusal: Refused) -> None:
            if refused is None or gone(owner):
                session.refuse(refusal)
            else:
                refused(refusal)

        failed = session.failure(not_done)
        return self._runner.run(Commission(lambda _tell, _stop: office.do(command), done, failed, session, sure=True))

    def notice(self, text: str, tone: Tone = Tone.OK) -> None:
        """Say something in the strip."""
        self.session.notice(text, tone)

    def refuse(self, refusal: Refused) -> None:
        """Say a refusal in the strip, for those that belong beside no field."""
        self.session.refuse(refusal)
