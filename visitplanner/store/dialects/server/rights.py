"""Who may see and change what, kept by the database by login (`session_user`), never by a setting a client could set.

Rules follow from a table's columns: what belongs to a customer is written by whoever looks after the customer on that day; what
belongs to nobody in particular by managers. A table that comes later is the managers' until it has such a column.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, Table

from visitplanner.store.dialects.server import audit

VIEWER, ACCOUNT_MANAGER, MANAGER, ADMINISTRATOR = ROLES = ("viewer", "account_manager", "manager", "administrator")
OWN = (
    "office_accounts",
    audit.TABLE,
    "office_moves",
    "alembic_version",
)
"""The server's own tables, which no record knows."""
JOURNAL = ("change_sets", "change_entries")
PRIVATE = ("form_drafts",)
"""What somebody typed and has not kept yet: his alone."""
PERSONAL = ("contacts", "intelligence")
"""People of customers, and what customers confided: seen by whoever looks after the customer."""
BELONGS_BY = ("customer_id", "subject_id")
PERSON_TOO = {"visits": "leader_id", "follow_ups": "owner_id"}
"""Who leads a visit, or has a case, writes it too."""
BEHIND = {"follow_up_entries": ("follow_up_id", "follow_ups"), "visit_records": ("visit_id", "visits")}
TAIPEI = "to_char(now() AT TIME ZONE 'Asia/Taipei', 'YYYY-MM-DD')"

FUNCTIONS = f"""
CREATE TABLE office_accounts (
    login TEXT PRIMARY KEY, role TEXT NOT NULL CHECK (role IN {ROLES}), person_id TEXT REFERENCES people (id) ON DELETE SET NULL
);
CREATE TABLE office_moves (number SERIAL PRIMARY KEY, at TIMESTAMPTZ NOT NULL, seq BIGINT NOT NULL, change_set BIGINT NOT NULL);
CREATE FUNCTION office_role() RETURNS TEXT LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT role FROM office_accounts WHERE login = session_user
$$;
CREATE FUNCTION office_person() RETURNS TEXT LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT person_id FROM office_accounts WHERE login = session_user AND role = '{ACCOUNT_MANAGER}'
$$;
CREATE FUNCTION office_manages() RETURNS BOOLEAN LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce((SELECT role IN ('{MANAGER}', '{ADMINISTRATOR}') FROM office_accounts WHERE login = session_user), false)
$$;
CREATE FUNCTION office_mine() RETURNS SETOF TEXT LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH held AS (
        SELECT subject_id FROM assignments
        WHERE person_id = office_person() AND begins_on <= {TAIPEI} AND (ends_on IS NULL OR ends_on >= {TAIPEI})
    )
    SELECT subject_id FROM held
    UNION
    SELECT customers.id FROM customers JOIN companies ON companies.id = customers.company_id
    WHERE companies.group_id IN (SELECT subject_id FROM held)
$$;
CREATE FUNCTION office_stays() RETURNS TRIGGER LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE old_is JSONB := to_jsonb(OLD); new_is JSONB := to_jsonb(NEW); name TEXT;
BEGIN
    IF office_person() IS NOT NULL THEN
        FOREACH name IN ARRAY TG_ARGV LOOP
            IF old_is -> name IS DISTINCT FROM new_is -> name THEN
                RAISE EXCEPTION 'this is not given away' USING ERRCODE = '42501';
            END IF;
        END LOOP;
    END IF;
    RETURN NEW;
END $$;
"""
STAYS = ("id", "customer_id", "subject_id", "company_id", "account", "park_id", "follow_up_id")
"""To whom something belongs is not changed by an account manager."""


def group_of(office: str, role: str) -> str:
    """The name of a role's group on the server: each office has groups of its own. office: the name it was made with."""
    return f"{office}_{role}"


