"""The half-year report in its three forms: the same figures in each, nobody's name in the public one, nothing that runs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from docx import Document
from docx.oxml.ns import qn
from openpyxl import load_workbook

from tests.documents.pdf import read
from visitplanner import bootstrap
from visitplanner.documents.reports.half_year import write_half_year
from visitplanner.documents.reports.words import words_of
from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.domain.customers.customers import COMPANIES, CONTACTS, CUSTOMERS, GROUPS, PARKS, Contact, account_printed
from visitplanner.domain.planning.year.approvals import Signer
from visitplanner.domain.programme.programme import Choices
from visitplanner.domain.reports.half_year import NameBehind
from visitplanner.domain.staff.staff import PEOPLE
from visitplanner.domain.visits.visits import VISITS
from visitplanner.i18n import language
from visitplanner.services.core.work import Work
from visitplanner.services.office.context import Context
from visitplanner.services.programme.obligations import ChooseProgramme
from visitplanner.services.records.records import AddRecord
from visitplanner.services.reports.editions import IssueHalfYear, SignHalfYear
from visitplanner.services.reports.half_year import HalfYearSheet, HalfYearSheetFor

SPACE = str.maketrans("", "", " \n\r\t\u3000")


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Context]:
    context = bootstrap.fill_demonstration(tmp_path_factory.mktemp("office"))
    customer = context.office.ask(FirstCustomer())
    context.office.do(
        AddRecord(CONTACTS, Contact(customer_id=customer, name="鄭廠長", phone="02-29991234", email="cheng@example.tw"))
    )
    yield context
    context.close()


class FirstCustomer:
    """The id of one customer."""

    def answer(self, work: Work):
        return min(work.shelf(CUSTOMERS).values("id"))


class NamesAndAccounts:
    """Everybody's name, every 電號, telephone and mail address."""

    def answer(self, work: Work) -> set[str]:
        found = {name for kind in (COMPANIES, CUSTOMERS, GROUPS, PARKS, PEOPLE) for name in work.shelf(kind).values("name")}  # pyright: ignore
        accounts = work.shelf(CUSTOMERS).values("account")
        for contact in work.shelf(CONTACTS).find():
            found |= {contact.name, contact.phone, contact.email}
        notes = {visit.notes for visit in work.shelf(VISITS).find() if visit.notes}
        return {one for one in {*found, *accounts, *map(account_printed, accounts), *notes} if one}


@pytest.fixture(scope="module")
def sheet(demonstration: Context) -> HalfYearSheet:
    return demonstration.office.ask(HalfYearSheetFor(2026, 1, demonstration=True))


@pytest.fixture(scope="module")
def public(demonstration: Context) -> HalfYearSheet:
    return demonstration.office.ask(HalfYearSheetFor(2026, 1, public=True, demonstration=True))


def text_of(path: Path) -> str:
    """All text of a file, without blanks."""
    if path.suffix == ".pdf":
        return "".join(page.text for page in read(path)).translate(SPACE)
    if path.suffix == ".docx":
        document = Document(str(path))
        parts = [document.element.body, *(section.footer._element for section in document.sections)]
        return "".join(place.text or "" for part in parts for place in part.iter(qn("w:t"))).translate(SPACE)
    book = load_workbook(path)
    return "".join(
        str(cell.value) for page in book for row in page.iter_rows() for cell in row if cell.value is not None
    ).translate(SPACE)


ENDINGS = (".pdf", ".docx", ".xlsx")


