"""What Ctrl+K finds besides customers and registers: visits, cases, and what the day holds before anything is typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from PySide6.QtCore import QObject

from visitplanner.i18n import Language
from visitplanner.services.day.visit_search import VisitsFound
from visitplanner.services.follow_ups.follow_ups import FollowUpRow
from visitplanner.services.follow_ups.register import CasesOf, RegisterPage, WhichCases
from visitplanner.services.visits.visits import VisitList, VisitRow
from visitplanner.ui.core import actions
from visitplanner.ui.core.actions import Action
from visitplanner.ui.core.states import visit_day
from visitplanner.ui.pages.desk import Desk, Page
from visitplanner.ui.pages.palette import Finder, Found

MOST, RECENT = 8, 6
"""So many of a kind are found, and so many that were looked at are remembered."""
QUIT, GOING = "quit", "go_"
"""Names of actions: that which ends the program, and how those begin that lead to a page."""
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


def commands_of(every: Sequence[Action], language: Language) -> list[Found]:
    """What can be asked for, as Ctrl+K offers it: pages first, ending the program last."""
    _ = language.text

    def heading(action: Action) -> str:
        if action.name.startswith(GOING):
            return _("Pages")
        return _("End the program") if action.name == QUIT else _("Commands")

    found = [
        Found(
            actions.words(action, language),
            heading(action),
            action.run,
            action.keywords,
            actions.keys(action.shortcut),
            last=action.name == QUIT,
        )
        for action in every
    ]
    return sorted(found, key=lambda each: each.kind != _("Pages"))


class LookedAt:
    """What pages were about: Ctrl+K offers it again. Kept while the window is open, never on the disk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._recent: dict[UUID, Found] = {}

    def at(self, page: Page) -> None:
        """Remember whom a page is about just now, if it is about somebody."""
        subject, chosen = page.subject(), page.chosen_record()
        if subject is None or chosen is None or chosen[0] != subject:
            return
        self._recent.pop(subject, None)
        kind = self._desk.language.text("Looked at last")
        found = Found(chosen[1], kind, lambda: self._desk.go("customers", subject))
        self._recent = dict(list({subject: found, **self._recent}.items())[:RECENT])

    def found(self) -> list[Found]:
        """The last one first."""
        return list(self._recent.values())
