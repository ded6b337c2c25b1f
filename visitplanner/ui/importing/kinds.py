"""What can be imported with the wizard: the customer list and the staff list."""

from __future__ import annotations

from typing import Any

from visitplanner.domain.core.messages import said
from visitplanner.domain.core.supply import OPTION_NAMES, VOLTAGE_NAMES
from visitplanner.domain.customers.customers import account_printed
from visitplanner.domain.lists.customer_import import CONTRACT_FIELDS, CUSTOMER_FIELDS, CustomerLine
from visitplanner.domain.lists.staff_import import STAFF_FIELDS, StaffLine
from visitplanner.domain.programme.programme import RANK_NAMES, SKILL_NAMES
from visitplanner.services.lists.imports import ImportCustomers, ReadCustomers
from visitplanner.services.lists.staff_imports import ImportStaff, ReadStaff
from visitplanner.ui.importing.presenter import Kind


def customer_value(line: CustomerLine, key: str) -> Any:
    """What will be kept of a customer under a field's key; contracts in kW."""
    if key in CONTRACT_FIELDS:
        return getattr(line.contracts, key)
    named = {"account": account_printed(line.account), "option": OPTION_NAMES[line.option]}
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


CUSTOMERS = Kind(
    title=said("Import the customer list"),
    fields=CUSTOMER_FIELDS,
    names={
        "account": said("Account number"),
        "name": said("Name"),
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
        "notes": said("Notes"),
    },
    read=ReadCustomers,
    write=ImportCustomers,
    value=customer_value,
)
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
