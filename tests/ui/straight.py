"""A session that answers at once, or when a test says so: for presenters, without a window."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from visitplanner.domain.core.errors import Refused
from visitplanner.services.core.outcome import Command, Query
from visitplanner.services.core.ports import Office
from visitplanner.ui.core.session import Owned


class Errand:
    """What was asked and is not answered yet."""

    def __init__(self, answer: Callable[[], None]) -> None:
        self.answer = answer
        self.dropped = False

    def drop(self) -> None:
        self.dropped = True


class Straight:
    """waiting: what was asked since `late` was set; nothing of it is answered before `answer_all`."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.late = False
        self.waiting: list[Errand] = []
        self.refused: list[Refused] = []

    @property
    def owned(self) -> Owned:
        return cast("Owned", self)

    def ask(self, query: Query[Any], then: Callable[[Any], None], otherwise: Callable[[Refused], None] | None = None) -> Errand:
        return self.work(lambda office, _progress, _stop: office.ask(query), then, otherwise)

    def work(
        self, task: Callable[..., Any], then: Callable[[Any], None], otherwise: Callable[[Refused], None] | None = None
    ) -> Errand:
        del otherwise
        return self._later(lambda: then(task(self.office, None, None)))

    def compute(
        self, task: Callable[..., Any], then: Callable[[Any], None], otherwise: Callable[[Refused], None] | None = None
    ) -> Errand:
        del otherwise
        return self._later(lambda: then(task(None, None)))

    def do(self, command: Command) -> None:
        try:
            self.office.do(command)
        except Refused as refusal:
            self.refused.append(refusal)

    def answer_all(self) -> None:
        """Answer what waits in the order it was asked; what was dropped gets no answer."""
        while self.waiting:
            errand = self.waiting.pop(0)
            if not errand.dropped:
                errand.answer()

    def _later(self, answer: Callable[[], None]) -> Errand:
        errand = Errand(answer)
        if self.late:
            self.waiting.append(errand)
        else:
            answer()
        return errand
