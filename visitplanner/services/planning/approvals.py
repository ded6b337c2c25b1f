"""The annual plan's way through the office: proposed, signed, published; what changes afterwards is an amendment.

Signing happens on paper (plan 陸二); the program records that it did, and keeps the plan as it was published.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.visits.visits import Visit, VisitState
from visitplanner.services.core.conditions import Not
from visitplanner.services.core.outcome import Outcome, Topic
from visitplanner.services.core.subjects import Subjects
from visitplanner.services.core.work import Work


class Signer(StrEnum):
    """The boxes of 核章, in their order."""

    OFFICER = "officer"
    SECTION_CHIEF = "section_chief"
    MANAGER = "manager"
    DIRECTOR = "director"


class ApprovalState(StrEnum):
    """DRAFT: not proposed. PROPOSED: on its way through the boxes. SIGNED: all have signed. PUBLISHED: in force."""

    DRAFT = "draft"
    PROPOSED = "proposed"
    SIGNED = "signed"
    PUBLISHED = "published"


SIGNER_NAMES: Mapping[Signer, Message] = {
    Signer.OFFICER: said("officer in charge"),
    Signer.SECTION_CHIEF: said("section chief"),
    Signer.MANAGER: said("manager"),
    Signer.DIRECTOR: said("director"),
}
APPROVAL_NAMES: Mapping[ApprovalState, Message] = {
    ApprovalState.DRAFT: said("draft plan"),
    ApprovalState.PROPOSED: said("proposed for signature"),
    ApprovalState.SIGNED: said("signed"),
    ApprovalState.PUBLISHED: said("published"),
}


@dataclass(frozen=True)
class Signature:
    signer: Signer
    name: str
    on: dt.date


@dataclass(frozen=True)
class Amendment:
    """A visit that is not where the published plan had it; None: it was not there, or is no more."""

    subject: str
    before: dt.date | None
    after: dt.date | None
    leader_changed: bool


@dataclass(frozen=True)
class Approval:
    """How far a year's plan is. amendments: what changed since it was proposed."""

    year: int
    state: ApprovalState
    signatures: tuple[Signature, ...]
    proposed_on: dt.date | None
    published_on: dt.date | None
    amendments: tuple[Amendment, ...]

    @property
    def next_signer(self) -> Signer | None:
        signed = {signature.signer for signature in self.signatures}
        return next((signer for signer in Signer if signer not in signed), None)


@dataclass(frozen=True)
class ApprovalOf:
    """The approval of a year's plan."""

    year: int

    def answer(self, work: Work) -> Approval:
        kept = work.setting(_key(self.year), {})
        signatures = tuple(
            Signature(Signer(one["signer"]), one["name"], dt.date.fromisoformat(one["on"])) for one in kept.get("signatures", ())
        )
        return Approval(
            self.year,
            _state(kept, signatures),
            signatures,
            _day(kept.get("proposed_on")),
            _day(kept.get("published_on")),
            tuple(_amendments(work, self.year, kept["visits"])) if kept else (),
        )


@dataclass(frozen=True)
class ProposePlan:
    """Send the year's plan through the boxes as it stands in the calendar now; proposing again starts over."""

    year: int

    def carry_out(self, work: Work) -> Outcome[Approval]:
        visits = _visits(work, self.year)
        if not visits:
            raise Refused(said("There is no plan of {year} to propose.", year=self.year), mend=said("Plan the year first."))
        kept: dict[str, Any] = {
            "proposed_on": work.today.isoformat(),
            "signatures": [],
            "visits": {str(v.id): _place(v) for v in visits},
        }
        return _kept(work, self.year, kept, said("The plan of {year} is proposed for signature.", year=self.year))


@dataclass(frozen=True)
class SignPlan:
    """Record that one box was signed; boxes are signed in their order."""

    year: int
    signer: Signer
    name: str

    def carry_out(self, work: Work) -> Outcome[Approval]:
        now = ApprovalOf(self.year).answer(work)
        if now.state is not ApprovalState.PROPOSED or now.next_signer is not self.signer:
            expected = now.next_signer if now.state is ApprovalState.PROPOSED else None
            mend = said("Next is: {signer}.", signer=SIGNER_NAMES[expected]) if expected else said("Propose the plan first.")
            raise Refused(said("This box cannot be signed now."), mend=mend, field="signer")
        if not self.name.strip():
            raise Refused(said("Who signed is missing."), mend=said("Give the name."), field="name")
        kept = dict(work.setting(_key(self.year)))
        signature = {"signer": self.signer.value, "name": self.name.strip(), "on": work.today.isoformat()}
        kept["signatures"] = [*kept["signatures"], signature]
        return _kept(work, self.year, kept, said("Signed by {name}.", name=self.name.strip()))


@dataclass(frozen=True)
class PublishPlan:
    """Put the signed plan in force; changes from now on are amendments."""

    year: int

    def carry_out(self, work: Work) -> Outcome[Approval]:
        if ApprovalOf(self.year).answer(work).state is not ApprovalState.SIGNED:
            raise Refused(said("Only a plan that all have signed can be published."), mend=said("Record the signatures first."))
        kept = {**work.setting(_key(self.year)), "published_on": work.today.isoformat()}
        return _kept(work, self.year, kept, said("The plan of {year} is published.", year=self.year))


def _key(year: int) -> str:
    return f"plan_approval:{year}"


def _kept(work: Work, year: int, kept: dict[str, Any], message: Message) -> Outcome[Approval]:
    work.set_setting(_key(year), kept)
    return Outcome(ApprovalOf(year).answer(work), frozenset({Topic.VISITS}), message)


def _state(kept: Mapping[str, Any], signatures: tuple[Signature, ...]) -> ApprovalState:
    if not kept:
        return ApprovalState.DRAFT
    if kept.get("published_on"):
        return ApprovalState.PUBLISHED
    return ApprovalState.SIGNED if len(signatures) == len(Signer) else ApprovalState.PROPOSED


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _visits(work: Work, year: int) -> list[Visit]:
    return work.visits.find(year=year, state=Not(VisitState.CANCELLED))


def _place(visit: Visit) -> dict[str, str]:
    """Where a visit stands; a held one keeps its planned day, so that holding it is no amendment."""
    return {"subject": str(visit.subject_id), "day": visit.day.isoformat(), "leader": str(visit.leader_id)}


def _amendments(work: Work, year: int, before: Mapping[str, Mapping[str, str]]) -> list[Amendment]:
    now = {str(visit.id): _place(visit) for visit in _visits(work, year)}
    changed = [ident for ident in {**before, **now} if before.get(ident) != now.get(ident)]
    subjects = Subjects(work, {UUID((now.get(ident) or before[ident])["subject"]) for ident in changed})
    found: list[Amendment] = []
    for ident in changed:
        old, new = before.get(ident), now.get(ident)
        subject = (new or old or {})["subject"]
        led_anew = bool(old and new and old["leader"] != new["leader"])
        days = _day(old["day"]) if old else None, _day(new["day"]) if new else None
        found.append(Amendment(subjects.name(UUID(subject)), *days, led_anew))
    return sorted(found, key=lambda one: (one.after or one.before or dt.date.min, one.subject))
