"""Files in forms of their own through the whole `import` command: taken with the right values, or told what they lack."""

from __future__ import annotations

import json
import struct
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.cli.lists.test_imports import GOOD, Line, folder, line, listed
from tests.exchange.workbook_files import compound, grid, ods, ods_cell, xls, xlsx

__all__ = ("folder", "line")
PASSWORD = struct.pack("<HH", 0x2F, 6) + bytes(6)
"""The record of an old workbook that is locked."""
HEADING = ("電號", "戶名", "供電電壓", "計費方式", "契約容量", "集團")
ROWS = (
    ("05123456789", "甲電子", "22.8", "二段式時間電價", "1200", "甲集團"),
    ("05123456790", "乙電子", "69kV", "二段式時間電價", "5000", ""),
    ("05123456791", "丙電子", "高壓", "二段式時間電價", "900", ""),
)


def filed(folder: Path, name: str, content: bytes | str) -> Path:
    file = folder.parent / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return file


def groups(line: Line) -> list[str]:
    return [row["group"] or "" for row in sorted(line.ask("customers"), key=lambda row: row["account"])]


def test_a_group_merged_over_three_rows_is_the_group_of_all_three(line: Line, folder: Path) -> None:
    merged = "<mergeCells count='1'><mergeCell ref='F2:F4'/></mergeCells>"
    report = line.ask("import", "customers", filed(folder, "a.xlsx", xlsx(grid((HEADING, *ROWS)), merged)))
    assert (report["accepted"], report["rejected"]) == (3, [])
    assert groups(line) == ["甲集團"] * 3


def test_an_ods_list_is_imported(line: Line, folder: Path) -> None:
    rows = "".join(f"<t:table-row>{''.join(ods_cell(cell) for cell in row)}</t:table-row>" for row in (HEADING, *ROWS))
    assert line.ask("import", "customers", filed(folder, "a.ods", ods(rows)))["accepted"] == 3
    assert groups(line)[0] == "甲集團"


def test_contracts_under_two_rows_of_headings_are_all_taken(line: Line, folder: Path) -> None:
    above = ("電號", "戶名", "供電電壓", "計費方式", "契約容量", "", "", "")
    below = ("", "", "", "", "經常", "半尖峰", "週六半尖峰", "離峰")
    row = ("05123456789", "甲電子", "22.8", "二段式時間電價", "1200", "100", "200", "300")
    merged = "<mergeCells count='1'><mergeCell ref='E1:H1'/></mergeCells>"
    report = line.ask("import", "customers", filed(folder, "a.xlsx", xlsx(grid((above, below, row)), merged)))
    assert (report["accepted"], report["unused_columns"], report["header_row"]) == (1, [], 2)
    assert {"regular_kw", "half_peak_kw", "saturday_kw", "off_peak_kw"} <= report["mapping"].keys()


def test_a_file_with_a_password_is_named_as_such(line: Line, folder: Path) -> None:
    code, _ = line.code("import", "customers", filed(folder, "a.xlsx", compound("EncryptedPackage", b"x" * 5000)), "--json")
    assert code == 1
    assert "密碼" in line.errors


def test_months_side_by_side_are_read_where_something_says_what_they_are(line: Line, folder: Path) -> None:
    line.ask("import", "customers", listed(folder, GOOD))
    text = "電號,戶名,114/01,114/02,114/03\n05123456789,甲電子,1000,x,3000\n"
    code, _ = line.code("import", "readings", filed(folder, "r.csv", text))
    assert code == 1
    assert "看不出 2025-01 至 2025-03" in line.errors and "最高需量" in line.errors
    code, out = line.code("import", "readings", filed(folder, "r.csv", "用電度數\n" + text), "--json", "--skip-rejected")
    report = json.loads(out)
    assert (code, report["accepted"], report["months"]) == (0, 2, 2)
    assert [(fault["row"], fault["column"], fault["value"]) for fault in report["rejected"]] == [(3, "用電度數", "x")]


