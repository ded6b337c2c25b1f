"""全部用戶: who gains most from a visit, or what other prices do to each; with progress and Cancel."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from visitplanner.domain.tariffs.advice.trial import Version
from visitplanner.services.core.outcome import Topic
from visitplanner.services.core.ports import Progress as Tell
from visitplanner.services.core.ports import Stop
from visitplanner.services.tariffs.portfolio import EffectRow, GainRow, Portfolio, portfolio_gains, portfolio_trial
from visitplanner.ui.core.guard import guarded
from visitplanner.ui.pages.desk import Desk
from visitplanner.ui.tariffs.tabs.portfolio_columns import EFFECTS, GAINS
from visitplanner.ui.widgets.parts import EmptyState, allow, button, column, label, row
from visitplanner.ui.widgets.progress import Progress
from visitplanner.ui.widgets.table import Table, TablePane

Versions = tuple[Version, Version]


class PortfolioTab(QWidget):
    """Computed when it is first shown. opened: the id of a customer a person wants to see."""

    opened = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        _ = desk.language.text
        self._desk = desk
        self._computed = False
        self._versions: Versions | None = None
        self._line = label(role="muted")
        self.gains_button = button(_("&Savings of all customers"), icon="zap", on=self.compute_gains)
        self.progress = Progress(desk.language)
        self.progress.cancelled.connect(self._cancelled)
        self.gains = Table(GAINS, desk.language, lambda each: each.customer.id, "gains")
        self.effects = Table(EFFECTS, desk.language, lambda each: each.customer.id, "effects")
        nothing = _("Customers with a kept load appear here.")
        self._stack = QStackedWidget()
        for table in (self.gains, self.effects):
            table.opened.connect(self._open)
            self._stack.addWidget(TablePane(table, EmptyState("zap", _("Nothing computed yet"), nothing)))
        layout = column(row(self._line, None, self.gains_button), self.progress, self._stack, spacing=10, margins=(0, 12, 0, 0))
        layout.setStretchFactor(self._stack, 1)
        self.setLayout(layout)
        desk.session.changed.connect(self._something_changed)

    @Slot()
    def compute_gains(self) -> None:
        """What a visit could save each customer, the greatest amount first."""
        _ = self._desk.language.text
        self._versions = None
        known, office, today = self._desk.context.known, self._desk.context.office, self._desk.day

        def work(progress: Tell, stop: Stop) -> Portfolio[GainRow]:
            return portfolio_gains(office, known.tariffs(), today, fractions(progress), stop)

        self._run(work, self._gains_arrived, _("Comparing all customers"))

    def compute_trial(self, versions: Versions) -> None:
        """What other prices do to each customer, the greatest rise first."""
        _ = self._desk.language.text
        self._versions = versions
        known, office, today = self._desk.context.known, self._desk.context.office, self._desk.day

        def work(progress: Tell, stop: Stop) -> Portfolio[EffectRow]:
            return portfolio_trial(office, known.tariffs(), today, versions, fractions(progress), stop)

        self._run(work, self._effects_arrived, _("Calculating all customers"))

    def _run(self, work: Callable[[Tell, Stop], Any], then: Callable[[Any], None], what: str) -> None:
        self._computed = True
        self.progress.cancel()
        job = self._desk.session.of(self).compute(work, then, self._refused, progress=self.progress.tell)
        if not job.finished:
            allow(self.gains_button, self._desk.language.text("It is being computed."))
            self.progress.watch(job, what)

    def _gains_arrived(self, found: Portfolio[GainRow]) -> None:
        _ = self._desk.language.text
        self._done()
        self._stack.setCurrentIndex(0)
        self.gains.set_rows(found.rows)
        saving = sum(row.saving_ntd for row in found.rows if row.saving_ntd is not None and row.saving_ntd > 0)
        counts = {"count": len(found.rows), "without": found.without_load, "ntd": f"{saving:,.0f}"}
        self._line.setText(_("{count} customers with a load or readings, {ntd} NT$ a year to save; {without} without", **counts))

    def _effects_arrived(self, found: Portfolio[EffectRow]) -> None:
        _ = self._desk.language.text
        self._done()
        self._stack.setCurrentIndex(1)
        self.effects.set_rows(found.rows)
        versions = self._versions
        if versions is None:
            return
        titles = _("{before} → {after}", before=versions[0].title, after=versions[1].title)
        total = sum(row.effect_ntd for row in found.rows if row.effect_ntd is not None)
        text = _("{titles}: {ntd} NT$ a year in all", titles=titles, ntd=f"{total:+,.0f}")
        self._line.setText((_("Draft") + "　" if found.draft else "") + text)

    def _refused(self, refusal: Any) -> None:
        self._done()
        self._desk.session.refuse(refusal)

    def _done(self) -> None:
        self.progress.done()
        allow(self.gains_button)

    @Slot()
    def _cancelled(self) -> None:
        self._computed = False
        allow(self.gains_button)
        self._line.setText(self._desk.language.text("Cancelled; compute again with the button."))

    @Slot(object)
    def _open(self, row: GainRow | EffectRow) -> None:
        self.opened.emit(row.customer.id)

    @Slot(object)
    def _something_changed(self, topics: frozenset[Topic]) -> None:
        if topics & {Topic.LOADS, Topic.CUSTOMERS} and self._computed:
            self._computed = False
            self._line.setText(self._desk.language.text("Loads or customers changed since; compute again with the button."))

    @guarded()
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._computed:
            self.compute_gains()


def fractions(tell: Tell) -> Callable[[int, int], None]:
    """Progress in customers as a fraction."""
    return lambda done, total: tell(done / total if total else 1.0)
