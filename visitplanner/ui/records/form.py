"""The form of any described kind of record: an input a field, with its hint and its refusal; what was typed is never lost."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from string import ascii_uppercase
from typing import Any, Generic, TypeVar
from uuid import NAMESPACE_OID, UUID, uuid5

from PySide6.QtWidgets import QLayout, QWidget

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.fields import SomeOf, Wording
from visitplanner.domain.core.kinds import Kind
from visitplanner.domain.core.messages import said
from visitplanner.domain.core.records import Record
from visitplanner.services.core.outcome import Command
from visitplanner.services.records.lists import Names, NamesFor
from visitplanner.services.records.records import AddRecord, ChangeRecord
from visitplanner.ui.core.typed import Editable
from visitplanner.ui.pages.desk import Desk
from visitplanner.ui.records.inputs import input_of
from visitplanner.ui.widgets.dialog import FormDialog, fitted
from visitplanner.ui.widgets.fields import Field as Labelled
from visitplanner.ui.widgets.parts import column, holder, row, scrolled

R = TypeVar("R", bound=Record)
NARROW, WIDE, TALL = 420, 520, 8


class RegisterForm(FormDialog, Generic[R]):
    """A record to be added or changed.

    record: what is changed, or a new one (version 0) with what is known already; None for an empty form. fixed: fields that
    are known and not shown. given: their values, for a new record of which nothing else is known. command: what keeping does,
    by default adding or changing; None of it: nothing need be done.
    """

    def __init__(
        self,
        desk: Desk,
        kind: Kind[R],
        record: R | None,
        parent: QWidget,
        *,
        title: str = "",
        fixed: Collection[str] = (),
        given: Mapping[str, Any] | None = None,
        command: Callable[[R], Command | None] | None = None,
    ) -> None:
        _, say = desk.language.text, desk.language.say
        self._given = given or {}
        hidden = {*fixed, *self._given}
        shown = [field for field in kind.fields if field.name not in hidden]
        broad = any(isinstance(field.type, SomeOf) or field.beside for field in shown)
        deed = said("Change {thing}", thing=kind.noun) if record and record.version else said("Add {thing}", thing=kind.noun)
        super().__init__(desk.session, desk.language, title or say(deed), _("&Keep"), parent, WIDE if broad else NARROW)
        self._kind, self._held, self._command = kind, record, command or self._usual
        self._wording = Wording(say)
        self.inputs = {field.name: input_of(field, desk, may_be_empty=kind.empty(field) is None) for field in shown}
        titles = mnemonics([(say(field.heading), str(field.title)) for field in shown])
        fields = {
            field.name: Labelled(title, self.inputs[field.name].widget, say(field.hint) if field.hint else "")
            for field, title in zip(shown, titles, strict=True)
        }
        body = lined_up([(field.beside, fields[field.name]) for field in shown])
        self.lay_out(fields, column(body if len(shown) <= TALL else lengthy(body)), about=about(kind, record, fixed, self._given))
        self.fill(kind.texts(record, self._wording))
        self.session.ask(NamesFor(kind), self._arrived)

    def identity(self) -> tuple[str, Mapping[str, Editable]]:
        return self._kind.name, self.inputs

    def texts(self) -> dict[str, str]:
        """What stands in the form, by field."""
        return {name: each.text() for name, each in self.inputs.items()}

    def fill(self, texts: Mapping[str, str]) -> None:
        for name, text in texts.items():
            if name in self.inputs:
                self.inputs[name].fill(text)

    def submit(self) -> None:
        self.refusals.clear()
        try:
            command = self._command(self._kind.read(self.texts(), self._wording, self._held, **self._given))
        except Refused as refusal:
            self.refused(refusal)
            return
        if command is None:
            self.accept()
        else:
            self.session.do(command, self.done_with, self.refused)

    def _usual(self, record: R) -> Command:
        return ChangeRecord(self._kind, record) if record.version else AddRecord(self._kind, record)

    def _arrived(self, names: Names) -> None:
        """The names that can be chosen."""
        self._wording = Wording(self.language.say, names)
        for each in self.inputs.values():
            each.offer(self._wording)


def about(kind: Kind[Any], record: Record | None, fixed: Collection[str], given: Mapping[str, Any] | None = None) -> UUID:
    """For which record a draft waits; of a new one, for what is known of it."""
    if record is not None and record.version:
        return record.id
    known = "".join(str(getattr(record, name)) for name in sorted(fixed)) + "".join(
        str(value) for value in (given or {}).values()
    )
    return uuid5(NAMESPACE_OID, f"visitplanner:{kind.name}:{known}")


def mnemonics(titles: Iterable[tuple[str, str]], taken: str = "K") -> list[str]:
    """Titles with the letter that leads to them, each once: `&Name`, 姓名(&N). titles: as shown, and in English."""
    used, made = set(taken), list[str]()
    for shown, english in titles:
        letter = next((sign for sign in english.upper() + ascii_uppercase if sign in ascii_uppercase and sign not in used), "")
        used.add(letter)
        place = shown.upper().find(letter) if letter else -1
        made.append(f"{shown[:place]}&{shown[place:]}" if place >= 0 else f"{shown}(&{letter})" if letter else shown)
    return made


def lined_up(fields: Iterable[tuple[bool, QWidget]]) -> QLayout:
    """Fields below each other, some beside the one before."""
    lines: list[list[QWidget]] = []
    for beside, field in fields:
        if beside and lines:
            lines[-1].append(field)
        else:
            lines.append([field])
    return column(*(row(*line, spacing=12) for line in lines), spacing=12)


def lengthy(body: QLayout) -> QLayout:
    """More fields than a small screen shows at once."""
    area = scrolled(holder(body))
    area.setMinimumHeight(fitted(0, 480)[1])
    return column(area)
