"""What a spreadsheet shows where a formula failed, and what two spellings of a heading have in common."""

from __future__ import annotations

import re

from visitplanner.domain.core.texts import plain

ERROR = re.compile(
    r"#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!|NULL!|NUM!|SPILL!|CALC!|FIELD!|BLOCKED!|BUSY!|GETTING_DATA|NODATA|不適用)|Err:\d{3}", re.I
)
"""What a spreadsheet shows where a formula failed (Excel, LibreOffice)."""
SUM_ROW = re.compile(
    r"^(總計|合計|小計|總數|共計|加總|平均|(?:sub|grand)?total(?:amount|kwh|kw|customers|number.*|of.*)?(?![a-z])|sum(?![a-z])|average(?![a-z]))",
    re.IGNORECASE,
)
SUM_ONLY = re.compile(SUM_ROW.pattern + r"(?:[\W\d]*(?:戶|筆|件|家|列|元|度|kwh|kw|瓩)?[\W\d]*)*$", re.IGNORECASE)
"""A cell that is a sum's word, with a count at most; a customer's name may begin like one."""
NOTE_ROW = re.compile(
    r"^(註\d*[:：.、]|備註\d*[:：]|說明\d*[:：]|附註|※|\*|製表|填表|製作|列印|承辦[:：]|承辦人[:：]|人事[:：]|主任[:：]|會計[:：]|課長[:：]|組長[:：]|覆核|複核|審核|核章|簽章|主管[:：]|"
    r"單位主管|單位[:：]|科長[:：]|處長[:：]|經理[:：]|資料來源|資料日期|更新日期|以下空白|以上資料|第\d+頁|page\d|note|remark|source|prepared)",
    re.IGNORECASE,
)
SIMPLIFIED = str.maketrans(
    "电户称号编压计费约离统单业区园联络话邮拜访备注职级专长门组责负请间时温报费额总计数值点结开尝读录资数类别项选择处台臺周后费据须",
    "電戶稱號編壓計費約離統單業區園聯絡話郵拜訪備註職級專長門組責負請間時溫報費額總計數值點結開嘗讀錄資數類別項選擇處台台週後費據須",
)
"""Headings in simplified signs read as in traditional ones, 臺 as 台, 周 as 週."""
YEAR_IN = re.compile(
    r"(?<!\d)(?:民國\s*)?(1[0-4]\d|9\d|20\d\d)(?=\s*年(?!\s*\d{1,2}\s*月\s*\d{1,2}\s*日))|(?<![\d./-])(20\d\d)(?![\d./-]\d|\d)|^(1[0-4]\d)$"
)
MADE_ON = re.compile(r"\d\s*[-~至到]\s*\d{2,4}\s*年|製表|列印|填表|更新|製作|印表|print|created")


def year_named(text: str) -> int | None:
    """The one year that a title or a name of a sheet or file gives (114年, 114年7月, 2025), as it is written; None for several.

    The day on which a list was made is no year of what stands in it, and from a year to a year is not one.
    """
    shown = plain(text)
    if MADE_ON.search(shown.casefold()):
        return None
    years = {int(next(filter(None, found))) for found in YEAR_IN.findall(shown)}
    return years.pop() if len(years) == 1 else None


PERCENT = "percent"
"""The key of a heading that is a percent sign alone."""


def is_error(text: str) -> bool:
    """Whether a spreadsheet shows that a formula failed."""
    return text[:1] in "#E" and ERROR.fullmatch(text.strip()) is not None


def heading_key(heading: str) -> str:
    """A heading without blanks, signs and units, in half-width small traditional letters: `契約容量(瓩)` is `契約容量`."""
    bare = re.sub(r"\((瓩|kw|仟瓦|千瓦|kv|仟伏)\)", "", plain(heading).casefold())
    key = re.sub(r"[\W_]+", "", bare).translate(SIMPLIFIED)
    return key or (PERCENT if bare.strip() == "%" else "")


REASON_HEADINGS = frozenset(map(heading_key, ("退回原因", "Why it was refused")))
"""The column of reasons, in every language it is written in."""
CONSTANT = re.compile(r"\s*(?:全部|all)\s*[:：]\s*(.*\S)\s*", re.IGNORECASE)
"""What a person says of a whole list, in the place of a heading: `全部:高壓`, `all:HV`."""


def constant_in(heading: str) -> str | None:
    """What holds for all rows, said in the place of a heading; None for a heading."""
    found = CONSTANT.fullmatch(heading)
    return found[1] if found else None


def constant_heading(text: str) -> str:
    """How a value of the whole list stands where others have the heading of a column."""
    return f"全部：{text}"


ADDED = re.compile(r"(?:備註|notes)\s*[(（](.+)[)）]", re.IGNORECASE)
"""A further column for the notes: `備註(樓層)` is the file's column 樓層."""


def is_reason(heading: str) -> bool:
    """Whether a column holds the reasons of an earlier refusal, of which nothing is to be taken."""
    return heading_key(heading) in REASON_HEADINGS


def is_added(heading: str) -> bool:
    return ADDED.fullmatch(heading.strip()) is not None


def adding(heading: str) -> str:
    """The heading under which a further column for the notes is written."""
    return heading if is_added(heading) else f"備註({heading})"


def added_heading(heading: str) -> str:
    """What a further column for the notes was called in the first file."""
    found = ADDED.fullmatch(heading.strip())
    return found[1] if found else heading
