"""The card of automatic backups on real data, and the watch that makes them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.store.acts import add_customers
from visitplanner.services.office.context import Context
from visitplanner.ui.safety.backup_watch import BackupWatch
from visitplanner.ui.safety.backups import BackupsCard
from visitplanner.ui.shell.main_window import MainWindow


@pytest.fixture
def card(opened: MainWindow) -> BackupsCard:
    (found,) = opened.page().findChildren(BackupsCard)
    return found


def test_the_card_backs_up_tells_and_tries_a_restore(card: BackupsCard, real: Context) -> None:
    assert card.state == "尚未備份過。" and not card.rehearse.isEnabled()
    card.make.click()
    assert card.told == "已備份並查驗。" and "保留 1 份" in card.state and "115/" not in card.told
    card.make.click()
    assert card.told == "上次備份之後沒有異動。"
    card.rehearse.click()
    assert "已試還原、查驗並比對" in card.told and "之後沒有異動" in card.told
    real.office.do(add_customers(1, first=50))
    card.rehearse.click()
    assert "之後的異動不在其中" in card.told


def test_a_damaged_backup_is_found_by_trying_it(card: BackupsCard, real: Context) -> None:
    card.make.click()
    (backup,) = real.office.backups()
    backup.file.write_bytes(backup.file.read_bytes()[:-300])
    card.rehearse.click()
    assert "不是本程式的備份" in card.told and card.rehearse.isEnabled()


def test_another_folder_is_chosen(card: BackupsCard, tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    card.choose_folder(tmp_path / "stick")
    card.make.click()
    assert "stick" in card.state
    for each in (tmp_path / "stick").iterdir():
        each.unlink()
    (tmp_path / "stick").rmdir()
    card.refresh()
    assert "目前不在" in card.state


def test_the_watch_backs_up_and_says_when_it_cannot(opened: MainWindow, real: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    (watch,) = [each for each in opened.watches if isinstance(each, BackupWatch)]
    watch.back_up()
    assert len(real.office.backups()) == 1
    watch.back_up()
    assert len(real.office.backups()) == 1
    real.office.do(add_customers(1, first=50))
    monkeypatch.setattr("visitplanner.store.sql.findings", lambda _: ["page 3"])
    watch.back_up()
    assert "無法自動備份" in opened.notices.text
