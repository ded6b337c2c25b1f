"""The audit: one line a changed row, chained by hashes, written by the database itself; nobody but its owner could alter it, and
then the chain breaks. A line holds a digest of the row, no personal data: what stood there is in the journal.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from visitplanner.store.dialects.postgresql import WRITING

TABLE = "office_audit"
MAKE = f"""
CREATE TABLE {TABLE} (
    seq BIGINT PRIMARY KEY, at TIMESTAMPTZ NOT NULL, who TEXT NOT NULL, tbl TEXT NOT NULL, op TEXT NOT NULL, rid TEXT,
    digest BYTEA NOT NULL, prev BYTEA NOT NULL, hash BYTEA NOT NULL
);
CREATE FUNCTION office_audit_hash(
    seq BIGINT, at TIMESTAMPTZ, who TEXT, tbl TEXT, op TEXT, rid TEXT, digest BYTEA, prev BYTEA
) RETURNS BYTEA LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT sha256(convert_to(
        jsonb_build_array(seq, extract(epoch from at)::text, who, tbl, op, rid, encode(digest, 'hex'), encode(prev, 'hex'))::text,
        'UTF8'))
$$;
CREATE FUNCTION office_audit_row() RETURNS TRIGGER LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    row_is JSONB := CASE WHEN TG_OP = 'DELETE' THEN to_jsonb(OLD) ELSE to_jsonb(NEW) END;
    last RECORD; number BIGINT; before BYTEA; moment TIMESTAMPTZ := clock_timestamp(); drawn BYTEA;
BEGIN
    PERFORM pg_advisory_xact_lock({WRITING});
    SELECT a.seq, a.hash INTO last FROM {TABLE} a ORDER BY a.seq DESC LIMIT 1;
    number := coalesce(last.seq, 0) + 1;
    before := coalesce(last.hash, ''::bytea);
    drawn := sha256(convert_to(row_is::text, 'UTF8'));
    INSERT INTO {TABLE} VALUES (
        number, moment, session_user, TG_TABLE_NAME, TG_OP, coalesce(row_is ->> 'id', row_is ->> 'login'), drawn, before,
        office_audit_hash(
            number, moment, session_user, TG_TABLE_NAME, TG_OP, coalesce(row_is ->> 'id', row_is ->> 'login'), drawn, before));
    RETURN NULL;
END $$;
CREATE FUNCTION office_audit_keep() RETURNS TRIGGER LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'the audit only grows' USING ERRCODE = '42501';
END $$;
CREATE TRIGGER keep BEFORE UPDATE OR DELETE OR TRUNCATE ON {TABLE} FOR EACH STATEMENT EXECUTE FUNCTION office_audit_keep();
CREATE FUNCTION office_audit_fault() RETURNS BIGINT LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT min(seq) FROM (
        SELECT *, lag(hash, 1, ''::bytea) OVER w AS before, lag(seq, 1, 0::bigint) OVER w AS one_less
        FROM {TABLE} WINDOW w AS (ORDER BY seq)
    ) chained
    WHERE prev <> before OR seq <> one_less + 1 OR hash <> office_audit_hash(seq, at, who, tbl, op, rid, digest, prev)
$$;
CREATE FUNCTION office_audit_head(OUT seq BIGINT, OUT hash TEXT)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT seq, encode(hash, 'hex') FROM {TABLE} ORDER BY seq DESC LIMIT 1
$$;
CREATE FUNCTION office_audit_at(wanted BIGINT) RETURNS TEXT
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT encode(hash, 'hex') FROM {TABLE} WHERE seq = wanted
$$;
"""


@dataclass(frozen=True, slots=True)
class Head:
    """The newest line of the audit: its number, 0 for none, and its hash in hexadecimal."""

    seq: int = 0
    hash: str = ""


def audited(table: str) -> str:
    """The statement that lets the audit watch over a table."""
    return (
        f'CREATE OR REPLACE TRIGGER office_audit AFTER INSERT OR UPDATE OR DELETE ON "{table}"'
        " FOR EACH ROW EXECUTE FUNCTION office_audit_row()"
    )


def head(connection: Connection) -> Head:
    """The newest line."""
    seq, drawn = connection.exec_driver_sql("SELECT seq, hash FROM office_audit_head()").one()
    return Head(seq or 0, drawn or "")


def broken_at(connection: Connection) -> int | None:
    """The first line that is not what its hash says, or does not follow the one before; None when all do."""
    return connection.exec_driver_sql("SELECT office_audit_fault()").scalar()


def still_holds(connection: Connection, seen: Head) -> bool:
    """Whether a line that was the newest once still stands there: a tail cut off breaks no chain."""
    found = connection.exec_driver_sql("SELECT office_audit_at(%(seq)s)", {"seq": seen.seq}).scalar()
    return seen.seq == 0 or found == seen.hash
