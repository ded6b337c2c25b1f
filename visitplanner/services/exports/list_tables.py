"""Lists that leave the office as a table: what is filtered is what is written, each cell as a value to sort and sum."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.core.supply import OPTION_NAMES, VOLTAGE_NAMES
from visitplanner.domain.customers.customers import account_printed
from visitplanner.domain.follow_ups.follow_ups import STATE_NAMES as CASE_STATES
from visitplanner.domain.follow_ups.follow_ups import WINDOW_NAMES
from visitplanner.domain.programme.programme import KIND_NAMES, RANK_NAMES
from visitplanner.domain.visits.visits import OUTCOME_NAMES, SLOT_NAMES
from visitplanner.services.core.work import Work
from visitplanner.services.customers.customer_lists import CustomerList
from visitplanner.services.follow_ups.follow_ups import FollowUpList
from visitplanner.services.follow_ups.register import CasesOf, RegisterPage
from visitplanner.services.papers.visit_sheets import Only
from visitplanner.services.staff.staff import StaffList
from visitplanner.services.visits.visits import VisitList, VisitRow

ListCell = str | int | dt.date | Message | tuple[str, ...] | None
"""A text, a whole number, a day, something said, names, or nothing."""


class Encoding(StrEnum):
    """How a list is written as text."""

    UTF8 = "utf-8"
    BIG5 = "big5"


@dataclass(frozen=True, slots=True)
class ListColumn:
    """heading; width in signs of half width."""

    heading: Message
    width: float = 12


@dataclass(frozen=True, slots=True)
class ListTable:
    """A list to be written: rows have a cell for each column."""

    title: Message
    columns: tuple[ListColumn, ...]
    rows: tuple[tuple[ListCell, ...], ...]
    made_on: dt.date
    office: str = ""
    demonstration: bool = False


EVERY = Only()
ACCOUNT, CUSTOMER = ListColumn(said("Account number"), 16), ListColumn(said("Customer"), 34)
LEADER, NOTES = ListColumn(said("Leader")), ListColumn(said("Notes"), 40)
CUSTOMER_COLUMNS = (
    ACCOUNT,
    ListColumn(said("Name"), 34),
    ListColumn(said("Group"), 16),
    ListColumn(said("Industrial park"), 16),
    ListColumn(said("Township")),
    ListColumn(said("Address"), 36),
    ListColumn(said("Voltage")),
    ListColumn(said("Tariff option"), 18),
    ListColumn(said("Regular contract"), 14),
    ListColumn(said("Specialist")),
    ListColumn(said("Last visit")),
)
VISIT_COLUMNS = (
    ListColumn(said("Day")),
    ListColumn(said("Half-day"), 9),
    CUSTOMER,
    ACCOUNT,
    ListColumn(said("Township")),
    LEADER,
    ListColumn(said("Members"), 20),
    ListColumn(said("State")),
    ListColumn(said("Result")),
    ListColumn(said("Satisfaction"), 9),
    NOTES,
)
PLAN_COLUMNS = (*VISIT_COLUMNS[:1], ListColumn(said("Kind"), 12), *VISIT_COLUMNS[1:8])
ISSUE_COLUMNS = (
    ListColumn(said("Receipt number"), 16),
    CUSTOMER,
    ACCOUNT,
    ListColumn(said("Raised")),
    ListColumn(said("What was raised"), 44),
    ListColumn(said("Window"), 9),
    ListColumn(said("Owner")),
    ListColumn(said("Due")),
    ListColumn(said("State"), 14),
    ListColumn(said("Reply"), 40),
    ListColumn(said("Result"), 40),
)
STAFF_COLUMNS = (
    ListColumn(said("Name")),
    ListColumn(said("Rank"), 14),
    ListColumn(said("Department"), 16),
    ListColumn(said("Township"), 36),
    ListColumn(said("Visits a day"), 12),
)


@dataclass(frozen=True)
class CustomerTable:
    """The customers of a list, as it is filtered and ordered."""

    wanted: CustomerList
    demonstration: bool = False

    def answer(self, work: Work) -> ListTable:
        rows = self.wanted.answer(work)
        cells: Iterable[tuple[ListCell, ...]] = (
            (
                account_printed(row.customer.account),
                row.customer.name,
                row.group.name if row.group else "",
                row.park.name if row.park else "",
                row.customer.township,
                row.customer.address,
                VOLTAGE_NAMES[row.customer.voltage],
                OPTION_NAMES[row.customer.option],
                row.customer.regular_kw,
                row.specialist.name if row.specialist else "",
                row.last_visit_on,
            )
            for row in rows
        )
        return made(work, said("Customers"), CUSTOMER_COLUMNS, cells, self.demonstration)


@dataclass(frozen=True)
class VisitTable:
    """The visits of some days, both included, or of some subjects; cancelled ones too. only: one person's, or of one kind."""

    first: dt.date | None = None
    last: dt.date | None = None
    subject_ids: frozenset[UUID] | None = None
    demonstration: bool = False
    only: Only = EVERY

    def answer(self, work: Work) -> ListTable:
        rows = filter(self.only.wants, VisitList(self.first, self.last, self.subject_ids).answer(work))
        cells = (
            (
                *of_visit(row),
                OUTCOME_NAMES[row.visit.outcome] if row.visit.outcome else None,
                row.visit.satisfaction,
                row.visit.notes,
            )
            for row in rows
        )
        return made(work, said("Visits"), VISIT_COLUMNS, cells, self.demonstration)


