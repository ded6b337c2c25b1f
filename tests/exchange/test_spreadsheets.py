"""Lists as files: any encoding, and one clear sentence for everything that is no list."""

from __future__ import annotations

import datetime as dt
import io
import re
import tempfile
import zipfile
from pathlib import Path

import openpyxl
import openpyxl.styles
import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitplanner.domain.core.errors import Refused
from visitplanner.exchange import spreadsheets
from visitplanner.exchange.spreadsheets import decoded, read_tables, write_table
from visitplanner.exchange.workbooks import read_workbook

HEADER = "電號,戶名,經常契約容量(瓩)\r\n"


def written(folder: Path, name: str, content: bytes) -> Path:
    file = folder / name
    file.write_bytes(content)
    return file


def workbook(**sheets: dict[str, object]) -> bytes:
    """A workbook with cells by sheet name and address."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, cells in sheets.items():
        sheet = book.create_sheet(title)
        for address, value in cells.items():
            sheet[address] = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def refusal(file: Path) -> str:
    with pytest.raises(Refused) as caught:
        read_tables(file)
    assert caught.value.where is not None
    return str(caught.value.what)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp950", "utf-16"])
def test_a_text_file_is_read_in_every_encoding_an_office_uses(tmp_path: Path, encoding: str) -> None:
    (table,) = read_tables(written(tmp_path, "a.csv", f"{HEADER}05123456789,晶昌化工,1000\r\n".encode(encoding)))
    assert table.rows[1] == ("05123456789", "晶昌化工", "1000")


def test_text_of_no_known_encoding_is_refused_rather_than_guessed(tmp_path: Path) -> None:
    assert "neither UTF-8 nor CP950" in refusal(written(tmp_path, "a.csv", HEADER.encode("cp950") + b"\xff\xff\xff,\x81\r\n"))


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\0"), min_size=1))
def test_what_was_written_as_utf_8_is_read_back_unchanged(text: str) -> None:
    assert decoded("電".encode() + text.encode(), "a.csv") == "電" + text


def test_semicolons_and_tabs_divide_cells_too(tmp_path: Path) -> None:
    for sign in ";\t":
        (table,) = read_tables(written(tmp_path, "a.txt", HEADER.replace(",", sign).encode()))
        assert table.rows[0][1] == "戶名"


@pytest.mark.parametrize("head", ["", "某區處用戶名冊\n", "單位：瓩、千元, 度\n"])
def test_figures_with_commas_between_semicolons_stay_whole(tmp_path: Path, head: str) -> None:
    text = head + "電號;戶名;用電度數\n" + "\n".join(f"0512345678{n};甲;1,234,56{n}" for n in range(5))
    (table,) = read_tables(written(tmp_path, "a.csv", text.encode()))
    assert table.rows[-1] == ("05123456784", "甲", "1,234,564")


def test_an_apostrophe_that_keeps_a_cell_from_being_computed_is_no_part_of_it(tmp_path: Path) -> None:
    (table,) = read_tables(written(tmp_path, "a.csv", "電號,戶名\n'05123456789,'=甲\n'12-3,'乙\n".encode()))
    assert table.rows[1:] == (("05123456789", "=甲"), ("'12-3", "'乙"))


def test_a_written_workbook_begins_in_its_first_row(tmp_path: Path) -> None:
    write_table((("電號",), ("051",)), tmp_path / "a.xlsx")
    (table,) = read_tables(tmp_path / "a.xlsx")
    assert (table.first_row, table.rows) == (1, (("電號",), ("051",)))


def test_semicolons_in_the_cells_and_marks_around_them_divide_nothing(tmp_path: Path) -> None:
    (table,) = read_tables(written(tmp_path, "a.csv", "姓名,行政區\n甲,板橋;新莊;三重\n乙,中和;永和;土城\n".encode()))
    assert table.rows[1] == ("甲", "板橋;新莊;三重")
    (table,) = read_tables(written(tmp_path, "a.csv", '電號;"經常, 半尖峰, 離峰"\n051;1200\n'.encode()))
    assert table.rows == (("電號", "經常, 半尖峰, 離峰"), ("051", "1200"))


@pytest.mark.parametrize("slash", [b"\xa1\xfe", b"\xa2\x41"])
def test_both_full_width_slashes_of_big5_are_the_slash_of_a_date(tmp_path: Path, slash: bytes) -> None:
    (table,) = read_tables(
        written(tmp_path, "a.csv", HEADER.encode("cp950") + b"114" + slash + "３".encode("cp950") + b",1,2\r\n")
    )
    assert table.rows[1][0] == "114／３"


def test_a_cell_may_hold_commas_quotes_and_line_breaks(tmp_path: Path) -> None:
    (table,) = read_tables(written(tmp_path, "a.csv", '電號,備註\r\n051,"甲,""乙""\r\n丙"\r\n052,\r\n'.encode()))
    assert table.rows == (("電號", "備註"), ("051", '甲,"乙"\r\n丙'), ("052", ""))


def test_a_quotation_mark_left_open_names_its_row(tmp_path: Path) -> None:
    assert refusal(written(tmp_path, "a.csv", '電號,備註\r\n051,"甲\r\n'.encode())).startswith("Row 2 ")


def test_cells_of_a_workbook_read_as_a_person_would_type_them() -> None:
    cells: dict[str, object] = {"B3": "電號", "B4": 5123456789, "C4": 22.8, "D4": dt.date(2024, 6, 8), "E4": True}
    (table,) = read_workbook(workbook(清冊=cells), "a.xlsx")
    assert table.first_row == 3
    assert table.cell(3, 1) == "電號"
    assert table.rows[1] == ("", "5123456789", "22.8", "2024-06-08", "TRUE")


def test_text_that_looks_like_a_formula_is_kept_as_text() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = '=HYPERLINK("http://example.invalid")'
    sheet["A1"].data_type = "s"
    out = io.BytesIO()
    book.save(out)
    assert read_workbook(out.getvalue(), "a.xlsx")[0].rows == (('=HYPERLINK("http://example.invalid")',),)


def test_every_visible_sheet_is_read_or_only_the_named_one() -> None:
    content = workbook(甲={"A1": "1"}, 乙={"A1": "2"})
    assert [table.sheet for table in read_workbook(content, "a.xlsx")] == ["甲", "乙"]
    assert [table.sheet for table in read_workbook(content, "a.xlsx", "乙")] == ["乙"]
    with pytest.raises(Refused, match="甲、乙"):
        read_workbook(content, "a.xlsx", "丙")


def test_a_hidden_sheet_is_not_offered_but_read_when_it_is_named() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(甲={"A1": "1"}, 舊={"A1": "2"})))
    book["舊"].sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    assert [table.sheet for table in read_workbook(out.getvalue(), "a.xlsx")] == ["甲"]
    assert read_workbook(out.getvalue(), "a.xlsx", "舊")[0].rows == (("2",),)


@pytest.mark.parametrize("empty", ["/>", "></c>"])
def test_a_list_with_formatting_far_below_is_read(empty: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(甲={"A1": "電號", "B2": "x"})))
    book["甲"]["R1000000"].font = openpyxl.styles.Font(bold=True)
    out = io.BytesIO()
    book.save(out)
    package, turned = zipfile.ZipFile(out), io.BytesIO()
    with zipfile.ZipFile(turned, "w") as whole:
        for part in package.namelist():
            content = re.sub(rb'(r="R1000000"[^>]*?) ?(?:/>|></c>)', rb"\1" + empty.encode(), package.read(part))
            whole.writestr(part, content)
    assert read_workbook(turned.getvalue(), "a.xlsx")[0].rows == (("電號", ""), ("", "x"))


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (dt.datetime.fromisoformat("2025-03-01"), "2025-03-01"),
        (dt.datetime.fromisoformat("2025-03-01 08:30"), "2025-03-01 08:30:00"),
        (dt.date(2025, 3, 1), "2025-03-01"),
        (dt.time(8, 30), "08:30:00"),
        (dt.timedelta(hours=30, minutes=5, seconds=9), "30:05:09"),
        (123456789012, "123456789012"),
        (1.5, "1.5"),
        (True, "TRUE"),
    ],
)
def test_a_cell_of_every_kind_reads_as_it_is_typed(value: object, shown: str) -> None:
    assert read_workbook(workbook(甲={"A1": value}), "a.xlsx")[0].rows == ((shown,),)


def test_an_empty_sheet_is_a_table_without_rows() -> None:
    assert read_workbook(workbook(空={}), "a.xlsx")[0].rows == ()


def test_a_workbook_is_known_by_its_content_not_its_name(tmp_path: Path) -> None:
    assert read_tables(written(tmp_path, "a.csv", workbook(甲={"A1": "1"})))[0].rows == (("1",),)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_workbook_cut_short_is_refused(tmp_path: Path, share: float) -> None:
    content = workbook(甲={"A1": "電號"})
    assert "damaged" in refusal(written(tmp_path, "a.xlsx", content[: int(len(content) * share)]))


def test_a_workbook_with_a_flipped_byte_is_refused_or_read_never_an_accident(tmp_path: Path) -> None:
    content = bytearray(workbook(甲={"A1": "電號"}))
    for at in range(0, len(content), 97):
        spoilt = bytearray(content)
        spoilt[at] ^= 0x55
        try:
            read_tables(written(tmp_path, "a.xlsx", bytes(spoilt)))
        except Refused as caught:
            assert str(caught.what)


def test_other_kinds_of_files_are_named_for_what_they_are(tmp_path: Path) -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as package:
        package.writestr("read.me", "hello")
    assert "ZIP archive" in refusal(written(tmp_path, "a.xlsx", archive.getvalue()))
    binary = io.BytesIO()
    with zipfile.ZipFile(binary, "w") as package:
        package.writestr("docProps/app.xml", "<x/>")
        package.writestr("xl/workbook.bin", "x")
    assert "save it as .xlsx" in refusal(written(tmp_path, "a.xlsb", binary.getvalue()))
    assert "PDF" in refusal(written(tmp_path, "b.xlsx", b"%PDF-1.7\n"))
    assert "damaged" in refusal(written(tmp_path, "c.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)))
    assert "not an Excel workbook" in refusal(written(tmp_path, "d.xlsx", HEADER.encode()))
    assert "neither" in refusal(written(tmp_path, "e.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"))


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b" \r\n"])
def test_an_empty_file_is_refused(tmp_path: Path, content: bytes) -> None:
    assert refusal(written(tmp_path, "a.csv", content)) == "The file is empty."


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none.csv") == "There is no such file."
    assert refusal(tmp_path) == "This is a folder, not a file."


def test_a_file_larger_or_longer_than_a_list_is_refused_with_the_most(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheets, "MOST_ROWS", 3)
    file = written(tmp_path, "a.csv", b"a,b\n" * 3)
    assert len(read_tables(file)[0].rows) == 3
    assert "more than 3 rows" in refusal(written(tmp_path, "b.csv", b"a,b\n" * 4))
    monkeypatch.setattr(spreadsheets, "MOST_BYTES", 3_000_000)
    assert len(read_tables(written(tmp_path, "c.csv", b"a," + b"b," * 1_499_999))) == 1
    assert "more than 3 MB" in refusal(written(tmp_path, "d.csv", b"a," + b"b," * 1_499_999 + b"b"))


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"PK\x03\x04 cut", b"\x89PNG\0", b"hello"])
def test_a_file_that_is_no_list_says_how_to_mend_it(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(Refused) as caught:
        read_tables(written(tmp_path, "a.xlsx", content))
    assert ".xlsx" in str(caught.value.mend)


def test_one_cell_in_the_last_row_does_not_take_the_memory(tmp_path: Path) -> None:
    content = workbook(甲={"A1": "電號", "R1048576": "x"})
    assert "row 1,048,576" in refusal(written(tmp_path, "a.xlsx", content))


def test_a_workbook_that_unpacks_to_a_mountain_is_refused(tmp_path: Path) -> None:
    packed = io.BytesIO(workbook(甲={"A1": "電號"}))
    with zipfile.ZipFile(packed, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        package.writestr("xl/media/mountain.xml", bytes(121_000_000))
    assert len(packed.getvalue()) < 2_000_000
    assert "unpacks to more than 120 MB" in refusal(written(tmp_path, "a.xlsx", packed.getvalue()))


SIGNS = st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff")


@given(st.lists(st.lists(st.text(SIGNS, max_size=8), min_size=1, max_size=4), min_size=1))
def test_what_was_written_as_a_workbook_is_read_back_unchanged(rows: list[list[str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.xlsx"
        write_table([["電號", "=1+1", "007"], *rows], path)
        (table,) = read_tables(path)
    assert table.rows[0][:3] == ("電號", "=1+1", "007")
    back = [[*cells, *[""] * 4] for cells in table.rows[1:]]
    back += [[""] * 4] * (len(rows) - len(back))
    assert [cells[: len(row)] for cells, row in zip(back, rows, strict=True)] == rows
