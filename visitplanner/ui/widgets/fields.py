"""Form fields: a label above, the input, and below it the hint or the sentence that says why it was refused."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QListView, QPlainTextEdit, QSpinBox, QWidget

from visitplanner.domain.core.errors import Refused
from visitplanner.i18n import Language
from visitplanner.ui.core import style
from visitplanner.ui.core.guard import guarded
from visitplanner.ui.core.letters.letters import caption_of
from visitplanner.ui.core.plain_text import tip
from visitplanner.ui.widgets.parts import column, label


class Field(QWidget):
    """An input with its label; `refuse` puts a sentence beside it, `accept` takes it away."""

    def __init__(self, title: str, widget: QWidget, hint: str = "") -> None:
        super().__init__()
        self.input = widget
        self._hint = hint
        caption = label(role="caption")
        caption_of(caption, title, widget)
        for named in (widget, widget.focusProxy()):  # a screen reader says what has the focus
            if named is not None:
                named.setAccessibleName(caption.text())
        self._below = label(hint, "caption", wrap=True)
        if not hint:  # what has no parent yet would be shown as a window of its own
            self._below.hide()
        lines = column(caption, widget, self._below, spacing=4)
        lines.addStretch(0)  # beside a field with a hint, inputs stand in one line
        self.setLayout(lines)

    def refuse(self, sentence: str) -> None:
        """Show what is wrong below the field and go there."""
        self._show(sentence, "refusal")
        self.input.setFocus(Qt.FocusReason.OtherFocusReason)

    def accept(self) -> None:
        """Show the hint below the field again."""
        self._show(self._hint, "caption")

    @property
    def refusal(self) -> str:
        """The sentence that stands beside the field, empty when it is accepted."""
        return self._below.text() if self._below.property("role") == "refusal" else ""

    def _show(self, text: str, role: str) -> None:
        self._below.setText(text)
        self._below.setVisible(bool(text))
        self._below.setProperty("role", role)
        self.input.setProperty("refused", "true" if role == "refusal" else "false")
        for part in (self._below, self.input):
            part.style().unpolish(part)
            part.style().polish(part)


class Refusals:
    """Where a form's refusals go: beside the field they name, else into the line above the buttons."""

    def __init__(self, fields: Mapping[str, Field], general: QLabel, language: Language) -> None:
        self._fields = dict(fields)
        self._general = general
        self._language = language
        general.setWordWrap(True)
        general.hide()

    def clear(self) -> None:
        """Nothing is wrong any more."""
        self._general.hide()
        for each in self._fields.values():
            each.accept()

    def show(self, refusal: Refused) -> None:
        """Show each fault beside its field, those of no field together."""
        self.clear()
        faults: list[Refused] = list(getattr(refusal, "faults", ())) or [refusal]
        general = [fault for fault in faults if fault.field not in self._fields]
        for fault in reversed(faults):  # the focus stays at the first
            if fault.field in self._fields:
                self._fields[fault.field].refuse(self._language.say_refusal(fault))
        if general:
            self._general.setText("\n".join(self._language.say_refusal(fault) for fault in general))
            self._general.show()


DIGITS_OFF = 7
"""Pixels a number keeps from the right edge of its field."""
LONGEST_ENTRY, WIDEST_CHOICE = 40, 360
"""Signs of an entry before it is cut (whole in its tooltip), and the width in pixels a choice asks for at most."""


class Choice(QComboBox):
    """A drop-down whose entries carry values. chosen: the value a person picked."""

    chosen = Signal(object)

    def __init__(self, entries: Iterable[tuple[str, Any]] = (), value: Any = None) -> None:
        super().__init__()
        self.setView(QListView())
        self.setMinimumContentsLength(4)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.set_entries(entries, value)
        self.activated.connect(self._picked)

    def set_entries(self, entries: Iterable[tuple[str, Any]], value: Any = None) -> None:
        """Offer (text, value); the value chosen, or the first."""
        self.clear()
        self.values: list[Any] = []
        for text, each in entries:
            long = len(text) > LONGEST_ENTRY
            self.addItem(f"{text[: LONGEST_ENTRY - 1]}…" if long else text)
            if long:
                self.setItemData(self.count() - 1, tip(text), Qt.ItemDataRole.ToolTipRole)
            self.values.append(each)
        self.set_value(value)
        self.updateGeometry()  # Qt says so only after a while, and until then what stands beside it is cut

    def value(self) -> Any:
        """The value of the entry that is shown, None when there is none."""
        return self.values[self.currentIndex()] if 0 <= self.currentIndex() < len(self.values) else None

    def set_value(self, value: Any) -> None:
        """Choose a value; one that is not offered chooses the first."""
        self.setCurrentIndex(self.values.index(value) if value in self.values else 0 if self.values else -1)

    def kept(self) -> str:
        """The value chosen, as a text to find it by."""
        return str(self.value())

    def bring(self, text: str) -> None:
        """Choose the value a text stands for, as if a person had; one that is not offered any more changes nothing."""
        for value in self.values:
            if str(value) == text:
                self.set_value(value)
                self.chosen.emit(value)
                return

    @guarded(QSize(0, 0))
    def sizeHint(self) -> QSize:
        """As wide as its widest entry, but for a name of any length: that one would push all else from its line."""
        return super().sizeHint().boundedTo(QSize(style.look().px(WIDEST_CHOICE), 10_000))

    @guarded(QSize(0, 0))
    def minimumSizeHint(self) -> QSize:
        """What it asks for: the least Qt itself names is that of the entries it had at first, and later ones are cut."""
        return self.sizeHint()

    @Slot(int)
    def _picked(self, _index: int) -> None:
        self.chosen.emit(self.value())


class SearchField(QLineEdit):
    """Filters the list below while one types; Esc empties it."""

    def __init__(self, placeholder: str, on: Callable[[str], object], width: int = 240) -> None:
        super().__init__()
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setToolTip(tip(placeholder))
        self.setClearButtonEnabled(True)
        self.setMinimumWidth(140)
        self.setMaximumWidth(style.look().px(width))
        self.addAction(style.icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.textChanged.connect(on)

    @guarded(QSize(0, 0))
    def sizeHint(self) -> QSize:
        """As wide as it may be, so that what can be searched for is readable; it gives way in a narrow window."""
        return QSize(self.maximumWidth(), super().sizeHint().height())

    @guarded()
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class NumberBox(QSpinBox):
    """A whole number at the right of its field, its digits off the edge."""

    def __init__(self) -> None:
        super().__init__()
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.lineEdit().setTextMargins(0, 0, style.look().px(DIGITS_OFF), 0)


def text_area(lines: int = 4, placeholder: str = "") -> QPlainTextEdit:
    """A small area for sentences; Tab leaves it."""
    made = QPlainTextEdit()
    made.setTabChangesFocus(True)
    made.setPlaceholderText(placeholder)
    made.setFixedHeight(style.look().px(22 * lines + 14))
    return made
