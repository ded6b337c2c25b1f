"""Customer lists as offices keep them, each with what is right of it; every front end is held to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.exchange.workbook_files import compound, ods_rows, xls, xlsx_rows

HEADING = ("電號", "戶名", "供電電壓", "計費方式", "契約容量")
ROWS = (
    ("05123456789", "甲電子股份有限公司", "22.8", "二段式時間電價", "1200"),
    ("05123456790", "乙食品股份有限公司", "22.8", "二段式時間電價", "900"),
    ("05123456781", "丙紙業股份有限公司", "22.8", "二段式時間電價", "5000"),
)
FIRST, SECOND, THIRD = (row[0] for row in ROWS)
Found = Mapping[str, Mapping[str, Any]]
ALL: Found = {FIRST: {"regular_kw": 1200}, SECOND: {"regular_kw": 900}, THIRD: {"regular_kw": 5000}}
FOUR = {"regular_kw": 1200, "half_peak_kw": 300, "saturday_kw": 200, "off_peak_kw": 100}


@dataclass(frozen=True)
class ListSample:
    """A file and what is right of it.

    customers: by account what is kept, by the names of the command line's JSON; contacts as (name, telephone). doubted, refused:
    (row, text of the cell). unused: filled cells by heading. passed: rows that are no data. says: words told of the whole list.
    whole: words the file is refused with.
    """

    name: str
    content: bytes
    customers: Found = field(default_factory=lambda: ALL)
    file: str = "list.csv"
    doubted: tuple[tuple[int, str], ...] = ()
    refused: tuple[tuple[int, str], ...] = ()
    unused: Mapping[str, int] = field(default_factory=dict[str, int])
    passed: int = 0
    says: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()


def quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if set(cell) & set(',"\n;') else cell


def csv(*rows: Sequence[str], sign: str = ",") -> bytes:
    return ("\r\n".join(sign.join(map(quoted if sign == "," else str, row)) for row in rows) + "\r\n").encode("utf-8-sig")


def beside(heading: str, *cells: str) -> bytes:
    """The list with a further column."""
    return csv((*HEADING, heading), *((*row, cell) for row, cell in zip(ROWS, cells, strict=True)))


def first_with(**values: Any) -> Found:
    return {FIRST: values, SECOND: {}, THIRD: {}}


def merged_groups() -> bytes:
    rows = ((*HEADING, "集團"), (*ROWS[0], "甲集團"), (*ROWS[1], ""), (*ROWS[2], ""))
    return xlsx_rows(rows, "<mergeCells count='1'><mergeCell ref='F2:F4'/></mergeCells>")


def two_rows_of_headings() -> bytes:
    above = (*HEADING, "", "", "")
    below = ("", "", "", "", "經常", "半尖峰", "週六半尖峰", "離峰")
    return xlsx_rows(
        (above, below, (*ROWS[0], "300", "200", "100")), "<mergeCells count='1'><mergeCell ref='E1:H1'/></mergeCells>"
    )


def four_columns(form: str) -> bytes:
    names = (form.format(name) for name in ("經常", "半尖峰", "週六半尖峰", "離峰"))
    return csv((*HEADING[:4], *names), (*ROWS[0], "300", "200", "100"))


def with_notes() -> bytes:
    """Titles and remarks above, a sum, a note and signatures below."""
    above = (("某區處大用戶名冊",), ("製表日期：115/01/05", "", "單位：瓩"), ("",))
    below = (("合計", "3 戶", "", "", "7100"), ("註：不含低壓用戶",), ("製表：王小明", "", "覆核：李", "", "主管：陳"))
    return csv(*above, HEADING, *ROWS, *below)


def on_its_side(capacity: str) -> bytes:
    rows = (ROWS[0], (*ROWS[1][:4], capacity), ROWS[2])
    return csv(*zip(HEADING, *rows, strict=True))


def in_semicolons() -> bytes:
    """Figures with commas between semicolons; more commas than semicolons."""
    rows = ((*row, "1,234,567,890", "12,345,678,901") for row in ROWS)
    return csv((*HEADING, "去年用電", "前年用電"), *rows, sign=";")


WHOLE = (HEADING, *ROWS)
NOTES = ((9, "註：不含低壓用戶"), (10, "製表：王小明"))
"""Rows that are no data and say something: they are pointed out."""
SAMPLES = (
    ListSample("a group merged over three rows", merged_groups(), {account: {"group": "甲集團"} for account in ALL}, "list.xlsx"),
    ListSample("a heading over two rows", two_rows_of_headings(), {FIRST: FOUR}, "list.xlsx"),
    *(
        ListSample(form.format("週六半尖峰"), four_columns(form), {FIRST: FOUR})
        for form in ("契約容量-{}", "{}契約容量", "契約容量（{}）", "契約容量\n{}")
    ),
    ListSample(
        "headings with a line break",
        csv((*HEADING[:4], "契約\n容量", "上次\n洽訪\n日期"), *((*row, "114/3/7") for row in ROWS)),
        {account: {**known, "last_visit": "2025-03-07"} for account, known in ALL.items()},
    ),
    ListSample("地區", beside("地區", "板橋區", "", ""), first_with(township="板橋區")),
    ListSample("最近訪視日", beside("最近訪視日", "114/3/7", "", ""), first_with(last_visit="2025-03-07")),
    ListSample("上次訪問", beside("上次訪問", "114年3月7日", "", ""), first_with(last_visit="2025-03-07")),
    ListSample("承辦人", beside("承辦人", "王小明", "李大同", ""), unused={"承辦人": 2}),
    ListSample(
        "a second contact",
        csv(
            (*HEADING, "聯絡人", "電話", "聯絡人", "電話"),
            (*ROWS[0], "陳廠長", "02-2550-1111", "林課長", "02-2550-2222"),
        ),
        {FIRST: {"contacts": [("林課長", "02-2550-2222"), ("陳廠長", "02-2550-1111")]}},
    ),
    ListSample(".xls", xls(WHOLE), file="list.xls"),
    ListSample(".ods", ods_rows(WHOLE), file="list.ods"),
    ListSample("a password", compound("EncryptedPackage", b"x" * 5000), file="list.xlsx", whole=("密碼",)),
    ListSample(
        "經常1500/離峰300", csv(HEADING, (*ROWS[0][:4], "經常1500/離峰300")), {FIRST: {"regular_kw": 1500, "off_peak_kw": 300}}
    ),
    ListSample("an apostrophe before the account", csv(HEADING, *(("'" + row[0], *row[1:]) for row in ROWS))),
    ListSample("a date as serial number", beside("上次洽訪日期", "45721", "", ""), first_with(last_visit="2025-03-05")),
    *(
        ListSample(f"the date {text}", beside("上次洽訪日期", text, "", ""), first_with(last_visit="None"), doubted=((2, text),))
        for text in ("2025.3", "114年")
    ),
    ListSample("an optional cell that cannot be read", beside("統一編號", "1234", "", ""), doubted=((2, "1234"),)),
    ListSample(
        "rows without what obliges",
        csv(HEADING, ROWS[0], ("", *ROWS[1][1:]), (*ROWS[2][:4], "")),
        {FIRST: {"regular_kw": 1200}},
        refused=((3, ""), (4, "")),
    ),
    ListSample(
        "columns nobody knows",
        csv((*HEADING, "變壓器容量(kVA)", "空欄", "等級"), (*ROWS[0], "2000", "", "甲"), (*ROWS[1], "3000", "", "")),
        {FIRST: {"regular_kw": 1200}, SECOND: {"regular_kw": 900}},
        unused={"變壓器容量(kVA)": 2, "等級": 1},
    ),
    ListSample("contracts 2 to 4 missing at all", csv(*WHOLE), says=("只知道經常契約",)),
    ListSample("totals, signatures and notes", with_notes(), passed=3, doubted=NOTES),
    ListSample("a list on its side", on_its_side("900"), says=("橫",)),
    ListSample(
        "a list on its side with a cell to mend",
        on_its_side("九百"),
        {FIRST: {"regular_kw": 1200}, THIRD: {"regular_kw": 5000}},
        refused=((3, "九百"),),
    ),
    ListSample("1,234,567 between semicolons", in_semicolons(), unused={"去年用電": 3, "前年用電": 3}),
)
"""Every sample of a list that was seen to fail."""
