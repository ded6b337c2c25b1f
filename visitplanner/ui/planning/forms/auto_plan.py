"""自動排程: the search under way with its gap so far; then what it would change, and only then the calendar."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QDialog, QStackedWidget, QTabWidget, QWidget

from visitplanner.domain.core.errors import Refused
from visitplanner.services.core.outcome import Outcome
from visitplanner.services.core.ports import Progress, Stop
from visitplanner.services.planning.planning import ApplyPlan, Prepared, YearToPlan, plan_year
from visitplanner.services.planning.replanning import Mending, mend
from visitplanner.services.planning.year_plan import YearPlan
from visitplanner.services.visits.visits import VisitRow
from visitplanner.ui.core import style
from visitplanner.ui.pages.desk import Desk
from visitplanner.ui.planning.forms.columns import CHANGES, CLASHES, LEFT_OUT, Change
from visitplanner.ui.planning.forms.plan_changes import SoFar, changes_of, clashes_of, lines_of, quality_words
from visitplanner.ui.widgets.parts import EmptyState, button, column, holder, label, row
from visitplanner.ui.widgets.progress import Progress as ProgressLine
from visitplanner.ui.widgets.table import Table, TablePane

SECONDS = 12
"""How long the search goes on unless it proves its plan the best before; then nobody waits for a better one."""


class AutoPlanDialog(QDialog):
    """Begins at once; 停止並採用目前計畫 ends the search. Nothing stands in the calendar before 排入行事曆.

    mending: move only what a disruption hit (days away, a typhoon day, a postponed visit), and as few others as can be.
    """

    def __init__(
        self, desk: Desk, year: int, visits: Sequence[VisitRow], unassigned: int, parent: QWidget, *, mending: bool = False
    ) -> None:
        super().__init__(parent)
        _ = desk.language.text
        self._desk = desk
        self._language = desk.language
        self._visits = visits
        self._so_far = SoFar()
        self.plan: YearPlan | None = None
        self._mending = mending
        title = _("Mend the plan of {year}") if mending else _("Plan {year}")
        self.setWindowTitle(title.format(year=desk.language.year(year)))
        self.resize(style.look().px(1040), style.look().px(640))
        self._year = year
        self._head = label(self.windowTitle(), "section")
        self._state = label(role="muted", wrap=True)
        self._refusal = label(role="refusal", wrap=True)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._busy())
        self._stack.addWidget(self._result())
        self._discard = button(_("&Discard"), on=self.reject)
        self.verb = button(_("&Put into the calendar"), kind="primary", icon="check", on=self._apply)
        body = column(self._head, self._state, spacing=2)
        warning = self._warning(unassigned)
        foot = row(self._refusal, None, self._discard, self.verb)
        whole = column(body, warning, self._stack, foot, spacing=12, margins=(24, 20, 24, 16))
        whole.setStretchFactor(self._stack, 1)
        self.setLayout(whole)
        self.verb.setEnabled(False)
        self.finished.connect(self._drop)

    def begin(self) -> None:
        """Read what planning needs, then search."""
        _ = self._language.text
        mended = _("Only visits that cannot stay move, and as few others as can be; the next two weeks stay.")
        usual = _("Agreed and tentative visits stay where they are; suggestions may move.")
        self._state.setText(mended if self._mending else usual)
        self._job = self._desk.session.ask(YearToPlan(self._year), self._search, self._refused)

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
        self._gap = label(role="figure")
        self._gap_words = label(self._language.text("Looking for a first lawful plan…"), "muted")
        middle = column(None, self._gap, self._gap_words, 12, self.progress, None, spacing=4, margins=(120, 0, 120, 0))
        return holder(middle)

    def _result(self) -> QWidget:
        _ = self._language.text
        self.tabs = QTabWidget()
        self.changes = Table(CHANGES, self._language, lambda one: one.key, "changes")
        self.left_out = Table(LEFT_OUT, self._language, lambda one: one.owed.key, "left_out")
        same = EmptyState("check", _("Nothing changes"), _("The suggestions in the calendar are the best plan found."))
        placed = EmptyState("check", _("Every visit found its day"), "")
        self.tabs.addTab(TablePane(self.changes, same), "")
        self.clashes = Table(CLASHES, self._language, lambda one: one.key, "clashes")
        none = EmptyState("check", _("Every agreed visit can stay"), "")
        self.tabs.addTab(TablePane(self.left_out, placed), "")
        self.tabs.addTab(TablePane(self.clashes, none), "")
        self.tabs.setTabVisible(2, False)
        return self.tabs

    # -- the work -------------------------------------------------------------------------------------------------

    def _search(self, ready: Prepared) -> None:
        if self._mending:
            today = self._desk.day
            self._job = self._desk.session.compute(lambda _tell, stop: mend(ready, today, stop=stop), self._mended, self._refused)
            return
        so_far, seconds = self._so_far, SECONDS

        def work(tell: Progress, stop: Stop) -> YearPlan:
            return plan_year(ready, seconds, progress=tell, stop=stop, so_far=so_far.take)

        self._job = self._desk.session.compute(work, self._arrived, self._refused, progress=self._tell)
        if self.plan is None:
            self.progress.watch(self._job, self._language.text("Searching"))

    def _tell(self, fraction: float) -> None:
        self.progress.tell(fraction)
        gap = self._so_far.gap_percent
        if gap is not None:
            self._gap.setText(f"{gap:.1f} %")
            self._gap_words.setText(self._language.text("is the most by which the plan so far misses the best possible."))

    def _arrived(self, plan: YearPlan) -> None:
        self._show_plan(plan, changes_of(plan, self._visits))

    def _mended(self, mending: Mending) -> None:
        clashes = clashes_of(mending)
        self.clashes.set_rows(clashes)
        self.tabs.setTabVisible(2, bool(clashes))
        self.tabs.setTabText(2, self._language.text("To agree anew ({count})", count=len(clashes)))
        self._show_plan(mending.plan, lines_of(mending))

    def _show_plan(self, plan: YearPlan, changes: Sequence[Change]) -> None:
        _ = self._language.text
        self.plan = plan
        self.progress.done()
        self.changes.set_rows(changes)
        self.left_out.set_rows(plan.unplaced)
        self.tabs.setTabText(0, _("Changes ({count})", count=len(changes)))
        self.tabs.setTabText(1, _("Not placed ({count})", count=len(plan.unplaced)))
        self._state.setText(quality_words(plan, self._language))
        self._stack.setCurrentIndex(1)
        self.verb.setEnabled(bool(changes))
        (self.verb if changes else self._discard).setFocus()

    def _apply(self) -> None:
        if self.plan is not None:
            self.verb.setEnabled(False)
            self._desk.session.do(ApplyPlan(self.plan), self._applied, self._refused)

    def _applied(self, _outcome: Outcome[object]) -> None:
        self.accept()

    def _refused(self, refusal: Refused) -> None:
        self.progress.done()
        self._gap_words.setText("")
        self._refusal.setText(self._language.say_refusal(refusal))

    def _assign(self) -> None:
        self.reject()
        self._desk.go("customers", "assign")

    @Slot()
    def _drop(self) -> None:
        self._job.drop()
        self.deleteLater()
