"""The lines of a case's log are counted, so that they stay in the order of writing whatever the clock said."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("follow_up_entries", sa.Column("number", sa.Integer(), server_default="0", nullable=False))
