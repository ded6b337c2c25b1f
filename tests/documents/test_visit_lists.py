"""A day, a week and a list on paper: the details are there, nothing is lost or split, whatever stands in the records."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.documents.pdf import read
from tests.documents.sheets import MONDAY, endless, group, sheet, visit
from visitplanner.documents.typesetting import style
from visitplanner.documents.typesetting.fonts import UNKNOWN
from visitplanner.documents.visits.visit_lists import write_day, write_list, write_week
from visitplanner.domain.visits.visits import OUTCOME_NAMES, SubjectKind, VisitOutcome, VisitState
from visitplanner.i18n import Language, language
from visitplanner.services.papers.visit_sheets import SheetDay, VisitSheet

CHINESE, ENGLISH = language("zh_TW"), language("en")
Write = Callable[[VisitSheet, Path, Language], int]
EVERY: tuple[Write, ...] = (write_day, write_week, write_list)
TUESDAY = MONDAY + dt.timedelta(days=1)


def crowded() -> VisitSheet:
    return sheet([visit(1), endless(2), group(3, 60), *(visit(number) for number in range(4, 30))])


def solid(path: Path) -> str:
    return "".join(page.solid for page in read(path))


@pytest.fixture(params=EVERY)
def write(request: pytest.FixtureRequest) -> Write:
    return request.param


def test_a_sheet_says_what_a_person_on_the_way_needs(write: Write, tmp_path: Path) -> None:
    one = visit(1, override="經理臨時赴總處開會，處長同意", notes="用戶要求加排")
    assert write(sheet([one], demonstration=True), tmp_path / "s.pdf", CHINESE) == 1
    text = solid(tmp_path / "s.pdf")
    for words in (
        "115/03/16", "上午", "已約", "第1電子公司", "05-12-3450-00-1", "經常契約1,000瓩", "寶橋路235巷6弄6號3樓",
        "陳怡君廠務課長", "02-2345-6789分機231", "王堃銘", "林志明", "張淑芬", "未結2件", "逾期1件",
        "第2件：反映夜間電壓驟降", "期限115/03/09",
        "上次", "114/07/03", "排定理由", "仍予計列", "處長同意", "用戶要求加排", "洽訪1次（已約1）", "未結案件2件，其中逾期1件",
        "製表115/03/18（三）", "台北南區營業處", "限內部使用", "示範資料（虛構）", "第1／1頁",
    ):  # fmt: skip
        assert words in text, words
    assert "第3件：" not in text, "a case in time is counted, not told"


def test_the_week_and_the_list_are_signed_and_the_day_is_written_on(tmp_path: Path) -> None:
    seals = "承辦人課長經理副處長處長"
    for write in EVERY:
        write(sheet([visit()]), tmp_path / f"{write.__name__}.pdf", CHINESE)
    assert seals in solid(tmp_path / "write_week.pdf") and seals in solid(tmp_path / "write_list.pdf")
    assert seals not in solid(tmp_path / "write_day.pdf") and "洽訪紀要" in solid(tmp_path / "write_day.pdf")


def test_nothing_stands_beyond_the_margins(write: Write, tmp_path: Path) -> None:
    write(crowded(), tmp_path / "s.pdf", CHINESE)
    for page in read(tmp_path / "s.pdf"):
        assert min(box[0] for box in page.boxes) >= style.LEFT - 1
        assert max(box[2] for box in page.boxes) <= style.PAGE_WIDTH - style.RIGHT + 1
        assert max(box[3] for box in page.boxes) <= style.PAGE_HEIGHT - style.TOP + 1
        assert min(box[1] for box in page.boxes) >= style.BOTTOM - 22


def test_parts_do_not_lie_on_each_other(write: Write, tmp_path: Path) -> None:
    """The lowest words of a page stand above its foot line, which is some points below the text."""
    write(crowded(), tmp_path / "s.pdf", CHINESE)
    for page in read(tmp_path / "s.pdf"):
        bottoms = sorted({round(box[1], 1) for box in page.boxes})
        assert not [bottom for bottom in bottoms if style.BOTTOM - 6 < bottom < style.BOTTOM - 1]


def test_no_overdue_case_is_lost_however_many_there_are(write: Write, tmp_path: Path) -> None:
    write(crowded(), tmp_path / "s.pdf", CHINESE)
    text = solid(tmp_path / "s.pdf")
    assert all(f"第{200 + number}件：" in text for number in range(40))


def test_every_visit_is_printed_once(write: Write, tmp_path: Path) -> None:
    pages = write(sheet([visit(number) for number in range(1, 60)]), tmp_path / "s.pdf", CHINESE)
    text = solid(tmp_path / "s.pdf")
    if write is write_week:
        grid, text = text.split("時段用戶地點", 1)
        assert [grid.count(f"第{number}電子公司") for number in range(1, 5)] == [1] * 4 and "…另有55次" in grid
    assert pages == len(read(tmp_path / "s.pdf")) > 4
    assert [text.count(f"第{number}電子公司") for number in range(1, 60)] == [1] * 59


@pytest.mark.parametrize("write", [write_week, write_list])
def test_the_names_of_the_columns_stand_on_every_page(write: Write, tmp_path: Path) -> None:
    pages = write(sheet([visit(number) for number in range(1, 60)]), tmp_path / "s.pdf", CHINESE)
    for number, page in enumerate(read(tmp_path / "s.pdf"), 1):
        assert "地點、聯絡人前往人員未結案件" in page.solid
        assert f"第{number}／{pages}頁" in page.solid
        assert ("（接前頁）" in page.solid) == (number > 1)


def test_no_visit_is_split_over_two_pages(write: Write, tmp_path: Path) -> None:
    write(sheet([visit(number) for number in range(1, 60)]), tmp_path / "s.pdf", CHINESE)
    for page in read(tmp_path / "s.pdf"):
        for number in range(1, 60):
            assert (f"第{number}電子公司" in page.solid) == (f"第{2 * number}件：" in page.solid)


def test_a_day_of_the_week_that_runs_on_is_named_again(tmp_path: Path) -> None:
    visits = [*(visit(number) for number in range(1, 12)), visit(12, TUESDAY)]
    write_week(sheet(visits, days=2), tmp_path / "s.pdf", CHINESE)
    first, second = read(tmp_path / "s.pdf")[:2]
    assert "115/03/16（一）洽訪11次" in first.solid
    assert "115/03/16（一）洽訪11次（接前頁）" in second.solid


def test_the_boxes_never_stand_alone_on_a_page(tmp_path: Path) -> None:
    for count in range(1, 16):
        write_list(sheet([visit(number) for number in range(1, count + 1)]), tmp_path / "s.pdf", CHINESE)
        assert f"第{count}電子公司" in read(tmp_path / "s.pdf")[-1].solid


def test_days_without_a_visit_and_days_off_are_said_in_the_week(tmp_path: Path) -> None:
    made = sheet([visit()], days=2)
    off = SheetDay(TUESDAY, False, "颱風停班", ())
    write_week(replace(made, days=(made.days[0], off)), tmp_path / "s.pdf", CHINESE)
    assert "115/03/17（二）沒有洽訪非上班日颱風停班" in solid(tmp_path / "s.pdf")


@pytest.mark.parametrize(
    ("state", "word"),
    [(VisitState.SUGGESTED, "建議"), (VisitState.TENTATIVE, "暫定"), (VisitState.DONE, "完成"), (VisitState.CANCELLED, "取消")],
)
def test_the_state_is_a_word_not_a_colour(write: Write, state: VisitState, word: str, tmp_path: Path) -> None:
    write(sheet([visit(1, state=state)]), tmp_path / "s.pdf", CHINESE)
    assert solid(tmp_path / "s.pdf").count(word) == 2 + (write is write_week), (
        "once in the counts, once at the visit, and in the grid"
    )


def test_a_visit_that_was_held_says_what_became_of_it(write: Write, tmp_path: Path) -> None:
    done = visit(1, state=VisitState.DONE, outcome=VisitOutcome.PHONE, held_on=TUESDAY)
    write(sheet([done]), tmp_path / "s.pdf", CHINESE)
    text = solid(tmp_path / "s.pdf")
    assert f"115/03/17辦理，{CHINESE.say(OUTCOME_NAMES[VisitOutcome.PHONE])}" in text
    assert "排定理由" not in text and "洽訪紀要" not in text


def test_a_group_is_printed_with_its_sites(write: Write, tmp_path: Path) -> None:
    write(sheet([group(1, 3)]), tmp_path / "s.pdf", CHINESE)
    text = solid(tmp_path / "s.pdf")
    assert "3戶，經常契約合計3,000瓩" in text and all(f"05-12-3450-00-{number}" in text for number in (1, 2, 3))


def test_sites_without_room_are_counted(write: Write, tmp_path: Path) -> None:
    write(sheet([group(1, 60)]), tmp_path / "s.pdf", CHINESE)
    shown = 24 if write is write_day else 4
    assert f"尚有{60 - shown}戶，見用戶清單" in solid(tmp_path / "s.pdf")


def test_a_provisional_calendar_and_a_choice_are_said(write: Write, tmp_path: Path) -> None:
    write(sheet([visit()], provisional=True, person="林志明", kind=SubjectKind.LARGE), tmp_path / "s.pdf", CHINESE)
    text = solid(tmp_path / "s.pdf")
    assert "辦公日曆表尚未公布" in text and "只列林志明參加的洽訪" in text and "示範資料" not in text
    write(sheet([visit()]), tmp_path / "s.pdf", CHINESE)
    assert "辦公日曆表" not in solid(tmp_path / "s.pdf") and "只列" not in solid(tmp_path / "s.pdf")


def test_rare_characters_and_hostile_texts_are_printed_as_they_are(write: Write, tmp_path: Path) -> None:
    one = visit(1, notes="</para><b>&<img src='x'/>\x00{kw}%s")
    write(sheet([replace(one, row=replace(one.row, subject="𠮷堃犇喆企業行", leader="王𠮷銘"))]), tmp_path / "s.pdf", CHINESE)
    text = solid(tmp_path / "s.pdf")
    assert "𠮷堃犇喆企業行" in text and "王𠮷銘" in text and "</para><b>&<imgsrc='x'/>{kw}%s" in text
    assert UNKNOWN not in text


def test_the_same_sheet_gives_the_same_bytes(write: Write, tmp_path: Path) -> None:
    for name in ("one.pdf", "two.pdf"):
        write(crowded(), tmp_path / name, CHINESE)
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()


def test_the_sheet_speaks_english_too(write: Write, tmp_path: Path) -> None:
    write(sheet([visit()]), tmp_path / "s.pdf", ENGLISH)
    text = " ".join(read(tmp_path / "s.pdf")[0].text.split())
    assert "2026-03-16" in text and "morning" in text and "agreed" in text and "for internal use only" in text
