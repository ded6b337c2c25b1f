"""How customers, their sites, contacts, visits and assignments look in lists."""

from __future__ import annotations

from dataclasses import replace

from visitplanner.domain.core.messages import said
from visitplanner.domain.core.supply import OPTION_NAMES, VOLTAGE_NAMES
from visitplanner.domain.customers.customers import ContractChange, Contracts, Customer, account_printed
from visitplanner.domain.programme.programme import KIND_NAMES, ROLE_NAMES
from visitplanner.domain.visits.visits import Visit
from visitplanner.i18n import Language
from visitplanner.services.customers.customer_lists import CustomerRow
from visitplanner.services.customers.customers import AssignmentRow
from visitplanner.services.programme.obligations import DueRow
from visitplanner.services.visits.visits import VisitRow
from visitplanner.ui.core.chips import Chip, Shape
from visitplanner.ui.core.rows_model import NOTHING, Column
from visitplanner.ui.core.states import owed_chip, row_chip, visit_chip, visit_day
from visitplanner.ui.core.style import Tone


def threshold_chip(is_large: bool, by_sum: bool, language: Language) -> Chip | None:
    """Whether a yearly visit is owed by capacity; or would be, were the sum of contracts measured."""
    if is_large:
        return Chip(language.text("above threshold"), Shape.SOLID, Tone.ACCENT)
    if by_sum:
        return Chip(language.text("by sum only"), Shape.DASHED, Tone.WARN)
    return None


def next_visit_chip(visit: Visit | None, language: Language) -> Chip | None:
    """The day of a visit to come and how firm it is; nothing where none is planned."""
    if visit is None:
        return None
    state = visit_chip(visit.state, language)
    return replace(state, text=f"{language.date(visit.day)} {state.text}")


def contracts_text(contracts: Contracts, language: Language) -> str:
    """The four contracts in kW: 經常/半尖峰/週六半尖峰/離峰."""
    kinds = (contracts.regular_kw, contracts.half_peak_kw, contracts.saturday_kw, contracts.off_peak_kw)
    return " / ".join(language.number(kw) for kw in kinds)


def names(row: CustomerRow) -> tuple[str, str, str]:
    """Group, park and specialist, empty where there is none."""
    return (
        row.group.name if row.group else "",
        row.park.name if row.park else "",
        row.specialist.name if row.specialist else "",
    )


CUSTOMERS = (
    Column[CustomerRow](
        "account",
        said("Account number"),
        lambda row: row.customer.account,
        lambda row, _: account_printed(row.customer.account),
        138,
    ),
    Column[CustomerRow]("name", said("Name"), lambda row: row.customer.name, stretch=True, tip=lambda row, _: row.customer.name),
    Column[CustomerRow]("group", said("Group"), lambda row: names(row)[0], width=92, spare=3),
    Column[CustomerRow]("township", said("Township"), lambda row: row.customer.township, width=76, spare=5),
    Column[CustomerRow]("kw", said("Regular contract (kW)"), lambda row: row.customer.regular_kw, width=124, right=True),
    Column[CustomerRow]("last_visit", said("Last visit"), lambda row: row.last_visit_on, width=92),
    Column[CustomerRow](
        "next_visit",
        said("Next visit"),
        lambda row: row.next_visit.day if row.next_visit else None,
        chip=lambda row, language: next_visit_chip(row.next_visit, language),
        width=140,
    ),
    Column[CustomerRow](
        "voltage",
        said("Voltage"),
        lambda row: row.customer.voltage.value,
        lambda row, language: language.say(VOLTAGE_NAMES[row.customer.voltage]),
        76,
        spare=6,
    ),
    Column[CustomerRow](
        "option",
        said("Tariff option"),
        lambda row: row.customer.option.value,
        lambda row, language: language.say(OPTION_NAMES[row.customer.option]),
        158,
        spare=4,
    ),
    Column[CustomerRow]("specialist", said("Specialist"), lambda row: names(row)[2], width=80, spare=2),
)
SITES = (
    Column[Customer](
        "account", said("Account number"), lambda site: site.account, lambda site, _: account_printed(site.account), 130
    ),
    Column[Customer]("name", said("Name"), lambda site: site.name, stretch=True, tip=lambda site, _: site.name),
    Column[Customer]("kw", said("kW"), lambda site: site.regular_kw, width=72, right=True, spare=2),
)
ASSIGNMENTS = (
    Column[AssignmentRow]("person", said("Person"), lambda row: row.person.name, width=90),
    Column[AssignmentRow](
        "role",
        said("Role"),
        lambda row: row.assignment.role.value,
        lambda row, language: language.say(ROLE_NAMES[row.assignment.role]),
        84,
    ),
    Column[AssignmentRow]("from", said("From"), lambda row: row.assignment.begins_on, width=92),
    Column[AssignmentRow]("until", said("Until"), lambda row: row.assignment.ends_on, stretch=True),
)
CHANGES = (
    Column[ContractChange]("day", said("From"), lambda change: change.effective_on, width=92),
    Column[ContractChange](
        "before", said("Contracts before (kW)"), lambda change: change.before.regular_kw,
        lambda change, language: contracts_text(change.before, language), 190,
    ),
    Column[ContractChange](
        "after", said("Contracts after (kW)"), lambda change: change.after.regular_kw,
        lambda change, language: contracts_text(change.after, language), stretch=True,
    ),
)  # fmt: skip
DUTIES = (
    Column[DueRow](
        "subject",
        said("Visit owed to"),
        lambda row: row.subject,
        lambda row, language: f"{row.subject} {language.say(KIND_NAMES[row.obligation.kind])} {row.obligation.ordinal}",
        stretch=True,
        tip=lambda row, language: (
            f"{row.subject} {language.say(KIND_NAMES[row.obligation.kind])} {row.obligation.ordinal}　{row.account}".strip()
        ),
    ),
    Column[DueRow](
        "state",
        said("State"),
        lambda row: row.obligation.state.value,
        chip=lambda row, say: owed_chip(row.obligation, say),
        width=104,
    ),
    Column[DueRow]("day", said("Settled on"), lambda row: row.obligation.stands_on, width=96, spare=2),
)
VISITS = (
    Column[VisitRow]("day", said("Day"), lambda row: (row.visit.day, row.visit.slot), visit_day, 176),
    Column[VisitRow](
        "state",
        said("State"),
        lambda row: row.visit.state.value,
        chip=lambda row, say: row_chip(row, say),
        width=96,
    ),
    Column[VisitRow]("leader", said("Leader"), lambda row: row.leader, width=84),
    Column[VisitRow](
        "members", said("Members"), lambda row: row.members, lambda row, _: "、".join(row.members) or NOTHING, 160, spare=1
    ),
    Column[VisitRow]("notes", said("Notes"), lambda row: row.visit.notes, stretch=True, tip=lambda row, _: row.visit.notes),
)
