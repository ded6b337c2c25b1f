"""如果…: the year under other circumstances beside the year as it is: how many visits find a day, how full the weeks become,
which visits would be missed, which would move."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLineEdit, QTabWidget, QWidget

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.domain.programme.programme import Programme
from visitplanner.domain.visits.visits import Slot as HalfDay
from visitplanner.i18n import Language
from visitplanner.services.core.ports import Office, Progress, Stop
from visitplanner.services.planning.planning import Prepared, YearToPlan, plan_year
from visitplanner.services.planning.what_if import HitVisits, WhatIf
from visitplanner.services.planning.year_overview import Pace, after_plan, pace_of
from visitplanner.services.planning.year_plan import LeftOut, PlannedVisit, YearPlan
from visitplanner.services.programme.obligations import ProgrammeInForce
from visitplanner.services.visits.visits import VisitRow
from visitplanner.ui.core import style
from visitplanner.ui.core.chips import Chip, Shape
from visitplanner.ui.core.rows_model import NOTHING, Column
from visitplanner.ui.core.style import Tone
from visitplanner.ui.core.typed import about_these
from visitplanner.ui.pages.desk import Desk
from visitplanner.ui.planning.board.painting import SLOT_MARKS, short_name
from visitplanner.ui.planning.forms.columns import LEFT_OUT, VISITS, Change, reasons
from visitplanner.ui.planning.forms.late import who_goes
from visitplanner.ui.planning.forms.reasons import WithReason
from visitplanner.ui.planning.presenter import YearFacts
from visitplanner.ui.planning.year.bars import BeforeAfterBars
from visitplanner.ui.widgets.dialog import FormDialog
from visitplanner.ui.widgets.fields import Choice, Field
from visitplanner.ui.widgets.names_field import NamesField
from visitplanner.ui.widgets.parts import EmptyState, column, holder, label, row
from visitplanner.ui.widgets.table import Table, TablePane

SECONDS = 4
"""How long either year is planned; both the same, so that they compare."""
MOST_SPECIALISTS = 5
LIST_WIDTH, LIST_HEIGHT, LOW_LIST_HEIGHT = 320, 286, 226
ROOMY = 700
"""Pixels of a window's height below which the bars stand behind a tab."""
MISSED_TAB, FREED_TAB, MOVED_TAB = range(3)


@dataclass(frozen=True)
class Comparison:
    """Both years, planned with the same effort. freed: agreed visits that somebody else would have to go to."""

    now: YearPlan
    then: YearPlan
    freed: Sequence[VisitRow] = ()

    def rows(self) -> list[Missed]:
        """What would be missed, first what is not missed as things are."""
        already = {key_of(left) for left in self.now.unplaced}
        rows = [Missed(left, key_of(left) in already) for left in self.then.unplaced]
        return sorted(rows, key=lambda one: (one.already, one.left.owed.obligation.due, one.left.subject))

    def found(self) -> int:
        """How many visits that have no day as things are would have one."""
        missed = {key_of(left) for left in self.then.unplaced}
        placed = {key_of(one) for one in self.then.visits}
        return sum(key_of(left) in placed - missed for left in self.now.unplaced)

    def moved(self) -> list[Change]:
        """Visits that both plans have, on another day, in the other half of it or with other people; by the day as it is."""
        now = {key_of(one): one for one in self.now.visits}
        pairs = [(now[key_of(one)], one) for one in self.then.visits if key_of(one) in now]
        return [
            Change(before.place.id, before.subject, standing_of(before), standing_of(after), who_instead(before, after), ())
            for before, after in sorted(pairs, key=lambda pair: standing_of(pair[0]))
            if (standing_of(before), before.leader, before.members) != (standing_of(after), after.leader, after.members)
        ]


@dataclass(frozen=True)
class Missed:
    """A visit that would have no day. already: it has none as things are either."""

    left: LeftOut
    already: bool