def office_of(connection: Connection, database: str) -> str:
    """The name an office was made with: a backup restored into a database of another name keeps its groups."""
    if connection.exec_driver_sql("SELECT to_regprocedure('office_group(text)')").scalar() is None:
        return database
    return str(connection.exec_driver_sql(f"SELECT office_group('{VIEWER}')").scalar()).removesuffix(f"_{VIEWER}")


def statements(database: str, office: str, owner: str, tables: list[Table]) -> Iterator[str]:
    """All rights of an office, made anew for every table; may be repeated after a step of the schema."""
    groups = {role: f'"{group_of(office, role)}"' for role in ROLES}
    everybody = ", ".join(groups.values())
    writers = ", ".join(groups[role] for role in ROLES[1:])
    yield "REVOKE ALL ON SCHEMA public FROM PUBLIC"
    yield "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC"
    yield "REVOKE ALL ON ALL FUNCTIONS IN SCHEMA public FROM PUBLIC"
    yield f'REVOKE ALL ON DATABASE "{database}" FROM PUBLIC'
    yield f'GRANT CONNECT ON DATABASE "{database}" TO {everybody}'
    yield f"GRANT USAGE ON SCHEMA public TO {everybody}"
    yield f"GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {everybody}"
    yield f"REVOKE EXECUTE ON FUNCTION office_admit, office_dismiss, office_appoint FROM {everybody}"
    yield f"GRANT EXECUTE ON FUNCTION office_admit, office_dismiss, office_appoint TO {groups[ADMINISTRATOR]}"
    yield f"GRANT SELECT ON alembic_version TO {everybody}"
    yield f"GRANT SELECT ON office_accounts, {audit.TABLE} TO {groups[MANAGER]}, {groups[ADMINISTRATOR]}"
    yield f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {writers}"
    yield f"GRANT SELECT, INSERT ON change_sets, change_entries TO {writers}"
    yield f"GRANT SELECT ON change_sets, change_entries TO {groups[VIEWER]}"
    yield f"GRANT UPDATE (reverted_by) ON change_sets TO {writers}"
    for table in tables:
        if table.name not in JOURNAL:
            readers = writers if table.name in PRIVATE else everybody
            yield f'GRANT SELECT ON "{table.name}" TO {readers}'
            yield f'GRANT INSERT, UPDATE, DELETE ON "{table.name}" TO {writers}'
        yield from _rules(table, owner)
    for name in (*OWN[:3],):
        yield from _closed(name, owner)
    yield f"CREATE POLICY seen ON {audit.TABLE} FOR SELECT USING ((SELECT office_manages()))"
    yield "CREATE POLICY seen ON office_accounts FOR SELECT USING ((SELECT office_manages()))"


