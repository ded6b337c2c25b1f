"""The figures of a half-year, each worked out by one function: a further source is a line in `SOURCES`."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.follow_ups.follow_ups import STATE_NAMES, WINDOW_NAMES, FollowUp, Window, age, is_open, is_overdue
from visitplanner.domain.programme.windows import when
from visitplanner.domain.reports.half_year import NameBehind, ReportLine
from visitplanner.domain.reports.report_figures import ReportFigure
from visitplanner.domain.visits.intelligence import NOTHING_LEARNT
from visitplanner.domain.visits.visits import MOST_SATISFIED
from visitplanner.services.reports.care_figures import (
    audits,
    dedicated_accounts,
    documents,
    measures,
    petitions,
    seminars,
    surveys,
)
from visitplanner.services.reports.facts import HalfFacts
from visitplanner.services.reports.visit_figures import TIMES, behind, held, led_by_heads, owed_and_done, topics

Source = Callable[[ReportFigure, HalfFacts], Iterable[ReportLine]]
CASES, CUSTOMERS, NTD, KW = said("cases"), said("customers"), said("NT$ a year"), said("kW")
"""The units 件, 戶, 元 a year and 瓩."""
YOUNG, OLD = 7, 30
"""Working days: the ages of open cases are told up to, between and beyond them."""
MEAN_PLACES = 2


def cases(_figure: ReportFigure, facts: HalfFacts) -> Iterable[ReportLine]:
    """What was raised in the half and how it stands on the day of the report, how old what is open is, and what was closed."""
    raised = _raised(facts)
    yield ReportLine("cases.raised", said("Cases raised"), len(raised), CASES, names=_named(facts, raised))
    settled = [case for case in raised if not is_open(case)]
    yield ReportLine("cases.settled", said("Of these closed by now"), len(settled), CASES, of=len(raised))
    waiting = [case for case in raised if is_open(case)]
    ages = sorted(age(case, facts.today, facts.calendars) for case in waiting)
    told = None
    if ages:
        told = said(
            "Working days the office has had them: up to {young}: {few}, up to {old}: {some}, more: {many}; the longest {most}.",
            young=YOUNG,
            old=OLD,
            few=sum(one <= YOUNG for one in ages),
            some=sum(YOUNG < one <= OLD for one in ages),
            many=sum(one > OLD for one in ages),
            most=ages[-1],
        )
    yield ReportLine("cases.open", said("Of these open"), len(waiting), CASES, told=told, names=_named(facts, waiting))
    late = [case for case in waiting if is_overdue(case, facts.today)]
    yield ReportLine("cases.overdue", said("Of these overdue"), len(late), CASES, names=_named(facts, late))
    closed = [case for case in facts.cases if case.closed_on is not None and case.closed_on in facts.span]
    title = said("Closed in this half, whenever raised")
    yield ReportLine("cases.closed", title, len(closed), CASES, names=_named(facts, closed))


def cases_by_window(_figure: ReportFigure, facts: HalfFacts) -> Iterable[ReportLine]:
    """The same window by window."""
    raised = _raised(facts)
    for window in Window:
        own = [case for case in raised if case.window is window]
        told = said(
            "closed {closed}, open {open}, overdue {overdue}",
            closed=sum(not is_open(case) for case in own),
            open=sum(is_open(case) for case in own),
            overdue=sum(is_overdue(case, facts.today) for case in own),
        )
        title = said("Window of {window}: raised", window=WINDOW_NAMES[window])
        names = _named(facts, own)
        yield ReportLine(f"cases_by_window.{window.value}", title, len(own), CASES, told=told if own else None, names=names)


def _raised(facts: HalfFacts) -> list[FollowUp]:
    return [case for case in facts.cases if facts.span.first <= case.raised_on <= facts.until]


def _named(facts: HalfFacts, some: Iterable[FollowUp]) -> tuple[NameBehind, ...]:
    return tuple(
        NameBehind(
            facts.name(case.subject_id), case.raised_on, said("{text} ({state})", text=case.text, state=STATE_NAMES[case.state])
        )
        for case in some
    )


def satisfaction(_figure: ReportFigure, facts: HalfFacts) -> Iterable[ReportLine]:
    """How many were asked at a visit, their mean of 1 to 5, and how often each was said."""
    asked = [one.visit for one in facts.held if one.visit.satisfaction is not None]
    yield ReportLine("satisfaction.asked", said("Visits at which satisfaction was asked"), len(asked), TIMES, of=len(facts.held))
    title = said("Mean of satisfaction (1 to 5)")
    if not asked:
        yield ReportLine("satisfaction.mean", title, None, told=said("Not known: nobody was asked."))
        return
    values = [visit.satisfaction or 0 for visit in asked]
    often = Counter(values)
    counts = {f"n{value}": often[value] for value in range(1, MOST_SATISFIED + 1)}
    told = said("5: {n5}, 4: {n4}, 3: {n3}, 2: {n2}, 1: {n1}", **counts)
    names = tuple(behind(facts, visit, said("{value} of 5", value=visit.satisfaction)) for visit in asked)
    mean = _hundredths(Decimal(sum(values)) / len(values))
    yield ReportLine("satisfaction.mean", title, mean, places=MEAN_PLACES, told=told, names=names)


def _hundredths(value: Decimal) -> int:
    return int((value * 10**MEAN_PLACES).to_integral_value(ROUND_HALF_UP))


def savings(_figure: ReportFigure, facts: HalfFacts) -> Iterable[ReportLine]:
    """What the customers visited could save as it was found last, and how many of them changed their contracts since."""
    visited = _visited(facts)
    title, ntd = said("Customers visited for whom a saving was found"), said("Savings found for them")
    if not facts.savings:
        told = said("Not known: no saving was kept; keep those of “Opportunities” first.")
        yield ReportLine("savings.customers", title, None, told=told)
    else:
        own = [one for one in facts.savings if one.customer_id in visited and one.ntd > 0]
        names = tuple(NameBehind(facts.name(one.customer_id), None, _ntd(one.ntd)) for one in own)
        yield ReportLine("savings.customers", title, len(own), CUSTOMERS, names=names)
        total = sum((one.ntd for one in own), Decimal(0))
        whole = int(total.to_integral_value(ROUND_HALF_UP))
        told = said("An estimate of what was advised, not of what was saved.")
        yield ReportLine("savings.ntd", ntd, whole, NTD, told=told, names=names, secret=True)
    changed = {
        one.customer_id: one.effective_on
        for one in facts.contract_changes
        if one.customer_id in visited and one.effective_on >= visited[one.customer_id]
    }
    names = tuple(NameBehind(facts.name(ident), day) for ident, day in sorted(changed.items(), key=lambda each: each[1]))
    yield ReportLine("savings.changed", said("Contracts changed after the visit"), len(changed), CUSTOMERS, names=names)
    told = said("Not known: it stands in the bills before and after the change, which are not compared here.")
    yield ReportLine("savings.made", said("Savings made"), None, told=told)


def _visited(facts: HalfFacts) -> dict[object, dt.date]:
    """The customers a visit of the half concerned, with the day of the first."""
    found: dict[object, dt.date] = {}
    for one in facts.held:
        for site in facts.sites(one.visit.subject_id):
            found.setdefault(site, when(one.visit))
    return found


def _ntd(amount: Decimal) -> Message:
    return said("NT$ {ntd:,} a year", ntd=int(amount.to_integral_value(ROUND_HALF_UP)))


def intelligence(_figure: ReportFigure, facts: HalfFacts) -> Iterable[ReportLine]:
    """At how many visits something was learnt of the business, and the load that is planned."""
    told = [one.visit for one in facts.held if one.visit.intelligence != NOTHING_LEARNT]
    names = tuple(behind(facts, visit) for visit in told)
    title = said("Visits that told of the customer's business")
    yield ReportLine("intelligence.visits", title, len(told), TIMES, of=len(facts.held), names=names)
    planned = [(visit, visit.intelligence.planned_kw) for visit in told if visit.intelligence.planned_kw is not None]
    title = said("Load planned by customers")
    if not planned:
        yield ReportLine("intelligence.kw", title, None, told=said("Not known: no record of the half names a planned load."))
        return
    names = tuple(behind(facts, visit, said("{kw:,} kW", kw=kw)) for visit, kw in planned)
    yield ReportLine("intelligence.kw", title, sum(kw for _visit, kw in planned), KW, names=names, secret=True)


SOURCES: Mapping[ReportFigure, Source] = {
    ReportFigure.GROUP_VISITS: owed_and_done,
    ReportFigure.LARGE_VISITS: owed_and_done,
    ReportFigure.PARK_VISITS: owed_and_done,
    ReportFigure.OTHER_VISITS: owed_and_done,
    ReportFigure.HELD: held,
    ReportFigure.LED_BY_HEADS: led_by_heads,
    ReportFigure.ADVICE: topics,
    ReportFigure.PROGRAMMES: topics,
    ReportFigure.LEAFLETS: topics,
    ReportFigure.CASES: cases,
    ReportFigure.CASES_BY_WINDOW: cases_by_window,
    ReportFigure.SATISFACTION: satisfaction,
    ReportFigure.SAVINGS: savings,
    ReportFigure.INTELLIGENCE: intelligence,
    ReportFigure.DOCUMENTS: documents,
    ReportFigure.PETITIONS: petitions,
    ReportFigure.SURVEYS: surveys,
    ReportFigure.MEASURES: measures,
    ReportFigure.SEMINARS: seminars,
    ReportFigure.DEDICATED_ACCOUNTS: dedicated_accounts,
    ReportFigure.AUDITS: audits,
}
"""Every figure and the function that works it out."""


def lines_of(figures: Sequence[ReportFigure], facts: HalfFacts) -> tuple[ReportLine, ...]:
    """The lines of some figures, one after another."""
    return tuple(line for figure in figures for line in SOURCES[figure](figure, facts))


def summary_of(facts: HalfFacts) -> tuple[ReportLine, ...]:
    """The few figures that stand first: the year so far, the half's visits, what was raised, satisfaction."""
    done = sum(one.done_by(facts.until) for one in facts.owed)
    year = ReportLine("year.done", said("Visits of the year done so far"), done, TIMES, of=len(facts.owed))
    raised = _raised(facts)
    settled = sum(not is_open(case) for case in raised)
    said_so = ReportLine("cases.settled", said("Cases closed, of those raised"), settled, CASES, of=len(raised))
    visits = ReportLine("held.all", said("Visits held in this half"), len(facts.held), TIMES)
    *_, mean = satisfaction(ReportFigure.SATISFACTION, facts)
    return (year, visits, said_so, ReportLine(mean.key, mean.title, mean.amount, places=mean.places))
