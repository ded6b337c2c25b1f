"""用戶: the list with filter and sort, the card of one customer, group or park, and the ways in: import and assignment."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QStackedWidget

from visitplanner.domain.core.messages import said
from visitplanner.domain.customers.customers import Group, account_printed
from visitplanner.services.core.outcome import Topic
from visitplanner.services.customers.customer_lists import CustomerList, CustomerPage, CustomerRow, WhichCustomers
from visitplanner.services.customers.groups import GroupsFound
from visitplanner.services.exports.list_tables import CustomerTable
from visitplanner.ui.core.actions import Action
from visitplanner.ui.core.paged_rows import Wanted
from visitplanner.ui.customers.assignments import AssignmentDialog
from visitplanner.ui.customers.card import CustomerCardView
from visitplanner.ui.customers.columns import CUSTOMERS
from visitplanner.ui.customers.presenter import ListPresenter
from visitplanner.ui.importing import kinds
from visitplanner.ui.importing.wizard import ImportWizard
from visitplanner.ui.pages.desk import MARGIN, Desk, Page
from visitplanner.ui.pages.palette import Finder, Found
from visitplanner.ui.papers.exporting import LIST_KINDS, export_list, where_to
from visitplanner.ui.widgets.fields import Choice, SearchField
from visitplanner.ui.widgets.parts import EmptyState, allow, button
from visitplanner.ui.widgets.table import PagedTable, TablePane

LIST, CARD = 0, 1


class CustomersPage(Page):
    """The list of customers, and the card of the one opened."""

    TOPICS = frozenset(
        {Topic.CUSTOMERS, Topic.ASSIGNMENTS, Topic.STAFF, Topic.VISITS, Topic.LOADS, Topic.SETTINGS, Topic.CALENDAR}
        | {Topic.FOLLOW_UPS, "intelligence", "programmes"}
    )

    def __init__(self, desk: Desk) -> None:
        _ = desk.language.text
        super().__init__(desk, _("Customers"))
        self._presenter = ListPresenter(desk.session.of(self), self, desk.language.say)
        self.search = SearchField(_("Name, account number, group, township"), self._search, 250)
        names = {
            WhichCustomers.ALL: _("All customers"),
            WhichCustomers.LARGE: _("At or above the threshold"),
            WhichCustomers.BY_SUM: _("Only by the sum of contracts"),
            WhichCustomers.GROUPS: _("In a group"),
            WhichCustomers.PARKS: _("In an industrial park"),
            WhichCustomers.UNASSIGNED: _("Without a specialist"),
        }
        self.which = Choice([(names[which], which) for which in WhichCustomers], WhichCustomers.ALL)
        self.which.setAccessibleName(_("Which customers"))
        self.assign = button(_("&Assign people"), icon="user-round", on=self.open_assignments)
        self.bring_in = button(_("&Import"), kind="primary", icon="upload", on=self.open_import, tip="Ctrl+I")
        for tool in (self.search, self.which, self.assign, self.bring_in):
            self.tools.addWidget(tool)
        ask, which = self._presenter.ask, WhichCustomers.ALL
        self.table = PagedTable(CUSTOMERS, desk.language, lambda row: row.customer.id, "customers", ask, which)
        nothing = EmptyState(
            "users",
            _("No customer yet"),
            _("Begin with the office's customer list, an Excel or CSV file. You see every row before it is written."),
            button(_("&Import the customer list"), kind="primary", icon="upload", on=self.open_import),
        )
        none_fits = EmptyState("search", _("No customer fits"), _("Empty the filter field or choose “All customers”."))
        self.card = CustomerCardView(desk)
        self._stack = QStackedWidget()
        self._stack.addWidget(TablePane(self.table, nothing, none_fits))
        self._stack.addWidget(self.card)
        self.content.addWidget(self._stack, 1)
        self.table.opened.connect(self._open)
        self.card.back.connect(self.show_list)
        self.which.chosen.connect(self._choose)

    def offered(self) -> tuple[Action, ...]:
        """What this page offers in the menu and to Ctrl+K."""
        return (
            Action("import_customers", said("Import the customer list"), self.open_import, "Ctrl+I"),
            Action("import_readings", said("Import monthly readings"), self.open_readings_import),
            Action("assign", said("Assign people"), self.open_assignments),
            Action("brief", said("Print the briefing"), self._brief, "Ctrl+P"),
            Action("edit_customer", said("Edit this customer"), self.card.open_edit, "Ctrl+E"),
            Action("import_load", said("Import a load file"), self.card.open_load, "Ctrl+L"),
            Action("export_list", said("Export the list"), self.ask_export),
            Action("back", said("Back to the list"), self.show_list, "Alt+Left"),
        )

    def fit(self, breadth: int) -> None:
        super().fit(breadth)
        self.card.fit(breadth - 2 * MARGIN)

    def refresh(self) -> None:
        """Ask for the list again, and for the card if it is open."""
        self.table.pages.refresh()
        if self._stack.currentIndex() == CARD:
            self.card.presenter.refresh()

    def subject(self) -> UUID | None:
        """Whose card is open."""
        return self.card.presenter.subject_id if self._stack.currentIndex() == CARD else None

    def arrive(self, target: object) -> None:
        """Open the card of a subject, or the import or assignment a page asked for."""
        if isinstance(target, UUID):
            self._show(CARD)
            self.card.show_subject(target)
        elif target == "import":
            self.open_import()
        elif target == "assign":
            self.open_assignments()

    def chosen_record(self) -> tuple[UUID, str] | None:
        """The customer of the card, or of the list."""
        if self._stack.currentIndex() == CARD:
            return self.card.chosen_record()
        row = self.table.current()
        return None if row is None else (row.customer.id, row.customer.name)

    def ask_export(self) -> None:
        """Ask for a file, and write the customers as they are filtered."""
        _ = self.language.text
        path = where_to(self.desk, self, _("Export the list"), _("Customers"), LIST_KINDS)
        if path is not None:
            self.export_to(path)

    def export_to(self, path: Path) -> None:
        """Write the customers as they are filtered."""
        wanted = CustomerList(self.search.text(), say=self.language.say, which=self.which.value())
        export_list(self.desk, self, CustomerTable(wanted, self.desk.context.demonstration), path)

    def focus_filter(self) -> None:
        """Go to the search field of the list."""
        self.show_list()
        self.search.setFocus()
        self.search.selectAll()

    def show_part(self, wanted: Wanted, page: CustomerPage) -> None:
        """Show a part of the list, and how many reach the threshold."""
        self.table.pages.take(wanted, page.rows, page.fitting, page.kept)
        _ = self.language.text
        line = _("{count} account numbers, {large} at or above the threshold", count=f"{page.kept:,}", large=page.large)
        if page.by_sum:
            line += _(", {count} more by the sum of contracts", count=page.by_sum)
        self.state_line.setText(line)
        allow(self.assign, "" if page.kept else _("There is no customer yet: import the customer list first."))

    @Slot()
    def show_list(self) -> None:
        """Go back from the card to the list."""
        self._show(LIST)

    def open_import(self) -> ImportWizard:
        """The wizard for the customer list."""
        wizard = ImportWizard(self.desk, kinds.CUSTOMERS, self)
        wizard.open()
        return wizard

    def open_readings_import(self) -> ImportWizard:
        """The wizard for monthly readings of the whole office."""
        wizard = ImportWizard(self.desk, kinds.READINGS, self)
        wizard.open()
        return wizard

    def open_assignments(self) -> AssignmentDialog:
        """The dialog that proposes who looks after whom."""
        dialog = AssignmentDialog(self.desk, self)
        dialog.open()
        return dialog

    def _show(self, place: int) -> None:
        self._stack.setCurrentIndex(place)
        self.fit(self.breadth or self.width())
        for part in (self.title, self.state_line, self.search, self.which, self.assign, self.bring_in):
            part.setVisible(place == LIST)
        if place == LIST:
            self.table.setFocus()

    def _brief(self) -> None:
        if self._stack.currentIndex() == LIST and self.table.current() is not None:
            self._open(self.table.current())
        if self._stack.currentIndex() == CARD:
            self.card.open_brief()

    @Slot(object)
    def _open(self, row: CustomerRow) -> None:
        self.arrive(row.customer.id)

    @Slot(str)
    def _search(self, text: str) -> None:
        self.table.pages.search(text)

    @Slot(object)
    def _choose(self, which: WhichCustomers) -> None:
        self.table.pages.choose(which)


def finder(desk: Desk) -> Finder:
    """Customers for Ctrl+K, by name or account number."""
    kind = desk.language.text("Customers")

    def find(owner: QObject, text: str, take: Callable[[Sequence[Found]], None]) -> None:
        def found(rows: Sequence[CustomerRow]) -> None:
            take(
                [
                    Found(
                        row.customer.name,
                        kind,
                        lambda ident=row.customer.id: desk.go("customers", ident),
                        f"{row.customer.account} {text}",
                        about=account_printed(row.customer.account),
                    )
                    for row in rows
                ]
            )

        desk.session.of(owner).ask(CustomerList(text, limit=20, say=desk.language.say), found)

    return find


def group_finder(desk: Desk) -> Finder:
    """Groups for Ctrl+K, by name."""
    kind = desk.language.text("Groups")

    def find(owner: QObject, text: str, take: Callable[[Sequence[Found]], None]) -> None:
        def found(groups: Sequence[Group]) -> None:
            take([Found(group.name, kind, lambda ident=group.id: desk.go("customers", ident), text) for group in groups])

        desk.session.of(owner).ask(GroupsFound(text), found)

    return find
