"""A full disk: the command is refused, what was kept stays, and after making room all goes on."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from tests.store.acts import Asking, accounts, add_customers
from tests.store.conftest import Opener
from visitplanner.domain.core.errors import Refused
from visitplanner.domain.customers.customers import CUSTOMERS
from visitplanner.store import sql
from visitplanner.store.office import SqlOffice


def pages_at_most(office: SqlOffice, count: int) -> None:
    """SQLite then reports the file system full when the file would grow beyond."""
    sql.driver(office._engine).execute(f"PRAGMA max_page_count = {count}").fetchall()


def test_a_command_that_finds_the_disk_full_changes_nothing(office: SqlOffice) -> None:
    office.do(add_customers(10))
    pages_at_most(office, 1)
    with pytest.raises(Refused, match="disk is full"):
        office.do(add_customers(2000, first=100))
    assert len(office.ask(accounts())) == 10
    assert office.check() == []
    pages_at_most(office, 1_000_000)
    office.do(add_customers(2000, first=100))
    assert len(office.ask(accounts())) == 2010


def test_a_backup_that_finds_the_disk_full_leaves_nothing_behind(
    opening: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = opening()

    def full(_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("visitplanner.store.safekeeping.backup.sync_file", full)
    with pytest.raises(Refused, match="disk is full"):
        office.back_up(tmp_path / "backups")
    assert not (tmp_path / "backups").exists()
    assert office.ask(Asking(lambda work: work.shelf(CUSTOMERS).find())) == []
