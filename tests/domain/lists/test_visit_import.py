"""The office's own list of visits: customer or group, day, people, what became of it."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.lists.columns.recognition import headed, map_columns
from visitplanner.domain.lists.columns.shapes import dated
from visitplanner.domain.lists.columns.visit_words import Became, became
from visitplanner.domain.lists.tables import Judged, Table, unused_columns
from visitplanner.domain.lists.visit_import import (
    VISIT_FIELDS,
    VisitLine,
    judge_visits,
    members_of,
    outcome_of,
    slot_of,
)
from visitplanner.domain.visits.visits import Slot, VisitOutcome

HEADER = ("電號", "戶名", "集團", "洽訪日期", "時段", "領隊", "隨行人員", "結果", "洽訪內容")
ROW = ("05-12-3456-78-9", "甲電子", "甲集團", "114/3/7", "下午", "方課長", "王小明、李大同", "已完成", "談契約容量")


def judged(*rows: tuple[str, ...], header: tuple[str, ...] = HEADER) -> Judged[VisitLine]:
    table, _ = headed(Table("洽訪", (("114年度洽訪紀錄",), header, *rows)), VISIT_FIELDS)
    return judge_visits(table, map_columns(table, VISIT_FIELDS))


def test_a_row_becomes_a_visit() -> None:
    (line,) = judged(ROW).lines
    assert line == VisitLine(
        row=3,
        held_on=dt.date(2025, 3, 7),
        account="05123456789",
        name="甲電子",
        group="甲集團",
        slot=Slot.PM,
        leader="方課長",
        members=("王小明", "李大同"),
        outcome=VisitOutcome.DONE,
        notes="談契約容量",
    )


def test_a_list_of_names_and_days_alone_is_enough() -> None:
    found = judged(("甲電子", "114/3/7"), ("乙集團", "1140308"), header=("洽訪對象", "日期"))
    assert [(line.name, line.held_on.day) for line in found.lines] == [("甲電子", 7), ("乙集團", 8)]


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (("05-12-3456-78-9", "甲", "", ""), "洽訪日期"),
        (("05-12-3456-78-9", "甲", "", "去年"), "洽訪日期"),
        (("05-12-3456-78-9", "甲", "", "114/13/1"), "洽訪日期"),
        (("", "", "", "114/3/7", "上午"), "電號"),
        (("1234", "甲", "", "114/3/7"), "電號"),
        (("05-12-3456-78-9", "甲", "", "#N/A"), "洽訪日期"),
    ],
)
def test_a_row_without_a_day_or_a_customer_is_refused_by_its_cell(row: tuple[str, ...], column: str) -> None:
    found = judged(ROW, row)
    assert [(fault.row, fault.column) for fault in found.rejected] == [(4, column)]
    assert len(found.lines) == 1


def test_a_day_without_its_year_is_refused_with_the_form_it_needs() -> None:
    table, _ = headed(Table("洽訪", (HEADER, ROW, ("05-12-3456-78-9", "甲", "", "3/12"))), VISIT_FIELDS)
    (fault,) = judge_visits(table, map_columns(table, VISIT_FIELDS)).rejected
    assert str(fault.reason).startswith("“3/12” names no year; write it as 114/03/12")


@pytest.mark.parametrize("day", ["3/12", "3月12日", "03-12", "3.12"])
def test_a_day_without_its_year_is_of_the_year_in_the_title(day: str) -> None:
    found = judged(ROW, ("05-12-3456-78-9", "甲", "", day))
    assert [line.held_on for line in found.lines] == [dt.date(2025, 3, 7), dt.date(2025, 3, 12)]


def test_year_month_and_day_in_columns_of_their_own_are_one_day() -> None:
    header = ("年", "月", "日", "電號", "結果")
    table = dated(Table("洽訪", (header, ("114", "3", "7", "05-12-3456-78-9", "完成"))))
    mapping = map_columns(table, VISIT_FIELDS)
    assert [line.held_on for line in judge_visits(table, mapping).lines] == [dt.date(2025, 3, 7)]
    assert unused_columns(table, mapping) == ()
    assert "年、月、日" in str(table.told[0])


def test_a_visit_list_in_other_words_is_understood() -> None:
    (line,) = judged(
        ("114.3.5", "甲電子", "王大明", "李小華", "談契約"), header=("訪視日", "對象", "主談", "同仁", "談話摘要")
    ).lines
    assert (line.name, line.leader, line.members, line.notes) == ("甲電子", "王大明", ("李小華",), "談契約")


def test_the_same_visit_twice_is_a_duplicate_and_a_strange_outcome_refused() -> None:
    odd = (*ROW[:3], "114/3/8", "傍晚", "方課長", "", "不明")
    found = judged(ROW, ROW, odd)
    assert ([fault.row for fault in found.duplicates], len(found.lines)) == ([4], 1)
    assert [(fault.column, fault.value) for fault in found.rejected] == [("結果", "不明")]


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("完成", VisitOutcome.DONE),
        ("已訪", VisitOutcome.DONE),
        ("取消", VisitOutcome.CANCELLED),
        ("用戶要求延期", VisitOutcome.POSTPONED),
        ("電話訪問", VisitOutcome.PHONE),
        ("視訊完成", VisitOutcome.VIDEO),
        ("未訪", None),
        ("已約", None),
        ("", None),
    ],
)
def test_what_became_of_a_visit_is_known_by_its_word(text: str, outcome: VisitOutcome | None) -> None:
    assert outcome_of(text) is outcome


@pytest.mark.parametrize(
    ("text", "slot"), [("上午", Slot.AM), ("14:00-16:00", Slot.PM), ("09:30", Slot.AM), ("PM", Slot.PM), ("", None)]
)
def test_the_half_day_is_known_by_word_or_time(text: str, slot: Slot | None) -> None:
    assert slot_of(text) is slot


@pytest.mark.parametrize(
    "text",
    [
        "未完成",
        "未洽訪",
        "未訪",
        "尚未拜訪",
        "還沒去",
        "沒去",
        "沒有訪成",
        "不在",
        "未遇",
        "無法前往",
        "未能洽訪",
        "尚未",
        "否",
        "X",
        "無人在場",
        "not held",
        "Not yet visited",
        "no show",
        "not done",
        "incomplete",
        "待洽訪",
        "wasn't completed",
        "不克前往",
        "未 完 成",
        "未如期完成",
    ],
)
def test_a_visit_not_held_is_never_taken_for_one_that_was(text: str) -> None:
    assert became(text) == Became(open=True)


@pytest.mark.parametrize(
    "text",
    [
        "不明",
        "不需洽訪",
        "免訪",
        "已訪，未遇廠長",
        "未接電話",
        "未遇，改電話訪問",
        "無",
        "未取消",
        "不再延期",
        "unsure",
        "？",
        "非",
    ],
)
def test_what_is_not_clear_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        became(text)


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("用戶婉拒", VisitOutcome.CANCELLED),
        ("未完成，改期", VisitOutcome.POSTPONED),
        ("預定取消", VisitOutcome.CANCELLED),
        ("完成，反應不錯", VisitOutcome.DONE),
        ("已洽訪，無異議", VisitOutcome.DONE),
        ("V", VisitOutcome.DONE),
    ],
)
def test_the_words_beside_a_negation_are_read(text: str, outcome: VisitOutcome) -> None:
    assert became(text) == Became(outcome)


@given(
    st.sampled_from(["未", "沒", "沒有", "尚未", "無法", "不", "not ", "no "]),
    st.sampled_from(["完成", "洽訪", "已訪", "held", "done"]),
)
def test_a_negated_word_is_never_done(no: str, word: str) -> None:
    try:
        found = became(no + word)
    except Refused:
        return
    assert found == Became(open=True)


def test_the_column_of_outcomes_is_known_by_what_it_holds_and_a_lone_one_refuses_its_row() -> None:
    header = ("洽訪日期", "用戶名稱", "近況")
    rows = (("115/8/7", "甲", "取消"), ("115/8/8", "乙", "改期"), ("115/8/9", "丙", "已洽訪"))
    found = judged(*rows, header=header)
    assert [line.outcome for line in found.lines] == [VisitOutcome.CANCELLED, VisitOutcome.POSTPONED, VisitOutcome.DONE]
    mixed = judged(("115/8/7", "甲", "天晴"), ("115/8/8", "乙", "沒去"), ("115/8/9", "丙", "天雨"), header=header)
    assert [(fault.row, "沒去" in str(fault.reason)) for fault in mixed.rejected] == [(4, True)]


def test_how_it_was_held_who_led_and_half_a_day_behind_the_day_are_understood() -> None:
    header = ("洽訪日期", "用戶名稱", "方式", "主訪人", "陪訪", "備忘", "結果")
    found = judged(
        ("115年5月6日 下午", "甲", "電話", "王大明", "李小華", "談契約", "完成"),
        ("115/5/7（上午）", "乙", "親訪", "王大明", "", "", "完成"),
        ("115/5/8 14:30", "丙", "視訊", "", "", "", "未完成"),
        header=header,
    )
    first, second, third = found.lines
    assert (first.outcome, first.slot, first.leader, first.members) == (VisitOutcome.PHONE, Slot.PM, "王大明", ("李小華",))
    assert (first.notes, first.held_on) == ("談契約", dt.date(2026, 5, 6))
    assert (second.outcome, second.slot) == (VisitOutcome.DONE, Slot.AM)
    assert (third.outcome, third.open, third.slot) == (None, True, Slot.PM)


def test_what_is_no_half_day_is_refused() -> None:
    with pytest.raises(Refused):
        slot_of("傍晚")


def test_names_are_divided_by_any_sign() -> None:
    assert members_of("王小明、李大同,王小明/張三\n趙六") == ("王小明", "李大同", "張三", "趙六")
