"""The briefing sheet: one page, whatever the customer; nothing lost that is overdue; nothing beyond the margins."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.documents.briefs import advice, brief, crowded, issue, picture, points, site
from tests.documents.pdf import read
from visitplanner.documents.briefs.brief import write_brief
from visitplanner.documents.typesetting import style
from visitplanner.documents.typesetting.fonts import UNKNOWN
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.programme.topics import TopicKind
from visitplanner.domain.visits.visits import SubjectKind
from visitplanner.i18n import language
from visitplanner.services.papers.briefs import Brief, BriefPrint, BriefSheet

CHINESE, ENGLISH = language("zh_TW"), language("en")
CUSTOMER, VISITOR = BriefPrint(BriefSheet.CUSTOMER), BriefPrint(BriefSheet.VISITOR)


def unmeasured() -> Brief:
    return replace(brief(), picture=None, advice=None)


def bare() -> Brief:
    """A customer nobody knows anything about."""
    known = replace(unmeasured(), planned=None, last_visit=None, issues=(), topics=(), questions=(), inquiries=())
    return replace(known, sites=(site(contacts=0),), group="", demonstration=False)


def group() -> Brief:
    sites = tuple(site(number, f"遠東精密 {number} 廠") for number in range(1, 15))
    return replace(brief(), kind=SubjectKind.GROUP, name="遠東集團", group="", sites=sites)


EVERY = {"full": brief, "unmeasured": unmeasured, "bare": bare, "group": group, "crowded": crowded}


@pytest.fixture(params=EVERY)
def any_brief(request: pytest.FixtureRequest) -> Brief:
    return EVERY[request.param]()


def test_the_visitors_sheet_is_one_page_that_says_what_matters(tmp_path: Path) -> None:
    assert write_brief(brief(), tmp_path / "b.pdf", CHINESE, VISITOR) == 1
    (page,) = read(tmp_path / "b.pdf")
    for words in (
        "遠東精密工業股份有限公司", "05-12-3450-00-1", "遠東集團", "115/03/24（二）上午", "王堃銘經理",
        "經常1,000瓩", "高壓22.8kV、二段式", "02-2345-6789", "用戶反映夜間電壓驟降", "▲逾期1件", "逾期7工作日", "1,102瓩",
        "NT$612,480", "假設：", "宣導事項", "請教用戶", "業務處展望調查", "洽訪紀要",
        "承辦人課長經理副處長處長", "第1／1頁", "限內部使用", "示範資料（虛構）",
    ):  # fmt: skip
        assert words in page.solid, words


def test_the_customers_sheet_is_one_page_with_nothing_internal(tmp_path: Path) -> None:
    programmes = points("小額綠電", "電子帳單", kind=TopicKind.PROGRAMME)
    sheet = replace(brief(), topics=(*brief().topics, *programmes))
    assert write_brief(sheet, tmp_path / "b.pdf", CHINESE, CUSTOMER) == 1
    (page,) = read(tmp_path / "b.pdf")
    for words in (
        "遠東精密工業股份有限公司", "05-12-3450-00-1", "每年節省（元）612,480", "最不利時仍省612,480", "1,102",
        "超約4個月84,000元", "23,261,830", "最早自115/05/01起生效", "下一步", "適合您的方案與文宣",
        "電子帳單", "聯絡窗口", "示範資料（虛構）",
    ):  # fmt: skip
        assert words in page.solid, words
    for words in ("限內部使用", "用戶反映", "逾期", "滿意", "承辦人", "請教用戶", "洽訪", "集團", "林志明"):
        assert words not in page.solid, words


def test_both_sheets_are_one_file_of_two_pages(any_brief: Brief, tmp_path: Path) -> None:
    assert write_brief(any_brief, tmp_path / "b.pdf", CHINESE) >= 2
    first, second, *_more = read(tmp_path / "b.pdf")
    assert "限內部使用" not in first.solid and "限內部使用" in second.solid


def test_nothing_is_printed_beyond_the_margins(any_brief: Brief, tmp_path: Path) -> None:
    write_brief(any_brief, tmp_path / "b.pdf", CHINESE)
    for page in read(tmp_path / "b.pdf"):
        assert min(box[0] for box in page.boxes) >= style.LEFT - 1
        assert max(box[2] for box in page.boxes) <= style.PAGE_WIDTH - style.RIGHT + 1
        assert max(box[3] for box in page.boxes) <= style.PAGE_HEIGHT - style.TOP + 1
        assert min(box[1] for box in page.boxes) >= style.BOTTOM - 22


def test_every_character_has_a_glyph(any_brief: Brief, tmp_path: Path) -> None:
    write_brief(any_brief, tmp_path / "b.pdf", CHINESE)
    for page in read(tmp_path / "b.pdf"):
        assert UNKNOWN not in page.text and "\ufffd" not in page.text and "\x00" not in page.text


def test_rare_characters_of_names_are_printed(tmp_path: Path) -> None:
    write_brief(replace(brief(), name="𠮷堃犇喆企業行"), tmp_path / "b.pdf", CHINESE, VISITOR)
    text = read(tmp_path / "b.pdf")[0].solid
    assert "𠮷堃犇喆企業行" in text and "王𠮷銘" in text


def test_without_a_load_both_sheets_name_the_file_to_ask_for(tmp_path: Path) -> None:
    assert write_brief(unmeasured(), tmp_path / "b.pdf", CHINESE) == 2
    assert all("高壓用戶服務入口網站" in page.solid and "—" not in page.solid for page in read(tmp_path / "b.pdf"))
    write_brief(unmeasured(), tmp_path / "b.pdf", CHINESE, VISITOR)
    text = read(tmp_path / "b.pdf")[0].solid
    assert "高壓用戶服務入口網站" in text and "15分鐘需量（CSV檔）" in text
    assert "各月最高需量" not in text


def test_a_year_that_could_not_be_compared_asks_for_no_longer_file(tmp_path: Path) -> None:
    write_brief(replace(brief(), advice=None), tmp_path / "b.pdf", CHINESE, VISITOR)
    assert "12個完整月份" not in read(tmp_path / "b.pdf")[0].solid


def test_assumptions_are_printed_whole_and_the_rest_are_counted(tmp_path: Path) -> None:
    many = tuple(said(f"假設{number:02}" + "內容說明" * 8) for number in range(30))
    write_brief(replace(brief(), advice=replace(advice(), assumptions=many)), tmp_path / "b.pdf", CHINESE, VISITOR)
    text = read(tmp_path / "b.pdf")[0].solid
    whole = sum(f"假設{number:02}" + "內容說明" * 8 in text for number in range(30))
    assert 0 < whole < 30 and text.count("內容說明") == whole * 8
    assert f"其餘{30 - whole}項假設見程式「電價›計算假設」" in text


def test_a_saving_that_may_turn_out_smaller_says_how_small(tmp_path: Path) -> None:
    rows = tuple(replace(row, low_ntd=row.saving_ntd and row.saving_ntd - 100_000) for row in advice().rows)
    write_brief(replace(brief(), advice=replace(advice(), rows=rows)), tmp_path / "b.pdf", CHINESE, VISITOR)
    text = read(tmp_path / "b.pdf")[0].solid
    assert "NT$612,480" in text and "至少512,480；三段式" in text
    write_brief(brief(), tmp_path / "sure.pdf", CHINESE, VISITOR)
    assert "至少612,480；" not in read(tmp_path / "sure.pdf")[0].solid


def test_a_load_of_another_account_is_marked(tmp_path: Path) -> None:
    write_brief(replace(brief(), picture=replace(picture(), measured_at="05999999999")), tmp_path / "b.pdf", CHINESE, VISITOR)
    assert "用電資料來自電號05-99-9999-99-9" in read(tmp_path / "b.pdf")[0].solid
    write_brief(brief(), tmp_path / "own.pdf", CHINESE, VISITOR)
    assert "用電資料來自" not in read(tmp_path / "own.pdf")[0].solid


def test_doubts_are_one_line_of_the_sheet(tmp_path: Path) -> None:
    doubt = said("The highest demand is {kw:,.0f} kW, the contracts are {contract:,} kW: is this the right customer?",
                 kw=5030, contract=25683)  # fmt: skip
    for sheet in (brief(), bare()):
        write_brief(replace(sheet, doubts=(doubt,)), tmp_path / "b.pdf", CHINESE, VISITOR)
        assert "▲最高需量5,030瓩，契約容量共25,683瓩：是這個用戶嗎？" in read(tmp_path / "b.pdf")[0].solid
    write_brief(replace(brief(), doubts=(doubt, doubt, doubt)), tmp_path / "b.pdf", CHINESE, VISITOR)
    assert "是這個用戶嗎？（另有2項）" in read(tmp_path / "b.pdf")[0].solid


def test_an_unknown_customer_still_gives_a_sheet(tmp_path: Path) -> None:
    assert write_brief(bare(), tmp_path / "b.pdf", CHINESE, VISITOR) == 1
    text = read(tmp_path / "b.pdf")[0].solid
    assert "尚未排定洽訪" in text and "未曾洽訪" in text and "聯絡窗口：姓名" in text
    assert "示範資料" not in text


def test_a_sheet_of_a_group_lists_its_sites_and_counts_the_rest(tmp_path: Path) -> None:
    assert write_brief(group(), tmp_path / "b.pdf", CHINESE, VISITOR) == 1
    text = read(tmp_path / "b.pdf")[0].solid
    assert "14戶，經常契約合計14,000瓩" in text and "遠東精密1廠" in text
    assert "戶，見用戶清單" in text


@pytest.mark.parametrize("count", [3, 12, 60])
def test_no_overdue_case_is_lost_however_many_there_are(tmp_path: Path, count: int) -> None:
    late = tuple(issue(number, True) for number in range(1, count + 1))
    pages = write_brief(replace(crowded(), issues=(*late, issue(99, False))), tmp_path / "b.pdf", CHINESE)
    sheets = read(tmp_path / "b.pdf")
    text = "".join(page.solid for page in sheets)
    assert pages == len(sheets)
    assert all(f"第{number}件：" in text for number in range(1, count + 1))


def test_cases_in_time_that_find_no_room_are_counted(tmp_path: Path) -> None:
    write_brief(
        replace(brief(), issues=tuple(issue(number, False) for number in range(1, 30))), tmp_path / "b.pdf", CHINESE, VISITOR
    )
    (page,) = read(tmp_path / "b.pdf")
    shown = sum(f"第{number}件：" in page.solid for number in range(1, 30))
    assert f"尚有{29 - shown}件，見追蹤清單" in page.solid


def test_a_long_name_is_printed_whole(tmp_path: Path) -> None:
    write_brief(crowded(), tmp_path / "b.pdf", CHINESE, VISITOR)
    assert crowded().name in read(tmp_path / "b.pdf")[0].solid


def test_no_saving_is_claimed_when_the_present_is_unknown_and_both_sheets_say_why(tmp_path: Path) -> None:
    write_brief(replace(brief(), advice=advice(known=False)), tmp_path / "b.pdf", CHINESE)
    for page in read(tmp_path / "b.pdf"):
        assert "現行契約未確認" in page.solid and "612,480" not in page.solid


def test_what_stands_in_a_record_cannot_break_the_sheet(tmp_path: Path) -> None:
    hostile = "</para><b>&<img src='file:///etc/passwd'/>\x00{kw}%s"
    hurt = replace(brief(), name=hostile, issues=(issue(1, True, hostile),))
    assert write_brief(hurt, tmp_path / "b.pdf", CHINESE, VISITOR) == 1
    assert "<imgsrc='file:///etc/passwd'/>" in read(tmp_path / "b.pdf")[0].solid


def test_the_same_brief_gives_the_same_bytes(any_brief: Brief, tmp_path: Path) -> None:
    write_brief(any_brief, tmp_path / "one.pdf", CHINESE)
    write_brief(any_brief, tmp_path / "two.pdf", CHINESE)
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()


def test_the_sheet_speaks_english_too(tmp_path: Path) -> None:
    assert write_brief(brief(), tmp_path / "b.pdf", ENGLISH, VISITOR) == 1
    text = read(tmp_path / "b.pdf")[0].text
    assert "Customer visit briefing" in text and "2026-03-24 (Tue)" in text and "for internal use only" in text


def test_a_load_too_short_for_a_year_is_said_with_the_months_there_are(tmp_path: Path) -> None:
    full = brief()
    assert full.picture is not None
    short = replace(full, advice=None, picture=replace(full.picture, months=full.picture.months[:2]))
    write_brief(short, tmp_path / "b.pdf", CHINESE, VISITOR)
    (page,) = read(tmp_path / "b.pdf")
    assert "目前有2個月" in page.solid and "最近12個月的15分鐘用電資料" in page.solid


def test_no_assumption_is_cut_in_the_middle(tmp_path: Path) -> None:
    many = replace(
        advice(), assumptions=tuple(Message(f"Assumption {number} that takes some room on the sheet.") for number in range(40))
    )
    write_brief(replace(brief(), advice=many), tmp_path / "b.pdf", CHINESE, VISITOR)
    (page,) = read(tmp_path / "b.pdf")
    printed = page.solid
    assert "…" not in printed.split("假設：")[1].split("宣導")[0]
    assert "項假設見程式「電價›計算假設」" in printed
