"""Lists of customers, filtered, sorted and handed out in parts by the store: what is read is what is shown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeVar
from uuid import UUID

from visitplanner.domain.core.errors import Unknown
from visitplanner.domain.core.messages import Message
from visitplanner.domain.core.supply import OPTION_NAMES, VOLTAGE_NAMES
from visitplanner.domain.core.texts import digits_of, search_key, sought_in
from visitplanner.domain.customers.customers import (
    COMPANIES,
    CONTACTS,
    CUSTOMERS,
    GROUPS,
    PARKS,
    Company,
    Customer,
    Group,
    Park,
    contact_sought,
)
from visitplanner.domain.programme.assignments import in_force
from visitplanner.domain.programme.programme import CapacityMeasure
from visitplanner.domain.programme.thresholds import large_by_sum_only
from visitplanner.domain.staff.staff import ASSIGNMENTS, PEOPLE, Person, Role
from visitplanner.domain.visits.visits import OPEN_STATES, VISITS, Visit, VisitState
from visitplanner.services.core.conditions import AnyOf, Between, Condition, Containing, NamedBy, Not, Total
from visitplanner.services.core.pages import Behind, Either, Fits, Newest, Page, Sorted, Term
from visitplanner.services.core.subjects import Subjects
from visitplanner.services.core.work import Work, kept
from visitplanner.services.customers.groups import Leading
from visitplanner.services.programme.counting import assignments_since, programme_of

C = TypeVar("C")
MANY = 1000
"""So many customers at once, and all assignments are read instead of theirs."""
ONE_DAY = dt.timedelta(days=1)
HELD_ON, HELD = "held_on", {"state": VisitState.DONE}
CONTRACTED = ("regular_kw", "half_peak_kw", "saturday_kw", "off_peak_kw")
LARGEST_FIRST = ("-regular_kw", "account")


class WhichCustomers(StrEnum):
    """Which customers a list shows. LARGE: at or above the threshold. BY_SUM: only by the sum of contracts, an open question.

    UNASSIGNED: large, and nobody looks after them.
    """

    ALL = "all"
    LARGE = "large"
    BY_SUM = "by_sum"
    GROUPS = "groups"
    PARKS = "parks"
    UNASSIGNED = "unassigned"


class CustomerOrder(StrEnum):
    """By what a list of customers is sorted; LARGE: the large ones, those by sum only, the others. Visits: by their days."""

    ACCOUNT = "account"
    NAME = "name"
    GROUP = "group"
    TOWNSHIP = "township"
    KW = "kw"
    LARGE = "large"
    VOLTAGE = "voltage"
    OPTION = "option"
    SPECIALIST = "specialist"
    LAST_VISIT = "last_visit"
    NEXT_VISIT = "next_visit"


@dataclass(frozen=True, slots=True)
class CustomerRow:
    """One customer in a list. is_large: at or above the threshold today; large_by_sum: it would be under the sum of contracts.

    last_visit_on: when it was visited last, as recorded, else as its list said. next_visit: the first from today on.
    """

    customer: Customer
    company: Company
    group: Group | None
    park: Park | None
    specialist: Person | None
    is_large: bool
    large_by_sum: bool
    last_visit_on: dt.date | None
    next_visit: Visit | None


@dataclass(frozen=True)
class CustomerList:
    """All customers, the largest contract first; `text`: only those in which every word of it is found somewhere.

    limit, offset: a part of them. say: in which language names of voltages and options are looked for. which: fewer of them.
    sort: another order (of equals the account number decides); whoever has nothing there comes last, also `descending`.
    """

    text: str = ""
    limit: int | None = None
    offset: int = 0
    say: Callable[[Message], str] = field(default=str, compare=False)
    which: WhichCustomers = WhichCustomers.ALL
    sort: CustomerOrder | None = None
    descending: bool = False

    def answer(self, work: Work) -> list[CustomerRow]:
        programme, order = programme_of(work), self._order(work)
        found = work.shelf(CUSTOMERS).find(*self.conditions(work), page=Page(order, self.limit, self.offset))
        subjects = Subjects(work, (), known=found)
        looking_after = Leading(work, Role.SPECIALIST, None if len(found) > MANY else found)
        by_sum = {customer.id for customer in large_by_sum_only(programme, found, work.today)}
        held, coming = _visited(work, found)
        return [
            CustomerRow(
                customer,
                subjects.company_of(customer),
                subjects.group_of(customer),
                subjects.park_of(customer),
                looking_after.person(customer.id),
                programme.is_large(customer.contracts, work.today),
                customer.id in by_sum,
                held.get(customer.id, customer.last_visit_on),
                coming.get(customer.id),
            )
            for customer in found
        ]

    def conditions(self, work: Work) -> list[Condition]:
        """What a customer of the list fulfils."""
        return [*_containing(work, self.text.split(), self.say), *_chosen(work, self.which)]

    def _order(self, work: Work) -> tuple[str | Sorted, ...]:
        if self.sort is None:
            return LARGEST_FIRST
        terms = _terms(work, self.sort)
        return (*(Sorted(term, self.descending) for term in terms), "account")


@dataclass(frozen=True, slots=True)
class CustomerPage:
    """A part of a list. fitting: how many the whole list has. kept, large, by_sum: of all customers, whatever is looked for."""

    rows: list[CustomerRow]
    fitting: int
    kept: int
    large: int
    by_sum: int


@dataclass(frozen=True)
class CustomerPageOf:
    """A part of a list with the figures that stand above it."""

    wanted: CustomerList

    def answer(self, work: Work) -> CustomerPage:
        shelf, wanted = work.shelf(CUSTOMERS), self.wanted
        rows = wanted.answer(work)
        return CustomerPage(
            rows=rows,
            fitting=Page((), wanted.limit, wanted.offset).total(len(rows), lambda: shelf.count(*wanted.conditions(work))),
            kept=kept(work, CUSTOMERS),
            large=shelf.count(*_chosen(work, WhichCustomers.LARGE)),
            by_sum=shelf.count(*_chosen(work, WhichCustomers.BY_SUM)),
        )


def _chosen(work: Work, which: WhichCustomers) -> Sequence[Condition]:
    """The conditions of a choice, as `Programme.is_large` and `large_by_sum_only` judge one customer."""
    programme = programme_of(work)
    kw = programme.threshold_kw(work.today)
    by_sum = Total(CONTRACTED, Between(kw))
    regular = programme.choices.capacity is CapacityMeasure.REGULAR
    large: Condition = AnyOf(regular_kw=Between(kw)) if regular else by_sum
    chosen: dict[WhichCustomers, Sequence[Condition]] = {
        WhichCustomers.ALL: [],
        WhichCustomers.LARGE: [large],
        WhichCustomers.BY_SUM: [AnyOf(regular_kw=Between(None, kw - 1)), by_sum],
        WhichCustomers.GROUPS: [AnyOf(company_id=NamedBy(COMPANIES, "id", group_id=Not(None)))],
        WhichCustomers.PARKS: [AnyOf(park_id=Not(None))],
        WhichCustomers.UNASSIGNED: [large, AnyOf(id=Not(NamedBy(ASSIGNMENTS, "subject_id", **_looking_after(work))))],
    }
    return chosen[which]


def _looking_after(work: Work) -> dict[str, Any]:
    """What an assignment fulfils that makes somebody a customer's specialist today, as `in_force` says."""
    left = NamedBy(PEOPLE, "id", leaves_on=Between(None, work.today - ONE_DAY))
    days = {"begins_on": Between(None, work.today), "ends_on": Between(work.today, or_none=True)}
    return {"role": Role.SPECIALIST, "proposed": False, "person_id": Not(left), **days}


