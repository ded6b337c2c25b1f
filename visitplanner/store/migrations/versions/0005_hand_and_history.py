"""What a hand placed, records amended, people who leave, cases that wait, and the half-day a customer wishes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

COLUMNS = (
    ("visits", sa.Column("pinned", sa.Integer(), nullable=False, server_default="0")),
    ("visits", sa.Column("editions", sa.Text(), nullable=False, server_default="[]")),
    ("people", sa.Column("leaves_on", sa.Text(), nullable=True)),
    ("follow_ups", sa.Column("waiting_since", sa.Text(), nullable=True)),
    ("follow_ups", sa.Column("paused", sa.Integer(), nullable=False, server_default="0")),
    ("follow_up_entries", sa.Column("changes", sa.Text(), nullable=False, server_default="[]")),
    ("wishes", sa.Column("slot", sa.Text(), nullable=True)),
    ("wishes", sa.Column("hours", sa.Text(), nullable=False, server_default="")),
)
SINCE = """
UPDATE follow_ups SET waiting_since = (
    SELECT date(min(waiting.at), '+8 hours') FROM follow_up_entries AS waiting
    WHERE waiting.follow_up_id = follow_ups.id AND waiting.state = 'waiting_for_customer' AND waiting.at > coalesce((
        SELECT max(other.at) FROM follow_up_entries AS other
        WHERE other.follow_up_id = follow_ups.id AND other.state <> 'waiting_for_customer'), '')
)
WHERE state = 'waiting_for_customer'
"""
"""A case that waits for the customer has waited since the first line of its log that says so and was not taken back."""


def upgrade() -> None:
    for table, column in COLUMNS:
        op.add_column(table, column)
    op.execute(SINCE)
