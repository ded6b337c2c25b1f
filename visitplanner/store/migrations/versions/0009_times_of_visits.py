"""The time of day for which a visit is agreed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("visits", sa.Column("time", sa.Text(), nullable=False, server_default=""))
