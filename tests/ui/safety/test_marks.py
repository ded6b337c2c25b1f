"""A day with marked names and telephone numbers: afterwards no file of the program holds one of them in clear."""

from __future__ import annotations

import logging
import sys
import tempfile
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from tests.store.acts import Doing
from tests.ui.safety.conftest import PHRASE
from visitplanner.domain.customers.customers import CONTACTS, CUSTOMERS, Contact
from visitplanner.services.office.context import Context
from visitplanner.services.records.records import AddRecord
from visitplanner.ui.customers.form import contact_form
from visitplanner.ui.pages.crash import CrashHook
from visitplanner.ui.shell.application import Program
from visitplanner.ui.shell.main_window import MainWindow

NAME, PHONE, TYPED = "記號人馬克", "0932-7731-MARK", "打到一半的記號馬克"
MARKS = (NAME, PHONE, TYPED, PHRASE)


def holding(folder: Path) -> list[str]:
    """Files below a folder in which a mark stands, in one of the encodings a program writes."""
    found = list[str]()
    for path in folder.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            found += [
                f"{path.relative_to(folder)}: {mark}"
                for mark in MARKS
                for encoding in ("utf-8", "utf-16-le", "utf-16-be", "cp950", "unicode_escape")
                if mark.encode(encoding) in content
            ]
    return found


def test_no_file_holds_a_mark_in_clear(
    qtbot: QtBot,
    opened: MainWindow,
    running: Program,
    real: Context,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    site = real.office.do(Doing(lambda work: work.shelf(CUSTOMERS).find()[0])).value
    real.office.do(AddRecord(CONTACTS, Contact(customer_id=site.id, name=NAME, phone=PHONE)))
    desk = opened.page().desk
    form = contact_form(desk, Contact(customer_id=site.id, name=""), opened)
    form.open()
    for line in form.findChildren(QLineEdit):
        line.setText(TYPED)
    opened.go("registers")
    opened.go("customers", site.id)
    assert real.office.back_up_when_changed() is not None
    real.office.make_recovery_key(PHRASE)
    hook = CrashHook(desk.language)
    with caplog.at_level(logging.DEBUG):
        try:
            real.office.do(Doing(lambda work: work.shelf(CONTACTS).add(work.shelf(CONTACTS).find()[0])))
        except Exception:  # noqa: BLE001  (any fault whose report might tell a name)
            sys.excepthook(*sys.exc_info())  # pyright: ignore[reportArgumentType]
    assert hook.dialog is None or not any(mark in hook.dialog.text for mark in MARKS)
    hook.close()
    assert not any(mark in caplog.text for mark in MARKS)
    assert holding(tmp_path) == [], "while it is open"
    running.lock()
    running.close()
    real.close()
    assert holding(tmp_path) == [], "after it was locked"
    assert len(list(tmp_path.rglob("*.vpbackup"))) == 1 and (real.folder / "window.json").exists()
    assert not any(widget.isVisible() for widget in QApplication.topLevelWidgets())
