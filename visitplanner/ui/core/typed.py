"""Typed words are never lost: what stands in an editor waits, about one record, until it is kept or emptied."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from visitplanner.services.core.form_drafts import KeepTyped, TypedSoFar
from visitplanner.ui.core.session import Owned

WordInput = QLineEdit | QPlainTextEdit


class TypedWords:
    """The words in some inputs. form: names the editor; `turn_to` a record before anything is typed, `keep` when it is left."""

    def __init__(self, session: Owned, form: str, inputs: Mapping[str, WordInput]) -> None:
        self._session, self._form, self._inputs = session, form, dict(inputs)
        self._about: UUID | None = None
        self._kept: dict[str, str] = {}

    def turn_to(self, about: UUID) -> None:
        """Keep the words about the record before, and bring those that wait for this one."""
        if about == self._about:
            return
        self.keep()
        self._about, self._kept = about, {}
        self._fill({})
        self._session.ask(TypedSoFar(self._form, about), lambda waiting: self._arrived(about, waiting))

    def keep(self) -> None:
        """Let the words wait as they stand; beside the undo stack, they are nobody's change."""
        texts = self._texts()
        if self._about is not None and texts != self._kept:
            self._kept = texts
            self._session.session.put_by(KeepTyped(self._form, self._about, texts or None))

    def forget(self) -> None:
        """What was typed is kept for good now: empty the inputs."""
        self._fill({})
        self.keep()

    def _texts(self) -> dict[str, str]:
        return {name: text for name, each in self._inputs.items() if (text := text_of(each)).strip()}

    def _fill(self, texts: Mapping[str, str]) -> None:
        for name, each in self._inputs.items():
            if isinstance(each, QPlainTextEdit):
                each.setPlainText(texts.get(name, ""))
            else:
                each.setText(texts.get(name, ""))

    def _arrived(self, about: UUID, waiting: Mapping[str, str] | None) -> None:
        """Words typed since are newer than those that waited."""
        if about == self._about and waiting and not self._texts():
            self._fill(waiting)
            self._kept = self._texts()


def text_of(each: WordInput) -> str:
    """The words in an input."""
    return each.toPlainText() if isinstance(each, QPlainTextEdit) else each.text()
