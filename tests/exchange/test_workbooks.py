"""Workbooks of every kind an office has: what a cell holds is shown or said to be unreadable; nothing takes the machine down."""

from __future__ import annotations

import io
import struct
import zipfile
from datetime import date
from pathlib import Path
from random import Random

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exchange.workbook_files import compound, grid, ods, ods_cell, text, xls, xlsx
from visitplanner.domain.core.errors import Refused
from visitplanner.domain.lists.columns.recognition import headed, map_columns
from visitplanner.domain.lists.customer_import import CUSTOMER_FIELDS, judge_customers
from visitplanner.domain.lists.tables import ERROR, FORMULA, Table
from visitplanner.exchange.load_csv import read_load
from visitplanner.exchange.old_excel import sheets_of
from visitplanner.exchange.spreadsheets import read_tables
from visitplanner.exchange.workbooks import read_workbook

ROWS = (("電號", "戶名", "集團"), ("05123456789", "甲", "甲集團"), ("05123456780", "乙", ""), ("05123456771", "丙", ""))


def only(content: bytes, name: str = "a.xlsx") -> Table:
    (table,) = read_workbook(content, name)
    return table


def refusal(content: bytes, name: str = "a.xlsx") -> Refused:
    with pytest.raises(Refused) as caught:
        read_workbook(content, name)
    return caught.value


def test_a_failed_formula_is_shown_as_the_spreadsheet_shows_it() -> None:
    table = only(xlsx({**grid(ROWS), "C3": 't="e"><f>VLOOKUP(A3,X,2)</f><v>#N/A</v>', "B4": 't="e"><v>#REF!</v>'}))
    assert (table.cell(3, 2), table.cell(4, 1)) == ("#N/A", "#REF!")
    assert dict(table.unread) == {(3, 2): ERROR, (4, 1): ERROR}


def test_a_formula_never_computed_is_shown_as_it_stands() -> None:
    cells = {
        **grid(ROWS),
        "C3": "><f>1000+200</f>",
        "B3": 't="str"><f>"甲"&amp;"乙"</f>',
        "B4": "><f>A1</f><v></v>",
        "C4": '><f t="shared" si="0"/>',
    }
    table = only(xlsx(cells))
    assert [table.cell(3, 2), table.cell(3, 1), table.cell(4, 1), table.cell(4, 2)] == ["=1000+200", '="甲"&"乙"', "=A1", "="]
    assert set(table.unread.values()) == {FORMULA}


def test_a_formula_whose_result_is_empty_or_a_value_is_read_as_such() -> None:
    table = only(xlsx({**grid(ROWS), "C3": 't="str"><f>IF(1,"","x")</f><v></v>', "C4": "><f>6*7</f><v>42</v>"}))
    assert (table.cell(3, 2), table.cell(4, 2), dict(table.unread)) == ("", "42", {})


def test_a_cell_merged_over_rows_gives_each_its_value() -> None:
    table = only(xlsx(grid(ROWS), '<mergeCells count="1"><mergeCell ref="C2:C4"/></mergeCells>'))
    assert [table.cell(row, 2) for row in (2, 3, 4)] == ["甲集團"] * 3
    assert table.merged == {(3, 2), (4, 2)}


def test_a_cell_merged_far_below_the_first_row_fills_its_own_rows() -> None:
    lower = {f"{place[0]}{int(place[1:]) + 4}": cell for place, cell in grid(ROWS).items()}
    table = only(xlsx(lower, '<mergeCells count="1"><mergeCell ref="C6:C8"/></mergeCells>'))
    assert [table.cell(row, 2) for row in (6, 7, 8)] == ["甲集團"] * 3
    assert table.merged == {(7, 2), (8, 2)}


