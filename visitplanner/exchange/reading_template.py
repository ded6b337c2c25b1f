"""A blank table of monthly readings with one example row, to be filled in Excel."""

from __future__ import annotations

import csv
from pathlib import Path

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.exchange.workbook_writing import write_workbook
from visitplanner.paths import aside

HEADINGS = (
    "電號",
    "年月",
    "尖峰度數",
    "半尖峰度數",
    "週六半尖峰度數",
    "離峰度數",
    "尖峰最高需量(瓩)",
    "半尖峰最高需量(瓩)",
    "週六半尖峰最高需量(瓩)",
    "離峰最高需量(瓩)",
    "功率因數(%)",
    "應繳金額(元)",
    "備註",
)
EXAMPLE = (
    "00-00-0000-00-0",
    "114/07",
    "100000",
    "",
    "15000",
    "90000",
    "480",
    "",
    "300",
    "350",
    "98",
    "",
    "範例，填寫前請刪除本列",
)


def write_reading_template(out: Path) -> Path:
    """Write it by its ending: .xlsx, or .csv in UTF-8 with a byte-order mark, which Excel opens by a double click.

    Refused for another ending.
    """
    if out.suffix.lower() not in (".csv", ".xlsx"):
        raise Refused(
            said("The template is written as .xlsx or .csv."),
            where=said("{file}: ", file=out.name),
            mend=said("Choose a name that ends with .xlsx or .csv."),
            field="out",
        )
    with aside(out) as part:
        if out.suffix.lower() == ".xlsx":
            write_workbook((HEADINGS, EXAMPLE), part)
        else:
            with part.open("w", encoding="utf-8-sig", newline="") as file:
                csv.writer(file).writerows((HEADINGS, EXAMPLE))
    return out
