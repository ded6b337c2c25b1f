"""機會: before the year, whom a visit is worth most; from the list into the plan."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Slot

from visitplanner.domain.core.messages import said
from visitplanner.domain.planning.year.opportunities import haste_words
from visitplanner.services.core.outcome import Outcome, Topic
from visitplanner.services.customers.customers import SetVisitAnyway
from visitplanner.services.opportunities.opportunities import Opportunities, Opportunity, OpportunityList
from visitplanner.services.planning.weights import KeepSavings
from visitplanner.ui.core.actions import Action
from visitplanner.ui.opportunities.columns import OPPORTUNITIES, CurveDelegate
from visitplanner.ui.opportunities.watch import WEIGHED
from visitplanner.ui.pages.desk import Desk, OwedVisit, Page
from visitplanner.ui.widgets.fields import SearchField
from visitplanner.ui.widgets.parts import EmptyState, allow, button, label
from visitplanner.ui.widgets.table import Table, TablePane

CURVE = next(number for number, column in enumerate(OPPORTUNITIES) if column.key == "curve")


class OpportunitiesPage(Page):
    """All customers by what they surely save, weighed by how urgent a visit is; what is shown was computed before."""

    TOPICS = frozenset({*Topic, WEIGHED})

    def __init__(self, desk: Desk) -> None:
        _ = desk.language.text
        super().__init__(desk, _("Prospects"))
        self._session = desk.session.of(self)
        self._found: Opportunities | None = None
        self.search = SearchField(_("Filter this list"), self._search, 200)
        self.keep = button(
            _("&Keep for planning"), on=self.keep_savings, tip=_("Planning then puts the greatest savings earlier")
        )
        self.look = button(_("See the &tariffs"), icon="zap", on=self.open_tariffs, tip="Ctrl+T")
        self.put = button(_("&Into the plan"), kind="primary", icon="calendar-days", on=self.put_in, tip="Ctrl+Shift+Return")
        for tool in (self.search, self.keep, self.look, self.put):
            self.tools.addWidget(tool)
        self.table = Table(OPPORTUNITIES, desk.language, lambda row: row.customer.id, "opportunities")
        self.table.setItemDelegateForColumn(CURVE, CurveDelegate(self.table))
        self.table.picked.connect(self._pick)
        self.table.opened.connect(self._open)
        nothing = _("Customers with a load or monthly readings appear here by themselves, as soon as they are weighed.")
        none = EmptyState("search", _("Nothing found"), _("No customer holds all these words."))
        self.content.addWidget(TablePane(self.table, EmptyState("target", _("No opportunity yet"), nothing), none), 1)
        self.order = label("", "caption", wrap=True)
        self.content.addWidget(self.order)
        self._pick(None)

    def offered(self) -> tuple[Action, ...]:
        """What this page offers in the menu and to Ctrl+K."""
        return (
            Action("into_plan", said("Put the customer into the plan"), self.put_in, "Ctrl+Shift+Return"),
            Action("see_tariffs", said("See the customer's tariffs"), self.open_tariffs, "Ctrl+T"),
            Action("keep_savings", said("Keep the savings for planning"), self.keep_savings),
        )

    def refresh(self) -> None:
        """Ask for what is weighed by now."""
        self._session.ask(OpportunityList(), self.show_found)

    def focus_filter(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def arrive(self, target: object) -> None:
        """At a customer."""
        if isinstance(target, UUID):
            self.table.show_key(target)

    def subject(self) -> UUID | None:
        """The customer chosen."""
        row: Opportunity | None = self.table.current()
        return None if row is None else row.customer.id

    def chosen_record(self) -> tuple[UUID, str] | None:
        """The customer chosen and its name."""
        row: Opportunity | None = self.table.current()
        return None if row is None else (row.customer.id, row.customer.name)

    def show_found(self, found: Opportunities) -> None:
        """Show what is weighed, and how many are still to be."""
        _, first = self.language.text, self._found is None or not self._found.rows
        self._found = found
        self.table.set_rows(found.rows)
        self.order.setText(self.language.together([self.language.say(each) for each in haste_words(found.haste)]))
        if first and found.rows:
            self.table.show_key(found.rows[0].customer.id)
        words = _("{count} customers surely save {ntd:,} NT$ a year in all.", count=found.promising, ntd=round(found.least_ntd))
        if found.waiting:
            words = self.language.together([words, _("{count} are still being weighed.", count=found.waiting)])
        if found.without:
            without = _("{count} customers have neither a load nor monthly readings.", count=found.without)
            words = self.language.together([words, without])
        self.state_line.setText(words)
        allow(self.keep, "" if found.promising else self.language.text("No customer surely saves anything yet."))
        self._pick(self.table.current())

    # -- what a person does ---------------------------------------------------------------------------------------

    def put_in(self) -> None:
        """Find the customer a day: where a visit stands already, go there; where none is owed, ask for one and say why."""
        row: Opportunity | None = self.table.current()
        if row is None:
            return
        if row.due is None:
            self._visit_anyway(row)
        elif row.due.obligation.visit_id is not None:
            self.desk.go("planning", row.due.obligation.visit_id)
        else:
            self.desk.go("planning", OwedVisit(row.due.obligation.subject_id, row.due.obligation.ordinal))

    def keep_savings(self) -> None:
        """Let planning put who surely saves most earlier."""
        rows = self._found.rows if self._found else ()
        kept = {row.customer.id: row.found.least_ntd for row in rows if row.found.least_ntd is not None}
        if kept:
            self._session.do(KeepSavings(kept))

    def open_tariffs(self) -> None:
        """The customer's contracts under the sliders."""
        row: Opportunity | None = self.table.current()
        if row is not None:
            self.desk.go("tariffs", row.customer.id)

    @Slot(object)
    def _open(self, row: Opportunity) -> None:
        self.desk.go("tariffs", row.customer.id)

    @Slot(object)
    def _pick(self, row: Opportunity | None) -> None:
        unchosen = "" if row is not None else self.language.text("Choose a line in the list first.")
        for each in (self.put, self.look):
            allow(each, unchosen)
        stands = row is not None and row.due is not None and row.due.obligation.visit_id is not None
        self.put.setText(self.language.text("To its &visit") if stands else self.language.text("&Into the plan"))

    def _visit_anyway(self, row: Opportunity) -> None:
        least = row.found.least_ntd
        reason = self.language.text("No rule asks for this visit; put into the plan from the opportunities.")
        if least is not None:
            reason = self.language.text("No rule asks for this visit; surely saves {ntd:,} NT$ a year.", ntd=round(least))

        def wanted(_outcome: Outcome[object]) -> None:
            self.desk.go("planning", OwedVisit(row.customer.id, 1))

        self._session.do(SetVisitAnyway(row.customer.id, reason), wanted)

    def _search(self, text: str) -> None:
        self.table.rows.search(text)
