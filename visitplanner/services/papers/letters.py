"""The reply to a customer on something it raised, and the sheet of a person's customers for whoever follows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.domain.follow_ups.follow_ups import FOLLOW_UP_ENTRIES, FOLLOW_UPS, FollowUp, FollowUpState
from visitplanner.domain.staff.staff import PEOPLE
from visitplanner.services.core.subjects import Subjects
from visitplanner.services.core.work import Work
from visitplanner.services.handovers.handover import HandOverSheet
from visitplanner.services.handovers.handover import Sheet as HandOverFacts

ANSWERED = (FollowUpState.REPLIED, FollowUpState.CLOSED)


@dataclass(frozen=True, slots=True)
class ReplyLetter:
    """A letter on one case. words: the answer; empty leaves room to write it. receipt_number: under which the case is known to
    the customer, empty when it has none. owner: who sees to the case, empty for nobody."""

    customer: str
    address: str
    account: str
    case: FollowUp
    words: str
    owner: str
    written_on: dt.date
    receipt_number: str = ""
    office: str = ""
    demonstration: bool = False


@dataclass(frozen=True, slots=True)
class ReplyLetterFor:
    """The letter on a case. words: what is answered; left out, what the log says was answered last."""

    case_id: UUID
    words: str = ""
    receipt_number: str = ""
    demonstration: bool = False

    def answer(self, work: Work) -> ReplyLetter:
        case = work.shelf(FOLLOW_UPS).get(self.case_id)
        subject = Subjects(work, [case.subject_id]).get(case.subject_id)
        log = sorted(work.shelf(FOLLOW_UP_ENTRIES).find(follow_up_id=case.id), key=lambda line: (line.number, line.at))
        answers = [line.note for line in log if line.state in ANSWERED and line.note.strip()]
        return ReplyLetter(
            customer=subject.name,
            address=subject.sites[0].address if subject.sites else "",
            account=subject.account,
            case=case,
            words=self.words.strip() or (answers[-1].strip() if answers else ""),
            owner=work.shelf(PEOPLE).get(case.owner_id).name if case.owner_id else "",
            written_on=work.today,
            receipt_number=self.receipt_number.strip(),
            office=str(work.setting("office_name", "")),
            demonstration=self.demonstration,
        )


@dataclass(frozen=True, slots=True)
class HandOverPaper:
    """What whoever follows a person must know, to be printed."""

    facts: HandOverFacts
    printed_on: dt.date
    office: str = ""
    demonstration: bool = False


@dataclass(frozen=True, slots=True)
class HandOverPaperFor:
    """The sheet of one person; raises `Refused` when the person looks after nobody and has nothing to do."""

    person_id: UUID
    demonstration: bool = False

    def answer(self, work: Work) -> HandOverPaper:
        facts = HandOverSheet(self.person_id).answer(work)
        if not (facts.rows or facts.joined or facts.others or facts.cases or facts.unrecorded):
            raise Refused(
                said("{person} looks after nobody: there is nothing to print.", person=facts.person.name),
                mend=said("Choose another person."),
            )
        return HandOverPaper(facts, work.today, str(work.setting("office_name", "")), self.demonstration)
