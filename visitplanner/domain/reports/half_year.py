"""The half-year self-assessment as it is frozen: every item of the plan with its results, and who stands behind each figure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

from visitplanner.domain.core.messages import Message, said

FEWEST = 3
"""Customers; of fewer a sum of kilowatts or money is not published."""


@dataclass(frozen=True, slots=True)
class NameBehind:
    """One of those a figure counts. name: a customer, group or park. told: what else is to know of it."""

    name: str
    day: dt.date | None = None
    told: Message | None = None


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One figure.

    key: the same in every report, such as `group_visits.done`. title: what is counted; named, named_en: its name where it is data
    (a topic), put before the title. amount: in units of the last of `places` decimals; None where it is not known, and `told`
    says why. of: out of so many. told: what is to know beside it. secret: of a few customers it tells their business.
    """

    key: str
    title: Message
    amount: int | None
    unit: Message | None = None
    of: int | None = None
    places: int = 0
    told: Message | None = None
    named: str = ""
    named_en: str = ""
    secret: bool = False
    names: tuple[NameBehind, ...] = ()


@dataclass(frozen=True, slots=True)
class ItemResult:
    """A row of the plan with what came of it. words: the office's own. with_names: these words name a customer or a person."""

    clause: str
    content: str
    strategy: str
    text: str
    departments: str
    span: str
    lines: tuple[ReportLine, ...] = ()
    words: str = ""
    with_names: bool = False


@dataclass(frozen=True, slots=True)
class ChosenAnswer:
    """How the office reads a question the plan leaves open."""

    question: Message
    answer: Message


@dataclass(frozen=True, slots=True)
class HalfYearReport:
    """A half of a plan year.

    first, last: its days. as_of: until when visits are counted, the last day or, while the half runs, the day it was made.
    made_on: how cases stand on that day. document: 依據文號, empty while nobody entered it. basis: what is to know of the plan
    itself. summary: the few figures that stand first. public: names and what could name somebody are left out.
    """

    year: int
    half: int
    first: dt.date
    last: dt.date
    as_of: dt.date
    made_on: dt.date
    office: str
    title: str
    document: str
    reason: str
    items: tuple[ItemResult, ...]
    summary: tuple[ReportLine, ...] = ()
    answers: tuple[ChosenAnswer, ...] = ()
    basis: tuple[Message, ...] = ()
    public: bool = False

    @property
    def complete(self) -> bool:
        """Whether the half was over when the report was made."""
        return self.made_on > self.last

    def lines(self) -> Iterator[tuple[ItemResult, ReportLine]]:
        """Every figure with its item, in order."""
        return ((item, line) for item in self.items for line in item.lines)

    def figures(self) -> dict[str, int | None]:
        """Every figure by its key; None where it is not known."""
        return {line.key: line.amount for _item, line in self.lines()}


def for_public(report: HalfYearReport) -> HalfYearReport:
    """The report without anybody's name: no lists, and of the office's own words only those that name nobody."""

    def bare(line: ReportLine) -> ReportLine:
        if line.secret and line.amount and len({one.name for one in line.names}) < FEWEST:
            return replace(line, amount=None, told=said("Not published: it would tell of single customers."), names=())
        return replace(line, names=())

    items = tuple(
        replace(item, lines=tuple(map(bare, item.lines)), words="" if item.with_names else item.words) for item in report.items
    )
    return replace(report, items=items, summary=tuple(map(bare, report.summary)), public=True)