def key_of(one: LeftOut | PlannedVisit) -> tuple[object, int]:
    """Which owed visit is placed or left out, comparable between two plans."""
    return (one.owed.obligation.subject_id, one.owed.obligation.ordinal)


def standing_of(one: PlannedVisit) -> tuple[dt.date, HalfDay]:
    """On which day a plan has a visit, and in which half of it."""
    return (one.place.day, HalfDay(one.place.slot))


def missed_chip(one: Missed, language: Language) -> Chip:
    """Whether a visit is missed as it is now, or only then."""
    if one.already:
        return Chip(language.text("as now"), Shape.OUTLINE)
    return Chip(language.text("newly missed"), Shape.ALERT, Tone.DANGER)


def of_left(column_: Column[LeftOut]) -> Column[Missed]:
    """The same column, of the visit inside."""
    text, tip = column_.text, column_.tip
    return Column[Missed](
        column_.key,
        column_.title,
        lambda one: column_.value(one.left),
        (lambda one, language: text(one.left, language)) if text else None,
        column_.width,
        stretch=column_.stretch,
        tip=(lambda one, language: tip(one.left, language)) if tip else None,
    )


MISSED = (
    Column[Missed]("new", said("Compared"), lambda one: one.already, chip=missed_chip, width=110),
    *(of_left(each) for each in LEFT_OUT if each.key != "kind"),
)


def who_instead(before: PlannedVisit, after: PlannedVisit) -> str:
    """Who would go, and instead of which leader, if another would lead."""
    return who_goes(after) if before.leader == after.leader else f"{before.leader} → {who_goes(after)}"


def in_short(place: tuple[dt.date, HalfDay] | None, language: Language) -> str:
    """Day and half of it where there is little room; a dash for none."""
    return f"{language.day_of_year(place[0])} {language.say(SLOT_MARKS[place[1]])}" if place else NOTHING


MOVED = (
    Column[Change]("subject", said("Customer"), lambda one: short_name(one.subject), width=104, tip=lambda one, _: one.subject),
    Column[Change]("before", said("As it is"), lambda one: one.before, lambda one, language: in_short(one.before, language), 118),
    Column[Change]("after", said("What if"), lambda one: one.after, lambda one, language: in_short(one.after, language), 118),
    Column[Change]("who", said("Who goes"), lambda one: one.who, stretch=True, tip=lambda one, _: one.who),
)
FREED = tuple(each for each in VISITS if each.key in ("day", "state", "subject", "leader"))
BothYears = tuple[Prepared, Prepared, Sequence[VisitRow]]
"""Both years to be planned, and the agreed visits of those who are not there."""


def compare(now: Prepared, then: Prepared, seconds: float, tell: Progress, stop: Stop) -> Comparison:
    """Plan both years; progress runs from 0 to 1 over the two."""
    first = plan_year(now, seconds, progress=lambda part: tell(part / 2), stop=stop)
    second = plan_year(then, seconds, progress=lambda part: tell((1 + part) / 2), stop=stop)
    return Comparison(first, second)


