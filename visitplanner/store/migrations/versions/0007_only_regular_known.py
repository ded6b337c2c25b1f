"""Whether a customer's contracts besides the regular one are not known, as its list had no columns for them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("customers", sa.Column("only_regular_known", sa.Integer(), server_default="0", nullable=False))
