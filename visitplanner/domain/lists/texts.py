"""The text of a cell without what no reader sees: invisible, control and direction signs, doubled blanks, split accents."""

from __future__ import annotations

import re
import unicodedata

INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
"""Left out without a word: they change neither sight nor meaning."""
BLANK_SIGNS = frozenset("\t\n\v\f\r")
CONTROLS = (
    frozenset(
        chr(code)
        for code in (*range(0x20), *range(0x7F, 0xA0), 0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
    )
    - BLANK_SIGNS
)
"""Control and direction signs; they are left out, and the reader of a list says so."""
SURROGATES = range(0xD800, 0xE000)
SIGNS_OUT = dict.fromkeys([*map(ord, INVISIBLE | CONTROLS), *SURROGATES])
ERROR = re.compile(
    r"#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!|NULL!|NUM!|SPILL!|CALC!|FIELD!|BLOCKED!|BUSY!|GETTING_DATA|NODATA|不適用)|Err:\d{3}", re.I
)
"""What a spreadsheet shows where a formula failed (Excel, LibreOffice)."""
SIMPLIFIED = str.maketrans(
    "电户称号编压计费约离统单业区园联络话邮拜访备注职级专长门组责负请间时温报费额总计数值点结开尝读录资数类别项选择处台臺周后费据须",
    "電戶稱號編壓計費約離統單業區園聯絡話郵拜訪備註職級專長門組責負請間時溫報費額總計數值點結開嘗讀錄資數類別項選擇處台台週後費據須",
)
"""Headings in simplified signs read as in traditional ones, 臺 as 台, 周 as 週."""


def tidy(text: str) -> str:
    """Composed (Unicode NFC), without invisible, control and direction signs, with single blanks between words."""
    if not text.isprintable():
        text = text.translate(SIGNS_OUT)
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    return " ".join(text.split())


def plain(text: str) -> str:
    """Tidy and in half-width signs (Unicode NFKC): `１，２５０　瓩` becomes `1,250 瓩`."""
    return tidy(text if text.isascii() else unicodedata.normalize("NFKC", text))


def has_control_signs(text: str) -> bool:
    """Whether `tidy` leaves out something that could mislead: control and direction signs, halves of a sign."""
    return not text.isprintable() and any(sign in CONTROLS or ord(sign) in SURROGATES for sign in text)


def is_error(text: str) -> bool:
    """Whether a spreadsheet shows that a formula failed."""
    return text[:1] in "#E" and ERROR.fullmatch(text.strip()) is not None


def heading_key(heading: str) -> str:
    """A heading without blanks, signs and units, in half-width small traditional letters: `契約容量(瓩)` is `契約容量`."""
    bare = re.sub(r"\((瓩|kw|仟瓦|千瓦|kv|仟伏)\)", "", plain(heading).casefold())
    return re.sub(r"[\W_]+", "", bare).translate(SIMPLIFIED)
