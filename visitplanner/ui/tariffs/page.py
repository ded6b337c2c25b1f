"""電價: one customer's load, its contracts under the sliders, the options side by side, what-ifs; and all customers at once."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStackedWidget, QTabWidget, QWidget

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.domain.core.supply import OPTION_NAMES
from visitplanner.domain.customers.customers import Customer, account_printed
from visitplanner.domain.tariffs.bills.year import months_of_year
from visitplanner.domain.tariffs.books.seasons import Month
from visitplanner.services.core.outcome import Topic
from visitplanner.ui.core import style
from visitplanner.ui.core.actions import Action
from visitplanner.ui.core.plain_text import tip
from visitplanner.ui.importing.load_form import LoadForm
from visitplanner.ui.pages.desk import Desk, Page
from visitplanner.ui.papers.brief_dialog import BriefDialog
from visitplanner.ui.tariffs.assumptions import AssumptionsPanel, WithPanel
from visitplanner.ui.tariffs.at_table.talk import AtTable
from visitplanner.ui.tariffs.charts.study import Study, calendar_years, short_month
from visitplanner.ui.tariffs.picker import CustomerPicker
from visitplanner.ui.tariffs.presenter import TariffsPresenter
from visitplanner.ui.tariffs.quality import quality_line
from visitplanner.ui.tariffs.questions.questions_tab import QuestionsTab
from visitplanner.ui.tariffs.readings_view import ReadingStudy, ReadingStudyView
from visitplanner.ui.tariffs.savings.savings_tab import SavingsTab
from visitplanner.ui.tariffs.tabs.contracts_tab import ContractsTab
from visitplanner.ui.tariffs.tabs.load_tab import LoadTab
from visitplanner.ui.tariffs.tabs.options_tab import OptionsTab
from visitplanner.ui.tariffs.tabs.portfolio_tab import PortfolioTab, Versions
from visitplanner.ui.tariffs.tabs.what_if_tab import WhatIfTab
from visitplanner.ui.widgets.fields import Choice
from visitplanner.ui.widgets.parts import EmptyState, allow, button, label

TABS, NOTHING = 0, 1
FILLED_BY_STUDY = ContractsTab | LoadTab | OptionsTab | SavingsTab | WhatIfTab | QuestionsTab


class TariffsPage(Page):
    """A customer's options, contracts, load, and what other hours or prices would do."""

    TOPICS = frozenset({Topic.CUSTOMERS, Topic.LOADS, Topic.SETTINGS, Topic.DATED_FIGURES, Topic.TARIFF_DRAFTS})

    def __init__(self, desk: Desk) -> None:
        _ = desk.language.text
        super().__init__(desk, _("Tariffs"))
        self._presenter = TariffsPresenter(desk, desk.session.of(self), self)
        self._study: Study | None = None
        self._filled: list[QWidget] = []
        self.picker = CustomerPicker(_("Customer or account number"))
        self.period = Choice([(_("newest 12 months"), ())])
        self.period.setAccessibleName(_("Which months"))
        self.period.setMinimumWidth(style.look().px(196))
        self.bring_in = button("", kind="icon", icon="upload", on=self.open_import, tip=_("Import a load file (Ctrl+L)"))
        self.at_table = button(
            _("At the &table"), on=self.open_table, tip=_("Contracts and saving, large, for the customer's eyes")
        )
        self.brief = button(_("&Print the briefing"), kind="primary", icon="printer", on=self.open_brief, tip="Ctrl+P")
        self.state_line.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        for tool in (self.picker, self.period, self.bring_in, self.at_table, self.brief):
            self.tools.addWidget(tool)
        self.contracts = ContractsTab(desk.language)
        self.load = LoadTab(desk.language)
        self.options = OptionsTab(desk.language)
        self.savings = SavingsTab(desk.language)
        self.what_if = WhatIfTab(desk)
        self.questions = QuestionsTab(desk)
        self.portfolio = PortfolioTab(desk)
        self.assumptions = AssumptionsPanel(desk.language)
        self.tabs = QTabWidget()
        self.tabs.tabBar().setDrawBase(False)
        shown = (self.contracts, self.load, self.options, self.savings, self.what_if, self.questions, self.portfolio)
        named = ("Contracts", "Load", "Options", "Savings", "What if", "Questions", "All customers")
        for tab, title in zip(shown, named, strict=True):
            self.tabs.addTab(tab, _(title))
        self.explain = self._explain_button()
        self._stack = QStackedWidget()
        self.over = WithPanel(self.tabs, self.assumptions)
        self.assumptions.closed.connect(self._hide_panel)
        self._stack.addWidget(self.over)
        self._stack.addWidget(QWidget())
        self.headline = label(role="section", wrap=True)
        self.headline.hide()
        self.content.setSpacing(8)
        self.content.addWidget(self.headline)
        self.content.addWidget(self._stack, 1)
        self.picker.chosen.connect(self._choose)
        self.period.chosen.connect(self._choose_months)
        self.tabs.currentChanged.connect(self._fill)
        self.portfolio.opened.connect(self._open)
        self.what_if.trial.all_asked.connect(self._try_all)
        self._enable(None)

    def offered(self) -> tuple[Action, ...]:
        """What this page offers in the menu and to Ctrl+K."""
        return (
            Action("tariff_customer", said("Choose a customer"), self.focus_filter, "Ctrl+G"),
            Action("tariff_load", said("Import a load file"), self.open_import, "Ctrl+L"),
            Action("tariff_brief", said("Print the briefing"), self.open_brief, "Ctrl+P"),
            Action("at_table", said("Show it at the customer's table"), self.open_table, "Ctrl+Shift+T"),
            Action("tariff_assumptions", said("Show the assumptions"), self.explain.click, "Ctrl+Shift+A"),
        )

    def refresh(self) -> None:
        """Ask again for customers, and for the study if one is shown."""
        self._presenter.refresh()

    def arrive(self, target: object) -> None:
        if isinstance(target, UUID):
            self._presenter.choose(target)

    def focus_filter(self) -> None:
        self.picker.setFocus()
        self.picker.selectAll()

    # -- what the presenter shows -----------------------------------------------------------------------------------

    def show_customers(self, measured: Sequence[Customer], others: Sequence[Customer]) -> None:
        self.picker.show_customers(measured, others, self.language)
        self.picker.setEnabled(bool(measured or others))
        if not measured and self._presenter.customer is None:
            self._show_nothing(None)

    def show_customer(self, customer: Customer) -> None:
        """Another customer was chosen; its figures follow."""
        self._study = None
        self.picker.set_customer(customer.id)
        self.state_line.setText(self.language.text("Working out {name}…", name=customer.name))
        self.headline.hide()
        self._enable(None)

    def show_without_load(self, customer: Customer) -> None:
        self._show_nothing(customer)

    def show_readings(self, study: ReadingStudy) -> None:
        self._show_empty(ReadingStudyView(self.desk, study, self.open_import, self._show_all))

    def show_study(self, study: Study) -> None:
        self._study = study
        self._stack.setCurrentIndex(TABS)
        self.state_line.setText(self._line(study))
        self.state_line.setToolTip(tip(self.state_line.text()))
        self.headline.setText(self.language.say(study.advised.headline))
        self.headline.setToolTip(tip("\n".join(self.language.say(reason) for reason in study.advised.why)))
        self.headline.show()
        self._show_periods(study)
        self._filled.clear()
        self._fill()
        self._hide_panel()
        count = len(study.advised.assumptions)
        self.explain.setText(self.language.text("&Assumptions ({count})", count=count))
        self._enable(study)

    def show_refusal(self, refusal: Refused) -> None:
        """The load cannot be weighed: why, and how to mend it."""
        _ = self.language.text
        verb = button(_("Import a &load file"), kind="primary", icon="upload", on=self.open_import)
        self._show_empty(EmptyState("triangle-alert", _("Not to be computed"), self.language.say_refusal(refusal), verb))

    # -- what a person does -----------------------------------------------------------------------------------------

    def open_import(self) -> LoadForm | None:
        customer = self._presenter.customer
        if customer is None:
            return None
        form = LoadForm(self.desk, customer, self)
        form.open()
        return form

    def open_brief(self) -> BriefDialog | None:
        customer = self._presenter.customer
        if customer is None:
            return None
        dialog = BriefDialog(self.desk, customer.id, customer.name, self)
        dialog.open()
        return dialog

    def open_table(self) -> AtTable | None:
        """The contracts as they stand under the sliders, over the whole screen, for the customer to look at."""
        if self._study is None:
            return None
        dialog = AtTable(self.desk, self._study, self, self.contracts.contracts if any(self.contracts.contracts) else None)
        dialog.begin()
        return dialog

    @Slot(object)
    def _choose(self, customer_id: UUID) -> None:
        self._presenter.choose(customer_id)

    @Slot(object)
    def _open(self, customer_id: UUID) -> None:
        """From the list of all customers to one of them."""
        self.tabs.setCurrentWidget(self.contracts)
        self._presenter.choose(customer_id)

    @Slot()
    def _show_all(self) -> None:
        self._stack.setCurrentIndex(TABS)
        self.tabs.setCurrentWidget(self.portfolio)

    @Slot(object)
    def _try_all(self, versions: Versions) -> None:
        self.portfolio.compute_trial(versions)
        self.tabs.setCurrentWidget(self.portfolio)

    @Slot(object)
    def _choose_months(self, months: tuple[Month, ...]) -> None:
        self._presenter.choose_months(months)

    @Slot()
    def _fill(self) -> None:
        """Show the study on the tab in front; the others follow when they are turned to, so that nothing waits."""
        tab, study = self.tabs.currentWidget(), self._study
        if study is not None and tab not in self._filled and isinstance(tab, FILLED_BY_STUDY):
            self._filled.append(tab)
            tab.show_study(study)

    @Slot(bool)
    def _show_panel(self, shown: bool) -> None:
        if shown and self._study is not None:
            self.assumptions.show_assumptions(self._study.advised.assumptions)
        self.over.show_panel(shown)

    @Slot()
    def _hide_panel(self) -> None:
        self.explain.setChecked(False)

    # -- the look ---------------------------------------------------------------------------------------------------

    def _explain_button(self) -> QPushButton:
        made = button(self.language.text("&Assumptions"), kind="quiet", icon="info")
        made.setCheckable(True)
        made.toggled.connect(self._show_panel)
        self.tabs.setCornerWidget(made, Qt.Corner.TopRightCorner)
        return made

    def _enable(self, study: Study | None) -> None:
        for part in (self.contracts, self.load, self.options, self.savings, self.what_if, self.questions, self.period):
            part.setEnabled(study is not None)
        allow(self.at_table, "" if study is not None else self.language.text("Choose a customer with a year of load first."))
        for part in (self.bring_in, self.brief):
            allow(part, "" if self._presenter.customer is not None else self.language.text("Choose a customer first."))

    def _line(self, study: Study) -> str:
        language, book = self.language, study.book
        option = language.say(OPTION_NAMES[study.option.option])
        prices = language.text("prices of {day}", day=book.first) if book else ""
        parts = [option, prices, quality_line(study, language)]
        return "　".join(part for part in parts if part)

    def _show_periods(self, study: Study) -> None:
        language = self.language
        first, last = (short_month(month, language) for month in (study.months[0], study.months[-1]))
        newest = language.text("newest: {first} to {last}", first=first, last=last)
        entries: list[tuple[str, tuple[Month, ...]]] = [(newest, ())]
        entries += [(language.year(year), months_of_year(year)) for year in calendar_years(study.kept.load)]
        if self._presenter.months:
            entries[0] = (language.text("newest 12 months"), ())
        self.period.set_entries(entries, self._presenter.months)

    def _show_nothing(self, customer: Customer | None) -> None:
        _ = self.language.text
        if customer is None:
            verb = button(_("To the &customers"), kind="primary", icon="users", on=lambda: self.desk.go("customers"))
            text = _("Choose a customer above, or begin with the customer list. Then import its 15-minute load.")
        else:
            verb = button(_("Import a &load file"), kind="primary", icon="upload", on=self.open_import)
            text = _(
                "Ask the customer for the 15-minute load of the last twelve months: the customer downloads it from Taipower's "
                "customer portal as a CSV or Excel file, one row for every quarter of an hour."
            )
        title = _("No load is kept") if customer is None else _("{name}: no load yet", name=customer.name)
        self._show_empty(EmptyState("zap", title, text, verb))
        self._enable(None)

    def _show_empty(self, empty: QWidget) -> None:
        self.headline.hide()
        old = self._stack.widget(NOTHING)
        assert old is not None
        if isinstance(old, ReadingStudyView):
            old.forget()
        self._stack.removeWidget(old)
        old.deleteLater()
        self._stack.addWidget(empty)
        self._stack.setCurrentIndex(NOTHING)
        customer = self._presenter.customer
        self.state_line.setText("" if customer is None else account_printed(customer.account))
