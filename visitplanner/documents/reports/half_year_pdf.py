"""The half-year report on A4: key figures, the plan's table with its results, the names behind each figure, 核章 boxes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import TypeVar

from reportlab.platypus import Flowable, Table, TableStyle

from visitplanner.documents.reports.name_block import NameBlock
from visitplanner.documents.reports.words import FigureWords, ListWords, ReportWords, RowWords
from visitplanner.documents.typesetting import style
from visitplanner.documents.typesetting.flow import Group, Run, flow
from visitplanner.documents.typesetting.listings import BARE, Section, boxed, facts
from visitplanner.documents.typesetting.paragraphs import Paragraph, Words
from visitplanner.documents.typesetting.sheets import Foot, Part, write_parts
from visitplanner.documents.typesetting.style import BODY, HAIR, LABEL, SECTION, SMALL, SMALL_MUTED, TITLE
from visitplanner.i18n import Language

T = TypeVar("T")
WIDTHS = (56.0, 60.0, 104.0, 42.0, 42.0)
"""Points of the plan's columns; the results have the rest."""
RESULTS = style.WIDTH - sum(WIDTHS)
VALUE = 62.0
MOST_FIGURES = 6
"""So many of an item stand in one part; the others go on in a further one, which may stand on the next page."""
NAMES_A_BLOCK = 12
BAND = 12.0
"""Points above a section."""


def write_pdf(words: ReportWords, path: Path, language: Language) -> int:
    """Returns the pages; the same words give the same bytes."""
    after = Section(f"{words.kind}　{words.state}", language.text("continued"))
    boxes = boxes_of(words.signed) if words.signed else None
    pages = flow(Run(_opening(words), list(_items(words, language)), after, _head(words), boxes))
    behind = [*_answers(words, language), *_changes(words, language), *_lists(words, language)]
    if behind:
        pages += flow(Run([Section(language.text("Annex"), f"{words.kind}　{words.state}")], behind, after))
    foot = Foot("　｜　".join(part for part in (words.office, words.audience) if part), words.mark)
    return write_parts([Part("", pages, foot)], path, f"{words.title} {words.kind}", language)


class Bookmark(Flowable):
    """A place in the reader's list of contents; takes no room."""

    def __init__(self, title: str, level: int = 0) -> None:
        super().__init__()
        self._title = title
        self._level = level

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803  (reportlab's names)
        return aW, 0.0

    def draw(self) -> None:
        key = f"{self._level}-{self.canv.getPageNumber()}-{self._title}"
        self.canv.bookmarkHorizontal(key, 0, BAND)
        self.canv.addOutlineEntry(self._title, key, self._level, closed=self._level > 0)
        self.canv.showOutline()


def _opening(words: ReportWords) -> list[Flowable]:
    label = Paragraph(words.title, SECTION.but(size=10.0))
    state = Paragraph(words.state, SMALL_MUTED.but(align="right"))
    line = Table([[label, state]], colWidths=[style.WIDTH * 0.66, style.WIDTH * 0.34], style=TableStyle(BARE))
    name = Paragraph(words.kind, TITLE.but(size=17.0, leading=24.0))
    top = Table([[[Bookmark(words.kind), line, name]]], colWidths=[style.WIDTH], style=TableStyle(_TITLE))
    parts: list[Flowable] = [top, facts(words.facts, style.WIDTH, 92.0, SMALL)]
    if words.preamble:
        parts.append(Paragraph(words.preamble, BODY))
    if words.notes:
        told = [Paragraph(one, SMALL.but(color=style.WARN)) for one in words.notes]
        parts.append(boxed(told, border=style.WARN, padding=4))
    parts.append(_summary(words.summary))
    return parts


def _summary(figures: Sequence[FigureWords]) -> Table:
    """The key figures side by side, each below what it is."""
    wide = style.WIDTH / len(figures)
    cells = [
        [Paragraph(one.title, LABEL) for one in figures],
        [Paragraph(_large(one.value), style.FIGURE.but(size=15.0, leading=20.0)) for one in figures],
    ]
    looks = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("BACKGROUND", (0, 0), (-1, -1), style.WASH),
        ("TOPPADDING", (0, 0), (-1, 0), 6),
        ("TOPPADDING", (0, 1), (-1, 1), 0),
        ("BOTTOMPADDING", (0, 0), (-1, 0), 0),
        ("BOTTOMPADDING", (0, 1), (-1, 1), 7),
        ("LEFTPADDING", (0, 0), (-1, -1), 9),
        ("RIGHTPADDING", (0, 0), (-1, -1), 6),
        ("LINEBEFORE", (0, 0), (-1, -1), 1.4, style.ACCENT),
    ]
    return Table(cells, colWidths=[wide] * len(figures), style=TableStyle(looks))


