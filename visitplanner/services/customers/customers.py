"""The customers: everything about one, and every change a person makes to it by hand."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from uuid import UUID

from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.customers.customers import (
    COMPANIES,
    CONTACTS,
    CONTRACT_CHANGES,
    CUSTOMERS,
    GROUPS,
    PARKS,
    Company,
    Contact,
    ContractChange,
    Customer,
    Group,
    Park,
)
from visitplanner.domain.customers.wishes import WISHES, Wish
from visitplanner.domain.lists.customer_checks import checked_customer
from visitplanner.domain.programme.programme import Programme
from visitplanner.domain.programme.thresholds import large_by_sum_only
from visitplanner.domain.staff.staff import ASSIGNMENTS, PEOPLE, Assignment, Person
from visitplanner.services.core.outcome import Outcome
from visitplanner.services.core.pages import Page
from visitplanner.services.core.subjects import Subjects
from visitplanner.services.core.work import Work
from visitplanner.services.customers.contract_changes import write_contract_change
from visitplanner.services.customers.wishes import forget_wish
from visitplanner.services.programme.counting import programme_of


def _sites(work: Work, company: Company) -> tuple[Customer, ...]:
    """All 電號 of a company's group, of the company itself where it belongs to none; the largest first."""
    companies = [one.id for one in work.shelf(COMPANIES).find(group_id=company.group_id)] if company.group_id else [company.id]
    return tuple(work.shelf(CUSTOMERS).find(company_id=companies, page=Page(("-regular_kw", "account"))))


@dataclass(frozen=True, slots=True)
class AssignmentRow:
    """One line of the history of who looked after a subject."""

    assignment: Assignment
    person: Person


@dataclass(frozen=True, slots=True)
class CustomerCard:
    """Everything kept on one customer but its visits, follow-ups and loads. sites: all 電號 of its group, or of its company where
    it belongs to none, itself included.

    wish: about the days of its own visits; group_wish: about those of its group.
    """

    customer: Customer
    company: Company
    group: Group | None
    park: Park | None
    contacts: tuple[Contact, ...]
    assignments: tuple[AssignmentRow, ...]
    changes: tuple[ContractChange, ...]
    sites: tuple[Customer, ...]
    is_large: bool
    large_by_sum: bool
    threshold_kw: int
    wish: Wish | None = None
    group_wish: Wish | None = None


@dataclass(frozen=True)
class CustomerOf:
    """The card of the customer of an id; raises `Unknown`."""

    ident: UUID

    def answer(self, work: Work) -> CustomerCard:
        customer = work.shelf(CUSTOMERS).get(self.ident)
        company, programme = work.shelf(COMPANIES).get(customer.company_id), programme_of(work)
        group = work.shelf(GROUPS).get(company.group_id) if company.group_id else None
        changes = work.shelf(CONTRACT_CHANGES).find(customer_id=customer.id)
        about = {customer.id, *([group.id] if group else [])}
        wishes = {wish.subject_id: wish for wish in work.shelf(WISHES).find(subject_id=about)}
        return CustomerCard(
            customer=customer,
            company=company,
            group=group,
            park=work.shelf(PARKS).get(customer.park_id) if customer.park_id else None,
            contacts=tuple(sorted(work.shelf(CONTACTS).find(customer_id=customer.id), key=lambda contact: contact.name)),
            assignments=_history(work, about),
            changes=tuple(sorted(changes, key=lambda change: change.effective_on, reverse=True)),
            sites=_sites(work, company),
            is_large=programme.is_large(customer.contracts, work.today),
            large_by_sum=bool(large_by_sum_only(programme, [customer], work.today)),
            threshold_kw=programme.threshold_kw(work.today),
            wish=wishes.get(customer.id),
            group_wish=wishes.get(group.id) if group else None,
        )


def _history(work: Work, subject_ids: set[UUID]) -> tuple[AssignmentRow, ...]:
    """Who looked after the subjects, the newest first."""
    found = sorted(work.shelf(ASSIGNMENTS).find(subject_id=subject_ids), key=lambda one: one.begins_on, reverse=True)
    people = {person.id: person for person in work.shelf(PEOPLE).find(id={one.person_id for one in found})}
    return tuple(AssignmentRow(one, people[one.person_id]) for one in found if one.person_id in people)


@dataclass(frozen=True)
class CustomerWithAccount:
    """The customer of a 電號, with or without hyphens; raises `Unknown`."""

    account: str

    def answer(self, work: Work) -> Customer:
        return Subjects(work, ()).by_account(self.account)


@dataclass(frozen=True)
class AddCustomer:
    """Keep a new customer; raises `Refused` naming the field at fault, or when the 電號 is kept already."""

    customer: Customer

    def carry_out(self, work: Work) -> Outcome[Customer]:
        return Outcome(work.shelf(CUSTOMERS).add(checked_customer(self.customer)))


@dataclass(frozen=True)
class ChangeCustomer:
    """Keep an edited customer. Other contracts are written down as holding from `effective_on` (None: today).

    `said` of the outcome tells when the customer crosses the threshold by it. Raises `Refused` or `Stale`.
    """

    customer: Customer
    effective_on: dt.date | None = None

    def carry_out(self, work: Work) -> Outcome[Customer]:
        after, kept = checked_customer(self.customer), work.shelf(CUSTOMERS).get(self.customer.id)
        day = self.effective_on or work.today
        write_contract_change(work, kept, after.contracts, day)
        return Outcome(work.shelf(CUSTOMERS).change(after), _crossing(programme_of(work), kept, after, day))


def _crossing(programme: Programme, before: Customer, after: Customer, day: dt.date) -> Message | None:
    if before.contracts == after.contracts:
        return None
    was, is_large = (programme.is_large(one.contracts, day) for one in (before, after))
    kw = programme.threshold_kw(day)
    if is_large and not was:
        return said("{name} reaches {kw:,} kW on {day}: a yearly visit is owed from then on.", name=after.name, kw=kw, day=day)
    if was and not is_large:
        return said("{name} drops below {kw:,} kW on {day}: no yearly visit is owed any more.", name=after.name, kw=kw, day=day)
    return None


@dataclass(frozen=True)
class RemoveCustomer:
    """Forget a customer with contacts, contract changes, assignments and wish; raises `Refused` while a visit refers to it."""

    customer: Customer

    def carry_out(self, work: Work) -> Outcome[None]:
        for contact in work.shelf(CONTACTS).find(customer_id=self.customer.id):
            work.shelf(CONTACTS).remove(contact)
        for change in work.shelf(CONTRACT_CHANGES).find(customer_id=self.customer.id):
            work.shelf(CONTRACT_CHANGES).remove(change)
        for assignment in work.shelf(ASSIGNMENTS).find(subject_id=self.customer.id):
            work.shelf(ASSIGNMENTS).remove(assignment)
        forget_wish(work, self.customer.id)
        work.shelf(CUSTOMERS).remove(self.customer)
        return Outcome(None)


@dataclass(frozen=True)
class SetVisitAnyway:
    """Visit a customer though no rule asks for it, and say why (「等」 in clause 伍一(二)2); an empty reason ends it."""

    ident: UUID
    reason: str

    def carry_out(self, work: Work) -> Outcome[Customer]:
        kept = work.shelf(CUSTOMERS).get(self.ident)
        return Outcome(work.shelf(CUSTOMERS).change(replace(kept, visit_anyway=self.reason.strip())))
