"""The reply to a customer on something it raised, with all documents it takes told at once (一次告知, plan 伍一(四)2)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.domain.follow_ups.follow_ups import FOLLOW_UPS, FollowUp
from visitplanner.services.core.subjects import Subjects
from visitplanner.services.core.work import Work
from visitplanner.services.follow_ups.follow_ups import rows_of


@dataclass(frozen=True, slots=True)
class ReplyLetter:
    """A letter on one case; nothing of its log stands on it. words: the answer; empty leaves room to write it. receipt_number:
    under which the case is known to the customer, empty when it has none. request: which kind of request it is, empty for none.
    owner: who sees to the case, empty for nobody. written_on: the day of the answer, else today."""

    customer: str
    address: str
    account: str
    case: FollowUp
    words: str
    owner: str
    written_on: dt.date
    receipt_number: str = ""
    request: str = ""
    office: str = ""
    demonstration: bool = False


@dataclass(frozen=True, slots=True)
class ReplyLetterFor:
    """The letter on a case; raises `Unknown` when there is no such case.

    words, receipt_number: left out, those of the case. answered: raises `Refused` while there is nothing to tell, rather than
    leave room to write. demonstration: the letter says that its data are invented.
    """

    case_id: UUID
    words: str = ""
    receipt_number: str = ""
    answered: bool = False
    demonstration: bool = False

    def answer(self, work: Work) -> ReplyLetter:
        case = work.shelf(FOLLOW_UPS).get(self.case_id)
        words = self.words.strip() or case.reply.strip()
        if self.answered and not words and not case.documents:
            raise Refused(
                said("The case has neither a reply nor documents to ask for."),
                mend=said("Mark it as answered with the words of the reply, or say which kind of request it is."),
            )
        subject = Subjects(work, [case.subject_id]).get(case.subject_id)
        (row,) = rows_of(work, [case])
        return ReplyLetter(
            customer=subject.name,
            address=subject.sites[0].address if subject.sites else "",
            account=subject.account,
            case=case,
            words=words,
            owner=row.owner,
            written_on=(case.replied_on if not self.words.strip() else None) or work.today,
            receipt_number=self.receipt_number.strip() or case.receipt,
            request=row.request,
            office=str(work.setting("office_name", "")),
            demonstration=self.demonstration,
        )