def _large(value: str) -> list[str | Words]:
    """The number in ink, what follows it muted."""
    number, _, rest = value.partition(" ")
    return [Words(number, color=style.ACCENT), Words(f" {rest}", color=style.MUTED)] if rest else [number]


# -- the plan's table ---------------------------------------------------------------------------------------------


def _head(words: ReportWords) -> Table:
    return _grid([Paragraph(one, LABEL.but(color=style.INK, bold=True)) for one in words.heads], ground=True)


def _items(words: ReportWords, language: Language) -> Iterator[Group]:
    """The rows, those of one strategy together; service and strategy stand where they begin, and again on top of a page."""
    before = ""
    for (content, strategy), rows in groupby(words.rows, key=lambda row: (row.content, row.strategy)):
        parts: list[Flowable] = []
        for row in rows:
            parts += _row(row, *((content, strategy) if not parts else ("", "")), known=content == before)
        if content != before:
            parts[0] = _marked(Bookmark(content), parts[0])
        once_more = [Paragraph(one, SMALL_MUTED) for one in (content, strategy)]
        told = Paragraph(language.text("continued"), SMALL_MUTED)
        yield Group(parts, again=_grid([*once_more, told, "", "", ""], ended=False))
        before = content


def _marked(mark: Bookmark, part: Flowable) -> Table:
    return Table([[[mark, part]]], colWidths=[style.WIDTH], style=TableStyle(BARE))


def _row(row: RowWords, content: str, strategy: str, *, known: bool) -> list[Flowable]:
    """A row as parts none of which is high: many figures go on below the others. known: the service stands above already."""
    chunks = list(_batched(row.figures, MOST_FIGURES)) or [()]
    made: list[Flowable] = []
    for place, chunk in enumerate(chunks):
        last = place == len(chunks) - 1
        results: list[Flowable] = [part for one in chunk for part in _result(one)]
        if row.words and last:
            results.append(Paragraph(row.words, SMALL if row.figures else SMALL.but(color=style.MUTED)))
        left = ("", "", "", "", "") if place else (content, strategy, row.measure, row.departments, row.span)
        cells: list[object] = [Paragraph(one, SMALL) for one in left]
        cells[0] = Paragraph(left[0], SMALL_MUTED if known else SMALL.but(bold=True))
        if not place:
            cells[2] = [Paragraph(row.clause, SMALL_MUTED), cells[2]]
        made.append(_grid([*cells, results], begun=not place, ended=last))
    return made


def _result(one: FigureWords) -> list[Flowable]:
    pair = [Paragraph(one.title, SMALL), Paragraph(_value(one), SMALL.but(align="right"))]
    looks = [*BARE, ("LINEBELOW", (0, 0), (-1, -1), 0.25, style.GRID), ("BOTTOMPADDING", (0, 0), (-1, -1), 1.0)]
    room = RESULTS - 8
    made: list[Flowable] = [Table([pair], colWidths=[room - VALUE, VALUE], style=TableStyle(looks))]
    return [*made, Paragraph(one.note, SMALL_MUTED.but(size=8.0, leading=11.0))] if one.note else made


def _value(one: FigureWords | ListWords) -> list[str | Words]:
    """The number bold, what it is out of and its unit muted."""
    if isinstance(one, FigureWords) and not one.known:
        return [Words(one.value, color=style.MUTED)]
    number, _, rest = one.value.partition(" ")
    return [Words(number, bold=True), Words(f" {rest}", color=style.MUTED)]


def _grid(cells: Sequence[object], *, ground: bool = False, begun: bool = True, ended: bool = True) -> Table:
    looks = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("TOPPADDING", (0, 0), (-1, -1), 3.0 if begun else 0.0),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 4.0 if ended else 0.0),
        ("LEFTPADDING", (0, 0), (-1, -1), 4),
        ("RIGHTPADDING", (0, 0), (-1, -1), 4),
    ]
    looks += [("BACKGROUND", (0, 0), (-1, -1), style.SOFT)] if ground else []
    looks += [("LINEBELOW", (0, 0), (-1, -1), HAIR, style.ACCENT if ground else style.MUTED)] if ended else []
    return Table([list(cells)], colWidths=[*WIDTHS, RESULTS], style=TableStyle(looks))


