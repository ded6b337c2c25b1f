"""The sheet of a person's customers for whoever follows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.services.core.work import Work
from visitplanner.services.handovers.handover import HandOverSheet
from visitplanner.services.handovers.handover import Sheet as HandOverFacts


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
