"""Files nobody should send and everybody does: each by name, made when it is asked for."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable

from tests.exchange.workbook_files import compound, grid, ods, ods_cell, ods_rows, text, xls, xlsx

HEAD = "電號,戶名,電壓,計費方式,契約容量"
ROW = "05123456789,甲,22.8,二段式,1000"
LIST = (HEAD.split(","), ROW.split(","))
LOAD = "時間,用電量(kWh)\r\n"
SHEET = "xl/worksheets/sheet1.xml"
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
BOMB_ROWS = 200_000
REPEATED = "t:number-columns-repeated='999999999'"


def made() -> bytes:
    return xlsx(grid(LIST))


def with_part(name: str, content: bytes, base: bytes | None = None) -> bytes:
    """A workbook in which one part is another."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(base or made())) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            if info.filename != name:
                new.writestr(info.filename, old.read(info))
        new.writestr(name, content)
    return out.getvalue()


def sheet(rows: str, before: str = "") -> bytes:
    return with_part(SHEET, f'<?xml version="1.0"?>{before}<worksheet {MAIN}><sheetData>{rows}</sheetData></worksheet>'.encode())


def laughs() -> bytes:
    entities = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    return sheet('<row r="1"><c r="A1" t="inlineStr"><is><t>&a9;</t></is></c></row>', f"<!DOCTYPE x [{entities}]>")


def outside(place: str) -> bytes:
    entity = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{place}">]>'
    return sheet('<row r="1"><c r="A1" t="inlineStr"><is><t>&e;</t></is></c></row>', entity)


def zip_bomb() -> bytes:
    """Some 200 MB of cells in 200 kB."""
    row = '<row><c t="inlineStr"><is><t>' + "A" * 1000 + "</t></is></c></row>"
    return sheet(row * BOMB_ROWS)


def shared_bomb() -> bytes:
    one = "<si><t>" + "B" * 1_000_000 + "</t></si>"
    return with_part("xl/sharedStrings.xml", f"<sst {MAIN}>{one * 150}</sst>".encode())


def lying_size() -> bytes:
    """The directory says a part is small; unpacked it is not."""
    content = bytearray(sheet("<row/>" * 1_000_000))
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as package:
        size = struct.pack("<I", package.getinfo(SHEET).file_size)
    return bytes(content).replace(size, struct.pack("<I", 1000))


