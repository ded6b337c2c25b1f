"""Indexes by which a part of a list is found without reading all of it, and the text a search looks through."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

from visitplanner.domain.core.texts import sought_in
from visitplanner.domain.customers.customers import account_printed

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

INDEXES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("visits", ("subject_id", "state", "held_on")),
    ("visits", ("state", "day")),
    ("visits", ("day", "slot", "id")),
    ("visits", ("held_on",)),
    ("follow_ups", ("state", "due_on", "raised_on")),
    ("assignments", ("ends_on",)),
    ("contract_changes", ("effective_on",)),
    ("customers", ("regular_kw",)),
)


def upgrade() -> None:
    op.drop_index("ix_follow_ups_state_due_on", "follow_ups")
    op.drop_index("ix_visits_day", "visits")
    for table, columns in INDEXES:
        op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns))
    for table in ("companies", "customers"):
        op.add_column(table, sa.Column("sought", sa.Text(), server_default="", nullable=False))
    fill("companies", ("name", "tax_id"), lambda row: sought_in(row.name, row.tax_id))
    fill(
        "customers",
        ("account", "name", "township", "address", "sector"),
        lambda row: sought_in(row.account, account_printed(row.account), row.name, row.township, row.address, row.sector),
    )


def fill(name: str, columns: Sequence[str], text: Callable[[Any], str]) -> None:
    """Write the searched text of every row of a table."""
    table = sa.table(name, *(sa.column(each, sa.Text()) for each in ("id", *columns, "sought")))
    found = op.get_bind().execute(sa.select(*(table.c[each] for each in ("id", *columns)))).all()
    if found:
        change = sa.update(table).where(table.c.id == sa.bindparam("own_id")).values(sought=sa.bindparam("text"))
        op.get_bind().execute(change, [{"own_id": row.id, "text": text(row)} for row in found])