def _rules(table: Table, owner: str) -> Iterator[str]:
    """A table's policies, each in place of the one before."""
    name = f'"{table.name}"'
    yield from _closed(table.name, owner)
    if table.name in PRIVATE:
        yield f"ALTER TABLE {name} ADD COLUMN IF NOT EXISTS login TEXT NOT NULL DEFAULT session_user"
        for unique in table.constraints:
            if unique.name and str(unique.name).startswith("uq_"):
                columns = ", ".join(f'"{column.name}"' for column in unique.columns)  # pyright: ignore[reportAttributeAccessIssue]
                yield f'ALTER TABLE {name} DROP CONSTRAINT "{unique.name}"'
                yield f'ALTER TABLE {name} ADD CONSTRAINT "{unique.name}" UNIQUE ({columns}, login)'
        yield f"CREATE POLICY own ON {name} USING (login = session_user) WITH CHECK (login = session_user)"
        return
    if table.name == "change_sets":
        yield f"CREATE POLICY seen ON {name} FOR SELECT USING (true)"
        yield f"CREATE POLICY added ON {name} FOR INSERT WITH CHECK (who = session_user AND (SELECT office_role()) <> '{VIEWER}')"
        yield f"CREATE POLICY changed ON {name} FOR UPDATE USING (who = session_user OR (SELECT office_manages()))"
        return
    if table.name == "change_entries":
        named = ", ".join(f"'{each}'" for each in PERSONAL)
        whole = "coalesce(after, before)::jsonb"
        theirs = f"coalesce({whole} ->> 'customer_id', {whole} ->> 'subject_id') IN (SELECT office_mine())"
        yield f"CREATE POLICY seen ON {name} FOR SELECT USING (kind NOT IN ({named}) OR (SELECT office_manages()) OR {theirs})"
        own = "EXISTS (SELECT FROM change_sets s WHERE s.id = change_set_id AND s.who = session_user)"
        yield f"CREATE POLICY added ON {name} FOR INSERT WITH CHECK ({own})"
        return
    mine = _mine(table)
    may = f"(SELECT office_manages()){f' OR {mine}' if mine else ''}"
    seen = may if table.name in PERSONAL else "(SELECT office_role()) IS NOT NULL"
    yield f"CREATE POLICY seen ON {name} FOR SELECT USING ({seen})"
    yield f"CREATE POLICY added ON {name} FOR INSERT WITH CHECK ({_added(table, may)})"
    yield f"CREATE POLICY changed ON {name} FOR UPDATE USING ({may}) WITH CHECK ({may})"
    yield f"CREATE POLICY removed ON {name} FOR DELETE USING ({may})"
    if mine:
        kept = [f"'{column}'" for column in STAYS if column in table.c]
        yield f"DROP TRIGGER IF EXISTS office_stays ON {name}"
        yield f"CREATE TRIGGER office_stays BEFORE UPDATE ON {name} FOR EACH ROW EXECUTE FUNCTION office_stays({', '.join(kept)})"
    yield audit.audited(table.name)


def _closed(name: str, owner: str) -> Iterator[str]:
    """Nobody sees or changes anything of a table but by a policy; its owner, for steps of the schema and backups, all."""
    for policy in ("seen", "added", "changed", "removed", "own", "owner"):
        yield f'DROP POLICY IF EXISTS {policy} ON "{name}"'
    yield f'ALTER TABLE "{name}" ENABLE ROW LEVEL SECURITY'
    yield f'ALTER TABLE "{name}" FORCE ROW LEVEL SECURITY'
    yield f'CREATE POLICY owner ON "{name}" TO "{owner}" USING (true) WITH CHECK (true)'


def _belongs(table: Table) -> str | None:
    if table.name == "customers":
        return "id IN (SELECT office_mine())"
    column = next((name for name in BELONGS_BY if name in table.c), None)
    return None if column is None or table.name == "assignments" else f"{column} IN (SELECT office_mine())"


def _mine(table: Table) -> str | None:
    """Which rows are an account manager's own to write; None for none."""
    if table.name in BEHIND:
        column, other = BEHIND[table.name]
        person = f" OR {PERSON_TOO[other]} = (SELECT office_person())" if other in PERSON_TOO else ""
        return f"{column} IN (SELECT id FROM {other} WHERE subject_id IN (SELECT office_mine()){person})"
    belongs = _belongs(table)
    if belongs is not None and table.name in PERSON_TOO:
        return f"{belongs} OR {PERSON_TOO[table.name]} = (SELECT office_person())"
    return belongs


def _added(table: Table, may: str) -> str:
    """What may be added: nothing for another's customer, even with oneself as its leader; no customer at all."""
    if table.name == "customers":
        return "(SELECT office_manages())"
    if table.name in PERSON_TOO:
        return f"(SELECT office_manages()) OR {_belongs(table)}"
    return may


def make_groups(connection: Connection, office: str) -> None:
    """The groups of an office's roles, which nobody can log in as."""
    for role in ROLES:
        name = group_of(office, role)
        found = connection.exec_driver_sql("SELECT FROM pg_roles WHERE rolname = %(name)s", {"name": name}).first()
        if found is None:
            connection.exec_driver_sql(f'CREATE ROLE "{name}" NOLOGIN')