def _visited(work: Work, customers: Sequence[Customer]) -> tuple[dict[UUID, dt.date], dict[UUID, Visit]]:
    """The day of each customer's own last recorded visit, and its own next visit."""
    shelf, ids = work.shelf(VISITS), [customer.id for customer in customers]
    held = {visit.subject_id: visit.held_on for visit in shelf.newest("subject_id", ids, HELD_ON, **HELD)}
    coming: dict[UUID, Visit] = {}
    for visit in shelf.find(subject_id=ids, **_coming(work)):
        coming.setdefault(visit.subject_id, visit)
    return {ident: day for ident, day in held.items() if day is not None}, coming


def _coming(work: Work) -> dict[str, Any]:
    return {"state": OPEN_STATES, "day": Between(work.today)}


def _terms(work: Work, sort: CustomerOrder) -> tuple[Term, ...]:
    if sort is CustomerOrder.LAST_VISIT:
        return (Either((Newest(VISITS, "subject_id", HELD_ON, (f"-{HELD_ON}",), **HELD), "last_visit_on")),)
    if sort is CustomerOrder.NEXT_VISIT:
        return (Newest(VISITS, "subject_id", "day", VISITS.order, **_coming(work)),)
    if sort is CustomerOrder.LARGE:
        return tuple(Fits(*_chosen(work, which)) for which in (WhichCustomers.LARGE, WhichCustomers.BY_SUM))
    if sort is CustomerOrder.GROUP:
        return (Behind("company_id", (COMPANIES,), Behind("group_id", (GROUPS,), "name")),)
    if sort is CustomerOrder.SPECIALIST:
        person = Behind("person_id", (PEOPLE,), "name")
        return (Newest(ASSIGNMENTS, "subject_id", person, ("-begins_on", "-ends_on"), **_looking_after(work)),)
    return ("regular_kw" if sort is CustomerOrder.KW else sort.value,)


