"""The parts pages are made of: dates typed the office's way, choices, refusals beside their field, a PDF on screen."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from visitplanner import i18n
from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.ui.core import style
from visitplanner.ui.core.chips import Chip, ChipLabel, Shape
from visitplanner.ui.core.plain_text import tip
from visitplanner.ui.pages.folding import FoldingRow
from visitplanner.ui.papers.pdf_preview import PdfPreview
from visitplanner.ui.widgets.date_field import DateField
from visitplanner.ui.widgets.fields import WIDEST_CHOICE, Choice, Field, Refusals, SearchField
from visitplanner.ui.widgets.month import DayGrid, MonthPopup, month_later
from visitplanner.ui.widgets.month_bars import HEADROOM, Bar, MonthBars, gridlines_of
from visitplanner.ui.widgets.parts import button, label
from visitplanner.ui.widgets.picker import Picker
from visitplanner.ui.widgets.progress import PartsBar, Progress

TODAY = dt.date(2026, 3, 16)
ZH = i18n.language()


@pytest.fixture
def date_field(qtbot: QtBot) -> DateField:
    made = DateField(ZH, TODAY)
    qtbot.addWidget(made)
    return made


@pytest.mark.parametrize("typed", ["1140703", "114/7/3", "2025-07-03", "民國114年7月3日", "114.07.03"])
def test_a_day_may_be_typed_in_any_usual_form(qtbot: QtBot, date_field: DateField, typed: str) -> None:
    days: list[dt.date] = []
    date_field.changed.connect(days.append)
    date_field.setText(typed)
    date_field.editingFinished.emit()
    assert date_field.day() == dt.date(2025, 7, 3)
    assert date_field.text() == "114/07/03（四）"
    assert days == [dt.date(2025, 7, 3)]


def test_what_is_no_date_stays_and_is_refused(date_field: DateField) -> None:
    date_field.setText("114/13/45")
    date_field.editingFinished.emit()
    assert date_field.text() == "114/13/45"
    with pytest.raises(Refused):
        date_field.day()


def test_an_empty_date_is_no_date(date_field: DateField) -> None:
    date_field.set_day(TODAY)
    date_field.clear()
    assert date_field.day() is None


def test_the_calendar_goes_by_keyboard(qtbot: QtBot) -> None:
    grid = DayGrid(TODAY, TODAY, ZH)
    qtbot.addWidget(grid)
    chosen: list[dt.date] = []
    grid.chosen.connect(chosen.append)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_Return):
        qtbot.keyClick(grid, key)
    assert chosen == [dt.date(2026, 4, 24)]


def test_a_click_on_a_day_chooses_it(qtbot: QtBot, date_field: DateField) -> None:
    popup = MonthPopup(TODAY, TODAY, ZH, date_field)
    days: list[dt.date] = []
    popup.chosen.connect(days.append)
    side = popup.grid.width() // 7
    place = popup.grid.rect().topLeft()
    place.setX(side // 2)
    place.setY(side + side // 2)
    qtbot.mouseClick(popup.grid, Qt.MouseButton.LeftButton, pos=place)
    assert days == [dt.date(2026, 2, 23)]


def test_a_month_later_keeps_within_the_month() -> None:
    assert month_later(dt.date(2026, 1, 31), 1) == dt.date(2026, 2, 28)
    assert month_later(dt.date(2026, 1, 31), -1) == dt.date(2025, 12, 31)


def test_a_refusal_stands_beside_its_field_and_goes_again(qtbot: QtBot) -> None:
    field, general = Field("戶名", QLineEdit(), "提示"), label()
    qtbot.addWidget(field)
    refusals = Refusals({"name": field}, general, ZH)
    refusals.show(Refused(said("No customer is named."), field="name"))
    assert field.refusal == "尚未選擇用戶。"
    assert general.isHidden()
    refusals.show(Refused(said("No customer is named."), field="elsewhere"))
    assert field.refusal == ""
    assert general.text() == "尚未選擇用戶。"


def test_a_choice_gives_its_value(qtbot: QtBot) -> None:
    choice = Choice([("甲", 1), ("乙", 2)], 2)
    qtbot.addWidget(choice)
    picked: list[int] = []
    choice.chosen.connect(picked.append)
    assert choice.value() == 2
    choice.setFocus()
    qtbot.keyClick(choice, Qt.Key.Key_Up)
    assert choice.value() == 1
    assert picked == [1]
    choice.set_entries([])
    assert choice.value() is None


def test_a_part_of_a_name_names_it_when_nothing_else_fits(qtbot: QtBot) -> None:
    picker = Picker("")
    qtbot.addWidget(picker)
    picker.set_entries([("晶元化工 01-56", 1), ("晶億集團", 2)])
    for text, value in (("化工", 1), ("晶", None), ("晶億集團", 2), ("", None), ("沒有", None)):
        picker.setText(text)
        assert picker.value() == value


def test_escape_empties_the_filter(qtbot: QtBot) -> None:
    heard: list[str] = []
    field = SearchField("篩選", heard.append)
    qtbot.addWidget(field)
    field.show()
    qtbot.keyClicks(field, "ab")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert heard == ["a", "ab", ""]


@pytest.mark.parametrize("shape", list(Shape))
def test_every_shape_looks_different_from_nothing(qtbot: QtBot, shape: Shape) -> None:
    chip = ChipLabel(Chip("狀態", shape))
    qtbot.addWidget(chip)
    chip.show()
    picture = chip.grab().toImage()
    colours = {picture.pixel(x, y) for x in range(0, picture.width(), 2) for y in range(0, picture.height(), 2)}
    assert len(colours) > 2


def test_a_chip_can_go_away(qtbot: QtBot) -> None:
    chip = ChipLabel(Chip("待約", Shape.OUTLINE))
    qtbot.addWidget(chip)
    chip.set_chip(None)
    assert chip.isHidden()


def test_gridlines_are_round_and_the_axis_ends_little_above_the_greatest() -> None:
    assert [gridlines_of(value)[-1] for value in (0, 3, 5030, 8000, 8001)] == [0, 3, 4000, 8000, 7500]
    assert HEADROOM <= 1.15


def test_bars_say_their_picture_in_words(qtbot: QtBot) -> None:
    bars = MonthBars()
    qtbot.addWidget(bars)
    bars.show_bars([Bar("1 月", 900.0), Bar("2 月", 1200.0, whole=False)], 1000, "經常契約 1,000 瓩", "最高 1,200 瓩")
    assert bars.accessibleName() == "最高 1,200 瓩"
    assert not bars.grab().isNull()


def test_a_bar_of_parts_says_them_in_words(qtbot: QtBot) -> None:
    bar = PartsBar()
    qtbot.addWidget(bar)
    bar.show_parts(3, 2, 10, 0.4, "完成 3")
    assert bar.toolTip() == "完成 3"
    assert not bar.grab().isNull()


def test_cancel_is_there_while_work_is_under_way(qtbot: QtBot) -> None:
    from visitplanner.ui.core.jobs import Commission, Job

    progress, cancelled = Progress(ZH), []
    qtbot.addWidget(progress)
    progress.cancelled.connect(lambda: cancelled.append(True))
    job = Job(Commission(lambda _p, _s: None, lambda _: None, lambda _: None, progress, progress=progress.tell))
    progress.watch(job, "讀取中")
    progress.tell(0.5)
    progress.cancel()
    assert job.stopping()
    assert cancelled == [True]
    assert progress.isHidden()


def test_a_pdf_is_shown_page_by_page(qtbot: QtBot, tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "two.pdf"))
    for text in ("one", "two"):
        canvas.drawString(100, 700, text)
        canvas.showPage()
    canvas.save()
    preview = PdfPreview((tmp_path / "two.pdf").read_bytes(), 300)
    qtbot.addWidget(preview)
    assert preview.pages == 2


def test_only_the_pages_in_view_are_drawn(qtbot: QtBot, tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "many.pdf"))
    for number in range(30):
        canvas.drawString(100, 700, f"page {number}")
        canvas.showPage()
    canvas.save()
    preview = PdfPreview()
    qtbot.addWidget(preview)
    preview.resize(400, 500)
    pages = preview.show_pdf((tmp_path / "many.pdf").read_bytes())
    preview.grab()
    assert 1 <= pages.image.cache_info().currsize <= 3
    assert not pages.image(29, 300).isNull()


def test_a_wrapped_text_gives_back_the_height_it_needs_no_more(qtbot: QtBot) -> None:
    told = label("words that go on and on " * 4, wrap=True)
    qtbot.addWidget(told)
    told.show()
    told.resize(120, 40)
    narrow = told.minimumHeight()
    told.resize(1200, 40)
    assert told.minimumHeight() == told.sizeHint().height() < narrow / 3


def test_a_day_with_its_weekday_is_read_again_in_english(qtbot: QtBot) -> None:
    made = DateField(i18n.language("en"), TODAY)
    qtbot.addWidget(made)
    made.setText("2026-01-05 (Mon)")
    assert made.day() == dt.date(2026, 1, 5)


def test_parts_fold_into_lines_and_stand_in_one_again(qtbot: QtBot) -> None:
    parts = [button(f"button {number}") for number in range(4)]
    folding = FoldingRow(*parts)
    qtbot.addWidget(folding)
    folding.show()
    whole = folding.needed()
    folding.fit(whole - 1)
    assert folding.lines == 2 and folding.minimumSizeHint().width() < whole
    parts[3].hide()
    folding.fit(whole - 1)
    assert folding.lines == 1
    parts[3].show()
    folding.fit(1)
    assert folding.lines == 4
    folding.fit(whole)
    assert folding.lines == 1


def test_a_name_of_any_length_leaves_room_beside_a_choice_and_is_whole_in_its_tooltip(qtbot: QtBot) -> None:
    long = "<b>" + "長" * 197
    choice = Choice([("甲", 1), (long, 2)], 2)
    qtbot.addWidget(choice)
    assert max(choice.sizeHint().width(), choice.minimumSizeHint().width()) <= style.look().px(WIDEST_CHOICE)
    assert choice.itemText(1) == long[:39] + "…" and choice.value() == 2
    assert choice.itemData(1, Qt.ItemDataRole.ToolTipRole) == tip(long)


def test_a_row_folds_anew_when_names_arrive_that_need_more_room(qtbot: QtBot) -> None:
    first, second = Choice([("甲", 1)]), Choice([("乙", 1)])
    row = FoldingRow(first, second)
    qtbot.addWidget(row)
    row.show()
    row.fit(row.needed() + 20)
    assert row.lines == 1
    first.set_entries([("長" * 200, 1)])
    qtbot.waitUntil(lambda: row.lines == 2)
