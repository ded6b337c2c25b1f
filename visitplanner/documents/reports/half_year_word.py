"""The half-year report as a Word file: real tables whose heads repeat, fonts named for Chinese and Latin, page x/y."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from copy import deepcopy
from itertools import groupby
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from visitplanner.documents.reports.words import FigureWords, ListWords, ReportWords, RowWords
from visitplanner.i18n import Language

LATIN, CHINESE = "Arial", "Microsoft JhengHei"
ACCENT, MUTED, INK = RGBColor(0x0B, 0x5C, 0xAD), RGBColor(0x56, 0x63, 0x70), RGBColor(0x1C, 0x25, 0x30)
SOFT, HAIRLINE = "E3EEFA", "C9D0D8"
WRITTEN = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
"""No clock: what the report says of its day stands in it."""
WIDTHS = (30, 31, 62, 22, 22, 85)
"""Millimetres of the plan's columns on a sheet that lies across."""
AFTER_BORDERS = tuple(qn(f"w:{name}") for name in ("shd", "tblLayout", "tblCellMar", "tblLook"))
"""What the schema puts behind the borders of a table; Word takes a file in another order for a broken one."""
LIST_WIDTHS = (24, 82, 146)


def write_word(words: ReportWords, path: Path, language: Language) -> int:
    """Returns 1: Word sets the pages."""
    document = Document()
    _styles(document, language)
    _sheet(document, words, language)
    _opening(document, words)
    _items(document, words)
    text = language.text
    _pairs(document, text("How the plan's open questions are read"), words.answers)
    if words.changed:
        _changes(document, words, language)
    if words.lists:
        document.add_heading(text("Names behind the figures"), 1)
        for one in words.lists:
            _list(document, one)
    if words.signed:
        _boxes(document, words)
    document.save(str(path))
    return 1


def _styles(document: Any, language: Language) -> None:
    for name, size, colour, bold in (
        ("Normal", 9.5, INK, False),
        ("Title", 20, INK, True),
        ("Heading 1", 13, ACCENT, True),
        ("Heading 2", 10.5, INK, True),
    ):
        made = document.styles[name]
        made.font.size, made.font.bold, made.font.color.rgb = Pt(size), bold, colour
        _fonts(made.element.get_or_add_rPr(), made.font)
        made.paragraph_format.space_after = Pt(3)
    title = document.styles["Title"]
    title.paragraph_format.space_after = Pt(4)
    for border in title.element.pPr.iter(qn("w:bottom")):
        border.set(qn("w:color"), str(ACCENT))
        border.attrib.pop(qn("w:themeColor"), None)
    language_of = OxmlElement("w:lang")
    language_of.set(qn("w:val"), "en-US")
    language_of.set(qn("w:eastAsia"), "zh-TW")
    document.styles["Normal"].element.get_or_add_rPr().append(language_of)


def _fonts(properties: Any, font: Any) -> None:
    """Name the font of both scripts, or Word takes its own for Chinese."""
    font.name = LATIN
    fonts = properties.get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script, name in (("ascii", LATIN), ("hAnsi", LATIN), ("eastAsia", CHINESE), ("cs", LATIN)):
        fonts.set(qn(f"w:{script}"), name)


def _sheet(document: Any, words: ReportWords, language: Language) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin, section.right_margin, section.top_margin, section.bottom_margin = Mm(25), Mm(20), Mm(18), Mm(18)
    about = document.core_properties
    about.title, about.subject, about.author = f"{words.title} {words.kind}", words.state, words.office or "visitplanner"
    about.created = about.modified = WRITTEN
    about.language = "zh-TW" if language.code == "zh_TW" else "en"
    foot = section.footer.paragraphs[0]
    told = "　｜　".join(part for part in (words.office, words.audience, words.state, words.mark) if part)
    _run(foot, f"{told}　　", muted=True, size=8.5)
    before, between, after = language.text("page {number}/{pages}", number="\0", pages="\1").replace("\1", "\0").split("\0")
    for piece, code in ((before, "PAGE"), (between, "NUMPAGES")):
        _run(foot, piece, muted=True, size=8.5)
        _field(foot, code)
    _run(foot, after, muted=True, size=8.5)


def _field(paragraph: Any, code: str) -> None:
    run = _run(paragraph, "", muted=True, size=8.5)
    for kind in ("begin", None, "end"):
        made = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            made.set(qn("w:fldCharType"), kind)
        else:
            made.text = code
        run._r.append(made)  # the library offers no fields


def _run(paragraph: Any, text: str, *, bold: bool = False, muted: bool = False, size: float = 0.0) -> Any:
    run = paragraph.add_run(text)
    run.bold = bold or None
    if muted:
        run.font.color.rgb = MUTED
    if size:
        run.font.size = Pt(size)
    return run


