"""The kinds of records: each with its table, its name on the shelf, and the words by which messages call it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, Generic, TypeVar
from uuid import UUID

from sqlalchemy import Column, Table
from sqlmodel import SQLModel

from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.core.records import Record
from visitplanner.domain.customers.customers import Company, Contact, ContractChange, Customer, Group, Park, account_printed
from visitplanner.domain.customers.wishes import Wish
from visitplanner.domain.follow_ups.follow_ups import FollowUp, FollowUpEntry
from visitplanner.domain.lists.sought import sought
from visitplanner.domain.loads.loads import LoadRecord
from visitplanner.domain.staff.staff import Assignment, Person
from visitplanner.domain.visits.visits import Visit
from visitplanner.services.core.codec import codec
from visitplanner.store.tables import customers, follow_ups, loads, settings, staff, visits, wishes

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting(Record):
    """One setting of the office, any JSON value by key."""

    key: str
    value: Any


@dataclass(frozen=True, eq=False)
class Kind(Generic[R]):
    """One kind of record.

    noun: what a message calls it. label: what a message calls this very one. order: the fields lists are sorted by.
    subject: its ids stand in the table of subjects too. sought: the text a search looks through; kept in a column of that
    name beside the record's own.
    """

    row: type[SQLModel]
    record: type[R]
    noun: Message
    label: Callable[[R], Message]
    order: tuple[str, ...]
    subject: bool = False
    sought: Callable[[R], str] | None = None
    names: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "names", tuple(each.name for each in fields(self.record)))

    @property
    def table(self) -> Table:
        return self.row.__table__  # pyright: ignore[reportAttributeAccessIssue]

    @property
    def name(self) -> str:
        return self.table.name

    @property
    def kept(self) -> list[Column[Any]]:
        """The columns a record is made of."""
        return [self.table.c[name] for name in self.names]

    def columns(self, record: R) -> dict[str, Any]:
        """The record as a row."""
        row = {name: getattr(record, name) for name in self.names}
        return row if self.sought is None else {**row, "sought": self.sought(record)}

    def made(self, row: Sequence[Any]) -> R:
        """The record of a row of the columns `kept`."""
        return self.record(**dict(zip(self.names, row, strict=True)))

    def plain(self, record: R) -> dict[str, Any]:
        """The record as the journal keeps it: JSON values by field name."""
        return codec(self.record).plain(record)

    def read(self, plain: dict[str, Any]) -> R:
        """The record of a journal's entry."""
        return codec(self.record).value(plain)


GROUPS = Kind(
    row=customers.GroupRow,
    record=Group,
    noun=said("a group"),
    label=lambda group: said("the group “{name}”", name=group.name),
    order=("name",),
    subject=True,
)
COMPANIES = Kind(
    row=customers.CompanyRow,
    record=Company,
    noun=said("a company"),
    label=lambda company: said("the company “{name}”", name=company.name),
    order=("name",),
    sought=sought,
)
PARKS = Kind(
    row=customers.ParkRow,
    record=Park,
    noun=said("an industrial park"),
    label=lambda park: said("the industrial park “{name}”", name=park.name),
    order=("name",),
    subject=True,
)
CUSTOMERS = Kind(
    row=customers.CustomerRow,
    record=Customer,
    noun=said("a customer"),
    label=lambda customer: said(
        "the customer “{name}” ({account})", name=customer.name, account=account_printed(customer.account)
    ),
    order=("account",),
    subject=True,
    sought=sought,
)
CONTACTS = Kind(
    row=customers.ContactRow,
    record=Contact,
    noun=said("a contact"),
    label=lambda contact: said("the contact “{name}”", name=contact.name),
    order=("customer_id", "name"),
)
CONTRACT_CHANGES = Kind(
    row=customers.ContractChangeRow,
    record=ContractChange,
    noun=said("a change of contract"),
    label=lambda change: said("the change of contract on {day}", day=change.effective_on),
    order=("customer_id", "effective_on"),
)
PEOPLE = Kind(
    row=staff.PersonRow,
    record=Person,
    noun=said("a person"),
    label=lambda person: said("the person “{name}”", name=person.name),
    order=("name",),
)
ASSIGNMENTS = Kind(
    row=staff.AssignmentRow,
    record=Assignment,
    noun=said("an assignment"),
    label=lambda assignment: said("the assignment from {day} on", day=assignment.begins_on),
    order=("begins_on", "subject_id"),
)
VISITS = Kind(
    row=visits.VisitRow,
    record=Visit,
    noun=said("a visit"),
    label=lambda visit: said("the visit of {day}", day=visit.day),
    order=("day", "slot"),
)
FOLLOW_UPS = Kind(
    row=follow_ups.FollowUpRow,
    record=FollowUp,
    noun=said("an issue"),
    label=lambda issue: said("the issue “{text}”", text=issue.text[:40]),
    order=("due_on", "raised_on"),
)
FOLLOW_UP_ENTRIES = Kind(
    row=follow_ups.FollowUpEntryRow,
    record=FollowUpEntry,
    noun=said("an entry of an issue’s log"),
    label=lambda entry: said("the entry of {at} in an issue’s log", at=entry.at),
    order=("follow_up_id", "at"),
)
LOADS = Kind(
    row=loads.LoadRow,
    record=LoadRecord,
    noun=said("a load"),
    label=lambda load: said("the load from {first} to {last}", first=load.first_on, last=load.last_on),
    order=("customer_id", "first_on"),
)
WISHES = Kind(
    row=wishes.WishRow,
    record=Wish,
    noun=said("a wish"),
    label=lambda wish: said("the wish about visiting days"),
    order=("subject_id",),
)
SETTINGS = Kind(
    row=settings.SettingRow,
    record=Setting,
    noun=said("a setting"),
    label=lambda setting: said("the setting {key}", key=setting.key),
    order=("key",),
)

KINDS: tuple[Kind[Any], ...] = (
    GROUPS,
    COMPANIES,
    PARKS,
    CUSTOMERS,
    CONTACTS,
    CONTRACT_CHANGES,
    PEOPLE,
    ASSIGNMENTS,
    VISITS,
    FOLLOW_UPS,
    FOLLOW_UP_ENTRIES,
    LOADS,
    WISHES,
    SETTINGS,
)
BY_NAME: dict[str, Kind[Any]] = {kind.name: kind for kind in KINDS}

Key = tuple[str, UUID]
"""A record among all: its kind's name and its id."""
