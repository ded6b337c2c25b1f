"""Every step of the schema leads from a filled database to the present tables, and loses no row."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from tests.store.acts import TODAY, Asking, Doing, fill
from tests.store.conftest import PASSPHRASE, Opener
from visitplanner.domain.core.errors import Refused
from visitplanner.domain.customers.customers import CUSTOMERS
from visitplanner.services.core.reference_data import ReferenceData
from visitplanner.store import creation, migrations, sql
from visitplanner.store import office as store
from visitplanner.store.tables import METADATA

KEY = bytes(range(32))
FILLED = Path(__file__).parent / "filled"


def scripts() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    config.set_main_option("path_separator", "os")
    return ScriptDirectory.from_config(config)


STEPS = sorted(script.revision for script in scripts().walk_revisions())


def database_at(step: str, path: Path) -> sql.Engine:
    """A database at a step, every table with the rows of `filled/<step>.sql`."""
    made = sql.engine(path, KEY)
    creation.migrate(made, step)
    for statement in rows_at(step):
        sql.driver(made).execute(statement)
    return made


def rows_at(step: str) -> list[str]:
    """The statements that fill every table of a step; a step that only adds tables names the one whose rows it needs too."""
    text = (FILLED / f"{step}.sql").read_text(encoding="utf-8")
    first, _, rest = text.partition("\n")
    named = first.removeprefix("-- with the rows of ") if first.startswith("-- with the rows of ") else ""
    return [*(rows_at(named) if named else ()), *(rest if named else text).split(";\n")]


def rows(made: sql.Engine) -> dict[str, int]:
    return {name: count for name, count in sql.row_counts(sql.driver(made)).items() if name != "alembic_version"}


def test_the_program_asks_for_the_newest_step_and_the_steps_are_one_line() -> None:
    assert scripts().get_heads() == [migrations.SCHEMA] == STEPS[-1:]


def test_the_steps_lead_to_the_tables_the_program_declares(tmp_path: Path) -> None:
    made = sql.engine(tmp_path / "new.db", KEY)
    creation.migrate(made)
    with sql.reading(made) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "target_metadata": METADATA})
        assert compare_metadata(context, METADATA) == []
        strict = connection.exec_driver_sql("SELECT name, strict FROM pragma_table_list WHERE schema = 'main'").all()
    made.dispose()
    assert {name for name, is_strict in strict if not is_strict} - {"sqlite_schema"} == {"alembic_version"}


@pytest.mark.parametrize("step", STEPS)
def test_a_filled_database_of_every_step_comes_to_the_newest_without_losing_a_row(step: str, tmp_path: Path) -> None:
    made = database_at(step, tmp_path / "old.db")
    before = rows(made)
    assert min(before.values()) > 0
    creation.migrate(made)
    assert sql.findings(sql.driver(made)) == []
    after = rows(made)
    assert {name: after[name] for name in before} == before
    made.dispose()


def test_what_was_kept_before_is_nobodys_hand_and_a_waiting_case_knows_since_when(tmp_path: Path) -> None:
    made = database_at("0002", tmp_path / "old.db")
    case = "00000000-0000-4000-8000-00000000000c"
    driver = sql.driver(made)
    driver.execute("UPDATE follow_ups SET state = 'waiting_for_customer'")
    lines = (("1", "2026-05-08T01", "waiting_for_customer"), ("2", "2026-05-11T01", "in_progress"))
    lines += (("3", "2026-05-12T17", "waiting_for_customer"), ("4", "2026-05-14T01", "waiting_for_customer"))
    for number, at, state in lines:
        row = (f"00000000-0000-4000-8000-0000000000f{number}", case, f"{at}:00:00.000000+00:00", state)
        driver.execute("INSERT INTO follow_up_entries VALUES (?, 1, ?, ?, ?, '', '')", row)
    creation.migrate(made)
    assert driver.execute("SELECT waiting_since, paused FROM follow_ups").fetchall() == [("2026-05-13", 0)], "the office's clock"
    assert driver.execute("SELECT pinned, editions FROM visits").fetchall() == [(0, "[]")]
    assert driver.execute("SELECT leaves_on FROM people").fetchall() == [(None,)]
    assert set(driver.execute("SELECT changes FROM follow_up_entries").fetchall()) == {("[]",)}
    assert driver.execute("SELECT slot, hours FROM wishes").fetchall() == [(None, "")]
    made.dispose()


def test_what_was_kept_before_is_found_in_every_writing(tmp_path: Path) -> None:
    made = database_at("0012", tmp_path / "old.db")
    driver = sql.driver(made)
    driver.execute("UPDATE companies SET name = '联华钢铁'")
    driver.execute("UPDATE customers SET notes = '国光'")
    driver.execute("UPDATE contacts SET name = '広沢'")
    creation.migrate(made)
    for table, wanted in (("companies", "聯華鋼鐵"), ("customers", "國光"), ("contacts", "廣澤")):
        assert all(wanted in sought for (sought,) in driver.execute(f"SELECT sought FROM {table}").fetchall()), table
    made.dispose()


def test_a_step_that_fails_half_way_leaves_the_schema_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = database_at(STEPS[0], tmp_path / "old.db")

    def fail(connection: Any, step: str) -> None:
        connection.exec_driver_sql("CREATE TABLE half (a)")
        connection.exec_driver_sql("DELETE FROM subjects")

    before = rows(made)
    monkeypatch.setattr(migrations, "upgrade", fail)
    with pytest.raises(ValueError, match="without its target"):
        creation.migrate(made)
    assert rows(made) == before
    assert sql.driver(made).execute("PRAGMA foreign_keys").fetchone() == (1,)
    made.dispose()


def test_a_database_of_a_newer_program_is_refused_and_left_alone(opening: Opener, folder: Path) -> None:
    office = opening()
    sql.driver(office._engine).execute("UPDATE alembic_version SET version_num = '0999'")
    office.close()
    with pytest.raises(Refused, match="newer version of the program"):
        opening()


def test_an_older_database_is_backed_up_before_it_is_brought_up_to_date(
    opening: Opener, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = opening()
    office.do(Doing(fill))
    office.close()
    monkeypatch.setattr(migrations, "SCHEMA", "0999")
    steps: list[object] = []
    monkeypatch.setattr(migrations, "upgrade", lambda connection, step: steps.append(step))
    monkeypatch.setattr(creation.migrate, "__defaults__", ("0999",))
    assert opening().schema == "0999"
    assert steps == ["0999"]
    (copy,) = (folder / "backups").iterdir()
    monkeypatch.undo()
    store.restore(copy, tmp_path / "back", lambda: PASSPHRASE)
    restored = store.open_office(tmp_path / "back", PASSPHRASE, known=ReferenceData(), today=lambda: TODAY)
    assert restored.ask(Asking(lambda work: len(work.shelf(CUSTOMERS).find()))) == 1
    restored.close()
