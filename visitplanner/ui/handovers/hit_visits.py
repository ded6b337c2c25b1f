"""Visits still to come that a change of people hits: who, when, why; and the way to the calendar."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from visitplanner.domain.core.messages import said
from visitplanner.i18n import Language
from visitplanner.services.visits.clashes import Clash
from visitplanner.services.visits.visits import VisitRow
from visitplanner.ui.core.rows_model import Column
from visitplanner.ui.core.states import visit_chip, visit_day
from visitplanner.ui.pages.desk import Desk
from visitplanner.ui.widgets.dialog import Dialog, fitted
from visitplanner.ui.widgets.parts import button, column, label, quiet_empty, row
from visitplanner.ui.widgets.table import Table, TablePane


def why(clash: Clash, language: Language) -> str:
    """The reasons why a visit cannot be held as it stands, one after another."""
    return language.together(clash.reasons)


VISITS = (
    Column[VisitRow]("day", said("Day"), lambda row: (row.visit.day, row.visit.slot), visit_day, 170),
    Column[VisitRow]("subject", said("Customer"), lambda row: row.subject, stretch=True, tip=lambda row, _: row.subject),
    Column[VisitRow]("leader", said("Leader"), lambda row: row.leader, width=90),
    Column[VisitRow](
        "state",
        said("State"),
        lambda row: row.visit.state.value,
        chip=lambda row, say: visit_chip(row.visit.state, say),
        width=96,
    ),
)
CLASHES = (
    Column[Clash](
        "day",
        said("Day"),
        lambda one: (one.row.visit.day, one.row.visit.slot),
        lambda one, language: visit_day(one.row, language),
        170,
    ),
    Column[Clash]("subject", said("Customer"), lambda one: one.row.subject, width=220, tip=lambda one, _: one.row.subject),
    Column[Clash](
        "state",
        said("State"),
        lambda one: one.row.visit.state.value,
        chip=lambda one, say: visit_chip(one.row.visit.state, say),
        width=96,
    ),
    Column[Clash]("why", said("Why"), lambda one: "", why, stretch=True, tip=why),
)


class HitVisits(Dialog):
    """What was done stands already; here is what is left to be mended in the calendar."""

    def __init__(self, desk: Desk, told: str, clashes: Sequence[Clash], parent: QWidget) -> None:
        super().__init__(parent)
        _ = desk.language.text
        self._desk = desk
        self.setWindowTitle(_("Visits that are hit"))
        self.resize(*fitted(760, 420))
        self.table = Table(CLASHES, desk.language, lambda one: one.row.visit.id, "hit_visits")
        self.table.set_rows(clashes)
        self.table.opened.connect(self._go)
        self.verb = button(_("To the &calendar"), kind="primary", icon="calendar-days", on=self.go_calendar)
        pane = TablePane(self.table, quiet_empty(""))
        hint = label(_("Mend the plan there: it moves only what must move. Agreed visits need a call."), "muted", wrap=True)
        whole = column(
            label(told, "section", wrap=True),
            hint,
            pane,
            row(None, button(_("Close"), on=self.reject), self.verb),
            spacing=12,
            margins=(24, 20, 24, 16),
        )
        whole.setStretchFactor(pane, 1)
        self.setLayout(whole)

    @Slot()
    def go_calendar(self) -> None:
        """Go to the visit chosen, or the first."""
        row_ = self.table.current() or self.table.rows.row(0)
        self._go(row_)

    @Slot(object)
    def _go(self, clash: Clash) -> None:
        self.accept()
        self._desk.go("planning", clash.row.visit.id)
