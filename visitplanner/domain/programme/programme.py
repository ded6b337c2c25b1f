"""The visit programme: who is to be visited how often and by whom (plan 伍一(二)1 to 3).

Rules are dated data (`data/programme.toml`): a later plan adds rules and old periods keep theirs (plan 柒). What the
plan leaves open is a choice with a default (`Choices`), shown wherever its effect is.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from dateutil.relativedelta import relativedelta

from visitplanner.domain.core.errors import Unknown
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.customers.customers import Contracts
from visitplanner.domain.staff.staff import Rank, Role, Skill
from visitplanner.domain.visits.visits import SubjectKind

RANK_NAMES: Mapping[Rank, Message] = {
    Rank.STAFF: said("staff member"),
    Rank.SUPERVISOR: said("supervisor"),
    Rank.MANAGER: said("manager"),
    Rank.DEPUTY_DIRECTOR: said("deputy director"),
    Rank.DIRECTOR: said("director"),
}
ROLE_NAMES: Mapping[Role, Message] = {Role.SPECIALIST: said("specialist"), Role.LEADER: said("group leader")}
SKILL_NAMES: Mapping[Skill, Message] = {Skill.BUSINESS: said("business"), Skill.TECHNICAL: said("technical")}
KIND_NAMES: Mapping[SubjectKind, Message] = {
    SubjectKind.GROUP: said("group"),
    SubjectKind.LARGE: said("large customer"),
    SubjectKind.PARK: said("industrial park"),
    SubjectKind.OTHER: said("other customer"),
}


@dataclass(frozen=True, slots=True)
class DateRange:
    """Days from `first` to `last`, both included."""

    first: dt.date
    last: dt.date

    def __contains__(self, day: dt.date) -> bool:
        return self.first <= day <= self.last

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def clip(self, day: dt.date) -> dt.date:
        """The day of the period nearest to `day`."""
        return min(max(day, self.first), self.last)


def a_year_from(first: dt.date) -> DateRange:
    """The period that ends one year after its first day, less one day."""
    try:
        after = first.replace(year=first.year + 1)
    except ValueError:  # 29 February
        after = dt.date(first.year + 1, 3, 1)
    return DateRange(first, after - dt.timedelta(days=1))


class CapacityMeasure(StrEnum):
    """What 「契約容量」 of clause 伍一(二)2 means: 經常 alone, or the sum of all contracts."""

    REGULAR = "regular"
    SUM = "sum"


@dataclass(frozen=True, slots=True)
class Choices:
    """What the plan leaves open, with the office's answers.

    group_settles_sites: a group's visit also settles the yearly visit of the site it was held at (of all its sites when
    none is named). one_in_each_half: the two visits of a group fall one in each half. one_site_counts: a visit at one
    site counts for its whole group. video_counts, phone_counts: these count as 洽訪. capacity: which kW the threshold is
    measured on. threshold_kw: instead of the plan's, None = the plan's. year_begins_month: 1 = calendar year.
    """

    group_settles_sites: bool = False
    one_in_each_half: bool = True
    one_site_counts: bool = True
    video_counts: bool = False
    phone_counts: bool = False
    capacity: CapacityMeasure = CapacityMeasure.REGULAR
    threshold_kw: int | None = None
    year_begins_month: int = 1

    def __post_init__(self) -> None:
        if not 1 <= self.year_begins_month <= 12:
            raise ValueError(f"no month {self.year_begins_month}")


CHOICE_QUESTIONS: Mapping[str, Message] = {
    "group_settles_sites": said("Does a group visit also settle the yearly visit of its sites?"),
    "one_in_each_half": said("Must one group visit fall in each half of the year?"),
    "one_site_counts": said("Does a visit at one site count for the whole group?"),
    "video_counts": said("Does a video meeting count as a visit?"),
    "phone_counts": said("Does a telephone call count as a visit?"),
    "capacity": said("Is the threshold measured on the regular contract or on the sum of contracts?"),
    "threshold_kw": said("Threshold in kW, if not the plan's"),
    "year_begins_month": said("In which month does the plan year begin?"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What is owed to one kind of subject, from `begins_on` until `ends_on` (None: until further notice).

    visits: how many in a period. in_halves: spread over its halves. min_days, max_days: between two visits of one
    subject (office practice, not in the plan). leader_rank: lowest rank that may lead. member_skills: what the members
    besides the leader must bring, one person each. own_specialist: only the subject's 服務專員 may lead. threshold_kw:
    lowest capacity, inclusive, for kind LARGE.
    """

    id: str
    kind: SubjectKind
    clause: str
    begins_on: dt.date
    ends_on: dt.date | None = None
    visits: int = 1
    in_halves: bool = False
    min_days: int = 0
    max_days: int | None = None
    leader_rank: Rank = Rank.SUPERVISOR
    member_skills: tuple[Skill, ...] = ()
    own_specialist: bool = False
    threshold_kw: int | None = None

    def holds_on(self, day: dt.date) -> bool:
        return self.begins_on <= day and (self.ends_on is None or day <= self.ends_on)


