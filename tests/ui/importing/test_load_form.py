"""The form that takes a load in: what the file leaves open is said there, and doubts are shown before anything is kept."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from tests.builders import SmallOffice
from tests.exchange.workbook_files import compound
from visitplanner.domain.customers.customers import account_printed
from visitplanner.services.loads.loads import KeptLoad, LoadOf, Unit
from visitplanner.services.office.context import Context
from visitplanner.ui.importing.load_form import LoadForm
from visitplanner.ui.shell.main_window import MainWindow

QUARTERS = [f"2025-07-03 {number // 4:02}:{number % 4 * 15:02}" for number in range(96)]


def lively(number: int, top: float) -> str:
    """A value that changes through the day, at most `top`."""
    return f"{top * (0.6 + 0.4 * math.sin(number / 9)):.1f}"


def load_file(folder: Path, head: str, *lines: str) -> Path:
    path = folder / "load.csv"
    path.write_text("\n".join((head, *lines)) + "\n", encoding="utf-8-sig")
    return path


@pytest.fixture
def form(window: MainWindow, small: SmallOffice) -> LoadForm:
    made = LoadForm(window.page().desk, small.large, window)
    made.open()
    return made


def taken(context: Context, small: SmallOffice) -> KeptLoad | None:
    return context.office.ask(LoadOf(small.large.id))


def test_every_unit_a_file_can_have_is_offered(form: LoadForm) -> None:
    assert form.unit.values == [None, *Unit]


@pytest.mark.parametrize(("unit", "kwh"), [(Unit.W, 24), (Unit.KW, 24_000), (Unit.WH, 96), (Unit.KWH, 96_000)])
def test_the_unit_a_person_names_is_the_one_that_is_taken(
    context: Context, form: LoadForm, small: SmallOffice, tmp_path: Path, unit: Unit, kwh: int
) -> None:
    form.path.setText(str(load_file(tmp_path, "開始時間,用電", *(f"{moment},1000" for moment in QUARTERS))))
    form.submit()
    assert form.fields["unit"].refusal
    form.unit.set_value(unit)
    form.submit()
    assert form.doubts.isVisible()
    assert taken(context, small) is None
    form.submit()
    kept = taken(context, small)
    assert kept is not None
    assert kept.load.wh.sum() == kwh * 1000


def test_doubts_are_shown_first_and_once_more_when_something_is_said_anew(
    context: Context, form: LoadForm, small: SmallOffice, tmp_path: Path
) -> None:
    path = load_file(tmp_path, "開始時間,kW", *(f"{moment},{lively(n, 3)}" for n, moment in enumerate(QUARTERS)))
    form.path.setText(str(path))
    form.submit()
    assert taken(context, small) is None
    assert "正確的用戶" in form.doubts.text() or "這個用戶" in form.doubts.text()
    assert "kW" in form.told.text()
    form.unit.set_value(Unit.KWH)
    form.unit.chosen.emit(Unit.KWH)
    assert not form.doubts.isVisible()
    form.submit()
    assert taken(context, small) is None
    form.submit()
    assert taken(context, small) is not None


def test_the_column_of_the_values_is_named_by_heading_or_letter(
    context: Context, form: LoadForm, small: SmallOffice, tmp_path: Path
) -> None:
    lines = [f"{moment},{lively(n, 100)},{lively(n, 2000)}" for n, moment in enumerate(QUARTERS)]
    form.path.setText(str(load_file(tmp_path, "開始時間,甲表,乙表", *lines)))
    form.unit.set_value(Unit.KW)
    form.submit()
    assert "甲表" in form.fields["column"].refusal
    form.column.setText("丁表")
    form.submit()
    assert "丁表" in form.fields["column"].refusal
    highest = {}
    for named in ("乙表", "B"):
        form.column.setText(named)
        form.submit()
        highest[named] = form.told.text()
    assert "乙表" in highest["乙表"]
    assert "甲表" in highest["B"]
    form.submit()
    kept = taken(context, small)
    assert kept is not None
    assert 99 < kept.load.kw.max() <= 100


def test_of_several_accounts_in_a_file_this_customers_own_is_taken(
    context: Context, form: LoadForm, small: SmallOffice, tmp_path: Path
) -> None:
    own, other = small.large.account, "05123456790"
    lines = [f"{account},{moment},{kw}" for account, kw in ((other, 900), (own, 400)) for moment in QUARTERS]
    form.path.setText(str(load_file(tmp_path, "電號,開始時間,kW", *lines)))
    form.submit()
    assert form.account.isVisible()
    assert form.account.value() == own
    form.submit()
    kept = taken(context, small)
    assert kept is not None
    assert kept.load.kw.max() == 400


def test_of_several_foreign_accounts_one_is_chosen_and_said_to_belong_here(
    context: Context, form: LoadForm, small: SmallOffice, tmp_path: Path
) -> None:
    first, second = "05123456790", "05123456712"
    lines = [f"{account},{moment},{kw}" for account, kw in ((first, 900), (second, 400)) for moment in QUARTERS]
    form.path.setText(str(load_file(tmp_path, "電號,開始時間,kW", *lines)))
    form.submit()
    assert form.fields["account"].refusal
    assert [form.account.itemText(at) for at in (1, 2)] == [account_printed(first), account_printed(second)]
    form.account.set_value(first)
    form.submit()
    assert form.anyway.isVisible()
    form.anyway.setChecked(True)
    form.submit()
    form.submit()
    kept = taken(context, small)
    assert kept is not None
    assert kept.load.kw.max() == 900


def test_a_workbook_with_a_password_is_named_as_such(form: LoadForm, tmp_path: Path) -> None:
    path = tmp_path / "load.xlsx"
    path.write_bytes(compound("EncryptedPackage", b"x"))
    form.path.setText(str(path))
    form.submit()
    assert "密碼" in form.fields["file"].refusal + form.general


def test_the_dialog_offers_every_kind_of_file_it_can_read(form: LoadForm, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def answer(_parent: object, _title: str, _folder: str, kinds: str) -> tuple[str, str]:
        asked.append(kinds)
        return "", ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", answer)
    form.path.actions()[0].trigger()
    for ending in ("*.xlsx", "*.xls", "*.ods", "*.csv", "*.txt"):
        assert ending in asked[0]


def test_enter_on_the_verb_does_it(form: LoadForm, qtbot: QtBot) -> None:
    form.verb.setFocus()
    qtbot.keyClick(form.verb, Qt.Key.Key_Return)
    assert form.fields["file"].refusal


@pytest.mark.parametrize("name", ["長" * 300, "\0", "沒有這個檔.csv"])
def test_a_name_no_file_can_have_is_refused_at_its_field(form: LoadForm, name: str) -> None:
    form.path.setText(name)
    form.submit()
    assert form.fields["file"].refusal
