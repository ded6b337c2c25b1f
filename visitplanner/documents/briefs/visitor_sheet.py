"""The visitor's sheet: one A4 page that a colleague grasps in the car, with room to write."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace

from reportlab.platypus import Flowable

from visitplanner.documents.briefs.visitor_parts import Density, Parts, case_table
from visitplanner.documents.typesetting import style
from visitplanner.documents.typesetting.listings import Section
from visitplanner.documents.typesetting.sheets import Page, RuledRoom, SignatureBoxes, height_of
from visitplanner.i18n import Language
from visitplanner.services.follow_ups.follow_ups import FollowUpRow
from visitplanner.services.papers.briefs import Brief

GAP = 6.0
ROWS_OVERLEAF, LINES_OVERLEAF = 40, 2
LINES, PITCH = 6, 20.0
LEAST_ROOM = LINES * PITCH
"""Points for notes: six lines to write on."""

DENSITIES = (
    Density(),
    Density(topics=8),
    Density(topics=6, findings=4),
    Density(issues=5, topics=6, findings=3, visits=2),
    Density(issues=5, topics=4, findings=3, sites=5, visits=2),
    Density(issues=4, topics=4, findings=2, text_lines=1, sites=4, visits=2),
    Density(issues=3, topics=4, findings=2, text_lines=1, sites=4, visits=1),
    Density(issues=2, topics=4, findings=2, text_lines=1, sites=3, visits=1, contacts=3),
    Density(issues=0, topics=4, findings=1, text_lines=1, sites=3, contacts=2, visits=1),
    Density(issues=0, topics=2, findings=1, text_lines=1, sites=2, contacts=1, visits=1),
)
"""From roomy to tight; the first in which everything fits is taken."""


@dataclass(frozen=True, slots=True)
class _Laid:
    """Parts from top to bottom, the height they take with the gaps between them, and the cases left for the next page."""

    parts: list[Flowable]
    height: float
    overleaf: tuple[FollowUpRow, ...]


def visitor_pages(brief: Brief, language: Language) -> list[Page]:
    """The sheet, and overdue cases overleaf when they alone fill it."""
    signatures = SignatureBoxes(language)
    free = style.HEIGHT - height_of(signatures) - GAP
    laid = _densest(brief, language, free - LEAST_ROOM)
    page, top = Page(), 0.0
    for part in laid.parts:
        page.place(top, part)
        top += height_of(part) + GAP
    page.place(top - GAP, RuledRoom(max(0.0, free - top + GAP), PITCH))
    page.place(style.HEIGHT - height_of(signatures), signatures)
    return [page, *_overleaf(laid, brief, language)]


def _densest(brief: Brief, language: Language, room: float) -> _Laid:
    """The roomiest arrangement that fits. When all overdue cases do not fit even in the tightest, the last ones go overleaf."""
    for density in DENSITIES:
        laid = _lay(brief, language, density)
        if laid.height <= room:
            return laid
    tightest = DENSITIES[-1]
    most = bisect_left(
        range(1, len(brief.overdue) + 1),
        True,
        key=lambda shown: _lay(brief, language, replace(tightest, overdue=shown)).height > room,
    )
    return _lay(brief, language, replace(tightest, overdue=most))


def _lay(brief: Brief, language: Language, density: Density) -> _Laid:
    parts = Parts(brief, language, density)
    laid = [*parts.all(), parts.notes_heading()]
    shown = len(brief.overdue) if density.overdue is None else density.overdue
    return _Laid(laid, sum(height_of(part) + GAP for part in laid) - GAP, brief.overdue[shown:])


def _overleaf(laid: _Laid, brief: Brief, language: Language) -> list[Page]:
    """The overdue cases for which the first page had no room."""
    pages: list[Page] = []
    left = list(laid.overleaf)
    while left:
        heading = Section(language.text("more overdue cases"), brief.name)
        top = height_of(heading) + GAP
        count = next(
            count
            for count in range(min(len(left), ROWS_OVERLEAF), 0, -1)
            if count == 1 or height_of(case_table(left[:count], language, LINES_OVERLEAF)) <= style.HEIGHT - top
        )
        pages.append(Page([(0.0, heading), (top, case_table(left[:count], language, LINES_OVERLEAF))]))
        left = left[count:]
    return pages
