"""在用戶桌前: one large figure that follows the sliders, nothing internal, and what was agreed on paper and as a case."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from tests.builders import Keep, SmallOffice
from tests.ui.tariffs.test_tariffs_page import keep_load, tariffs
from visitplanner.domain.core.money import rounded
from visitplanner.services.follow_ups.follow_ups import FollowUpList
from visitplanner.services.office.context import Context
from visitplanner.ui.shell.main_window import MainWindow
from visitplanner.ui.tariffs.at_table.talk import AtTable
from visitplanner.ui.tariffs.charts.slider import MarkLabel
from visitplanner.ui.tariffs.charts.study import Mark


@pytest.fixture
def talk(context: Context, small: SmallOffice, window: MainWindow) -> AtTable:
    keep_load(context, small.large)
    context.office.do(Keep((("visits", small.visit(day=window._desk.day)),)))
    dialog = tariffs(window, small.large.id).open_table()
    assert dialog is not None
    return dialog


def texts(talk: AtTable) -> str:
    shown = [*talk.findChildren(QLabel), *talk.findChildren(QPushButton)]
    return "\n".join(part.text() for part in shown if part.isVisibleTo(talk))


def test_the_figure_is_the_saving_and_what_is_sure_of_it(talk: AtTable) -> None:
    """At the best contracts it is what the page's headline says: the advice's saving and its least."""
    talk.take_best()
    option = talk.study.option
    sure = talk.study.advised.sure[option.option]
    assert talk.figures is not None and talk.figures.saving_ntd is not None
    assert talk.figures.saving_ntd == option.saving_ntd
    assert talk.least_ntd == sure.low_ntd
    assert f"{abs(rounded(talk.figures.saving_ntd)):,}" in texts(talk)
    assert f"{abs(rounded(sure.low_ntd)):,}" in talk.at_least.text()


def test_the_month_that_hurts_most_is_the_one_with_the_greatest_surcharge(talk: AtTable) -> None:
    talk.set_contracts((300, 0, 0, 0))
    assert talk.figures is not None
    worst = max(talk.figures.over.months, key=lambda month: month.ntd)
    assert f"{worst.month.month} 月" in talk.hurts.text() and f"{rounded(worst.ntd):,}" in talk.hurts.text()
    talk.set_contracts((9000, 0, 0, 0))
    assert "全年不超約" in talk.hurts.text()
    assert "多付" in talk.name.text(), "so much more is dearer, and said without a sign"


def test_nothing_internal_stands_there(talk: AtTable) -> None:
    for word in ("負責", "領隊", "逾期", "承辦", "假設", "案件編號", talk.study.customer.account):
        assert word not in texts(talk)


def test_contracts_nobody_can_have_are_refused_and_nothing_is_printed(talk: AtTable) -> None:
    talk.set_contracts((50, 0, 0, 0))
    assert "100" in talk.refusal.text() and not talk.printed.isEnabled() and not talk.kept.isEnabled()
    assert talk.sheet() is None and talk.open_paper() is None
    talk.take(Mark.PRESENT)
    assert talk.printed.isEnabled()


def test_what_was_agreed_is_kept_as_a_case_of_todays_visit(talk: AtTable, context: Context, small: SmallOffice) -> None:
    talk.take_best()
    talk.agreed.setText("七月前送件")
    talk.keep()
    rows = [row.follow_up for row in context.office.ask(FollowUpList()) if "談定" in row.follow_up.text]
    (kept,) = rows
    assert kept.visit_id is not None and "七月前送件" in kept.text
    assert " + ".join(f"{kw:,}" for kw in talk.contracts) in kept.text
    assert not talk.kept.isEnabled()


def test_the_sheet_says_what_stands_on_the_screen(talk: AtTable) -> None:
    talk.take_best()
    talk.agreed.setText("七月前送件")
    sheet = talk.sheet()
    assert sheet is not None and talk.figures is not None
    assert (sheet.saving_ntd, sheet.least_ntd, sheet.words) == (talk.figures.saving_ntd, talk.least_ntd, "七月前送件")
    assert tuple(line.after_kw for line in sheet.contracts) == talk.contracts
    assert sheet.agreed_on == dt.date(2026, 3, 16)
    paper = talk.open_paper()
    assert paper is not None and paper.pdf.startswith(b"%PDF")


def test_the_sentence_that_was_typed_waits_until_it_is_kept(talk: AtTable, window: MainWindow, small: SmallOffice) -> None:
    talk.agreed.setText("下月試行移轉夜尖峰")
    talk.reject()
    again = tariffs(window, small.large.id).open_table()
    assert again is not None and again.agreed.text() == "下月試行移轉夜尖峰"
    again.keep()
    again.reject()
    last = tariffs(window, small.large.id).open_table()
    assert last is not None and last.agreed.text() == ""


def test_the_marks_above_the_sliders_have_their_words(talk: AtTable) -> None:
    """Each contract that is marked, and no other."""
    shown = {each._mark for each in talk.findChildren(MarkLabel)}
    assert shown == set(talk.study.marks) and Mark.BEST in shown
