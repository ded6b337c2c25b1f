"""The blank table of readings is read by the program itself."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.lists.columns.recognition import headed, map_columns
from visitplanner.domain.lists.reading_import import PERIODS, READING_FIELDS, judge_readings
from visitplanner.exchange.reading_template import HEADINGS, write_reading_template
from visitplanner.exchange.spreadsheets import read_tables


@pytest.mark.parametrize(("name", "begin"), [("電費.csv", b"\xef\xbb\xbf"), ("電費.xlsx", b"PK"), ("電費.XLSX", b"PK")])
def test_every_column_of_the_template_is_understood_and_its_example_is_a_reading(tmp_path: Path, name: str, begin: bytes) -> None:
    out = write_reading_template(tmp_path / name)
    assert out.read_bytes().startswith(begin), "Excel knows UTF-8 by its mark"
    table, _ = headed(read_tables(out)[0], READING_FIELDS)
    mapping = map_columns(table, READING_FIELDS)
    assert len(mapping.columns) == len(HEADINGS)
    (line,) = judge_readings(table, mapping, today=dt.date(2026, 1, 5)).lines
    assert (line.account, line.month, line.power_factor) == ("00000000000", dt.date(2025, 7, 1), 98)
    assert [line.kwh.get(period) for period in PERIODS] == [100000, None, 15000, 90000]
    assert [line.max_kw.get(period) for period in PERIODS] == [480, None, 300, 350]


def test_another_ending_and_a_folder_that_is_not_there_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"\.xlsx or \.csv") as refused:
        write_reading_template(tmp_path / "a.pdf")
    assert (refused.value.field, str(refused.value.where)) == ("out", "a.pdf: ")
    assert not (tmp_path / "a.pdf").exists()
    (tmp_path / "nowhere").write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(Refused, match="cannot be written"):
        write_reading_template(tmp_path / "nowhere" / "a.csv")
