"""One customer, group or park: header with its state, and tabs for everything kept about it."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QTabWidget, QWidget

from visitplanner.domain.customers.customers import account_printed
from visitplanner.domain.programme.programme import KIND_NAMES
from visitplanner.services.programme.obligations import URGENCY
from visitplanner.ui.core.chips import ChipLabel
from visitplanner.ui.core.states import owed_chip
from visitplanner.ui.customers.columns import VISITS, threshold_chip
from visitplanner.ui.customers.form import AssignForm, CustomerForm
from visitplanner.ui.customers.load_tab import CustomerLoadTab
from visitplanner.ui.customers.more_tabs import more_tabs
from visitplanner.ui.customers.overview_tab import OverviewTab
from visitplanner.ui.customers.presenter import CardFacts, CardPresenter
from visitplanner.ui.importing.load_form import LoadForm
from visitplanner.ui.pages.desk import Desk
from visitplanner.ui.pages.folding import FoldingRow
from visitplanner.ui.papers.brief_dialog import BriefDialog
from visitplanner.ui.papers.more_papers import open_record
from visitplanner.ui.visits.held_form import HeldForm
from visitplanner.ui.widgets.parts import EmptyState, button, column, label, row
from visitplanner.ui.widgets.table import Table, TablePane

CASES_PLACE = 2
"""What a customer raised stands beside its visits."""


class CustomerCardView(QWidget):
    """back: the person wants the list again."""

    back = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        _ = desk.language.text
        self._desk = desk
        self._facts: CardFacts | None = None
        self.presenter = CardPresenter(desk.session.of(self), self)
        self.name = label(role="title")
        self._line = label(role="muted")
        self._chips = (ChipLabel(), ChipLabel())
        back = button("", kind="icon", icon="arrow-left", on=self.back.emit, tip=_("Back to the list (Alt+Left)"))
        self.edit = button(_("&Edit"), on=self.open_edit)
        self.assign = button(_("&Assign"), icon="user-round", on=self.open_assign)
        self.held = button(_("Enter a &held visit"), icon="list-checks", on=self.open_held, tip="Ctrl+Shift+H")
        self.load = button(_("Import a &load file"), icon="zap", on=self.open_load)
        self.paper = button(_("&Blank record"), on=self.open_paper, tip=_("The visit record for signature, filled or blank"))
        self.brief = button(_("&Print the briefing"), kind="primary", icon="printer", on=self.open_brief, tip="Ctrl+P")
        words = column(row(self.name, *self._chips, None, spacing=10), self._line, spacing=2)
        self.verbs = FoldingRow(self.edit, self.assign, self.held, self.load, self.paper, self.brief, to_right=True)
        self._words = row(back, words, None, spacing=8)
        self._head = column(self._words, spacing=8)
        self._words.addWidget(self.verbs)
        self.tabs = QTabWidget()
        self.tabs.tabBar().setDrawBase(False)
        self.overview = OverviewTab(desk)
        self.visits = Table(VISITS, desk.language, lambda each: each.visit.id, "card_visits")
        self.visits.opened.connect(lambda each: desk.go("planning", each.visit.id))
        no_visit = EmptyState("calendar-days", _("No visit yet"), _("Visits appear here as soon as one is planned."))
        self.measured = CustomerLoadTab(desk.language, self.open_load)
        self.tabs.addTab(self.overview, _("Overview"))
        self.tabs.addTab(TablePane(self.visits, no_visit), _("Visits"))
        self.tabs.addTab(self.measured, _("Load"))
        self._own_tabs = tuple(self.tabs.widget(place) for place in range(self.tabs.count()))
        self._panels_for: UUID | None = None
        layout = column(self._head, self.tabs, spacing=12)
        layout.setStretchFactor(self.tabs, 1)
        self.setLayout(layout)

    def fit(self, breadth: int) -> None:
        """Lay out for so many pixels: what can be done stands beside the name or, where that is too narrow, below it."""
        beside = self._words.minimumSize().width() if self._words.indexOf(self.verbs) < 0 else 0
        beside = beside or self._words.minimumSize().width() - self.verbs.minimumSizeHint().width()
        one_line = beside + self.verbs.needed() <= breadth
        if one_line != (self._words.indexOf(self.verbs) >= 0):
            (self._head if one_line else self._words).removeWidget(self.verbs)
            (self._words if one_line else self._head).addWidget(self.verbs)
        self.verbs.fit(breadth)
        self.overview.fit(breadth)

    def show_subject(self, subject_id: UUID) -> None:
        """Ask for the card of a customer, group or park."""
        self.presenter.show(subject_id)

    def chosen_record(self) -> tuple[UUID, str] | None:
        """The subject that is shown, and its name."""
        return (self._facts.subject_id, self._facts.name) if self._facts else None

    def show_card(self, facts: CardFacts) -> None:
        """Show a card; what only a customer has is hidden for groups and parks."""
        language = self._desk.language
        self._facts = facts
        self.name.setText(facts.name)
        self._line.setText(self._subtitle(facts))
        open_ones = sorted(facts.due, key=lambda each: URGENCY.index(each.obligation.state))
        own = [each for each in open_ones if each.obligation.subject_id == facts.subject_id]
        self._chips[0].set_chip(owed_chip(own[0].obligation, language) if own else None)
        card = facts.card
        self._chips[1].set_chip(threshold_chip(card.is_large, card.large_by_sum, language) if card else None)
        self.edit.setVisible(card is not None)
        self.load.setVisible(card is not None)
        self.overview.show_facts(facts)
        self.visits.set_rows(facts.visits)
        self.measured.show_load(facts)
        self._show_panels(facts)

    def open_edit(self) -> None:
        """The form for the customer shown; nothing for a group or park."""
        if self._facts is not None and self._facts.card is not None:
            CustomerForm(self._desk, self._facts.card.customer, self).open()

    def open_assign(self) -> None:
        """The form that gives the subject shown another person."""
        if self._facts is not None:
            AssignForm(self._desk, self._facts.subject_id, self._facts.name, self).open()

    @Slot()
    def open_load(self) -> None:
        """The form that imports a load for the customer shown."""
        if self._facts is not None and self._facts.card is not None:
            LoadForm(self._desk, self._facts.card.customer, self).open()

    def open_held(self) -> HeldForm | None:
        """The form for a visit to the subject shown that was held already."""
        if self._facts is None:
            return None
        form = HeldForm(self._desk, self, self._facts.subject_id)
        form.open()
        return form

    def open_brief(self) -> None:
        """The briefing sheet of the subject shown."""
        if self._facts is not None:
            BriefDialog(self._desk, self._facts.subject_id, self._facts.name, self).open()

    def open_paper(self) -> None:
        """A blank visit record of the subject shown."""
        if self._facts is not None:
            open_record(self._desk, self._facts.name, self, subject_id=self._facts.subject_id)

    def _subtitle(self, facts: CardFacts) -> str:
        language = self._desk.language
        parts = [language.say(KIND_NAMES[facts.kind])] if facts.card is None else [account_printed(facts.card.customer.account)]
        if facts.card is not None:
            parts += [facts.card.customer.township, facts.card.group.name if facts.card.group else ""]
        else:
            parts.append(language.text("{count} sites", count=len(facts.sites)))
        parts.append(language.text("in charge: {person}", person=facts.person) if facts.person else "")
        return "　".join(part for part in parts if part)

    def _show_panels(self, facts: CardFacts) -> None:
        """The tabs other features provide, built anew for another subject."""
        if self._panels_for == facts.subject_id:
            return
        self._panels_for = facts.subject_id
        shown = max(self.tabs.currentIndex(), 0)
        for widget in [self.tabs.widget(place) for place in range(self.tabs.count())]:
            if widget not in self._own_tabs and widget is not None:
                self.tabs.removeTab(self.tabs.indexOf(widget))
                widget.deleteLater()
        panels = [(panel.title, panel.widget) for panel in self._desk.panels("customer", facts.subject_id)]
        more = [(self._desk.language.say(title), tab) for title, tab in more_tabs(self._desk, facts)]
        for title, widget in (*panels, *more):
            self.tabs.addTab(widget, title)
        cases = next((widget for title, widget in panels if title == self._desk.language.text("Cases")), None)
        if cases is not None:
            self.tabs.tabBar().moveTab(self.tabs.indexOf(cases), CASES_PLACE)
        self.tabs.setCurrentIndex(min(shown, self.tabs.count() - 1))