@dataclass(frozen=True, slots=True)
class Programme:
    """The rules of all periods and the choices made. document: 依據文號 of the plan. late_days: see `accepts_records`."""

    rules: tuple[Rule, ...]
    document: str = ""
    choices: Choices = field(default_factory=Choices)
    late_days: int = 30

    def __post_init__(self) -> None:
        for rule in self.rules:
            others = (other for other in self.rules if other is not rule and other.kind is rule.kind)
            if any(other.holds_on(rule.begins_on) for other in others):
                raise ValueError(f"{rule.id}: another rule for {rule.kind} holds on {rule.begins_on}")

    def with_choices(self, choices: Choices) -> Programme:
        return replace(self, choices=choices)

    def rule(self, kind: SubjectKind, day: dt.date) -> Rule:
        """The rule for a kind of subject on a day; raises `Unknown` where no plan is known."""
        for rule in self.rules:
            if rule.kind is kind and rule.holds_on(day):
                return rule
        raise Unknown(
            said("No visit programme is known for {kind} on {day}.", kind=KIND_NAMES[kind], day=day),
            mend=said("Add the plan of that year to the visit programme."),
        )

    def has_rule(self, kind: SubjectKind, day: dt.date) -> bool:
        return any(rule.kind is kind and rule.holds_on(day) for rule in self.rules)

    def period(self, year: int) -> DateRange:
        """The plan year; it ends one year after its first day, less one day."""
        return a_year_from(dt.date(year, self.choices.year_begins_month, 1))

    def year_of(self, day: dt.date) -> int:
        """The plan year a day belongs to."""
        return day.year if day.month >= self.choices.year_begins_month else day.year - 1

    def accepts_records(self, year: int, today: dt.date) -> bool:
        """Whether visits of a year may still be recorded: until `late_days` after its period."""
        return today <= self.period(year).last + dt.timedelta(days=self.late_days)

    def windows(self, rule: Rule, year: int) -> list[DateRange]:
        """When each visit of a year is to take place, by ordinal: halves of the period, or all of it."""
        period = self.period(year)
        if not (rule.in_halves and self.choices.one_in_each_half and rule.visits == 2):
            return [period] * rule.visits
        second = period.first + relativedelta(months=6)
        return [DateRange(period.first, second - dt.timedelta(days=1)), DateRange(second, period.last)]

    def capacity_kw(self, contracts: Contracts) -> int:
        """The capacity the threshold is measured on."""
        return contracts.regular_kw if self.choices.capacity is CapacityMeasure.REGULAR else contracts.sum_kw

    def threshold_kw(self, day: dt.date) -> int:
        """The lowest capacity, inclusive, that owes a yearly visit on a day (plan 伍一(二)2)."""
        if self.choices.threshold_kw is not None:
            return self.choices.threshold_kw
        kw = self.rule(SubjectKind.LARGE, day).threshold_kw
        if kw is None:
            raise ValueError("the rule for large customers names no threshold")
        return kw

    def is_large(self, contracts: Contracts, day: dt.date) -> bool:
        return self.capacity_kw(contracts) >= self.threshold_kw(day)
