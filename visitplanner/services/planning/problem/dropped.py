"""Suggestions that leave the calendar when a plan is put into it, each with its reason: nothing vanishes without a word."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.programme.thresholds import threshold_changes
from visitplanner.domain.visits.visits import Visit, VisitState, lapsed
from visitplanner.services.core.work import Work
from visitplanner.services.planning.problem.facts import Facts
from visitplanner.services.programme.year_book import register_of

Dropped = tuple[Visit, Message]


def dropped(work: Work, facts: Facts) -> tuple[Dropped, ...]:
    """The suggestions of the year that stand for nothing owed, in the order of their days."""
    standing = {one.visit_id for one in facts.obligations}
    loose = [
        visit
        for visit in facts.visits
        if visit.year == facts.year
        and visit.state is VisitState.SUGGESTED
        and visit.id not in standing
        and (not visit.pinned or lapsed(visit, work.today))
    ]
    reasons = _below(work, facts)
    found = ((visit, _why(visit, facts, work.today, reasons)) for visit in loose)
    return tuple(sorted(found, key=lambda pair: (pair[0].day, pair[0].slot, str(pair[0].id))))


def _why(visit: Visit, facts: Facts, today: dt.date, below: dict[UUID, Message]) -> Message:
    owed = [one for one in facts.obligations if one.subject_id == visit.subject_id]
    if lapsed(visit, today):
        return said("Its day is over and nobody agreed to it; the visit is owed again.")
    if owed and all(one.done for one in owed):
        return said("The visits owed in this year are done.")
    if owed:
        return said("Another visit stands for it.")
    return below.get(visit.subject_id) or said("No visit is owed to it any more.")


def _below(work: Work, facts: Facts) -> dict[UUID, Message]:
    """Who falls below the threshold in the year, by subject."""
    period = facts.programme.period(facts.year)
    register = register_of(work, facts.subjects, period.first)
    found = threshold_changes(facts.programme, register.customers, register.changes, period)
    return {
        one.customer.id: said(
            "Below the threshold since {day}: {after:,} kW instead of {before:,} kW. No visit is owed any more.",
            day=one.on,
            before=one.before_kw,
            after=one.after_kw,
        )
        for one in found
        if not one.entered
    }
