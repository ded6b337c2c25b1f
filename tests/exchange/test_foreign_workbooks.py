"""Workbooks as other programs save them: days counted from 1904, the strict form, reading aids, shared text that is blank."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900

from tests.exchange.workbook_files import text, xlsx
from visitplanner.domain.lists.moments import day_in
from visitplanner.exchange.workbooks import read_workbook

DAYS = (date(2025, 3, 5), date(2025, 11, 20))
NAME = "渚原精密股份有限公司"
OFFICE = '<extLst><ext uri="{140A7094}" xmlns:x15="urn:x15"><x15:workbookPr chartTrackingRefBase="1"/></ext></extLst></workbook>'
STRICT = (
    ("http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main"),
    (
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "http://purl.oclc.org/ooxml/officeDocument/relationships",
    ),
)
READING_AID = (f"<t>{NAME}</t></si>", f'<t>{NAME}</t><rPh sb="0" eb="2"><t>ㄓㄨˇㄩㄢˊ</t></rPh><phoneticPr fontId="0"/></si>')


def saved(epoch: datetime = CALENDAR_WINDOWS_1900, *changes: tuple[str, str]) -> bytes:
    """A list of two customers with the day of their last visit; changes: what another program writes in its parts instead."""
    book = openpyxl.Workbook()
    book.epoch = epoch
    sheet = book.active
    assert sheet is not None
    for row in (("戶名", "上次洽訪日期"), (NAME, DAYS[0]), ("茗川玻璃股份有限公司", DAYS[1])):
        sheet.append(row)
    made, out = io.BytesIO(), io.BytesIO()
    book.save(made)
    with zipfile.ZipFile(made) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for part in before.namelist():
            content = before.read(part).decode()
            for old, new in changes:
                content = content.replace(old, new)
            after.writestr(part, content)
    return out.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        saved(),
        saved(CALENDAR_MAC_1904),
        saved(CALENDAR_MAC_1904, ("</workbook>", OFFICE)),
        saved(CALENDAR_WINDOWS_1900, ("</workbook>", OFFICE)),
        saved(CALENDAR_WINDOWS_1900, *STRICT),
        saved(CALENDAR_WINDOWS_1900, READING_AID),
    ],
    ids=["1900", "1904", "1904 with an extension", "1900 with an extension", "strict", "reading aids"],
)
def test_names_and_days_come_out_as_they_were_seen(content: bytes) -> None:
    (table,) = read_workbook(content, "list.xlsx")
    rows = table.rows[1:]
    assert [row[0] for row in rows] == [NAME, "茗川玻璃股份有限公司"]
    assert tuple(day_in(row[1]).value for row in rows) == DAYS


@pytest.mark.parametrize("blank", ['t="s"><v/>', 't="s"><v></v>', 't="s">'])
def test_shared_text_that_names_nothing_is_blank_and_not_the_first_text(blank: str) -> None:
    (table,) = read_workbook(xlsx({"A1": text("戶名"), "B1": text("集團"), "A2": text("甲"), "B2": blank}), "list.xlsx")
    assert tuple(table.rows[1]) in (("甲",), ("甲", ""))
