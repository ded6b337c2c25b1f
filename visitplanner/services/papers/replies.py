"""回復單: what a customer is told of a case, with all documents it takes, on one sheet (一次告知, plan 伍一(四)2)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.domain.follow_ups.follow_ups import FOLLOW_UPS
from visitplanner.services.core.work import Work
from visitplanner.services.follow_ups.follow_ups import FollowUpRow, rows_of


@dataclass(frozen=True)
class ReplySheet:
    """The case with its names, and which office answers. Nothing of its log stands on the sheet."""

    row: FollowUpRow
    office: str
    demonstration: bool


@dataclass(frozen=True)
class ReplyFor:
    """The sheet of a case; raises `Unknown` when there is no such case, `Refused` while there is nothing to tell. demonstration:
    the sheet says that its data are invented."""

    follow_up_id: UUID
    demonstration: bool = False

    def answer(self, work: Work) -> ReplySheet:
        case = work.shelf(FOLLOW_UPS).get(self.follow_up_id)
        if not case.reply and not case.documents:
            raise Refused(
                said("The case has neither a reply nor documents to ask for."),
                mend=said("Mark it as answered with the words of the reply, or say which kind of request it is."),
            )
        return ReplySheet(rows_of(work, [case])[0], str(work.setting("office_name", "")), self.demonstration)
