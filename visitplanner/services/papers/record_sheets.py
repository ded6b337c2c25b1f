"""The visit record for signature: filled from a visit that was held, or blank with room to write."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.domain.customers.customers import CONTACTS, Contact, Customer
from visitplanner.domain.follow_ups.follow_ups import FOLLOW_UPS, FollowUp
from visitplanner.domain.programme.topics import TalkingPoint, TopicKind
from visitplanner.domain.staff.staff import PEOPLE
from visitplanner.domain.visits.visits import VISITS, SubjectKind, VisitState
from visitplanner.services.core.subjects import Subjects
from visitplanner.services.core.work import Work
from visitplanner.services.visits.visits import VisitRow, rows_of


@dataclass(frozen=True, slots=True)
class RaisedCase:
    """What was raised at the visit, with the name of who sees to it."""

    case: FollowUp
    owner: str


@dataclass(frozen=True, slots=True)
class RecordPaper:
    """All that a visit record prints. row: None for a blank one of a subject; nothing at all known: a form to copy. told: the
    topics that were spoken of; topics: all that may be. filled: the visit was recorded."""

    name: str
    kind: SubjectKind | None
    sites: tuple[Customer, ...]
    contacts: tuple[Contact, ...]
    row: VisitRow | None
    told: tuple[TalkingPoint, ...]
    topics: tuple[TalkingPoint, ...]
    raised: tuple[RaisedCase, ...]
    printed_on: dt.date
    office: str = ""
    demonstration: bool = False

    @property
    def filled(self) -> bool:
        return self.row is not None and self.row.visit.state is VisitState.DONE


@dataclass(frozen=True, slots=True)
class RecordPaperFor:
    """The record of a visit; blank for one still to be held, for a subject alone, or for nobody yet."""

    visit_id: UUID | None = None
    subject_id: UUID | None = None
    demonstration: bool = False

    def answer(self, work: Work) -> RecordPaper:
        visit = work.shelf(VISITS).get(self.visit_id) if self.visit_id else None
        if visit is not None and visit.state is VisitState.CANCELLED:
            raise Refused(said("The visit was cancelled: there is no record of it."), mend=said("Choose another visit."))
        ident = visit.subject_id if visit else self.subject_id
        subject = Subjects(work, [ident]).get(ident) if ident else None
        sites = subject.sites if subject else ()
        day = (visit.held_on or visit.day) if visit else work.today
        current = tuple(point for point in work.known.topics if point.kind is not TopicKind.INQUIRY and point.is_current(day))
        told = tuple(point for point in work.known.topics if visit and point.id in visit.topics)
        cases = work.shelf(FOLLOW_UPS).find(visit_id=visit.id) if visit else []
        owners = {one.id: one.name for one in work.shelf(PEOPLE).find(id=[case.owner_id for case in cases if case.owner_id])}
        contacts = work.shelf(CONTACTS).find(customer_id=[site.id for site in sites]) if sites else []
        return RecordPaper(
            name=subject.name if subject else "",
            kind=(visit.subject_kind if visit else subject.kind) if subject else None,
            sites=sites,
            contacts=tuple(sorted(contacts, key=lambda contact: contact.name)),
            row=rows_of(work, [visit])[0] if visit else None,
            told=told,
            topics=current,
            raised=tuple(
                RaisedCase(case, owners.get(case.owner_id, "") if case.owner_id else "")
                for case in sorted(cases, key=lambda case: (case.due_on, case.text))
            ),
            printed_on=work.today,
            office=str(work.setting("office_name", "")),
            demonstration=self.demonstration,
        )
