"""Loads in the forms that meters, portals and people write: each is taken with its right value, or asked about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exchange.load_files import clock, moments, plain, portal, portal_rows, roc
from visitplanner.domain.core.errors import Refused
from visitplanner.exchange.load_csv import read_load, read_loads
from visitplanner.services.loads.loads import LoadFile, ReadingChoices, Stamp, Unit

NEW_YEAR = date(2025, 1, 1)
MIDNIGHT = dt.datetime.combine(NEW_YEAR, dt.time())
DAY = moments(NEW_YEAR, 1)
QUARTERS = [minutes * 15 for minutes in range(96)]


def table(folder: Path, header: str, rows: Sequence[str]) -> Path:
    return plain(folder / "load.csv", rows, header)


def told(file: LoadFile) -> str:
    return "\n".join(map(str, file.warnings))


@pytest.mark.parametrize(
    ("heading", "unit", "cell"),
    [
        ("Power (W)", Unit.W, "609000"),
        ("Power_kW", Unit.KW, "609"),
        ("Demand MW", Unit.MW, "0.609"),
        ("Energy (Wh)", Unit.WH, "152250"),
        ("Usage_kWh", Unit.KWH, "152.25"),
        ("Energy [MWh]", Unit.MWH, "0.15225"),
        ("需量(瓩)", Unit.KW, "609"),
        ("負載(千瓦)", Unit.KW, "609"),
        ("用電量(度)", Unit.KWH, "152.25"),
        ("電能(千瓦小時)", Unit.KWH, "152.25"),
        ("功率(瓦)", Unit.W, "609000"),
    ],
)
def test_a_figure_is_taken_in_the_unit_its_heading_names(tmp_path: Path, heading: str, unit: Unit, cell: str) -> None:
    file = read_load(table(tmp_path, f"時間,{heading}", [f"{moment},{cell}" for moment in DAY]))
    assert (file.unit, file.max_kw, int(file.load.wh[0])) == (unit, 609.0, 152_250)


@pytest.mark.parametrize("heading", ["Power", "用電", "Energy", "load", "kW/kWh"])
def test_a_unit_nothing_names_is_asked_for(tmp_path: Path, heading: str) -> None:
    path = table(tmp_path, f"時間,{heading}", [f"{moment},8000" for moment in DAY])
    with pytest.raises(Refused, match="in what unit") as refusal:
        read_load(path)
    assert refusal.value.field == "unit"
    assert read_load(path, ReadingChoices(unit=Unit.W)).max_kw == 8.0


def test_the_unit_may_stand_above_the_table_or_in_the_cells(tmp_path: Path) -> None:
    above = tmp_path / "above.csv"
    above.write_text("\n".join(["單位：kW,", "時間,用電", *(f"{moment},5" for moment in DAY)]), encoding="utf-8")
    assert (read_load(above).unit, read_load(above).max_kw) == (Unit.KW, 5.0)
    inside = read_load(table(tmp_path, "時間,用電", [f"{moment},609 kW" for moment in DAY]))
    assert (inside.unit, inside.max_kw) == (Unit.KW, 609.0)


def test_the_unit_may_stand_below_the_table(tmp_path: Path) -> None:
    file = read_load(table(tmp_path, "時間,用電", [*(f"{moment},5" for moment in DAY), "單位：瓩,"]))
    assert (file.unit, file.intervals, file.findings.passed) == (Unit.KW, 96, 1)


def test_several_columns_of_numbers_without_a_word_are_asked_about(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="A線、B線"):
        read_load(table(tmp_path, "時間,A線,B線", [f"{moment},5,6" for moment in DAY]))


def test_a_heading_and_cells_that_disagree_on_the_unit_are_asked_about(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="different units"):
        read_load(table(tmp_path, "時間,用電(kWh)", [f"{moment},609 kW" for moment in DAY]))
    mixed = [f"{moment},{number} {'kW' if number % 2 else 'W'}" for number, moment in enumerate(DAY)]
    with pytest.raises(Refused, match="several units"):
        read_load(table(tmp_path, "時間,用電", mixed))


@pytest.mark.parametrize(
    "heading", ["interval_start", "讀表時間", "資料時間", "Start", "Timestamp", "起始時間", "紀錄時間", "何時"]
)
def test_the_time_is_found_under_any_heading(tmp_path: Path, heading: str) -> None:
    file = read_load(table(tmp_path, f"{heading},kW", [f"{moment},{number}" for number, moment in enumerate(DAY)]))
    assert (file.stamp, file.intervals, int(file.load.wh[1])) == (Stamp.START, 96, 250)


def test_a_start_and_an_end_column_tell_the_interval(tmp_path: Path) -> None:
    later = [*DAY[1:], "2025-01-02 00:00"]
    rows = [f"{one},{other},{number}" for number, (one, other) in enumerate(zip(DAY, later, strict=True))][30:60]
    file = read_load(table(tmp_path, "Start,End,kW", rows))
    assert (file.stamp, int(file.load.wh[30])) == (Stamp.START, 7500)


@pytest.mark.parametrize(("write", "day"), [(lambda s: s + "+08:00", 1), (lambda s: s + "Z", 1), (lambda s: s + "+0800", 1)])
def test_stamps_with_an_offset_are_taiwan_s_time(tmp_path: Path, write: object, day: int) -> None:
    zone = 8 if write("") != "Z" else 0  # type: ignore[operator]
    start = MIDNIGHT - dt.timedelta(hours=8 - zone)
    stamps = [(start + dt.timedelta(minutes=15 * number)).isoformat() for number in range(96)]
    file = read_load(table(tmp_path, "time,kW", [f"{write(stamp)},{number}" for number, stamp in enumerate(stamps)]))  # type: ignore[operator]
    assert (file.load.first_day, file.load.days, int(file.load.wh[1])) == (date(2025, 1, day), 1, 250)


@pytest.mark.parametrize("form", ["%Y%m%d%H%M", "%Y%m%d%H%M%S", "%Y%m%d %H%M", "%Y/%m/%d %H:%M", "%Y-%m-%dT%H:%M:%S"])
def test_compact_stamps_are_read(tmp_path: Path, form: str) -> None:
    stamps = [(MIDNIGHT + dt.timedelta(minutes=minutes)).strftime(form) for minutes in QUARTERS]
    file = read_load(table(tmp_path, "時間,kW", [f"{stamp},{number}" for number, stamp in enumerate(stamps)]))
    assert (file.load.first_day, file.intervals, int(file.load.wh[1])) == (NEW_YEAR, 96, 250)


def test_days_numbered_by_a_spreadsheet_are_read(tmp_path: Path) -> None:
    rows = [f"{45658 + number / 96:.10f},{number}" for number in range(96)]
    file = read_load(table(tmp_path, "時間,kW", rows))
    assert (file.load.first_day, file.intervals, int(file.load.wh[95])) == (NEW_YEAR, 96, 95 * 250)


def test_midnights_written_as_the_day_alone_are_midnights(tmp_path: Path) -> None:
    rows = [f"{moment.removesuffix(' 00:00')},{number}" for number, moment in enumerate(moments(NEW_YEAR, 2))]
    file = read_load(table(tmp_path, "時間,kW", rows))
    assert (file.load.days, file.intervals, int(file.load.wh[96])) == (2, 192, 96 * 250)


def test_an_excel_24_00_that_arrives_as_a_date_is_the_end_of_its_day(tmp_path: Path) -> None:
    rows = [
        f"2025-01-01,{clock(minutes + 15) if minutes < 1425 else '1900-01-01'},{number}"
        for number, minutes in enumerate(QUARTERS)
    ]
    file = read_load(table(tmp_path, "日期,時間,kW", rows))
    assert (file.stamp, file.load.days, int(file.load.wh[95])) == (Stamp.END, 1, 95 * 250)


@pytest.mark.parametrize(
    "times",
    [
        [clock(minutes) for minutes in QUARTERS],
        [clock(minutes + 15) for minutes in QUARTERS],
        [f"{clock(minutes)}-{clock(minutes + 15)}" for minutes in QUARTERS],
        [clock(minutes).replace(":", "") for minutes in QUARTERS],
        [str(number) for number in range(1, 97)],
        [f"第{number}時段" for number in range(1, 97)],
    ],
)
def test_a_row_a_day_with_96_columns_is_read(tmp_path: Path, times: list[str]) -> None:
    rows = [
        f"05123456789,{roc(NEW_YEAR + dt.timedelta(days=day))}," + ",".join(str(day * 96 + n) for n in range(96))
        for day in (0, 1)
    ]
    rows.append("合計,," + ",".join("9" for _ in range(96)))
    file = read_load(table(tmp_path, "電號,日期(kW)," + ",".join(times), rows))
    assert (file.account, file.load.first_day, file.load.days, file.intervals) == ("05123456789", NEW_YEAR, 2, 192)
    assert [int(value) for value in file.load.wh[[0, 1, 97]]] == [0, 250, 97 * 250]
    assert file.findings.passed == 96


def test_a_row_a_day_without_headings_is_read_when_it_has_a_whole_day_s_values(tmp_path: Path) -> None:
    rows = [f"2025/01/0{day}," + ",".join(str(n) for n in range(96)) for day in (1, 2)]
    path = table(tmp_path, rows[0], rows[1:])
    file = read_load(path, ReadingChoices(unit=Unit.KW))
    assert (file.load.days, int(file.load.wh[95])) == (2, 95 * 250)


def test_24_values_a_day_are_hours(tmp_path: Path) -> None:
    rows = [f"2025/01/0{day}," + ",".join("8" for _ in range(24)) for day in (1, 2)]
    file = read_load(table(tmp_path, "日期 kWh," + ",".join(f"{hour}時" for hour in range(24)), rows))
    assert (file.findings.interval_minutes, int(file.load.wh[0]), file.kwh) == (60, 2000, 384.0)


def test_five_minutes_are_gathered_into_quarters(tmp_path: Path) -> None:
    stamps = moments(NEW_YEAR, 1, step=5)
    power = read_load(table(tmp_path, "時間,kW", [f"{stamp},{number % 3 * 30}" for number, stamp in enumerate(stamps)]))
    assert (power.intervals, power.max_kw, power.kwh, power.load.interval_minutes) == (96, 30.0, 720.0, 15)
    energy = read_load(table(tmp_path, "時間,kWh", [f"{stamp},{number % 3}" for number, stamp in enumerate(stamps)]))
    assert (energy.kwh, int(energy.load.wh[0])) == (288.0, 3000)
    assert "5 minutes were gathered" in told(power)


def test_a_quarter_of_which_a_part_is_missing_is_left_open(tmp_path: Path) -> None:
    stamps = moments(NEW_YEAR, 1, step=5)
    file = read_load(table(tmp_path, "時間,kW", [f"{stamp},6" for stamp in stamps if not stamp.endswith("10:05")]))
    assert (file.load.missing_count, int(file.load.wh[40]), file.kwh) == (1, 0, 95 * 1.5)


def test_several_accounts_in_one_file_each_get_their_own_load(tmp_path: Path) -> None:
    accounts = ("05123456789", "05-12-3456-78-0")
    rows = [f"{account},{moment},{number}" for number, account in enumerate(accounts) for moment in DAY]
    path = table(tmp_path, "電號,時間,kW", rows)
    files = read_loads(path)
    assert [(file.account, file.max_kw, file.intervals) for file in files] == [("05123456789", 0.0, 96), ("05123456780", 1.0, 96)]
    assert read_load(path, ReadingChoices(account="05123456780")).max_kw == 1.0
    with pytest.raises(Refused, match="2 accounts"):
        read_load(path)


def test_a_last_row_of_sums_and_signatures_is_no_reading(tmp_path: Path) -> None:
    rows = [*(f"{moment},5" for moment in DAY), "合計,480", "製表：王小明,"]
    file = read_load(table(tmp_path, "時間,kW", rows))
    assert (file.intervals, file.max_kw, file.findings.passed) == (96, 5.0, 2)


@pytest.mark.parametrize(("off", "minutes"), [(1, 1), (-1, 1), (2, 2)])
def test_times_a_minute_beside_the_quarters_are_moved(tmp_path: Path, off: int, minutes: int) -> None:
    start = MIDNIGHT + dt.timedelta(minutes=15 + off)
    stamps = [(start + dt.timedelta(minutes=15 * number)).strftime("%Y-%m-%d %H:%M") for number in range(96)]
    file = read_load(table(tmp_path, "時間,kW", [f"{stamp},{number}" for number, stamp in enumerate(stamps)]))
    assert (file.stamp, file.intervals, int(file.load.wh[1]), file.findings.snapped) == (Stamp.END, 96, 250, minutes)


def test_intervals_that_end_a_second_early_are_whole(tmp_path: Path) -> None:
    rows = [f"2025-01-01 {clock(minutes + 14)}:59,{number}" for number, minutes in enumerate(QUARTERS)]
    file = read_load(table(tmp_path, "時間,kW", rows))
    assert (file.stamp, file.intervals, int(file.load.wh[1])) == (Stamp.END, 96, 250)


def test_a_running_register_is_differenced_and_said(tmp_path: Path) -> None:
    readings = [1_000_000 + number * 5 for number in range(193)]
    rows = [f"{moment},{reading}" for moment, reading in zip(moments(NEW_YEAR, 3), readings, strict=False)]
    file = read_load(table(tmp_path, "時間,用電度數(kWh)", rows))
    assert (file.findings.register, file.stamp, file.load.first_day, file.intervals) == (True, Stamp.END, NEW_YEAR, 192)
    assert (int(file.load.wh[0]), file.max_kw, file.kwh) == (5000, 20.0, 960.0)
    assert "running register" in told(file)


def test_a_load_that_merely_grows_is_no_register(tmp_path: Path) -> None:
    rows = [f"{moment},{number}" for number, moment in enumerate(DAY)]
    assert not read_load(table(tmp_path, "時間,kWh", rows)).findings.register


def test_a_load_that_is_higher_from_one_day_to_the_next_is_no_register(tmp_path: Path) -> None:
    rows = [f"{moment},{150 + (number >= 96)}" for number, moment in enumerate(moments(NEW_YEAR, 2))]
    assert not read_load(table(tmp_path, "時間,kWh", rows)).findings.register


def test_the_columns_taken_and_left_are_named(tmp_path: Path) -> None:
    path = tmp_path / "load.csv"
    rows = [f"2025-01-01,{clock(minutes + 15)},,,,{minutes},5,7" for minutes in QUARTERS]
    path.write_text("\n".join(["年月日,時分,尖峰,半尖峰,週六半尖峰,離峰,儲冷尖峰,太陽光電", *rows]), encoding="utf-8")
    file = read_load(path)
    assert (file.taken, file.left) == (("尖峰", "半尖峰", "週六半尖峰", "離峰"), ("儲冷尖峰", "太陽光電"))
    assert "not taken: 儲冷尖峰、太陽光電" in told(file)


def test_a_cell_with_a_spreadsheet_s_error_is_a_gap_and_counted(tmp_path: Path) -> None:
    rows = [f"{moment},{'#N/A' if number in (5, 6) else 4}" for number, moment in enumerate(DAY)]
    file = read_load(table(tmp_path, "時間,kW", rows))
    assert (file.load.missing_count, file.findings.errors) == (2, 2)
    assert "2 cells show a spreadsheet's error" in told(file)


@pytest.mark.parametrize("cell", ["1e999", "9" * 400, "1" * 5000, "-1", "inf"])
def test_an_impossible_number_is_refused_with_its_row(tmp_path: Path, cell: str) -> None:
    rows = portal_rows(NEW_YEAR, 1)
    rows[10] = rows[10].rsplit(",", 1)[0] + "," + cell
    with pytest.raises(Refused, match="Row 15"):
        read_load(portal(tmp_path / "load.csv", rows))


def test_a_load_of_one_value_and_one_that_leaps_a_thousandfold_are_doubted(tmp_path: Path) -> None:
    same = read_load(table(tmp_path, "時間,kW", [f"{moment},5" for moment in moments(NEW_YEAR, 2)]))
    assert "All 192 values are the same, 5.0 kW" in told(same)
    rows = [f"{moment},{(5 + n % 7) * (1000 if n >= 96 * 4 else 1)}" for n, moment in enumerate(moments(NEW_YEAR, 8))]
    assert "From 2025-01-05 on" in told(read_load(table(tmp_path, "時間,kW", rows)))
    steady = read_load(table(tmp_path, "時間,kW", [f"{moment},{5 + n % 7}" for n, moment in enumerate(moments(NEW_YEAR, 8))]))
    assert steady.warnings == ()


@given(
    values=st.lists(st.integers(0, 999_999), min_size=96, max_size=96),
    sign=st.sampled_from([";", "\t"]),
    comma=st.booleans(),
    wide=st.booleans(),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "cp950", "utf-16"]),
    heading=st.sampled_from(["用電(kW)", "負載(瓩)", "Power_kW"]),
    time_first=st.booleans(),
    noise=st.lists(st.sampled_from(["", "某某公司用電資料", "列印日期：115/01/05"]), max_size=3),
)
def test_whatever_dress_a_day_s_values_wear_they_come_out(
    tmp_path_factory: pytest.TempPathFactory,
    values: list[int],
    sign: str,
    comma: bool,
    wide: bool,
    encoding: str,
    heading: str,
    time_first: bool,
    noise: list[str],
) -> None:
    def shown(value: int) -> str:
        text = f"{value / 100:.2f}".replace(".", "," if comma else ".")
        return text.translate(str.maketrans("0123456789", "０１２３４５６７８９")) if wide else text

    order = (lambda one, other: (one, other)) if time_first else (lambda one, other: (other, one))
    rows = [sign.join(order(moment, shown(value))) for moment, value in zip(DAY, values, strict=True)]
    path = tmp_path_factory.mktemp("load") / "load.csv"
    path.write_bytes("\r\n".join([*noise, sign.join(order("讀表時間", heading)), *rows]).encode(encoding))
    file = read_load(path)
    assert [int(wh) for wh in file.load.wh] == [(value * 10 * 250 + 500) // 1000 for value in values]


@pytest.mark.parametrize(("begin", "stamp", "first"), [(1, Stamp.END, 2500), (0, Stamp.START, 0)])
@pytest.mark.parametrize("form", ["{}", "第{}時", "{}點"])
def test_the_hours_of_a_day_may_be_counted(tmp_path: Path, form: str, begin: int, stamp: Stamp, first: int) -> None:
    rows = [f"2025-01-0{day},{form.format(hour)},{hour * 10}" for day in (1, 2) for hour in range(begin, begin + 24)]
    file = read_load(table(tmp_path, "date,hour,kWh", rows))
    assert (file.stamp, file.intervals, int(file.load.wh[0]), file.load.first_day) == (stamp, 192, first, NEW_YEAR)


def test_the_quarters_of_a_day_may_be_counted(tmp_path: Path) -> None:
    rows = [f"114/01/0{day},{number},{number}" for day in (1, 2) for number in range(1, 97)]
    file = read_load(table(tmp_path, "日期,時段,kWh", rows))
    assert (file.stamp, file.intervals, file.load.wh[:2].tolist(), int(file.load.wh[95])) == (
        Stamp.END,
        192,
        [1000, 2000],
        96_000,
    )


@pytest.mark.parametrize(
    "heading", ["Date,Quarter,kWh", "日期,序號,用電量(度)", "抄表日,刻,有效電能 kWh", "開會日,編號,kWh", ",,kWh"]
)
def test_a_count_beside_the_day_is_its_time_under_any_heading(tmp_path: Path, heading: str) -> None:
    rows = [f"114/01/0{day},{number},{(number * day) % 37 + 9}" for day in (1, 2) for number in range(1, 97)]
    file = read_load(table(tmp_path, heading, rows))
    assert (file.stamp, file.intervals, file.load.wh[:2].tolist(), file.unit) == (Stamp.END, 192, [10_000, 11_000], Unit.KWH)


@pytest.mark.parametrize("form", ["{:04}", "{}"])
def test_times_without_a_colon_are_read(tmp_path: Path, form: str) -> None:
    rows = [f"M1,2025010{day},{form.format(m // 60 * 100 + m % 60)},{m + 600}" for day in (1, 2) for m in QUARTERS]
    file = read_load(table(tmp_path, "電表,抄表日,抄表時,有效電力 kW", rows))
    assert (file.intervals, file.load.first_day, file.load.kw[:2].tolist()) == (192, NEW_YEAR, [600.0, 615.0])


def test_a_sum_wider_than_the_header_is_passed_over(tmp_path: Path) -> None:
    file = read_load(table(tmp_path, "時間,kWh", [*(f"{moment},5" for moment in DAY), "合計,480,平均,5"]))
    assert (file.intervals, file.findings.passed, int(file.load.wh.sum())) == (96, 1, 480_000)
