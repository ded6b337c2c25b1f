"""自動排程: the search under way, seen from its first second; then what it would change, and only then the calendar."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QTabWidget, QWidget

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.planning.year.norms import Fit, NormChoice
from visitplanner.i18n import Language
from visitplanner.services.core.outcome import Outcome
from visitplanner.services.core.ports import Progress, Stop
from visitplanner.services.planning.planning import ApplyPlan, Prepared, YearToPlan, plan_year
from visitplanner.services.planning.replanning import Mending, ToMend, YearToMend, mend
from visitplanner.services.planning.year_overview import Pace, after_plan, pace_of, standing
from visitplanner.services.planning.year_plan import YearPlan
from visitplanner.ui.core import style
from visitplanner.ui.handovers.due_hand_overs import DueHandOvers
from visitplanner.ui.pages.desk import Desk
from visitplanner.ui.planning.board.tray import NothingWaits
from visitplanner.ui.planning.forms.columns import CHANGES, Change, reasons
from visitplanner.ui.planning.forms.late import LateVisits
from visitplanner.ui.planning.forms.plan_changes import (
    SoFar,
    changes_of,
    clashes_of,
    lines_of,
    quality_words,
    reasons_of_changes,
    so_far_words,
)
from visitplanner.ui.planning.forms.reasons import ReasonTable, WithReason
from visitplanner.ui.planning.forms.same_reason import same_reasons
from visitplanner.ui.planning.presenter import YearFacts
from visitplanner.ui.planning.year.bars import BeforeAfterBars
from visitplanner.ui.widgets.dialog import Dialog
from visitplanner.ui.widgets.parts import EmptyState, allow, button, column, holder, label, put, row
from visitplanner.ui.widgets.progress import Progress as ProgressLine
from visitplanner.ui.widgets.segments import Segments
from visitplanner.ui.widgets.table import Table, TablePane

SECONDS = 12
"""How long the search goes on unless it proves its plan the best before; then nobody waits for a better one."""
ROOMY = 700
"""Pixels of a window's height below which the bars stand behind a tab."""
CHANGED, WHYS, LEFT, LATE, CLASHES = range(5)
"""The tabs; the last one names agreed visits that cannot stay."""


def fitting(one: Fit, language: Language) -> str:
    """How many visits fit at a norm, in words."""
    _ = language.text
    if one.office_day is not None:
        if one.fit >= one.owed:
            return _("{norm} a week, {day} a day: all", norm=one.leader_week, day=one.office_day)
        norm, rest = one.leader_week, one.owed - one.fit
        return _("{norm} a week, {day} a day: {fit}, not {rest}", norm=norm, day=one.office_day, fit=one.fit, rest=rest)
    if one.fit >= one.owed:
        return _("{norm} a week: all", norm=one.leader_week)
    return _("{norm} a week: {fit}, not {rest}", norm=one.leader_week, fit=one.fit, rest=one.owed - one.fit)


def nothing_to_change(language: Language, facts: YearFacts, bring_in: Callable[[], object]) -> QWidget:
    """The plan changes nothing: because nobody is owed a visit, or because the calendar is the best plan."""
    _ = language.text
    if facts.step is NothingWaits.NOTHING_OWED:
        no_duty = _("No group, no customer at the threshold and no park has a duty this year.")
        return EmptyState("info", _("Nobody is owed a visit"), no_duty)
    if facts.customers:
        return EmptyState("check", _("Nothing changes"), _("The suggestions in the calendar are the best plan found."))
    verb = button(_("&Import the customer list"), kind="primary", icon="upload", on=bring_in)
    text = _("Import the customer list first; the program then finds who is owed a visit.")
    return EmptyState("users", _("No customer yet"), text, verb)


