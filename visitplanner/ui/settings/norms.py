"""排程基準: how much the office plans at most, how long mending leaves alone, and the days nobody likes; in words and units."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.planning.year.norms import OfficeNorms
from visitplanner.services.planning.office_norms import NORM_NAMES, UNTOUCHED_WEEKS, ChoosePractice, PracticeFacts
from visitplanner.ui.core import style
from visitplanner.ui.pages.desk import Desk
from visitplanner.ui.settings.editor import Editor
from visitplanner.ui.widgets.parts import at_most, button, column, holder, label, line, row

WIDTH, MOST_WIDTH, INPUT = 760, 1040, 64
"""Pixels at 100 %; the most with large type, so that a small screen shows all of it."""
WEEKS = "weeks"
NAMES: Mapping[str, Message] = {**NORM_NAMES, WEEKS: said("Coming weeks that mending leaves alone")}
UNITS: Mapping[str, Message] = {
    "notice_days": said("working days"),
    "leader_week": said("visits a week"),
    "member_week": said("group visits a week"),
    "office_day": said("visits a day"),
    "ahead_percent": said("% of the norm"),
    WEEKS: said("weeks"),
}
EFFECTS: Mapping[str, Message] = {
    "notice_days": said("A letter goes out and the customer agrees in that time; a person may ask for an earlier day."),
    "leader_week": said("When not every visit fits, planning says how many do at a higher norm; it never breaks it by itself."),
    "member_week": said("Of those who go along with group visits, so that all go equally often."),
    "office_day": said("All visits of one day, morning and afternoon together."),
    "ahead_percent": said("The rest of each week is kept free for typhoon days, sickness and what nobody foresaw."),
    WEEKS: said("Letters are out for them: visits of today and of these weeks stay where they are unless they cannot."),
}


class NormsTab(Editor):
    """A number holds as soon as its field is left, and can be undone; plans made before stay as they are."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        _, say = desk.language.text, desk.language.say
        self._usual = OfficeNorms()
        self.inputs = {name: self._input(name) for name in NAMES}
        self._below: dict[str, QLabel] = {name: label(role="caption", wrap=True) for name in NAMES}
        self.avoided = label(role="muted", wrap=True)
        self.usual = button(_("The &usual norms"), on=self._fill_usual)
        explained = _("The visit programme sets no such numbers; the office settles them itself. The next plan keeps to them.")
        frame = QFrame()
        frame.setObjectName("card")
        head = (label(_("How much is planned at most"), "section"), label(explained, "muted", wrap=True))
        inside = column(*head, self.taken_up, spacing=8, margins=(16, 14, 16, 16))
        for name, title in NAMES.items():
            words = column(label(say(title), "strong"), label(say(EFFECTS[name]), "muted", wrap=True), None, spacing=2)
            unit = label(say(UNITS[name]), "muted")
            unit.setFixedWidth(style.look().px(130))
            given = column(row(self.inputs[name], unit, spacing=8), self._below[name], spacing=2)
            side = holder(given)
            side.setFixedWidth(style.look().px(INPUT + 138))
            whole = row(words, side, spacing=24)
            whole.setStretch(0, 1)
            inside.addWidget(line())
            inside.addLayout(whole)
        inside.addWidget(line())
        inside.addLayout(column(label(_("Days nobody likes"), "strong"), self.avoided, spacing=2))
        inside.addWidget(line())
        inside.addLayout(row(self.usual, None, self.told_at_once()))
        frame.setLayout(inside)
        self.setLayout(at_most(frame, min(style.look().px(WIDTH), MOST_WIDTH)))
        self.wait_for("norms", self.inputs)
        self.keep_at_once(self.inputs, self.apply)

    def show_practice(self, facts: PracticeFacts) -> None:
        """Show what is in force, beside each norm what is usual, and the days that are avoided."""
        self._usual = facts.usual
        self.typed.shown(lambda: self._fill(facts.norms, facts.untouched_weeks))
        self._accept()
        _, language, rule = self._desk.language.text, self._desk.language, facts.unliked
        told = _(
            "Avoided where another day will do: the working day before {days} or more days off in a row, and the last {count} "
            "working days before lunar new year's eve.",
            days=rule.long_holiday_days,
            count=rule.lunar_year_end_days,
        )
        days = language.listed(f"{day.month}/{day.day}" for day in facts.avoided)
        named = _("In {year}: {days}", year=language.year(facts.year), days=days) if days else ""
        self.avoided.setText("\n".join(part for part in (told, named) if part))

    def refusal_of(self, name: str) -> str:
        """Why a number was refused; empty while it is not."""
        below = self._below[name]
        return below.text() if below.property("role") == "refusal" else ""

    def _input(self, name: str) -> QLineEdit:
        made = QLineEdit()
        made.setFixedWidth(style.look().px(INPUT))
        made.setAccessibleName(f"{self._desk.language.say(NAMES[name])} ({self._desk.language.say(UNITS[name])})")
        return made

    def _fill(self, norms: OfficeNorms, weeks: int) -> None:
        for name, value in {**asdict(norms), WEEKS: weeks}.items():
            self.inputs[name].setText(str(value))

    @Slot()
    def _fill_usual(self) -> None:
        self._fill(self._usual, UNTOUCHED_WEEKS)
        self.apply()

    def _accept(self) -> None:
        """Below each number what is usual."""
        for name, value in {**asdict(self._usual), WEEKS: UNTOUCHED_WEEKS}.items():
            self._tell(name, self._desk.language.text("usual: {value}", value=value), "caption")

    def _tell(self, name: str, text: str, role: str) -> None:
        below = self._below[name]
        below.setProperty("role", role)
        below.setText(text)
        self.inputs[name].setProperty("refused", "true" if role == "refusal" else "false")
        for part in (below, self.inputs[name]):
            part.style().unpolish(part)
            part.style().polish(part)

    @Slot()
    def apply(self) -> None:
        """Keep the numbers that are given, or say beside one why not."""
        self._accept()
        try:
            given = {name: self._number(name) for name in NAMES}
        except Refused as refusal:
            self._refused(refusal)
            return
        weeks = given.pop(WEEKS)
        self._desk.session.of(self).do(ChoosePractice(OfficeNorms(**given), weeks), self.applied, self._refused)

    def begin_anew(self) -> None:
        """Throw away what was typed, and what was said of it."""
        super().begin_anew()
        self._accept()

    def _number(self, name: str) -> int:
        text = self.inputs[name].text().strip()
        if not text.isdecimal():
            raise Refused(said("“{text}” is not a whole number.", text=text), mend=said("Give a whole number."), field=name)
        return int(text)

    def _refused(self, refusal: Refused) -> None:
        if refusal.field not in self.inputs:
            self._desk.session.refuse(refusal)
            return
        self._tell(refusal.field, self._desk.language.say_refusal(refusal), "refusal")
