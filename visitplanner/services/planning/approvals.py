"""The approval of a year's plan: proposing it, recording the signatures, putting it in force, and what changed since."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.planning.year.approvals import (
    APPROVALS,
    Approval,
    ApprovalState,
    Signature,
    Signer,
    departures,
    proposed,
    published,
    signed,
)
from visitplanner.domain.visits.visits import VISITS, VisitState
from visitplanner.services.core.conditions import Not
from visitplanner.services.core.outcome import Outcome
from visitplanner.services.core.subjects import Subjects
from visitplanner.services.core.work import Work


@dataclass(frozen=True)
class Amendment:
    """A visit that is not where the proposed plan had it; None: it was not there, or is no more."""

    subject: str
    before: dt.date | None
    after: dt.date | None
    leader_changed: bool


@dataclass(frozen=True)
class ApprovalSheet:
    """How far a year's plan is. amendments: what changed since it was proposed."""

    year: int
    state: ApprovalState = ApprovalState.DRAFT
    signatures: tuple[Signature, ...] = ()
    proposed_on: dt.date | None = None
    published_on: dt.date | None = None
    amendments: tuple[Amendment, ...] = ()
    next_signer: Signer | None = Signer.OFFICER


@dataclass(frozen=True)
class ApprovalOf:
    """How far the plan of a year is."""

    year: int

    def answer(self, work: Work) -> ApprovalSheet:
        kept = _kept(work, self.year)
        if kept is None:
            return ApprovalSheet(self.year)
        return ApprovalSheet(
            year=self.year,
            state=kept.state,
            signatures=kept.signatures,
            proposed_on=kept.proposed_on,
            published_on=kept.published_on,
            amendments=_amendments(work, kept),
            next_signer=kept.next_signer,
        )


@dataclass(frozen=True)
class ProposePlan:
    """Send the year's plan through the boxes as it stands in the calendar now; proposing again starts over."""

    year: int

    def carry_out(self, work: Work) -> Outcome[ApprovalSheet]:
        fresh = proposed(self.year, work.shelf(VISITS).find(year=self.year), work.today)
        kept = _kept(work, self.year)
        if kept is None:
            work.shelf(APPROVALS).add(fresh)
        else:
            work.shelf(APPROVALS).change(replace(fresh, id=kept.id, version=kept.version))
        return _done(work, self.year, said("The plan of {year} is proposed for signature.", year=self.year))


@dataclass(frozen=True)
class SignPlan:
    """Record that one box was signed; boxes are signed in their order."""

    year: int
    signer: Signer
    name: str

    def carry_out(self, work: Work) -> Outcome[ApprovalSheet]:
        work.shelf(APPROVALS).change(signed(_kept(work, self.year), self.signer, self.name, work.today))
        return _done(work, self.year, said("Signed by {name}.", name=self.name.strip()))


@dataclass(frozen=True)
class PublishPlan:
    """Put the signed plan in force; changes from now on are amendments."""

    year: int

    def carry_out(self, work: Work) -> Outcome[ApprovalSheet]:
        work.shelf(APPROVALS).change(published(_kept(work, self.year), work.today))
        return _done(work, self.year, said("The plan of {year} is published.", year=self.year))


def _kept(work: Work, year: int) -> Approval | None:
    return next(iter(work.shelf(APPROVALS).find(year=year)), None)


def _done(work: Work, year: int, message: Message) -> Outcome[ApprovalSheet]:
    return Outcome(ApprovalOf(year).answer(work), message)


def _amendments(work: Work, kept: Approval) -> tuple[Amendment, ...]:
    found = departures(kept, work.shelf(VISITS).find(year=kept.year, state=Not(VisitState.CANCELLED)))
    subjects = Subjects(work, {each.subject_id for each in found})
    named = [Amendment(subjects.name(each.subject_id), each.before, each.after, each.leader_changed) for each in found]
    return tuple(sorted(named, key=lambda one: (one.after or one.before or dt.date.min, one.subject)))
