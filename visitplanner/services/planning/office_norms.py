"""How much the office plans at most, and what it leaves alone: the defaults the program brings, and what the office settled."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass, fields

from visitplanner.domain.core.errors import Refused, Unknown
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.planning.year.norms import OfficeNorms, UnlikedDays, unliked_days
from visitplanner.services.calendar.calendar import calendars_of
from visitplanner.services.core.outcome import Outcome
from visitplanner.services.core.work import Work
from visitplanner.services.programme.practice import MOST, NORMS, practice_of

NORM_NAMES: dict[str, Message] = {
    "notice_days": said("Working days in which nothing new is suggested"),
    "leader_week": said("Visits one person leads in a week"),
    "member_week": said("Visits one person joins in a week"),
    "office_day": said("Visits of the office on a day"),
    "ahead_percent": said("Percent of each week planned ahead"),
}
UNTOUCHED_WEEKS = 2
UNTOUCHED = "untouched_weeks"
"""Setting: how many of the coming weeks mending leaves alone."""
MOST_WEEKS = 26


def checked_norms(norms: OfficeNorms) -> OfficeNorms:
    """The norms; raises `Refused` naming the field that is out of reason."""
    for item in fields(norms):
        least, most, value = int(item.name != "notice_days"), MOST[item.name], getattr(norms, item.name)
        if not least <= value <= most:
            raise Refused(
                said(
                    "{name}: {value} is not between {least} and {most}.",
                    name=NORM_NAMES[item.name],
                    value=value,
                    least=least,
                    most=most,
                ),
                mend=said("Choose a number between them."),
                field=item.name,
            )
    return norms


@dataclass(frozen=True)
class NormsInForce:
    """How much the office plans at most now."""

    def answer(self, work: Work) -> OfficeNorms:
        return practice_of(work).norms


@dataclass(frozen=True)
class ChooseNorms:
    """Settle how much the office plans at most; plans made from now on keep to it. Raises `Refused` naming the field."""

    norms: OfficeNorms

    def carry_out(self, work: Work) -> Outcome[OfficeNorms]:
        work.set_setting(NORMS, asdict(checked_norms(self.norms)))
        return Outcome(self.norms, said("The norms are kept; the next plan keeps to them."))


def untouched_weeks(work: Work) -> int:
    return int(work.setting(UNTOUCHED, UNTOUCHED_WEEKS))


@dataclass(frozen=True)
class UntouchedWeeks:
    """How many of the coming weeks mending leaves alone in this office."""

    def answer(self, work: Work) -> int:
        return untouched_weeks(work)


@dataclass(frozen=True)
class ChooseUntouchedWeeks:
    """Settle how many of the coming weeks mending leaves alone; raises `Refused` for fewer than 0 or more than half a year."""

    weeks: int

    def carry_out(self, work: Work) -> Outcome[int]:
        if not 0 <= self.weeks <= MOST_WEEKS:
            raise Refused(
                said("{weeks} weeks cannot be left alone.", weeks=self.weeks),
                mend=said("Choose 0 to {most}.", most=MOST_WEEKS),
                field="weeks",
            )
        work.set_setting(UNTOUCHED, None if self.weeks == UNTOUCHED_WEEKS else self.weeks)
        message = said("Mending leaves the next {weeks} weeks alone.", weeks=self.weeks)
        return Outcome(self.weeks, message)


@dataclass(frozen=True, slots=True)
class PracticeFacts:
    """How the office spreads its year. usual: the norms the program brings. untouched_weeks: that mending leaves alone.
    unliked: the rule of the days nobody likes, avoided: which they are in the year."""

    norms: OfficeNorms
    usual: OfficeNorms
    untouched_weeks: int
    unliked: UnlikedDays
    year: int
    avoided: tuple[dt.date, ...]


@dataclass(frozen=True)
class PracticeIn:
    """The office's practice, with the days nobody likes in a calendar year; none are named where no calendar is known."""

    year: int

    def answer(self, work: Work) -> PracticeFacts:
        practice, calendars = practice_of(work), calendars_of(work)
        first, last = dt.date(self.year, 1, 1), dt.date(self.year, 12, 31)
        try:
            days = unliked_days(first, last, practice.unliked, calendars.is_working, calendars.remark)
        except Unknown:
            days = frozenset[dt.date]()
        return PracticeFacts(
            norms=practice.norms,
            usual=work.known.practice.norms,
            untouched_weeks=untouched_weeks(work),
            unliked=practice.unliked,
            year=self.year,
            avoided=tuple(sorted(days)),
        )


@dataclass(frozen=True)
class ChoosePractice:
    """Settle norms and untouched weeks at once; raises `Refused` naming the field, and then neither is changed."""

    norms: OfficeNorms
    untouched_weeks: int

    def carry_out(self, work: Work) -> Outcome[OfficeNorms]:
        outcome = ChooseNorms(self.norms).carry_out(work)
        if self.untouched_weeks != untouched_weeks(work):
            ChooseUntouchedWeeks(self.untouched_weeks).carry_out(work)
        return outcome