@given(st.lists(st.integers(1, 4), min_size=1, max_size=6), st.booleans(), st.randoms())
def test_merged_groups_and_headings_over_two_rows_come_out_whatever_the_order(
    sizes: list[int], two_rows: bool, random: Random
) -> None:
    columns = ["電號", "戶名", "集團", "電壓", "計費方式", "契約容量 經常", "契約容量 離峰"]
    random.shuffle(columns)
    rows: list[tuple[str, ...]] = []
    merges: list[str] = []
    first = 2 + two_rows
    for number, size in enumerate(sizes):
        for member in range(size):
            cells = {
                "電號": f"05{number:04}{member:05}",
                "戶名": "甲",
                "集團": f"第{number}集團" if member == 0 else "",
                "電壓": "22.8",
                "計費方式": "二段式",
                "契約容量 經常": str(1000 + number),
                "契約容量 離峰": str(member),
            }
            rows.append(tuple(cells[column] for column in columns))
        letter = chr(ord("A") + columns.index("集團"))
        merges.append(f'<mergeCell ref="{letter}{first}:{letter}{first + size - 1}"/>')
        first += size
    upper = tuple(column.split()[0] for column in columns)
    lower = tuple(column.partition(" ")[2] for column in columns)
    header = (upper, lower) if two_rows else (tuple(columns),)
    table, _ = headed(only(xlsx(grid((*header, *rows)), f"<mergeCells>{''.join(merges)}</mergeCells>")), CUSTOMER_FIELDS)
    judged = judge_customers(table, map_columns(table, CUSTOMER_FIELDS), today=date(2026, 1, 5))
    expected = [(f"第{number}集團", 1000 + number, member) for number, size in enumerate(sizes) for member in range(size)]
    assert judged.rejected == ()
    assert [(one.group, one.contracts.regular_kw, one.contracts.off_peak_kw) for one in judged.lines] == expected


@given(
    st.lists(st.text("甲乙丙丁電子公司ABab0 ", min_size=1, max_size=9).filter(lambda name: name.strip()), min_size=2, max_size=5),
    st.sampled_from(["utf-8", "utf-8-sig", "cp950", "utf-16"]),
    st.sampled_from([",", ";", "\t"]),
)
def test_a_text_list_comes_out_in_every_encoding(
    tmp_path_factory: pytest.TempPathFactory, names: list[str], encoding: str, sign: str
) -> None:
    rows = [f"05{number:09}{sign}x{name}x{sign}22.8{sign}二段式{sign}{1000 + number}" for number, name in enumerate(names)]
    file = tmp_path_factory.mktemp("list") / "a.csv"
    file.write_bytes("\r\n".join([sign.join(("電號", "戶名", "電壓", "計費方式", "契約容量")), *rows]).encode(encoding))
    (table,) = read_tables(file)
    judged = judge_customers(table, map_columns(table, CUSTOMER_FIELDS), today=date(2026, 1, 5))
    assert [line.name for line in judged.lines] == [" ".join(f"x{name}x".split()) for name in names]


def test_an_old_excel_file_is_read_with_its_merged_cells(tmp_path: Path) -> None:
    file = tmp_path / "名單.xls"
    file.write_bytes(xls(ROWS, merged=[(1, 3, 2, 2)]))
    (table,) = read_tables(file)
    assert table.rows == (ROWS[0], ROWS[1], ("05123456780", "乙", "甲集團"), ("05123456771", "丙", "甲集團"))


def test_an_old_excel_file_shows_its_errors_too() -> None:
    boolerr = struct.pack("<HHHHHBB", 0x205, 8, 2, 2, 0, 0x2A, 1)
    formula = struct.pack("<HHHHHB1sB3sHHIH", 0x06, 22, 3, 2, 0, 2, b"\0", 0x17, b"\0\0\0", 0xFFFF, 0, 0, 0)
    table = only(xls(ROWS, records=boolerr + formula), "a.xls")
    assert (table.cell(3, 2), table.cell(4, 2)) == ("#N/A", "#REF!")
    assert dict(table.unread) == {(3, 2): ERROR, (4, 2): ERROR}


@pytest.mark.parametrize(
    ("code", "shown"),
    [(0, "#NULL!"), (7, "#DIV/0!"), (15, "#VALUE!"), (23, "#REF!"), (29, "#NAME?"), (36, "#NUM!"), (42, "#N/A")],
)
def test_each_error_of_an_old_excel_file_is_shown_as_excel_shows_it(code: int, shown: str) -> None:
    table = only(xls(ROWS, records=struct.pack("<HHHHHBB", 0x205, 8, 2, 2, 0, code, 1)), "a.xls")
    assert (table.cell(3, 2), dict(table.unread)) == (shown, {(3, 2): ERROR})


