"""Whom a visit is paid to, whatever kind: a group, a customer, a park, by one name and the sites that belong to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from visitplanner.domain.core.errors import Unknown
from visitplanner.domain.core.messages import said
from visitplanner.domain.customers.customers import COMPANIES, CUSTOMERS, GROUPS, PARKS, Company, Customer, Group, Park
from visitplanner.domain.visits.visits import SubjectKind
from visitplanner.services.core.conditions import AnyOf
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
    """Subjects of the office, each read once in a transaction: those of `idents` at once, others when they are asked for.

    No `idents`: all of them at once (`everyone`). known: customers that were read already.
    companies, customers, groups, parks: what was read so far, by id.
    """

    def __init__(self, work: Work, idents: Iterable[UUID] | None = None, known: Sequence[Customer] = ()) -> None:
        self._work = work
        self.companies: dict[UUID, Company] = {}
        self.customers: dict[UUID, Customer] = {}
        self.groups: dict[UUID, Group] = {}
        self.parks: dict[UUID, Park] = {}
        self._sites: dict[UUID, list[Customer]] = defaultdict(list)
        self._read = set[UUID]()
        self.everyone = idents is None
        if idents is None:
            self._take(
                work.shelf(CUSTOMERS).find(), work.shelf(GROUPS).find(), work.shelf(COMPANIES).find(), work.shelf(PARKS).find()
            )
        else:
            self._read = {customer.id for customer in known}
            self._take(known, (), (), ())
            self.read(idents)

    def read(self, idents: Iterable[UUID]) -> None:
        """Read these and their sites, in as many statements for a thousand as for one; what was read is left aside."""
        new = set(idents) - self._read
        if self.everyone or not new:
            return
        self._read |= new
        work = self._work
        customers = work.shelf(CUSTOMERS).find(id=new)
        rest = new - {customer.id for customer in customers}
        groups = work.shelf(GROUPS).find(id=rest) if rest else []
        parks = work.shelf(PARKS).find(id=rest) if len(rest) > len(groups) else []
        companies = work.shelf(COMPANIES).find(group_id=[group.id for group in groups]) if groups else []
        if groups or parks:
            of_groups, of_parks = [company.id for company in companies], [park.id for park in parks]
            sites = work.shelf(CUSTOMERS).find(AnyOf(company_id=of_groups, park_id=of_parks))
            customers += [site for site in sites if site.id not in new]
        self._take(customers, groups, companies, parks)

    def _take(
        self, customers: Sequence[Customer], groups: Sequence[Group], companies: Sequence[Company], parks: Sequence[Park]
    ) -> None:
        self.companies |= {company.id: company for company in companies}
        self.groups |= {group.id: group for group in groups}
        self.parks |= {park.id: park for park in parks}
        self.customers |= {customer.id: customer for customer in customers}
        whole = self.groups.keys() | self.parks.keys() if self.everyone else {one.id for one in (*groups, *parks)}
        for customer in sorted(self.customers.values(), key=lambda site: (-site.regular_kw, site.account)):
            company = self.companies.get(customer.company_id)
            for owner in (company.group_id if company else None, customer.park_id):
                if owner is not None and owner in whole:
                    self._sites[owner].append(customer)

    def find(self, ident: UUID) -> Subject | None:
        """The subject of an id, None when there is no such."""
        self.read([ident])
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
        return None

    def get(self, ident: UUID) -> Subject:
        """The subject of an id; raises `Unknown`."""
        found = self.find(ident)
        if found is None:
            raise Unknown(said("There is no such customer, group or park: {ident}.", ident=str(ident)))
        return found

    def name(self, ident: UUID) -> str:
        """The subject's name; of one that was removed since, its id."""
        found = self.find(ident)
        return found.name if found else str(ident)

    def related(self, ident: UUID) -> frozenset[UUID]:
        """Every subject whose visits and cases concern this one: of a customer its group and park, of these their sites.

        Raises `Unknown`.
        """
        subject = self.get(ident)
        if ident in self.customers:
            return self._around(self.customers[ident])
        return frozenset({ident, *(site.id for site in subject.sites)})

    def by_account(self, account: str) -> Customer:
        """The customer of a 電號, with or without hyphens; raises `Unknown`."""
        digits = "".join(sign for sign in account if sign.isdecimal())
        found = self._work.shelf(CUSTOMERS).find(account=digits)
        if not found:
            raise Unknown(
                said("There is no customer with the account number {account}.", account=account),
                mend=said("Look the number up with `visitplanner customers --filter TEXT`."),
            )
        return found[0]

    def company_of(self, customer: Customer) -> Company:
        if customer.company_id not in self.companies:
            self._read_behind(customer)
        return self.companies[customer.company_id]

    def called_on_together(self, ident: UUID) -> str:
        """What a subject belongs to: a group itself, a customer its group or else its company; empty for a park."""
        if ident in self.groups:
            return str(ident)
        if ident not in self.customers:
            return ""
        company = self.company_of(self.customers[ident])
        return str(company.group_id or company.id)

    def company_name(self, together: str) -> str:
        """The name of what `called_on_together` names: a group that was read, else a company."""
        named = {str(ident): one.name for known in (self.groups, self.companies) for ident, one in known.items()}
        return named.get(together, together)

    def group_of(self, customer: Customer) -> Group | None:
        group = self.company_of(customer).group_id
        if group is not None and group not in self.groups:
            self._read_behind(customer)
        return self.groups[group] if group else None

    def park_of(self, customer: Customer) -> Park | None:
        if customer.park_id is not None and customer.park_id not in self.parks:
            self._read_behind(customer)
        return self.parks[customer.park_id] if customer.park_id else None

    def of_account(self, account: str) -> set[UUID]:
        """The ids of the customer, its group and its park: every subject whose visits concern this 電號."""
        return set(self._around(self.by_account(account)))

    def _around(self, customer: Customer) -> frozenset[UUID]:
        group = self.company_of(customer).group_id
        return frozenset(ident for ident in (customer.id, group, customer.park_id) if ident is not None)

    def _read_behind(self, customer: Customer) -> None:
        """Read company, group and park of a customer, and of every other that was read so far, by one statement each."""
        here = {**self.customers, customer.id: customer}.values()
        companies = {one.company_id for one in here} - self.companies.keys()
        self.companies |= {one.id: one for one in self._work.shelf(COMPANIES).find(id=companies)} if companies else {}
        groups = {self.companies[one.company_id].group_id for one in here} - {None, *self.groups}
        self.groups |= {one.id: one for one in self._work.shelf(GROUPS).find(id=groups)} if groups else {}
        parks = {one.park_id for one in here} - {None, *self.parks}
        self.parks |= {one.id: one for one in self._work.shelf(PARKS).find(id=parks)} if parks else {}


@dataclass(frozen=True, slots=True)
class AccountSubject:
    """The id of the customer of a 電號."""

    account: str

    def answer(self, work: Work) -> UUID:
        return Subjects(work, ()).by_account(self.account).id


@dataclass(frozen=True, slots=True)
class SubjectsOfAccount:
    """The ids of the customer of a 電號, its group and its park."""

    account: str

    def answer(self, work: Work) -> frozenset[UUID]:
        return frozenset(Subjects(work, ()).of_account(self.account))
