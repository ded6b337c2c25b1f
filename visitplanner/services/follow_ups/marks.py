"""What a case bears besides its text, and the documents the customer was told to bring."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from uuid import UUID

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.core.texts import name_key
from visitplanner.domain.follow_ups import follow_ups as rules
from visitplanner.domain.follow_ups.follow_ups import FOLLOW_UPS, FollowUp
from visitplanner.domain.follow_ups.requests import MOST_DOCUMENTS, REQUEST_KINDS, RequestKind, asked
from visitplanner.services.core.outcome import Outcome
from visitplanner.services.core.work import Work
from visitplanner.services.follow_ups.follow_ups import Marks, asked_of, changes_between, check_owner, usual_due, write_line


def marks_of(case: FollowUp) -> Marks:
    """What a case bears now."""
    return Marks(case.receipt, case.petition, case.controller_id, case.public_opinion, case.request_id)


def keep_changed(work: Work, kept: FollowUp, changed: FollowUp, mend: Message) -> FollowUp:
    """Keep what a case bears now, with a line in its log; raises `Refused` when nothing changes."""
    if changed == kept:
        raise Refused(said("Nothing changed."), mend=mend)
    stored = work.shelf(FOLLOW_UPS).change(changed)
    changes = changes_between(work, kept, stored)
    if changes:
        write_line(work, stored, changes)
    return stored


@dataclass(frozen=True)
class MarksOf:
    """What a case bears now; raises `Unknown`."""

    follow_up_id: UUID

    def answer(self, work: Work) -> Marks:
        return marks_of(work.shelf(FOLLOW_UPS).get(self.follow_up_id))


@dataclass(frozen=True)
class DocumentsHere:
    """The names of the documents of a case that came; raises `Unknown`."""

    follow_up_id: UUID

    def answer(self, work: Work) -> tuple[str, ...]:
        return tuple(one.name for one in work.shelf(FOLLOW_UPS).get(self.follow_up_id).documents if one.received_on)


@dataclass(frozen=True)
class RequestNamed:
    """The kind of request of a name; raises `Refused` with those that are kept when there is none."""

    name: str

    def answer(self, work: Work) -> UUID:
        kinds = work.shelf(REQUEST_KINDS).find()
        found = next((kind for kind in kinds if name_key(kind.name) == name_key(self.name)), None)
        if found is None:
            raise Refused(
                said("There is no kind of request “{name}”.", name=self.name),
                mend=said("Choose one of: {choices}.", choices=", ".join(kind.name for kind in kinds)),
                field="request",
            )
        return found.id


@dataclass(frozen=True)
class RequestKinds:
    """All kinds of request, by name."""

    def answer(self, work: Work) -> list[RequestKind]:
        return work.shelf(REQUEST_KINDS).find()


@dataclass(frozen=True)
class MarkFollowUp:
    """Give a case its receipt number, mark it as a petition with its controller or as a risk to public opinion, or say which
    kind of request it is: then the customer is told at once all it takes.

    A case that becomes a petition is due by the petitions' own clock, where the office entered one and no day is given. Raises
    `Refused` when nothing changes and for a controller whose service is over.
    """

    follow_up_id: UUID
    marks: Marks
    due_on: dt.date | None = None
    version: int | None = None

    def carry_out(self, work: Work) -> Outcome[FollowUp]:
        kept, marks = work.shelf(FOLLOW_UPS).get(self.follow_up_id), self.marks
        if marks.controller_id is not None and marks.controller_id != kept.controller_id:
            check_owner(work, marks.controller_id, "controller")
        begins = marks.petition and not kept.petition and rules.is_open(kept)
        due_on = self.due_on or (usual_due(work, kept.raised_on, petition=True) if begins else kept.due_on)
        other = marks.request_id != kept.request_id
        changed = rules.checked(
            replace(
                kept,
                version=kept.version if self.version is None else self.version,
                receipt=marks.receipt.strip(),
                petition=marks.petition,
                controller_id=marks.controller_id if marks.petition else None,
                public_opinion=marks.public_opinion,
                request_id=marks.request_id,
                documents=asked_of(work, marks.request_id, kept.documents) if other else kept.documents,
                due_on=due_on,
            )
        )
        stored = keep_changed(work, kept, changed, said("Change what is not right."))
        if stored.due_on != kept.due_on:
            return Outcome(stored, said("The case is marked; it is due on {due}.", due=stored.due_on))
        return Outcome(stored, said("The case is marked."))


@dataclass(frozen=True)
class TickDocuments:
    """Say which of the documents asked for are here, by name, and which are asked for besides.

    received: all that are here, those ticked before included. more: names that join the list. Raises `Refused` for a name that
    was not asked for, and when nothing changes.
    """

    follow_up_id: UUID
    received: tuple[str, ...]
    more: tuple[str, ...] = ()
    version: int | None = None

    def carry_out(self, work: Work) -> Outcome[FollowUp]:
        kept = work.shelf(FOLLOW_UPS).get(self.follow_up_id)
        names = {name_key(one.name): one.name for one in kept.documents}
        names |= {name_key(name): name.strip() for name in self.more if name.strip() and name_key(name) not in names}
        here = {name_key(name) for name in self.received}
        strange = [name for name in self.received if name_key(name) not in names]
        if strange:
            raise Refused(
                said("The document “{name}” was not asked for.", name=strange[0]),
                mend=said("Ask for it first."),
                field="received",
            )
        if len(names) > MOST_DOCUMENTS:
            raise Refused(
                said("More than {count} documents.", count=MOST_DOCUMENTS), mend=said("Divide the request."), field="more"
            )
        documents = tuple(
            replace(one, received_on=(one.received_on or work.today) if name_key(one.name) in here else None)
            for one in asked(names.values(), kept.documents)
        )
        changed = replace(kept, version=kept.version if self.version is None else self.version, documents=documents)
        stored = keep_changed(work, kept, changed, said("Tick what is here."))
        left = len(rules.missing_documents(stored))
        if not left:
            return Outcome(stored, said("All documents are here."))
        return Outcome(stored, said("{count} documents are still missing.", count=left))
