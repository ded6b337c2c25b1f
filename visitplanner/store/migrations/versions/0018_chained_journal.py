"""The journal's sets are chained by hashes, so that `check` finds whatever was altered, removed, reordered or cut off."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from visitplanner.store import chain
from visitplanner.store.dialects import dialect

revision = "0018"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("change_sets", sa.Column("link", sa.Text(), nullable=False, server_default=""))
    op.add_column("change_entries", sa.Column("salt", sa.Text(), nullable=False, server_default=""))
    op.add_column("change_entries", sa.Column("digest", sa.Text(), nullable=True))
    op.add_column("change_entries", sa.Column("purged_by", sa.Text(), nullable=True))
    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit_head"),
        **dialect.TABLE,
    )
    op.execute(f"UPDATE change_entries SET salt = {dialect.RANDOM_TEXT}")
    chain.forge(op.get_bind())
