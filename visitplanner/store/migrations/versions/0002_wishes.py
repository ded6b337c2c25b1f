"""What customers, groups and parks wish about the days of their visits."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from visitplanner.store.dialects import dialect

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "wishes",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("subject_id", sa.Text(), sa.ForeignKey("subjects.id", name="fk_wishes_subject_id_subjects"), nullable=False),
        sa.Column("closed_months", sa.Text(), nullable=False),
        sa.Column("preferred_weekdays", sa.Text(), nullable=False),
        sa.Column("not_before", sa.Text(), nullable=True),
        sa.Column("not_after", sa.Text(), nullable=True),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_wishes"),
        sa.UniqueConstraint("subject_id", name="uq_wishes_subject_id"),
        **dialect.TABLE,
    )
