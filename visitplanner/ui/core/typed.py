"""Typed words are never lost: what stands in an editor waits, about one record, until it is kept or emptied."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol, runtime_checkable
from uuid import NAMESPACE_OID, UUID, uuid5

from PySide6.QtWidgets import QAbstractButton, QLineEdit, QPlainTextEdit, QSpinBox, QWidget

from visitplanner.services.core.form_drafts import KeepTyped, TypedSoFar
from visitplanner.ui.core.session import Owned

NOTHING_KNOWN = UUID(int=0)
"""What an editor is about that is about no record yet."""


@runtime_checkable
class Holds(Protocol):
    """An input that knows itself how it is put by. kept: what a person set, as text; bring: the same again."""

    def kept(self) -> str: ...

    def bring(self, text: str) -> None: ...


Editable = QWidget | Holds
PLAIN = (QLineEdit, QPlainTextEdit, QSpinBox, QAbstractButton)


class TypedWords:
    """What a person changed in some inputs. form: names the editor; told: hears whether words were brought again.

    `turn_to` a record before anything is typed, `keep` when it is left, `settled` when it was carried out.
    """

    def __init__(
        self, session: Owned, form: str, inputs: Mapping[str, Editable], told: Callable[[bool], object] = lambda _: None
    ) -> None:
        self._session, self._form, self._told = session, form, told
        self._inputs = {name: each for field, widget in inputs.items() for name, each in parts_of(field, widget).items()}
        self._about: UUID | None = None
        self._answered = False
        self._kept: dict[str, str] = {}
        self._begun = self._texts()

    def turn_to(self, about: UUID) -> None:
        """Keep the words about the record before, and bring those that wait for this one."""
        if about == self._about:
            return
        if self._about is not None:
            self.keep()
            self._fill(self._begun)
        self._about, self._kept, self._answered, self._begun = about, {}, False, self._texts()
        self._session.ask(TypedSoFar(self._form, about), lambda waiting: self._arrived(about, waiting))

    def leave(self) -> None:
        """Keep the words about the record at hand; what is shown next is about none until one is turned to."""
        self.keep()
        self._about = None

    def begins_with(self, texts: Mapping[str, str]) -> None:
        """What is in force by now, by input: only what differs from it was changed by a person."""
        self._begun |= texts

    def keep(self) -> None:
        """Let the words wait as they stand; beside the undo stack, they are nobody's change."""
        texts = self.changed()
        if self._about is not None and texts != self._kept and (texts or self._answered):
            self._kept = texts
            self._session.session.put_by(KeepTyped(self._form, self._about, texts or None))

    def settled(self) -> None:
        """What stands there was carried out: nothing waits any more."""
        self._begun = self._texts()
        if self._about is not None and (self._kept or not self._answered):
            self._kept, self._answered = {}, True
            self._session.session.put_by(KeepTyped(self._form, self._about, None))
        self._told(False)

    def begin_anew(self) -> None:
        """Throw away what was typed."""
        self._fill(self._begun)
        self.settled()

    def shown(self, fill: Callable[[], object]) -> None:
        """Show anew what is in force; what a person changed in it and has not carried out stays."""
        changed = self.changed()
        fill()
        self._begun = self._texts()
        self._fill(changed)

    def changed(self) -> dict[str, str]:
        """What differs from what the editor began with, by input."""
        return {name: text for name, text in self._texts().items() if text != self._begun[name]}

    def _texts(self) -> dict[str, str]:
        return {name: text_of(each) for name, each in self._inputs.items()}

    def _fill(self, texts: Mapping[str, str]) -> None:
        """In the order of the inputs: what follows from one is there before the next is brought."""
        for name, each in self._inputs.items():
            if name in texts and text_of(each) != texts[name]:
                fill(each, texts[name])

    def _arrived(self, about: UUID, waiting: Mapping[str, str] | None) -> None:
        """What a form was filled with until now is what it began with. Words typed since are newer than those that waited."""
        if about != self._about or self._answered:
            return
        self._answered = True
        typed = {name for name in self.changed() if by_hand(self._inputs[name])}
        self._begun |= {name: text for name, text in self._texts().items() if name not in typed}
        self._kept = dict(waiting or {})
        self._fill({name: text for name, text in self._kept.items() if name not in typed})
        self._told(bool(self.changed().keys() - typed))


def about_these(*parts: object) -> UUID:
    """One identity of what has none of its own: a visit that is owed, a substitution."""
    return uuid5(NAMESPACE_OID, f"visitplanner:{':'.join(str(part) for part in parts)}")


def parts_of(name: str, each: Editable) -> dict[str, Editable]:
    """The inputs a field is made of, itself or those within it."""
    if isinstance(each, (Holds, *PLAIN)):
        return {name: each}
    assert isinstance(each, QWidget)
    inner = [child for child in each.findChildren(QWidget) if isinstance(child, (Holds, *PLAIN))]
    return {f"{name}.{number}": child for number, child in enumerate(inner)}


def text_of(each: Editable) -> str:
    """What stands in an input."""
    if isinstance(each, Holds):
        return each.kept()
    if isinstance(each, QPlainTextEdit):
        return each.toPlainText()
    if isinstance(each, QAbstractButton):
        return "1" if each.isChecked() else ""
    return each.text() if isinstance(each, QLineEdit | QSpinBox) else ""


def fill(each: Editable, text: str) -> None:
    """Let an input show a text as if it had been typed."""
    if isinstance(each, Holds):
        each.bring(text)
    elif isinstance(each, QPlainTextEdit):
        each.setPlainText(text)
    elif isinstance(each, QAbstractButton):
        each.setChecked(bool(text))
    elif isinstance(each, QSpinBox):
        each.setValue(each.valueFromText(text))
    elif isinstance(each, QLineEdit):
        each.setText(text)


def by_hand(each: Editable) -> bool:
    """Whether a person typed what stands there."""
    widget = getattr(each, "widget", each)
    if isinstance(widget, QPlainTextEdit):
        return widget.document().isModified()
    return isinstance(widget, QLineEdit) and widget.isModified()
