"""One table a kind of record; importing this package declares them all in `METADATA`."""

from visitplanner.store.tables import (
    care,
    customers,
    follow_ups,
    form_drafts,
    journal,
    loads,
    planning,
    settings,
    staff,
    tariff_drafts,
    visits,
    wishes,
)
from visitplanner.store.tables.row import Row

METADATA = Row.metadata

__all__ = [
    "METADATA",
    "care",
    "customers",
    "follow_ups",
    "form_drafts",
    "journal",
    "loads",
    "planning",
    "settings",
    "staff",
    "tariff_drafts",
    "visits",
    "wishes",
]
