"""What a hand placed, records amended, people who leave, cases that wait, and the half-day a customer wishes."""

from __future__ import annotations

import datetime as dt

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
TAIPEI = dt.timezone(dt.timedelta(hours=8))
CASES = sa.table("follow_ups", *map(sa.column, ("id", "state", "waiting_since")))
LOG = sa.table("follow_up_entries", *map(sa.column, ("follow_up_id", "at", "state")))
WAITING = "waiting_for_customer"


def upgrade() -> None:
    for table, column in COLUMNS:
        op.add_column(table, column)
    note_since_when_cases_wait(op.get_bind())


def note_since_when_cases_wait(connection: sa.Connection) -> None:
    """A case that waits for the customer has waited since the first line of its log that says so and was not taken back."""
    since: dict[str, str] = {}
    lines = sa.select(LOG.c.follow_up_id, LOG.c.at, LOG.c.state).order_by(LOG.c.at, LOG.c.state != WAITING)
    for case, at, state in connection.execute(lines):
        if state == WAITING:
            since.setdefault(case, at)
        else:
            since.pop(case, None)
    for case in connection.scalars(sa.select(CASES.c.id).where(CASES.c.state == WAITING)).all():
        if case in since:
            day = dt.datetime.fromisoformat(since[case]).astimezone(TAIPEI).date().isoformat()
            connection.execute(sa.update(CASES).where(CASES.c.id == case).values(waiting_since=day))
