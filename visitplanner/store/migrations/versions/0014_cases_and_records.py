"""Cases with receipt, petition, documents, answer and result; kinds of request, reviews of cases; whom a visit met, answers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from visitplanner.store.dialects import dialect

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

WORDS = ("receipt", "reply", "confirmed_by", "result")
LISTS = ("met", "answers")
ANSWERED = """
UPDATE follow_ups SET
  reply = coalesce((SELECT note FROM follow_up_entries e WHERE e.follow_up_id = follow_ups.id AND e.state = 'replied'
    ORDER BY e.number, e.at LIMIT 1), ''),
  replied_on = (SELECT substr(at, 1, 10) FROM follow_up_entries e WHERE e.follow_up_id = follow_ups.id AND e.state = 'replied'
    ORDER BY e.number, e.at LIMIT 1),
  result = CASE WHEN state = 'closed' THEN coalesce((SELECT note FROM follow_up_entries e WHERE e.follow_up_id = follow_ups.id
    AND e.note <> '' ORDER BY e.number DESC, e.at DESC LIMIT 1), '') ELSE '' END
"""
"""What was answered and what came of it stood only in the log: the first line of an answer, the last words of a closed case."""


def upgrade() -> None:
    op.create_table(
        "request_kinds",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_request_kinds"),
        **dialect.TABLE,
    )
    op.create_index("ix_request_kinds_name", "request_kinds", ["name"])
    op.create_table(
        "case_reviews",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Text(), nullable=False),
        sa.Column("first_on", sa.Text(), nullable=False),
        sa.Column("last_on", sa.Text(), nullable=False),
        sa.Column("attendee_ids", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("changed_on", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_case_reviews"),
        **dialect.TABLE,
    )
    op.create_index("ix_case_reviews_held_on", "case_reviews", ["held_on"])
    for name in WORDS:
        op.add_column("follow_ups", sa.Column(name, sa.Text(), nullable=False, server_default=""))
    for name in ("petition", "public_opinion"):
        op.add_column("follow_ups", sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
    op.add_column("follow_ups", sa.Column("documents", sa.Text(), nullable=False, server_default="[]"))
    for name in ("replied_on", "confirmed_on"):
        op.add_column("follow_ups", sa.Column(name, sa.Text(), nullable=True))
    for name, table in (("controller_id", "people"), ("request_id", "request_kinds")):
        key = f"CONSTRAINT fk_follow_ups_{name}_{table} REFERENCES {table} (id)"
        op.get_bind().exec_driver_sql(f"ALTER TABLE follow_ups ADD COLUMN {name} TEXT {key}")
        op.create_index(f"ix_follow_ups_{name}", "follow_ups", [name])
    for name in LISTS:
        op.add_column("visits", sa.Column(name, sa.Text(), nullable=False, server_default="[]"))
    op.get_bind().exec_driver_sql(ANSWERED)