def _containing(work: Work, words: Sequence[str], say: Callable[[Message], str]) -> list[AnyOf]:
    """For each word: in the customer's own words, or those of company, group, park, specialist or a contact, or in the names of
    its voltage, tariff option and line of business, it stands somewhere."""
    keys = [search_key(word) for word in words]
    if not keys:
        return []
    groups, parks = work.shelf(GROUPS).find(), work.shelf(PARKS).find()
    looked_after, with_contact = _looked_after(work, keys), _with_contacts(work, keys)
    in_groups = {key: [group.id for group in groups if key in search_key(group.name)] for key in keys}
    of_groups = {ident for idents in in_groups.values() for ident in idents}
    owners = work.shelf(COMPANIES).find(AnyOf(*({"sought": Containing(key)} for key in keys), group_id=of_groups))
    found: list[AnyOf] = []
    for key in keys:
        companies = [one.id for one in owners if one.group_id in in_groups[key] or key in sought_in(one.name, one.tax_id)]
        in_parks = [park.id for park in parks if key in search_key(park.name)]
        own = [*looked_after[key], *with_contact[key]]
        named = _named(VOLTAGE_NAMES, key, say), _named(OPTION_NAMES, key, say)
        found.append(
            AnyOf(
                sought=Containing(key),
                company_id=companies,
                park_id=in_parks,
                id=own,
                voltage=named[0],
                option=named[1],
                sector=_sectors(work, key),
            )
        )
    return found


def _with_contacts(work: Work, keys: Sequence[str]) -> dict[str, list[UUID]]:
    """By word: the customers with a contact in whose name, mail address or number, with hyphens or without, it stands."""
    forms = {key: {key, digits_of(key)} - {""} for key in keys}
    anywhere = AnyOf(*({"sought": Containing(form)} for of_one in forms.values() for form in of_one))
    searched = [(contact.customer_id, contact_sought(contact)) for contact in work.shelf(CONTACTS).find(anywhere)]
    return {key: [owner for owner, text in searched if any(form in text for form in forms[key])] for key in keys}


def _named(names: Mapping[C, Message], key: str, say: Callable[[Message], str]) -> list[C]:
    return [each for each, name in names.items() if key in search_key(say(name))]


def _sectors(work: Work, key: str) -> list[str]:
    """The codes of the lines of business in whose names a word stands."""
    if key.isascii():
        return []
    try:
        names = work.known.tariffs().coefficients.names
    except Unknown:
        return []
    return [code for code, name in names.items() if any(key in called for called in _called(name))]


def _called(name: str) -> tuple[str, ...]:
    """A line of business as the list prints it and as people say it: 鋼鐵製造業 is 鋼鐵業 to everybody."""
    return search_key(name), search_key(name.replace("製品製造業", "業")), search_key(name.replace("製造業", "業"))


def _looked_after(work: Work, keys: Sequence[str]) -> dict[str, list[UUID]]:
    """By word: whom those specialists look after today in whose names it stands."""
    people = work.shelf(PEOPLE).find()
    named = {key: {person.id for person in people if key in search_key(person.name)} for key in keys}
    anybody = set[UUID]().union(*named.values())
    if not anybody:
        return {key: [] for key in keys}
    theirs = assignments_since(work, work.today, role=Role.SPECIALIST, person_id=anybody)
    rivals = assignments_since(work, work.today, role=Role.SPECIALIST, subject_id={one.subject_id for one in theirs})
    held = in_force(rivals, work.today, {person.id: person for person in people}).values()
    return {key: [one.subject_id for one in held if one.person_id in ids] for key, ids in named.items()}
