"""What somebody tries who has an account and the server's own client, not the program.

Each attack is a statement; `{other}` is the id of a customer of a colleague's, `{own}` of one's own, `{visit}` of a colleague's
visit.
It is held off when the server refuses it, touches no row, or shows none.
"""

from __future__ import annotations

OWN_PERSON = "SELECT person_id FROM assignments WHERE subject_id = '{own}' LIMIT 1"
OTHER_COMPANY = "SELECT company_id FROM customers WHERE id = '{other}'"
OF_A_VISIT = (
    "subject_kind, subject_id, year, day, slot, leader_id, member_ids, state, reasons, topics, notes, override, intelligence"
)

READING: dict[str, str] = {
    "read a colleague's contacts": "SELECT phone FROM contacts WHERE customer_id = '{other}'",
    "read them through a count": "SELECT count(*) FROM contacts WHERE customer_id = '{other}' HAVING count(*) > 0",
    "read them through a search": "SELECT id FROM contacts WHERE customer_id = '{other}' AND sought LIKE '%0912%'",
    "read them through the journal": "SELECT after FROM change_entries WHERE kind = 'contacts' AND after LIKE '%{other}%'",
    "read them through an error": "SELECT CAST(phone AS INTEGER) FROM contacts WHERE customer_id = '{other}'",
    "read them through a cheap function": "SELECT pg_temp.leak(phone) FROM contacts WHERE customer_id = '{other}'",
    "read them through statistics": "SELECT most_common_vals FROM pg_stats WHERE tablename = 'contacts'",
    "read them in bulk": "COPY (SELECT 1 FROM contacts WHERE customer_id = '{other}') TO STDOUT",
    "read what a colleague's customer confided": "SELECT expansion FROM intelligence WHERE subject_id = '{other}'",
    "read that through the journal": "SELECT after FROM change_entries WHERE kind = 'intelligence' AND after LIKE '%{other}%'",
    "read what somebody is typing": "SELECT content FROM form_drafts WHERE login <> session_user",
    "read who did what": "SELECT who FROM office_audit",
    "read the accounts": "SELECT login FROM office_accounts",
    "read passwords": "SELECT rolpassword FROM pg_authid",
    "read the server's files": "SELECT pg_read_file('/etc/passwd')",
    "read another's statement": "SELECT query FROM pg_stat_activity WHERE usename = 'boss' AND query NOT LIKE '<insufficient%'",
}
WRITING: dict[str, str] = {
    "change a colleague's customer": "UPDATE customers SET notes = 'x' WHERE id = '{other}'",
    "change it through a rule": "UPDATE customers SET regular_kw = 1 WHERE name LIKE '%'  AND id = '{other}'",
    "remove a colleague's customer": "DELETE FROM customers WHERE id = '{other}'",
    "enter a customer": "INSERT INTO subjects VALUES ('00000000-0000-4000-8000-0000000000aa')",
    "steal a customer": f"UPDATE assignments SET person_id = ({OWN_PERSON}) WHERE subject_id = '{{other}}'",
    "give oneself a customer": "INSERT INTO assignments (id, version, subject_id, person_id, role, begins_on, proposed)"
    " SELECT '00000000-0000-4000-8000-0000000000ab', 1, '{other}', id, 'specialist', '2020-01-01', 0 FROM people LIMIT 1",
    "give a customer away": "DELETE FROM assignments WHERE subject_id = '{own}'",
    "put a customer into another company": f"UPDATE customers SET company_id = ({OTHER_COMPANY})"
    f" WHERE id = '{{own}}' AND company_id <> ({OTHER_COMPANY})",
    "move a colleague's visit": "UPDATE visits SET day = '2026-04-01' WHERE id = '{visit}'",
    "lead a colleague's visit": f"UPDATE visits SET leader_id = ({OWN_PERSON}) WHERE id = '{{visit}}'",
    "book a visit to another's customer": f"INSERT INTO visits (id, version, ordinal, {OF_A_VISIT})"
    f" SELECT '00000000-0000-4000-8000-0000000000ac', 1, 2, {OF_A_VISIT} FROM visits WHERE id = '{{visit}}'",
    "add a contact for another": "INSERT INTO contacts (id, version, customer_id, name, phone, email)"
    " VALUES ('00000000-0000-4000-8000-0000000000ad', 1, '{other}', 'x', 'x', 'x')",
    "change the office's settings": "UPDATE settings SET value = '1'",
    "change the colleagues": "UPDATE people SET name = 'x'",
    "close a day": "INSERT INTO closures (id, version, day, reason)"
    " VALUES ('00000000-0000-4000-8000-0000000000ae', 1, '2026-05-05', 'x')",
    "write in another's name": "INSERT INTO change_sets (id, at, label, who, detail, reverts)"
    " VALUES ('00000000-0000-4000-8000-0000000000af', '2026-01-01', 'x', 'boss', '{{}}', '[]')",
    "put words into another's change": "INSERT INTO change_entries (change_set_id, kind, record_id, after)"
    " SELECT id, 'visits', '{visit}', '{{}}' FROM change_sets WHERE who = 'boss' LIMIT 1",
    "alter the journal": "UPDATE change_entries SET after = '{{}}'",
    "alter who did it": "UPDATE change_sets SET who = 'lin'",
    "call another's change taken back": "UPDATE change_sets SET reverted_by = id WHERE who = 'boss'",
    "remove the journal": "DELETE FROM change_sets",
    "empty the journal": "TRUNCATE change_sets CASCADE",
}
EVERYBODY: dict[str, str] = {
    "alter the audit": "UPDATE office_audit SET who = 'lin'",
    "cut the audit's tail": "DELETE FROM office_audit WHERE seq > 1",
    "add to the audit": "INSERT INTO office_audit"
    " SELECT seq + 1000, at, who, tbl, op, rid, digest, prev, hash FROM office_audit LIMIT 1",
    "empty the audit": "TRUNCATE office_audit",
    "switch the audit off": "ALTER TABLE visits DISABLE TRIGGER office_audit",
    "switch all triggers off": "SET session_replication_role = replica",
    "call the audit's function": "SELECT office_audit_row()",
    "switch the rules off": "ALTER TABLE visits DISABLE ROW LEVEL SECURITY",
    "see past the rules": "SET row_security = off; SELECT id FROM form_drafts WHERE login <> session_user",
    "add a rule": "CREATE POLICY mine ON visits USING (true)",
    "drop a table": "DROP TABLE visits",
    "add a column": "ALTER TABLE visits ADD COLUMN x TEXT",
    "make a table": "CREATE TABLE mine (x TEXT)",
    "make a function": "CREATE FUNCTION public.office_manages2() RETURNS BOOLEAN LANGUAGE sql AS 'SELECT true'",
    "replace a function": "CREATE OR REPLACE FUNCTION office_manages() RETURNS BOOLEAN LANGUAGE sql AS 'SELECT true'",
    "become the owner": "SET ROLE {owner}",
    "become somebody else": "SET SESSION AUTHORIZATION boss",
    "become the server's master": "SET ROLE postgres",
    "give oneself a role": "GRANT {group}_manager TO CURRENT_USER",
    "make oneself a master": "ALTER ROLE CURRENT_USER SUPERUSER",
    "write into the accounts": "INSERT INTO office_accounts VALUES ('mallory', 'administrator', NULL)",
    "promote oneself": "UPDATE office_accounts SET role = 'administrator' WHERE login = session_user",
    "change the step of the schema": "UPDATE alembic_version SET version_num = '0001'",
    "run a program": "COPY customers TO PROGRAM 'cat'",
    "write a file": "COPY customers TO '/tmp/stolen'",
    "load a library": "LOAD 'dblink'",
    "make a connection": "CREATE EXTENSION dblink",
    "end another's connection": "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename <> session_user",
}
ADMINISTERING: dict[str, str] = {
    "make an account": "SELECT office_admit('mallory', 'SCRAM-SHA-256$x', 'administrator', NULL)",
    "promote oneself by the function": "SELECT office_appoint(session_user::text, 'administrator', NULL)",
    "end a colleague's account": "SELECT office_dismiss('boss')",
}

BY_ROLE: dict[str, dict[str, str]] = {
    "chen": {**READING, **WRITING, **EVERYBODY, **ADMINISTERING},
    "lin": {**WRITING, **EVERYBODY, **ADMINISTERING},
    "intern": {**READING, **WRITING, **EVERYBODY, **ADMINISTERING},
    "boss": {**EVERYBODY, **ADMINISTERING},
    "root_of_office": EVERYBODY,
}
"""By login: an account manager, one who looks after nobody, a viewer, a manager, an administrator."""
