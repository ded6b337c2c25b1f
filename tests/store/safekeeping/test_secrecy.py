"""Nothing that was typed in can be read from the files, the error texts or the log."""

from __future__ import annotations

import traceback
from pathlib import Path

import pytest

from tests.store.acts import Doing, add_customers, company, customer, fill
from tests.store.conftest import Opener
from visitplanner.domain.core.errors import Refused
from visitplanner.domain.customers.customers import COMPANIES, CUSTOMERS

MARKS = ("聯華鋼鐵", "0932-MARK-7731", "CREATE TABLE", "SQLite format 3")


def assert_unreadable(folder: Path) -> None:
    content = b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())
    assert len(content) > 100_000
    assert [mark for mark in MARKS if mark.encode() in content or mark.encode("utf-16-le") in content] == []


def test_no_file_holds_plain_text_while_open_after_closing_or_in_a_backup(folder: Path, opening: Opener, tmp_path: Path) -> None:
    office = opening()
    office.do(add_customers(300))
    office.do(Doing(lambda work: work.set_setting("phone", "0932-MARK-7731")))
    undone = office.do(Doing(fill)).undo
    assert (folder / "visitplanner.db-wal").stat().st_size > 0
    assert_unreadable(folder)
    office.do(undone)
    office.back_up(tmp_path / "backups")
    office.close()
    assert_unreadable(folder)
    assert_unreadable(tmp_path / "backups")


def test_an_error_text_holds_no_bound_value(opening: Opener) -> None:
    office = opening()
    firm = office.do(Doing(lambda work: work.shelf(COMPANIES).add(company()))).value
    row = customer(firm.id, address="台南市秘密路一號")
    with pytest.raises(Refused) as refusal:
        office.do(Doing(lambda work: work.shelf(CUSTOMERS).add_all([row, row])))
    text = "".join(traceback.format_exception(refusal.value))
    assert "UNIQUE" in text
    assert "秘密路" not in text