def _opening(document: Any, words: ReportWords) -> None:
    above = document.add_paragraph()
    run = _run(above, words.title, bold=True)
    run.font.color.rgb = ACCENT
    _run(above, f"　　{words.state}", muted=True)
    document.add_paragraph(words.kind, style="Title")
    table = _table(document, (34, 218), heads=())
    _rows(table, [(name, value) for name, value in words.facts])
    if words.preamble:
        document.add_paragraph(words.preamble)
    for note in words.notes:
        document.add_paragraph(note, style="List Bullet")
    document.add_paragraph()
    told = _table(document, [252 // len(words.summary)] * len(words.summary), heads=[one.title for one in words.summary])
    _rows(told, [[one.value for one in words.summary]], bold=True)
    document.add_paragraph()


def _table(document: Any, widths: Sequence[int], heads: Sequence[str]) -> Any:
    """A table with hairlines and fixed widths; its head, if it has one, is repeated on every page."""
    table = document.add_table(rows=1 if heads else 0, cols=len(widths))
    table.autofit = False
    properties = table._tbl.tblPr
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        edge = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("color", HAIRLINE)):
            edge.set(qn(f"w:{name}"), value)
        borders.append(edge)
    after = next((one for one in properties if one.tag in AFTER_BORDERS), None)
    properties.append(borders) if after is None else after.addprevious(borders)
    for column, width in zip(table._tbl.tblGrid.gridCol_lst, widths, strict=True):
        column.w = Mm(width)
    if heads:
        cells = table.rows[0].cells
        for cell, text, width in zip(cells, heads, widths, strict=True):
            cell.width = Mm(width)
            _run(cell.paragraphs[0], text, bold=True)
            ground = OxmlElement("w:shd")
            for name, value in (("val", "clear"), ("color", "auto"), ("fill", SOFT)):
                ground.set(qn(f"w:{name}"), value)
            cell._tc.get_or_add_tcPr().append(ground)
        _flag(table.rows[0], "w:tblHeader")
    return table


def _flag(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _rows(table: Any, rows: Sequence[Sequence[str]], *, bold: bool = False) -> None:
    """Rows of plain texts: one is made by the library, the others are its copies, for ten thousand would take it hours."""
    if not rows:
        return
    made = table.add_row()
    _flag(made, "w:cantSplit")
    for cell, column in zip(made.cells, table._tbl.tblGrid.gridCol_lst, strict=True):
        cell.width = column.w
        cell.paragraphs[0].paragraph_format.space_after = Pt(1)
        _run(cell.paragraphs[0], " ", bold=bold)
    pattern = made._tr
    for values in rows:
        copy = deepcopy(pattern)
        for place, value in zip(copy.iter(qn("w:t")), values, strict=True):
            place.text = value
            place.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        table._tbl.append(copy)
    table._tbl.remove(pattern)


def _items(document: Any, words: ReportWords) -> None:
    """The plan's table: cells of one service and of one strategy are joined as in the plan."""
    table = _table(document, WIDTHS, words.heads)
    at = 1
    for _content, same in groupby(words.rows, key=lambda row: row.content):
        rows = list(same)
        for row in rows:
            _item(table, row)
        _join(table, 0, at, rows[0].content, len(rows))
        begin = at
        for strategy, ones in groupby(rows, key=lambda row: row.strategy):
            count = len(list(ones))
            _join(table, 1, begin, strategy, count)
            begin += count
        at += len(rows)
    document.add_paragraph()


def _item(table: Any, row: RowWords) -> None:
    made = table.add_row()
    cells = made.cells
    for cell, width in zip(cells, WIDTHS, strict=True):
        cell.width = Mm(width)
    _run(cells[2].paragraphs[0], row.clause, muted=True, size=8.5)
    cells[2].add_paragraph(row.measure)
    cells[3].paragraphs[0].add_run(row.departments)
    cells[4].paragraphs[0].add_run(row.span)
    first = True
    for figure in row.figures:
        _figure(cells[5].paragraphs[0] if first else cells[5].add_paragraph(), figure)
        first = False
    if row.words:
        (cells[5].paragraphs[0] if first else cells[5].add_paragraph()).add_run(row.words)


def _figure(paragraph: Any, figure: FigureWords) -> None:
    paragraph.paragraph_format.space_after = Pt(1)
    _run(paragraph, f"{figure.title}　")
    _run(paragraph, figure.value, bold=True)
    if figure.note:
        _run(paragraph, f"　{figure.note}", muted=True, size=8.5)


def _join(table: Any, column: int, first: int, text: str, count: int) -> None:
    cells = table.columns[column].cells[first : first + count]
    cells[0].paragraphs[0].add_run(text)
    if count > 1:
        cells[0].merge(cells[-1])
        for paragraph in cells[0].paragraphs[1:]:
            paragraph._p.getparent().remove(paragraph._p)


def _pairs(document: Any, title: str, pairs: Sequence[Sequence[str]]) -> None:
    if pairs:
        document.add_heading(title, 1)
        _rows(_table(document, (170, 82), heads=()), pairs)


def _changes(document: Any, words: ReportWords, language: Language) -> None:
    document.add_heading(language.text("What this edition corrects"), 1)
    if words.reason:
        document.add_paragraph(words.reason)
    heads = [language.text(one) for one in ("Clause", "Field", "As issued before", "Now")]
    _rows(_table(document, (32, 90, 65, 65), heads), words.changed)


def _list(document: Any, one: ListWords) -> None:
    document.add_heading(f"{one.clause}　{one.title}　{one.value}", 2)
    _rows(_table(document, LIST_WIDTHS, heads=()), one.names)


def _boxes(document: Any, words: ReportWords) -> None:
    document.add_paragraph()
    table = _table(document, [63] * len(words.signed), heads=[name for name, _who in words.signed])
    _rows(table, [[who for _name, who in words.signed]])
    table.rows[-1].height = Mm(18)
    for row in table.rows:
        for cell in row.cells:
            cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
