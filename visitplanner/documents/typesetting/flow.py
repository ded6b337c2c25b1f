"""Lists that run over several sheets: heads repeated, groups kept whole, the last line never without the 核章 boxes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.platypus import Flowable

from visitplanner.documents.typesetting import style
from visitplanner.documents.typesetting.sheets import Page, height_of

GAP = 6.0
"""Points between what is not one table."""


@dataclass(frozen=True, slots=True)
class Group:
    """Parts that follow each other without a gap; none of them is ever split, so each must be lower than a page.

    again: stands on top where a page begins within the group. whole: kept on one page if one can hold it; otherwise only the
    first two parts are sure to stay together. gap: points above the group, not at the top of a page.
    """

    parts: Sequence[Flowable]
    again: Flowable | None = None
    whole: bool = False
    gap: float = 0.0


@dataclass(frozen=True, slots=True)
class Run:
    """What is printed. opening: on the first page. continued: on top of the others. head: above the groups, on every page.
    closing: at the foot of the last page, together with the last part."""

    opening: Sequence[Flowable]
    groups: Sequence[Group]
    continued: Flowable
    head: Flowable | None = None
    closing: Flowable | None = None


def flow(run: Run) -> list[Page]:
    """The run on pages."""
    pages = _Pages(run)
    last = run.groups[-1] if run.groups else None
    for group in run.groups:
        pages.add(group, height_of(run.closing) + GAP if run.closing and group is last else 0.0)
    return pages.closed()


class _Pages:
    """The page that is being filled, and how far down it is."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._pages: list[Page] = []
        self._begin(run.opening)

    def _begin(self, top: Sequence[Flowable]) -> None:
        self._pages.append(Page())
        self._at = 0.0
        for part in top:
            self._put(part)
            self._at += GAP
        if self._run.head is not None:
            self._put(self._run.head)
        self._fresh = self._at

    def _put(self, part: Flowable) -> None:
        self._pages[-1].place(self._at, part)
        self._at += height_of(part)

    def _turn(self, again: Flowable | None = None) -> None:
        self._begin([self._run.continued])
        if again is not None:
            self._put(again)
            self._fresh = self._at

    def _fits(self, height: float) -> bool:
        return self._at + height <= style.HEIGHT

    def add(self, group: Group, reserved: float) -> None:
        """Put a group; reserved: points that must be left below its last part."""
        heights = [height_of(part) for part in group.parts]
        if self._at > self._fresh:
            self._at += group.gap
        if group.whole and self._at > self._fresh and not self._fits(sum(heights) + reserved) and self._would_fit(sum(heights)):
            self._turn()
        for number, part in enumerate(group.parts):
            together = heights[number] + (heights[1] if number == 0 and len(heights) > 1 else 0.0)
            ends = number == len(heights) - 1 or (number == 0 and len(heights) == 2)
            if self._at > self._fresh and not self._fits(together + (reserved if ends else 0.0)):
                self._turn(group.again if number else None)
            self._put(part)

    def _would_fit(self, height: float) -> bool:
        """Whether a page of its own would hold so much."""
        run = self._run
        top = height_of(run.continued) + GAP + (height_of(run.head) if run.head is not None else 0.0)
        return top + height <= style.HEIGHT

    def closed(self) -> list[Page]:
        closing = self._run.closing
        if closing is not None:
            if not self._fits(height_of(closing)):
                self._begin([self._run.continued])
            self._pages[-1].place(style.HEIGHT - height_of(closing), closing)
        return self._pages
