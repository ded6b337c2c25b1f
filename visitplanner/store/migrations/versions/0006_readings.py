"""Monthly readings of customers: energy, demand, power factor and the amount billed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from visitplanner.store.dialects import dialect

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "monthly_readings",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "customer_id",
            sa.Text(),
            sa.ForeignKey("customers.id", name="fk_monthly_readings_customer_id_customers"),
            nullable=False,
        ),
        sa.Column("month", sa.Text(), nullable=False),
        sa.Column("kwh", sa.Text(), nullable=False),
        sa.Column("max_kw", sa.Text(), nullable=False),
        sa.Column("kwh_total", sa.Text(), nullable=True),
        sa.Column("highest_kw", sa.Text(), nullable=True),
        sa.Column("power_factor_percent", sa.Text(), nullable=True),
        sa.Column("billed_ntd", sa.Text(), nullable=True),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_monthly_readings"),
        **dialect.TABLE,
    )
    op.create_index("ix_monthly_readings_customer_id_month", "monthly_readings", ["customer_id", "month"])
