"""Enterprise customers: the 電號 with its contract, the company and group behind it, the park around it, the people in it."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from uuid import UUID

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.fields import Reference, Words
from visitplanner.domain.core.kinds import Kind, RecordField
from visitplanner.domain.core.messages import said
from visitplanner.domain.core.records import Record
from visitplanner.domain.core.supply import TariffOption, Voltage
from visitplanner.domain.core.texts import digits_of, sought_in

EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
DIVISIONS = frozenset(
    f"{number:02}"
    for first, last in ((1, 3), (5, 6), (8, 39), (41, 43), (45, 56), (58, 88), (90, 96))
    for number in range(first, last + 1)
)
"""The two-digit divisions of the Standard Industrial Classification, 11th revision (主計總處 行業統計分類, 110年1月)."""


@dataclass(frozen=True, slots=True)
class Contracts:
    """Contracted power in whole kW: 經常, 半尖峰 (or 非夏月), 週六半尖峰, 離峰."""

    regular_kw: int
    half_peak_kw: int = 0
    saturday_kw: int = 0
    off_peak_kw: int = 0

    @property
    def sum_kw(self) -> int:
        return self.regular_kw + self.half_peak_kw + self.saturday_kw + self.off_peak_kw


@dataclass(frozen=True, slots=True, kw_only=True)
class Group(Record):
    """集團: companies visited together, twice a year, by a team (plan 伍一(二)1)."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Company(Record):
    """A legal person; several 電號 may be its. `tax_id` is 統一編號, eight digits or empty."""

    name: str
    tax_id: str = ""
    group_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Park(Record):
    """工業區: a customer of its own kind, visited once a year."""

    name: str
    township: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer(Record):
    """One 電號.

    account: eleven digits without hyphens. sector: three digits of 行業代碼 or empty. last_visit_on: the last visit
    known from before this program. visit_anyway: why it is visited though no rule asks (「等」 in clause 伍一(二)2).
    only_regular_known: its list had no columns for the other contracts, so that 0 there means not known.
    """

    account: str
    name: str
    company_id: UUID
    voltage: Voltage
    option: TariffOption
    regular_kw: int
    half_peak_kw: int = 0
    saturday_kw: int = 0
    off_peak_kw: int = 0
    supply_kv: str = ""
    sector: str = ""
    address: str = ""
    township: str = ""
    park_id: UUID | None = None
    last_visit_on: dt.date | None = None
    visit_anyway: str = ""
    notes: str = ""
    only_regular_known: bool = False

    @property
    def contracts(self) -> Contracts:
        return Contracts(self.regular_kw, self.half_peak_kw, self.saturday_kw, self.off_peak_kw)


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractChange(Record):
    """The contracts a customer had until the day before `effective_on`; newer ones stand in the next change or the customer."""

    customer_id: UUID
    effective_on: dt.date
    before: Contracts
    after: Contracts


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact(Record):
    """A person at the customer's; personal data, left out of public papers. Without a name: the switchboard's number (總機)."""

    customer_id: UUID
    name: str = ""
    phone: str = ""
    email: str = ""


def account_printed(account: str) -> str:
    """The 電號 as bills print it: `05123456789` → `05-12-3456-78-9`; anything but eleven digits comes back unchanged."""
    if len(account) != 11 or not account.isdecimal():
        return account
    return f"{account[:2]}-{account[2:4]}-{account[4:8]}-{account[8:10]}-{account[10:]}"


def checked_contact(contact: Contact) -> Contact:
    """The contact; raises `Refused` when nothing is known of it, or for an e-mail address that is none."""
    if contact.email and not EMAIL.fullmatch(contact.email):
        raise Refused(said("This is not an e-mail address."), field="email")
    if not (contact.name or contact.phone or contact.email):
        raise Refused(said("A contact needs a name, a telephone number or a mail address."), field="name")
    return contact


def contact_sought(contact: Contact) -> str:
    """What a search looks through; a number with its hyphens and without."""
    return sought_in(contact.name, contact.phone, digits_of(contact.phone), contact.email)


GROUPS = Kind(
    name="groups",
    record=Group,
    noun=said("a group"),
    plural=said("Groups"),
    label=lambda group: said("the group “{name}”", name=group.name),
    order=("name",),
    topic="customers",
    subject=True,
)
COMPANIES = Kind(
    name="companies",
    record=Company,
    noun=said("a company"),
    label=lambda company: said("the company “{name}”", name=company.name),
    order=("name",),
    topic="customers",
    sought=lambda company: sought_in(company.name, company.tax_id),
)
PARKS = Kind(
    name="parks",
    record=Park,
    noun=said("an industrial park"),
    plural=said("Industrial parks"),
    label=lambda park: said("the industrial park “{name}”", name=park.name),
    order=("name",),
    topic="customers",
    subject=True,
    fields=(RecordField("name", said("Name"), Words()), RecordField("township", said("Township"), Words())),
)
CUSTOMERS = Kind(
    name="customers",
    record=Customer,
    noun=said("a customer"),
    plural=said("Customers"),
    label=lambda customer: said(
        "the customer “{name}” ({account})", name=customer.name, account=account_printed(customer.account)
    ),
    named=lambda customer: (
        f"{customer.name} {account_printed(customer.account)}",
        customer.name,
        customer.account,
        account_printed(customer.account),
    ),
    order=("account",),
    subject=True,
    sought=lambda customer: sought_in(
        customer.account,
        account_printed(customer.account),
        customer.name,
        customer.township,
        customer.address,
        customer.sector,
        customer.notes,
        customer.visit_anyway,
    ),
)
CONTACTS = Kind(
    name="contacts",
    record=Contact,
    noun=said("a contact"),
    plural=said("Contacts"),
    label=lambda contact: said("the contact “{name}”", name=contact.name or contact.phone or contact.email),
    named=lambda contact: tuple(text for text in (contact.name, contact.phone, contact.email) if text),
    order=("customer_id", "name"),
    topic="customers",
    sought=contact_sought,
    fields=(
        RecordField("customer_id", said("Customer"), Reference((CUSTOMERS,))),
        RecordField("name", said("Full name"), Words()),
        RecordField("phone", said("Telephone"), Words()),
        RecordField("email", said("E-mail"), Words()),
    ),
    check=checked_contact,
)
CONTRACT_CHANGES = Kind(
    name="contract_changes",
    record=ContractChange,
    noun=said("a change of contract"),
    label=lambda change: said("the change of contract on {day}", day=change.effective_on),
    order=("customer_id", "effective_on"),
    topic="customers",
)
