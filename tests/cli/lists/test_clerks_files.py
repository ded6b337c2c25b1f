"""Lists and loads in forms that a clerk thought up, through the whole command: each right at the first try, or told."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from tests.cli.lists.test_imports import Line, folder, line
from tests.exchange.workbook_files import ods, ods_cell, xls, xlsx_rows
from visitplanner.exchange.spreadsheets import read_tables

__all__ = ("folder", "line")
WHOLE = ("--map", "全部:高壓=voltage", "--map", "全部:二段式=option")
HEAD = ("電號", "戶名", "契約容量(kW)")
SHEETS = dict[str, Sequence[Sequence[Any]]]


def book(folder: Path, sheets: SHEETS, hidden: Sequence[int] = ()) -> Path:
    whole = Workbook()
    whole.remove(whole.worksheets[0])
    for title, rows in sheets.items():
        sheet = whole.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
        for number in hidden:
            sheet.row_dimensions[number].hidden = True
    file = folder.parent / "clerk.xlsx"
    whole.save(file)
    return file


def text(folder: Path, rows: Sequence[Sequence[Any]]) -> Path:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    file = folder.parent / "clerk.csv"
    file.write_text(out.getvalue(), encoding="utf-8", newline="")
    return file


def kept(line: Line, key: str) -> list[Any]:
    return [row[key] for row in sorted(line.ask("customers"), key=lambda row: row["account"])]


def test_rows_below_the_heading_of_a_township_are_in_it(line: Line, folder: Path) -> None:
    rows = (
        HEAD,
        ("新店區",),
        ("05123456781", "甲廠", 500),
        ("小計", "1戶", 500),
        ("深坑區（共1戶）",),
        ("05123456782", "乙廠", 600),
        ("總計", "2戶", 1100),
    )
    report = line.ask("import", "customers", book(folder, {"分區": rows}), *WHOLE)
    assert (report["accepted"], report["rejected"]) == (2, [])
    assert kept(line, "township") == ["新店區", "深坑區"]
    assert [one["reason"] for one in report["passed_over"] if "區" in one["value"]] == [
        "分區標題：以下各列視為位於新店區。",
        "分區標題：以下各列視為位於深坑區。",
    ]


@pytest.mark.parametrize("heading", ["工業區", "新北市", "備援用戶"])
def test_a_heading_that_is_no_township_gives_none(line: Line, folder: Path, heading: str) -> None:
    line.ask("import", "customers", book(folder, {"分區": (HEAD, (heading,), ("05123456781", "甲廠", 500))}), *WHOLE)
    assert kept(line, "township") == [""]


def test_a_column_of_townships_goes_before_headings_between_the_rows(line: Line, folder: Path) -> None:
    rows = ((*HEAD, "行政區"), ("新店區",), ("05123456781", "甲廠", 500, "坪林區"))
    line.ask("import", "customers", book(folder, {"分區": rows}), *WHOLE)
    assert kept(line, "township") == ["坪林區"]


def test_titles_and_sums_of_printed_pages_are_no_customers(line: Line, folder: Path) -> None:
    rows = (
        ("大用戶清冊　第1頁／共2頁",),
        ("項", *HEAD),
        (1, "05123456781", "甲廠", 500),
        ("", "", "本頁小計", 500),
        ("大用戶清冊　第2頁／共2頁",),
        ("項", *HEAD),
        (2, "05123456782", "乙廠", 700),
        ("", "", "本頁小計", 700),
        ("", "", "總計", 1200),
    )
    report = line.ask("import", "customers", book(folder, {"列印": rows}), *WHOLE)
    assert (report["accepted"], report["rejected"], len(report["passed_over"])) == (2, [], 5)


def test_a_customer_without_an_account_whose_name_ends_like_a_sum_is_still_refused(line: Line, folder: Path) -> None:
    rows = (HEAD, ("05123456781", "甲廠", 500), ("", "大合計算機公司", 500))
    code, _ = line.code("import", "customers", book(folder, {"名單": rows}), *WHOLE)
    assert (code, kept(line, "name")) == (1, [])


def test_hidden_rows_are_taken_and_said(line: Line, folder: Path) -> None:
    rows = (HEAD, ("05123456781", "甲廠", 500), ("05123456782", "乙廠", 600), ("05123456783", "丙廠", 700))
    report = line.ask("import", "customers", book(folder, {"名單": rows}, hidden=[3]), *WHOLE)
    assert report["accepted"] == 3
    assert "有 1 列被隱藏或篩選掉，仍照樣讀入：第 3 列。" in report["notes"]


def test_no_word_of_hidden_rows_that_are_empty_or_not_there(line: Line, folder: Path) -> None:
    rows = (HEAD, ("05123456781", "甲廠", 500))
    report = line.ask("import", "customers", book(folder, {"名單": rows}, hidden=[5, 6]), *WHOLE)
    assert not any("隱藏" in note for note in report["notes"])


def test_rows_hidden_by_a_filter_in_ods_and_xls_are_said_too(tmp_path: Path) -> None:
    cells = "".join(map(ods_cell, ("甲", "乙")))
    rows = f"<t:table-row>{cells}</t:table-row><t:table-row t:visibility='filter'>{cells}</t:table-row>"
    hidden_row = b"\x08\x02\x10\x00" + (1).to_bytes(2, "little") + bytes(10) + b"\x20\x00" + bytes(2)
    for name, content in (("a.ods", ods(rows)), ("a.xls", xls([("甲", "乙"), ("丙", "丁")], records=hidden_row))):
        (tmp_path / name).write_bytes(content)
        (table,) = read_tables(tmp_path / name)
        assert [told.values for told in table.told] == [{"count": 1, "rows": "2"}], name
    (tmp_path / "a.xlsx").write_bytes(xlsx_rows((("甲", "乙"),)))
    assert read_tables(tmp_path / "a.xlsx")[0].told == ()


def test_sheets_of_one_voltage_each_are_read_together(line: Line, folder: Path) -> None:
    head = ("電號", "戶名", "經常契約容量")
    sheets: SHEETS = {
        "特高壓": (("特高壓用戶",), head, ("05123456781", "一號鋼廠", 15000)),
        "高壓": (("高壓用戶",), head, ("05123456782", "二號鋼廠", 900), ("05123456783", "三號鋼廠", "800")),
        "填表說明": (("請依格式填寫",),),
    }
    report = line.ask("import", "customers", book(folder, sheets), "--map", "全部:二段式=option")
    assert (report["accepted"], kept(line, "voltage")) == (3, ["EHV", "HV", "HV"])
    assert "工作表 特高壓、高壓 的欄位相同，已合併讀取；只要讀其中一張請用 --sheet。" in report["notes"]


def test_a_fault_in_sheets_read_together_names_the_sheet(line: Line, folder: Path) -> None:
    head = ("電號", "戶名", "經常契約容量")
    sheets: SHEETS = {"特高壓": (head, ("05123456781", "一號鋼廠", 15000)), "高壓": (head, ("051", "二號鋼廠", 900))}
    code, _ = line.code("import", "customers", book(folder, sheets), "--map", "全部:二段式=option")
    assert code == 1
    assert "第 2 (高壓) 列" in line.errors


def test_sheets_with_other_columns_or_of_other_years_are_asked_about(line: Line, folder: Path) -> None:
    one = (HEAD, ("05123456781", "甲廠", 500))
    other = ((*HEAD, "行政區"), ("05123456782", "乙廠", 500, "新店區"))
    pair: list[SHEETS] = [{"甲": one, "乙": other}, {"113年": one, "114年": one}]
    for sheets in pair:
        code, _ = line.code("import", "customers", book(folder, sheets), *WHOLE)
        assert (code, "--sheet" in line.errors) == (1, True)


def test_readings_of_a_sheet_for_each_year_keep_their_years(line: Line, folder: Path) -> None:
    line.ask("import", "customers", text(folder, (HEAD, ("05123456781", "甲廠", 500))), *WHOLE)
    head = ("月份", "總度數", "最高需量", "電費")
    sheets: SHEETS = {
        f"{year}年": (("甲廠 05-12-3456-78-1",), head, *((f"{m}月", kwh + m, 400, 500_000) for m in (1, 2)), ("合計", 9))
        for year, kwh in ((113, 100_000), (114, 200_000))
    }
    assert line.ask("import", "readings", book(folder, sheets))["accepted"] == 4
    head = ("電號", "年月", "總度數", "最高需量", "電費")
    again = text(
        folder, (head, *(("05123456781", month, kwh, 400, 500_000) for month, kwh in (("113/01", 100_001), ("114/02", 200_002))))
    )
    report = line.ask("import", "readings", again)
    assert (report["duplicates"], report["accepted"], report["warnings"]) == (2, 0, [])


def test_a_list_on_its_side_without_a_voltage_is_turned_too(line: Line, folder: Path) -> None:
    rows = (
        ("電號", "05123456781", "05123456782"),
        ("戶名", "甲廠", "乙廠"),
        ("經常契約(kW)", "500", "600"),
        ("行政區", "新店區", ""),
    )
    assert line.ask("import", "customers", text(folder, rows), *WHOLE)["accepted"] == 2
    assert kept(line, "regular_kw") == [500, 600]


def test_days_with_named_months_and_chinese_numerals_and_blanks_in_figures(line: Line, folder: Path) -> None:
    days = ("5 Mar 2025", "March 5, 2025", "5-Mar-25", "民國一一四年三月五日", "一百一十四年三月五日", "5/Foo/2025")
    rows = [(f"0512345678{n}", f"{n}廠", "1 250", day) for n, day in enumerate(days)]
    report = line.ask("import", "customers", text(folder, ((*HEAD, "上次訪問"), *rows)), *WHOLE)
    assert kept(line, "regular_kw") == [1250] * 6
    assert kept(line, "last_visit") == ["2025-03-05"] * 5 + [None]
    assert [one["row"] for one in report["warnings"]] == [7]


def test_a_load_s_unit_in_its_title_counts_and_a_contract_s_does_not(line: Line, folder: Path) -> None:
    line.ask("import", "customers", text(folder, (HEAD, ("05123456781", "甲廠", 500))), *WHOLE)
    head = ("日期", *(f"{hour}時" for hour in range(1, 25)))
    days = [(f"114年6月{day}日", *[100] * 24) for day in range(1, 8)]
    file = text(folder, (("114年6月逐時用電量（kWh）",), head, *days))
    assert line.ask("import", "load", file, "--account", "05123456781")["kwh"] == 7 * 24 * 100
    code, _ = line.code("import", "load", text(folder, (("契約容量 500（kW）",), head, *days)), "--account", "05123456781")
    assert (code, "--unit" in line.errors) == (1, True)


def test_other_accounts_in_a_load_are_named_when_one_is_taken(line: Line, folder: Path) -> None:
    accounts = ("05123456781", "05123456782")
    line.ask("import", "customers", text(folder, (HEAD, *((a, f"{a[-1]}廠", 500) for a in accounts))), *WHOLE)
    stamps = [dt.datetime.fromisoformat("2025-06-01") + dt.timedelta(minutes=15 * (n + 1)) for n in range(96)]
    rows = [(a, stamp, 100) for a in accounts for stamp in stamps]
    file = text(folder, (("電號", "時間", "需量(kW)"), *rows))
    report = line.ask("import", "load", file, "--account", accounts[0])
    assert "未採用檔案中其他電號的資料：05-12-3456-78-2。" in report["notes"]
    _, out = line.code("import", "load", file, "--dry-run")
    assert "05-12-3456-78-1" in out and "05-12-3456-78-2" in out


def test_a_group_that_takes_the_companys_other_customers_along_is_told(line: Line, folder: Path) -> None:
    head = (*HEAD, "統一編號", "集團")
    rows = [(f"0512345678{n}", f"{n}廠", 500, "04595257", "舊集團") for n in (1, 2, 3)]
    line.ask("import", "customers", text(folder, (head, *rows)), *WHOLE)
    one = (("05123456781", "1廠", 500, "04595257", "新集團"), ("05123456782", "2廠", 500, "04595257", "新集團"))
    report = line.ask("import", "customers", text(folder, (head, *one)), *WHOLE, "--on-duplicate", "update", "--dry-run")
    told = [one["reason"] for one in report["warnings"]]
    assert told == ["整個公司會改屬 新集團，同公司的其他 1 戶也一起改：3廠 05-12-3456-78-3。"] * 2


def test_visits_of_month_and_day_under_a_year_s_title_and_with_their_people(line: Line, folder: Path) -> None:
    line.ask("import", "customers", text(folder, (HEAD, ("05123456781", "甲廠", 500))), *WHOLE)
    line.ask(
        "import",
        "staff",
        text(
            folder, (("Name", "Title", "專業", "Districts"), ("高文彬", "經理", "業務", "新店區"), ("吳佩珊", "專員", "電務", ""))
        ),
    )
    rows = (
        ("114年度訪視一覽",),
        ("月", "日", "用戶", "訪視人員", "用戶反映事項"),
        ("3", "5", "甲廠", "高文彬、吳佩珊", "想調契約"),
    )
    report = line.ask("import", "visits", text(folder, rows))
    assert (report["accepted"], report["unused_columns"]) == (1, [])
    assert "2025-03-05" in str(line.ask("visits", "--from", "2025-03-01", "--to", "2025-03-31"))
