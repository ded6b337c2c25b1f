"""Cards of the home page: one figure with its button, the year's standing, the first steps."""

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
from visitplanner.ui.home.presenter import FirstStep
from visitplanner.ui.widgets.parts import button, column, empty, label, row
from visitplanner.ui.widgets.progress import PartsBar


class FigureCard(QFrame):
    """A figure, what it counts, a line of detail, and the one button that deals with it."""

    def __init__(self, title: str, verb: str, on: Callable[[], object]) -> None:
        super().__init__()
        self.setObjectName("card")
        self._figure = label("0", "figure")
        self._detail = label(role="caption", wrap=True)
        self.verb = button(verb, on=on)
        self.setLayout(
            column(label(title, "muted"), self._figure, self._detail, None, self.verb, spacing=2, margins=(16, 12, 16, 14))
        )

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


class FirstStepCard(QFrame):
    """One sentence and one button for somebody who has just begun; gone when there is nothing to teach."""

    def __init__(self, language: Language, go: Callable[..., None]) -> None:
        super().__init__()
        _ = language.text
        self.setObjectName("soft")
        self._go = go
        self._texts = {
            FirstStep.STAFF: (
                _("Next: bring in the staff list"),
                _("A plan needs to know who can lead a visit and who brings which skill."),
                _("Import the staff list"),
                ("settings", "staff"),
            ),
            FirstStep.PLAN: (
                _("Next: plan the year"),
                _("Customers and staff are here. Bring in the visits held already, then plan: the calendar is empty."),
                _("Plan the year"),
                ("planning", "plan"),
            ),
        }
        self._title, self._text = label(role="strong"), label(role="muted")
        self._verb = button("", kind="primary", on=self._follow)
        self.visits = button(_("Import visits held or agreed"), icon="upload", on=self._bring_in)
        self._place: tuple[str, str] = ("", "")
        self.step: FirstStep | None = None
        self._text.setWordWrap(True)
        whole = row(column(self._title, self._text, spacing=2), self.visits, self._verb, margins=(16, 12, 16, 12))
        whole.setStretch(0, 1)
        self.setLayout(whole)
        self.hide()

    def show_step(self, step: FirstStep | None) -> None:
        """Show what to do first with an empty database; None hides the card."""
        self.step = step
        texts = self._texts.get(step) if step else None
        self.setVisible(texts is not None)
        if texts is not None:
            title, text, verb, self._place = texts
            self.visits.setVisible(step is FirstStep.PLAN)
            self._title.setText(title)
            self._text.setText(text)
            self._verb.setText(verb)

    def _bring_in(self) -> None:
        self._go("planning", "import")

    def _follow(self) -> None:
        self._go(*self._place)
