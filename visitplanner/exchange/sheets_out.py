"""Tables as sheets of an Excel workbook (.xlsx) to be printed and worked on: title, frozen header, filter, widths, print area.

No text ever becomes a formula, a number or a link: whatever a person wrote is written as a text.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

Cell = str | int | Decimal | dt.date | None
FONT = "Microsoft JhengHei"
"""Every Windows with Chinese has it; others put their own in its place."""
INK, GROUND, LINE = "#1F2A37", "#E3ECF7", "#B8C4D3"
A4 = 9
LONGEST_CELL, LONGEST_NAME = 32_767, 31
NO_NAME = "[]:*?/\\"
"""Signs no sheet may bear in its name."""


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """heading; width in signs of half width; form: how Excel shows its numbers, empty for text."""

    heading: str
    width: float = 12
    form: str = ""


WHOLE, THREE_PLACES, PERCENT, DAY = "#,##0", "#,##0.000", '0"%"', "yyyy/mm/dd"


@dataclass(frozen=True, slots=True)
class SheetOut:
    """One sheet. above: lines over the table, the first its title. totals: rows below it, left out of filter and order."""

    name: str
    above: Sequence[str]
    columns: Sequence[SheetColumn]
    rows: Sequence[Sequence[Cell]]
    totals: Sequence[Sequence[Cell]] = ()
    frozen: int = 1


def write_sheets(sheets: Sequence[SheetOut], path: Path, title: str, made_on: dt.date, foot: str = "") -> None:
    """Write them into a file; the same sheets give the same bytes. foot: at the left of each printed page.

    Raises OSError when the file cannot be written.
    """
    page = io.BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = Workbook(page, {**plain, "in_memory": True})
    created = dt.datetime.combine(made_on, dt.time())
    book.set_properties({"title": title, "created": created})
    taken = set[str]()
    for sheet in sheets:
        _write(book, book.add_worksheet(_name(sheet.name, taken)), sheet, foot)
    book.close()
    path.write_bytes(page.getvalue())


def _name(wanted: str, taken: set[str]) -> str:
    plain = "".join("－" if sign in NO_NAME else sign for sign in wanted).strip("'")[:LONGEST_NAME] or "1"
    name, number = plain, 1
    while name.casefold() in taken:
        number += 1
        name = f"{plain[: LONGEST_NAME - 4]} {number}"
    taken.add(name.casefold())
    return name


def _write(book: Workbook, page: Worksheet, sheet: SheetOut, foot: str) -> None:
    base = {"font_name": FONT, "font_size": 10, "font_color": INK, "valign": "vcenter"}
    ruled = {**base, "border": 1, "border_color": LINE}
    head = book.add_format({**ruled, "bold": True, "bg_color": GROUND, "text_wrap": True, "align": "center"})
    for number, line in enumerate(sheet.above):
        page.write_string(
            number, 0, _text(line), book.add_format({**base, "bold": not number, "font_size": 10 if number else 14})
        )
    top = len(sheet.above) + 1 if sheet.above else 0
    page.set_row(top, 32)
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, column.width)
        page.write_string(top, place, _text(column.heading), head)
    _fill(book, page, sheet, top, ruled)
    last_row, last_column = top + len(sheet.rows) + len(sheet.totals), len(sheet.columns) - 1
    page.freeze_panes(top + 1, sheet.frozen)
    page.autofilter(top, 0, top + len(sheet.rows), last_column)
    page.print_area(0, 0, last_row, last_column)
    page.repeat_rows(top)
    page.set_landscape()
    page.set_paper(A4)
    page.fit_to_pages(1, 0)
    page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    page.set_footer(f"&L{foot.replace('&', '&&')}&R&P / &N")


def _fill(book: Workbook, page: Worksheet, sheet: SheetOut, top: int, ruled: dict[str, Any]) -> None:
    made: dict[tuple[str, bool], Format] = {}
    for number, row in enumerate((*sheet.rows, *sheet.totals), 1):
        total = number > len(sheet.rows)
        for place, (column, cell) in enumerate(zip(sheet.columns, row, strict=True)):
            form = DAY if isinstance(cell, dt.date) else "" if isinstance(cell, str) else column.form
            if (form, total) not in made:
                shown = {"num_format": form} if form else {"text_wrap": True}
                made[form, total] = book.add_format({**ruled, **shown, "bold": total, **({"bg_color": GROUND} if total else {})})
            _put(page, top + number, place, cell, made[form, total])


def _put(page: Worksheet, row: int, column: int, cell: Cell, form: Format) -> None:
    if cell is None or cell == "":
        page.write_blank(row, column, None, form)
    elif isinstance(cell, str):
        page.write_string(row, column, _text(cell), form)
    elif isinstance(cell, dt.date):
        page.write_datetime(row, column, dt.datetime.combine(cell, dt.time()), form)
    else:
        page.write_number(row, column, float(cell), form)


def _text(text: str) -> str:
    """What a cell may hold: no half of a sign, no more than Excel opens."""
    return "".join(sign for sign in text if not "\ud800" <= sign <= "\udfff")[:LONGEST_CELL]
