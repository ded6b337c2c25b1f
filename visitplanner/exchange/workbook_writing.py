"""A table as an Excel workbook of texts (.xlsx), so that a 電號 keeps its zeros however it is opened."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from visitplanner.domain.lists.tables import letters

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{TYPE}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{TYPE}.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{OFFICE}/officeDocument" '
    'Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="1" sheetId="1" r:id="rId1"/></sheets>'
    "</workbook>",
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}
"""Everything of a package (ECMA-376) but the cells."""
NO_SIGNS = "\ufffe\uffff"


def write_workbook(rows: Iterable[Sequence[str]], path: Path) -> None:
    """One sheet of texts. Raises OSError when the file cannot be written."""
    data = "".join(f'<row r="{number}">{_cells(number, row)}</row>' for number, row in enumerate(rows, 1))
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData>{data}</sheetData></worksheet>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in {**PARTS, "xl/worksheets/sheet1.xml": sheet}.items():
            package.writestr(name, '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + text)


def _cells(number: int, row: Sequence[str]) -> str:
    return "".join(
        f'<c r="{letters(at)}{number}" t="inlineStr"><is><t xml:space="preserve">{escape(_allowed(cell))}</t></is></c>'
        for at, cell in enumerate(row)
        if cell
    )


def _allowed(text: str) -> str:
    """A text without the signs that no XML may hold."""
    return "".join(sign for sign in text if sign in "\t\n\r" or (sign >= " " and sign not in NO_SIGNS and not is_half(sign)))


def is_half(sign: str) -> bool:
    """Whether it is one half of a sign written in two."""
    return "\ud800" <= sign <= "\udfff"
