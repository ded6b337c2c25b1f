"""The process is killed at random moments while it writes: every acknowledged command is there, none by half."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from uuid import uuid4

import pytest

from tests.conftest import ROOT
from tests.store.acts import TODAY, accounts
from tests.store.plug.long import times
from visitplanner.services.core.reference_data import ReferenceData
from visitplanner.store import office as store
from visitplanner.store.safekeeping.envelope import MINIMUM

PHRASE, EACH = "正確馬 電池 staple", 5
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the writers are forked, for they are many")


def write_for_ever(folder: Path, first: int, told: int) -> None:
    """Commands, a draft and now and then a backup; a byte into `told` for each command that was acknowledged."""
    from tests.store.acts import Doing, add_customers
    from visitplanner.domain.core.form_drafts import FORM_DRAFTS, FormDraft

    office = store.open_office(folder, PHRASE, known=ReferenceData(), today=lambda: TODAY)
    for number in range(first, 10_000):
        office.do(add_customers(EACH, first=number * EACH + 1))
        os.write(told, b".")
        office.do(Doing(lambda work: [work.shelf(FORM_DRAFTS).remove(each) for each in work.shelf(FORM_DRAFTS).find()]))
        draft = FormDraft(form="a", about_id=uuid4(), content={"text": "甲" * 500})
        office.do(Doing(lambda work, draft=draft: work.shelf(FORM_DRAFTS).add(draft)))
        if number % 9 == 8:
            office.back_up_when_changed()


def killed(folder: Path, first: int, after: float) -> int:
    """Let a writer of its own run for `after` seconds from its first acknowledged command on, kill it: commands acknowledged."""
    hear, tell = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(hear)
        try:
            write_for_ever(folder, first, tell)
        finally:
            os._exit(1)
    os.close(tell)
    acknowledged = len(os.read(hear, 1))
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while more := os.read(hear, 4096):
        acknowledged += len(more)
    os.close(hear)
    return acknowledged


def test_no_kill_loses_an_acknowledged_command_or_leaves_half_of_one(tmp_path: Path) -> None:
    folder, chance, done = tmp_path / "office", random.Random(7), 0
    store.create_office(folder, PHRASE, demonstration=False, known=ReferenceData(), today=lambda: TODAY, cost=MINIMUM).close()
    for _ in range(times(20, 200)):
        acknowledged = killed(folder, done, chance.uniform(0.0, 0.12))
        assert acknowledged > 0
        office = store.open_office(folder, PHRASE, known=ReferenceData(), today=lambda: TODAY)
        count = len(office.ask(accounts()))
        assert count % EACH == 0
        assert count // EACH in (done + acknowledged, done + acknowledged + 1)
        assert office.check() == []
        done = count // EACH
        for backup in office.backups()[:1]:
            assert office.rehearse(backup.file).rows > 0
        office.close()
    left = [path.name for path in (folder / "backups").glob("*") if path.suffix == ".vpbackup"]
    assert all(name.startswith("visitplanner-auto-") for name in left)


STEP_BY_STEP = """
import os, signal, sys
from pathlib import Path
from uuid import uuid4
from sqlalchemy import event
from visitplanner.store import creation, sql
path, last = Path(sys.argv[1]), int(sys.argv[2])
made = sql.engine(path, bytes(range(32)))
seen = 0
@event.listens_for(made, "before_cursor_execute")
def count(*_):
    global seen
    if seen == last:
        os.kill(os.getpid(), signal.SIGKILL)
    seen += 1
creation.migrate(made)
print(seen)
"""


def migrated(path: Path, last: int) -> subprocess.CompletedProcess[str]:
    """Bring a database to the newest step, in a process that is killed before its statement number `last` (-1: never)."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    words = [sys.executable, "-c", STEP_BY_STEP, str(path), str(last)]
    return subprocess.run(words, capture_output=True, text=True, check=False, cwd=ROOT, env=environment)


def test_a_migration_killed_before_any_statement_leaves_the_old_schema_whole(tmp_path: Path) -> None:
    from tests.store.migrations.test_migrations import KEY, STEPS, database_at
    from visitplanner.store import creation, migrations, sql

    made = database_at(STEPS[0], tmp_path / "old.db")
    made.dispose()
    old = (tmp_path / "old.db").read_bytes()
    whole = tmp_path / "whole.db"
    whole.write_bytes(old)
    statements = int(migrated(whole, -1).stdout)
    assert statements > 100
    places = range(statements) if times(0, 1) else sorted({0, 1, statements // 3, 2 * statements // 3, statements - 1})
    database = tmp_path / "killed.db"
    for place in places:
        for end in ("", "-wal", "-shm"):
            (tmp_path / f"killed.db{end}").unlink(missing_ok=True)
        database.write_bytes(old)
        assert migrated(database, place).returncode == -signal.SIGKILL
        left = sql.engine(database, KEY)
        with sql.reading(left) as connection:
            assert migrations.current(connection) in (STEPS[0], migrations.SCHEMA)
            assert migrations.current(connection) == STEPS[0]
        assert sql.findings(sql.driver(left)) == []
        if place == places[-1]:
            creation.migrate(left)
            with sql.reading(left) as connection:
                assert migrations.current(connection) == migrations.SCHEMA
        left.dispose()


def test_a_database_of_a_newer_program_is_not_touched_by_a_byte(tmp_path: Path) -> None:
    from visitplanner.domain.core.errors import Refused
    from visitplanner.store import sql

    office = store.create_office(tmp_path, "", demonstration=True, known=ReferenceData(), today=lambda: TODAY)
    sql.driver(office._engine).execute("UPDATE alembic_version SET version_num = '0999'")
    office.close()
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
    with pytest.raises(Refused, match="newer version"):
        store.open_office(tmp_path, "", known=ReferenceData(), today=lambda: TODAY)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()} == before


def test_a_flipped_byte_in_any_of_fifty_pages_is_refused_or_found_and_never_a_crash(tmp_path: Path) -> None:
    from tests.store.acts import add_customers
    from visitplanner.domain.core.errors import Refused

    made = store.create_office(tmp_path, "", demonstration=True, known=ReferenceData(), today=lambda: TODAY)
    made.do(add_customers(60))
    made.close()
    database = tmp_path / "visitplanner.db"
    content, chance = database.read_bytes(), random.Random(5)
    pages = chance.sample(range(len(content) // 4096), 50)
    for page in pages:
        place = page * 4096 + chance.randrange(4096)
        database.write_bytes(content[:place] + bytes([content[place] ^ 0x10]) + content[place + 1 :])
        try:
            office = store.open_office(tmp_path, "", known=ReferenceData(), today=lambda: TODAY)
        except Refused as refusal:
            assert "damaged" in refusal.what.template
            continue
        try:
            assert office.check() != []
        except Refused as refusal:
            assert "damaged" in refusal.what.template
        office.close()