@pytest.mark.parametrize("column", ["114/01", "114/03", "D"])
def test_what_the_figures_of_months_side_by_side_are_can_be_said(line: Line, folder: Path, column: str) -> None:
    line.ask("import", "customers", listed(folder, GOOD))
    text = "單位：千度\n電號,戶名,114/01,114/02,114/03\n05123456789,甲電子,1000,2000,3000\n"
    file = filed(folder, "r.csv", text)
    assert line.code("import", "readings", file)[0] == 1 and "--map 114/01=kwh_total" in line.errors
    report = line.ask("import", "readings", file, "--map", f"{column}=kwh_total", "--map", "戶名=notes")
    assert (report["accepted"], report["months"], report["mapping"]["notes"]) == (3, 3, "戶名")
    assert report["mapping"]["kwh_total"] == "用電度數(千度)"


def test_english_months_and_full_exponents_are_read(line: Line, folder: Path) -> None:
    line.ask("import", "customers", listed(folder, GOOD))
    text = "電號;年月;用電度數;最高需量\n05-12-3456-78-9;Mar-25;1.0E5;480\n05-12-3456-78-9;Apr-25;1.21E+06;480\n"
    code, out = line.code("import", "readings", filed(folder, "r.csv", text), "--json", "--skip-rejected")
    report = json.loads(out)
    assert (code, report["accepted"], [fault["value"] for fault in report["rejected"]]) == (0, 1, ["1.21E+06"])


def test_the_loads_of_two_accounts_in_one_sheet_go_to_each(line: Line, folder: Path) -> None:
    line.ask("import", "customers", filed(folder, "a.csv", "\n".join(",".join(row) for row in (HEADING, *ROWS))))
    rows = [f"{account},2025-01-01,{hour},{hour}" for account in ("05123456789", "05123456790") for hour in range(1, 25)]
    report = line.ask("import", "load", filed(folder, "l.csv", "電號,日期,hour,kWh\n" + "\n".join(rows) + "\n合計,,,600,,x\n"))
    assert [load["account"] for load in report["loads"]] == ["05123456789", "05123456790"]


def test_unlikely_readings_are_doubted_beside_each_other_and_the_contracts(line: Line, folder: Path) -> None:
    line.ask("import", "customers", filed(folder, "a.csv", "\n".join(",".join(row) for row in (HEADING, *ROWS))))
    months = [
        *((0, month, 100_000, 900) for month in (1, 2, 3)),
        *((1, month, kwh, 4000) for month, kwh in ((1, 900_000), (2, 850_000), (3, 910), (4, 905))),
        *((2, month, kwh, 90_000) for month, kwh in ((1, 60_000_000), (2, 50_000_000))),
    ]
    rows = [f"{ROWS[number][0]},114/{month},{kwh},{kw}" for number, month, kwh, kw in months]
    text = "電號,年月,用電度數,最高需量\n" + "\n".join(rows)
    report = line.ask("--lang", "en", "import", "readings", filed(folder, "r.csv", text))
    told = [(fault["row"], fault["reason"].partition(":")[2].strip()) for fault in report["warnings"]]
    assert told == [
        (2, "are these measured figures?"),
        (7, "is the unit the same?"),
        (10, "is this the right customer?"),
    ]
    assert report["accepted"] == 9


def test_likely_readings_are_not_doubted(line: Line, folder: Path) -> None:
    line.ask("import", "customers", listed(folder, GOOD))
    text = "電號,年月,用電度數,最高需量\n05123456789,114/1,100000,900\n05123456789,114/2,300,950\n05123456789,114/3,0,\n"
    assert line.ask("import", "readings", filed(folder, "r.csv", text))["warnings"] == []


