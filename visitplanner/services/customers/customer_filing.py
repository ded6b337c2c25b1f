"""Puts cleaned lines of a customer list on the shelves: groups, companies, parks and contacts are found again or made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import replace
from uuid import UUID

from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.core.texts import name_key
from visitplanner.domain.customers.customers import (
    COMPANIES,
    CONTACTS,
    CUSTOMERS,
    GROUPS,
    PARKS,
    Company,
    Contact,
    Customer,
    Group,
    Park,
    account_printed,
)
from visitplanner.domain.lists.customer_import import CustomerLine
from visitplanner.services.core.conditions import AnyOf
from visitplanner.services.core.work import Work
from visitplanner.services.customers.contract_changes import write_contract_change

PLAIN_FIELDS = ("name", "voltage", "option", "sector", "address", "township", "notes")
MOST_NAMED = 8
"""Other customers of a company that are named; of more only how many there are."""
CONTRACT_FIELDS = ("regular_kw", "half_peak_kw", "saturday_kw", "off_peak_kw")


class Filing:
    """One import's view of the shelves: of what is kept only what its lines can mean. New records are added together by `close`.

    given: the fields the list has a column for; of a customer that is kept already, only these are taken over.
    """

    def __init__(self, work: Work, lines: Sequence[CustomerLine], given: Collection[str], effective_on: dt.date) -> None:
        self.work = work
        self.given = given
        self.effective_on = effective_on
        listed = work.shelf(CUSTOMERS).find(account={line.account for line in lines})
        self.kept = {customer.account: customer for customer in listed}
        owners, tax_ids = {customer.company_id for customer in listed}, {line.tax_id for line in lines}
        may_be_meant = AnyOf({"id": owners}, {"tax_id": tax_ids | {""}})
        self.companies = {company.id: company for company in work.shelf(COMPANIES).find(may_be_meant)}
        self.by_tax_id = {company.tax_id: company.id for company in self.companies.values() if company.tax_id}
        self.by_name = {name_key(company.name): company.id for company in self.companies.values() if not company.tax_id}
        self.groups = {name_key(group.name): group.id for group in work.shelf(GROUPS).find()}
        self.group_keys = {name_key(group.name): group.name for group in work.shelf(GROUPS).find()}
        self.group_names = {group.id: group.name for group in work.shelf(GROUPS).find()}
        self.parks = {name_key(park.name): park.id for park in work.shelf(PARKS).find()}
        self.park_names = {park.id: park.name for park in work.shelf(PARKS).find()}
        self.contacts = {
            (contact.customer_id, name_key(contact.name)): contact
            for contact in work.shelf(CONTACTS).find(customer_id={one.id for one in listed})
        }
        self.of_customer: dict[UUID, dict[str, Contact]] = {}
        for contact in self.contacts.values():
            self.of_customer.setdefault(contact.customer_id, {})[name_key(contact.name)] = contact
        self.new_groups: list[Group] = []
        self.new_parks: list[Park] = []
        self.new_companies: dict[UUID, Company] = {}
        self.new_customers: list[Customer] = []
        self.new_contacts: list[Contact] = []
        self.doubts: list[tuple[CustomerLine, Message]] = []

    def add(self, line: CustomerLine) -> Customer:
        """A customer that is not kept yet."""
        customer = Customer(
            account=line.account,
            name=line.name,
            company_id=self._company(line),
            voltage=line.voltage,
            option=line.option,
            regular_kw=line.contracts.regular_kw,
            half_peak_kw=line.contracts.half_peak_kw,
            saturday_kw=line.contracts.saturday_kw,
            off_peak_kw=line.contracts.off_peak_kw,
            supply_kv=line.supply_kv,
            sector=line.sector,
            address=line.address,
            township=line.township,
            park_id=self._park(line),
            last_visit_on=line.last_visit_on,
            notes=line.notes,
            only_regular_known=self._only_regular(line),
        )
        self.new_customers.append(customer)
        self._contact(customer, line)
        return customer

    def updated(self, line: CustomerLine) -> Customer:
        """The kept customer as the line would have it; an empty cell or a missing column leaves what is kept. Changes nothing."""
        kept = self.kept[line.account]
        plain = {key: getattr(line, key) for key in PLAIN_FIELDS if getattr(line, key)}
        contracts = {key: getattr(line.contracts, key) for key in CONTRACT_FIELDS if key in self.given}
        known = [day for day in (kept.last_visit_on, line.last_visit_on) if day is not None]
        kv = line.supply_kv or (kept.supply_kv if line.voltage is kept.voltage else "")
        unknown = kept.only_regular_known and self._only_regular(line)
        last = max(known, default=None)
        return replace(kept, **plain, **contracts, supply_kv=kv, last_visit_on=last, only_regular_known=unknown)

    def _only_regular(self, line: CustomerLine) -> bool:
        """Whether neither the list's columns nor the line itself tell of other contracts than the regular one."""
        others = CONTRACT_FIELDS[1:]
        return not any(key in self.given or getattr(line.contracts, key) for key in others)

    def differs(self, line: CustomerLine) -> bool:
        """Whether the line says something else than what is kept."""
        kept = self.kept[line.account]
        company = self.companies[kept.company_id]
        return (
            self.updated(line) != kept
            or bool(line.tax_id and line.tax_id != company.tax_id)
            or bool(line.group and name_key(line.group) != name_key(self.group_names.get(company.group_id or kept.id, "")))
            or bool(line.park and name_key(line.park) != name_key(self.park_names.get(kept.park_id or kept.id, "")))
            or self._contact_is_new(kept, line)
        )

    def update(self, line: CustomerLine) -> Customer:
        """Take a line over into the kept customer; another contract is written down with its date."""
        kept, after = self.kept[line.account], self.updated(line)
        if line.tax_id or line.group:
            after = replace(after, company_id=self._company(line, kept.company_id))
        if line.park:
            after = replace(after, park_id=self._park(line))
        write_contract_change(self.work, kept, after.contracts, self.effective_on)
        if after != kept:
            self._add_owners()
            after = self.work.shelf(CUSTOMERS).change(after)
        self._contact(after, line)
        return after

    def close(self) -> None:
        """Add every record collected."""
        self._add_owners()
        self.work.shelf(CUSTOMERS).add_all(self.new_customers)
        self.work.shelf(CONTACTS).add_all(self.new_contacts)

    def _add_owners(self) -> None:
        """Groups, parks and companies first: customers lean on them."""
        self.work.shelf(GROUPS).add_all(self.new_groups)
        self.work.shelf(PARKS).add_all(self.new_parks)
        for company in self.work.shelf(COMPANIES).add_all(list(self.new_companies.values())):
            self.companies[company.id] = company
        self.new_groups, self.new_parks = [], []
        self.new_companies = {}

    def _company(self, line: CustomerLine, kept: UUID | None = None) -> UUID:
        """The line's company: by 統一編號, else the kept one, else by name. What the line adds to it is written down."""
        ident = self._known_company(line, kept)
        if ident is None:
            return self._new_company(line)
        company, group = self.companies[ident], self._group(line.group)
        after = replace(company, tax_id=company.tax_id or line.tax_id)
        if group is not None and group != company.group_id:
            if company.group_id is None or kept is not None:
                after = replace(after, group_id=group)
            else:
                name = self.group_names[company.group_id]
                self.doubts.append((line, said("The same company stands under {group} already; it stays there.", group=name)))
        if after != company:
            self._rewrite(after)
        return ident

    def _known_company(self, line: CustomerLine, kept: UUID | None) -> UUID | None:
        ident = self.by_tax_id.get(line.tax_id) if line.tax_id else kept or self.by_name.get(name_key(line.company or line.name))
        return kept if ident is None and kept is not None and not self.companies[kept].tax_id else ident

    def moved_along(self, lines: Sequence[CustomerLine]) -> list[tuple[CustomerLine, Message]]:
        """The lines whose group becomes that of the company's other customers too, and what to say of it. Changes nothing.

        Others of whom the list itself says the same group are not named.
        """
        moving: list[tuple[CustomerLine, UUID]] = []
        for line in lines:
            kept = self.kept.get(line.account)
            ident = self._known_company(line, kept.company_id if kept else None)
            company = self.companies.get(ident) if ident and line.group else None
            if company is None or (company.group_id is not None and kept is None):
                continue
            if company.group_id is None or name_key(self.group_names[company.group_id]) != name_key(line.group):
                moving.append((line, company.id))
        said_so = {line.account: name_key(line.group) for line in lines}
        whole: dict[UUID, list[Customer]] = {}
        for customer in self.work.shelf(CUSTOMERS).find(company_id={ident for _, ident in moving}) if moving else ():
            whole.setdefault(customer.company_id, []).append(customer)
        found: list[tuple[CustomerLine, Message]] = []
        for line, ident in moving:
            others = [one for one in whole.get(ident, ()) if said_so.get(one.account) != name_key(line.group)]
            others = [one for one in others if one.account != line.account]
            if others:
                named = "、".join(f"{one.name} {account_printed(one.account)}" for one in others[:MOST_NAMED])
                told = said(
                    "The whole company comes under {group}, its {count} other customers too: {customers}.",
                    group=line.group,
                    count=len(others),
                    customers=named + ("…" if len(others) > MOST_NAMED else ""),
                )
                found.append((line, told))
        return found

    def _rewrite(self, company: Company) -> None:
        self.companies[company.id] = company
        if company.tax_id:
            self.by_tax_id[company.tax_id] = company.id
        if company.id in self.new_companies:
            self.new_companies[company.id] = company
        else:
            self._add_owners()
            self.companies[company.id] = self.work.shelf(COMPANIES).change(company)

    def _new_company(self, line: CustomerLine) -> UUID:
        company = Company(name=line.company or line.name, tax_id=line.tax_id, group_id=self._group(line.group))
        self.companies[company.id] = self.new_companies[company.id] = company
        if line.tax_id:
            self.by_tax_id[line.tax_id] = company.id
        else:
            self.by_name[name_key(line.company or line.name)] = company.id
        return company.id

    def _group(self, name: str) -> UUID | None:
        if not name:
            return None
        if name_key(name) not in self.groups:
            group = Group(name=name)
            self.new_groups.append(group)
            self.groups[name_key(name)] = group.id
            self.group_names[group.id] = name
        return self.groups[name_key(name)]

    def _park(self, line: CustomerLine) -> UUID | None:
        if not line.park:
            return None
        if name_key(line.park) not in self.parks:
            park = Park(name=line.park)
            self.new_parks.append(park)
            self.parks[name_key(line.park)] = park.id
            self.park_names[park.id] = line.park
        return self.parks[name_key(line.park)]

    def _contact_is_new(self, customer: Customer, line: CustomerLine) -> bool:
        return any(self._person_after(customer, line, *person) is not None for person in line.people)

    def _contact(self, customer: Customer, line: CustomerLine) -> None:
        for name, phone, email in line.people:
            after = self._person_after(customer, line, name, phone, email)
            if after is None:
                continue
            if after.version:
                after = self.work.shelf(CONTACTS).change(after)
            else:
                self.new_contacts.append(after)
            self.contacts[customer.id, name_key(after.name)] = after
            self.of_customer.setdefault(customer.id, {})[name_key(after.name)] = after

    def _person_after(self, customer: Customer, line: CustomerLine, name: str, phone: str, email: str) -> Contact | None:
        """The contact as a line would have it, new or changed; None when the line says nothing new of him.

        A number without a name is that of the customer's only contact, else the switchboard's: a contact without a name.
        """
        kept = self.contacts.get((customer.id, name_key(name)))
        others = self.of_customer.get(customer.id, {})
        if kept is None and not name and len(others) == len(line.people) == 1:
            kept = next(iter(others.values()))
        if kept is None:
            return Contact(customer_id=customer.id, name=name, phone=phone, email=email)
        after = replace(kept, phone=phone or kept.phone, email=email or kept.email)
        return after if after != kept else None