@dataclass(frozen=True)
class PlanTable:
    """The visits of a plan year, in their order, without those that were cancelled."""

    year: int
    demonstration: bool = False

    def answer(self, work: Work) -> ListTable:
        rows = VisitList(year=self.year, with_cancelled=False).answer(work)
        cells = ((row.visit.day, KIND_NAMES[row.visit.subject_kind], *of_visit(row)[1:]) for row in rows)
        return made(work, said("Visit plan of {year}", year=str(self.year)), PLAN_COLUMNS, cells, self.demonstration)


@dataclass(frozen=True)
class IssueTable:
    """The cases of the register, as it is filtered and ordered."""

    wanted: FollowUpList | CasesOf
    demonstration: bool = False

    def answer(self, work: Work) -> ListTable:
        found = self.wanted.answer(work)
        rows = found.rows if isinstance(found, RegisterPage) else found
        cells = (
            (
                row.follow_up.receipt,
                row.subject,
                account_printed(row.account),
                row.follow_up.raised_on,
                row.follow_up.text,
                WINDOW_NAMES[row.follow_up.window],
                row.owner,
                row.follow_up.due_on,
                CASE_STATES[row.follow_up.state],
                row.follow_up.reply,
                row.follow_up.result,
            )
            for row in rows
        )
        return made(work, said("Cases"), ISSUE_COLUMNS, cells, self.demonstration)


@dataclass(frozen=True)
class StaffTable:
    """The office's people, the highest rank first."""

    demonstration: bool = False

    def answer(self, work: Work) -> ListTable:
        people = [row.person for row in StaffList().answer(work)]
        cells = ((one.name, RANK_NAMES[one.rank], one.department, one.townships, one.visits_a_day) for one in people)
        return made(work, said("Staff"), STAFF_COLUMNS, cells, self.demonstration)


def of_visit(row: VisitRow) -> tuple[ListCell, ...]:
    """Day to state of a visit, as `VISIT_COLUMNS` begin."""
    visit = row.visit
    return (
        visit.held_on or visit.day,
        visit.time or SLOT_NAMES[visit.slot],
        row.subject,
        account_printed(row.account),
        row.township,
        row.leader,
        row.members,
        row.state_name,
    )


def made(
    work: Work, title: Message, columns: Sequence[ListColumn], rows: Iterable[tuple[ListCell, ...]], demonstration: bool
) -> ListTable:
    """A table of today, with the office's name."""
    return ListTable(title, tuple(columns), tuple(rows), work.today, str(work.setting("office_name", "")), demonstration)