def test_an_old_excel_file_that_asks_for_more_than_it_holds_is_refused() -> None:
    stated = struct.pack("<HHIIHHH", 0x200, 14, 0, 2_000_000_000, 0, 250, 0)
    assert "reaches down to row" in str(refusal(xls(ROWS, records=stated), "a.xls").what)
    turned = struct.pack("<HHIIHHH", 0x200, 14, 60_000, 60, 0, 4, 0)
    assert "damaged" in str(refusal(xls(ROWS, records=turned), "a.xls").what)
    texts = struct.pack("<HHII", 0xFC, 8, 1, 4_000_000_000)
    assert "damaged" in str(refusal(xls(ROWS, first=[texts]), "a.xls").what)
    whole = bytearray(xls(ROWS))
    whole[44:48] = (4_000_000_000).to_bytes(4, "little")
    assert "damaged" in str(refusal(bytes(whole), "a.xls").what)


def test_an_old_excel_file_that_reaches_too_far_is_refused_before_it_is_read() -> None:
    far = struct.pack("<HHHHHHB", 0x204, 10, 65535, 255, 0, 1, 0) + b"x"
    assert "row 65,536" in str(refusal(xls(ROWS, records=far), "a.xls").what)


def test_an_open_document_is_read_with_merged_repeated_and_typed_cells(tmp_path: Path) -> None:
    rows = (
        "<t:table-row>" + "".join(map(ods_cell, ("電號", "戶名", "集團", "日", "瓩"))) + "</t:table-row>"
        "<t:table-row>"
        + ods_cell("05123456789")
        + ods_cell("甲")
        + ods_cell("甲集團", "t:number-rows-spanned='2'")
        + "<t:table-cell o:value-type='date' o:date-value='2025-03-05T00:00:00'><x:p>114/3/5</x:p></t:table-cell>"
        + "<t:table-cell o:value-type='float' o:value='1200'><x:p>1,200</x:p></t:table-cell></t:table-row>"
        "<t:table-row>" + ods_cell("05123456780") + ods_cell("乙") + "<t:covered-table-cell/>"
        "<t:table-cell o:value-type='time' o:time-value='PT08H15M00S'/>" + ods_cell("#N/A") + "</t:table-row>"
        "<t:table-row t:number-rows-repeated='3'><t:table-cell t:number-columns-repeated='9'/></t:table-row>"
        "<t:table-row t:number-rows-repeated='2'>" + ods_cell("丙", "t:number-columns-repeated='2'") + "</t:table-row>"
        "<t:table-row t:number-rows-repeated='1048000'><t:table-cell t:number-columns-repeated='16384'/></t:table-row>"
    )
    file = tmp_path / "名單.ods"
    file.write_bytes(ods(rows))
    (table,) = read_tables(file)
    assert table.rows[1] == ("05123456789", "甲", "甲集團", "2025-03-05", "1200")
    assert table.rows[2] == ("05123456780", "乙", "甲集團", "08:15:00", "#N/A")
    assert (table.rows[6:], table.merged, dict(table.unread)) == ((("丙", "丙"),) * 2, {(3, 2)}, {(3, 4): ERROR})


@pytest.mark.parametrize(
    "rows",
    [
        "<t:table-row t:number-rows-repeated='1048576'>" + ods_cell("x", "t:number-columns-repeated='100'") + "</t:table-row>",
        "<t:table-row>" + ods_cell("x", "t:number-columns-repeated='999999999'") + "</t:table-row>",
        "<t:table-row t:number-rows-repeated='3000001'><t:table-cell/></t:table-row><t:table-row>"
        + ods_cell("x")
        + "</t:table-row>",
    ],
)
def test_an_open_document_that_repeats_itself_without_end_is_refused(rows: str) -> None:
    assert "reaches down to row" in str(refusal(ods(rows), "a.ods").what)


