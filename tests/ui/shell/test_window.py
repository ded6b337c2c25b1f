"""The shell: going places, menus, Ctrl+K, notices, the state it is left in, pictures."""

from __future__ import annotations

import errno
import json
import stat
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.builders import SmallOffice
from tests.conftest import ROOT
from visitplanner import i18n
from visitplanner.paths import outside_folder
from visitplanner.services.customers.groups import AddGroup
from visitplanner.services.office.context import Context
from visitplanner.ui.core import style, window_state
from visitplanner.ui.core.jobs import Jobs
from visitplanner.ui.core.style import Theme
from visitplanner.ui.core.window_state import WindowState
from visitplanner.ui.pages.palette import Found, Palette, fits
from visitplanner.ui.shell.application import Program, application, picture, run
from visitplanner.ui.shell.main_window import MainWindow
from visitplanner.ui.shell.pages import PAGES


def test_every_page_opens_and_says_its_name(small: SmallOffice, window: MainWindow) -> None:
    for entry in PAGES:
        window.go(entry.key)
        assert window.page().isVisible()
        assert window.page().title.text()


def test_a_page_that_does_not_exist_is_not_gone_to(window: MainWindow) -> None:
    window.go("nowhere")
    assert window.page().title.text() == "首頁"


def test_control_and_a_digit_go_to_a_page(qtbot: QtBot, window: MainWindow) -> None:
    with qtbot.waitActive(window):
        window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert window.page().title.text() == "用戶"


def test_no_shortcut_is_a_bare_letter(window: MainWindow) -> None:
    shortcuts = [action.shortcut for menu in window.menus for action in menu.entries()]
    for entry in PAGES:
        window.go(entry.key)
        shortcuts += [action.shortcut for action in window.page().offered()]
    given = [shortcut for shortcut in shortcuts if shortcut]
    assert given
    assert [shortcut for shortcut in given if "+" not in shortcut and not shortcut.startswith("F")] == []


def test_no_two_shortcuts_of_a_page_are_the_same(window: MainWindow) -> None:
    menus = [action.shortcut for menu in window.menus for action in menu.entries() if action.shortcut]
    for entry in PAGES:
        window.go(entry.key)
        every = menus + [action.shortcut for action in window.page().offered() if action.shortcut]
        assert sorted(set(every)) == sorted(every), entry.key


def test_a_demonstration_says_so_on_every_page(window: MainWindow) -> None:
    assert any("示範資料" in each.text() for each in window.findChildren(QLabel))


def test_a_notice_offers_undo_and_undo_works(qtbot: QtBot, program: Program, window: MainWindow) -> None:
    program.session.do(AddGroup("新集團"))
    assert window.notices.isVisible()
    assert window.notices.text == "已儲存。"
    program.session.undo()
    assert window.notices.text.startswith("已復原")


def test_undo_in_the_menu_is_only_there_when_something_can_be_undone(program: Program, window: MainWindow) -> None:
    undo = window._qt_actions["undo"]
    assert not undo.isEnabled()
    program.session.do(AddGroup("新集團"))
    assert undo.isEnabled()


def test_the_palette_finds_commands_and_customers(qtbot: QtBot, small: SmallOffice, window: MainWindow) -> None:
    palette = window.open_palette()
    palette.field.setText("05123456789")
    palette._look_up()
    assert palette.shown()[0] == small.large.name  # its cases follow
    palette.field.setText("結束")
    assert palette.shown() == ["結束"]
    palette.reject()


def test_the_palette_finds_a_group_by_its_name_and_goes_to_its_card(small: SmallOffice, window: MainWindow) -> None:
    palette = window.open_palette()
    palette.field.setText(small.group.name)
    palette._look_up()
    assert palette.shown()[0] == small.group.name
    palette._run()
    assert window.page().subject() == small.group.id


def test_enter_in_the_palette_goes_there(qtbot: QtBot, window: MainWindow) -> None:
    went: list[str] = []
    palette = Palette(
        [Found("首頁", "", lambda: went.append("home")), Found("設定", "", lambda: went.append("set"))],
        [],
        i18n.language(),
        window,
    )
    palette.open()
    qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert went == ["set"]


@pytest.mark.parametrize(("typed", "better", "worse"), [("用戶", "用戶", "匯入用戶名單"), ("匯名", "匯名", "匯入用戶名單")])
def test_a_closer_fit_comes_first(typed: str, better: str, worse: str) -> None:
    first, second = fits(typed, better), fits(typed, worse)
    assert first is not None
    assert second is not None
    assert first < second


def test_what_has_not_all_its_signs_does_not_fit() -> None:
    assert fits("電號", "用戶") is None


def test_the_list_of_shortcuts_names_this_page_first(window: MainWindow) -> None:
    window.go("customers")
    sheet = window.open_shortcuts()
    texts = [each.text() for each in sheet.findChildren(QLabel)]
    assert texts.index("匯入用戶名單") < texts.index("結束")
    sheet.reject()


def test_the_window_is_found_again_as_it_was_left(context: Context, program: Program, window: MainWindow) -> None:
    window.go("settings")
    window.resize(1200, 700)
    window.close()
    kept = window_state.load(context.folder)
    assert kept.page == "settings"
    assert kept.geometry is not None
    assert kept.geometry[2:] == (1200, 700)


