"""What a person says of a whole list on the command line, and what is told of cells that were mended."""

from __future__ import annotations

from pathlib import Path

from tests.cli.lists.test_forms import filed
from tests.cli.lists.test_imports import Line, folder, line

__all__ = ("folder", "line")

BARE = "電號,戶名,契約容量\r\n05123456789,甲電子,1200\r\n05123456790,乙食品,1.5MW\r\n"


def test_voltage_option_and_township_are_said_for_all_rows(line: Line, folder: Path) -> None:
    file = filed(folder, "list.csv", BARE)
    code, _ = line.code("import", "customers", file)
    assert (code, "全部:值=FIELD" in line.errors, "voltage" in line.errors) == (1, True, True)
    said = ("--map", "全部:69kV=voltage", "--map", "all:二段式=option", "--column", "全部：烏來區=township")
    report = line.ask("import", "customers", file, *said)
    assert report["mapping"]["voltage"] == "全部：69kV"
    assert {(one["voltage"], one["township"]) for one in line.ask("customers")} == {("EHV", "烏來區")}


def test_cells_that_were_mended_are_named_in_the_text(line: Line, folder: Path) -> None:
    file = filed(folder, "高壓.csv", BARE)
    code, out = line.code("import", "customers", file, "--map", "全部:二段式=option", "--dry-run")
    assert code == 0, line.errors
    assert "已修正 1 格：" in out and "1,500" in out and "1.5MW" in out
    assert "高壓" in out and "對嗎" in out


def test_months_without_a_year_get_that_of_the_file_or_the_one_that_is_said(line: Line, folder: Path) -> None:
    line.ask("import", "customers", filed(folder, "高壓.csv", BARE), "--map", "全部:二段式=option")
    text = "電號,月份,用電度數\r\n05123456789,3月,400000\r\n"
    code, _ = line.code("import", "readings", filed(folder, "電費.csv", text))
    assert (code, "全部:114=year" in line.errors) == (1, True)
    said = line.ask("import", "readings", filed(folder, "電費.csv", text), "--map", "全部:113=year", "--dry-run")
    named = line.ask("import", "readings", filed(folder, "114年電費.csv", text), "--dry-run")
    assert (said["acceptable"], said["notes"]) == (1, [])
    assert (named["acceptable"], any("114年電費" in note for note in named["notes"])) == (1, True)
