"""One owed or agreed visit, and one person, as the planner sees them: which days, who leads, what leaving it out costs."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.customers.wishes import Wish, days_allowed, in_words
from visitplanner.domain.planning import problem as planning
from visitplanner.domain.planning.plan import Placed
from visitplanner.domain.planning.year.leading import Leader
from visitplanner.domain.programme.obligations import Obligation, one_interval_later
from visitplanner.domain.programme.programme import Rule
from visitplanner.domain.staff.staff import Person
from visitplanner.domain.visits.visits import SubjectKind, Visit
from visitplanner.services.core.subjects import Subjects
from visitplanner.services.planning.problem.facts import Facts, OwedVisit
from visitplanner.services.planning.weights import Urgency

MOST_FOR_OVERDUE = 500
FOR_GROUPS = 300
"""Points by which a visit is worth more than another when not all find a place: most for one long overdue, and for a group."""


def planned_visit(
    facts: Facts, one: OwedVisit, days: Sequence[dt.date], leaders: Sequence[Leader], urgency: Urgency
) -> tuple[planning.PlannedVisit, tuple[Message, ...]]:
    """The visit as the problem sees it, and what a person should know of how it came about.

    Its ideal day is the true one, also when that is over; `levelled` gives it its turn. One whose turn went by without a visit
    is best paid at once.
    """
    obligation, wish = one.obligation, facts.wishes.get(one.obligation.subject_id)
    rule = facts.programme.rule(obligation.kind, obligation.window.first)
    wide = facts.free is not None and facts.free in (obligation.subject_id, obligation.visit_id)
    before, after = neighbours_of(facts, obligation)
    wanted = obligation.rhythm or obligation.ideal
    if before is not None and obligation.ordinal == 1:
        wanted = max(wanted, one_interval_later(before, rule))
    ideal = min(wanted, obligation.due)
    present = present_days(days, obligation, leaders)
    called_off = facts.called_off(obligation.subject_id)
    if not wide:
        present = apart_from(noticed(present, facts.notice_until, one.kept), before, after, rule)
        present = away_from(present, called_off)
    allowed, heeded = days_allowed(wish, present)
    passed = ideal if wide and ideal < days[0] else None
    at_once = not wide and (obligation.subject_id, obligation.ordinal) in facts.missed and ideal < min(allowed, default=ideal)
    visit = planning.PlannedVisit(
        id=one.key,
        customer=str(obligation.subject_id),
        kind=kind_of(obligation.kind),
        township=facts.subjects.get(obligation.subject_id).township,
        ideal=_soonest(days, facts.notice_until) if passed else allowed[0] if at_once else ideal,
        days=tuple(allowed),
        leaders=tuple(str(leader.person.id) for leader in leaders),
        needs=needs_of(rule),
        weekdays=frozenset(wish.preferred_weekdays) if wish else frozenset(),
        haste=urgency.haste,
        unplaced=unplaced_price(facts, obligation, ideal, urgency, allowed),
        leading={str(leader.person.id): leader.days for leader in leaders if leader.days is not None},
        company=facts.subjects.called_on_together(obligation.subject_id),
        passed=ideal if at_once else passed,
        slots=(wish.slot.value,) if wish is not None and wish.slot is not None else (),
    )
    return visit, (*wish_remarks(wish, heeded=heeded), *called_off.values(), *urgency.reasons)


def _soonest(days: Sequence[dt.date], notice_until: dt.date) -> dt.date:
    return next((day for day in days if day > notice_until), days[0])


def neighbours_of(facts: Facts, obligation: Obligation) -> tuple[dt.date | None, dt.date | None]:
    """The nearest days on which the subject is to be visited for the years before and after; None without such a visit."""
    own = [visit for visit in facts.standing.get(obligation.subject_id, ()) if visit.day > facts.today]
    before = max((visit.day for visit in own if visit.year < facts.year), default=None)
    return before, min((visit.day for visit in own if visit.year > facts.year), default=None)


def noticed(days: Sequence[dt.date], notice_until: dt.date, kept: Visit | None) -> list[dt.date]:
    """The days after the notice, and the one on which a suggestion stands already."""
    return [day for day in days if day > notice_until or (kept is not None and kept.day == day)]


def apart_from(days: list[dt.date], before: dt.date | None, after: dt.date | None, rule: Rule) -> list[dt.date]:
    """The days far enough from the subject's visits of the years before and after; all of them where none is."""
    gap = dt.timedelta(days=max(rule.min_days, planning.APART_DAYS))
    kept = [day for day in days if (before is None or day >= before + gap) and (after is None or day <= after - gap)]
    return kept or days


def away_from(days: list[dt.date], called_off: Iterable[dt.date]) -> list[dt.date]:
    """The days far enough from those the subject called off; where none is, all but those; where none is left, all."""
    off = set(called_off)
    apart = [day for day in days if all(abs((day - other).days) >= planning.APART_DAYS for other in off)]
    return apart or [day for day in days if day not in off] or days


