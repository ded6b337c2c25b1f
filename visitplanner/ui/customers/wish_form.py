"""洽訪希望: the months in which a customer is closed, the weekdays it prefers, the first and last day that suits."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from visitplanner.domain.customers.wishes import WISHES, Wish, in_words
from visitplanner.services.customers.wishes import ClearWish, SetWish
from visitplanner.ui.core import style
from visitplanner.ui.pages.desk import Desk
from visitplanner.ui.records.form import RegisterForm
from visitplanner.ui.widgets.parts import button, card, column, holder, label, row

HEAD_HEIGHT = 36


def wish_form(desk: Desk, subject_id: UUID, name: str, wish: Wish | None, parent: QWidget) -> RegisterForm[Wish]:
    """What one subject wishes; emptied and kept, the wish is cleared."""

    def command(asked: Wish) -> SetWish | ClearWish | None:
        if not asked.says_nothing:
            return SetWish(asked)
        return ClearWish(subject_id) if wish else None

    title = desk.language.text("When {name} wishes to be visited", name=name)
    held = wish or Wish(subject_id=subject_id)
    return RegisterForm(desk, WISHES, held, parent, title=title, fixed={"subject_id"}, command=command)


class WishBox(QWidget):
    """The wish in sentences, with the button that changes it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        _ = desk.language.text
        self._desk = desk
        self._subject: tuple[UUID, str] | None = None
        self._wish: Wish | None = None
        self._words = label(wrap=True)
        self.change = button(_("C&hange"), kind="quiet", on=self.open_form)
        head = holder(row(label(_("Wishes for visits"), "strong"), None, self.change))
        head.setFixedHeight(style.look().px(HEAD_HEIGHT))
        self.setLayout(column(head, card(self._words, padding=12), spacing=4))

    @property
    def words(self) -> str:
        """What the box says."""
        return self._words.text()

    def show_wish(self, subject_id: UUID, name: str, wish: Wish | None) -> None:
        """Show a subject's wish, or that any working day suits."""
        language = self._desk.language
        self._subject, self._wish = (subject_id, name), wish
        if wish is None:
            self._words.setText(language.text("None known: any working day suits."))
        else:
            lines = [language.say(sentence) for sentence in in_words(wish)]
            self._words.setText("\n".join([*lines, wish.notes] if wish.notes else lines))
        self._words.setProperty("role", "muted" if wish is None else "body")
        self._words.style().polish(self._words)

    @Slot()
    def open_form(self) -> RegisterForm[Wish] | None:
        """The form for the wish of the subject shown."""
        if self._subject is None:
            return None
        form = wish_form(self._desk, *self._subject, self._wish, self)
        form.open()
        return form