def zipped(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name in names:
            package.writestr(name, "x")
    return out.getvalue()


def named(name: str) -> bytes:
    """A list whose names are this."""
    return f"{HEAD}\r\n{ROW.replace('甲', name)}\r\n".encode()


def quarter_hours(cell: str) -> bytes:
    rows = [f"2026-01-01 00:{15 * n:02},{cell}" for n in range(4)]
    return (LOAD + "\r\n".join(rows)).encode()


FILES: dict[str, Callable[[], bytes]] = {
    # archives and their parts
    "zip bomb.xlsx": zip_bomb,
    "shared strings bomb.xlsx": shared_bomb,
    "lying size.xlsx": lying_size,
    "billion laughs.xlsx": laughs,
    "entity from a file.xlsx": lambda: outside("file:///etc/passwd"),
    "entity from the network.xlsx": lambda: outside("http://127.0.0.1:9/x"),
    "path traversal.xlsx": lambda: zipped("../../evil.txt", "C:\\evil.txt", "CON.txt", "xl/workbook.xml"),
    "twice the same part.xlsx": lambda: made()[:-22] + made(),
    "no sheet.xlsx": lambda: zipped("xl/workbook.xml"),
    "not a workbook.zip": lambda: zipped("word/document.xml"),
    "truncated.xlsx": lambda: made()[: len(made()) // 2],
    "cut by a byte.xlsx": lambda: made()[:-1],
    "only the signature.xlsx": lambda: b"PK\x03\x04",
    "empty.xlsx": lambda: b"",
    "zeros.xlsx": lambda: bytes(100_000),
    "broken xml.xlsx": lambda: sheet("<row><c><v>1</c></row>"),
    "deep xml.xlsx": lambda: sheet("<row>" * 100_000),
    "endless attribute.xlsx": lambda: sheet(f'<row r="{"9" * 1_000_000}"/>'),
    # where cells stand
    "one far cell.xlsx": lambda: xlsx({"XFD1048576": text("x")}),
    "far column.xlsx": lambda: xlsx({**grid(LIST), "XFD1": text("x")}),
    "far row.xlsx": lambda: xlsx({**grid(LIST), "A1048576": text("x")}),
    "beyond the sheet.xlsx": lambda: sheet('<row r="9999999999"><c r="ZZZZZZ9999999999"><v>1</v></c></row>'),
    "row nought.xlsx": lambda: sheet('<row r="0"><c r="A0"><v>1</v></c></row>'),
    "negative row.xlsx": lambda: sheet('<row r="-5"><c r="A-5"><v>1</v></c></row>'),
    "million empty rows.xlsx": lambda: sheet("<row/>" * 1_000_000),
    "merged over all.xlsx": lambda: xlsx(grid(LIST), '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
    "a hundred thousand merges.xlsx": lambda: xlsx(
        grid(LIST), "<mergeCells>" + "".join(f'<mergeCell ref="A{n}:B{n}"/>' for n in range(1, 100_001)) + "</mergeCells>"
    ),
    "shared string without end.xlsx": lambda: sheet('<row r="1"><c r="A1" t="s"><v>99999999</v></c></row>'),
    "style without end.xlsx": lambda: sheet('<row r="1"><c r="A1" s="999999"><v>45000</v></c></row>'),
    # OpenDocument and old Excel
    "repeated rows.ods": lambda: ods(f"<t:table-row t:number-rows-repeated='1048576'>{ods_cell('x')}</t:table-row>"),
    "repeated cells.ods": lambda: ods(f"<t:table-row>{ods_cell('x', REPEATED)}</t:table-row>"),
    "negative repeat.ods": lambda: ods(f"<t:table-row t:number-rows-repeated='-7'>{ods_cell('x')}</t:table-row>"),
    "truncated.ods": lambda: ods_rows(LIST)[:-60],
    "html.xls": lambda: "<html><table><tr><td>電號</td></tr></table></html>".encode(),
    "xml.xls": lambda: b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
    "truncated.xls": lambda: xls(LIST)[:1500],
    "garbled.xls": lambda: xls(LIST)[:520] + bytes(byte ^ 0x5A for byte in xls(LIST)[520:]),
    "other compound.doc": lambda: compound("WordDocument", b"x" * 5000),
    "sectors in a ring.xls": lambda: xls(LIST)[:76] + struct.pack("<I", 2) + xls(LIST)[80:],
    "csv named.xlsx": lambda: (HEAD + "\n" + ROW).encode("cp950"),
    "pdf named.xlsx": lambda: b"%PDF-1.7\n" + bytes(2000),
    # text
    "wrong encoding.csv": lambda: HEAD.encode("shift_jis", "replace") + b"\r\n\x81\xff\xfe",
    "half a sign.csv": lambda: HEAD.encode("cp950")[:-1],
    "private use.csv": lambda: HEAD.encode("cp950") + b"\r\n05123456789,\xfa\x40\xc6\xa1,22.8\r\n",
    "utf-16 without a mark.csv": lambda: HEAD.encode("utf-16-le"),
    "utf-16 cut.csv": lambda: (HEAD + "\n" + ROW).encode("utf-16")[:-1],
    "utf-32.csv": lambda: (HEAD + "\n" + ROW).encode("utf-32"),
    "nul.csv": lambda: b"a,b\r\n1\x00,2\r\n",
    "unclosed.csv": lambda: b'a,b\r\n"1,2\r\n3,4' * 3,
    "cr only.csv": lambda: (HEAD + "\r" + ROW).encode(),
    "twenty thousand columns.csv": lambda: b",".join(b"c%d" % n for n in range(20_000)) + b"\r\n",
    "five million signs in a cell.csv": lambda: b'a\r\n"' + b"x" * 5_000_000 + b'"\r\n',
    "half a million rows.csv": lambda: (ROW + "\n").encode() * 500_000,
    "only separators.csv": lambda: b",,,,\r\n" * 1000,
    "only quotation marks.csv": lambda: b'"' * 100_001,
    "empty.csv": lambda: b"",
    "blanks.csv": lambda: b" \r\n\t\r\n" * 50,
    "control signs.csv": lambda: named("甲\x07\x1b[2J\x7f"),
    "formula.csv": lambda: named("=cmd|' /C calc'!A0"),
    "full-width formula.csv": lambda: named("＝HYPERLINK(“http://x”)"),
    "bidi.csv": lambda: named("甲\u202eslx.exe\u202c"),
    "markup.csv": lambda: named('<a href="file:///etc/passwd"><img src=x></a>'),
    "long name.csv": lambda: named("甲" * 100_000),
    "path name.csv": lambda: named("..\\..\\windows\\system32"),
    "surrogates.csv": lambda: HEAD.encode() + b"\r\n05123456789,\xed\xa0\x80,22.8\r\n",
    # loads
    "nan.csv": lambda: quarter_hours("NaN"),
    "infinite.csv": lambda: quarter_hours("inf"),
    "1e308.csv": lambda: quarter_hours("1e308"),
    "minus 1e308.csv": lambda: quarter_hours("-1e308"),
    "5000 digits.csv": lambda: quarter_hours("9" * 5000),
    "arabic digits.csv": lambda: quarter_hours("١٢"),
    "year nought.csv": lambda: (LOAD + "0000-01-01 00:00,1\r\n").encode(),
    "year 9999.csv": lambda: (LOAD + "9999-12-31 23:45,1\r\n9999-12-31 24:00,1\r\n").encode(),
    "two instants ages apart.csv": lambda: (LOAD + "1912-01-01 00:00,1\r\n2111-12-31 00:00,1\r\n").encode(),
    "29 february.csv": lambda: (LOAD + "2026-02-29 00:00,1\r\n2026-02-30 25:61,1\r\n").encode(),
    # JSON
    "deep.json": lambda: b"[" * 100_000,
    "5000 digits.json": lambda: b'{"a": ' + b"9" * 5000 + b"}",
    "nan.json": lambda: b'{"days": NaN, "needs": Infinity}',
    "twice a key.json": lambda: b'{"days": [], "days": []}',
    "not an object.json": lambda: b'"x"',
    "wrong encoding.json": lambda: '{"姓名": "王"}'.encode("cp950"),
}
