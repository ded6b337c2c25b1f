"""What makes a visit count: the clauses it may fail, each named (plan 伍一(二)1 and 2)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.programme.programme import RANK_NAMES, SKILL_NAMES, Choices, Programme, Rule
from visitplanner.domain.staff.staff import Person, Skill
from visitplanner.domain.visits.visits import NOT_HELD, SubjectKind, Visit, VisitOutcome


class FailureCode(StrEnum):
    """Why a visit does not count."""

    NO_RECORD = "no_record"
    NOT_HELD = "not_held"
    FUTURE = "future"
    PHONE = "phone"
    VIDEO = "video"
    LEADER_RANK = "leader_rank"
    NOT_SPECIALIST = "not_specialist"
    MISSING_SKILL = "missing_skill"
    ONE_SITE = "one_site"
    WRONG_HALF = "wrong_half"
    OUTSIDE_YEAR = "outside_year"
    SURPLUS = "surplus"


NOT_TO_BE_OVERRIDDEN = frozenset({FailureCode.NO_RECORD, FailureCode.NOT_HELD, FailureCode.FUTURE, FailureCode.SURPLUS})


@dataclass(frozen=True, slots=True)
class Failure:
    """A clause a visit fails. A reason given by a person (`Visit.override`) can set aside those that are `overridable`."""

    code: FailureCode
    clause: str
    message: Message

    @property
    def overridable(self) -> bool:
        return self.code not in NOT_TO_BE_OVERRIDDEN


@dataclass(frozen=True, slots=True)
class Judge:
    """What is needed to say whether a visit counts.

    people: all of the office, also those who left. specialists: the 服務專員 of a subject on a day, substitutes included;
    where nobody is named any leader of sufficient rank will do.
    """

    programme: Programme
    people: Mapping[UUID, Person]
    specialists: Callable[[UUID, dt.date], Collection[UUID]]
    today: dt.date


def failures(visit: Visit, rule: Rule, judge: Judge) -> list[Failure]:
    """The clauses a visit fails under a rule, the one of the day it was held; empty when it counts by itself.

    Whether its half of the year is the right one depends on the subject's other visits: see `domain.obligations`.
    """
    held = _not_held(visit, judge)
    if held is not None:
        return [held]
    return [*_by_wire(visit, rule, judge.programme.choices), *team_failures(visit, rule, judge)]


def remaining(failures: list[Failure], override: str) -> list[Failure]:
    """The failures a stated reason does not set aside."""
    return [failure for failure in failures if not (override.strip() and failure.overridable)]


def team_failures(visit: Visit, rule: Rule, judge: Judge) -> list[Failure]:
    """What the team of a visit, held or planned, lacks under a rule."""
    found = [_leader_rank(visit, rule, judge), _specialist(visit, rule, judge), _one_site(visit, rule, judge.programme.choices)]
    return [failure for failure in found if failure is not None] + _skills(visit, rule, judge)


def _not_held(visit: Visit, judge: Judge) -> Failure | None:
    if visit.outcome in NOT_HELD:
        return Failure(FailureCode.NOT_HELD, "", said("Does not count: it did not take place."))
    if visit.outcome is None or visit.held_on is None:
        return Failure(FailureCode.NO_RECORD, "", said("Does not count yet: it has no record."))
    if visit.held_on > judge.today:
        return Failure(FailureCode.FUTURE, "", said("Does not count: {day} lies in the future.", day=visit.held_on))
    return None


def _by_wire(visit: Visit, rule: Rule, choices: Choices) -> list[Failure]:
    if visit.outcome is VisitOutcome.PHONE and not choices.phone_counts:
        message = said("Does not count: it was a telephone call (plan {clause}).", clause=rule.clause)
        return [Failure(FailureCode.PHONE, rule.clause, message)]
    if visit.outcome is VisitOutcome.VIDEO and not choices.video_counts:
        message = said("Does not count: it was a video meeting (plan {clause}).", clause=rule.clause)
        return [Failure(FailureCode.VIDEO, rule.clause, message)]
    return []


def _leader_rank(visit: Visit, rule: Rule, judge: Judge) -> Failure | None:
    leader = judge.people.get(visit.leader_id)
    if leader is not None and leader.rank >= rule.leader_rank:
        return None
    message = said(
        "Does not count: the leader {leader} is not of the rank {rank} or above (plan {clause}).",
        leader=leader.name if leader else "?",
        rank=RANK_NAMES[rule.leader_rank],
        clause=rule.clause,
    )
    return Failure(FailureCode.LEADER_RANK, rule.clause, message)


def _specialist(visit: Visit, rule: Rule, judge: Judge) -> Failure | None:
    if not rule.own_specialist:
        return None
    named = judge.specialists(visit.subject_id, visit.held_on or visit.day)
    if not named or visit.leader_id in named:
        return None
    message = said(
        "Does not count: {leader} was not the customer's specialist on that day (plan {clause}).",
        leader=judge.people[visit.leader_id].name if visit.leader_id in judge.people else "?",
        clause=rule.clause,
    )
    return Failure(FailureCode.NOT_SPECIALIST, rule.clause, message)


def _one_site(visit: Visit, rule: Rule, choices: Choices) -> Failure | None:
    if rule.kind is not SubjectKind.GROUP or visit.site_id is None or choices.one_site_counts:
        return None
    message = said("Does not count: only one site of the group was visited (plan {clause}).", clause=rule.clause)
    return Failure(FailureCode.ONE_SITE, rule.clause, message)


def _skills(visit: Visit, rule: Rule, judge: Judge) -> list[Failure]:
    present = dict.fromkeys(ident for ident in visit.member_ids if ident != visit.leader_id)
    members = [judge.people[ident] for ident in present if ident in judge.people]
    return [
        Failure(
            FailureCode.MISSING_SKILL,
            rule.clause,
            said(
                "Does not count: the team lacks a {skill} member besides the leader (plan {clause}).",
                skill=SKILL_NAMES[skill],
                clause=rule.clause,
            ),
        )
        for skill in missing_skills(rule.member_skills, members)
    ]


def missing_skills(wanted: tuple[Skill, ...], members: list[Person]) -> tuple[Skill, ...]:
    """The skills no member is left for, when each member stands for one; as few as possible."""
    if not wanted:
        return ()
    skill, *rest = wanted
    without = (skill, *missing_skills(tuple(rest), members))
    options = [
        missing_skills(tuple(rest), [other for other in members if other is not member])
        for member in members
        if skill in member.skills
    ]
    return min([*options, without], key=len)