@pytest.mark.parametrize("ending", ENDINGS)
def test_every_form_tells_every_figure_with_the_names_behind_it(sheet: HalfYearSheet, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"report{ending}"
    write_half_year(sheet, path, language())
    found, words = text_of(path), words_of(sheet, language())
    told = [f"{one.title}{one.value}" if ending == ".docx" else one.value for row in words.rows for one in row.figures]
    assert [one for one in told if one.translate(SPACE) not in found] == []
    names = {name for one in words.lists for _day, name, _told in one.names}
    assert len(names) > 50
    assert [name for name in names if name.translate(SPACE) not in found] == []
    for expected in ("115年上半年自行考核執行成果", "服務內涵", "執行策略", "具體推動作法", "承辦部門", "執行期間", "執行成果",
                     "示範資料（虛構）", "本程式未記錄，請承辦部門填寫。", "1,000瓩（依計畫）"):  # fmt: skip
        assert expected in found or (ending == ".xlsx" and expected == "執行成果"), expected


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("code", ["zh_TW", "en"])
def test_the_public_version_names_nobody(
    demonstration: Context, public: HalfYearSheet, tmp_path: Path, ending: str, code: str
) -> None:
    path = tmp_path / f"public{ending}"
    write_half_year(public, path, language(code))
    found = text_of(path)
    everybody = demonstration.office.ask(NamesAndAccounts())
    assert len(everybody) > 100
    assert [name for name in everybody if name.translate(SPACE) in found] == []
    assert words_of(public, language()).lists == ()


def test_the_paper_has_numbers_bookmarks_and_a_title_and_is_the_same_every_time(sheet: HalfYearSheet, tmp_path: Path) -> None:
    pages = write_half_year(sheet, tmp_path / "a.pdf", language())
    write_half_year(sheet, tmp_path / "b.pdf", language())
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()
    document = pypdfium2.PdfDocument(tmp_path / "a.pdf")
    titles = [mark.get_title() for mark in document.get_toc()]
    assert titles[0] == "115 年上半年自行考核執行成果"
    assert {"一、提供在地化及客製化關懷服務", "計畫未明定事項之採行解釋", "成果名單"} <= set(titles)
    assert "自行考核執行成果" in document.get_metadata_value("Title")
    assert [f"第{n}／{pages}頁" in page.solid for n, page in enumerate(read(tmp_path / "a.pdf"), 1)] == [True] * pages
    document.close()


def test_nothing_leaves_the_page_or_is_too_small_to_read(sheet: HalfYearSheet, tmp_path: Path) -> None:
    for code in ("zh_TW", "en"):
        write_half_year(sheet, tmp_path / "report.pdf", language(code))
        for page in read(tmp_path / "report.pdf"):
            assert all(left >= 70 and right <= 540 and bottom >= 30 for left, bottom, right, _top in page.boxes)


def test_an_edition_shows_who_signed_and_what_it_corrects(demonstration: Context, tmp_path: Path) -> None:
    demonstration.office.do(IssueHalfYear(2026, 1, "陳承辦"))
    demonstration.office.do(SignHalfYear(2026, 1, Signer.OFFICER, "陳承辦"))
    issued = demonstration.office.ask(HalfYearSheetFor(2026, 1, edition=1))
    for ending in ENDINGS:
        write_half_year(issued, tmp_path / f"one{ending}", language())
        found = text_of(tmp_path / f"one{ending}")
        assert "第1版（115/05/12發布）" in found and "陳承辦115/05/12" in found
    demonstration.office.do(ChooseProgramme(Choices(phone_counts=True)))
    demonstration.office.do(IssueHalfYear(2026, 1, "陳承辦", "電話洽談改為計列"))
    second = words_of(demonstration.office.ask(HalfYearSheetFor(2026, 1, edition=2)), language())
    assert ("", "電話是否計為洽訪？", "否", "是") in second.changed
    assert ("伍一(二)2", "其中計列", "17 / 18", "18 / 18") in second.changed
    assert ("伍一(二)2", "不計列：電話洽談", "1", "無") in second.changed
    public = words_of(demonstration.office.ask(HalfYearSheetFor(2026, 1, public=True, edition=2)), language())
    assert (public.changed, public.reason, public.signed) == ((), "", ())


def test_word_has_real_tables_with_repeated_heads_and_fonts_for_both_scripts(sheet: HalfYearSheet, tmp_path: Path) -> None:
    write_half_year(sheet, tmp_path / "report.docx", language())
    document = Document(str(tmp_path / "report.docx"))
    plan = next(table for table in document.tables if len(table.columns) == 6)
    assert [cell.text for cell in plan.rows[0].cells][:2] == ["服務內涵", "執行策略"]
    assert plan.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    fonts = document.styles["Normal"].element.rPr.rFonts
    assert fonts.get(qn("w:eastAsia")) == "Microsoft JhengHei" and fonts.get(qn("w:eastAsiaTheme")) is None
    footer = document.sections[0].footer._element.xml
    assert "PAGE" in footer and "NUMPAGES" in footer


@pytest.mark.parametrize("name", ["=1+1", "+886", "-1", "@SUM(A1)", "\uff1dHYPERLINK(1)", "http://example.tw", "{=A1}", "00123"])
def test_no_name_becomes_a_formula_a_number_or_a_link(sheet: HalfYearSheet, tmp_path: Path, name: str) -> None:
    item = sheet.report.items[0]
    done = replace(item.lines[1], names=(NameBehind(name, dt.date(2026, 3, 1), said("{text}", text=name)),))
    items = (replace(item, text=name, lines=(item.lines[0], done)), *sheet.report.items[1:])
    strange = replace(sheet, report=replace(sheet.report, items=items))
    write_half_year(strange, tmp_path / "report.xlsx", language())
    book = load_workbook(tmp_path / "report.xlsx")
    cells = [cell for page in book for row in page.iter_rows() for cell in row if cell.value == name]
    assert len(cells) >= 3 and {cell.data_type for cell in cells} == {"s"}
    assert all(cell.hyperlink is None for cell in cells)
    write_half_year(strange, tmp_path / "report.pdf", language())
    write_half_year(strange, tmp_path / "report.docx", language())
    assert name in text_of(tmp_path / "report.docx")


def test_the_workbook_is_ready_to_filter_and_to_print(sheet: HalfYearSheet, tmp_path: Path) -> None:
    write_half_year(sheet, tmp_path / "report.xlsx", language())
    book = load_workbook(tmp_path / "report.xlsx")
    for page in book.worksheets[:2]:
        assert page.freeze_panes == "B5" and page.auto_filter.ref and page.print_area and page.print_title_rows
        assert all(page.column_dimensions[letter].width > 8 for letter in "ABC")


def test_another_ending_is_refused(sheet: HalfYearSheet, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="written as"):
        write_half_year(sheet, tmp_path / "report.odt", language())
