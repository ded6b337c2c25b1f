"""What can be imported with the wizard: the customer list, the staff list, monthly readings, visits held or agreed."""

from __future__ import annotations

from typing import Any

from visitplanner.domain.core.messages import said
from visitplanner.domain.core.supply import OPTION_NAMES, VOLTAGE_NAMES
from visitplanner.domain.customers.customers import account_printed
from visitplanner.domain.lists.customer_import import CONTRACT_FIELDS, CUSTOMER_FIELDS, CustomerLine
from visitplanner.domain.lists.reading_import import PERIODS, READING_FIELDS, ReadingLine
from visitplanner.domain.lists.staff_import import STAFF_FIELDS, StaffLine
from visitplanner.domain.lists.tables import Fault
from visitplanner.domain.lists.visit_import import VISIT_FIELDS, VisitLine
from visitplanner.domain.programme.programme import RANK_NAMES, SKILL_NAMES
from visitplanner.domain.tariffs.books.seasons import Month
from visitplanner.domain.visits.visits import OUTCOME_NAMES, SLOT_NAMES
from visitplanner.services.lists.imports import ImportCustomers, ReadCustomers
from visitplanner.services.lists.reading_imports import ImportReadings, ReadingsReport, ReadReadings
from visitplanner.services.lists.staff_imports import ImportStaff, ReadStaff
from visitplanner.services.lists.visit_imports import ImportVisits, ReadVisits
from visitplanner.services.tariffs.printed_bills import bill_words
from visitplanner.ui.importing.presenter import Kind


def customer_value(line: CustomerLine, key: str) -> Any:
    """What will be kept of a customer under a field's key; contracts in kW."""
    if key in CONTRACT_FIELDS:
        return getattr(line.contracts, key)
    named = {"account": account_printed(line.account), "option": OPTION_NAMES[line.option]}
    if key == "plant":
        return ""
    if key == "voltage":
        return (VOLTAGE_NAMES[line.voltage], f"{line.supply_kv} kV") if line.supply_kv else VOLTAGE_NAMES[line.voltage]
    return named.get(key) or getattr(line, key)


def staff_value(line: StaffLine, key: str) -> Any:
    """What will be kept of a person under a field's key; of the notes nothing is kept."""
    person = line.person
    if key == "rank":
        return RANK_NAMES[person.rank]
    if key == "skills":
        return tuple(SKILL_NAMES[skill] for skill in sorted(person.skills))
    return {"away": person.absences, "notes": ""}[key] if key in ("away", "notes") else getattr(person, key)


def reading_value(line: ReadingLine, key: str) -> Any:
    """What will be kept of a month under a field's key; the customer's name is only for people."""
    for begin, figures in (("kwh_", line.kwh), ("kw_", line.max_kw)):
        if key.removeprefix(begin) in PERIODS and key.startswith(begin):
            return figures.get(key.removeprefix(begin))
    if key in ("account", "month"):
        return account_printed(line.account) if key == "account" else Month.of(line.month)
    if key == "year":
        return line.month.year
    return {"name": "", "kw_highest": line.highest_kw}[key] if key in ("name", "kw_highest") else getattr(line, key)


def visit_value(line: VisitLine, key: str) -> Any:
    """What will be kept of a visit under a field's key; empty where the row says nothing."""
    if key == "account":
        return account_printed(line.account) if line.account else ""
    if key == "year":
        return line.held_on.year
    if key == "slot":
        return SLOT_NAMES[line.slot] if line.slot else ""
    if key in ("outcome", "manner"):
        return OUTCOME_NAMES[line.outcome] if line.outcome else ""
    return getattr(line, key)


def bill_faults(report: ReadingsReport) -> list[Fault]:
    """The printed amounts of the rows taken in that are not ours or cannot be compared."""
    rows = {(line.account, line.month): line for line in (*report.new, *report.updates)}
    found = [(rows.get((each.account, each.month)), bill_words(each)) for each in (*report.differences, *report.not_compared)]
    column = report.mapping.heading("amount")
    return [Fault(line.row, column, f"{line.amount:,f}", words) for line, words in found if line and line.amount is not None]


STAFF = Kind(
    title=said("Import the staff list"),
    fields=STAFF_FIELDS,
    names={
        "name": said("Name"),
        "rank": said("Rank"),
        "skills": said("Skills"),
        "department": said("Department"),
        "townships": said("Townships in charge"),
        "away": said("Days away"),
        "visits_a_day": said("Visits a day"),
        "notes": said("Notes"),
    },
    read=ReadStaff,
    write=ImportStaff,
    value=staff_value,
)
READINGS = Kind(
    title=said("Import monthly readings"),
    fields=READING_FIELDS,
    names={
        "account": said("Account number"),
        "name": said("Name"),
        "year": said("Year"),
        "month": said("Year/month"),
        "kwh_peak": said("Peak kWh"),
        "kwh_half_peak": said("Half-peak kWh"),
        "kwh_saturday": said("Saturday half-peak kWh"),
        "kwh_off_peak": said("Off-peak kWh"),
        "kwh_total": said("kWh in all"),
        "kw_peak": said("Highest peak kW"),
        "kw_half_peak": said("Highest half-peak kW"),
        "kw_saturday": said("Highest Saturday half-peak kW"),
        "kw_off_peak": said("Highest off-peak kW"),
        "kw_highest": said("Highest kW"),
        "power_factor": said("Power factor (%)"),
        "amount": said("Amount (NT$)"),
        "notes": said("Notes"),
    },
    read=lambda sheets, on_duplicate: ReadReadings(sheets, on_duplicate=on_duplicate),
    write=lambda sheets, skip, on_duplicate: ImportReadings(sheets, skip_rejected=skip, on_duplicate=on_duplicate),
    value=reading_value,
    further=bill_faults,
)
VISITS = Kind(
    title=said("Import visits held or agreed"),
    fields=VISIT_FIELDS,
    names={
        "account": said("Account number"),
        "name": said("Name"),
        "group": said("Group"),
        "year": said("Year"),
        "held_on": said("Day"),
        "slot": said("Half-day"),
        "manner": said("Manner"),
        "leader": said("Leader"),
        "members": said("Members"),
        "outcome": said("Outcome"),
        "notes": said("Notes"),
    },
    read=lambda sheets, _on_duplicate: ReadVisits(sheets),
    write=lambda sheets, skip, _on_duplicate: ImportVisits(sheets, skip),
    value=visit_value,
    overwrites=False,
)
CUSTOMERS = Kind(
    title=said("Import the customer list"),
    fields=CUSTOMER_FIELDS,
    names={
        "account": said("Account number"),
        "name": said("Name"),
        "plant": said("Plant"),
        "tax_id": said("Tax number"),
        "group": said("Group"),
        "sector": said("Industry code"),
        "voltage": said("Voltage"),
        "option": said("Tariff option"),
        "half_peak_kw": said("Half-peak contract"),
        "saturday_kw": said("Saturday half-peak contract"),
        "off_peak_kw": said("Off-peak contract"),
        "regular_kw": said("Regular contract"),
        "address": said("Address"),
        "township": said("Township"),
        "park": said("Industrial park"),
        "contact": said("Contact"),
        "phone": said("Telephone"),
        "mobile": said("Mobile telephone"),
        "email": said("E-mail"),
        "contact_2": said("Second contact"),
        "phone_2": said("Second telephone"),
        "email_2": said("Second e-mail"),
        "last_visit_on": said("Last visit"),
        "specialist": said("Specialist"),
        "notes": said("Notes"),
    },
    read=ReadCustomers,
    write=ImportCustomers,
    value=customer_value,
    others=(VISITS, READINGS),
)
