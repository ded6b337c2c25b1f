"""Cards of the home page: one figure with its button, the year's standing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from visitplanner.domain.programme.attainment import Attainment
from visitplanner.domain.programme.programme import KIND_NAMES
from visitplanner.domain.visits.visits import SubjectKind
from visitplanner.i18n import Language
from visitplanner.services.programme.obligations import Standing
from visitplanner.ui.core import style
from visitplanner.ui.core.style import Tone
from visitplanner.ui.widgets.parts import button, column, empty, label, row
from visitplanner.ui.widgets.progress import PartsBar


class FigureCard(QFrame):
    """A figure, what it counts, a line of detail, and the one button that deals with it."""

    def __init__(self, title: str, verb: str, on: Callable[[], object]) -> None:
        super().__init__()
        self.setObjectName("card")
        self._figure = label("0", "figure")
        self._figure.ensurePolished()  # or it asks at first for the room of small type
        self._figure.setMinimumHeight(self._figure.fontMetrics().height() + 1)
        self._detail = label(role="caption", wrap=True)
        self.verb = button(verb, on=on)
        line = row(self._figure, self._detail, spacing=12)
        line.setStretch(1, 1)
        self.setLayout(column(label(title, "muted", wrap=True), line, None, self.verb, spacing=4, margins=(16, 10, 16, 12)))

    def show_figure(self, count: int, detail: str, tone: Tone = Tone.PLAIN) -> None:
        """Show a count and what it is about; its tone colours any count but zero."""
        look = style.look()
        colour = look.tokens.text if tone is Tone.PLAIN or not count else look.tokens.tone(tone)
        self._figure.setText(f"{count:,}")
        self._figure.setStyleSheet(f"color: {colour}")
        self._detail.setText(detail)

    @property
    def figure(self) -> str:
        """The count as it is shown."""
        return self._figure.text()


class StandingCard(QFrame):
    """The numbers of each kind against the time gone by."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self.setObjectName("card")
        self._language = language
        self._outlook = label(role="muted", wrap=True)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        self._title = label(role="section")
        self._outlook.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        head = row(self._title, self._outlook)
        head.setStretch(1, 1)
        self.setLayout(column(head, self._grid, spacing=8, margins=(16, 12, 16, 14)))

    def show_standing(self, year: int, standing: Standing) -> None:
        """Show what is required, done, booked and still to book, by kind and in all."""
        _ = self._language.text
        self._title.setText(_("Visits of {year}", year=self._language.year(year)))
        self._outlook.setText(self._language.together(standing.outlook))
        empty(self._grid)
        names = (
            _("Required"), _("Done"), _("No record"), _("Agreed"), _("Tentative"), _("Suggested"), _("To book"),
        )  # fmt: skip
        for place, text in enumerate(names, 2):
            self._put(0, place, label(text, "caption"), right=True)
        shown = [(KIND_NAMES[SubjectKind(kind)], part) for kind, part in standing.parts.items()]
        order = [KIND_NAMES[kind] for kind in SubjectKind]
        for line, (name, part) in enumerate(sorted(shown, key=lambda pair: order.index(pair[0])), 1):
            self._show_part(line, self._language.say(name), part)

    def _show_part(self, line: int, name: str, part: Attainment) -> None:
        words = self._language.text(
            "{name}: {done} done, {unrecorded} without record, {agreed} agreed, {tentative} tentative, {suggested} suggested, "
            "{to_book} to book of {required}; {percent} of the year has passed",
            name=name,
            **part.by_name,
            percent=f"{part.elapsed:.0%}",
        )
        bar = PartsBar()
        bar.show_parts(part.done, part.booked, part.required, part.elapsed, words)
        self._put(line, 0, label(name))
        self._put(line, 1, bar)
        counts = (
            part.required, part.done, part.unrecorded, part.agreed, part.tentative, part.suggested, part.to_book,
        )  # fmt: skip
        for place, count in enumerate(counts, 2):
            self._put(line, place, label(f"{count:,}", "strong" if place == len(counts) + 1 else "body"), right=True)

    def _put(self, line: int, place: int, part: QWidget, *, right: bool = False) -> None:
        if right:
            self._grid.addWidget(part, line, place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        else:
            self._grid.addWidget(part, line, place)
        part.show()