def test_a_password_is_named_as_such() -> None:
    locked = compound("EncryptedPackage", b"x")
    for content in (locked, xls(ROWS, first=[b"\x2f\x00\x36\x00" + b"\x01\x00" + bytes(52)])):
        assert "password" in str(refusal(content).what)
        assert "Excel" in str(refusal(content).mend)


def locked_ods(*, whole: bool) -> bytes:
    """A spreadsheet locked by a password: its content as signs nobody can read, part by part or as a whole."""
    out = io.BytesIO()
    named = "encrypted-package" if whole else "content.xml"
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr(named, bytes(range(256)) * 8)
        package.writestr(
            "META-INF/manifest.xml",
            f'<manifest:manifest><manifest:file-entry manifest:full-path="{named}"><manifest:encryption-data/>'
            "</manifest:file-entry></manifest:manifest>",
        )
    return out.getvalue()


@pytest.mark.parametrize("whole", [False, True])
def test_the_password_of_an_open_document_is_named_too(whole: bool) -> None:
    refused = refusal(locked_ods(whole=whole), "a.ods")
    assert "password" in str(refused.what) and "without a password" in str(refused.mend)


def in_blocks_of_the_table_of_sectors(content: bytes) -> bytes:
    """A compound file whose table of sectors is itself listed in a sector, as files above 7 MB have it, not in the header."""
    further = (len(content) - 512) // 512
    (first,) = struct.unpack_from("<I", content, 76)
    block = struct.pack("<I", first).ljust(508, b"\xff") + struct.pack("<I", 0xFFFFFFFE)
    header = content[:68] + struct.pack("<II", further, 1) + b"\xff" * 436
    return header + content[512:] + block


def test_a_large_old_workbook_lists_its_sectors_in_further_ones() -> None:
    assert sheets_of(in_blocks_of_the_table_of_sectors(xls(ROWS))) == sheets_of(xls(ROWS))


def test_a_lone_cell_in_the_last_corner_takes_neither_time_nor_memory() -> None:
    table = only(xlsx({"XFD1048576": text("x")}))
    assert (table.first_row, len(table.rows), table.cell(1048576, 16383)) == (1048576, 1, "x")


@pytest.mark.parametrize("places", [("A1", "XFD1048576"), ("XFD1", "XFD1048576"), ("A1", "A1048576", "D1")])
def test_cells_far_apart_are_refused_before_any_is_read(places: tuple[str, ...]) -> None:
    assert "reaches down to row 1,048,576" in str(refusal(xlsx({place: text("x") for place in places})).what)


@pytest.mark.parametrize("place", ["E" + "9" * 400, "ABCD1", "A1048577", "XFE1", "A12345678", "e5"])
def test_a_cell_in_a_place_no_sheet_has_is_damage_and_never_read(place: str) -> None:
    content = xlsx({**grid(ROWS), "C3": text("x")})
    spoilt = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as package, zipfile.ZipFile(spoilt, "w") as made:
        for name in package.namelist():
            made.writestr(name, package.read(name).replace(b'r="C3"', f'r="{place}"'.encode()))
    assert "damaged" in str(refusal(spoilt.getvalue()).what)


def test_cells_without_their_places_are_counted_and_read_in_their_order() -> None:
    def bare(*rows: str) -> bytes:
        content = io.BytesIO()
        data = "".join(rows).encode()
        with zipfile.ZipFile(io.BytesIO(xlsx({"A1": text("x")}))) as package, zipfile.ZipFile(content, "w") as made:
            for name in package.namelist():
                part = package.read(name)
                start, end = part.find(b"<row"), part.find(b"</sheetData>")
                made.writestr(name, part[:start] + data + part[end:] if start > 0 else part)
        return content.getvalue()

    cell = "<c t='inlineStr'><is><t>x</t></is></c>"
    assert only(bare(f"<row>{cell * 3}</row>", f"<row>{cell}</row>")).rows == (("x", "x", "x"), ("x", "", ""))
    far = bare(f"<row r='1'>{cell * 9}</row>".replace("'1'", '"1"'), f'<row r="1048576">{cell}</row>')
    assert "reaches down to row" in str(refusal(far).what)


