"""Planned load by industry and year as headquarters asks for it, what was submitted, and what is different since."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.domain.intelligence.cards import INTELLIGENCE, Confidentiality, IntelligenceCard, headline
from visitplanner.domain.intelligence.roll_up import PlannedLoad, RollUp, load_of, rolled_up
from visitplanner.domain.intelligence.submissions import SUBMISSIONS, IntelligenceSubmission, LoadDifference, differences
from visitplanner.services.core.outcome import Outcome
from visitplanner.services.core.pages import Page
from visitplanner.services.core.subjects import Subjects
from visitplanner.services.core.work import Work

EARLIEST, LATEST = 1990, 2110
"""Years one can ask for; beyond them a year of the Republic was meant, or a digit is wrong."""


@dataclass(frozen=True, slots=True)
class CardRow:
    """A card with the name of whom it is of. account: the 電號 of a customer, or of the largest site of a group or park."""

    card: IntelligenceCard
    name: str
    account: str

    @property
    def sealed(self) -> bool:
        """Whether the customer is not to be named to headquarters."""
        return self.card.confidentiality is Confidentiality.SEALED


@dataclass(frozen=True, slots=True)
class IntelligenceOverview:
    """All that is known for a year. last: the submission the differences are told against, None before the first."""

    roll_up: RollUp
    cards: tuple[CardRow, ...]
    last: IntelligenceSubmission | None
    differences: tuple[LoadDifference, ...]


def card_rows(work: Work) -> list[CardRow]:
    """Every card, the newest first."""
    cards = work.shelf(INTELLIGENCE).find()
    subjects = Subjects(work, {card.subject_id for card in cards})
    named = [(card, subjects.get(card.subject_id)) for card in cards]
    return [CardRow(card, subject.name, subject.account) for card, subject in named]


def planned_loads(rows: list[CardRow]) -> list[PlannedLoad]:
    found = [load_of(row.card, "" if row.sealed else row.name, headline(row.card)) for row in rows]
    return [load for load in found if load is not None]


def last_submission(work: Work) -> IntelligenceSubmission | None:
    newest = work.shelf(SUBMISSIONS).find(page=Page(("-number",), 1))
    return newest[0] if newest else None


@dataclass(frozen=True)
class IntelligenceFor:
    """Roll-up, cards, and what is different since the last submission; raises `Refused` for what is no year."""

    year: int

    def answer(self, work: Work) -> IntelligenceOverview:
        check_year(self.year)
        rows = card_rows(work)
        loads, last = planned_loads(rows), last_submission(work)
        changed = differences(last.loads, loads) if last else []
        return IntelligenceOverview(rolled_up(loads, self.year), tuple(rows), last, tuple(changed))


@dataclass(frozen=True, slots=True)
class IntelligenceReport:
    """What headquarters is told. made_on: today. demonstration: invented, and said so."""

    overview: IntelligenceOverview
    office: str
    made_on: dt.date
    demonstration: bool = False


@dataclass(frozen=True)
class ReportIntelligence:
    """The overview of a year with the office's name, to be written into a file."""

    year: int
    demonstration: bool = False

    def answer(self, work: Work) -> IntelligenceReport:
        overview = IntelligenceFor(self.year).answer(work)
        return IntelligenceReport(overview, str(work.setting("office_name", "")), work.today, self.demonstration)


def check_year(year: int) -> None:
    if not EARLIEST <= year <= LATEST:
        raise Refused(said("{year} is no year of the calendar.", year=str(year)), mend=said("Write it as 2026."), field="year")


@dataclass(frozen=True)
class SubmitIntelligence:
    """Keep all planned loads as they are told to headquarters today; raises `Refused` when there are none."""

    year: int

    def carry_out(self, work: Work) -> Outcome[IntelligenceSubmission]:
        check_year(self.year)
        loads, last = planned_loads(card_rows(work)), last_submission(work)
        if not loads:
            raise Refused(said("No card plans a load."), mend=said("Enter intelligence first."))
        number = last.number + 1 if last else 1
        made = IntelligenceSubmission(number=number, year=self.year, made_on=work.today, loads=tuple(loads))
        kept = work.shelf(SUBMISSIONS).add(made)
        return Outcome(kept, said("Submission {number} is kept with {count} planned loads.", number=number, count=len(loads)))
