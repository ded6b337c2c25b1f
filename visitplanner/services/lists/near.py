"""Names of a list that are nearly those of others, in the list or kept: said by row, never made one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.core.texts import name_key, near_names, search_key
from visitplanner.domain.lists.customer_import import CustomerLine
from visitplanner.services.customers.customer_filing import Filing

Doubt = tuple[CustomerLine, str, str, Message]
"""A line, its field and value, and what is doubtful about them."""


def near_groups(lines: Sequence[CustomerLine], filing: Filing) -> Iterator[Doubt]:
    """That a group is new but nearly bears the name of another, kept or in the list: it would be owed visits of its own."""
    known = dict(filing.group_keys)
    for line in lines:
        key = name_key(line.group)
        if not key or key in known:
            continue
        near = next((name for name in known.values() if near_names(line.group, name)), None)
        known[key] = line.group
        if near is not None:
            doubt = said("A new group, nearly called like {group}. If it is the same, write it the same way.", group=near)
            yield line, "group", line.group, doubt


def near_companies(lines: Sequence[CustomerLine], filing: Filing) -> Iterator[Doubt]:
    """That a new customer's company is called like another in simplified or Japanese signs: they are kept as two.

    Two that have tax numbers of their own are two.
    """
    known = {search_key(company.name): (company.name, company.tax_id) for company in filing.companies.values()}
    for line in lines:
        name = line.company or line.name
        near, tax_id = known.setdefault(search_key(name), (name, line.tax_id))
        if name_key(near) != name_key(name) and not (tax_id and line.tax_id and tax_id != line.tax_id):
            told = said("Called like {name} but for the way of writing; they are kept as two customers.", name=near)
            yield line, "company" if line.company else "name", name, told
