"""How far a sheet reaches and what stands in it, to the edge: one column, a cell beside the stated ones, exactly half."""

from __future__ import annotations

import struct
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

from tests.exchange.workbook_files import grid, ods, ods_cell, text, xls, xlsx
from visitplanner.domain.core.errors import Refused
from visitplanner.exchange import workbooks
from visitplanner.exchange.load_csv import read_load
from visitplanner.exchange.loads.numbers import MICRO
from visitplanner.exchange.loads.registers import is_register
from visitplanner.exchange.loads.units import without_units
from visitplanner.exchange.old_excel import sheets_of
from visitplanner.exchange.sheet_parts import PartFindings, hidden_told
from visitplanner.exchange.workbook_writing import write_workbook
from visitplanner.exchange.workbooks import read_workbook
from visitplanner.services.loads.loads import Unit

ROWS = (("電號", "戶名", "集團"), ("05123456789", "甲", "甲集團"), ("05123456780", "乙", ""))


def cell(row: int, column: int) -> bytes:
    """The record of a number in an old sheet, row and column from 0."""
    return struct.pack("<HHHHHd", 0x203, 14, row, column, 0, 1.0)


def stated(top: int, bottom: int, left: int, right: int) -> bytes:
    """The record in which an old sheet says how far it reaches: first row, end of rows, first column, end of columns."""
    return struct.pack("<HHIIHHH", 0x200, 14, top, bottom, left, right, 0)


@pytest.mark.parametrize(
    ("rows", "more", "reach"),
    [
        (ROWS, b"", (1, 3, 3)),
        ((("甲",), ("乙",)), b"", (1, 2, 1)),
        (ROWS, cell(1, 9), (1, 3, 10)),
        (ROWS, cell(7, 0), (1, 8, 3)),
        (ROWS, stated(0, 3, 0, 12), (1, 3, 12)),
        (ROWS, stated(0, 20, 0, 2), (1, 20, 3)),
    ],
)
def test_an_old_sheet_reaches_as_far_as_it_says_or_as_its_cells_do(
    rows: tuple[tuple[str, ...], ...], more: bytes, reach: tuple[int, int, int]
) -> None:
    found = sheets_of(xls(rows, records=more))
    assert found is not None and found == [PartFindings(*reach)]
    assert found[0].cells == (reach[1] - reach[0] + 1) * reach[2]


@pytest.mark.parametrize(("growing", "answer"), [(24, True), (23, False), (25, True)])
def test_a_register_without_a_heading_grows_in_half_of_its_steps(growing: int, answer: bool) -> None:
    """48 steps: a meter that stands still on Sundays and at night is a register still, one that hardly ever moves is none."""
    steps = np.array([1] * growing + [0] * (48 - growing), dtype=np.int64)
    amounts = (1_000 + np.concatenate(([0], np.cumsum(steps)))) * MICRO
    assert is_register(np.arange(49, dtype=np.int64) * 15, amounts, named=False) is answer


def test_a_blank_is_no_cell_of_a_written_workbook(tmp_path: Path) -> None:
    """Excel counts a cell with an empty text in it as filled, and cuts a long text before it."""
    write_workbook([["甲", "", "乙"], ["", "", ""], ["", "丙"]], tmp_path / "a.xlsx")
    with zipfile.ZipFile(tmp_path / "a.xlsx") as package:
        sheet = ElementTree.fromstring(package.read("xl/worksheets/sheet1.xml"))
    assert [one.get("r") for one in sheet.iter() if one.tag.endswith("}c")] == ["A1", "C1", "B3"]


@pytest.mark.parametrize("place", ["C3", "D2", "A4", "F9", "A9", "F1"])
def test_a_formula_never_computed_is_told_wherever_it_stands(place: str) -> None:
    """Also beyond the last row or column with a value in it, where the reader of workbooks may have made no cell."""
    (table,) = read_workbook(xlsx({**grid(ROWS), place: "><f>1+1</f>"}), "a.xlsx")
    column, row = ord(place[0]) - ord("A"), int(place[1:])
    assert dict(table.unread) == {(row, column): "formula"}
    assert [each[:2] for each in table.rows[:3]] == [each[:2] for each in ROWS]


def test_an_error_the_reader_shows_itself_is_not_written_over() -> None:
    (table,) = read_workbook(xlsx({**grid(ROWS), "C3": 't="e"><f>1/0</f><v>#DIV/0!</v>'}), "a.xlsx")
    assert (table.cell(3, 2), table.cell(2, 2)) == ("#DIV/0!", "甲集團")


@pytest.mark.parametrize(
    ("hidden", "named"), [({2}, "2"), ({1, 2}, "2"), ({3}, ""), ({0}, ""), ({5}, ""), ({2, 4}, "2、4"), ({4, 9}, "4")]
)
def test_only_hidden_rows_with_something_in_them_are_told(hidden: set[int], named: str) -> None:
    """The sheet's rows are 2 to 4 of the file, its second one blank."""
    told = hidden_told(hidden, [("甲", ""), ("", " "), ("", "乙")], 2)
    assert [one.values["rows"] for one in told] == ([named] if named else [])


@pytest.mark.parametrize("first", ["", "  "])
def test_a_unit_behind_the_numbers_is_found_below_a_blank_cell(first: str) -> None:
    assert without_units([first, "12.5 kW", "7 kW"], "需量") == ([first, "12.5 ", "7 "], Unit.KW)


def test_a_unit_stands_behind_some_numbers_and_not_behind_others() -> None:
    assert without_units(["12 kW", "7", ""], "需量") == (["12 ", "7", ""], Unit.KW)


@pytest.mark.parametrize("moment", ["x", "2025010199"])
def test_one_moment_unlike_the_others_is_named_by_its_line(tmp_path: Path, moment: str) -> None:
    rows = [f"20250101{number // 4:02}{number % 4 * 15:02},5" for number in range(96)]
    (tmp_path / "a.csv").write_text("\n".join(["時間,kW", *rows[:7], f"{moment},5", *rows[8:]]), encoding="utf-8")
    with pytest.raises(Refused) as refusal:
        read_load(tmp_path / "a.csv")
    assert "9" in f"{refusal.value.where or ''}{refusal.value.what}"


def test_a_sheet_of_which_nothing_is_known_is_measured_before_its_cells_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    content = xlsx({"A1": text("甲"), "D5": text("乙")})
    monkeypatch.setattr(workbooks, "MOST_CELLS", 14)
    with pytest.raises(Refused, match="reaches down to row"):
        workbooks._sheets(content, "a.xlsx", None, {})
    monkeypatch.setattr(workbooks, "MOST_CELLS", 20)
    assert workbooks._sheets(content, "a.xlsx", None, {})[0].cell(5, 3) == "乙"


@pytest.mark.parametrize("rows", [2, 3])
def test_a_cell_merged_over_rows_ends_where_it_ends(rows: int) -> None:
    """The row below has a cell merged to the right, whose covered half is not the column's merged text."""
    merged = "<t:covered-table-cell/>" + ods_cell("甲")
    (table,) = read_workbook(
        ods(
            f"<t:table-row>{ods_cell('祥新', f't:number-rows-spanned={chr(39)}{rows}{chr(39)}')}{ods_cell('甲')}</t:table-row>"
            + f"<t:table-row>{merged}</t:table-row>" * (rows - 1)
            + f"<t:table-row>{merged}</t:table-row>"
        ),
        "a.ods",
    )
    assert [row[0] for row in table.rows] == ["祥新"] * rows + [""]