# -- what stands behind it ----------------------------------------------------------------------------------------


def _answers(words: ReportWords, language: Language) -> Iterator[Group]:
    if words.answers:
        title = language.text("How the plan's open questions are read")
        yield Group([_section(title), *(_line(pair, (0.72, 0.28)) for pair in words.answers)], whole=True, gap=BAND)


def _changes(words: ReportWords, language: Language) -> Iterator[Group]:
    if not words.changed:
        return
    parts: list[Flowable] = [_section(language.text("What this edition corrects"))]
    if words.reason:
        parts.append(Paragraph(words.reason, SMALL))
    heads = [language.text(one) for one in ("Clause", "Field", "As issued before", "Now")]
    shares = (0.14, 0.36, 0.25, 0.25)
    head = _line(heads, shares, LABEL)
    yield Group([*parts, head, *(_line(one, shares) for one in words.changed)], again=head, gap=BAND)


def _line(cells: Sequence[str], shares: Sequence[float], text: style.TextStyle = SMALL) -> Table:
    looks = [*BARE, ("LINEBELOW", (0, 0), (-1, -1), HAIR, style.HAIRLINE), ("TOPPADDING", (0, 0), (-1, -1), 1.5),
             ("BOTTOMPADDING", (0, 0), (-1, -1), 2.0), ("RIGHTPADDING", (0, 0), (-1, -1), 6)]  # fmt: skip
    made = [Paragraph(one, text) for one in cells]
    return Table([made], colWidths=[style.WIDTH * share for share in shares], style=TableStyle(looks))


def _lists(words: ReportWords, language: Language) -> Iterator[Group]:
    """The names behind each figure, clause by clause."""
    for number, one in enumerate(words.lists):
        parts: list[Flowable] = []
        if not number:
            parts.append(_section(language.text("Names behind the figures")))
        parts.append(_list_head(one))
        remarked = one.remarked
        parts += [NameBlock(names, remarked=remarked) for names in _batched(one.names, NAMES_A_BLOCK)]
        yield Group(parts, again=_list_head(one, language.text("continued")), gap=8.0 if number else BAND)


def _list_head(one: ListWords, continued: str = "") -> Table:
    title = [Words(f"{one.clause}　", color=style.MUTED), Words(one.title, bold=True), Words(f"　{continued}", color=style.MUTED)]
    cells: list[object] = [[*([] if continued else [Bookmark(f"{one.clause} {one.title}", 1)]), Paragraph(title, SMALL)]]
    looks = [*BARE, ("LINEBELOW", (0, 0), (-1, -1), HAIR, style.ACCENT), ("BOTTOMPADDING", (0, 0), (-1, -1), 2.0)]
    value = Paragraph(_value(one), SMALL.but(align="right"))
    return Table([[*cells, value]], colWidths=[style.WIDTH - 90, 90], style=TableStyle(looks))


def _section(title: str) -> Table:
    return _marked(Bookmark(title), Section(title))


def boxes_of(signed: Sequence[tuple[str, str]]) -> Table:
    """The boxes of 核章, each with who signed it, or room for a seal."""
    names = [Paragraph(name, LABEL.but(align="center")) for name, _who in signed]
    seals = [Paragraph(who, SMALL.but(align="center")) for _name, who in signed]
    looks = [
        ("GRID", (0, 0), (-1, -1), HAIR, style.MUTED),
        ("BACKGROUND", (0, 0), (-1, 0), style.WASH),
        ("VALIGN", (0, 1), (-1, 1), "MIDDLE"),
        ("TOPPADDING", (0, 0), (-1, -1), 1.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 1.5),
    ]
    wide = style.WIDTH / len(names)
    return Table([names, seals], colWidths=[wide] * len(names), rowHeights=[15.0, 36.0], style=TableStyle(looks))


def _batched(some: Sequence[T], most: int) -> Iterator[Sequence[T]]:
    return (some[first : first + most] for first in range(0, len(some), most))


_TITLE = [*BARE, ("LINEBELOW", (0, 0), (-1, -1), 1.4, style.ACCENT), ("BOTTOMPADDING", (0, 0), (-1, -1), 5)]
