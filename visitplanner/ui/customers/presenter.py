"""What the customers' page decides: which list, which card, what a filter lets through."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from visitplanner.domain.core.messages import Message
from visitplanner.domain.customers.customers import Customer
from visitplanner.domain.customers.wishes import Wish
from visitplanner.domain.visits.visits import SubjectKind
from visitplanner.services.advice.over_contract import BilledPictureOf
from visitplanner.services.core.ports import Office
from visitplanner.services.core.today import Today
from visitplanner.services.customers.customers import CustomerCard, CustomerList, CustomerOf, CustomerRow, CustomersFound
from visitplanner.services.customers.groups import GroupList, ParkList
from visitplanner.services.customers.wishes import WishOf
from visitplanner.services.loads.loads import KeptLoad, LoadOf
from visitplanner.services.loads.pictures import LoadPicture
from visitplanner.services.programme.obligations import DueList, DueRow, ProgrammeInForce
from visitplanner.services.visits.visits import VisitList, VisitRow
from visitplanner.ui.core.session import Owned


class WhichCustomers(StrEnum):
    """Which customers the list shows."""

    ALL = "all"
    LARGE = "large"
    BY_SUM = "by_sum"
    GROUPS = "groups"
    PARKS = "parks"
    UNASSIGNED = "unassigned"


FILTERS: dict[WhichCustomers, Callable[[CustomerRow], bool] | None] = {
    WhichCustomers.ALL: None,
    WhichCustomers.LARGE: lambda row: row.is_large,
    WhichCustomers.BY_SUM: lambda row: row.large_by_sum,
    WhichCustomers.GROUPS: lambda row: row.group is not None,
    WhichCustomers.PARKS: lambda row: row.park is not None,
    WhichCustomers.UNASSIGNED: lambda row: row.is_large and row.specialist is None,
}


class ListView(Protocol):
    """What shows the list of customers."""

    def show_customers(self, rows: Sequence[CustomerRow]) -> None:
        """Show these rows instead of those before."""
        ...

    def show_found(self, text: str, found: frozenset[UUID]) -> None:
        """Show those too that were found for a text."""
        ...


class ListPresenter:
    """Asks for the list of customers."""

    def __init__(self, session: Owned, view: ListView, say: Callable[[Message], str]) -> None:
        self._session = session
        self._view = view
        self._say = say

    def refresh(self) -> None:
        """Ask again."""
        self._session.ask(CustomerList(), self._view.show_customers)

    def search(self, text: str) -> None:
        """Ask in whose contacts, notes and names a text is found."""
        self._session.ask(CustomersFound(text, self._say), lambda found: self._view.show_found(text, found))


@dataclass(frozen=True)
class CardFacts:
    """Everything a card shows. card: of a single customer, None for a group or park. person: who looks after it."""

    subject_id: UUID
    kind: SubjectKind
    name: str
    card: CustomerCard | None
    sites: Sequence[Customer]
    person: str
    due: Sequence[DueRow]
    visits: Sequence[VisitRow]
    load: KeptLoad | None
    picture: LoadPicture | None
    wish: Wish | None = None


class CardView(Protocol):
    """What shows one card."""

    def show_card(self, facts: CardFacts) -> None:
        """Show this card instead of the one before."""
        ...


class CardPresenter:
    """Shows one subject; another one may be asked for before the first has arrived."""

    def __init__(self, session: Owned, view: CardView) -> None:
        self._session = session
        self._view = view
        self.subject_id: UUID | None = None

    def show(self, subject_id: UUID) -> None:
        """Show another subject."""
        self.subject_id = subject_id
        self.refresh()

    def refresh(self) -> None:
        """Ask for the card shown again; nothing while none is."""
        wanted = self.subject_id
        if wanted is not None:
            self._session.work(lambda office, _progress, _stop: card_facts(office, wanted), self._arrived)

    def _arrived(self, facts: CardFacts) -> None:
        if facts.subject_id == self.subject_id:
            self._view.show_card(facts)


def card_facts(office: Office, ident: UUID) -> CardFacts:
    """A customer's, group's or park's card; raises `Unknown`."""
    kind, name, card, sites, person = subject(office, ident)
    about = {ident}
    if card is not None:
        about |= {each.id for each in (card.group, card.park) if each is not None}
    year = office.ask(ProgrammeInForce()).year_of(office.ask(Today()))
    loads = ((site, office.ask(LoadOf(site.id))) for site in sites)
    site, load = next(((site, load) for site, load in loads if load is not None), (None, None))
    return CardFacts(
        subject_id=ident,
        kind=kind,
        name=name,
        card=card,
        sites=sites,
        person=person,
        due=office.ask(DueList(year, frozenset(about))),
        visits=office.ask(VisitList(subject_ids=frozenset(about)))[::-1],
        load=load,
        picture=office.ask(BilledPictureOf(site, load.load)) if site is not None and load is not None else None,
        wish=office.ask(WishOf(ident)),
    )


Subject = tuple[SubjectKind, str, CustomerCard | None, tuple[Customer, ...], str]


def subject(office: Office, ident: UUID) -> Subject:
    """Kind, name, card, sites and person in charge of a customer, group or park."""
    for row in office.ask(GroupList(ident)):
        return SubjectKind.GROUP, row.group.name, None, row.sites, row.leader.name if row.leader else ""
    for park in office.ask(ParkList(ident)):
        return SubjectKind.PARK, park.park.name, None, park.sites, park.specialist.name if park.specialist else ""
    card = office.ask(CustomerOf(ident))
    today = office.ask(Today())
    in_charge = [
        row.person.name
        for row in card.assignments
        if row.assignment.subject_id == ident
        and row.assignment.begins_on <= today
        and (row.assignment.ends_on is None or today <= row.assignment.ends_on)
    ]
    return SubjectKind.LARGE, card.customer.name, card, (card.customer,), in_charge[0] if in_charge else ""
