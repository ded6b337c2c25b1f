"""The input of a form for each type of field. All of them give and take text, as the command line and a spreadsheet do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.fields import Day, FieldType, Flag, OneOf, SomeOf, Wording, Words, YearMonth, referred
from visitplanner.domain.core.kinds import RecordField
from visitplanner.domain.core.taiwan_dates import parse_date
from visitplanner.ui.core.rows_model import NOTHING
from visitplanner.ui.pages.desk import Desk
from visitplanner.ui.widgets.date_field import DateField
from visitplanner.ui.widgets.fields import Choice as DropDown
from visitplanner.ui.widgets.fields import text_area
from visitplanner.ui.widgets.names_field import NamesField
from visitplanner.ui.widgets.picker import Picker
from visitplanner.ui.widgets.segments import Toggles

FEW = 6
"""So many toggles stand in a line."""


@dataclass(frozen=True)
class Input:
    """An input of a form. text: what it holds, as `Field` reads it. fill: shows a text. offer: the names of records that can be
    chosen have arrived."""

    widget: QWidget
    text: Callable[[], str]
    fill: Callable[[str], object]
    offer: Callable[[Wording], object] = lambda _wording: None

    def kept(self) -> str:
        """What it holds."""
        return self.text()

    def bring(self, text: str) -> None:
        """Show a text that waited."""
        self.fill(text)


def input_of(field: RecordField, desk: Desk, *, may_be_empty: bool) -> Input:
    """may_be_empty: a drop-down offers nothing, too."""
    kind, say = field.type, desk.language.say
    example = say(field.example) if field.example else ""
    if isinstance(kind, Words) and kind.lines > 1:
        area = text_area(kind.lines, example)
        return Input(area, area.toPlainText, area.setPlainText)
    if isinstance(kind, Day):
        return day_input(DateField(desk.language, desk.day), desk)
    if isinstance(kind, OneOf | Flag):
        return drop_down(kind, desk, may_be_empty=may_be_empty)
    if isinstance(kind, SomeOf) and isinstance(kind.of, OneOf):
        return toggles(kind, kind.of, desk)
    if referred(kind):
        return names_input(kind, desk, example or desk.language.text("Type a part of the name"))
    line = QLineEdit()
    line.setPlaceholderText(example or (desk.language.text("114/07") if isinstance(kind, YearMonth) else ""))
    return Input(line, line.text, line.setText)


def day_input(entry: DateField, desk: Desk) -> Input:
    """A day in whatever way the field shows it; what cannot be read stays as it was typed."""

    def text() -> str:
        try:
            day = entry.day()
        except Refused:
            return entry.text()
        return day.isoformat() if day else ""

    def fill(text: str) -> None:
        try:
            entry.set_day(parse_date(text) if text.strip() else None)
        except Refused:
            entry.setText(text)

    return Input(entry, text, fill)


def drop_down(kind: OneOf | Flag, desk: Desk, *, may_be_empty: bool) -> Input:
    wording = Wording(desk.language.say)
    values = list(kind.names) if isinstance(kind, OneOf) else [True, False]
    words = [kind.write(value, wording) for value in values]
    entries = [(word, word) for word in words]
    box = DropDown([(NOTHING, ""), *entries] if may_be_empty else entries)
    return Input(box, box.value, box.set_value)


def toggles(kind: SomeOf, each: OneOf, desk: Desk) -> Input:
    wording = Wording(desk.language.say)
    buttons = Toggles([(each.write(value, wording), value) for value in each.names], FEW)

    def text() -> str:
        values = buttons.values()
        return kind.write(values, wording) if values else ""

    return Input(buttons, text, lambda text: buttons.set_values(kind.read(text, wording) if text else ()))


def names_input(kind: FieldType, desk: Desk, placeholder: str) -> Input:
    several = NamesField(desk.language, placeholder) if isinstance(kind, SomeOf) else None
    picker = several.picker if several else Picker(placeholder)
    known = [Wording()]

    def text() -> str:
        """The ids of what is named, and what was typed beside them."""
        chosen = [str(value) for value in (several.values() if several else ())]
        typed = picker.value() or picker.text()
        return "\n".join([*chosen, str(typed)] if typed else chosen)

    def fill(text: str) -> None:
        value = named(kind, text, known[0])
        if several is not None:
            several.set_values(value if isinstance(value, tuple) else ())
            picker.setText("" if isinstance(value, tuple) else text)
        elif value is None:
            picker.setText(text)
        else:
            picker.set_value(value)

    def offer(wording: Wording) -> None:
        shown, known[0] = text(), wording
        offered = {ident: names for other in referred(kind) for ident, names in wording.names.get(other.name, {}).items()}
        (several or picker).set_entries(sorted((names[0], ident) for ident, names in offered.items()))
        fill(shown)

    return Input(several or picker, text, fill, offer)


def named(kind: FieldType, text: str, wording: Wording) -> Any:
    """What a text names, None when it names nothing."""
    try:
        return kind.read(text, wording) if text.strip() else None
    except Refused:
        return None
