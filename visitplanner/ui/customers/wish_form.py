"""洽訪希望: the months in which a customer is closed, the weekdays it prefers, the first and last day that suits."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.customers.wishes import MONTHS, WEEKDAY_NAMES, Wish, in_words
from visitplanner.services.customers.wishes import ClearWish, SetWish
from visitplanner.ui.core import style
from visitplanner.ui.pages.desk import Desk
from visitplanner.ui.widgets.date_field import DateField, day_in
from visitplanner.ui.widgets.dialog import FormDialog
from visitplanner.ui.widgets.fields import Field, text_area
from visitplanner.ui.widgets.parts import button, card, column, holder, label, row
from visitplanner.ui.widgets.segments import Toggles

MONTHS_ACROSS = 6
HEAD_HEIGHT = 36


class WishForm(FormDialog):
    """What one subject wishes; emptied and kept, the wish is cleared."""

    def __init__(self, desk: Desk, subject_id: UUID, name: str, wish: Wish | None, parent: QWidget) -> None:
        _, say = desk.language.text, desk.language.say
        title = _("When {name} wishes to be visited", name=name)
        super().__init__(desk.session, desk.language, title, _("&Keep"), parent, 520)
        self._subject_id, self._held = subject_id, wish
        held = wish or Wish(subject_id=subject_id)
        self.months = Toggles([(_("month {month}", month=month), month) for month in range(1, MONTHS + 1)], MONTHS_ACROSS)
        self.months.set_values(held.closed_months)
        self.weekdays = Toggles([(say(day), number) for number, day in enumerate(WEEKDAY_NAMES)], len(WEEKDAY_NAMES))
        self.weekdays.set_values(held.preferred_weekdays)
        self.not_before = DateField(desk.language, desk.day, held.not_before)
        self.not_after = DateField(desk.language, desk.day, held.not_after)
        self.notes = text_area(2, _("Such as 廠務室來電，五月歲修"))
        self.notes.setPlainText(held.notes)
        fields = {
            "closed_months": Field(_("&Closed in these months"), self.months, _("Nobody is visited then, every year.")),
            "preferred_weekdays": Field(
                _("&Rather on these weekdays"), self.weekdays, _("None chosen: any weekday is as good. Others stay possible.")
            ),
            "not_before": Field(_("Not &before"), self.not_before),
            "not_after": Field(_("Not &after"), self.not_after),
            "notes": Field(_("&Who said so, and why"), self.notes),
        }
        days = row(fields["not_before"], fields["not_after"], spacing=12)
        above = (fields["closed_months"], fields["preferred_weekdays"])
        self.lay_out(fields, column(*above, days, fields["notes"], spacing=14))

    def submit(self) -> None:
        """Keep the wish; a form left empty clears the one that was kept."""
        self.refusals.clear()
        try:
            wish = self._wish()
        except Refused as refusal:
            self.refused(refusal)
            return
        nothing = not any((wish.closed_months, wish.preferred_weekdays, wish.not_before, wish.not_after, wish.notes))
        if nothing and self._held is None:
            self.accept()
        else:
            self.session.do(ClearWish(self._subject_id) if nothing else wish, self.done_with, self.refused)

    def _wish(self) -> SetWish:
        return SetWish(
            self._subject_id,
            self.months.values(),
            self.weekdays.values(),
            day_in(self.not_before, "not_before"),
            day_in(self.not_after, "not_after"),
            self.notes.toPlainText().strip(),
        )


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
    def open_form(self) -> WishForm | None:
        """The form for the wish of the subject shown."""
        if self._subject is None:
            return None
        form = WishForm(self._desk, *self._subject, self._wish, self)
        form.open()
        return form
