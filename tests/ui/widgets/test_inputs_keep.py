"""What forms take and give again: days, choices, names, days away; and where a refusal goes."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from visitplanner import i18n
from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.domain.staff.staff import Absence
from visitplanner.ui.handovers.absence_rows import AbsenceLine, AbsenceRows
from visitplanner.ui.records.form import lined_up
from visitplanner.ui.widgets.date_field import DateField, day_in, needed_day
from visitplanner.ui.widgets.fields import Choice, Field, Refusals
from visitplanner.ui.widgets.names_field import NamesField
from visitplanner.ui.widgets.parts import label

TODAY = dt.date(2026, 3, 16)
DAY = dt.timedelta(days=1)
ZH = i18n.language()


class Faults(Refused):
    """Several faults in one refusal, as a checked record brings them."""

    def __init__(self, *faults: Refused) -> None:
        super().__init__(said("There is no such record."))
        self.faults = faults


def shown(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.addWidget(widget)
    widget.show()


# -- refusals -----------------------------------------------------------------------------------------------------


def test_several_faults_stand_each_beside_its_field_and_the_keyboard_in_the_first(qtbot: QtBot) -> None:
    whole = QWidget()
    lines = QVBoxLayout(whole)
    fields = {name: Field(name, QLineEdit(), "提示" if name == "b" else "") for name in "abc"}
    general = label()
    for each in (*fields.values(), general):
        lines.addWidget(each)
    shown(qtbot, whole)
    whole.activateWindow()
    refusals = Refusals(fields, general, ZH)
    missing = said("The day is missing.")
    refusals.show(Faults(Refused(missing, field="b"), Refused(missing, field="c"), Refused(missing), Refused(missing, field="x")))
    assert [bool(fields[name].refusal) for name in "abc"] == [False, True, True]
    assert whole.focusWidget() is fields["b"].input
    assert len(general.text().split("\n")) == 2 and not general.isHidden()
    refusals.show(Refused(missing, field="a"))
    assert [bool(fields[name].refusal) for name in "abc"] == [True, False, False] and general.isHidden()
    refusals.clear()
    assert not any(each.refusal for each in fields.values())


# -- days ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("read", [day_in, needed_day])
def test_a_day_that_cannot_be_read_is_refused_beside_its_field(qtbot: QtBot, read: object) -> None:
    entry = DateField(ZH, TODAY)
    qtbot.addWidget(entry)
    entry.bring("115/02/30")
    assert entry.kept() == "115/02/30"
    with pytest.raises(Refused) as caught:
        read(entry, "first")  # type: ignore[operator]
    assert caught.value.field == "first" and caught.value.mend is not None


def test_no_day_is_none_where_it_may_be_and_refused_where_it_is_needed(qtbot: QtBot) -> None:
    entry = DateField(ZH, TODAY)
    qtbot.addWidget(entry)
    assert day_in(entry, "last") is None
    with pytest.raises(Refused) as caught:
        needed_day(entry, "last")
    assert caught.value.field == "last"


def test_a_day_that_was_kept_comes_back_and_is_told_once(qtbot: QtBot) -> None:
    before, after = DateField(ZH, TODAY, TODAY), DateField(ZH, TODAY)
    told: list[object] = []
    after.changed.connect(told.append)
    for each in (before, after):
        qtbot.addWidget(each)
    after.bring(before.kept())
    assert after.day() == TODAY and told == [TODAY]
    after.bring("1150316")
    assert after.text() == before.text() and told == [TODAY], "the same day written another way is no change"
    after.bring("")
    assert after.day() is None and told == [TODAY, None]


# -- choices and names --------------------------------------------------------------------------------------------


def test_a_choice_comes_back_while_it_is_offered(qtbot: QtBot) -> None:
    choice = Choice([("甲", 1), ("乙", 2), ("丙", None)], 2)
    qtbot.addWidget(choice)
    picked: list[object] = []
    choice.chosen.connect(picked.append)
    kept = choice.kept()
    choice.set_value(1)
    choice.bring(kept)
    assert choice.value() == 2 and picked == [2]
    choice.bring("9")
    assert choice.value() == 2 and picked == [2]
    choice.set_value(9)
    assert choice.value() == 1, "what is not offered chooses the first"
    choice.bring("None")
    assert choice.value() is None and choice.currentText() == "丙"


@pytest.fixture
def names(qtbot: QtBot) -> NamesField:
    field = NamesField(ZH, "")
    field.set_entries([("王小明", 1), ("李小華", 2), ("陳大文", 3)])
    shown(qtbot, field)
    return field


def test_enter_takes_who_is_named_once_and_waits_while_it_is_not_clear(qtbot: QtBot, names: NamesField) -> None:
    heard: list[tuple[object, ...]] = []
    names.changed.connect(lambda: heard.append(names.values()))
    for typed in ("陳", "小", "王小明", "陳大文"):
        names.picker.setText(typed)
        qtbot.keyClick(names.picker, Qt.Key.Key_Return)
    assert names.values() == (3, 1) and heard == [(3,), (3, 1)]
    names.remove(3)
    assert names.values() == (1,) and heard[-1] == (1,)


def test_names_and_what_was_typed_beside_them_come_back(qtbot: QtBot, names: NamesField) -> None:
    names.set_values((3, 1))
    names.picker.setText("李")
    other = NamesField(ZH, "")
    qtbot.addWidget(other)
    other.set_entries([("王小明", 1), ("李小華", 2)])
    heard: list[bool] = []
    other.changed.connect(lambda: heard.append(True))
    other.bring(names.kept())
    assert other.values() == (1,) and other.picker.text() == "李" and heard == [True], (
        "whoever is not offered any more is left out"
    )


# -- days away ----------------------------------------------------------------------------------------------------


def line(qtbot: QtBot, first: str = "", last: str = "", reason: str = "") -> AbsenceLine:
    made = AbsenceLine(ZH, TODAY)
    qtbot.addWidget(made)
    made.first.setText(first)
    made.last.setText(last)
    made.reason.setText(reason)
    return made


def test_a_line_is_a_day_or_a_span_and_nothing_where_nothing_is_written(qtbot: QtBot) -> None:
    assert line(qtbot).absence() is None and line(qtbot, reason=" 　").absence() is None
    assert line(qtbot, "115/3/16", reason=" 休假 ").absence() == Absence(TODAY, TODAY, "休假")
    assert line(qtbot, "115/3/16", "115/3/16").absence() == Absence(TODAY, TODAY)
    assert line(qtbot, "115/3/16", "115/3/17").absence() == Absence(TODAY, TODAY + DAY)


@pytest.mark.parametrize(
    ("first", "last", "reason"),
    [("", "115/3/16", ""), ("", "", "休假"), ("115/3/17", "115/3/16", ""), ("115/13/1", "", ""), ("115/3/1", "115/3/40", "")],
    ids=["no first day", "only a reason", "ends before it begins", "no day", "no last day"],
)
def test_a_line_that_cannot_be_is_refused_at_the_days_away(qtbot: QtBot, first: str, last: str, reason: str) -> None:
    with pytest.raises(Refused) as caught:
        line(qtbot, first, last, reason).absence()
    assert caught.value.field == "absences"


def test_days_away_are_given_in_their_order_and_come_back_as_they_were_written(qtbot: QtBot) -> None:
    rows = AbsenceRows(ZH, TODAY, (Absence(TODAY + DAY, TODAY + DAY, "受訓"), Absence(TODAY, TODAY + DAY)))
    shown(qtbot, rows)
    assert rows.absences() == (Absence(TODAY, TODAY + DAY), Absence(TODAY + DAY, TODAY + DAY, "受訓"))
    unreadable = rows.add_line()
    unreadable.first.setText("明天")
    other = AbsenceRows(ZH, TODAY, (Absence(TODAY, TODAY),))
    shown(qtbot, other)
    other.bring(rows.kept())
    assert [each.first.text() for each in other.lines][-1] == "明天" and len(other.lines) == 3
    assert json.loads(other.kept()) == json.loads(rows.kept())
    other.lines[-1].remove.click()
    assert other.absences() == rows_without(rows, unreadable)
    other.bring("")
    assert other.lines == [] and other.kept() == "" and other.absences() == ()


def rows_without(rows: AbsenceRows, one: AbsenceLine) -> tuple[Absence, ...]:
    one.remove.click()
    return rows.absences()


# -- lines --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("beside", "lines"),
    [([], []), ([False], [1]), ([True], [1]), ([False, True, True], [3]), ([True, False, True, False], [1, 2, 1])],
)
def test_fields_stand_below_each_other_or_beside_the_one_before(qtbot: QtBot, beside: list[bool], lines: list[int]) -> None:
    layout = lined_up((each, QLineEdit()) for each in beside)
    made = [layout.itemAt(n) for n in range(layout.count())]
    assert [line.layout().count() for line in made if line is not None] == lines  # pyright: ignore[reportOptionalMemberAccess]
