"""A written workbook is opened by another program and holds every text as it was, but for signs no XML may hold."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from visitplanner.exchange import sheet_parts
from visitplanner.exchange.sheet_parts import inspect_part
from visitplanner.exchange.workbook_writing import write_workbook

KEPT = "\t\n 甲Aé\U00020000\ue000\ud7ff\ufffd"
DROPPED = "\x00\x01\x08\x0b\x0c\x0e\x1f\ud800\udbff\udc00\udfff\ufffe\uffff"


def read_back(path: Path) -> list[list[str]]:
    book = openpyxl.load_workbook(path)
    (sheet,) = book.worksheets
    found = [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    book.close()
    return found


@pytest.mark.parametrize("sign", [*KEPT, *DROPPED], ids=lambda sign: f"U+{ord(sign):04X}")
def test_a_sign_is_there_again_or_is_none_that_a_workbook_may_hold(tmp_path: Path, sign: str) -> None:
    write_workbook([[f"甲{sign}乙"]], tmp_path / "a.xlsx")
    assert read_back(tmp_path / "a.xlsx") == [[f"甲{sign}乙" if sign in KEPT else "甲乙"]]


texts = st.text(st.sampled_from(KEPT + "<>&\"'012"), min_size=0, max_size=6).filter(lambda text: not text or text.strip() == text)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(texts, min_size=1, max_size=5), min_size=1, max_size=5))
def test_every_cell_stands_in_its_place(tmp_path: Path, rows: list[list[str]]) -> None:
    write_workbook(rows, tmp_path / "a.xlsx")
    back = read_back(tmp_path / "a.xlsx")
    filled = {(at, n): text for at, row in enumerate(rows) for n, text in enumerate(row) if text}
    assert {(at, n): text for at, row in enumerate(back) for n, text in enumerate(row) if text} == filled


def test_account_numbers_keep_their_zeros_and_columns_go_beyond_z(tmp_path: Path) -> None:
    row = [f"0{n:010d}" for n in range(30)]
    write_workbook([row, [], ["", "=1+1"]], tmp_path / "a.xlsx")
    assert read_back(tmp_path / "a.xlsx")[0] == row and read_back(tmp_path / "a.xlsx")[2][1] == "=1+1"


# -- what a sheet says of its places ------------------------------------------------------------------------------


def part(body: str) -> zipfile.ZipFile:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr("xl/worksheets/sheet1.xml", f"<worksheet><sheetData>{body}</sheetData></worksheet>")
    return zipfile.ZipFile(made)


def cells(*places: str) -> str:
    return "".join(f'<row r="{place.lstrip("ABCDEFX")}"><c r="{place}"><v>1</v></c></row>' for place in places)


@pytest.mark.parametrize("places", [("A1048577",), ("A1", "A1048577"), ("A1048577", "A1"), ("XFE1",), ("A1", "XFE1")])
def test_a_place_no_sheet_has_is_refused_whatever_stands_beside_it(places: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="no sheet has"):
        inspect_part(part(cells(*places)), "xl/worksheets/sheet1.xml")


def test_the_last_row_and_the_last_column_of_a_sheet_are_places() -> None:
    found = inspect_part(part(cells("B3", "A1048576", "XFD5")), "xl/worksheets/sheet1.xml")
    assert found is not None
    assert (found.first_row, found.last_row, found.last_column) == (3, 1_048_576, 16_384)


@pytest.mark.parametrize("empty", ["/>", "></c>"])
def test_wherever_a_sheet_is_cut_while_it_is_read_it_reaches_as_far(monkeypatch: pytest.MonkeyPatch, empty: str) -> None:
    filled = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c><c r="Z{n}" s="1"{empty}</row>' for n in range(1, 20))
    package = part(f'{filled}<row r="1000"><c r="R1000" s="1"{empty}</row>')
    for length in range(60, package.getinfo("xl/worksheets/sheet1.xml").file_size + 2):
        monkeypatch.setattr(sheet_parts, "CHUNK", length)
        found = inspect_part(package, "xl/worksheets/sheet1.xml")
        assert found is not None and (found.first_row, found.last_row, found.last_column) == (1, 19, 1)
