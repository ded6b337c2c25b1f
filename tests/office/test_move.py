"""A laptop's records moved into the office are the same there, row by row, and can be taken back until somebody changes one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders import Clock
from tests.office.conftest import Place
from tests.store.acts import TODAY, Doing, accounts, add_customers, fill
from visitplanner.domain.core.errors import Refused
from visitplanner.services.core.reference_data import ReferenceData
from visitplanner.store.office import SqlOffice, create_office
from visitplanner.store.served import moving
from visitplanner.store.tables import METADATA

UNFILLED = {"plan_years", "plan_items", "half_year_reports"}
"""Tables the store's own tests put nothing into."""

pytestmark = pytest.mark.xdist_group("server")


@pytest.fixture
def laptop(tmp_path: Path) -> SqlOffice:
    """A laptop with a row in every table, and a change that was taken back."""
    made = create_office(tmp_path / "laptop", "", demonstration=True, known=ReferenceData(), today=lambda: TODAY)
    made.do(Doing(fill))
    undone = made.do(add_customers(2, first=50)).undo
    assert undone is not None
    made.do(undone)
    made.do(add_customers(3, first=60))
    return made


def test_every_row_arrives_and_the_journal_goes_on(laptop: SqlOffice, place: Place) -> None:
    moved = moving.move_to(laptop.rows(), place.url())
    assert {name for name, count in moved.rows.items() if not count} <= UNFILLED
    assert len(moved.rows) == len(METADATA.sorted_tables)
    with laptop.rows() as connection:
        assert moving.digested(connection) == moved.digests
    boss = place.enter("boss")
    assert boss.ask(accounts()) == laptop.ask(accounts())
    undone = boss.do(add_customers(1, first=90)).undo
    assert undone is not None
    boss.do(undone)
    with pytest.raises(Refused, match="changed the office since"):
        moving.take_back(place.url())
    laptop.close()


def test_a_move_is_taken_back_and_made_again(laptop: SqlOffice, place: Place) -> None:
    moved = moving.move_to(laptop.rows(), place.url())
    with pytest.raises(Refused, match="has records already"):
        moving.move_to(laptop.rows(), place.url())
    assert moving.take_back(place.url()).rows == moved.rows
    assert place.enter("boss").ask(accounts()) == []
    with pytest.raises(Refused, match="Nothing was moved"):
        moving.take_back(place.url())
    assert moving.move_to(laptop.rows(), place.url()).digests == moved.digests
    laptop.close()


def test_a_move_that_breaks_off_leaves_nothing(laptop: SqlOffice, place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = moving.digested
    monkeypatch.setattr(moving, "digested", lambda connection: {**whole(connection), "visits": str(connection.dialect.name)})
    with pytest.raises(Refused, match="not what was sent"):
        moving.move_to(laptop.rows(), place.url())
    assert place.enter("boss").ask(accounts()) == []
    laptop.close()


def test_only_the_owner_of_the_database_moves(laptop: SqlOffice, place: Place) -> None:
    with pytest.raises(Refused, match="cannot make an office"):
        moving.move_to(laptop.rows(), place.url("boss"))
    laptop.close()
    assert Clock().today
