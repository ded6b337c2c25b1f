"""The fields of a question, and what a person wrote in them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import Message, said
from visitplanner.i18n import Language
from visitplanner.ui.core import style
from visitplanner.ui.tariffs.questions.asked import AskedAs, AskedNumber, Given
from visitplanner.ui.widgets.fields import Choice
from visitplanner.ui.widgets.parts import button, row

FIELD_WIDTH, FILE_WIDTH = 88, 220


class FileInput(QWidget):
    """A file's path, typed or chosen."""

    def __init__(self, language: Language, name: str, entered: Callable[[], None]) -> None:
        super().__init__()
        self._language = language
        self.path = QLineEdit()
        self.path.setAccessibleName(name)
        self.path.setMinimumWidth(style.look().px(FIELD_WIDTH))
        self.path.setMaximumWidth(style.look().px(FILE_WIDTH))
        self.path.returnPressed.connect(entered)
        self.setLayout(row(self.path, button(language.text("C&hoose…"), on=self._browse)))

    @Slot()
    def _browse(self) -> None:
        _ = self._language.text
        kinds = _("Load files (*.csv *.txt *.xlsx *.xls *.ods)") + ";;(*)"
        name, _kind = QFileDialog.getOpenFileName(self, _("Choose a load file"), "", kinds)
        if name:
            self.path.setText(name)


AskedField = QLineEdit | Choice | FileInput


def input_of(asked: AskedNumber, language: Language, entered: Callable[[], None]) -> AskedField:
    """The field of what is asked; `entered` is called where a person presses Return in it."""
    name = language.say(asked.title)
    if asked.shape is AskedAs.CHOICE:
        made = Choice([(language.say(title), value) for value, title in asked.choices], asked.usual)
        made.setAccessibleName(name)
        return made
    if asked.shape is AskedAs.FILE:
        return FileInput(language, name, entered)
    field = QLineEdit(asked.usual)
    field.setAccessibleName(name)
    field.setFixedWidth(style.look().px(FIELD_WIDTH))
    field.returnPressed.connect(entered)
    return field


def given_in(asked: Sequence[AskedNumber], inputs: Mapping[str, AskedField]) -> Given:
    """What was given; raises `Refused` with the field for what cannot be read or is missing."""
    numbers, months = dict[str, Decimal](), dict[str, Mapping[int, Decimal]]()
    chosen, files = dict[str, str](), dict[str, Path]()
    for each in asked:
        field = inputs[each.key]
        if isinstance(field, Choice):
            chosen[each.key] = str(field.value())
            continue
        text = (field.path if isinstance(field, FileInput) else field).text().strip()
        if not text:
            if each.needed:
                raise Refused(said("Missing: {field}.", field=each.title), field=each.key)
        elif each.shape is AskedAs.FILE:
            files[each.key] = Path(text)
        elif each.shape is AskedAs.MONTHS:
            months[each.key] = months_in(text, each.title)
        else:
            numbers[each.key] = _number(text.replace(",", ""), each.title)
    return Given(numbers, months, chosen, files)


def months_in(text: str, title: Message) -> dict[int, Decimal]:
    """Numbers by calendar month, of a text such as `7=20, 8=5`; raises `Refused` naming the part that is none."""
    found = dict[int, Decimal]()
    for sign in "、，；;":
        text = text.replace(sign, ",")
    for part in filter(None, (each.strip() for each in text.split(","))):
        month, _, number = part.replace("＝", "=").partition("=")
        if month.strip() not in map(str, range(1, 13)):
            raise Refused(
                said("{text} is not possible.", text=part),
                where=said("{option}: ", option=title),
                mend=said("Give month and number, such as 7=20, 8=5."),
            )
        found[int(month)] = _number(number.strip(), title)
    return found


def _number(text: str, title: Message) -> Decimal:
    try:
        found = Decimal(text)
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite() or found < 0:
        raise Refused(said("{text} is no number.", text=text), where=said("{option}: ", option=title))
    return found
