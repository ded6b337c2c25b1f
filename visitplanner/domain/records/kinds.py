"""Every kind of record the office keeps; a new one is a line here."""

from __future__ import annotations

from typing import Any

from visitplanner.domain.calendar.office_days import CLOSURES, OFFICE_CALENDARS
from visitplanner.domain.care.audits import AUDITS
from visitplanner.domain.care.leaflets import LEAFLETS
from visitplanner.domain.care.measures import MEASURES
from visitplanner.domain.care.programmes import PROGRAMMES
from visitplanner.domain.care.seminars import SEMINARS
from visitplanner.domain.care.surveys import SURVEYS
from visitplanner.domain.core.form_drafts import FORM_DRAFTS
from visitplanner.domain.core.kinds import Kind
from visitplanner.domain.core.messages import said
from visitplanner.domain.core.records import Setting
from visitplanner.domain.customers.customers import COMPANIES, CONTACTS, CONTRACT_CHANGES, CUSTOMERS, GROUPS, PARKS
from visitplanner.domain.customers.wishes import WISHES
from visitplanner.domain.follow_ups.follow_ups import FOLLOW_UP_ENTRIES, FOLLOW_UPS
from visitplanner.domain.follow_ups.requests import REQUEST_KINDS
from visitplanner.domain.follow_ups.reviews import CASE_REVIEWS
from visitplanner.domain.intelligence.cards import INTELLIGENCE
from visitplanner.domain.intelligence.submissions import SUBMISSIONS
from visitplanner.domain.loads.loads import LOADS
from visitplanner.domain.loads.monthly_readings import MONTHLY_READINGS
from visitplanner.domain.planning.year.approvals import APPROVALS
from visitplanner.domain.planning.year.savings import SAVINGS
from visitplanner.domain.reports.editions import HALF_YEAR_REPORTS
from visitplanner.domain.reports.plan_items import PLAN_ITEMS, PLAN_YEARS
from visitplanner.domain.staff.staff import ASSIGNMENTS, PEOPLE
from visitplanner.domain.tariffs.answers.dated_figures import DATED_FIGURES
from visitplanner.domain.tariffs.bills.drafts import TARIFF_DRAFTS
from visitplanner.domain.visits.visits import VISITS

SETTINGS = Kind(
    name="settings",
    record=Setting,
    noun=said("a setting"),
    label=lambda setting: said("the setting {key}", key=setting.key),
    order=("key",),
)

KINDS: tuple[Kind[Any], ...] = (
    GROUPS,
    COMPANIES,
    PARKS,
    CUSTOMERS,
    CONTACTS,
    CONTRACT_CHANGES,
    PEOPLE,
    ASSIGNMENTS,
    VISITS,
    FOLLOW_UPS,
    FOLLOW_UP_ENTRIES,
    REQUEST_KINDS,
    CASE_REVIEWS,
    LOADS,
    MONTHLY_READINGS,
    WISHES,
    INTELLIGENCE,
    SUBMISSIONS,
    PROGRAMMES,
    LEAFLETS,
    SEMINARS,
    AUDITS,
    SURVEYS,
    MEASURES,
    OFFICE_CALENDARS,
    CLOSURES,
    APPROVALS,
    SAVINGS,
    TARIFF_DRAFTS,
    DATED_FIGURES,
    PLAN_YEARS,
    PLAN_ITEMS,
    HALF_YEAR_REPORTS,
    FORM_DRAFTS,
    SETTINGS,
)
"""In the order in which lists of them are shown."""


def kind_named(name: str) -> Kind[Any]:
    """The kind of a shelf's name; raises KeyError."""
    for kind in KINDS:
        if kind.name == name:
            return kind
    raise KeyError(name)


def plain_kinds() -> tuple[Kind[Any], ...]:
    """The kinds whose list, form and commands follow from their description."""
    return tuple(kind for kind in KINDS if kind.fields)