@pytest.mark.parametrize("cut", [4, 22, 30, 200, 500])
@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_a_damaged_workbook_is_refused_as_damaged(kind: str, cut: int) -> None:
    whole = {"xlsx": xlsx(grid(ROWS)), "xls": xls(ROWS), "ods": ods("<t:table-row>" + ods_cell("x") + "</t:table-row>")}[kind]
    assert "damaged" in str(refusal(whole[:-cut] if kind != "xls" else whole[: 512 + cut], f"a.{kind}").what)


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_a_workbook_with_any_byte_spoilt_is_read_or_refused(kind: str) -> None:
    whole = {"xlsx": xlsx(grid(ROWS)), "xls": xls(ROWS), "ods": ods("<t:table-row>" + ods_cell("x") + "</t:table-row>")}[kind]
    for at in range(0, len(whole), 41):
        spoilt = bytearray(whole)
        spoilt[at] ^= 0xA5
        try:
            read_workbook(bytes(spoilt), f"a.{kind}")
        except Refused as refused:
            assert str(refused.what)


def test_a_directory_that_points_outside_the_file_is_damage_too() -> None:
    whole = bytearray(xlsx(grid(ROWS)))
    end = whole.rfind(b"PK\x05\x06")
    whole[end + 16 : end + 20] = (0xFFFFFF00).to_bytes(4, "little")
    assert "damaged" in str(refusal(bytes(whole)).what)


def test_a_load_in_a_workbook_keeps_its_midnights_and_its_errors(tmp_path: Path) -> None:
    import datetime as dt

    book = openpyxl.Workbook()
    sheet = book.create_sheet("資料", 0)
    sheet.append(["時間", "瓩"])
    start = dt.datetime(2025, 7, 1)  # noqa: DTZ001  (a workbook knows no zones)
    for number in range(192):
        sheet.append([start + dt.timedelta(minutes=15 * number), number])
    sheet["B12"] = "#N/A"
    sheet["B12"].data_type = "e"
    file = tmp_path / "load.xlsx"
    book.save(file)
    load = read_load(file)
    assert (load.load.first_day, load.load.days, int(load.load.wh[96]), load.findings.errors) == (start.date(), 2, 24_000, 1)
    assert load.load.missing_count == 1


def test_a_workbook_s_24_00_is_the_end_of_its_day(tmp_path: Path) -> None:
    import datetime as dt

    book = openpyxl.Workbook()
    sheet = book.create_sheet("資料", 0)
    sheet.append(["日期", "時間", "瓩"])
    for number in range(96):
        sheet.append([dt.date(2025, 7, 1), (number + 1) / 96, number])
        sheet.cell(number + 2, 2).number_format = "hh:mm"
    file = tmp_path / "load.xlsx"
    book.save(file)
    load = read_load(file)
    assert (str(load.stamp), load.load.days, int(load.load.wh[95])) == ("end", 1, 95 * 250)


def test_the_sheet_that_holds_the_load_is_found_behind_others(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.create_sheet("說明", 0).append(["本檔為用電資料"])
    sheet = book.create_sheet("資料", 1)
    for row in [["時間", "kW"], *([f"2025-01-01 {n // 4:02}:{n % 4 * 15:02}", n] for n in range(96))]:
        sheet.append(row)
    file = tmp_path / "load.xlsx"
    book.save(file)
    assert read_load(file).intervals == 96


def test_a_zip_that_is_no_workbook_is_named() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("word/document.xml", "<x/>")
    assert "Word" in str(refusal(out.getvalue()).what)


def test_hidden_sheets_are_named_as_not_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "名冊"  # pyright: ignore[reportOptionalMemberAccess]
    book.active.append(["電號"])  # pyright: ignore
    book.create_sheet("舊資料").sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    (table,) = read_tables(tmp_path / "a.xlsx")
    assert (table.sheet, ["舊資料" in str(told) for told in table.told]) == ("名冊", [True])
    assert read_tables(tmp_path / "a.xlsx", "舊資料")[0].told == ()
