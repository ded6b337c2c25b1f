"""機會: whom a visit is worth most: all that have a load or readings, by what they surely save and how soon a visit is owed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from visitplanner.domain.core.errors import Unknown
from visitplanner.domain.customers.customers import COMPANIES, CUSTOMERS, Customer
from visitplanner.domain.planning.year.opportunities import Haste, worth
from visitplanner.domain.programme.obligations import State
from visitplanner.services.core.work import Work
from visitplanner.services.opportunities.weighing import Weighing, WeighingsNow
from visitplanner.services.programme.counting import programme_of
from visitplanner.services.programme.obligations import URGENCY, DueList, DueRow


@dataclass(frozen=True, slots=True)
class Opportunity:
    """One customer. found: what it could save. due: the most urgent visit owed to it or to its group this year, None where
    none is. haste: by what the saving is weighed."""

    customer: Customer
    found: Weighing
    due: DueRow | None = None
    haste: Haste = field(default_factory=Haste)

    @property
    def state(self) -> State | None:
        """How the most urgent visit owed stands."""
        return None if self.due is None else self.due.obligation.state

    @property
    def worth_ntd(self) -> Decimal | None:
        """What orders the list: the least saving times the haste."""
        return worth(self.found.least_ntd, self.state, self.haste)


@dataclass(frozen=True, slots=True)
class Opportunities:
    """rows: the most worth a visit first, those without a saving last. year: the plan year whose visits are told. waiting: how
    many are still to be weighed; without: how many have neither load nor readings. haste: by what they are ordered."""

    rows: tuple[Opportunity, ...]
    year: int
    waiting: int
    without: int
    haste: Haste = field(default_factory=Haste)

    @property
    def promising(self) -> int:
        """How many would surely save."""
        return sum(row.worth_ntd is not None for row in self.rows)

    @property
    def least_ntd(self) -> Decimal:
        """What all of them surely save, NT$ a year."""
        return sum((row.found.least_ntd or Decimal(0) for row in self.rows if row.worth_ntd is not None), Decimal(0))


@dataclass(frozen=True)
class OpportunityList:
    """The opportunities as far as they are weighed."""

    def answer(self, work: Work) -> Opportunities:
        weighed = WeighingsNow().answer(work)
        year = programme_of(work).year_of(work.today)
        customers = [customer for customer in work.shelf(CUSTOMERS).find() if customer.id in weighed.found]
        owed = _owed(work, year, customers)
        haste = work.known.practice.haste
        rows = [Opportunity(customer, weighed.found[customer.id], owed.get(customer.id), haste) for customer in customers]
        rows.sort(key=lambda row: (row.worth_ntd is None, -(row.worth_ntd or 0), row.customer.account))
        return Opportunities(tuple(rows), year, len(weighed.waiting), weighed.without, haste)


def _owed(work: Work, year: int, customers: Iterable[Customer]) -> dict[UUID, DueRow]:
    """The most urgent visit owed to each customer, its own before its group's of the same urgency."""
    try:
        due = DueList(year).answer(work)
    except Unknown:
        return {}
    first = dict[UUID, DueRow]()
    for row in due:
        first.setdefault(row.obligation.subject_id, row)
    groups = {company.id: company.group_id for company in work.shelf(COMPANIES).find()}
    found = dict[UUID, DueRow]()
    for customer in customers:
        own, group = first.get(customer.id), groups.get(customer.company_id)
        theirs = first.get(group) if group is not None else None
        both = [row for row in (own, theirs) if row is not None]
        if both:
            found[customer.id] = min(both, key=lambda row: URGENCY.index(row.obligation.state))
    return found