class AutoPlanDialog(Dialog):
    """Begins at once; 停止並採用目前計畫 ends the search. Nothing stands in the calendar before 排入行事曆.

    mending: move only what a disruption hit (days away, a typhoon day, a postponed visit), and as few others as can be.
    applied: the plan stands in the calendar; its first day, and the visits of each month as they were before.
    """

    applied = Signal(object, object)

    def __init__(self, desk: Desk, facts: YearFacts, parent: QWidget, *, mending: bool = False) -> None:
        super().__init__(parent)
        _ = desk.language.text
        self._desk = desk
        self._language = desk.language
        self._facts = facts
        self._visits, self._year = facts.visits, facts.year
        self._so_far = SoFar()
        self.plan: YearPlan | None = None
        self._mending, self._with_late = mending, False
        title = _("Mend the plan of {year}") if mending else _("Plan {year}")
        self.setWindowTitle(title.format(year=desk.language.year(self._year)))
        room = parent.window().size()
        self.resize(min(style.look().px(1040), room.width() - 40), min(style.look().px(700), room.height() - 24))
        self._head = label(self.windowTitle(), "section")
        self._state = label(role="muted", wrap=True)
        self._refusal = label(role="refusal", wrap=True)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._busy())
        self._stack.addWidget(self._result())
        if room.height() < ROOMY:
            self.tabs.addTab(self.bars, _("By month"))
        self._discard = button(_("&Discard"), on=self.reject)
        self.after = button("", icon="calendar-days", on=self._apply_with_late, tip=_("They count with the reason that is kept."))
        self.after.hide()
        self._at: tuple[int | None, int | None] = (None, None)
        self.norms: Segments | None = None
        self._norms_line = row(spacing=8)
        self.verb = button(_("&Put into the calendar"), kind="primary", icon="check", on=self._apply)
        body = column(self._head, self._state, spacing=2)
        warning = self._warning(facts.unassigned)
        self.handovers = DueHandOvers(desk, facts.people)
        self.handovers.done.connect(self._begin_anew)
        foot = row(self._refusal, self._discard, self.after, self.verb)
        foot.setStretch(0, 1)
        space, margins = (12, (24, 20, 24, 16)) if room.height() >= ROOMY else (8, (24, 12, 24, 10))
        whole = column(body, self._norms_line, warning, self.handovers, self._stack, foot, spacing=space, margins=margins)
        whole.setStretchFactor(self._stack, 1)
        self.setLayout(whole)
        allow(self.verb, _("The plan is still being worked out."))
        self.finished.connect(self.deleteLater)

    def begin(self) -> None:
        """Read what planning needs, then search."""
        _ = self._language.text
        mended = _("Only visits that cannot stay move, and as few others as can be; the coming weeks stay.")
        usual = _("Agreed and tentative visits stay where they are; suggestions may move.")
        self._state.setText(mended if self._mending else usual)
        self._begun = False
        session = self._desk.session.of(self)
        if self._mending:
            self._job = session.ask(YearToMend(self._year), self._mend, self._refused)
        else:
            wanted = YearToPlan(self._year, None, *self._at)
            self._job = session.ask(wanted, self._search, self._refused)
        if not self._begun:
            self.progress.watch(self._job, _("Reading what is owed"))

    # -- the look -------------------------------------------------------------------------------------------------

    def _warning(self, unassigned: int) -> QWidget:
        _ = self._language.text
        words = label(_("{count} have nobody in charge; planning must leave them out.", count=unassigned), "warning")
        self.assign = button(_("&Assign people"), icon="user-round", on=self._assign)
        line = holder(row(words, None, self.assign))
        line.setVisible(unassigned > 0)
        return line

    def _busy(self) -> QWidget:
        stop = "" if self._mending else self._language.text("Stop and take the plan so far")
        self.progress = ProgressLine(self._language, keeps=True, cancel=stop)
        self._figure = label(role="figure")
        self._figure_words = label(self._language.text("Looking for a first lawful plan…"), "muted")
        middle = column(None, self._figure, self._figure_words, 12, self.progress, None, spacing=4, margins=(120, 0, 120, 0))
        return holder(middle)

    def _result(self) -> QWidget:
        _, language = self._language.text, self._language
        self.tabs = QTabWidget()
        self.bars = BeforeAfterBars(language, _("now"), _("with this plan"))
        self.changes = Table(CHANGES, language, lambda one: one.key, "changes")
        self.whys, self.left_out, self.clashes = (ReasonTable(language, name) for name in ("whys", "left_out", "clashes"))
        self.late = LateVisits(language)
        changes = WithReason(
            language, self.changes, nothing_to_change(language, self._facts, self._import), lambda one: reasons(one.why, language)
        )
        placed = EmptyState("check", _("Every visit found its day"), "")
        none = EmptyState("check", _("Every agreed visit can stay"), "")
        self.tabs.addTab(changes, "")
        self.tabs.addTab(TablePane(self.whys, EmptyState("check", _("Nothing changes"), "")), "")
        self.tabs.addTab(TablePane(self.left_out, placed), "")
        self.tabs.addTab(self.late, "")
        self.tabs.addTab(TablePane(self.clashes, none), "")
        for tab in (LATE, CLASHES):
            self.tabs.setTabVisible(tab, False)
        whole = column(self.bars, self.tabs, spacing=8)
        whole.setStretchFactor(self.tabs, 1)
        return holder(whole)

    def _import(self) -> None:
        self.reject()
        self._desk.go("customers", "import")

    # -- the work -------------------------------------------------------------------------------------------------

    def _mend(self, asked: ToMend) -> None:
        self._begun = True
        self._owed = len(asked.prepared.office.owed)
        self._job = self._desk.session.of(self).compute(lambda _tell, stop: mend(asked, stop), self._mended, self._refused)
        if self.plan is None:
            self.progress.watch(self._job, self._language.text("Searching"))

    def _search(self, ready: Prepared) -> None:
        self._begun = True
        self._owed = len(ready.office.owed)
        so_far, seconds = self._so_far, SECONDS

        def work(tell: Progress, stop: Stop) -> YearPlan:
            return plan_year(ready, seconds, progress=tell, stop=stop, so_far=so_far.take)

        self._job = self._desk.session.of(self).compute(work, self._arrived, self._refused, progress=self._tell)
        if self.plan is None:
            self.progress.watch(self._job, self._language.text("Searching"))

    def _tell(self, fraction: float) -> None:
        self.progress.tell(fraction)
        if self._so_far.unplaced is not None:
            self._figure.setText(f"{self._owed - self._so_far.unplaced:,} / {self._owed:,}")
            self._figure_words.setText(so_far_words(self._so_far, self._language))

    def _arrived(self, plan: YearPlan) -> None:
        self._show_plan(plan, changes_of(plan, self._facts.everywhere))

    def _mended(self, mending: Mending) -> None:
        self.clashes.show_reasons(clashes_of(mending))
        self.handovers.show_due(mending.handovers)
        self.tabs.setTabVisible(CLASHES, bool(mending.clashes))
        self.tabs.setTabText(CLASHES, self._language.text("To agree anew ({count})", count=len(mending.clashes)))
        self._show_plan(mending.plan, lines_of(mending))

    def _show_plan(self, plan: YearPlan, changes: Sequence[Change]) -> None:
        _ = self._language.text
        self.plan = plan
        self.progress.done()
        self._offer_norms(plan)
        self._show_bars(plan)
        self.changes.set_rows(changes)
        if changes:
            self.changes.show_key(changes[0].key)
        whys = reasons_of_changes(changes, self._language)
        self.whys.show_reasons(whys)
        self.left_out.show_reasons(same_reasons(plan.unplaced, lambda left: left.reasons, lambda left: left.subject))
        self.late.show_late(plan.late)
        self.tabs.setTabText(CHANGED, _("Changes ({count})", count=len(changes)))
        self.tabs.setTabText(WHYS, _("Reasons ({count})", count=len(whys)))
        self.tabs.setTabText(LEFT, _("Not placed ({count})", count=len(plan.unplaced)))
        self.tabs.setTabText(LATE, _("Made up for ({count})", count=len(plan.late)))
        self.tabs.setTabVisible(LATE, bool(plan.late))
        self._state.setText(quality_words(plan, self._language))
        self._stack.setCurrentIndex(1)
        allow(self.verb, "" if changes else _("The plan changes nothing: all stands in the calendar already."))
        (self.verb if changes else self._discard).setFocus()

    def _offer_norms(self, plan: YearPlan) -> None:
        """When not everything fits: at which norm how much does, for the person to choose; the rest may be made up for."""
        _ = self._language.text
        if len(plan.fits) > 1 and self.norms is None:
            self.norms = Segments([(fitting(one, self._language), one.choice) for one in plan.fits], (plan.leader_week, None))
            self.norms.chosen.connect(self._plan_again)
            told = _(
                "Of {owed} visits whose time is not over fit until {last}, if each leader pays",
                owed=plan.fits[0].owed,
                last=plan.until,
            )
            for part in (label(told, "muted"), self.norms):
                put(self._norms_line, part)
            self._norms_line.addStretch(1)
        self.after.setText(_("With the {count} to be &made up for", count=len(plan.late)))
        self.after.setVisible(bool(plan.late))

    @Slot(object)
    def _plan_again(self, choice: NormChoice) -> None:
        """Plan at other norms, for this once."""
        self._at = choice
        self._begin_anew()

    @Slot()
    def _begin_anew(self) -> None:
        """What was worked out before is out of date."""
        self._job.drop()
        self.plan, self._so_far = None, SoFar()
        allow(self.verb, self._language.text("The plan is still being worked out."))
        self.after.hide()
        self._stack.setCurrentIndex(0)
        self.begin()

    def _show_bars(self, plan: YearPlan) -> None:
        """Every month as it stands and as the plan would have it."""
        self.bars.show_bars(self._facts.months, self._now(), pace_of(after_plan(self._visits, plan), self._facts.norms))

    def _now(self) -> Pace:
        return pace_of(standing(self._visits, self._year), self._facts.norms)

    def _apply(self) -> None:
        self._put("")

    def _apply_with_late(self) -> None:
        """Also put what is made up for into the calendar, each with the reason why it still counts."""
        try:
            self._put(self.late.given())
        except Refused as refusal:
            self._refused(refusal)
            self.tabs.setCurrentIndex(LATE)
            self.late.reason.setFocus()

    def _put(self, late_reason: str) -> None:
        if self.plan is not None:
            for each in (self.verb, self.after):
                allow(each, self._language.text("One moment: it is being written."))
            self._with_late = bool(late_reason)
            self._desk.session.of(self).do(ApplyPlan(self.plan, late_reason), self._applied, self._refused)

    def _applied(self, _outcome: Outcome[object]) -> None:
        plan = self.plan
        days = [one.place.day for one in plan.visits] if plan else []
        if plan and self._with_late:
            days += [one.place.day for one in plan.late]
        self.applied.emit(min(days, default=None), self._now().months)
        self.accept()

    def _refused(self, refusal: Refused) -> None:
        """Say why; a plan that is still there may be put into the calendar after all."""
        self.progress.done()
        self._figure_words.setText("")
        self._refusal.setText(self._language.say_refusal(refusal))
        allow(self.verb, "" if self.changes.rows.rowCount() and self.plan is not None else self._refusal.text())
        allow(self.after)

    def _assign(self) -> None:
        self.reject()
        self._desk.go("customers", "assign")
