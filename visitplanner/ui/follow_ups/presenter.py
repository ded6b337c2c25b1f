"""What the register of cases decides: which cases to show, how many are late, which commands a form becomes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from visitplanner.domain.follow_ups.follow_ups import ALLOWED, ORDER, FollowUpState, is_open
from visitplanner.domain.staff.staff import Person
from visitplanner.services.core.directory import People
from visitplanner.services.core.ports import Office, Progress, Stop
from visitplanner.services.follow_ups.follow_ups import FollowUpList, FollowUpRow, UpdateFollowUp
from visitplanner.ui.core.session import Owned


class WhichCases(StrEnum):
    """Which cases the register shows."""

    OPEN = "open"
    OVERDUE = "overdue"
    ALL = "all"


FILTERS: dict[WhichCases, Callable[[FollowUpRow], bool] | None] = {
    WhichCases.OPEN: lambda row: is_open(row.follow_up),
    WhichCases.OVERDUE: lambda row: row.overdue,
    WhichCases.ALL: None,
}


@dataclass(frozen=True)
class Register:
    """The cases, and the people who may be given one."""

    rows: Sequence[FollowUpRow]
    people: Sequence[Person]

    @property
    def overdue(self) -> int:
        """How many are overdue."""
        return sum(row.overdue for row in self.rows)

    @property
    def open(self) -> int:
        """How many are not closed."""
        return sum(is_open(row.follow_up) for row in self.rows)


class RegisterView(Protocol):
    """What shows a register."""

    def show_register(self, register: Register) -> None:
        """Show this register instead of the one before."""
        ...


def next_states(state: FollowUpState) -> list[FollowUpState]:
    """The states a case can be moved to, the present one first."""
    return [state, *(each for each in ORDER if each in ALLOWED[state])]


class FollowUpsPresenter:
    """subject_ids: only these subjects' cases (a panel of the customer's page); None: the whole register.

    with_closed: ask for closed cases too; of the whole register they are years of them, so only when somebody wants to see them.
    """

    def __init__(self, session: Owned, view: RegisterView, subject_ids: frozenset[UUID] | None = None) -> None:
        self._session = session
        self._view = view
        self._subject_ids = subject_ids
        self.with_closed = subject_ids is not None

    def refresh(self) -> None:
        """Ask for cases and people again."""
        query = FollowUpList(only_open=not self.with_closed, subject_ids=self._subject_ids)

        def both(office: Office, _progress: Progress, _stop: Stop) -> Register:
            """One closed case tells “none fits” from “none yet”."""
            return Register(
                office.ask(query) or office.ask(FollowUpList(subject_ids=self._subject_ids, limit=1)), office.ask(People())
            )

        self._session.work(both, self._view.show_register)

    def close(self, row: FollowUpRow) -> None:
        """Close a case that was answered."""
        follow_up = row.follow_up
        self._session.do(UpdateFollowUp(follow_up.id, state=FollowUpState.CLOSED, version=follow_up.version))
