"""The card 今天 N 次: the day's visits in their order, where, whom one calls, briefing and record one key away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from visitplanner.domain.visits.times import part_of_day
from visitplanner.domain.visits.visits import VisitState
from visitplanner.i18n import Language
from visitplanner.services.day.day_sheet import DayVisit
from visitplanner.services.visits.visits import VisitRow
from visitplanner.ui.core.chips import ChipLabel
from visitplanner.ui.core.plain_text import unmarked
from visitplanner.ui.core.states import row_chip, visit_day
from visitplanner.ui.home.presenter import HomeFacts
from visitplanner.ui.widgets.parts import button, column, empty, holder, label, line, put, row, scrolled, selectable

LEAST_HEIGHT = 140


@dataclass(frozen=True)
class DayVerbs:
    """What can be done with a visit of the day, and where to go when there is none."""

    brief: Callable[[VisitRow], object]
    record: Callable[[VisitRow], object]
    look: Callable[[VisitRow], object]
    week: Callable[[], object]


class VisitLine(QWidget):
    """One visit: its number in the day's order and its time, its name, where it is and whom one calls, and its two buttons."""

    def __init__(self, number: int, visit: DayVisit, language: Language, verbs: DayVerbs, *, keys: bool) -> None:
        super().__init__()
        _ = language.text
        self.visit = visit
        row_ = visit.row
        when = label(_("{number}. {time}", number=number, time=language.together((part_of_day(row_.visit),))), "strong")
        name = button(unmarked(row_.subject), kind="link", on=partial(verbs.look, row_), tip=_("See it in the calendar"))
        chip = ChipLabel(row_chip(row_, language))
        who = " ".join(part for part in (visit.contact, visit.phone) if part)
        where = (visit.place or _("No address is known."), who or _("No telephone number is known."))
        self.where = selectable("　".join(where), "muted")
        self.brief = button(_("Briefing"), icon="printer", on=partial(verbs.brief, row_), tip=_("Print the briefing (Ctrl+P)"))
        self.record = button(_("Record"), icon="list-checks", on=partial(verbs.record, row_), tip=_("Write the record (Ctrl+R)"))
        self.record.setVisible(row_.visit.is_open)
        if not keys:
            for each in (self.brief, self.record):
                each.setToolTip("")
        for each in (self.brief, self.record):
            each.setAccessibleName(f"{each.text()} {row_.subject}")
        words = column(row(when, name, chip, None, spacing=10), self.where, spacing=2)
        whole = row(words, self.brief, self.record, margins=(0, 6, 0, 6))
        whole.setStretch(0, 1)
        self.setLayout(whole)


class TodayCard(QFrame):
    """Shows the day; the buttons' keys mean the first visit that has no record yet."""

    def __init__(self, language: Language, verbs: DayVerbs) -> None:
        super().__init__()
        _ = language.text
        self.setObjectName("card")
        self._language = language
        self._verbs = verbs
        self.lines: list[VisitLine] = []
        self._title = label(role="section")
        self._told = label(role="muted", wrap=True)
        self._told.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._body: QVBoxLayout = column(spacing=0)
        self.week: QPushButton = button(_("See this &week"), on=verbs.week)
        head = row(self._title, self._told, spacing=12)
        head.setStretch(1, 1)
        inside = holder(column(self._body, None, margins=(0, 0, 8, 0)))
        whole = column(head, scrolled(inside), spacing=6, margins=(16, 12, 8, 10))
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self.setMinimumHeight(LEAST_HEIGHT)

    @property
    def title(self) -> str:
        """How many visits the day has."""
        return self._title.text()

    def at_hand(self) -> VisitRow | None:
        """The visit the keys mean: the first of the day without a record, else the last."""
        rows = [each.visit.row for each in self.lines]
        return next((row for row in rows if row.visit.is_open), rows[-1] if rows else None)

    def show_day(self, facts: HomeFacts) -> None:
        """Show the visits of today, or what comes next when there is none."""
        _ = self._language.text
        self._title.setText(_("Visits today: {count}", count=len(facts.day)) if facts.day else _("No visit today"))
        left = sum(visit.row.visit.is_open for visit in facts.day)
        told = _("{count} without a record yet", count=left) if left else _("all recorded") if facts.day else ""
        day = self._language.date(facts.today, weekday=True)
        self._told.setText(_("{day} · {told}", day=day, told=told) if told else day)
        self.week.setParent(None)
        empty(self._body)
        self.lines = []
        at_hand = next((visit for visit in facts.day if visit.row.visit.is_open), None)
        for number, visit in enumerate(facts.day, 1):
            if self.lines:
                put(self._body, line())
            shown = VisitLine(number, visit, self._language, self._verbs, keys=visit is at_hand)
            self.lines.append(shown)
            put(self._body, shown)
        if not facts.day:
            self._teach(facts)

    def _teach(self, facts: HomeFacts) -> None:
        """What comes next, and where to look."""
        _, coming = self._language.text, facts.next_visit
        if coming is None:
            words = _("No visit stands in the calendar from today on. Plan the year, or book a visit.")
            put(self._body, label(words, "muted", wrap=True))
        else:
            when = visit_day(coming, self._language)
            words = _("The next one: {when} {subject}, led by {leader}.", when=when, subject=coming.subject, leader=coming.leader)
            state = _("It is only suggested: agree the day with the customer first.")
            put(self._body, label(words, wrap=True))
            if coming.visit.state is VisitState.SUGGESTED:
                put(self._body, label(state, "muted", wrap=True))
        put(self._body, holder(row(self.week, None, margins=(0, 8, 0, 0))))
        self.week.show()
