"""The searched texts written anew: a search finds simplified and Japanese signs by the traditional ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

from visitplanner.domain.core.texts import digits_of, sought_in
from visitplanner.domain.customers.customers import account_printed

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

OWN_WORDS = ("name", "township", "address", "sector", "notes", "visit_anyway")


def upgrade() -> None:
    fill("companies", ("name", "tax_id"), lambda row: sought_in(row.name, row.tax_id))
    fill(
        "customers",
        ("account", *OWN_WORDS),
        lambda row: sought_in(row.account, account_printed(row.account), *(getattr(row, each) for each in OWN_WORDS)),
    )
    fill("contacts", ("name", "phone", "email"), lambda row: sought_in(row.name, row.phone, digits_of(row.phone), row.email))


def fill(name: str, columns: Sequence[str], text: Callable[[Any], str]) -> None:
    """Write the searched text of every row of a table in which it differs."""
    table = sa.table(name, *(sa.column(each, sa.Text()) for each in ("id", *columns, "sought")))
    found = op.get_bind().execute(sa.select(table)).all()
    changed = [{"own_id": row.id, "text": new} for row in found if (new := text(row)) != row.sought]
    if changed:
        change = sa.update(table).where(table.c.id == sa.bindparam("own_id")).values(sought=sa.bindparam("text"))
        op.get_bind().execute(change, changed)
