"""The official office calendar as a file, good and bad."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from visitplanner.domain.calendar.working_days import days_of
from visitplanner.domain.core.errors import Refused
from visitplanner.exchange.calendar_csv import read_calendar

HEADER = "西元日期,星期,是否放假,備註"


def lines_of(year: int) -> list[str]:
    """A calendar with New Year's Day off and no other holiday."""
    rows = [HEADER]
    for day in days_of(year):
        off = day.weekday() >= 5 or (day.month, day.day) == (1, 1)
        remark = "開國紀念日" if (day.month, day.day) == (1, 1) else ""
        rows.append(f"{day:%Y%m%d},{'一二三四五六日'[day.weekday()]},{2 if off else 0},{remark}")
    return rows


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    def written(rows: list[str], encoding: str = "utf-8-sig") -> Path:
        file = tmp_path / "116年辦公日曆表.csv"
        file.write_bytes(("\r\n".join(rows) + "\r\n").encode(encoding))
        return file

    return written


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "cp950"])
def test_a_calendar_is_read_in_every_encoding_it_is_published_in(write: Callable[..., Path], encoding: str) -> None:
    calendar = read_calendar(write(lines_of(2027), encoding))
    assert (calendar.year, len(calendar.working), calendar.provisional) == (2027, 260, False)
    assert calendar.remarks == {dt.date(2027, 1, 1): "開國紀念日"}
    assert calendar.source == "116年辦公日曆表"


def test_columns_may_stand_in_another_order_and_blank_lines_end_the_file(write: Callable[..., Path]) -> None:
    rows = [",".join(row.split(",")[::-1]) for row in lines_of(2027)]
    assert len(read_calendar(write([*rows, ",,,", ""])).working) == 260


def test_a_make_up_saturday_is_kept(write: Callable[..., Path]) -> None:
    rows = [row.replace("20270220,六,2,", "20270220,六,0,補行上班") for row in lines_of(2027)]
    assert dt.date(2027, 2, 20) in read_calendar(write(rows)).working


def test_a_line_without_its_remark_is_a_day_like_others(write: Callable[..., Path]) -> None:
    rows = [row.removesuffix(",") for row in lines_of(2027)]
    assert len(read_calendar(write(rows)).working) == 260


@pytest.mark.parametrize(("working", "taken"), [(200, True), (199, False)])
def test_two_hundred_working_days_are_the_fewest_of_a_year(write: Callable[..., Path], working: int, taken: bool) -> None:
    worked = [row for row in lines_of(2027) if ",0," in row][:working]
    rows = [row if row in worked else row.replace(",0,", ",2,") for row in lines_of(2027)]
    if taken:
        assert len(read_calendar(write(rows)).working) == working
    else:
        with pytest.raises(Refused, match="Only 199 working days"):
            read_calendar(write(rows))


def replaced(old: str, new: str) -> list[str]:
    rows = [row.replace(old, new) for row in lines_of(2027)]
    assert rows != lines_of(2027)
    return rows


@pytest.mark.parametrize(
    ("rows", "what", "row"),
    [
        (replaced("20270302,二", "20270332,二"), "month 3 of that year has 31 days", 62),
        (replaced("20270302,二", "20270302,三"), "not the weekday", 62),
        (replaced("20270302,二,0", "20270302,二,1"), "“1” is neither", 62),
        (replaced("20270302,二", "20270301,一"), "2027-03-01 stands there twice", 62),
        (replaced("20271231,五", "20281231,日"), "another year", 366),
        (lines_of(2027)[:-1], "1 days of 2027 are missing, the first is 2027-12-31", None),
        (replaced("是否放假", "放假"), "the column 是否放假 is missing", None),
        ([HEADER], "holds no day", None),
        ([row.replace(",0,", ",2,") for row in lines_of(2027)], "Only 0 working days", None),
    ],
)
def test_a_faulty_calendar_is_refused_with_its_row_and_fault(
    write: Callable[..., Path], rows: list[str], what: str, row: int | None
) -> None:
    with pytest.raises(Refused) as refused:
        read_calendar(write(rows))
    assert what in str(refused.value.what)
    assert "116年辦公日曆表.csv" in str(refused.value.where)
    assert refused.value.where and refused.value.where.values.get("row") == row


def test_a_file_that_is_no_calendar_is_refused(tmp_path: Path) -> None:
    picture = tmp_path / "x.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0")
    for file in (picture, tmp_path / "absent.csv"):
        with pytest.raises(Refused):
            read_calendar(file)
