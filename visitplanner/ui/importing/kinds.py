"""What can be imported with the wizard: the customer list and the staff list."""

from __future__ import annotations

from visitplanner.domain.core.messages import said
from visitplanner.domain.lists.customer_import import CUSTOMER_FIELDS
from visitplanner.domain.lists.staff_import import STAFF_FIELDS
from visitplanner.services.lists.imports import ImportCustomers, ReadCustomers
from visitplanner.services.lists.staff_imports import ImportStaff, ReadStaff
from visitplanner.ui.importing.presenter import Kind

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
)
