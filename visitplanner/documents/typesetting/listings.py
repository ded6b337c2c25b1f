"""Tables and columns for paper: hairlines, no zebra, figures to the right."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from reportlab.platypus import Flowable, Table, TableStyle

from visitplanner.documents.typesetting import style
from visitplanner.documents.typesetting.paragraphs import Content, Paragraph, advance, draw_line, lines_of
from visitplanner.documents.typesetting.style import HAIR, LABEL, SECTION, SMALL, SMALL_MUTED, TextStyle

Cell = Content | Flowable


def cell(content: Cell, text: TextStyle) -> Flowable:
    return content if isinstance(content, Flowable) else Paragraph(content, text)


def listing(
    head: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    widths: Sequence[float],
    *,
    right: Collection[int] = (),
    text: TextStyle = SMALL,
    marked: Collection[int] = (),
    headless: bool = False,
) -> Table:
    """A table with a head line. widths: shares of the sheet's width. right: columns of figures. marked: rows on soft ground.
    headless: rows alone, below a head that stands elsewhere."""

    def aligned(column: int, of: TextStyle) -> TextStyle:
        return of.but(align="right") if column in right else of

    cells = [] if headless else [[Paragraph(name, aligned(number, LABEL)) for number, name in enumerate(head)]]
    cells += [[cell(content, aligned(number, text)) for number, content in enumerate(row)] for row in rows]
    looks = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LINEBELOW", (0, 0), (-1, -1), HAIR, style.HAIRLINE),
        *([] if headless else [("LINEBELOW", (0, 0), (-1, 0), HAIR, style.MUTED)]),
        ("TOPPADDING", (0, 0), (-1, -1), 1.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2.0),
        ("LEFTPADDING", (0, 0), (-1, -1), 4),
        ("RIGHTPADDING", (0, 0), (-1, -1), 4),
    ]
    looks += [("BACKGROUND", (0, row + 1), (-1, row + 1), style.SOFT) for row in marked if not headless]
    return Table(cells, colWidths=_points(widths), style=TableStyle(looks))


ASIDE_SIZES = (SMALL_MUTED.size, style.LEAST_SIZE)
"""A remark beside a title is set smaller before it gets a line of its own; it is never cut before that."""


class Section(Flowable):
    """A section's title on the left, a remark in small print on the right of the same line, or below where it has no room."""

    def __init__(self, title: str, aside: str = "") -> None:
        super().__init__()
        self.title = title
        self.aside = aside

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803  (reportlab's names)
        self.width = aW
        self.below = bool(self.aside) and self._beside(aW) is None
        self.height = SECTION.leading + 1.5 + (SMALL_MUTED.leading if self.below else 0.0)
        return aW, self.height

    def draw(self) -> None:
        title = lines_of(self.title, self.width, SECTION.but(most_lines=1))[0]
        draw_line(self.canv, 0, self.height - SECTION.leading + 3.5, title, SECTION.size)
        size = self._beside(self.width)
        if self.aside:
            small = SMALL_MUTED.but(size=size or style.LEAST_SIZE, most_lines=1)
            line = lines_of(self.aside, self.width if self.below else self._room(self.width), small)[0]
            draw_line(self.canv, self.width - advance(line), 5.0, line, small.size)

    def _room(self, width: float) -> float:
        return width - advance(lines_of(self.title, width, SECTION.but(most_lines=1))[0]) - 10

    def _beside(self, width: float) -> float | None:
        """The size at which the remark fits beside the title."""
        room = self._room(width)
        return next((size for size in ASIDE_SIZES if len(lines_of(self.aside, room, SMALL_MUTED.but(size=size))) == 1), None)


def titled(title: str, parts: Sequence[Flowable], aside: str = "") -> Table:
    """A section with its content, over the whole width."""
    return columns([[Section(title, aside), *parts]], (1,))


def facts(rows: Sequence[tuple[str, Cell]], width: float, label_width: float, text: TextStyle = SMALL) -> Table:
    """Names on the left, what they are on the right."""
    cells = [[Paragraph(name, LABEL.but(leading=text.leading)), cell(content, text)] for name, content in rows]
    looks = [*BARE, ("BOTTOMPADDING", (0, 0), (-1, -1), 1.2)]
    return Table(cells, colWidths=[label_width, width - label_width], style=TableStyle(looks))


def columns(parts: Sequence[Sequence[Flowable]], shares: Sequence[float], gap: float = 14.0) -> Table:
    """Stacks of flowables side by side."""
    room = style.WIDTH - gap * (len(parts) - 1)
    widths: list[float] = []
    cells: list[object] = []
    for number, (stack, share) in enumerate(zip(parts, shares, strict=True)):
        if number:
            widths.append(gap)
            cells.append("")
        widths.append(room * share / sum(shares))
        cells.append(list(stack))
    return Table([cells], colWidths=widths, style=TableStyle(BARE))


def boxed(parts: Sequence[Flowable], *, ground: object = None, border: object = None, padding: float = 6.0) -> Table:
    """Flowables in a box over the whole width."""
    looks = [
        ("TOPPADDING", (0, 0), (-1, -1), padding - 1),
        ("BOTTOMPADDING", (0, 0), (-1, -1), padding),
        ("LEFTPADDING", (0, 0), (-1, -1), padding + 2),
        ("RIGHTPADDING", (0, 0), (-1, -1), padding + 2),
    ]
    looks += [("BACKGROUND", (0, 0), (-1, -1), ground)] if ground is not None else []
    looks += [("BOX", (0, 0), (-1, -1), 0.8, border)] if border is not None else []
    return Table([[list(parts)]], colWidths=[style.WIDTH], style=TableStyle(looks))


BARE = [
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("TOPPADDING", (0, 0), (-1, -1), 0),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 0),
]
"""A table that only holds its parts in their places."""


def _points(shares: Sequence[float]) -> list[float]:
    return [style.WIDTH * share / sum(shares) for share in shares]
