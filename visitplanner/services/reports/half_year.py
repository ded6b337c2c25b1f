"""The half-year self-assessment: worked out from what is kept now, or read from an edition that was issued."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from visitplanner.domain.core.errors import Unknown
from visitplanner.domain.core.kinds import Kind
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.core.texts import name_key
from visitplanner.domain.customers.customers import COMPANIES, CONTACTS, CUSTOMERS, GROUPS, PARKS, account_printed
from visitplanner.domain.programme.programme import CHOICE_QUESTIONS, CapacityMeasure, Choices, Programme
from visitplanner.domain.reports.editions import HALF_YEAR_REPORTS, HalfYearEdition
from visitplanner.domain.reports.half_year import ChosenAnswer, HalfYearReport, ItemResult, for_public
from visitplanner.domain.reports.plan_items import PlanItem
from visitplanner.domain.staff.staff import PEOPLE
from visitplanner.services.core.work import Work
from visitplanner.services.programme.counting import programme_of
from visitplanner.services.reports.facts import HalfFacts, half_facts, half_of
from visitplanner.services.reports.figures import lines_of, summary_of
from visitplanner.services.reports.plan_items import PlanOf

NAMED: tuple[Kind[Any], ...] = (GROUPS, COMPANIES, PARKS, PEOPLE)
DAYS_TO_REPORT = 31
"""The report on a half falls due in the month after it."""
SHORTEST_NAME = 2
"""Signs: a name of one sign stands in too many words."""


@dataclass(frozen=True)
class HalfYearNow:
    """The report on a half, 1 or 2, of a western year as it would be issued now.

    Raises `Refused` for a half that has not begun, `Unknown` without a programme or plan.
    """

    year: int
    half: int

    def answer(self, work: Work) -> HalfYearReport:
        facts = half_facts(work, self.year, self.half)
        plan = PlanOf(self.year).answer(work)
        names = _names_kept(work) if any(item.note_of(self.half) for item in plan.plan.items) else frozenset[str]()
        return HalfYearReport(
            year=self.year,
            half=self.half,
            first=facts.span.first,
            last=facts.span.last,
            as_of=facts.until,
            made_on=work.today,
            office=str(work.setting("office_name", "")),
            title=plan.plan.heading.title,
            document=plan.plan.heading.document,
            reason=plan.plan.heading.reason,
            items=tuple(_result(item, facts, names) for item in plan.plan.items),
            summary=summary_of(facts),
            answers=answers_of(facts.programme, facts.span.first),
            basis=plan.basis,
        )


def _result(item: PlanItem, facts: HalfFacts, names: Iterable[str]) -> ItemResult:
    words = item.note_of(facts.half)
    key = name_key(words)
    return ItemResult(
        clause=item.clause,
        content=item.content,
        strategy=item.strategy,
        text=item.text,
        departments=item.departments,
        span=item.span,
        lines=lines_of(item.figures, facts),
        words=words,
        with_names=bool(key) and any(name in key for name in names),
    )


def _names_kept(work: Work) -> frozenset[str]:
    """The keys of every name, 電號, telephone and address that could name somebody."""
    texts: list[str] = []
    for shelf in map(work.shelf, NAMED):
        texts += shelf.values("name")
    for site in work.shelf(CUSTOMERS).find():
        texts += (site.name, site.account, account_printed(site.account), site.address)
    for contact in work.shelf(CONTACTS).find():
        texts += (contact.name, contact.phone, contact.email)
    return frozenset(key for key in map(name_key, texts) if len(key) >= SHORTEST_NAME)


def answers_of(programme: Programme, day: dt.date) -> tuple[ChosenAnswer, ...]:
    """How the office reads what the plan leaves open."""
    return tuple(
        ChosenAnswer(question, _answer(name, programme.choices, programme, day)) for name, question in CHOICE_QUESTIONS.items()
    )


def _answer(name: str, choices: Choices, programme: Programme, day: dt.date) -> Message:
    value = getattr(choices, name)
    if isinstance(value, bool):
        return said("yes") if value else said("no")
    if isinstance(value, CapacityMeasure):
        return said("regular contract") if value is CapacityMeasure.REGULAR else said("sum of contracts")
    if name == "threshold_kw":
        kw = programme.threshold_kw(day)
        return said("{kw:,} kW (the plan's)", kw=kw) if value is None else said("{kw:,} kW", kw=kw)
    return said("month {month}", month=value)


@dataclass(frozen=True, slots=True)
class ReportedHalf:
    """A half, 1 or 2, of a western year."""

    year: int
    half: int


@dataclass(frozen=True)
class HalfToReport:
    """The half that wants reporting today: the one that ended within the last month, else the one that runs."""

    def answer(self, work: Work) -> ReportedHalf:
        programme = programme_of(work)
        day = work.today - dt.timedelta(days=DAYS_TO_REPORT)
        year = programme.year_of(day)
        return ReportedHalf(year, 1 if day in half_of(programme, year, 1) else 2)


@dataclass(frozen=True, slots=True)
class HalfYearSheet:
    """What is printed. edition: the issued one, None for a draft of today. demonstration: invented data, marked so."""

    report: HalfYearReport
    edition: HalfYearEdition | None
    printed_on: dt.date
    demonstration: bool = False


@dataclass(frozen=True)
class HalfYearSheetFor:
    """The paper of a half: of an edition by its number, or the draft as it stands now (None).

    public: without anybody's name. Raises `Unknown` for an edition that was never issued.
    """

    year: int
    half: int
    public: bool = False
    edition: int | None = None
    demonstration: bool = False

    def answer(self, work: Work) -> HalfYearSheet:
        issued = None
        if self.edition is None:
            report = HalfYearNow(self.year, self.half).answer(work)
        else:
            issued = edition_of(work, self.year, self.half, self.edition)
            report = issued.report
        if self.public:
            report = for_public(report)
            issued = replace(issued, report=report, issued_by="", reason="", changes=(), signatures=()) if issued else None
        return HalfYearSheet(report, issued, work.today, self.demonstration)


def edition_of(work: Work, year: int, half: int, number: int) -> HalfYearEdition:
    """An issued edition; raises `Unknown`."""
    found = work.shelf(HALF_YEAR_REPORTS).find(year=year, half=half, edition=number)
    if not found:
        raise Unknown(
            said("There is no edition {number} of this half-year.", number=number),
            mend=said("Issue it first, or leave the number out for today's draft."),
        )
    return found[0]
