"""The half-year report as an Excel workbook: results, names, notes. Text is written as text: none becomes a formula."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from visitplanner.documents.reports.words import ReportWords
from visitplanner.i18n import Language

FONT = "Microsoft JhengHei"
"""Excel shows its own font for Chinese where this one is missing."""
ACCENT, SOFT, HAIRLINE, MUTED = "#0B5CAD", "#E3EEFA", "#C9D0D8", "#566370"
A4, LANDSCAPE_WIDE = 9, 1
CREATED = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
"""Always the same, so that the same report gives the same file."""
RESULT_WIDTHS = (11, 22, 20, 38, 11, 11, 34, 12, 34)
LIST_WIDTHS = (11, 40, 14, 34, 12, 50)


def write_workbook(words: ReportWords, path: Path, language: Language) -> int:
    """Returns the sheets."""
    options = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False, "in_memory": True}
    whole = io.BytesIO()
    book = xlsxwriter.Workbook(whole, options)
    book.set_properties({"title": f"{words.title} {words.kind}", "subject": words.state, "company": words.office,
                         "created": CREATED.replace(tzinfo=None)})  # fmt: skip
    looks = _looks(book)
    text = language.text
    results = _results(words, language)
    heads = (text("Clause"), *words.heads[:5], text("Result counted"), text("Value"), text("Remark"))
    _table(book, looks, text("Results"), words, heads, results, RESULT_WIDTHS, language)
    if words.lists:
        heads = (text("Clause"), text("Result counted"), text("Value"), text("Name"), text("Day"), text("Remark"))
        rows = [(one.clause, one.title, one.value, name, day, told) for one in words.lists for day, name, told in one.names]
        _table(book, looks, text("Names"), words, heads, rows, LIST_WIDTHS, language)
    _notes(book, looks, words, language)
    book.close()
    path.write_bytes(whole.getvalue())
    return len(book.worksheets())


def _results(words: ReportWords, language: Language) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for row in words.rows:
        plan = (row.clause, row.content, row.strategy, row.measure, row.departments, row.span)
        rows += [(*plan, one.title, one.value, one.note) for one in row.figures]
        if row.words:
            rows.append((*plan, language.text("In words"), "", row.words))
    return rows


def _looks(book: xlsxwriter.Workbook) -> Callable[..., Any]:
    made: dict[tuple[tuple[str, Any], ...], Any] = {}

    def look(**changes: Any) -> Any:
        key = tuple(sorted(changes.items()))
        if key not in made:
            made[key] = book.add_format({"font_name": FONT, "font_size": 10, "valign": "top", **changes})
        return made[key]

    return look


HEAD_ROW = 3


def _table(
    book: xlsxwriter.Workbook,
    looks: Callable[..., Any],
    name: str,
    words: ReportWords,
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[int],
    language: Language,
) -> None:
    """A sheet with title, head, rows; the head is frozen and printed on every page, each column has a filter."""
    sheet = book.add_worksheet(name)
    sheet.hide_gridlines(2)
    _above(sheet, looks, words)
    head = looks(bold=True, bg_color=SOFT, bottom=1, bottom_color=ACCENT, text_wrap=True)
    cell = looks(text_wrap=True, bottom=1, bottom_color=HAIRLINE)
    for column, (title, width) in enumerate(zip(heads, widths, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(HEAD_ROW, column, title, head)
    for at, row in enumerate(rows, HEAD_ROW + 1):
        for column, value in enumerate(row):
            sheet.write_string(at, column, value, cell)
    last = HEAD_ROW + len(rows)
    sheet.freeze_panes(HEAD_ROW + 1, 1)
    sheet.autofilter(HEAD_ROW, 0, max(last, HEAD_ROW), len(heads) - 1)
    sheet.repeat_rows(HEAD_ROW)
    sheet.print_area(0, 0, max(last, HEAD_ROW), len(heads) - 1)
    _page(sheet, words, language)


def _above(sheet: Any, looks: Callable[..., Any], words: ReportWords) -> None:
    sheet.write_string(0, 0, f"{words.title}　{words.kind}", looks(bold=True, font_size=14, font_color=ACCENT))
    told = "　｜　".join(part for part in (words.office, words.state, words.audience, words.mark) if part)
    sheet.write_string(1, 0, told, looks(font_color=MUTED))


def _page(sheet: Any, words: ReportWords, language: Language) -> None:
    sheet.set_paper(A4)
    sheet.set_landscape()
    sheet.fit_to_pages(LANDSCAPE_WIDE, 0)
    sheet.set_margins(left=0.8, right=0.6, top=0.7, bottom=0.8)
    said = words.audience.replace("&", "&&")
    sheet.set_footer(f"&L{said}&R{language.text('page {number}/{pages}', number='&P', pages='&N')}")


def _notes(book: xlsxwriter.Workbook, looks: Callable[..., Any], words: ReportWords, language: Language) -> None:
    """What the figures rest on: facts, notes, open questions, what was corrected, who signed."""
    sheet = book.add_worksheet(language.text("Basis"))
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 54)
    sheet.set_column(1, 3, 40)
    _above(sheet, looks, words)
    name, value = looks(font_color=MUTED, text_wrap=True), looks(text_wrap=True)
    rows: list[Sequence[str]] = [*words.facts, *((one.title, one.value) for one in words.summary)]
    rows += [(language.text("Note"), one) for one in words.notes]
    rows += [(language.text("Preamble"), words.preamble)] if words.preamble else []
    rows += [*words.answers, *words.signed]
    rows += [(language.text("Why it was corrected"), words.reason)] if words.reason else []
    rows += [(f"{clause} {what}", before, after) for clause, what, before, after in words.changed]
    for at, row in enumerate(rows, HEAD_ROW):
        for column, text in enumerate(row):
            sheet.write_string(at, column, text, value if column else name)
    sheet.print_area(0, 0, HEAD_ROW + len(rows), 3)
    _page(sheet, words, language)
