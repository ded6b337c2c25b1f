"""Workbooks made part by part for a test: .xlsx cells as XML, a small .xls, a small .ods."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def xlsx(cells: Mapping[str, str], extra: str = "") -> bytes:
    """One sheet, 名單, of cells given as XML without their address: `t="e"><v>#N/A</v>`; extra: XML behind the cells."""
    rows: dict[int, list[str]] = {}
    for place, text in cells.items():
        rows.setdefault(int(place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")), []).append(f'<c r="{place}" {text}</c>')
    data = "".join(f'<row r="{number}">{"".join(row)}</row>' for number, row in sorted(rows.items()))
    parts = {
        "[Content_Types].xml": "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'>"
        "<Default Extension='xml' ContentType='application/xml'/></Types>",
        "_rels/.rels": f"<Relationships xmlns='{PACKAGE}'><Relationship Id='rId1' "
        f"Type='{RELATIONS}/officeDocument' Target='xl/workbook.xml'/></Relationships>",
        "xl/workbook.xml": f"<workbook xmlns='{MAIN}' xmlns:r='{RELATIONS}'><sheets>"
        "<sheet name='名單' sheetId='1' r:id='rId1'/></sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f"<Relationships xmlns='{PACKAGE}'><Relationship Id='rId1' "
        f"Type='{RELATIONS}/worksheet' Target='worksheets/sheet1.xml'/></Relationships>",
        "xl/worksheets/sheet1.xml": f"<worksheet xmlns='{MAIN}'><sheetData>{data}</sheetData>{extra}</worksheet>",
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name, '<?xml version="1.0" encoding="UTF-8"?>\n' + text)
    return out.getvalue()


def text(value: str) -> str:
    """A cell with a text in it, as `xlsx` takes it."""
    return f't="inlineStr"><is><t>{escape(value)}</t></is>'


def grid(rows: Sequence[Sequence[str]]) -> dict[str, str]:
    """Texts by address; blank cells left out."""
    return {
        f"{chr(ord('A') + at)}{number}": text(cell) for number, row in enumerate(rows, 1) for at, cell in enumerate(row) if cell
    }


def xlsx_rows(rows: Sequence[Sequence[str]], extra: str = "") -> bytes:
    """One sheet of texts, row by row."""
    return xlsx(grid(rows), extra)


def ods_rows(rows: Sequence[Sequence[str]]) -> bytes:
    """One sheet of texts, row by row."""
    return ods("".join(f"<t:table-row>{''.join(map(ods_cell, row))}</t:table-row>" for row in rows))


def ods(rows: str) -> bytes:
    """One sheet, 名單, of rows given as XML with the prefixes t (table), o (office) and x (text)."""
    names = "urn:oasis:names:tc:opendocument:xmlns:"
    content = (
        f"<?xml version='1.0'?><o:document-content xmlns:o='{names}office:1.0' xmlns:t='{names}table:1.0' "
        f"xmlns:x='{names}text:1.0'><o:body><o:spreadsheet><t:table t:name='名單'>{rows}</t:table>"
        "</o:spreadsheet></o:body></o:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", content)
    return out.getvalue()


def ods_cell(value: str, more: str = "") -> str:
    return f"<t:table-cell o:value-type='string' {more}><x:p>{escape(value)}</x:p></t:table-cell>"


def _record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def xls(
    rows: Sequence[Sequence[str]],
    merged: Sequence[tuple[int, int, int, int]] = (),
    first: Sequence[bytes] = (),
    records: bytes = b"",
) -> bytes:
    """One sheet of texts in Excel 97's form.

    merged: (row, row, column, column); first: records to begin with; records: further cells.
    """
    kind = struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0)
    name = "名單".encode("utf-16-le")
    start = _record(0x809, kind) + b"".join(first)
    bound = struct.pack("<IBBBB", len(start) + 4 + 8 + len(name) + 4, 0, 0, 2, 1) + name
    sheet = _record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0))
    sheet += _record(0x200, struct.pack("<IIHHH", 0, len(rows), 0, max(map(len, rows)), 0))
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            if cell:
                signs = cell.encode("utf-16-le")
                sheet += _record(0x204, struct.pack("<HHHHB", number, column, 0, len(signs) // 2, 1) + signs)
    sheet += records
    if merged:
        sheet += _record(0xE5, struct.pack("<H", len(merged)) + b"".join(struct.pack("<HHHH", *one) for one in merged))
    return compound("Workbook", start + _record(0x85, bound) + _record(0x0A, b"") + sheet + _record(0x0A, b""))


def compound(name: str, content: bytes) -> bytes:
    """An OLE compound file with one stream."""
    content = content.ljust(max(4096, -(-len(content) // 512) * 512), b"\0")
    sectors = len(content) // 512
    chain = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, 2 + sectors), 0xFFFFFFFE]
    fat = struct.pack(f"<{len(chain)}I", *chain).ljust(512, b"\xff")
    header = (
        OLE
        + bytes(16)
        + struct.pack("<HHHHH6xIIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0)
    )
    header = header.ljust(512, b"\xff")

    def entry(title: str, kind: int, child: int, first: int, size: int) -> bytes:
        signs = title.encode("utf-16-le") + b"\0\0"
        return (
            signs.ljust(64, b"\0")
            + struct.pack("<HBBIII", len(signs), kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child)
            + bytes(36)
            + struct.pack("<IQ", first, size)
        )

    blank = bytes(66) + struct.pack("<BBIII", 0, 1, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF) + bytes(48)
    folder = entry("Root Entry", 5, 1, 0xFFFFFFFE, 0) + entry(name, 2, 0xFFFFFFFF, 2, len(content)) + blank * 2
    return header + fat + folder.ljust(512, b"\0") + content
