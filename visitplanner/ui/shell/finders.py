"""What Ctrl+K finds besides customers and registers: visits, cases, and what the day holds before anything is typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject

from visitplanner.services.day.visit_search import VisitsFound
from visitplanner.services.follow_ups.follow_ups import FollowUpRow
from visitplanner.services.follow_ups.register import CasesOf, RegisterPage, WhichCases
from visitplanner.services.visits.visits import VisitList, VisitRow
from visitplanner.ui.core.states import visit_day
from visitplanner.ui.pages.desk import Desk
from visitplanner.ui.pages.palette import Finder, Found

MOST = 8
Take = Callable[[Sequence[Found]], None]


def visit_finder(desk: Desk) -> Finder:
    """Visits for Ctrl+K, by whom they are paid to or who leads them."""

    def find(owner: QObject, text: str, take: Take) -> None:
        kind = desk.language.text("Visits")

        def found(rows: Sequence[VisitRow]) -> None:
            take([of_visit(desk, row, kind, text) for row in rows])

        desk.session.of(owner).ask(VisitsFound(text, MOST), found)

    return find


def case_finder(desk: Desk) -> Finder:
    """Cases for Ctrl+K, by any word of theirs."""
    say = desk.language.say

    def find(owner: QObject, text: str, take: Take) -> None:
        def found(page: RegisterPage) -> None:
            take([of_case(desk, row, text) for row in page.rows])

        desk.session.of(owner).ask(CasesOf(WhichCases.ALL, text, limit=MOST, say=say), found)

    return find


def day_finder(desk: Desk) -> Finder:
    """Today's visits, offered before anything is typed."""

    def find(owner: QObject, _text: str, take: Take) -> None:
        kind = desk.language.text("Today's visits")

        def found(rows: Sequence[VisitRow]) -> None:
            take([of_visit(desk, row, kind, "") for row in rows])

        desk.session.of(owner).ask(VisitList(desk.day, desk.day, with_cancelled=False), found)

    return find


def of_visit(desk: Desk, row: VisitRow, kind: str, text: str) -> Found:
    """A visit as Ctrl+K offers it."""
    about = f"{visit_day(row, desk.language)} {row.leader}".strip()
    return Found(row.subject, kind, lambda: desk.go("planning", row.visit.id), text, about=about)


def of_case(desk: Desk, row: FollowUpRow, text: str) -> Found:
    """A case as Ctrl+K offers it."""
    case = row.follow_up
    words = " ".join(case.text.split())
    return Found(words, desk.language.text("Cases"), lambda: desk.go("follow_ups", case.id), text, about=row.subject)
