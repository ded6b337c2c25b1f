"""What the register of cases decides: which cases to show, how many are late, which commands a form becomes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from visitplanner.domain.core.messages import Message
from visitplanner.domain.follow_ups.follow_ups import ALLOWED, ORDER, FollowUpState
from visitplanner.domain.staff.staff import Person
from visitplanner.services.core.directory import People
from visitplanner.services.core.ports import Office, Progress, Stop
from visitplanner.services.follow_ups.follow_ups import FollowUpList, FollowUpRow, UpdateFollowUp
from visitplanner.services.follow_ups.register import CaseOrder, CasesOf, RegisterPage
from visitplanner.ui.core.paged_rows import Wanted
from visitplanner.ui.core.session import Owned


@dataclass(frozen=True)
class Register:
    """A part of the register, and the people who may be given a case."""

    page: RegisterPage
    people: Sequence[Person]


class RegisterView(Protocol):
    """What shows the register."""

    def show_register(self, wanted: Wanted, register: Register) -> None:
        """Show the cases that were asked for."""
        ...

    def show_board(self, rows: Sequence[FollowUpRow]) -> None:
        """Show the open cases by state."""
        ...


def next_states(state: FollowUpState) -> list[FollowUpState]:
    """The states a case can be moved to, the present one first."""
    return [state, *(each for each in ORDER if each in ALLOWED[state])]


class FollowUpsPresenter:
    """Asks for parts of the register, and for the people with them."""

    def __init__(self, session: Owned, view: RegisterView, say: Callable[[Message], str]) -> None:
        self._session = session
        self._view = view
        self._say = say

    def ask(self, wanted: Wanted) -> None:
        """Ask for the cases a table wants."""
        sort = CaseOrder(wanted.sort) if wanted.sort else None
        part = CasesOf(wanted.which, wanted.text, sort, wanted.descending, wanted.count, wanted.first, self._say)

        def both(office: Office, _progress: Progress, _stop: Stop) -> Register:
            return Register(office.ask(part), office.ask(People()))

        self._session.work(both, lambda register: self._view.show_register(wanted, register))

    def ask_board(self) -> None:
        """Ask for every open case, for the board."""

        def both(office: Office, _progress: Progress, _stop: Stop) -> list[FollowUpRow]:
            return office.ask(FollowUpList(only_open=True))

        self._session.work(both, self._view.show_board)

    def close(self, row: FollowUpRow) -> None:
        """Close a case that was answered."""
        follow_up = row.follow_up
        self._session.do(UpdateFollowUp(follow_up.id, state=FollowUpState.CLOSED, version=follow_up.version))
