"""The annual plan's way through the office: proposed, signed, published; what changes afterwards is an amendment.

Signing happens on paper (plan 陸二); the program records that it did, and keeps the plan as it was proposed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.kinds import Kind
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.core.records import Record
from visitplanner.domain.visits.visits import Visit, VisitState


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


@dataclass(frozen=True, slots=True)
class Signature:
    signer: Signer
    name: str
    on: dt.date


@dataclass(frozen=True, slots=True)
class ProposedVisit:
    """Where a visit stood when the plan was proposed: who is visited, on which day, led by whom."""

    visit_id: UUID
    subject_id: UUID
    day: dt.date
    leader_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Signable(Record):
    """A paper on its way through the boxes of 核章."""

    signatures: tuple[Signature, ...] = ()
    published_on: dt.date | None = None

    @property
    def state(self) -> ApprovalState:
        if self.published_on is not None:
            return ApprovalState.PUBLISHED
        return ApprovalState.PROPOSED if self.next_signer else ApprovalState.SIGNED

    @property
    def next_signer(self) -> Signer | None:
        """Whose box is still empty, the first of them; None when all have signed."""
        signed = {signature.signer for signature in self.signatures}
        return next((signer for signer in Signer if signer not in signed), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval(Signable):
    """A year's plan as it was proposed, one a year, and how far it has come. A year without one is a draft."""

    year: int
    proposed_on: dt.date
    visits: tuple[ProposedVisit, ...]


S = TypeVar("S", bound=Signable)


@dataclass(frozen=True, slots=True)
class Departure:
    """A visit that is not where the proposed plan had it; before or after None: it was not there, or is no more."""

    subject_id: UUID
    before: dt.date | None
    after: dt.date | None
    leader_changed: bool


def proposed(year: int, visits: Iterable[Visit], today: dt.date) -> Approval:
    """The year's plan as it stands today, unsigned; raises `Refused` when no visit stands in it."""
    standing = tuple(_places(visits).values())
    if not standing:
        raise Refused(said("There is no plan of {year} to propose.", year=year), mend=said("Plan the year first."))
    return Approval(year=year, proposed_on=today, visits=standing)


def signed(approval: S | None, signer: Signer, name: str, today: dt.date) -> S:
    """The approval with one more box signed; raises `Refused` when it is another's turn or `name` is blank."""
    expected = approval.next_signer if approval is not None and approval.state is ApprovalState.PROPOSED else None
    if approval is None or expected is not signer:
        mend = said("Next is: {signer}.", signer=SIGNER_NAMES[expected]) if expected else said("Propose the plan first.")
        raise Refused(said("This box cannot be signed now."), mend=mend, field="signer")
    if not name.strip():
        raise Refused(said("Who signed is missing."), mend=said("Give the name."), field="name")
    return replace(approval, signatures=(*approval.signatures, Signature(signer, name.strip(), today)))


def published(approval: S | None, today: dt.date) -> S:
    """The plan in force from today on; raises `Refused` unless all have signed it."""
    if approval is None or approval.state is not ApprovalState.SIGNED:
        raise Refused(said("Only what all have signed can be published."), mend=said("Record the signatures first."))
    return replace(approval, published_on=today)


def departures(approval: Approval, visits: Iterable[Visit]) -> list[Departure]:
    """What stands elsewhere now than it was proposed; a visit that was held keeps its planned day and is none."""
    before, now = {place.visit_id: place for place in approval.visits}, _places(visits)
    found: list[Departure] = []
    for ident in {**before, **now}:
        old, new = before.get(ident), now.get(ident)
        known = new or old
        if old != new and known is not None:
            led_anew = old is not None and new is not None and old.leader_id != new.leader_id
            found.append(Departure(known.subject_id, old and old.day, new and new.day, led_anew))
    return found


def _places(visits: Iterable[Visit]) -> dict[UUID, ProposedVisit]:
    return {
        visit.id: ProposedVisit(visit.id, visit.subject_id, visit.day, visit.leader_id)
        for visit in visits
        if visit.state is not VisitState.CANCELLED
    }


APPROVALS = Kind(
    name="approvals",
    record=Approval,
    noun=said("the approval of a plan"),
    label=lambda approval: said("the approval of the plan of {year}", year=approval.year),
    order=("year",),
)
