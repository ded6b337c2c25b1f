"""Everybody who is owed a visit, as somebody to be looked after."""

from __future__ import annotations

from visitplanner.domain.programme.programme import Rule
from visitplanner.domain.programme.proposals import Charge
from visitplanner.domain.staff.staff import Role
from visitplanner.domain.visits.visits import SubjectKind
from visitplanner.services.core.subjects import Subject, Subjects


def role_for(kind: SubjectKind) -> Role:
    """Groups have a 領隊, everybody else a 服務專員."""
    return Role.LEADER if kind is SubjectKind.GROUP else Role.SPECIALIST


def charge_of(subject: Subject, kind: SubjectKind, rule: Rule, subjects: Subjects) -> Charge:
    """A subject owed visits of a kind under a rule; the accounts of one group or company are to stay with one person."""
    towns = dict.fromkeys(site.township for site in subject.sites if site.township)
    return Charge(
        subject.id,
        subject.name,
        role_for(kind),
        rule.leader_rank,
        rule.visits,
        tuple(towns) or ((subject.township,) if subject.township else ()),
        sum(site.regular_kw for site in subject.sites),
        "" if kind is SubjectKind.GROUP else subjects.called_on_together(subject.id),
    )