def other_forms(rows: Sequence[Sequence[str]]) -> dict[str, bytes]:
    cells = "".join(f"<t:table-row>{''.join(map(ods_cell, row))}</t:table-row>" for row in rows)
    return {"a.xls": xls(rows), "a.ods": ods(cells), "a.xlsx": xlsx(grid(rows))}


@pytest.mark.parametrize("name", ["a.xls", "a.ods", "a.xlsx"])
def test_every_kind_of_file_is_read_from_every_kind_of_workbook(line: Line, folder: Path, name: str) -> None:
    lists = {
        "customers": (HEADING, *ROWS),
        "staff": (("姓名", "職級", "專業"), ("王大明", "經理", "業務")),
        "visits": (("戶名", "洽訪日期", "領隊"), ("甲電子", "114/03/05", "王大明")),
        "readings": (("電號", "年月", "用電度數"), ("05123456789", "114/03", "7000")),
    }
    for kind, rows in lists.items():
        report = line.ask("import", kind, filed(folder, name, other_forms(rows)[name]))
        assert (kind, report["accepted"], report["rejected"]) == (kind, len(rows) - 1, [])
    load = (("電號", "時間", "kW"), *(("05123456789", f"2025-01-01 {m // 60:02}:{m % 60:02}", "600") for m in range(0, 1440, 15)))
    assert line.ask("import", "load", filed(folder, name, other_forms(load)[name]))["kwh"] == 14400.0


@pytest.mark.parametrize("kind", ["customers", "staff", "visits", "readings", "load"])
def test_a_password_is_named_whatever_is_imported(line: Line, folder: Path, kind: str) -> None:
    for name, content in (("a.xlsx", compound("EncryptedPackage", b"x" * 5000)), ("a.xls", xls((("a",),), first=[PASSWORD]))):
        code, _ = line.code("import", kind, filed(folder, name, content))
        assert (code, "密碼" in line.errors) == (1, True)


@pytest.mark.parametrize("name", ["合計電子股份有限公司", "總計重工", "Sumitomo Taiwan", "小計精密"])
def test_a_customer_called_like_a_sum_is_a_customer(line: Line, folder: Path, name: str) -> None:
    text = f"戶名,電號,供電電壓,計費方式,契約容量\n{name},05123456789,22.8,二段式,1200\n合計 1 戶,1,,,1200\n合計,,,,1200\n"
    report = line.ask("import", "customers", filed(folder, "a.csv", text))
    assert (report["accepted"], [row["row"] for row in report["passed_over"]]) == (1, [3, 4])


def test_rows_passed_over_are_named(line: Line, folder: Path) -> None:
    text = "戶名,電號,供電電壓,計費方式,契約容量\n甲,05123456789,22.8,二段式,1200\n合計,,,,1200\n"
    _, out = line.code("import", "customers", filed(folder, "a.csv", text), "--dry-run")
    assert "第 3 列「合計」" in out


def test_visits_not_held_are_named_as_such_and_never_recorded(line: Line, folder: Path) -> None:
    line.ask("import", "customers", filed(folder, "a.csv", "\n".join(",".join(row) for row in (HEADING, *ROWS))))
    line.ask("import", "staff", filed(folder, "s.csv", "姓名,職級,專業\n王大明,經理,業務\n"))
    heads = "洽訪日期,用戶名稱,主訪人,執行狀況\n"
    rows = "115/1/2,甲電子,王大明,取消\n115/1/2,乙電子,王大明,未完成\n115/1/5,丙電子,王大明,已洽訪\n"
    file = filed(folder, "v.csv", heads + rows)
    for extra in ((), ("--map", "執行狀況=outcome")):
        _, out = line.code("import", "visits", file, "--dry-run", *extra)
        assert "不是資料" not in out and "第 2 列" in out and "未辦理" in out
    line.ask("import", "visits", file)
    kept = sorted((row["subject"], row["state"]) for row in line.ask("visits"))
    assert kept == [("丙電子", "done"), ("乙電子", "booked")]


