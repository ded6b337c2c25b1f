"""`customers`, `groups`: lists of who is visited."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

import typer

from visitplanner.cli.core.session import Session
from visitplanner.cli.core.subcommands import group
from visitplanner.domain.customers.customers import account_printed
from visitplanner.services.customers.customer_lists import CustomerList, CustomerRow
from visitplanner.services.customers.groups import GroupList, GroupRow, ParkList, ParkRow


def register(app: typer.Typer) -> None:
    """Adds `customers`, `groups` and `parks`."""
    app.command("customers", help="用戶清冊 / the customers")(customers)
    app.command("groups", help="集團 / the groups")(groups)
    group(app, "parks", "工業區 / the industrial parks").callback(invoke_without_command=True, no_args_is_help=False)(parks)


def customers(
    ctx: typer.Context,
    text: Annotated[str, typer.Option("--filter", help="電號、戶名、集團、行政區… / words to look for")] = "",
) -> None:
    """Lists the customers in whom every word of the filter occurs."""
    session: Session = ctx.obj
    rows = session.office.ask(CustomerList(text, say=session.language.say))
    session.show([document(row) for row in rows], lines(session, rows))


def document(row: CustomerRow) -> dict[str, Any]:
    """JSON of a customer with company, group, park and contracts in kW."""
    customer = row.customer
    return {
        "id": customer.id,
        "account": customer.account,
        "name": customer.name,
        "company": row.company.name,
        "tax_id": row.company.tax_id,
        "group": row.group.name if row.group else "",
        "park": row.park.name if row.park else "",
        "regular_kw": customer.regular_kw,
        "half_peak_kw": customer.half_peak_kw,
        "saturday_kw": customer.saturday_kw,
        "off_peak_kw": customer.off_peak_kw,
        "voltage": customer.voltage,
        "supply_kv": customer.supply_kv,
        "option": customer.option,
        "sector": customer.sector,
        "township": customer.township,
        "address": customer.address,
        "last_visit": customer.last_visit_on,
        "next_visit": row.next_visit.day if row.next_visit else None,
        "specialist": row.specialist.name if row.specialist else "",
        "large": row.is_large,
        "large_by_sum": row.large_by_sum,
        "visit_anyway": customer.visit_anyway,
    }


def lines(session: Session, rows: list[CustomerRow]) -> Iterator[str]:
    """A line a customer, and how many there are."""
    text = session.language.text
    for row in rows:
        customer = row.customer
        cells = [
            account_printed(customer.account),
            f"{session.language.number(customer.regular_kw)} kW",
            customer.voltage,
            customer.name,
            row.group.name if row.group else "",
            row.specialist.name if row.specialist else "",
        ]
        yield "\t".join(cells).rstrip()
    yield text(
        "{count} customers, {large} at or above the threshold; {more} more under the sum of contracts.",
        count=len(rows),
        large=sum(row.is_large for row in rows),
        more=sum(row.large_by_sum for row in rows),
    )


def groups(ctx: typer.Context) -> None:
    """Lists the groups with their sites and leader."""
    session: Session = ctx.obj
    rows = session.office.ask(GroupList())
    session.show([group_document(row) for row in rows], (group_line(session, row) for row in rows))


def group_document(row: GroupRow) -> dict[str, Any]:
    """JSON of a group: its companies, accounts, regular contracts in kW together, leader."""
    return {
        "id": row.group.id,
        "name": row.group.name,
        "companies": [company.name for company in row.companies],
        "accounts": [site.account for site in row.sites],
        "regular_kw": row.regular_kw,
        "leader": row.leader.name if row.leader else "",
    }


def group_line(session: Session, row: GroupRow) -> str:
    """Name, number of sites, kW, leader; parted by tabs."""
    count = session.language.text("{count} sites", count=len(row.sites))
    leader = row.leader.name if row.leader else ""
    return f"{row.group.name}\t{count}\t{session.language.number(row.regular_kw)} kW\t{leader}".rstrip()


def parks(ctx: typer.Context) -> None:
    """The parks with who looks after them; `parks list|add|change|remove` follow from the description of the record."""
    if ctx.invoked_subcommand is not None:
        return
    session: Session = ctx.obj
    rows = session.office.ask(ParkList())
    session.show([park_document(row) for row in rows], (park_line(session, row) for row in rows))


def park_document(row: ParkRow) -> dict[str, Any]:
    """JSON of a park: its township, accounts and specialist."""
    return {
        "id": row.park.id,
        "name": row.park.name,
        "township": row.park.township,
        "accounts": [site.account for site in row.sites],
        "specialist": row.specialist.name if row.specialist else "",
    }


def park_line(session: Session, row: ParkRow) -> str:
    """Name, number of sites, specialist; parted by tabs."""
    count = session.language.text("{count} sites", count=len(row.sites))
    return f"{row.park.name}\t{count}\t{row.specialist.name if row.specialist else ''}".rstrip()
