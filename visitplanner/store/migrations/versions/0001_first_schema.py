"""The first schema: customers, staff, visits, follow-ups, loads, settings, journal."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.sql.schema import SchemaItem

from visitplanner.store.dialects import dialect

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_journal()
    create_customers()
    create_customer_details()
    create_staff()
    create_visits()
    create_follow_ups()


def create_journal() -> None:
    strict(
        "change_sets",
        whole("number"),
        *texts("id", "at", "label", "who", "detail", "reverts"),
        refers("change_sets", "reverted_by", "change_sets", optional=True),
        sa.PrimaryKeyConstraint("number", name="pk_change_sets"),
        sa.UniqueConstraint("id", name="uq_change_sets_id"),
        indexes=("label", "reverted_by"),
    )
    strict(
        "change_entries",
        whole("number"),
        refers("change_entries", "change_set_id", "change_sets"),
        *texts("kind", "record_id"),
        *optional_texts("before", "after"),
        sa.PrimaryKeyConstraint("number", name="pk_change_entries"),
        indexes=("change_set_id", "record_id"),
    )
    record("settings", *texts("key", "value"), sa.UniqueConstraint("key", name="uq_settings_key"))


def create_customers() -> None:
    strict("subjects", *texts("id"), sa.PrimaryKeyConstraint("id", name="pk_subjects"))
    subject("groups", *texts("name"), sa.UniqueConstraint("name", name="uq_groups_name"))
    subject("parks", *texts("name", "township"), indexes=("name",))
    record(
        "companies",
        *texts("name", "tax_id"),
        refers("companies", "group_id", "groups", optional=True),
        indexes=("group_id", "name", "tax_id"),
    )
    subject(
        "customers",
        *texts("account", "name"),
        refers("customers", "company_id", "companies"),
        *texts("voltage", "option"),
        *(whole(name) for name in ("regular_kw", "half_peak_kw", "saturday_kw", "off_peak_kw")),
        *texts("supply_kv", "sector", "address", "township"),
        refers("customers", "park_id", "parks", optional=True),
        *optional_texts("last_visit_on"),
        *texts("visit_anyway", "notes"),
        sa.UniqueConstraint("account", name="uq_customers_account"),
        indexes=("name", "company_id", "park_id"),
    )


def create_customer_details() -> None:
    record(
        "contract_changes",
        refers("contract_changes", "customer_id", "customers"),
        *texts("effective_on", "before", "after"),
        indexes=(("customer_id", "effective_on"),),
    )
    record(
        "contacts",
        refers("contacts", "customer_id", "customers"),
        *texts("name", "phone", "email"),
        indexes=("customer_id",),
    )
    record(
        "loads",
        refers("loads", "customer_id", "customers"),
        *texts("first_on", "last_on"),
        sa.Column("wh", sa.LargeBinary(), nullable=False),
        sa.Column("varh_lagging", sa.LargeBinary(), nullable=False),
        *texts("source_name", "findings"),
        indexes=(("customer_id", "first_on"),),
    )


def create_staff() -> None:
    record(
        "people",
        *texts("name"),
        whole("rank"),
        *texts("skills", "department", "townships", "absences"),
        whole("visits_a_day"),
        whole("invented"),
        indexes=("name",),
    )
    record(
        "assignments",
        refers("assignments", "subject_id", "subjects"),
        refers("assignments", "person_id", "people"),
        *texts("role", "begins_on"),
        *optional_texts("ends_on"),
        whole("proposed"),
        indexes=("person_id", ("subject_id", "role")),
    )


def create_visits() -> None:
    record(
        "visits",
        *texts("subject_kind"),
        refers("visits", "subject_id", "subjects"),
        whole("year"),
        whole("ordinal"),
        *texts("day", "slot"),
        refers("visits", "leader_id", "people"),
        *texts("member_ids", "state", "reasons"),
        *optional_texts("held_on", "outcome"),
        refers("visits", "site_id", "customers", optional=True),
        *texts("topics"),
        sa.Column("satisfaction", sa.Integer(), nullable=True),
        *texts("notes", "override", "intelligence"),
        indexes=("day", "year", "leader_id", "site_id", ("subject_id", "year")),
    )


def create_follow_ups() -> None:
    record(
        "follow_ups",
        refers("follow_ups", "subject_id", "subjects"),
        refers("follow_ups", "visit_id", "visits", optional=True),
        *texts("text", "window"),
        refers("follow_ups", "owner_id", "people", optional=True),
        *texts("raised_on", "due_on", "state"),
        *optional_texts("closed_on"),
        indexes=("subject_id", "visit_id", "owner_id", ("state", "due_on")),
    )
    record(
        "follow_up_entries",
        refers("follow_up_entries", "follow_up_id", "follow_ups"),
        *texts("at", "state", "note", "by"),
        indexes=(("follow_up_id", "at"),),
    )


def strict(table: str, *parts: SchemaItem, indexes: tuple[str | tuple[str, ...], ...] = ()) -> None:
    op.create_table(table, *parts, **dialect.TABLE)
    for index in indexes:
        columns = (index,) if isinstance(index, str) else index
        op.create_index("_".join(("ix", table, *columns)), table, list(columns))


def record(table: str, *parts: SchemaItem, indexes: tuple[str | tuple[str, ...], ...] = ()) -> None:
    key = sa.PrimaryKeyConstraint("id", name=f"pk_{table}")
    strict(table, *texts("id"), whole("version"), *parts, key, indexes=indexes)


def subject(table: str, *parts: SchemaItem, indexes: tuple[str | tuple[str, ...], ...] = ()) -> None:
    key = sa.ForeignKeyConstraint(["id"], ["subjects.id"], name=f"fk_{table}_id_subjects")
    record(table, *parts, key, indexes=indexes)


def texts(*names: str) -> list[SchemaItem]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def optional_texts(*names: str) -> list[SchemaItem]:
    return [sa.Column(name, sa.Text(), nullable=True) for name in names]


def whole(name: str) -> SchemaItem:
    return sa.Column(name, sa.Integer(), nullable=False)


def refers(table: str, column: str, target: str, *, optional: bool = False) -> SchemaItem:
    key = sa.ForeignKey(f"{target}.id", name=f"fk_{table}_{column}_{target}")
    return sa.Column(column, sa.Text(), key, nullable=optional)
