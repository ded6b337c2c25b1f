"""概況: the story of a customer; beside it the facts, its contacts, who looks after it, its other sites, changes of contract."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from visitplanner.domain.core.fields import Wording
from visitplanner.domain.core.supply import OPTION_NAMES, VOLTAGE_NAMES
from visitplanner.domain.customers.customers import CONTACTS, Contact, Customer, account_printed
from visitplanner.domain.programme.obligations import State
from visitplanner.services.records.records import RemoveRecord
from visitplanner.ui.core import style
from visitplanner.ui.core.rows_model import Column
from visitplanner.ui.customers.columns import ASSIGNMENTS, CHANGES, DUTIES, SITES, contracts_text
from visitplanner.ui.customers.form import contact_form
from visitplanner.ui.customers.presenter import CardFacts
from visitplanner.ui.customers.wish_form import WishBox
from visitplanner.ui.pages.desk import Desk
from visitplanner.ui.records.columns import columns_of
from visitplanner.ui.story.story import StoryPane
from visitplanner.ui.widgets.facts import Facts
from visitplanner.ui.widgets.parts import button, card, column, holder, label, line, quiet_empty, row, scrolled
from visitplanner.ui.widgets.table import Table, TablePane

SIDE_WIDTH, NARROW_SIDE_WIDTH = 420, 290
"""Pixels at 100 %; the second with large type, so that the story beside it keeps its room."""
LARGE_TYPE = 130
STORY_WIDTH = 560
"""Pixels at 100 % the story needs beside the facts."""
HEAD_HEIGHT, LEAST_LIST = 36, 96


class OverviewTab(QWidget):
    """The story of a subject; beside it facts, why it is visited, contacts, people, wish, sites, earlier contracts."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        _ = desk.language.text
        self._desk = desk
        self._facts: CardFacts | None = None
        self._values = Facts()
        self._reasons = label(role="warning", wrap=True)
        self._line = line()
        self.story = StoryPane(desk)
        self.wish = WishBox(desk)
        facts = card(self._values, self._line, self._reasons, spacing=12)
        self.contacts = self._table(
            columns_of(CONTACTS, lambda: Wording(desk.language.say), hidden={"customer_id"}),
            lambda contact: contact.id,
            "contacts",
        )
        self.assignments = self._table(ASSIGNMENTS, lambda each: each.assignment.id, "assignments")
        self.duties = self._table(DUTIES, lambda each: (each.obligation.subject_id, each.obligation.ordinal), "duties")
        self.sites = self._table(SITES, lambda site: site.id, "sites")
        self.changes = self._table(CHANGES, lambda change: change.id, "changes")
        self.contacts.opened.connect(self._edit_contact)
        self.sites.opened.connect(self._open_site)
        add = button(_("Add a &contact"), kind="quiet", icon="plus", on=self.add_contact)
        remove = button(_("&Remove"), kind="quiet", on=self._remove_contact)
        self._contacts_box = self._box(_("Contacts"), self.contacts, _("No contact is kept."), add, remove)
        self._sites_box = self._box(_("Sites of the same company or group"), self.sites, _("No further site."))
        self._in_charge = self._box(_("Who looks after it"), self.assignments, _("Nobody yet."))
        self._changes_box = self._box(_("Changes of contract"), self.changes, _("No change is kept."))
        duties = self._box(_("Visits owed this year, and what settles them"), self.duties, _("No visit is owed in this year."))
        boxes = (self._contacts_box, duties, self._in_charge, self.wish, self._sites_box, self._changes_box)
        self._side = scrolled(holder(column(facts, *boxes, None, spacing=12, margins=(0, 0, 8, 0))))
        whole = row(self.story, self._side, spacing=16, margins=(0, 12, 0, 0))
        whole.setStretch(0, 1)
        self.setLayout(whole)

    def fit(self, breadth: int) -> None:
        """Lay out for so many pixels: the story takes what the facts beside it leave."""
        look = style.look()
        wide = look.percent < LARGE_TYPE and breadth >= look.px(SIDE_WIDTH + STORY_WIDTH)
        side = look.px(SIDE_WIDTH if wide else NARROW_SIDE_WIDTH)
        self._side.setFixedWidth(side)
        self.story.fit(breadth - side - 32)

    def show_facts(self, facts: CardFacts) -> None:
        """Show a card; lists with nothing in them give way."""
        self._facts = facts
        card = facts.card
        self.story.show_story(facts.story)
        self._values.show_facts(self._of_customer(facts) if card else self._of_sites(facts))
        say = self._desk.language.say
        reasons = [say(reason) for each in facts.due for reason in each.obligation.reasons]
        self._reasons.setText("\n".join(dict.fromkeys(reasons)))
        self._line.setVisible(bool(reasons))
        self.wish.show_wish(facts.subject_id, facts.name, facts.wish)
        self.contacts.set_rows(card.contacts if card else ())
        self.assignments.set_rows(card.assignments if card else ())
        self.changes.set_rows(card.changes if card else ())
        others = [site for site in (card.sites if card else facts.sites) if site.id != facts.subject_id]
        self.sites.set_rows(others)
        self.duties.set_rows(facts.due)
        for box in (self._contacts_box, self._changes_box, self._in_charge):  # who has a group or park stands among its facts
            box.setVisible(card is not None)

    def add_contact(self) -> None:
        """The form for a new contact of the customer shown."""
        if self._facts is not None and self._facts.card is not None:
            contact_form(self._desk, Contact(customer_id=self._facts.subject_id, name=""), self).open()

    def _of_customer(self, facts: CardFacts) -> list[tuple[str, str]]:
        language = self._desk.language
        _, say = language.text, language.say
        card = facts.card
        assert card is not None
        customer = card.customer
        supply = f"{say(VOLTAGE_NAMES[customer.voltage])} {customer.supply_kv}".strip()
        return [
            (_("Account number"), account_printed(customer.account)),
            (_("Company"), card.company.name),
            (_("Tax number"), card.company.tax_id),
            (_("Group"), card.group.name if card.group else ""),
            (_("Industrial park"), card.park.name if card.park else ""),
            (_("Industry code"), customer.sector),
            (_("Address"), customer.address),
            (_("Township"), customer.township),
            (_("Supply"), supply),
            (_("Tariff option"), say(OPTION_NAMES[customer.option])),
            (_("Contracts (kW)"), contracts_text(customer.contracts, language)),
            (_("Sum of contracts (kW)"), language.number(customer.contracts.sum_kw)),
            (_("Threshold (kW)"), language.number(card.threshold_kw)),
            (_("Last visit in the list"), language.date(customer.last_visit_on) if customer.last_visit_on else ""),
            (_("Visited anyway"), customer.visit_anyway),
            (_("Notes"), customer.notes),
        ]

    def _of_sites(self, facts: CardFacts) -> list[tuple[str, str]]:
        language = self._desk.language
        _ = language.text
        towns = dict.fromkeys(site.township for site in facts.sites if site.township)
        return [
            (_("Sites"), language.number(len(facts.sites))),
            (_("Regular contracts (kW)"), language.number(sum(site.regular_kw for site in facts.sites))),
            (_("Visits owed this year"), language.number(len(facts.due))),
            (_("of these held"), language.number(sum(each.obligation.state is State.DONE for each in facts.due))),
            (_("Open cases"), language.number(len(facts.story.promised))),
            (_("Township"), "、".join(towns)),
            (_("In charge"), facts.person),
        ]

    def _table(self, columns: Sequence[Column[Any]], key: Any, name: str) -> Table:
        return Table(columns, self._desk.language, key, name)

    def _box(self, title: str, table: Table, nothing: str, *buttons: QWidget) -> QWidget:
        head = holder(row(label(title, "strong"), None, *buttons))
        head.setFixedHeight(style.look().px(HEAD_HEIGHT))
        pane = TablePane(table, quiet_empty(nothing))
        pane.setMinimumHeight(style.look().px(LEAST_LIST))
        return holder(column(head, pane, spacing=4))

    @Slot(object)
    def _edit_contact(self, contact: Contact) -> None:
        contact_form(self._desk, contact, self).open()

    def _remove_contact(self) -> None:
        contact = self.contacts.current()
        if contact is not None:
            self._desk.session.do(RemoveRecord(CONTACTS, contact))

    @Slot(object)
    def _open_site(self, site: Customer) -> None:
        self._desk.go("customers", site.id)
