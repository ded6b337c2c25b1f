"""The register of cases in parts, filtered and sorted by the store: what is read is what is shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from visitplanner.domain.core.messages import Message
from visitplanner.domain.core.texts import search_key
from visitplanner.domain.customers.customers import CUSTOMERS, GROUPS, PARKS
from visitplanner.domain.follow_ups import follow_ups as rules
from visitplanner.domain.follow_ups.follow_ups import FOLLOW_UPS, ORDER, STATE_NAMES, FollowUp, FollowUpState
from visitplanner.domain.staff.staff import PEOPLE
from visitplanner.services.calendar.calendar import calendars_of
from visitplanner.services.core.conditions import AnyOf, Condition, Containing, NamedBy, Spelled
from visitplanner.services.core.pages import Behind, Page, Ranked, Sorted, Term
from visitplanner.services.core.work import Work, kept
from visitplanner.services.follow_ups.degrees import degrees, in_turn
from visitplanner.services.follow_ups.follow_ups import FollowUpRow, rows_of


class WhichCases(StrEnum):
    """Which cases the register shows."""

    OPEN = "open"
    OVERDUE = "overdue"
    ALL = "all"


class CaseOrder(StrEnum):
    """By what the register is sorted. AGE: open cases by the working days the office has had them, then the closed ones by the
    day they were raised."""

    STATE = "state"
    TEXT = "text"
    SUBJECT = "subject"
    OWNER = "owner"
    DUE = "due"
    AGE = "age"


TERMS: dict[CaseOrder, Term] = {
    CaseOrder.STATE: Ranked("state", ORDER),
    CaseOrder.TEXT: "text",
    CaseOrder.SUBJECT: Behind("subject_id", (GROUPS, CUSTOMERS, PARKS), "name"),
    CaseOrder.OWNER: Behind("owner_id", (PEOPLE,), "name"),
    CaseOrder.DUE: "due_on",
}
BY_DAY = ("due_on", "raised_on")


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """A part of the register. fitting: how many cases the whole of it has. kept, open, overdue: of all cases."""

    rows: list[FollowUpRow]
    fitting: int
    kept: int
    open: int
    overdue: int


@dataclass(frozen=True)
class CasesOf:
    """Cases in the register's order (overdue, then open, then closed ones), or by one of its columns, nothing last.

    text: only those in which every word is found: in the case, whom it is about, its owner or its state, as `say` names it.
    """

    which: WhichCases = WhichCases.OPEN
    text: str = ""
    sort: CaseOrder | None = None
    descending: bool = False
    limit: int | None = None
    offset: int = 0
    say: Callable[[Message], str] = field(default=str, compare=False)

    def answer(self, work: Work) -> RegisterPage:
        shelf, parts = work.shelf(FOLLOW_UPS), degrees(work.today)
        words: list[Condition] = [_standing_in(work, search_key(word), self.say) for word in self.text.split()]
        wanted = {WhichCases.OVERDUE: parts[:1], WhichCases.OPEN: parts[:2], WhichCases.ALL: parts}[self.which]
        rows = rows_of(work, self._cases(work, wanted, words))
        return RegisterPage(
            rows=rows,
            fitting=Page((), self.limit, self.offset).total(len(rows), lambda: shelf.count(_together(wanted), *words)),
            kept=kept(work, FOLLOW_UPS),
            open=shelf.count(state=rules.OPEN_STATES),
            overdue=shelf.count(parts[0]),
        )

    def _cases(self, work: Work, wanted: list[AnyOf], words: list[Condition]) -> list[FollowUp]:
        if self.sort is None:
            return in_turn(work, wanted, BY_DAY, self.limit, self.offset, words)
        if self.sort is CaseOrder.AGE:
            return self._by_age(work, wanted, words)
        page = Page((Sorted(TERMS[self.sort], self.descending), *BY_DAY), self.limit, self.offset)
        return work.shelf(FOLLOW_UPS).find(_together(wanted), *words, page=page)

    def _by_age(self, work: Work, wanted: list[AnyOf], words: list[Condition]) -> list[FollowUp]:
        """Working days nobody can count in SQL, but open cases are few."""
        calendars = calendars_of(work)
        found = in_turn(work, wanted[:2], BY_DAY, None, 0, words)
        found.sort(key=lambda case: rules.age(case, work.today, calendars), reverse=self.descending)
        part = found[self.offset :][: self.limit]
        left = None if self.limit is None else self.limit - len(part)
        order = ("raised_on",) if self.descending else ("-raised_on",)
        return part + in_turn(work, wanted[2:], order, left, max(0, self.offset - len(found)), words)


def _together(degrees_: Sequence[AnyOf]) -> AnyOf:
    """The cases of any of these degrees: each word is then looked for once."""
    return AnyOf(*(alternative for degree in degrees_ for alternative in degree.alternatives))


def _standing_in(work: Work, key: str, say: Callable[[Message], str]) -> AnyOf:
    """The cases in which a word stands, as the register shows them."""
    named = {"name": Spelled(key)}
    about = ({"subject_id": NamedBy(kind, "id", **named)} for kind in (GROUPS, PARKS))
    states = [state for state in FollowUpState if key in search_key(say(STATE_NAMES[state]))]
    return AnyOf(
        {"subject_id": NamedBy(CUSTOMERS, "id", sought=Containing(key))},
        *about,
        {"owner_id": NamedBy(PEOPLE, "id", **named)},
        {"state": states},
        {"text": Spelled(key)},
    )
