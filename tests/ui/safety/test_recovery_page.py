"""What the start dialog shows when a database does not open, and how it is brought back."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.safety.conftest import PHRASE
from tests.ui.shell.test_start import start_dialog
from visitplanner.services.customers.customer_lists import CustomerList
from visitplanner.services.office.context import Context


@pytest.fixture
def left(real: Context) -> Path:
    real.office.back_up_when_changed()
    real.close()
    return real.folder


@pytest.mark.parametrize(("damage", "said"), [("cut", "資料庫已損壞"), ("garbled", "資料庫已損壞"), ("missing", "找不到資料庫")])
def test_the_newest_backup_is_offered_and_brings_the_office_back(qtbot: QtBot, left: Path, damage: str, said: str) -> None:
    database = left / "visitplanner.db"
    content = database.read_bytes()
    if damage == "missing":
        database.unlink()
    else:
        database.write_bytes(b"" if damage == "cut" else bytes(byte ^ 0x55 for byte in content))
    dialog = start_dialog(qtbot, left)
    if damage == "garbled":
        dialog._given.setText(PHRASE)
        dialog.open_database()
    page = dialog.recovery
    assert (page.isVisible() and said in page.told and "最新的完好備份：115/" in page.told) or "民國" in page.told
    page.restore.click()
    assert dialog.context is None and dialog.isVisible(), "without the passphrase nothing is restored"
    page.passphrase.setText(PHRASE)
    page.restore.click()
    assert dialog.context is not None
    assert len(dialog.context.office.ask(CustomerList())) == 3
    dialog.context.close()


def test_without_a_backup_one_can_be_chosen(qtbot: QtBot, left: Path, tmp_path: Path) -> None:
    (backup,) = (left / "backups").iterdir()
    elsewhere = backup.rename(tmp_path / "stick.vpbackup")
    (left / "visitplanner.db").write_bytes(b"")
    dialog = start_dialog(qtbot, left)
    assert not dialog.recovery.restore.isVisible() and "請選取" in dialog.recovery.told
    dialog.recovery.passphrase.setText(PHRASE)
    dialog.recovery.recover_from(elsewhere)
    assert dialog.context is not None
    dialog.context.close()


def test_a_wrong_passphrase_is_not_called_damage(qtbot: QtBot, left: Path) -> None:
    dialog = start_dialog(qtbot, left)
    dialog._given.setText("falsch")
    dialog.open_database()
    assert not dialog.recovery.isVisible() and dialog._given.isVisible()