def unplaced_price(
    facts: Facts, obligation: Obligation, ideal: dt.date, urgency: Urgency, days: Sequence[dt.date]
) -> float | None:
    """What leaving a visit out costs: more the longer it is overdue, and for groups, whose teams are hard to find."""
    overdue = max(0, (facts.first_day - ideal).days)
    more = min(overdue // 4, MOST_FOR_OVERDUE) + (FOR_GROUPS if obligation.kind is SubjectKind.GROUP else 0)
    if urgency.haste and days:
        more += urgency.haste * (days[-1] - days[0]).days
    return facts.prices.unplaced + more if more else None


def no_day(facts: Facts, one: OwedVisit, days: Sequence[dt.date], leaders: Sequence[Leader]) -> Message | None:
    """Why no day at all is left for an owed visit; None when there is one."""
    obligation, window = one.obligation, one.obligation.window
    if not _between(days, window.first, window.last):
        if window.last >= facts.today:
            return said(
                "No working day is left for it until {last} (plan {clause}); held later it counts only with a stated reason.",
                last=window.last,
                clause=obligation.clause,
            )
        return said(
            "Its time, {first} to {last}, is over (plan {clause}); held later it counts only with a stated reason.",
            first=window.first,
            last=window.last,
            clause=obligation.clause,
        )
    present = present_days(days, obligation, leaders)
    if not present:
        names = "、".join(leader.person.name for leader in leaders)
        return said("{people} may lead it, but on no day until {last}.", people=names, last=window.last)
    if facts.free is None and not noticed(present, facts.notice_until, one.kept):
        return said(
            "Its time ends on {last}, and up to {notice} nothing new is suggested; agree a day with the customer yourself.",
            last=present[-1],
            notice=facts.notice_until,
        )
    return None


def wish_remarks(wish: Wish | None, *, heeded: bool) -> tuple[Message, ...]:
    """What was made of a wish. The preferred weekday is left out: whether it was met shows once there is a plan."""
    if wish is None:
        return ()
    if heeded:
        return in_words(replace(wish, preferred_weekdays=()))
    return (said("Against the customer's wish: it leaves no day on which this visit can be settled. Ask the customer."),)


def present_days(days: Sequence[dt.date], obligation: Obligation, leaders: Iterable[Leader]) -> list[dt.date]:
    """Working days of the obligation's span on which somebody who may lead is there."""
    within = _between(days, obligation.ready, obligation.due) or _between(days, obligation.window.first, obligation.window.last)
    able = frozenset[dt.date]().union(*(leader.able for leader in leaders))
    return [day for day in within if day in able]


def _between(days: Sequence[dt.date], first: dt.date, last: dt.date) -> Sequence[dt.date]:
    return days[bisect_left(days, first) : bisect_right(days, last)]


def kind_of(kind: SubjectKind) -> str:
    return planning.GROUP if kind is SubjectKind.GROUP else planning.ANNUAL


def needs_of(rule: Rule) -> dict[str, int]:
    needs: dict[str, int] = defaultdict(int)
    for skill in rule.member_skills:
        needs[skill.value] += 1
    return dict(needs)


def planned_person(facts: Facts, person: Person, days: Sequence[dt.date]) -> planning.Visitor:
    return planning.Visitor(
        id=str(person.id),
        rank=person.rank.name.lower(),
        skills=frozenset(skill.value for skill in person.skills),
        off=frozenset(day for day in days if person.is_away(day)),
        per_day=person.visits_a_day,
        taken=facts.joined[person.id],
    )


def agreed_visit(facts: Facts, visit: Visit) -> planning.PlannedVisit:
    """An agreed visit as the problem sees it: it has one place and keeps it."""
    return planning.PlannedVisit(
        id=str(visit.id),
        customer=str(visit.subject_id),
        kind=kind_of(visit.subject_kind),
        township=township_of(facts.subjects, visit.subject_id),
        ideal=visit.day,
        days=(visit.day,),
        leaders=(str(visit.leader_id),),
        company=facts.subjects.called_on_together(visit.subject_id),
    )


def township_of(subjects: Subjects, ident: UUID) -> str:
    known = ident in subjects.customers or ident in subjects.groups or ident in subjects.parks
    return subjects.get(ident).township if known else ""


def placed(visit: Visit, key: str) -> Placed:
    members = tuple(str(ident) for ident in visit.member_ids)
    return Placed(key, visit.day, visit.slot.value, str(visit.leader_id), members, visit.time)


def spacings(facts: Facts, owed: Mapping[str, OwedVisit]) -> Iterable[planning.Spacing]:
    """Between the two visits of one subject that are both still to be placed; a placed one narrows the other's days."""
    for one in owed.values():
        if one.obligation.ordinal < 2:
            continue
        before = owed.get(f"{one.obligation.subject_id}:{one.obligation.ordinal - 1}")
        rule = facts.programme.rule(one.obligation.kind, one.obligation.window.first)
        if before is not None:
            yield planning.Spacing(before.key, one.key, rule.min_days, rule.max_days or 366)