@pytest.mark.parametrize("text", ["", "not json", "[]", '{"percent": 1000, "theme": "pink", "geometry": [1, 2], "columns": 3}'])
def test_a_damaged_state_is_as_on_the_first_day(tmp_path: Path, text: str) -> None:
    (tmp_path / window_state.FILE_NAME).write_text(text, encoding="utf-8")
    assert window_state.load(tmp_path) == WindowState()


def test_what_is_sound_in_a_damaged_state_is_found_again(tmp_path: Path) -> None:
    kept = {"percent": 1000, "theme": "dark", "geometry": [1, 2, 9, 9], "page": 5, "maximized": "yes", "columns": {"a": {"b": 3}}}
    (tmp_path / window_state.FILE_NAME).write_text(json.dumps(kept), encoding="utf-8")
    sound = WindowState(geometry=(1, 2, *window_state.SMALLEST), theme=Theme.DARK, columns={"a": {"b": 3}})
    assert window_state.load(tmp_path) == sound


def test_a_state_survives_being_kept(tmp_path: Path) -> None:
    state = WindowState(geometry=(1, 2, 900, 700), page="customers", theme=Theme.DARK, percent=115, columns={"a": {"b": 3}})
    window_state.save(tmp_path, state)
    assert window_state.load(tmp_path) == state
    assert json.loads((tmp_path / window_state.FILE_NAME).read_text(encoding="utf-8"))["percent"] == 115


def test_a_state_is_its_owner_s_and_a_full_disk_leaves_no_part_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    window_state.save(tmp_path, WindowState(page="customers"))
    assert stat.S_IMODE((tmp_path / window_state.FILE_NAME).stat().st_mode) == 0o600

    def full(self: Path, *_: object, **__: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    window_state.save(tmp_path, WindowState(page="home"))
    assert [path.name for path in tmp_path.iterdir()] == [window_state.FILE_NAME]
    assert window_state.load(tmp_path).page == "customers"


def test_what_left_the_store_in_clear_is_gone_at_start_and_at_closing(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    paper = outside_folder(context.folder) / "paper.pdf"
    paper.parent.mkdir()
    paper.write_bytes(b"in clear")
    at_start: list[bool] = []

    def stay() -> int:
        at_start.append(paper.exists())
        paper.write_bytes(b"in clear")
        return 0

    monkeypatch.setattr(application(), "exec", stay)
    assert run(context, i18n.language()) == 0
    assert (at_start, paper.exists(), paper.parent.exists()) == ([False], False, False)


def test_a_state_that_cannot_be_kept_is_no_fault(tmp_path: Path) -> None:
    window_state.save(tmp_path / "missing", WindowState())
    assert list(tmp_path.iterdir()) == []


def test_another_size_of_type_builds_the_window_anew_at_the_same_page(qtbot: QtBot, program: Program, window: MainWindow) -> None:
    window.go("follow_ups")
    program.restyle(replace(window.kept_state(), percent=130))
    assert program.window is not None
    assert program.window is not window
    qtbot.addWidget(program.window)
    assert program.window.page().title.text() == "追蹤"
    assert style.look().percent == 130


def test_another_language_holds_at_once(qtbot: QtBot, program: Program, window: MainWindow) -> None:
    program.restyle(replace(window.kept_state(), language="en"))
    assert program.window is not None
    qtbot.addWidget(program.window)
    assert program.window.page().title.text() == "Home"


@pytest.mark.parametrize("page", [entry.key for entry in PAGES])
@pytest.mark.parametrize("dark", [False, True])
def test_a_page_can_be_pictured_without_a_screen(
    qtbot: QtBot, tmp_path: Path, context: Context, small: SmallOffice, page: str, dark: bool
) -> None:
    out = tmp_path / "page.png"
    picture(context, i18n.language(), out, page, size=(1366, 768), dark=dark)
    image = QImage(str(out))
    assert (image.width(), image.height()) == (1366, 768)
    ground = style.look().tokens.bg
    assert image.pixelColor(1360, 730).name().upper() == ground


def test_no_setting_is_read_through_qsettings() -> None:
    sources = (ROOT / "visitplanner" / "ui").rglob("*.py")
    assert [path.name for path in sources if "import QSettings" in path.read_text(encoding="utf-8")] == []


def test_a_column_keeps_the_width_it_was_pulled_to(context: Context, program: Program, window: MainWindow) -> None:
    window.go("customers")
    table = window.page().table  # pyright: ignore[reportAttributeAccessIssue]
    table.setColumnWidth(0, 222)
    window.close()
    assert window_state.load(context.folder).columns["customers"]["account"] == 222
    again = program.open(window_state.load(context.folder))
    assert again.page().table.columnWidth(0) == 222  # pyright: ignore[reportAttributeAccessIssue]


def test_the_window_works_on_threads(qtbot: QtBot, context: Context, small: SmallOffice) -> None:
    program = Program(application(), context, i18n.language(), Jobs())
    opened = program.open(replace(WindowState(), theme=Theme.LIGHT, page="customers"))
    qtbot.addWidget(opened)
    opened.show()
    table = opened.page().table  # pyright: ignore[reportAttributeAccessIssue]
    qtbot.waitUntil(lambda: table.rows.total() == 3, timeout=10_000)
    program.session.do(AddGroup("新集團"))
    qtbot.waitUntil(lambda: program.session.can_undo, timeout=10_000)
    opened.close()
    program.close()
