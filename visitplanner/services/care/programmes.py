"""Every programme a customer could join, and how far it has come with each."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from visitplanner.domain.care.programmes import PROGRAMMES, CustomerProgramme, Participation, ProgrammeTerms
from visitplanner.services.core.work import Work


@dataclass(frozen=True, slots=True)
class ProgrammeRow:
    """A programme, whether it is known to be offered today, and where the customer stands, None for nowhere yet."""

    terms: ProgrammeTerms
    offered_today: bool
    standing: Participation | None


@dataclass(frozen=True)
class ProgrammesOf:
    """Every programme in the order of the plan; customer_id None: only what is offered."""

    customer_id: UUID | None = None

    def answer(self, work: Work) -> list[ProgrammeRow]:
        known = work.shelf(PROGRAMMES).find(customer_id=self.customer_id) if self.customer_id else []
        newest: dict[CustomerProgramme, Participation] = {}
        for each in known:
            newest.setdefault(each.programme, each)
        return [
            ProgrammeRow(terms, terms.is_offered(work.today), newest.get(terms.programme))
            for terms in work.known.customer_programmes()
        ]
