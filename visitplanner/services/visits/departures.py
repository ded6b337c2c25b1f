"""What in a day or a team chosen by hand departs from wishes and rules: said at once, and carried out when a person insists."""

from __future__ import annotations

from dataclasses import replace

from visitplanner.domain.core.errors import Doubted
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.customers.wishes import against, against_hours
from visitplanner.domain.programme.counting import Judge, remaining, team_failures
from visitplanner.domain.staff.staff import ASSIGNMENTS
from visitplanner.domain.visits.visits import OPEN_STATES, VISITS, SubjectKind, Visit, VisitState
from visitplanner.services.core.subjects import Subjects
from visitplanner.services.core.work import Work
from visitplanner.services.customers.wishes import wish_of
from visitplanner.services.programme.counting import specialists_of
from visitplanner.services.programme.practice import notice_until, practice_of
from visitplanner.services.programme.year_book import judge_of


def doubt(work: Work, visit: Visit, before: Visit | None, doing: Message) -> None:
    """Raises `Doubted` with everything that departs. before: the visit as it stood, None if nowhere; what its team lacked then,
    and on the same half-day what departed then, is not asked about again."""
    assigned = work.shelf(ASSIGNMENTS).find(subject_id=visit.subject_id)
    judge = replace(judge_of(work), specialists=specialists_of(assigned))
    found, lacking = _of_day(work, visit, judge), _of_team(visit, judge)
    if before is not None:
        known = _of_team(before, judge)
        lacking = [one for one in lacking if one not in known]
        if (before.day, before.slot) == (visit.day, visit.slot):
            found = []
    if before is None or visit.time != before.time:
        found += _of_time(work, visit)
    found += _of_notice(work, visit, before)
    if found or lacking:
        raise Doubted(joined([*found, *lacking]), where=doing, mend=said("Choose another day or team."), field="day")


def _of_day(work: Work, visit: Visit, judge: Judge) -> list[Message]:
    """What departs from the subject's wish and the time that owes the visit, and who else calls there on that day."""
    wish = wish_of(work, visit.subject_id)
    found = list(against(wish, visit.day, visit.slot)) if wish is not None else []
    if judge.programme.has_rule(visit.subject_kind, visit.day):
        found += _outside(visit, judge)
    return found + _same_day(work, visit, Subjects(work, (visit.subject_id,)))


def _of_notice(work: Work, visit: Visit, before: Visit | None) -> list[Message]:
    """The visit comes sooner than customers are told beforehand. Asked once: not of one that was agreed
    before or is entered as agreed, for its customer knows, nor of one that comes no sooner than it stood."""
    until = notice_until(work)
    if not work.today <= visit.day <= until:
        return []
    stood = before if before is not None else visit
    if stood.state is VisitState.BOOKED or (before is not None and before.day <= visit.day):
        return []
    return [
        said(
            "{day} lies within the notice of {days} working days that customers get, until {until}: only when the customer asks "
            "for it or agrees to it.",
            day=visit.day,
            days=practice_of(work).norms.notice_days,
            until=until,
        )
    ]


def _of_time(work: Work, visit: Visit) -> tuple[Message, ...]:
    wish = wish_of(work, visit.subject_id)
    return against_hours(wish, visit.time) if wish is not None else ()


def _of_team(visit: Visit, judge: Judge) -> list[Message]:
    """What the team lacks under the rule of the visit's day."""
    if not judge.programme.has_rule(visit.subject_kind, visit.day):
        return []
    rule = judge.programme.rule(visit.subject_kind, visit.day)
    return [failure.message for failure in remaining(team_failures(visit, rule, judge), visit.override)]


def _outside(visit: Visit, judge: Judge) -> list[Message]:
    """The visit stands outside the year or half that owes it."""
    rule = judge.programme.rule(visit.subject_kind, visit.day)
    windows = judge.programme.windows(rule, visit.year)
    if visit.ordinal > len(windows) or visit.day in windows[visit.ordinal - 1]:
        return []
    window = windows[visit.ordinal - 1]
    return [
        said(
            "{day} lies outside {first} to {last}, the time that owes this visit (plan {clause}); "
            "held then it counts for it only with a stated reason.",
            day=visit.day,
            first=window.first,
            last=window.last,
            clause=rule.clause,
        )
    ]


def _same_day(work: Work, visit: Visit, subjects: Subjects) -> list[Message]:
    """Others who call on the same customer, its group or its sites on that day."""
    if visit.subject_kind is SubjectKind.PARK:
        return []
    related = subjects.related(visit.subject_id)
    every = work.shelf(VISITS).find(day=visit.day, subject_id=related, state=OPEN_STATES)
    others = [one for one in every if one.id != visit.id and one.subject_kind is not SubjectKind.PARK]
    return [
        said("{subject} is visited on {day} too.", subject=subjects.name(other.subject_id), day=other.day)
        for other in sorted(others, key=lambda one: (one.slot, str(one.id)))
    ]


def joined(messages: list[Message]) -> Message:
    """Several sentences as one message; at least one."""
    whole = messages[0]
    for message in messages[1:]:
        whole = said("{first} {second}", first=whole, second=message)
    return whole
