"""What a customer raised, line by line: Enter goes on, a line follows the one above, nothing half-written is lost."""

from __future__ import annotations

import datetime as dt
import json
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from visitplanner import i18n
from visitplanner.domain.core.errors import Refused
from visitplanner.domain.follow_ups.follow_ups import Window
from visitplanner.services.follow_ups.follow_ups import Raised
from visitplanner.ui.visits.raised_rows import RaisedRows

TODAY, DUE = dt.date(2026, 3, 16), dt.date(2026, 3, 25)
WANG, LIN = uuid4(), uuid4()
OWNERS = [("（未定）", None), ("王經理", WANG), ("林課長", LIN)]


def rows_of(qtbot: QtBot) -> RaisedRows:
    made = RaisedRows(i18n.language())
    made.offer(TODAY, DUE, OWNERS)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def rows(qtbot: QtBot) -> RaisedRows:
    return rows_of(qtbot)


def write(rows: RaisedRows, at: int, text: str, window: Window = Window.BUSINESS, owner: object = None) -> None:
    line = rows.rows[at]
    line.text.setText(text)
    line.window_choice.set_value(window)
    line.owner.set_value(owner)


def test_an_empty_line_waits_and_says_nothing(rows: RaisedRows) -> None:
    assert len(rows.rows) == 1 and rows.values() == () and rows.draft() == []
    rows.rows[0].text.setText("   ")
    assert rows.values() == () and rows.draft() == []


def test_enter_begins_one_line_more_and_only_where_none_is_free(qtbot: QtBot, rows: RaisedRows) -> None:
    added: list[object] = []
    rows.added.connect(added.append)
    qtbot.keyClick(rows.rows[0].text, Qt.Key.Key_Return)
    assert len(rows.rows) == 1 and added == []
    write(rows, 0, "電壓驟降", Window.TECHNICAL, WANG)
    qtbot.keyClick(rows.rows[0].text, Qt.Key.Key_Enter)
    assert len(rows.rows) == 2 and added == [rows.rows[1]]
    assert rows.rows[1].owner.value() == WANG and rows.rows[1].due.day() == DUE
    qtbot.keyClick(rows.rows[0].text, Qt.Key.Key_Return)
    assert len(rows.rows) == 2
    qtbot.keyClick(rows.rows[0].text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert len(rows.rows) == 2, "Ctrl+Enter belongs to the form"


def test_what_is_written_is_what_was_raised_in_its_order(rows: RaisedRows) -> None:
    write(rows, 0, " 電壓驟降 ", Window.TECHNICAL, LIN)
    rows.add()
    rows.add()
    write(rows, 2, "評估調降契約容量")
    rows.rows[2].due.set_day(None)
    assert rows.values() == (
        Raised("電壓驟降", Window.TECHNICAL, LIN, DUE),
        Raised("評估調降契約容量", Window.BUSINESS, None, None),
    )


def test_a_due_day_that_cannot_be_read_is_refused_of_a_line_that_says_something(rows: RaisedRows) -> None:
    rows.rows[0].due.setText("下週")
    assert rows.values() == ()
    write(rows, 0, "電壓驟降")
    with pytest.raises(Refused) as caught:
        rows.values()
    assert caught.value.field == "raised"


def test_a_half_written_record_comes_back_line_by_line(qtbot: QtBot, rows: RaisedRows) -> None:
    write(rows, 0, "電壓驟降", Window.TECHNICAL, LIN)
    rows.add()
    rows.add()
    write(rows, 2, "第三行", owner=WANG)
    rows.rows[2].due.setText("下週")
    kept = json.loads(json.dumps(rows.draft()))
    other = rows_of(qtbot)
    other.fill(kept)
    assert [line.text.text() for line in other.rows] == ["電壓驟降", "第三行"] and other.draft() == kept
    assert [line.owner.value() for line in other.rows] == [LIN, WANG] and other.rows[1].due.text() == "下週"
    other.fill(kept[1:])
    assert other.draft() == kept[1:] and len(other.rows) == 2, "what is not there any more becomes empty"
    other.fill([])
    assert other.draft() == []


def test_a_line_that_is_taken_out_is_gone_and_the_last_leaves_an_empty_one(rows: RaisedRows) -> None:
    heard: list[bool] = []
    write(rows, 0, "甲")
    rows.add()
    write(rows, 1, "乙")
    rows.changed.connect(lambda: heard.append(True))
    rows.rows[0].removed.emit(rows.rows[0])
    assert [line.text.text() for line in rows.rows] == ["乙"] and heard == [True]
    rows.rows[0].removed.emit(rows.rows[0])
    assert len(rows.rows) == 1 and rows.values() == ()
    rows.rows[0].text.setText("丙")
    assert len(heard) == 3


def test_another_visit_begins_with_one_empty_line(rows: RaisedRows) -> None:
    write(rows, 0, "甲")
    rows.add()
    rows.offer(TODAY, TODAY, OWNERS)
    assert len(rows.rows) == 1 and rows.rows[0].text.text() == "" and rows.rows[0].due.day() == TODAY
