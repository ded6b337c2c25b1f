"""Passphrase and recovery key in the window, and a window that locks itself."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from tests.ui.safety.conftest import PHRASE
from visitplanner.services.office.context import Context
from visitplanner.services.office.lock_settings import ChooseLockAfter, LockAfter
from visitplanner.store import office as store
from visitplanner.ui.safety.idle import IdleLock
from visitplanner.ui.safety.passphrases import SecretsCard
from visitplanner.ui.shell.application import Program, application
from visitplanner.ui.shell.main_window import MainWindow


@pytest.fixture
def card(opened: MainWindow) -> SecretsCard:
    (found,) = opened.page().findChildren(SecretsCard)
    return found


def test_the_passphrase_is_changed_with_the_old_one_only(card: SecretsCard, real: Context) -> None:
    form = card.open_passphrase()
    for old, new, again, why in (
        ("falsch", "新的通行碼一二三", "新的通行碼一二三", "不正確"),
        (PHRASE, "短", "短", "太短"),
        (PHRASE, "新的通行碼一二三", "別的", "不同"),
    ):
        form.old.setText(old)
        form.new.setText(new)
        form.again.setText(again)
        form.change()
        assert form.isVisible() and why in "".join(each.refusal for each in form.refusals._fields.values())
    form.again.setText("新的通行碼一二三")
    form.change()
    assert not form.isVisible()
    real.office.make_recovery_key("新的通行碼一二三")


def test_the_recovery_key_is_shown_once_and_revoked(card: SecretsCard, real: Context) -> None:
    form = card.open_recovery()
    assert not form.revoke.isEnabled() and form.key == ""
    form.old.setText(PHRASE)
    form.make.click()
    assert len(form.key) == 47 and real.office.has_recovery_key and form.old.text() == ""
    form.copy.click()
    assert QGuiApplication.clipboard().text() == form.key.replace("\n", "-")
    form.reject()
    again = card.open_recovery()
    assert again.key == "" and again.revoke.isEnabled()
    again.old.setText(PHRASE)
    again.revoke.click()
    assert not real.office.has_recovery_key


def test_the_minutes_are_kept(card: SecretsCard, real: Context) -> None:
    assert card.minutes.value() == 10
    card.minutes.setValue(3)
    card.keep.click()
    assert real.office.ask(LockAfter()) == 3


class Clocks:
    """Two clocks that stand still until they are moved."""

    now = wall = 0.0

    def both(self, seconds: float) -> None:
        self.now += seconds
        self.wall += seconds


@pytest.fixture
def clocks() -> Clocks:
    return Clocks()


@pytest.fixture
def idle(qapp: QApplication, clocks: Clocks) -> IdleLock:
    locked: list[int] = []
    made = IdleLock(application(), lambda: locked.append(1), 10, lambda: clocks.now, lambda: clocks.wall)
    made.locked = locked  # type: ignore[attr-defined]
    return made


def ticks(idle: IdleLock, clocks: Clocks, seconds: int) -> int:
    """So many seconds in steps of five; how often it locked."""
    for _ in range(seconds // 5):
        clocks.both(5)
        idle.tick()
    return len(idle.locked)  # type: ignore[attr-defined]


def test_ten_idle_minutes_lock_and_a_touch_begins_them_anew(idle: IdleLock, clocks: Clocks) -> None:
    assert ticks(idle, clocks, 595) == 0
    idle.eventFilter(QObject(), QEvent(QEvent.Type.MouseMove))
    assert ticks(idle, clocks, 595) == 0
    idle.eventFilter(QObject(), QEvent(QEvent.Type.Paint))
    assert ticks(idle, clocks, 5) == 1, "what is drawn is no hand"


@pytest.mark.parametrize("jump", [8 * 3600, -3600])
def test_a_computer_that_slept_is_locked_when_it_wakes(idle: IdleLock, clocks: Clocks, jump: float) -> None:
    assert ticks(idle, clocks, 30) == 0
    clocks.wall += jump
    assert ticks(idle, clocks, 5) == 1
    idle.close()


def test_locking_closes_forms_and_window_and_the_database_opens_only_with_the_passphrase(
    qtbot: QtBot, opened: MainWindow, running: Program, real: Context
) -> None:
    running.watch_idle()
    assert running._idle is not None and running._idle.minutes == 10
    running.session.of(opened).do(ChooseLockAfter(4))
    assert running._idle.minutes == 4
    form = opened.open_held()
    running.lock()
    running.close()
    real.close()
    assert running.locked and not opened.isVisible() and running.window is None
    assert not any(isinstance(each, QDialog) and each.isVisible() for each in QApplication.topLevelWidgets())
    assert not form.isVisible()
    assert store.needs_passphrase(real.folder)


def test_demonstration_data_are_not_locked(window: MainWindow, program: Program) -> None:
    program.watch_idle()
    assert program._idle is None
