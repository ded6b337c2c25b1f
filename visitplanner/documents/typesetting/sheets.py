"""A4 sheets of the office: binding margin, foot line with page x/y, 核章 boxes; the same bytes for the same content."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from reportlab import rl_config
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Table, TableStyle

from visitplanner.documents.typesetting import fonts, style
from visitplanner.documents.typesetting.paragraphs import Paragraph, draw_text
from visitplanner.documents.typesetting.style import HAIR, LABEL, SMALL_MUTED
from visitplanner.i18n import Language

SIGNERS = ("handled by", "section chief", "manager", "deputy director", "director")
"""The 核章 boxes from left to right: 承辦人, 課長, 經理, 副處長, 處長."""

TOO_LITTLE = 1e6
rl_config.useA85 = 0
"""Pages are written as bytes: as letters they would be a quarter larger and take half a second a thousand pages."""


def height_of(flowable: Flowable, width: float = style.WIDTH) -> float:
    """Points the flowable takes in a column of this width."""
    return flowable.wrap(width, TOO_LITTLE)[1]


@dataclass(slots=True)
class Page:
    """Things at their heights: (distance of the upper edge from the top margin, flowable)."""

    placed: list[tuple[float, Flowable]] = field(default_factory=list[tuple[float, Flowable]])

    def place(self, top: float, flowable: Flowable) -> None:
        self.placed.append((top, flowable))


@dataclass(frozen=True, slots=True)
class Foot:
    """What stands at the foot of each page. mark: a word in a box (示範資料), or empty."""

    text: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """Pages that belong together: they count for themselves and have a bookmark by this name. Without a name they have
    only the bookmarks that their flowables make."""

    name: str
    pages: Sequence[Page]
    foot: Foot


def write_pages(pages: Sequence[Page], path: Path, title: str, foot: Foot, language: Language) -> int:
    """Write the pages as one PDF and return how many there are; equal pages give equal bytes."""
    return write_parts([Part(title, pages, foot)], path, title, language)


def write_parts(parts: Sequence[Part], path: Path, title: str, language: Language) -> int:
    """Write the parts one after another as one PDF, each with its bookmark, and return the pages of all."""
    fonts.register()
    canvas = Canvas("", pagesize=A4, invariant=1, lang="zh-TW" if language.code == "zh_TW" else "en", pageCompression=1)
    canvas.setTitle(title)
    canvas.setAuthor("visitplanner")
    canvas.setSubject(parts[0].foot.text if parts else "")
    for place, part in enumerate(parts):
        if part.name:
            canvas.bookmarkPage(f"part{place}")
            canvas.addOutlineEntry(fonts.printable(part.name), f"part{place}", 0)
        for number, page in enumerate(part.pages, 1):
            _draw_page(canvas, page)
            _draw_foot(canvas, part.foot, language.text("page {number}/{pages}", number=number, pages=len(part.pages)))
            canvas.showPage()
    path.write_bytes(canvas.getpdfdata())  # itself it leaves the file open where the disk is full
    return sum(len(part.pages) for part in parts)


def _draw_page(canvas: Canvas, page: Page) -> None:
    for top, flowable in page.placed:
        flowable.wrapOn(canvas, style.WIDTH, TOO_LITTLE)
        flowable.drawOn(canvas, style.LEFT, style.PAGE_HEIGHT - style.TOP - top - height_of(flowable))


def _draw_foot(canvas: Canvas, foot: Foot, number: str) -> None:
    y = style.BOTTOM - 16
    canvas.setStrokeColor(style.HAIRLINE)
    canvas.setLineWidth(HAIR)
    canvas.line(style.LEFT, y + 11, style.LEFT + style.WIDTH, y + 11)
    draw_text(canvas, style.LEFT, y, foot.text, SMALL_MUTED)
    right = style.LEFT + style.WIDTH - draw_text(canvas, style.LEFT + style.WIDTH, y, number, SMALL_MUTED.but(align="right"))
    if foot.mark:
        wide = fonts.width_of(foot.mark, SMALL_MUTED.size, bold=True) + 14
        middle = right - 12 - wide / 2
        canvas.setStrokeColor(style.DANGER)
        canvas.setLineWidth(0.8)
        canvas.rect(middle - wide / 2, y - 4, wide, 12.5, stroke=1, fill=0)
        draw_text(canvas, middle, y - 0.6, foot.mark, SMALL_MUTED.but(bold=True, color=style.DANGER, align="center"))


class SignatureBoxes(Table):
    """核章 boxes over the whole width: the office's ranks above, room for a seal below."""

    def __init__(self, language: Language, height: float = 34.0) -> None:
        names = [Paragraph(language.text(name), LABEL.but(align="center")) for name in SIGNERS]
        super().__init__(
            [names, [""] * len(names)],
            colWidths=[style.WIDTH / len(names)] * len(names),
            rowHeights=[15.0, height],
            style=TableStyle(
                [
                    ("GRID", (0, 0), (-1, -1), HAIR, style.MUTED),
                    ("BACKGROUND", (0, 0), (-1, 0), style.WASH),
                    ("TOPPADDING", (0, 0), (-1, -1), 1.5),
                    ("BOTTOMPADDING", (0, 0), (-1, -1), 1.5),
                ]
            ),
        )


class RuledRoom(Flowable):
    """Room to write by hand: hairlines a thumb's breadth apart, as many as fit into `height`."""

    def __init__(self, height: float, pitch: float = 20.0) -> None:
        super().__init__()
        self.height = height
        self.pitch = pitch

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803  (reportlab's names)
        self.width = aW
        return aW, self.height

    def draw(self) -> None:
        self.canv.setStrokeColor(style.HAIRLINE)
        self.canv.setLineWidth(HAIR)
        y = self.height - self.pitch
        while y >= 0:
            self.canv.line(0, y, self.width, y)
            y -= self.pitch
