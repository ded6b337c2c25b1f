"""Intelligence cards and their submissions, programmes, leaflets, seminars with their cases, audits, surveys, measures."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

from visitplanner.store.dialects import dialect

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

TABLES = {
    "intelligence": "subject_id>subjects industry past outlook expansion planned_kw#? planned_month? probability#? "
    "confidentiality informant collected_on notes visit_id>visits?",
    "intelligence_submissions": "number# year# made_on loads",
    "programmes": "customer_id>customers programme plans state changed_on notes",
    "leaflets": "name first_on last_on? industries traits summary place source",
    "seminars": "held_on topic organiser_id>people place attendee_ids guests heads#? notes",
    "audits": "name customer_id>customers held_on auditor_id>people? state power air_conditioning lighting proposed "
    "saving_kwh#? saving_ntd#? done_on? notes",
    "surveys": "name answered_on subject_id>subjects? overall# attitude#? expertise#? promptness#? information#? comment",
    "measures": "name origin owner_id>people due_on survey_id>surveys? audit_id>audits? done_on? result notes",
}
"""Columns by table: `#` holds a whole number, `>` refers to a table, `?` may be missing; all else is text."""
DAYS = (
    ("intelligence", "collected_on"),
    ("programmes", "changed_on"),
    ("seminars", "held_on"),
    ("audits", "held_on"),
    ("surveys", "answered_on"),
    ("measures", "due_on"),
)
"""By which lists are sorted."""


def columns(table: str) -> Iterator[sa.Column]:
    yield sa.Column("id", sa.Text(), nullable=False)
    yield sa.Column("version", sa.Integer(), nullable=False)
    for written in TABLES[table].split():
        name, _, target = written.rstrip("?").partition(">")
        keys = [sa.ForeignKey(f"{target}.id", name=f"fk_{table}_{name}_{target}")] if target else []
        kind = sa.Integer() if name.endswith("#") else sa.Text()
        yield sa.Column(name.rstrip("#"), kind, *keys, nullable=written.endswith("?"))


def upgrade() -> None:
    for table, written in TABLES.items():
        unique = [sa.UniqueConstraint("number", name=f"uq_{table}_number")] if table == "intelligence_submissions" else []
        op.create_table(table, *columns(table), sa.PrimaryKeyConstraint("id", name=f"pk_{table}"), *unique, **dialect.TABLE)
        for name in (each.partition(">")[0] for each in written.split() if ">" in each):
            op.create_index(f"ix_{table}_{name}", table, [name])
    for table, name in DAYS:
        op.create_index(f"ix_{table}_{name}", table, [name])
    op.execute(
        "ALTER TABLE follow_ups ADD COLUMN seminar_id TEXT CONSTRAINT fk_follow_ups_seminar_id_seminars REFERENCES seminars (id)"
    )
    op.create_index("ix_follow_ups_seminar_id", "follow_ups", ["seminar_id"])
