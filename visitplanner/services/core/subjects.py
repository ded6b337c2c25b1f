"""Whom a visit is paid to, whatever kind: a group, a customer, a park, by one name and the sites that belong to it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from visitplanner.domain.core.errors import Unknown
from visitplanner.domain.core.messages import said
from visitplanner.domain.customers.customers import Company, Customer, Group, Park
from visitplanner.domain.visits.visits import SubjectKind
from visitplanner.services.core.work import Work


@dataclass(frozen=True, slots=True)
class Subject:
    """kind: GROUP, PARK or LARGE (any single customer). sites: its 電號, the largest contract first."""

    kind: SubjectKind
    id: UUID
    name: str
    township: str
    sites: tuple[Customer, ...]

    @property
    def account(self) -> str:
        """The 電號 of a single customer, of a group or park that of its largest site, empty without a site."""
        return self.sites[0].account if self.sites else ""


class Subjects:
    """All subjects of the office, read once in a transaction."""

    def __init__(self, work: Work) -> None:
        self.companies: dict[UUID, Company] = {company.id: company for company in work.companies.find()}
        self.customers: dict[UUID, Customer] = {customer.id: customer for customer in work.customers.find()}
        self.groups: dict[UUID, Group] = {group.id: group for group in work.groups.find()}
        self.parks: dict[UUID, Park] = {park.id: park for park in work.parks.find()}
        self._by_account = {customer.account: customer for customer in self.customers.values()}
        self._sites: dict[UUID, list[Customer]] = defaultdict(list)
        for customer in sorted(self.customers.values(), key=lambda site: (-site.regular_kw, site.account)):
            group = self.companies[customer.company_id].group_id
            for owner in (group, customer.park_id):
                if owner is not None:
                    self._sites[owner].append(customer)

    def get(self, ident: UUID) -> Subject:
        """The subject of an id; raises `Unknown`."""
        if ident in self.customers:
            site = self.customers[ident]
            return Subject(SubjectKind.LARGE, ident, site.name, site.township, (site,))
        sites = tuple(self._sites.get(ident, ()))
        if ident in self.groups:
            township = sites[0].township if sites else ""
            return Subject(SubjectKind.GROUP, ident, self.groups[ident].name, township, sites)
        if ident in self.parks:
            park = self.parks[ident]
            township = park.township or (sites[0].township if sites else "")
            return Subject(SubjectKind.PARK, ident, park.name, township, sites)
        raise Unknown(said("There is no such customer, group or park: {ident}.", ident=str(ident)))

    def name(self, ident: UUID) -> str:
        """The subject's name; of one that was removed since, its id."""
        try:
            return self.get(ident).name
        except Unknown:
            return str(ident)

    def related(self, ident: UUID) -> frozenset[UUID]:
        """Every subject whose visits and cases concern this one: of a customer its group and park, of these their sites.

        Raises `Unknown`.
        """
        if ident in self.customers:
            return frozenset(self.of_account(self.customers[ident].account))
        return frozenset({ident, *(site.id for site in self.get(ident).sites)})

    def by_account(self, account: str) -> Customer:
        """The customer of a 電號, with or without hyphens; raises `Unknown`."""
        digits = "".join(sign for sign in account if sign.isdecimal())
        if digits not in self._by_account:
            raise Unknown(
                said("There is no customer with the account number {account}.", account=account),
                mend=said("Look the number up with `visitplanner customers --filter TEXT`."),
            )
        return self._by_account[digits]

    def company_of(self, ident: UUID) -> str:
        """What a subject belongs to: a group itself, a customer its group or else its company; empty for a park."""
        if ident in self.groups:
            return str(ident)
        if ident not in self.customers:
            return ""
        company = self.companies[self.customers[ident].company_id]
        return str(company.group_id or company.id)

    def group_of(self, customer: Customer) -> Group | None:
        group = self.companies[customer.company_id].group_id
        return self.groups.get(group) if group else None

    def of_account(self, account: str) -> set[UUID]:
        """The ids of the customer, its group and its park: every subject whose visits concern this 電號."""
        customer = self.by_account(account)
        group = self.companies[customer.company_id].group_id
        return {ident for ident in (customer.id, group, customer.park_id) if ident is not None}


@dataclass(frozen=True, slots=True)
class AccountSubject:
    """The id of the customer of a 電號."""

    account: str

    def answer(self, work: Work) -> UUID:
        return Subjects(work).by_account(self.account).id


@dataclass(frozen=True, slots=True)
class SubjectsOfAccount:
    """The ids of the customer of a 電號, its group and its park."""

    account: str

    def answer(self, work: Work) -> frozenset[UUID]:
        return frozenset(Subjects(work).of_account(self.account))
