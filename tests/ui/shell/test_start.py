"""Before the window: a first database is made, demonstration data are shown, a passphrase is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from visitplanner import bootstrap, i18n
from visitplanner.services.customers.customer_lists import CustomerList
from visitplanner.ui.core import style
from visitplanner.ui.core.jobs import Inline
from visitplanner.ui.core.style import Theme
from visitplanner.ui.shell.application import application
from visitplanner.ui.shell.start import StartDialog


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "office"


@pytest.fixture
def dialog(qtbot: QtBot, folder: Path) -> Iterator[StartDialog]:
    made = start_dialog(qtbot, folder)
    yield made
    if made.context is not None:
        made.context.close()


def start_dialog(qtbot: QtBot, folder: Path) -> StartDialog:
    style.apply(application(), Theme.LIGHT, 100)
    made = StartDialog(bootstrap.Starting(folder, None), Inline(), i18n.language())
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.mark.parametrize(("first", "again", "why"), [("短", "短", "太短"), ("正確的通行碼一二", "不同的通行碼一二", "不同")])
def test_a_passphrase_that_will_not_do_makes_no_database(
    dialog: StartDialog, folder: Path, first: str, again: str, why: str
) -> None:
    dialog._first.setText(first)
    dialog._again.setText(again)
    dialog.make_database()
    assert not folder.exists()
    assert why in "".join(field.refusal for field in dialog._new_refusals._fields.values())


def test_a_database_is_made_and_opened_again_with_its_passphrase_only(qtbot: QtBot, dialog: StartDialog, folder: Path) -> None:
    dialog._first.setText("正確的通行碼一二")
    dialog._again.setText("正確的通行碼一二")
    dialog.make_database()
    assert dialog.context is not None
    assert not dialog.context.demonstration
    dialog.context.close()
    later = start_dialog(qtbot, folder)
    later._given.setText("錯的")
    later.open_database()
    assert later.context is None
    assert later.isEnabled()
    later._given.setText("正確的通行碼一二")
    later.open_database()
    assert later.context is not None
    later.context.close()
    dialog.context = None


def test_demonstration_data_are_one_click_away(dialog: StartDialog) -> None:
    dialog.demonstrate()
    assert dialog.context is not None
    assert dialog.context.demonstration
    assert len(dialog.context.office.ask(CustomerList())) > 50


def test_the_passphrase_page_leads_back_to_the_choice(dialog: StartDialog) -> None:
    dialog._to_creation()
    next(button for button in dialog.findChildren(QPushButton) if button.text() == "上一步").click()
    assert dialog._pages.currentIndex() == 0