@pytest.mark.parametrize(
    ("heading", "cell", "kw", "above"),
    [
        ("契約容量(千瓩)", "13", 13_000, ""),
        ("契約容量(MW)", "12.5", 12_500, ""),
        ("契約容量(百瓩)", "13", 1_300, ""),
        ("契約容量(kW)", "1,300", 1_300, ""),
        ("契約容量", "13 MW", 13_000, ""),
        ("契約容量", "1300瓩", 1_300, "單位：千瓩"),
        ("契約容量", "13", 13_000, "單位：千瓩"),
        ("契約容量(瓩)", "1300", 1_300, "單位：千瓩"),
    ],
)
@pytest.mark.parametrize("mapped", [False, True])
def test_the_unit_of_a_contract_is_honoured(
    line: Line, folder: Path, heading: str, cell: str, kw: int, above: str, mapped: bool
) -> None:
    text = f'{above}\n電號,戶名,供電電壓,計費方式,{heading}\n05123456789,甲,22.8,二段式,"{cell}"\n'
    extra = ("--map", f"{heading}=regular_kw") if mapped else ()
    line.ask("import", "customers", filed(folder, "a.csv", text), *extra)
    assert [row["regular_kw"] for row in line.ask("customers")] == [kw]


@pytest.mark.parametrize(("heading", "cell"), [("契約容量(kVA)", "500"), ("契約容量", "500 馬力"), ("契約容量(MW)", "0.00125")])
def test_a_unit_that_is_no_power_is_refused(line: Line, folder: Path, heading: str, cell: str) -> None:
    text = f"電號,戶名,供電電壓,計費方式,{heading}\n05123456789,甲,22.8,二段式,{cell}\n"
    code, _ = line.code("import", "customers", filed(folder, "a.csv", text), "--map", f"{heading}=regular_kw")
    assert code == 1 and line.ask("customers") == []


@pytest.mark.parametrize(("kw", "doubted"), [("1200000", True), ("5", True), ("100", False), ("4800", False), ("50000", False)])
def test_a_contract_that_hardly_goes_with_its_voltage_is_doubted(line: Line, folder: Path, kw: str, doubted: bool) -> None:
    text = f"電號,戶名,供電電壓,計費方式,契約容量\n05123456789,甲,22.8,二段式,{kw}\n"
    report = line.ask("import", "customers", filed(folder, "a.csv", text), "--dry-run")
    assert any("單位對嗎" in fault["reason"] for fault in report["warnings"]) is doubted


def test_a_changed_contract_is_told_from_what_to_what_before_it_is_written(line: Line, folder: Path) -> None:
    text = "電號,戶名,供電電壓,計費方式,契約容量\n05123456789,甲,22.8,二段式,{}\n"
    line.ask("import", "customers", filed(folder, "a.csv", text.format(4800)))
    for kw, told in ((48000, "由 4,800 瓩改為 48,000 瓩"), (5000, "4,800 → 5,000 瓩")):
        again = filed(folder, "b.csv", text.format(kw))
        report = line.ask("import", "customers", again, "--on-duplicate", "update", "--dry-run")
        assert [told in fault["reason"] for fault in report["warnings"]] == [True]


def test_an_impossible_power_factor_is_left_out_and_named_by_its_row(line: Line, folder: Path) -> None:
    line.ask("import", "customers", listed(folder, GOOD))
    text = "電號,年月,用電度數,功率因數\n05123456789,114/1,100000,970\n05123456789,114/2,100000,97\n"
    code, out = line.code("import", "readings", filed(folder, "r.csv", text), "--json")
    report = json.loads(out)
    assert (code, report["accepted"], report["rejected"]) == (0, 2, [])
    told = [(doubt["row"], doubt["column"], doubt["value"]) for doubt in report["warnings"]]
    assert (2, "功率因數", "970") in told and (3, "功率因數", "97") not in told
