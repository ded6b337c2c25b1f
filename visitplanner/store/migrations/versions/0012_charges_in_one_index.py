"""Who is in charge of whom is read from one index alone: a list in the order of its specialists asks it for every customer."""

from __future__ import annotations

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

COLUMNS = ("subject_id", "role", "begins_on", "ends_on", "proposed", "person_id")


def upgrade() -> None:
    op.drop_index("ix_assignments_subject_id_role", "assignments")
    op.create_index(f"ix_assignments_{'_'.join(COLUMNS)}", "assignments", list(COLUMNS))
