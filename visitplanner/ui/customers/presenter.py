"""What the customers' page decides: which list, which card, what a filter lets through."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from visitplanner.domain.core.messages import Message
from visitplanner.domain.customers.customers import Customer
from visitplanner.domain.customers.wishes import Wish
from visitplanner.domain.programme.assignments import in_force
from visitplanner.domain.staff.staff import Role
from visitplanner.domain.visits.visits import SubjectKind
from visitplanner.services.advice.over_contract import BilledPictureOf
from visitplanner.services.core.ports import Office
from visitplanner.services.core.today import Today
from visitplanner.services.customers.customer_lists import CustomerList, CustomerOrder, CustomerPage, CustomerPageOf
from visitplanner.services.customers.customers import CustomerCard, CustomerOf
from visitplanner.services.customers.groups import GroupList, ParkList
from visitplanner.services.customers.wishes import WishOf
from visitplanner.services.loads.loads import KeptLoad, LoadOf
from visitplanner.services.loads.pictures import LoadPicture
from visitplanner.services.programme.obligations import DueList, DueRow, ProgrammeInForce
from visitplanner.services.story.story import Story, StoryOf
from visitplanner.services.visits.visits import VisitList, VisitRow
from visitplanner.ui.core.paged_rows import Wanted
from visitplanner.ui.core.session import Owned


class ListView(Protocol):
    """What shows the list of customers."""

    def show_part(self, wanted: Wanted, page: CustomerPage) -> None:
        """Show the rows that were asked for."""
        ...


class ListPresenter:
    """Asks for parts of the list of customers."""

    def __init__(self, session: Owned, view: ListView, say: Callable[[Message], str]) -> None:
        self._session = session
        self._view = view
        self._say = say

    def ask(self, wanted: Wanted) -> None:
        """Ask for the rows a table wants."""
        sort = CustomerOrder(wanted.sort) if wanted.sort else None
        part = CustomerList(wanted.text, wanted.count, wanted.first, self._say, wanted.which, sort, wanted.descending)
        self._session.ask(CustomerPageOf(part), lambda page: self._view.show_part(wanted, page))


@dataclass(frozen=True)
class CardFacts:
    """Everything a card shows. card: of a single customer, None for a group or park. person: who looks after it. due: what is
    owed to it, its group and park, or to the sites of these."""

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
    story: Story
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
        due=office.ask(DueList(year, frozenset({*about, *(site.id for site in sites)}))),
        visits=office.ask(VisitList(subject_ids=frozenset(about)))[::-1],
        load=load,
        picture=office.ask(BilledPictureOf(site, load.load)) if site is not None and load is not None else None,
        story=office.ask(StoryOf(ident)),
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
    people = {row.person.id: row.person for row in card.assignments}
    held = in_force((row.assignment for row in card.assignments), office.ask(Today()), people).get((ident, Role.SPECIALIST))
    return SubjectKind.LARGE, card.customer.name, card, (card.customer,), people[held.person_id].name if held else ""
