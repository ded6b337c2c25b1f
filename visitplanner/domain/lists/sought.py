"""The text by which a customer is found: its names and numbers, spelled so that blanks, width and case do not matter."""

from __future__ import annotations

from visitplanner.domain.core.texts import name_key
from visitplanner.domain.customers.customers import Company, Customer, account_printed


def sought(record: Customer | Company) -> str:
    """What a search looks through, a line a field. The store keeps it beside the record: a change here needs a step there."""
    if isinstance(record, Company):
        return sought_in(record.name, record.tax_id)
    return sought_in(record.account, account_printed(record.account), record.name, record.township, record.address, record.sector)


def sought_in(*texts: str) -> str:
    return "\n".join(name_key(text) for text in texts)