class WhatIfDialog(FormDialog):
    """Asks and shows; nothing is kept. BothYears again, the answer before stays until the new one is there."""

    def __init__(self, desk: Desk, facts: YearFacts, parent: QWidget) -> None:
        _ = desk.language.text
        year, people = facts.year, facts.people
        self._facts = facts
        title = _("What if, in {year}?", year=desk.language.year(year))
        super().__init__(desk.session, desk.language, title, _("&Compute"), parent, 1000)
        self._year = year
        self.comparison: Comparison | None = None
        self.without = NamesField(desk.language, _("Type a name and press Enter"))
        self.without.set_entries([(person.name, person.id) for person in people])
        self.threshold = QLineEdit()
        self.more = Choice([(_("none"), 0), *((str(count), count) for count in range(1, MOST_SPECIALISTS + 1))], 0)
        fields = {
            "without": Field(_("&Without these people"), self.without),
            "threshold": Field(_("&Threshold (kW)"), self.threshold, _("Empty: as it is.")),
            "more": Field(_("&More specialists"), self.more, _("Supervisors, business.")),
        }
        asked = row(*fields.values(), spacing=12)
        asked.setStretch(0, 1)
        self._told = label(
            _("Both years are planned anew for comparison; agreed visits stay. Nothing is kept."), "muted", wrap=True
        )
        self._result = self._result_part(roomy=parent.window().height() >= ROOMY)
        self._result.hide()
        whole = column(asked, self._told, self._result, spacing=12)
        self.lay_out(fields, whole, about=about_these(year))
        self.session.ask(ProgrammeInForce(), self._show_threshold)

    def submit(self) -> None:
        """Plan the year as it is and as it would be, and compare them."""
        if not self.verb.isEnabled():
            return
        asked, year = self.given(self._asked), self._year
        if asked is None:
            return

        def read(office: Office, _tell: Progress, _stop: Stop) -> BothYears:
            hit = office.ask(HitVisits(year, asked.without)) if asked.without else ()
            return office.ask(YearToPlan(year)), office.ask(asked), hit

        self.session.work(read, self._compute, self.refused)

    def _asked(self) -> WhatIf:
        text = self.threshold.text().replace(",", "").strip()
        if text and (not text.isdecimal() or not int(text)):
            raise Refused(
                said("“{text}” is not a whole number of kW.", text=text),
                mend=said("Give whole kW above zero, or leave it empty for the plan's threshold."),
                field="threshold",
            )
        asked = WhatIf(self._year, self.without.values(), int(text) if text else None, self.more.value())
        if not asked.describe():
            raise Refused(said("Nothing is different yet."), mend=said("Name a person, a threshold or more specialists."))
        return asked

    def _compute(self, asked: BothYears) -> None:
        seconds, (now, then, hit) = SECONDS, asked

        def work(tell: Progress, stop: Stop) -> Comparison:
            return replace(compare(now, then, seconds, tell, stop), freed=hit)

        job = self.session.compute(work, self._arrived, self.refused, progress=self._progress.tell)
        self.busy(job, self.language.text("Planning both years"))

    def _arrived(self, comparison: Comparison) -> None:
        self.idle()
        if self.typed is not None:
            self.typed.settled()
        self.comparison = comparison
        now, then = comparison.now, comparison.then
        pace_now, pace_then = self.pace(now), self.pace(then)
        lines = (
            (len(now.visits) + len(now.unplaced), len(then.visits) + len(then.unplaced)),
            (len(now.visits), len(then.visits)),
            (len(now.unplaced), len(then.unplaced)),
            (pace_now.leader_week, pace_then.leader_week),
            (pace_now.weeks_over, pace_then.weeks_over),
            (pace_now.office_day, pace_then.office_day),
        )
        for cells, pair in zip(self._cells.values(), lines, strict=True):
            for cell, text in zip(cells, in_figures(*pair), strict=True):
                cell.setText(text)
        rows = comparison.rows()
        moved = comparison.moved()
        self._told.setText(self._in_words(comparison, sum(not one.already for one in rows), len(moved)))
        self.missed.set_rows(rows)
        self.moved.set_rows(moved)
        self.freed.set_rows(comparison.freed)
        _ = self.language.text
        self.lists.setTabText(MISSED_TAB, _("Missed ({count})", count=len(rows)))
        self.lists.setTabText(MOVED_TAB, _("Moved ({count})", count=len(moved)))
        self.lists.setTabText(FREED_TAB, _("Freed ({count})", count=len(comparison.freed)))
        self.lists.setCurrentIndex(MISSED_TAB if rows else FREED_TAB if comparison.freed else MOVED_TAB if moved else MISSED_TAB)
        self.bars.show_bars(self._facts.months, pace_now, pace_then)
        self._result.show()
        self.keep_within()

    @property
    def told(self) -> str:
        """What the comparison comes to, in a sentence."""
        return self._told.text()

    @property
    def figures(self) -> dict[str, tuple[str, str, str]]:
        """By its name each figure as it is, as it would be, and the difference."""
        return {name: (now.text(), then.text(), more.text()) for name, (now, then, more) in self._cells.items()}

    def pace(self, plan: YearPlan) -> Pace:
        """How full the year would be with a plan."""
        return pace_of(after_plan(self._facts.visits, plan), self._facts.norms)

    def _in_words(self, comparison: Comparison, new: int, moved: int) -> str:
        """What the comparison comes to: visits missed, found, moved, and agreed ones somebody else would have to pay."""
        _, told = self.language.text, [self._in_weeks(new)]
        if found := comparison.found():
            told.append(_("{count} visits that are missed now would find a day.", count=found))
        if moved:
            told.append(_("{count} visits would stand on another day or go to other people.", count=moved))
        if comparison.freed:
            told.append(_("{count} agreed visits would need somebody else.", count=len(comparison.freed)))
        return self.language.together(told)

    def _in_weeks(self, new: int) -> str:
        """How many visits would be newly missed, and how many weeks of one leader they are."""
        _ = self.language.text
        if not new:
            return _("No visit would be missed that is not missed now.")
        week = self._facts.norms.leader_week
        return _(
            "{count} visits would be missed that are not missed now: {weeks} weeks of one leader at {week} a week.",
            count=new,
            weeks=ceil(new / week),
            week=week,
        )

    def _show_threshold(self, programme: Programme) -> None:
        now = programme.threshold_kw(programme.period(self._year).first)
        self.threshold.setPlaceholderText(self.language.text("now {kw}", kw=f"{now:,}"))

    def _result_part(self, *, roomy: bool) -> QWidget:
        _ = self.language.text
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        for place, heading in enumerate((_("As it is"), _("What if"), _("Difference")), 1):
            grid.addWidget(label(heading, "caption"), 0, place, Qt.AlignmentFlag.AlignRight)
        names = (
            _("Visits to plan"),
            _("Placed"),
            _("Missed"),
            _("Most visits a leader pays in a week"),
            _("Weeks in which a leader pays more than {count}", count=self._facts.norms.leader_week),
            _("Most visits of the office on a day"),
        )
        self._cells = {name: (label(), label(), label(role="strong")) for name in names}
        for number, (name, cells) in enumerate(self._cells.items(), 1):
            grid.addWidget(label(name), number, 0)
            for place, cell in enumerate(cells, 1):
                grid.addWidget(cell, number, place, Qt.AlignmentFlag.AlignRight)
        self.missed = Table(MISSED, self.language, lambda one: key_of(one.left))
        found = EmptyState("check", _("Every visit would find its day"), "")
        pane = WithReason(self.language, self.missed, found, lambda one: reasons(one.left.reasons, self.language))
        self.moved = Table(MOVED, self.language, lambda one: one.key)
        stays = EmptyState("check", _("Every visit keeps its day and its people"), "")
        self.freed = Table(FREED, self.language, lambda one: one.visit.id)
        nobody = EmptyState("check", _("Nobody else would have to go"), _("Agreed visits keep their people."))
        self.lists = QTabWidget()
        self.lists.tabBar().setDrawBase(False)
        self.lists.addTab(pane, _("Missed"))
        self.lists.addTab(TablePane(self.freed, nobody), "")
        self.lists.addTab(TablePane(self.moved, stays), "")
        self.lists.setMinimumSize(style.look().px(LIST_WIDTH), style.look().px(LIST_HEIGHT if roomy else LOW_LIST_HEIGHT))
        beside = row(column(grid, None), self.lists, spacing=24)
        beside.setStretch(1, 1)
        self.bars = BeforeAfterBars(self.language, _("As it is"), _("What if"))
        if roomy:
            return holder(column(self.bars, beside, spacing=12))
        self.lists.addTab(self.bars, _("By month"))
        return holder(beside)


def in_figures(now: int, then: int) -> tuple[str, str, str]:
    """Both numbers and their difference with its sign."""
    return f"{now:,}", f"{then:,}", f"{then - now:+,}" if then != now else NOTHING
