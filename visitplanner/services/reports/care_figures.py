"""Figures of what the office does for customers besides visits: requests told at once, petitions, surveys, measures, seminars,
energy audits, payment to an account of one's own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from visitplanner.domain.care.audits import AUDIT_STATE_NAMES, AuditState
from visitplanner.domain.care.programmes import JOINING_NAMES, CustomerProgramme, Joining
from visitplanner.domain.care.surveys import average
from visitplanner.domain.core.messages import said
from visitplanner.domain.follow_ups.follow_ups import is_open, is_overdue
from visitplanner.domain.reports.half_year import NameBehind, ReportLine
from visitplanner.domain.reports.report_figures import ReportFigure
from visitplanner.services.reports.facts import HalfFacts

CASES, PEOPLE, CUSTOMERS = said("cases"), said("people"), said("customers")
ANSWERS, TIMES, MEASURES = said("answers"), said("times"), said("measures")
KWH = said("kWh a year")


def documents(_figure: ReportFigure, facts: HalfFacts) -> Iterable[ReportLine]:
    """Cases whose customers were told at once which documents it takes, and of how many all are there."""
    told = [case for case in facts.cases if facts.span.first <= case.raised_on <= facts.until and case.documents]
    names = tuple(NameBehind(facts.name(case.subject_id), case.raised_on) for case in told)
    yield ReportLine("documents.told", said("Cases with all documents told at once"), len(told), CASES, names=names)
    whole = sum(all(one.received_on for one in case.documents) for case in told)
    yield ReportLine("documents.whole", said("Of these with every document here"), whole, CASES, of=len(told))


def petitions(_figure: ReportFigure, facts: HalfFacts) -> Iterable[ReportLine]:
    """Petitions raised in the half, closed, overdue, and whether each has somebody who watches over it."""
    raised = [case for case in facts.cases if facts.span.first <= case.raised_on <= facts.until and case.petition]
    names = tuple(NameBehind(facts.name(case.subject_id), case.raised_on) for case in raised)
    yield ReportLine("petitions.raised", said("Petitions raised"), len(raised), CASES, names=names)
    watched = sum(case.controller_id is not None for case in raised)
    yield ReportLine("petitions.watched", said("Of these with a controller"), watched, CASES, of=len(raised))
    closed = sum(not is_open(case) for case in raised)
    yield ReportLine("petitions.closed", said("Of these closed by now"), closed, CASES, of=len(raised))
    late = sum(is_overdue(case, facts.today) for case in raised)
    yield ReportLine("petitions.overdue", said("Of these overdue"), late, CASES)


def surveys(_figure: ReportFigure, facts: HalfFacts) -> Iterable[ReportLine]:
    """Answers to surveys of satisfaction, and their mean on the whole."""
    answers = facts.care.surveys
    yield ReportLine("surveys.answers", said("Answers to surveys of satisfaction"), len(answers), ANSWERS)
    mean = average([one.overall for one in answers])
    title = said("Mean of satisfaction (1 to 5)")
    if mean is None:
        yield ReportLine("surveys.mean", title, None, told=said("Not known: nobody was asked."))
    else:
        yield ReportLine("surveys.mean", title, int(mean * 100), places=2)


def measures(_figure: ReportFigure, facts: HalfFacts) -> Iterable[ReportLine]:
    """Measures that fell due or were carried out in the half."""
    found = facts.care.measures
    done = [one for one in found if one.done_on is not None]
    names = tuple(NameBehind(one.name, one.done_on, said("done: {words}", words=one.result)) for one in done)
    yield ReportLine("measures.done", said("Measures carried out"), len(done), MEASURES, of=len(found), names=names)
    late = [one for one in found if one.is_overdue(facts.today)]
    names = tuple(NameBehind(one.name, one.due_on) for one in late)
    yield ReportLine("measures.overdue", said("Measures overdue"), len(late), MEASURES, names=names)


def seminars(_figure: ReportFigure, facts: HalfFacts) -> Iterable[ReportLine]:
    """Seminars held, and how many people came where it was counted."""
    held = facts.care.seminars
    names = tuple(NameBehind(one.topic, one.held_on) for one in held)
    yield ReportLine("seminars.held", said("Seminars held"), len(held), TIMES, names=names)
    counted = [one.heads for one in held if one.heads is not None]
    came = ReportLine("seminars.heads", said("People who came, where they were counted"), sum(counted), PEOPLE)
    yield came if counted else ReportLine("seminars.heads", came.title, None, told=said("Not known: nobody was counted."))


def dedicated_accounts(_figure: ReportFigure, facts: HalfFacts) -> Iterable[ReportLine]:
    """How far customers have come with payment to an account of their own, as changed in the half."""
    found = [one for one in facts.care.participations if one.programme is CustomerProgramme.DEDICATED_ACCOUNT]
    often = Counter(one.state for one in found)
    for state in Joining:
        own = [one for one in found if one.state is state]
        names = tuple(NameBehind(facts.name(one.customer_id), one.changed_on) for one in own)
        title = said("Payment to an account of one's own: {state}", state=JOINING_NAMES[state])
        yield ReportLine(f"dedicated_accounts.{state.value}", title, often[state], CUSTOMERS, names=names)


def audits(_figure: ReportFigure, facts: HalfFacts) -> Iterable[ReportLine]:
    """Energy audits measured in the half, how far they are, and what the reports say may be saved."""
    found = [one for one in facts.care.audits if one.state is not AuditState.ASKED]
    names = tuple(NameBehind(facts.name(one.customer_id), one.held_on, AUDIT_STATE_NAMES[one.state]) for one in found)
    yield ReportLine("audits.held", said("Energy audits"), len(found), CUSTOMERS, names=names)
    done = sum(one.state is AuditState.DONE for one in found)
    yield ReportLine("audits.done", said("Of these carried out"), done, CUSTOMERS, of=len(found))
    stated = [one.saving_kwh for one in found if one.saving_kwh is not None]
    title = said("Saving stated in the reports of energy audits")
    if stated:
        yield ReportLine("audits.kwh", title, sum(stated), KWH, secret=True)
    else:
        yield ReportLine("audits.kwh", title, None, told=said("Not known: no report states a saving."))
