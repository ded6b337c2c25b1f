"""The journal's chain: altering, removing, reordering and cutting are found, honest use never is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.store.acts import Asking, Doing, add_customers, change_name, fill
from tests.store.conftest import Opener
from tests.store.migrations.test_migrations import database_at
from visitplanner.domain.core.messages import Message
from visitplanner.store import chain, creation, sql
from visitplanner.store.office import SqlOffice


@pytest.fixture
def used(opening: Opener) -> SqlOffice:
    """An office after two additions, three changes, two takings back and a doing again."""
    office = opening()
    office.do(Doing(fill))
    (site, *_) = office.do(add_customers(3)).value
    steps = [office.do(change_name(site.id, name)).undo for name in ("一", "二", "三")]
    again = office.do(steps[2]).undo
    office.do(again)
    office.do(steps[2].__class__(office.ask(Asking(lambda work: work.change_sets(limit=1)[0].id))))
    return office


def found(office: SqlOffice, *anchors: chain.Head) -> list[Message]:
    with sql.reading(office._engine) as connection:
        return chain.faults(connection, anchors)


def execute(office: SqlOffice, *statements: str) -> None:
    for statement in statements:
        sql.driver(office._engine).execute(statement)


def test_honest_use_closes_the_chain_and_the_check_says_nothing(used: SqlOffice) -> None:
    assert found(used) == [] and used.check() == []
    head = used.head()
    assert head.number == 8 and len(head.link) == 64
    used.do(Doing(lambda work: work.set_setting("phone", "1")))
    assert used.head().number == 9 and used.head().link != head.link
    assert found(used, head) == [], "an older head stays a link of the chain"


THIRD, LATE = (f"(SELECT id FROM change_sets WHERE number {which})" for which in ("= 3", "> 5"))
ALTERATIONS = {
    "another who": "UPDATE change_sets SET who = 'somebody' WHERE number = 3",
    "another instant": "UPDATE change_sets SET at = '2020-01-01T00:00:00.000000+00:00' WHERE number = 4",
    "another label": "UPDATE change_sets SET label = 'Nothing' WHERE number = 1",
    "another detail": """UPDATE change_sets SET detail = '{"a":1}' WHERE number = 2""",
    "another before": """UPDATE change_entries SET "before" = '{}' WHERE number = (SELECT max(number) FROM change_entries)""",
    "another after": """UPDATE change_entries SET "after" = NULL WHERE number = 5""",
    "another record": "UPDATE change_entries SET record_id = '00000000-0000-4000-8000-00000000000f' WHERE number = 6",
    "an entry gone": "DELETE FROM change_entries WHERE number = 7",
    "two entries exchanged": "UPDATE change_entries SET number = CASE number WHEN 3 THEN -4 ELSE -3 END WHERE number IN (3, 4)",
    "an entry moved to another set": "UPDATE change_entries SET change_set_id = (SELECT id FROM change_sets WHERE number = 2) "
    "WHERE number = 1",
    "a set gone": "DELETE FROM change_sets WHERE number = 3",
    "a set wholly gone": f"DELETE FROM change_entries WHERE change_set_id = {THIRD}; DELETE FROM change_sets WHERE number = 3",
    "two sets exchanged": "UPDATE change_sets SET number = -number WHERE number IN (3, 4);"
    "UPDATE change_sets SET number = 7 + number WHERE number < 0",
    "the newest cut off": f"DELETE FROM change_entries WHERE change_set_id IN {LATE}; DELETE FROM change_sets WHERE number > 5",
    "all cut off": "DELETE FROM change_entries; DELETE FROM change_sets",
    "a set added": "INSERT INTO change_sets SELECT 99, '00000000-0000-4000-8000-00000000000f', at, label, who, detail, reverts, "
    "NULL, link FROM change_sets WHERE number = 1",
    "taken back by nobody": "UPDATE change_sets SET reverted_by = NULL WHERE number = 5",
    "another took back": "UPDATE change_sets SET reverted_by = (SELECT id FROM change_sets WHERE number = 8) WHERE number = 1",
    "emptied without a purge": "UPDATE change_entries SET digest = 'x' WHERE number = 2",
    "the head gone": "DELETE FROM audit_head",
}


@pytest.mark.parametrize("how", ALTERATIONS)
def test_what_was_altered_is_found(used: SqlOffice, how: str) -> None:
    execute(used, "PRAGMA foreign_keys = OFF", *ALTERATIONS[how].split(";"))
    assert found(used) != []
    assert used.check() != []


def cut_and_forged(office: SqlOffice) -> None:
    """Somebody with the passphrase and some skill cuts the end off and computes the whole chain anew."""
    execute(
        office,
        "DELETE FROM change_entries WHERE change_set_id IN (SELECT id FROM change_sets WHERE number > 5)",
        "UPDATE change_sets SET reverted_by = NULL WHERE number <= 5",
        "DELETE FROM change_sets WHERE number > 5",
    )
    with sql.writing(office._engine) as connection:
        chain.forge(connection)


def altered_and_forged(office: SqlOffice) -> None:
    execute(office, "UPDATE change_sets SET who = 'somebody' WHERE number = 3")
    with sql.writing(office._engine) as connection:
        chain.forge(connection)


@pytest.mark.parametrize("forge", [cut_and_forged, altered_and_forged])
def test_a_chain_computed_anew_is_found_by_the_head_a_backup_kept(
    used: SqlOffice, forge: Callable[[SqlOffice], None], folder: Path
) -> None:
    noted = used.head()
    assert used.back_up_when_changed() is not None
    execute(used, "PRAGMA foreign_keys = OFF")
    forge(used)
    assert found(used) == [], "by itself it closes"
    assert found(used, noted) != []
    assert any("written anew" in each.template for each in used.check()), "the automatic backup knows better"


def test_a_journal_of_before_is_chained_by_the_step_that_brings_the_chain(tmp_path: Path) -> None:
    made = database_at("0012", tmp_path / "old.db")
    creation.migrate(made)
    with sql.reading(made) as connection:
        assert chain.faults(connection) == [] and chain.head(connection).number == 1
    made.dispose()


def test_a_thousand_sets_are_looked_through_in_a_moment(opening: Opener) -> None:
    office = opening()
    for number in range(200):
        office.do(Doing(lambda work, number=number: work.set_setting("a", number)))
    before = dt.datetime.now(dt.UTC)
    assert found(office) == []
    assert (dt.datetime.now(dt.UTC) - before).total_seconds() < 5
