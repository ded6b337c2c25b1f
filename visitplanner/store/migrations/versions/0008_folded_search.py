"""The searched texts written anew: signs that are one to a reader are one, notes are searched too, and contacts are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

from visitplanner.domain.core.texts import digits_of, sought_in
from visitplanner.domain.customers.customers import account_printed

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("contacts", sa.Column("sought", sa.Text(), server_default="", nullable=False))
    fill("companies", ("name", "tax_id"), lambda row: sought_in(row.name, row.tax_id))
    fill(
        "customers",
        ("account", "name", "township", "address", "sector", "notes", "visit_anyway"),
        lambda row: sought_in(
            row.account,
            account_printed(row.account),
            row.name,
            row.township,
            row.address,
            row.sector,
            row.notes,
            row.visit_anyway,
        ),
    )
    fill(
        "contacts",
        ("name", "phone", "email"),
        lambda row: sought_in(row.name, row.phone, digits_of(row.phone), row.email),
    )


def fill(name: str, columns: Sequence[str], text: Callable[[Any], str]) -> None:
    """Write the searched text of every row of a table."""
    table = sa.table(name, *(sa.column(each, sa.Text()) for each in ("id", *columns, "sought")))
    found = op.get_bind().execute(sa.select(*(table.c[each] for each in ("id", *columns)))).all()
    if found:
        change = sa.update(table).where(table.c.id == sa.bindparam("own_id")).values(sought=sa.bindparam("text"))
        op.get_bind().execute(change, [{"own_id": row.id, "text": text(row)} for row in found])
