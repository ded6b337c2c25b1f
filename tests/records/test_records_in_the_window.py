"""登記簿: the list and the form of a described kind in the real window."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.builders import SmallOffice
from tests.notice_boards import BOARDS, NoticeBoard, Subject, Surface
from tests.ui.conftest import qapp, swept  # noqa: F401  (the program's own application for this room too)
from visitplanner import bootstrap, i18n
from visitplanner.domain.records.kinds import plain_kinds
from visitplanner.services.office.context import Context
from visitplanner.services.records.lists import RecordList
from visitplanner.services.records.records import AddRecord
from visitplanner.store.office import SqlOffice
from visitplanner.ui.core.jobs import Inline
from visitplanner.ui.core.style import Theme
from visitplanner.ui.core.window_state import WindowState
from visitplanner.ui.records.form import mnemonics
from visitplanner.ui.registers.page import RegistersPage
from visitplanner.ui.shell.application import Program, application
from visitplanner.ui.shell.main_window import MainWindow


@pytest.fixture
def program(qtbot: QtBot, qapp: object, office: SqlOffice, folder: Path) -> Iterator[Program]:  # noqa: F811
    context = Context(office, bootstrap.known(), bootstrap.files(), folder, office.close, True)
    made = Program(application(), context, i18n.language(), Inline())
    yield made
    if made.window is not None:
        made.window.close()
    made.close()


@pytest.fixture
def window(qtbot: QtBot, program: Program) -> MainWindow:
    opened = program.open(replace(WindowState(), theme=Theme.LIGHT))
    qtbot.addWidget(opened)
    opened.show()
    return opened


@pytest.fixture
def page(window: MainWindow) -> RegistersPage:
    window.go("registers", ("notice_boards", None))
    shown = window.page()
    assert isinstance(shown, RegistersPage)
    return shown


def kept(office: SqlOffice) -> list[NoticeBoard]:
    return office.ask(RecordList(BOARDS)).records


def board(small: SmallOffice, place: str = "東側門") -> NoticeBoard:
    return NoticeBoard(customer_id=small.large.id, place=place, surface=Surface.STEEL)


def test_the_kind_stands_in_the_list_and_an_empty_one_says_how_to_begin(page: RegistersPage) -> None:
    listed = [page.side.item(row).text() for row in range(page.side.count())]
    assert listed == [i18n.language().say(kind.many) for kind in plain_kinds()]
    assert (listed[0], listed[-1]) == ("工業區", "Notice boards")
    assert page.state_line.text() == "Notice boards：0 筆"
    assert not page.change.isEnabled()


def test_a_record_is_added_with_a_field_of_every_type(page: RegistersPage, office: SqlOffice, small: SmallOffice) -> None:
    form = page.open_new()
    form.fill(
        {
            "customer_id": "05123456789",
            "place": "東側門",
            "surface": "steel plate",
            "put_up_on": "1150302",
            "looked_after_in": "115/3",
            "height_cm": "120",
            "cost_cents": "1,234.5",
            "lit": "是",
            "shown": "prices",
            "keeper_ids": "陳業務、吳電務",
            "notes": "備註",
        }
    )
    form.submit()
    (made,) = kept(office)
    assert replace(made, id=small.park.id, version=0) == NoticeBoard(
        id=small.park.id,
        customer_id=small.large.id,
        place="東側門",
        surface=Surface.STEEL,
        put_up_on=dt.date(2026, 3, 2),
        looked_after_in=dt.date(2026, 3, 1),
        height_cm=120,
        cost_cents=123_450,
        lit=True,
        shown=(Subject.TARIFFS,),
        keeper_ids=(small.business.id, small.technical.id),
        notes="備註",
    )
    table = page.pane().table
    cells = [str(table.model().index(0, column).data()) for column in range(len(BOARDS.fields))]
    assert cells == [
        "虛構食品股份有限公司 05-12-3456-78-9", "東側門", "steel plate", "115/03/02", "115/03", "120", "1,234.50",
        "是", "prices", "陳業務、吳電務", "備註",
    ]  # fmt: skip
    assert page.state_line.text() == "Notice boards：1 筆"


def test_every_fault_stands_beside_its_field(page: RegistersPage, office: SqlOffice) -> None:
    form = page.open_new()
    form.fill({"put_up_on": "115/13/01", "height_cm": "高"})
    form.submit()
    refused = [name for name, field in form.fields.items() if field.refusal]
    assert refused == ["customer_id", "place", "surface", "put_up_on", "height_cm"]
    assert kept(office) == []
    form.reject()


def test_an_opened_record_is_changed_and_the_change_undone(
    page: RegistersPage, office: SqlOffice, small: SmallOffice, program: Program
) -> None:
    office.do(AddRecord(BOARDS, replace(board(small), keeper_ids=(small.business.id,), notes="備註")))
    page.refresh()
    form = page.pane().open_form(page.pane().table.current())
    assert form.inputs["place"].text() == "東側門"
    form.inputs["place"].fill("西側門")
    form.submit()
    (made,) = kept(office)
    assert (made.place, made.notes, made.keeper_ids) == ("西側門", "備註", (small.business.id,))
    program.session.undo()
    assert [each.place for each in kept(office)] == ["東側門"]
    assert page.pane().table.current().place == "東側門"


def test_a_removed_record_comes_back_by_undo(
    page: RegistersPage, office: SqlOffice, small: SmallOffice, program: Program
) -> None:
    office.do(AddRecord(BOARDS, board(small)))
    page.refresh()
    page.remove.click()
    assert kept(office) == []
    assert not page.remove.isEnabled()
    program.session.undo()
    assert len(kept(office)) == 1


def test_what_was_typed_is_there_again_after_esc_and_gone_once_it_is_kept(
    qtbot: QtBot, page: RegistersPage, office: SqlOffice, program: Program
) -> None:
    form = page.open_new()
    form.fill({"place": "東側門", "put_up_on": "半年後", "keeper_ids": "陳業務"})
    qtbot.keyClick(form, Qt.Key.Key_Escape)
    assert not program.session.can_undo
    again = page.open_new()
    assert again.isVisible()
    assert (again.inputs["place"].text(), again.inputs["put_up_on"].text()) == ("東側門", "半年後")
    again.fill({"put_up_on": "", "customer_id": "05123456789", "surface": "corkboard"})
    again.submit()
    (made,) = kept(office)
    assert len(made.keeper_ids) == 1
    assert page.open_new().inputs["place"].text() == ""


def testbegin_anew_empties_the_form_and_forgets_the_draft(qtbot: QtBot, page: RegistersPage) -> None:
    form = page.open_new()
    form.fill({"place": "東側門"})
    qtbot.keyClick(form, Qt.Key.Key_Escape)
    again = page.open_new()
    again.begin_anew()
    assert again.inputs["place"].text() == ""
    qtbot.keyClick(again, Qt.Key.Key_Escape)
    assert page.open_new().inputs["place"].text() == ""


def test_the_list_is_filtered_and_a_found_record_is_shown(page: RegistersPage, office: SqlOffice, small: SmallOffice) -> None:
    for place in ("一門", "二門"):
        office.do(AddRecord(BOARDS, board(small, place)))
    page.refresh()
    page.search.setText("二")
    assert [each.place for each in page.pane().table.rows.rows()] == ["二門"]
    first, _ = kept(office)
    page.arrive(("notice_boards", first.id))
    assert page.pane().table.current() == first


def test_ctrl_k_finds_a_record_and_goes_there(window: MainWindow, office: SqlOffice, small: SmallOffice) -> None:
    office.do(AddRecord(BOARDS, board(small)))
    palette = window.open_palette()
    palette.field.setText("東側")
    palette._look_up()
    assert palette.shown() == ["the notice board “東側門”"]
    palette._run()
    shown = window.page()
    assert isinstance(shown, RegistersPage)
    assert shown.pane().table.current().place == "東側門"


def test_each_title_has_a_letter_of_its_own() -> None:
    assert mnemonics([("姓名", "Name"), ("Notes", "Notes"), ("備註", "Kin"), ("", "?")]) == [
        "姓名(&N)",
        "N&otes",
        "備註(&I)",
        "(&A)",
    ]
