"""What the settings decide: what to ask, which command a change becomes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from uuid import UUID

from visitplanner.domain.calendar.working_days import Calendar
from visitplanner.domain.core.errors import Refused, Unknown
from visitplanner.domain.programme.programme import Choices, Programme
from visitplanner.services.calendar.calendar import (
    CalendarClashes,
    CalendarImported,
    CalendarOf,
    CalendarYear,
    ImportCalendar,
    RemoveClosure,
    VisitOnDayOff,
)
from visitplanner.services.core.journal import ImportHistory, RevertChanges
from visitplanner.services.core.outcome import Outcome
from visitplanner.services.core.ports import Backup, Office, Progress, Stop
from visitplanner.services.core.work import ChangeSet
from visitplanner.services.handovers.substitutes import Substitution, Substitutions
from visitplanner.services.planning.office_norms import PracticeFacts, PracticeIn
from visitplanner.services.planning.weights import Weights, WeightsInForce
from visitplanner.services.programme.obligations import ChooseProgramme, ProgrammeInForce
from visitplanner.services.staff.staff import StaffList, StaffRow
from visitplanner.ui.core.session import Owned


@dataclass(frozen=True)
class SettingsFacts:
    """calendar: of the year looked at; None where not even a rule is known."""

    programme: Programme
    year: int
    calendar: CalendarYear | None
    clashes: Sequence[VisitOnDayOff]
    staff: Sequence[StaffRow]
    imports: Sequence[ChangeSet]
    substitutions: Sequence[Substitution]
    weights: Weights
    practice: PracticeFacts


class SettingsView(Protocol):
    """What shows what is settled."""

    def show_facts(self, facts: SettingsFacts) -> None:
        """Show this instead of what was before."""
        ...


class SettingsPresenter:
    """Asks for what is settled and carries changes out."""

    def __init__(self, session: Owned, view: SettingsView, year: int) -> None:
        self._session = session
        self._view = view
        self.year = year

    def refresh(self) -> None:
        """Ask again."""
        year = self.year
        self._session.work(lambda office, _progress, _stop: settings_facts(office, year), self._view.show_facts)

    def look_at(self, year: int) -> None:
        """Show another year's calendar."""
        self.year = year
        self.refresh()

    def choose(self, choices: Choices, then: Callable[[Outcome[object]], None], refused: Callable[[Refused], None]) -> None:
        """Keep the programme's choices."""
        self._session.do(ChooseProgramme(choices), then, refused)

    def import_calendar(self, path: Path, read: Callable[[Path], Calendar], then: Callable[[CalendarImported], None]) -> None:
        """Read an official calendar off the window's thread and take it into use."""

        def done(outcome: Outcome[CalendarImported]) -> None:
            self.year = outcome.value.year
            then(outcome.value)
            self.refresh()

        def arrived(calendar: Calendar) -> None:
            self._session.do(ImportCalendar(calendar), done)

        self._session.compute(lambda _progress, _stop: read(path), arrived)

    def open_again(self, day: dt.date) -> None:
        """Take a closure back."""
        self._session.do(RemoveClosure(day))

    def revert(self, ident: UUID) -> None:
        """Take an import back."""
        self._session.do(RevertChanges(ident))

    def back_up(self, folder: Path, then: Callable[[Backup], None]) -> None:
        """Write a backup off the window's thread."""

        def make(office: Office, _progress: Progress, _stop: Stop) -> Backup:
            return office.back_up(folder)

        self._session.work(make, then)


def settings_facts(office: Office, year: int) -> SettingsFacts:
    """Everything the page shows, asked in the store's thread."""
    return SettingsFacts(
        programme=office.ask(ProgrammeInForce()),
        year=year,
        calendar=calendar_of(office, year),
        clashes=office.ask(CalendarClashes()),
        staff=office.ask(StaffList()),
        imports=office.ask(ImportHistory()),
        substitutions=office.ask(Substitutions()),
        weights=office.ask(WeightsInForce()),
        practice=office.ask(PracticeIn(year)),
    )


def calendar_of(office: Office, year: int) -> CalendarYear | None:
    """A year's calendar; None where none is known."""
    try:
        return office.ask(CalendarOf(year))
    except Unknown:
        return None
